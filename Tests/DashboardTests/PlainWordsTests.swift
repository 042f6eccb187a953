import ClinicModel
import FrontDesk
import SchedulingEngine
import Terminal
import Testing

@testable import Dashboard

/// What a person reads is whole and says what is meant, on small screens, too.
struct `Words on the screen` {
    static let small = Size(columns: 80, rows: 24)

    @Test func `tell a conflict whole in the two lines below the drawing`() throws {
        var scene = WeekFixture.scene(try WeekFixture.troubledClinic())
        let size = Self.small
        for conflict in scene.digest.conflicts {
            let session = try #require(scene.session(in: conflict))
            scene.conflict = conflict
            scene.cursor = try #require(scene.cursor(on: session))
            let picture = WeekFixture.picture(scene, size).text.split(separator: "\n")
            let sentence = conflict.sentence(in: scene.week, naming: .names)
            let lines = picture.suffix(2).joined(separator: " ").split(separator: " ")
            // Its day, which is the one that is selected, need not be said again and again.
            let said = sentence.split(separator: " ").filter { !["on", "Tue", "24", "Nov"].contains($0) }
            let shown = lines.filter { !["on", "Tue", "24", "Nov"].contains($0) }
            #expect(shown.joined(separator: " ").contains(said.joined(separator: " ")), "\(lines)")
        }
    }
    @Test(arguments: [80, 120])
    func `name in the bottom line what the program is for`(columns: Int) throws {
        let robot = try Robot("harbor-60", size: Size(columns: columns, rows: 24))
        for hint in ["b book", "f place", "P plan", "A absence", "w why", "? help"] { robot.sees(hint) }
    }
    @Test func `keep the key that a window is for on the smallest screen`() throws {
        let robot = try Robot(size: Size(columns: 40, rows: 10), lens: .therapist("t1"))
        try robot.press("A").type("wed")
        robot.sees("mend it")
        robot.sees("Esc back")
    }
    @Test(arguments: [["P"], ["A"]])
    func `list in the help of a proposal its own keys first`(keys: [String]) throws {
        let robot = try Robot("harbor-20", size: Self.small, lens: .therapist("t1"))
        try robot.press(keys[0])
        if keys == ["A"] { try robot.press("Enter") }
        robot.awaitEngine()
        try robot.press("?")
        guard case .commands(let list) = robot.state.mode else {
            Issue.record("no help is open")
            return
        }
        let isOwn = list.picker.items.map { $0.command.context == .proposal }
        #expect(isOwn.first == true && isOwn.last == false)
        #expect(zip(isOwn, isOwn.dropFirst()).count { $0 != $1 } == 1)
    }
    @Test func `give a column just as wide as it is asked for`() throws {
        let robot = try Robot("harbor-20", size: Self.small)
        for text in ["Ana", "Linus Vandermeer", "Hazel Quillfeather", "Bartholomew Winterbourne"] {
            let column = robot.state.column(text, 16)
            #expect(Canvas.width(of: column) == 16)
            #expect(column.hasSuffix(" "))
        }
    }
    @Test func `tell whole what is in the way of a place of one's own`() throws {
        let robot = try Robot("harbor-60", size: Self.small)
        try robot.press("b").type("ember ind").press("Enter", "Down")
        guard case .booking(let booking) = robot.state.mode, let first = booking.verdict.first else {
            Issue.record("nothing is in the way")
            return
        }
        let said = (robot.state.scene.detail ?? []).flatMap(\.pieces).map(\.text).joined(separator: " ")
        #expect(
            said.split(separator: " ").joined(separator: " ")
                .contains(first.sentence(in: robot.state.week, naming: .names)), "\(said)")
    }
    @Test func `say in a window's title how much of the series is meant`() throws {
        let robot = try Robot("harbor-60", size: Self.small)
        try robot.press("o", "Tab", "Enter")
        guard case .confirming(let c) = robot.state.mode else {
            Issue.record("nothing is asked")
            return
        }
        #expect(c.title.hasSuffix(", and from then on"))
        robot.sees("Take ")
        robot.sees("then on")
    }
    @Test func `keep the year in the header where it is not this one`() throws {
        let robot = try Robot("harbor-60", size: Self.small)
        try robot.press("g").type("2031-05-05").press("Enter")
        for key in ["v", "d"] {
            #expect(robot.picture.prefix(80).contains("2031"), "\(robot.picture.prefix(80))")
            try robot.press(key)
        }
        #expect(robot.picture.prefix(80).contains("2031"))
        try robot.press("b").type("ember ind").press("Enter")
        #expect(robot.picture.prefix(80).contains("2031"), "\(robot.picture.prefix(80))")
    }
    @Test func `leave out of the header first that it is everyone's week`() throws {
        let robot = try Robot("harbor-60", size: Self.small)
        try robot.press("L")
        #expect(robot.picture.prefix(80).contains("Week 49 "), "\(robot.picture.prefix(80))")
    }
    /// A letter at the same time with somebody else is another place: Enter would not go there.
    @Test func `mark no place as the one where a carried session stands unless it is that`() throws {
        let robot = try Robot("harbor-200", size: Size(columns: 120, rows: 40))
        var seen = 0
        for session in robot.state.week.sessions where !robot.state.isGroup(session.service) && seen < 3 {
            robot.state.scene.cursor = try #require(robot.state.scene.cursor(on: session.reference))
            try robot.press("m")
            guard case .moving(let moving) = robot.state.mode else { continue }
            if moving.best.contains(where: { $0.placement.begins == session.begins }) {
                seen += 1
                let marked = (robot.state.scene.side ?? []).flatMap(\.pieces).filter { $0.text == "▸" }
                #expect(marked.isEmpty, "\(session.reference)")
            }
            try robot.press("Esc")
        }
        #expect(seen == 3)
    }
    @Test func `tell that a refused draft is kept to the end of the sentence`() throws {
        let robot = try Robot("harbor-60", size: Self.small)
        try robot.press("b").type("p7 ind").press("Enter", "PgUp", "PgUp", "PgUp", "PgUp", "Enter")
        guard case .refused(let draft) = robot.state.mode else {
            Issue.record("\(robot.picture)")
            return
        }
        #expect(!draft.rules.isEmpty)
        // Between the borders of the window alone.
        let inside = robot.picture.split(separator: "\n").compactMap { line -> Substring? in
            guard let first = line.firstIndex(of: "│"), let last = line.lastIndex(of: "│") else { return nil }
            return line[first..<last].dropFirst()
        }
        let words = inside.joined(separator: " ").split(separator: " ").joined(separator: " ")
        #expect(words.contains("Without one the draft stays as it is."), "\(words)")
    }
    @Test func `offer for one patient's seat no scope that would be the group's`() throws {
        let robot = try Robot("harbor-60", size: Self.small)
        let groups = robot.state.week.sessions.filter { $0.service == "relapse" }
        let from = try #require(groups.first { !$0.patients.isEmpty })
        let to = try #require(groups.first { $0.reference != from.reference })
        let patient = try #require(from.patients.first)
        _ = robot.state.take(.reseat(patient, from: from.reference, to: to.reference))
        guard case .confirming(let c) = robot.state.mode else {
            Issue.record("nothing is asked")
            return
        }
        #expect(c.scopes == [.this, .later])
        #expect(c.title.contains(to.begins.short))
    }
    @Test func `say why there is nothing to undo before it is tried`() throws {
        let robot = try Robot("harbor-60")
        try robot.press(":").type("undo")
        robot.sees("Not now: there is nothing of yours to undo")
        try robot.press("Esc", "b").type("ember ind").press("Enter", "Enter")
        if robot.state.mode.draft != nil { try robot.press("Enter") }
        #expect(robot.toast.contains("Booked"), "\(robot.picture)")
        try robot.press(":").type("undo")
        robot.doesNotSee("Not now")
        try robot.press("Enter", ":").type("redo")
        robot.doesNotSee("Not now")
    }
    @Test func `say in an empty clinic what to do, and where today is`() throws {
        let robot = try Robot(size: Self.small) {
            $0.patients = []
            $0.therapists = []
            $0.series = []
            $0.sessions = []
            $0.waitlist = []
            $0.attendance = []
            $0.overrides = []
            $0.supportGroups = []
            $0.profile.hours = []
        }
        robot.sees("Nobody is in this clinic yet; vesper import FILE brings one in")
        robot.sees("Tu*")
        #expect(robot.state.scene.cursor.moment.date == robot.state.scene.today)
        try robot.press("b")
        #expect(robot.state.popup?.empty.contains("vesper import") == true)
    }
    @Test func `have room for two names on quiet days of a very wide screen`() {
        let columns = DayColumns(
            loads: [40, 40, 40, 40, 9, 8, nil], x: 6, width: 258, screen: 300, left: 0, keeping: 0)
        #expect(columns.columns.filter { !$0.isFolded }.allSatisfy { $0.contentWidth >= 26 })
    }
    @Test func `stand where they stood once a change is taken back`() throws {
        let robot = try Robot("harbor-200", size: Self.small)
        let session = try #require(
            robot.state.week.sessions.first {
                $0.service == "relapse" && $0.begins.short == "Tue 24 Nov 16:00"
            })
        robot.state.scene.cursor = try #require(robot.state.scene.cursor(on: session.reference))
        try robot.press("Down", "Up")
        let before = robot.picture
        try robot.press("m", "a", "Enter", "Enter")
        if case .refused = robot.state.mode { robot.type("agreed") }
        if robot.state.mode.context != .week { try robot.press("Enter") }
        #expect(robot.picture != before)
        try robot.press("u", "Esc")
        #expect(robot.state.scene.scroll.top != nil)
        #expect(robot.picture == before, "\(before)\n\(robot.picture)")
    }
}

