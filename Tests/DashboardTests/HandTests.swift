import ClinicModel
import FrontDesk
import SchedulingEngine
import Terminal
import Testing

@testable import Dashboard

/// Stories of what makes the keys safe and quick: marks, repeats, reasons, the inspector, hints, forecasts.
struct `In practised hands` {
    @Test func `Space marks sessions, x cancels them together by a word`() throws {
        let robot = try Robot()
        let before = try robot.clinic()
        try robot.select("g13@2026-11-24").press("Space")
        try robot.select("i1@2026-11-24").press("Space", "x")
        robot.sees("Cancel 2 marked sessions")
        try robot.press("Enter")
        #expect(robot.toast.contains("Type the word cancel"))
        #expect(try robot.clinic() == before)
        try robot.type("cancel").press("Enter")
        #expect(robot.toast.hasPrefix("Cancelled 2 sessions: "), "\(robot.toast)")
        let exceptions = try robot.clinic().series.filter { ["g13", "i1"].contains($0.id.rawValue) }
            .flatMap(\.exceptions)
        #expect(exceptions.count == 2)
        try robot.press("u")
        #expect(try robot.clinic() == before)
    }

    @Test func `what several cancellations come to is said of all of them before they are done`() throws {
        let robot = try Robot()
        let marked = ["g13@2026-11-24", "g16@2026-11-24", "i1@2026-11-24"]
        for session in marked { try robot.select(session).press("Space") }
        try robot.press("x")
        let outcome = try robot.desk.preview(.cancelEach(marked.compactMap { SessionReference($0) }))
        #expect(outcome.changes.changes.count == 3)
        let said = outcome.sentences(.names)
        #expect(!said.isEmpty)
        for sentence in said.prefix(10) { robot.sees(String(sentence.prefix(30))) }
    }

    @Test func `a dot makes the last change again on what is selected`() throws {
        let robot = try Robot()
        try robot.press(".")
        #expect(robot.toast.contains("Nothing has been changed yet"))
        try robot.select("g13@2026-11-24").press("x").type("fire drill").press("Enter")
        try robot.select("i1@2026-11-24").press(".")
        robot.sees("fire drill")
        try robot.press("Enter")
        let again = try #require(try robot.clinic().series.first { $0.id == "i1" }?.exceptions.first)
        #expect(again.reason?.revealed == "fire drill")
    }