/// `--accessible`: what a screen reader is led to and reads.
struct `For a screen reader` {
    @Test(arguments: [Size(columns: 80, rows: 24), Size(columns: 120, rows: 30)])
    func `the line that Enter takes is under the cursor and said`(size: Size) throws {
        let robot = try Robot("harbor-60", size: size, isAccessible: true)
        for keys in [["b", "Down", "Down"], ["s", "Down"], [":", "Down"], ["/", "Down"], ["o", "Down"]] {
            for key in keys { try robot.press(key) }
            let canvas = robot.state.render()
            let at = try #require(canvas.cursor)
            let popup = try #require(robot.state.popup)
            let selection = try #require(popup.selection)
            #expect(canvas[at.x, at.y].paper == .popupSelection, "\(keys)")
            let line = popup.row(selection).line.spoken
            let words = try #require(
                popup.row(selection).line.pieces.map(\.text).max { $0.count < $1.count }?.prefix(8))
            #expect(!line.isEmpty && popup.spoken.hasPrefix(line))
            let rows = canvas.text.split(separator: "\n", omittingEmptySubsequences: false)
            #expect(rows[at.y].contains(words), "\(keys)\n\(rows[at.y])")
            #expect(rows[(at.y + 1)...].contains { $0.contains(line.prefix(8)) }, "\(canvas.text)")
            try robot.press("Esc")
        }
    }
    @Test func `consequences are said before something is done`() throws {
        let robot = try Robot("harbor-60", size: Size(columns: 80, rows: 24), isAccessible: true)
        try robot.press("x")
        let spoken = try #require(robot.state.popup?.spoken)
        #expect(spoken.hasPrefix("Cancel "))
        #expect(spoken.contains("[this one], this and later"))
        // A sentence that is wrapped in the window is one.
        #expect(spoken.contains("(short of plan +1080, "), "\(spoken)")
        #expect(spoken.hasSuffix(". Nobody falls under their hours by it."), "\(spoken)")
        // All of it, in as many lines as it takes.
        let end = String(spoken.suffix(20))
        #expect(
            robot.picture.split(separator: "\n").suffix(4).contains { $0.contains(end) }, "\(robot.picture)")
    }
    @Test func `pieces are apart, and what is drawn for eyes is left out`() throws {
        let line = SideLine(
            [.init("Relapse prevention"), .init("  Tue 16:00  Willow")],
            right: [.init("3/14"), .init(" "), .init("##", .progress), .init("......", .progressRest)])
        #expect(line.spoken == "Relapse prevention Tue 16:00 Willow, 3/14")
        let choices = SideLine([.init("Tab "), .init("[once]"), .init(" - "), .init("weekly")])
        #expect(choices.spoken == "Tab [once], weekly")
    }
    @Test func `no lines stand between days and panes`() throws {
        for size in [Size(columns: 80, rows: 24), Size(columns: 120, rows: 40)] {
            let robot = try Robot("harbor-60", size: size, isAccessible: true)
            try robot.press("v")
            let borders = WeekScreen(robot.state.scene, size: size)
            var canvas = Canvas(size: size, glyphs: robot.state.glyphs)
            borders.draw(into: &canvas)
            let grid = (0..<size.rows).flatMap { y in (0..<size.columns).map { canvas[$0, y] } }
                .filter { $0.ink == .grid }
            #expect(grid.allSatisfy { $0.character == " " })
        }
    }
}