    @Test func `c allows with a reason what a session breaks, and u takes it back`() throws {
        let robot = try Robot {
            let all = WeeklyWindow(
                days: Weekday.allCases, from: .midnight, to: .endOfDay, label: "night shift")
            let patient = $0.sessions.first { $0.id == "s1" }?.patients.first
            guard let i = $0.patients.firstIndex(where: { $0.id == patient }) else { return }
            $0.patients[i].unavailable.append(.weekly(all))
        }
        let before = try robot.clinic()
        try robot.select("s1").press("c")
        robot.sees("allow it because")
        try robot.press("Enter")
        #expect(robot.toast.contains("A reason is wanted"))
        try robot.type("agreed by phone").press("Enter")
        #expect(robot.toast.hasPrefix("Allowed"), "\(robot.toast)")
        let added = Set(try robot.clinic().overrides).subtracting(before.overrides)
        #expect(added.contains { $0.rule == .patientUnavailable && $0.reason.revealed == "agreed by phone" })
        #expect(
            robot.state.week.violations(of: .single("s1")).allSatisfy {
                $0.override != nil || $0.rule != .patientUnavailable
            })
        try robot.press("u")
        #expect(try robot.clinic() == before)
    }

    @Test(arguments: [Size(columns: 120, rows: 40), Size(columns: 80, rows: 24)])
    func `Tab walks the inspector, and Enter looks at a person of the roster`(size: Size) throws {
        let robot = try Robot(size: size)
        try robot.select("g13@2026-11-24").press("Tab")
        robot.sees("Roster")
        try robot.press("Down", "Up", "Enter")
        guard case .patient = robot.state.scene.lens else {
            Issue.record("the lens is \(robot.state.scene.lens)")
            return
        }
        try robot.press("Esc", "Tab", "Esc")
        #expect(robot.state.mode.context == .week)
    }

    @Test func `a key that means nothing says so and where to look`() throws {
        let robot = try Robot()
        try robot.press("y")
        #expect(robot.toast.contains("y does nothing here; ? shows the keys"))
        try robot.select("s1").press("m", "y")
        #expect(robot.toast.contains("does nothing here"))
    }

    @Test func `arrows walk a booking to any place, and say what is in the way there`() throws {
        let robot = try Robot("harbor-60")
        try robot.press("b").type("ember ind").press("Enter", "Down", "Down")
        robot.sees("a place of your own")
        robot.sees("clashes")
        try robot.press("n")
        robot.sees("place 1 of")
    }

    @Test func `what a draft comes to is asked while nobody types, and shown beside it`() throws {
        let robot = try Robot()
        try robot.press("b").type("swallowtail brief").press("Enter", "Tab")
        let question = try #require(robot.state.openQuestion)
        guard case .preview(let intent, let permit) = question else {
            Issue.record("\(question)")
            return
        }
        let outcome = try robot.desk.preview(intent, permit: permit)
        robot.send(.previewed(intent, permit, .success(outcome)))
        robot.sees("Then")
        #expect(robot.state.openQuestion == nil)
    }

    @Test func `nothing is asked of the desk while a question stands over the draft`() throws {
        let robot = try Robot()
        try robot.select("i1@2026-11-24").press("m", "a")
        #expect(robot.state.openQuestion != nil)
        try robot.press("Enter")
        robot.sees("this and later")
        #expect(robot.state.openQuestion == nil)
        try robot.press("Esc", "?")
        #expect(robot.state.openQuestion == nil)
    }

    @Test func `help, mask and themes work while something is carried`() throws {
        let robot = try Robot()
        try robot.select("s1").press("m", "?")
        robot.sees("Help: carrying a session")
        try robot.press("Esc", "*")
        robot.sees("Names are masked")
        try robot.press("T", "Down", "Esc", "Esc")
        #expect(robot.state.mode.context == .week)
    }

    @Test func `in the vi preset digits count, and a number with Enter takes a cure`() throws {
        let robot = try Robot(keymap: Keymap(preset: .vi))
        let week = robot.state.week.week
        try robot.press("3", "L")
        #expect(robot.state.week.week == week + 21)
        try robot.press("7", "Enter")
        #expect(robot.toast.contains("no number 7"))
    }

    @Test func `a list is chosen from by clicks`() throws {
        let robot = try Robot()
        try robot.press("/").type("blackw")
        let rows = robot.picture.split(separator: "\n", omittingEmptySubsequences: false)
        let y = try #require(rows.firstIndex { $0.contains("patient    Esme Blackwell") })
        robot.send(.key(.mouse(MouseEvent(.doubleClick, at: Point(50, y)))))
        #expect(robot.state.scene.lens == .patient("p1"))
    }

    @Test func `a session dragged over the board is carried to the cell where it is let go`() throws {
        let robot = try Robot("harbor-200")
        let before = try robot.clinic()
        let screen = robot.state.screen
        let points = (4..<34).flatMap { y in (6..<80).map { Point($0, y) } }
        let from = try #require(
            points.first { screen.hit($0)?.session.map { robot.state.week.session($0) != nil } ?? false })
        let session = try #require(screen.hit(from)?.session.flatMap { robot.state.week.session($0) })
        let to = try #require(
            points.last { screen.hit($0).map { $0.moment.date != session.date } ?? false })
        let target = try #require(screen.hit(to)?.moment)
        robot.send(.key(.mouse(MouseEvent(.press, at: from))))
        robot.send(.key(.mouse(MouseEvent(.drag, at: to))))
        #expect(robot.state.mode.context == .week)
        #expect(robot.toast.contains(target.short), "\(robot.toast)")
        robot.send(.key(.mouse(MouseEvent(.release, at: to))))
        guard case .moving(let moving) = robot.state.mode else {
            Issue.record("nothing is carried")
            return
        }
        #expect(moving.placement.begins == target)
        try robot.press("Esc")
        #expect(try robot.clinic() == before)
    }

    @Test func `what is let go where nothing can stand stays where it was`() throws {
        let robot = try Robot()
        let screen = robot.state.screen
        let points = (4..<34).flatMap { y in (6..<80).map { Point($0, y) } }
        let from = try #require(points.first { screen.hit($0)?.session != nil })
        robot.send(.key(.mouse(MouseEvent(.press, at: from))))
        robot.send(.key(.mouse(MouseEvent(.drag, at: Point(100, 1)))))
        robot.send(.key(.mouse(MouseEvent(.release, at: Point(100, 1)))))
        #expect(robot.state.mode.context == .week)
        #expect(robot.state.scene.marks.isEmpty)
    }

    @Test func `dragging a session of a calendar carries it; it is dropped by Enter alone`() throws {
        let robot = try Robot()
        let before = try robot.clinic()
        try robot.press("/").type("blackw").press("Enter")
        let screen = robot.state.screen
        let points = (2..<35).flatMap { y in (6..<80).map { Point($0, y) } }
        let from = try #require(points.first { screen.hit($0)?.session != nil })
        robot.send(.key(.mouse(MouseEvent(.press, at: from))))
        robot.send(.key(.mouse(MouseEvent(.drag, at: Point(from.x, from.y + 4)))))
        guard case .moving = robot.state.mode else {
            Issue.record("nothing is carried")
            return
        }
        robot.send(.key(.mouse(MouseEvent(.release, at: Point(from.x, from.y + 4)))))
        #expect(try robot.clinic() == before)
    }

    @Test func `for a screen reader the cursor stands on what is selected, which is said whole`() throws {
        let robot = try Robot(isAccessible: true)
        let canvas = robot.state.render()
        let cursor = try #require(canvas.cursor)
        #expect(canvas[cursor.x, cursor.y].paper ?? canvas[cursor.x, cursor.y].ink == .selection)
        #expect(robot.picture.contains(robot.state.screen.spoken.prefix(20)))
        try robot.press("?")
        robot.doesNotSee("┌")
    }
}
