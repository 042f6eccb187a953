import ClinicModel
import FrontDesk
import SchedulingEngine
import Terminal
import Testing

@testable import Dashboard

/// Stories of keys, told on the clinic with everything in it, in the week of 23 November 2026.
struct `At the keys` {
    // MARK: Looking

    @Test func `a week made ready between keys is the one that turning to it would make`() throws {
        let plain = try Robot()
        let ready = try Robot()
        #expect(ready.readyWeeks() == 2)
        #expect(ready.readyWeeks() == 0)
        // Turned to and back, with names masked, after a change and after it is taken back.
        for key in ["L", "L", "H", "*", "L", "H", "H", "x", "Enter", "L", "H", "u", "L", "H"] {
            try plain.press(key)
            try ready.press(key)
            #expect(ready.picture == plain.picture, "after \(key)")
            _ = ready.readyWeeks()
        }
        #expect(plain.state.snapshot.revision == ready.state.snapshot.revision)
        #expect(ready.state.snapshot.revision > 1)
    }

    @Test func `arrows and h j k l walk, H and L turn weeks, t comes back to today`() throws {
        let robot = try Robot()
        let start = robot.state.scene.cursor
        for (there, back) in [("Down", "Up"), ("Right", "Left"), ("j", "k"), ("l", "h")] {
            try robot.press(there)
            #expect(robot.state.scene.cursor != start, "\(there) stays")
            try robot.press(back)
            #expect(robot.state.scene.cursor.moment.date == start.moment.date, "\(back) does not come back")
        }
        try robot.press("L")
        robot.sees("Week 49")
        try robot.press("H", "H")
        robot.sees("Week 47")
        try robot.press("t")
        robot.sees("Week 48")
        #expect(robot.state.scene.cursor.moment.date.description == "2026-11-24")
    }

    @Test func `Home, End and pages lead to the ends`() throws {
        let robot = try Robot()
        try robot.press("Home")
        let first = robot.state.scene.cursor
        try robot.press("End")
        #expect(robot.state.scene.cursor != first)
        let before = robot.state.scene.cursor
        try robot.press("PgUp")
        let above = robot.state.scene.cursor
        try robot.press("PgDn")
        #expect(above != before || robot.state.scene.cursor != above)
    }

    @Test func `v, d, z and Tab change the drawing`() throws {
        let robot = try Robot()
        try robot.press("v")
        #expect(robot.state.scene.view == .calendar)
        let zoom = robot.state.scene.zoom
        try robot.press("z")
        #expect(robot.state.scene.zoom != zoom)
        try robot.press("v", "d")
        #expect(robot.state.scene.view == .day)
        robot.sees("therapists")
        try robot.press("Tab")
        robot.sees("rooms")
        try robot.press("d")
        #expect(robot.state.scene.view == .board)
    }

    @Test func `slash finds somebody and shows their week, Esc leads back to everyone`() throws {
        let robot = try Robot()
        try robot.press("/").type("blackw")
        robot.sees("Esme Blackwell")
        try robot.press("Enter")
        #expect(robot.state.scene.lens == .patient("p1"))
        #expect(robot.state.scene.view == .calendar)
        try robot.press("Esc")
        #expect(robot.state.scene.lens == .everyone)
    }

    @Test func `g goes to a date in any usual form, and says what it can't read`() throws {
        let robot = try Robot()
        try robot.press("g").type("14 dec")
        robot.sees("Monday 14 Dec 2026")
        try robot.press("Enter")
        robot.sees("Week 51")
        try robot.press("g").type("someday")
        try robot.press("Enter")
        #expect(robot.toast.contains("is no date"))
        try robot.press("Esc")
        #expect(robot.state.mode.context == .week)
    }

    @Test func `less-than and greater-than jump back and forward`() throws {
        let robot = try Robot()
        try robot.press("L", "L", "<")
        robot.sees("Week 49")
        try robot.press("<")
        robot.sees("Week 48")
        try robot.press(">")
        robot.sees("Week 49")
    }

    @Test func `Enter opens a session and looks at whose it is`() throws {
        let robot = try Robot()
        try robot.select("i1@2026-11-24").press("Enter")
        guard case .patient = robot.state.scene.lens else {
            Issue.record("the lens is \(robot.state.scene.lens)")
            return
        }
        try robot.press("Esc").select("g13@2026-11-24").press("Enter")
        #expect(robot.state.scene.lens == .service("relapse"))
    }

    @Test func `F filters by words and tokens, Tab hides the others, Esc drops it`() throws {
        let robot = try Robot()
        try robot.press("F").type("room:cedar")
        #expect(robot.state.scene.filter.text == "room:cedar")
        try robot.press("Tab")
        #expect(robot.state.scene.filter.hides)
        try robot.press("Enter")
        #expect(!robot.state.scene.filter.isEmpty)
        try robot.press("Esc")
        #expect(robot.state.scene.filter.isEmpty)
    }

    @Test func `an asterisk masks every name`() throws {
        let robot = try Robot()
        try robot.press("/").type("blackw").press("Enter")
        robot.sees("Esme Blackwell")
        try robot.press("*")
        robot.doesNotSee("Blackwell")
        robot.sees("p1")
        try robot.press("*")
        robot.sees("Esme Blackwell")
    }

    @Test func `question mark lists the keys, filters and runs the chosen command`() throws {
        let robot = try Robot()
        try robot.press("?")
        robot.sees("Book a session or a seat")
        robot.type("go to a date")
        try robot.press("Enter")
        robot.sees("date:")
        try robot.press("Esc", "F1")
        robot.sees("Help: the week")
    }

    @Test func `colon finds commands by name and says why one can't work now`() throws {
        let robot = try Robot()
        try robot.press(":").type("zoom")
        robot.sees("the calendar alone has a zoom")
        try robot.press("Enter")
        #expect(robot.toast.contains("he calendar alone has a zoom"))
        try robot.press(":").type("week after").press("Enter")
        robot.sees("Week 49")
    }

    @Test func `T shows themes live; Esc takes the old one back, Enter keeps`() throws {
        let robot = try Robot()
        try robot.press("T", "Down")
        #expect(robot.asked.last == .showTheme("day"))
        try robot.press("Esc")
        #expect(robot.asked.last == .showTheme("night"))
        try robot.press("T", "Down", "Down", "Enter")
        #expect(robot.asked.last == .keepTheme("mono"))
    }

    @Test func `Ctrl-L, Ctrl-Z and q ask the world; Ctrl-C is Esc`() throws {
        let robot = try Robot()
        try robot.press("Ctrl-L")
        #expect(robot.asked.last == .redraw)
        try robot.press("Ctrl-Z")
        #expect(robot.asked.last == .suspend)
        try robot.press("/", "Ctrl-C")
        #expect(robot.state.mode.context == .week)
        #expect(!robot.hasQuit)
        try robot.press("q")
        #expect(robot.hasQuit)
    }

    @Test func `n walks the conflicts by their numbers, one press each, and N goes back`() throws {
        let robot = try Robot(size: Size(columns: 80, rows: 24)) { $0 = try WeekFixture.troubledClinic() }
        let all = robot.state.scene.digest.conflicts
        #expect(all.count == 10)
        // Sessions are in several of them, and some of them have several sessions.
        #expect(Set(all.flatMap(\.sessions)).count != all.count)
        try robot.press("n")
        let session = try #require(robot.state.scene.cursor.session)
        let first = try #require(robot.state.scene.conflict(of: session))
        for step in 1...all.count {
            robot.sees("n \((first + step - 1) % all.count + 1)/10")
            try robot.press("n")
        }
        for step in 1...3 {
            try robot.press("N")
            robot.sees("n \((first + all.count - step) % all.count + 1)/10")
        }
    }

    // MARK: Changing

    @Test func `b and a few letters book an individual hour; u takes it back, U makes it again`() throws {
        let robot = try Robot()
        let before = try robot.clinic()
        try robot.press("b").type("swallowtail brief")
        robot.sees("Emil Swallowtail")
        try robot.press("Enter")
        robot.sees("Places, best first")
        try robot.press("b", "a", "Enter")
        #expect(robot.toast.hasPrefix("Booked"), "\(robot.toast)")
        let after = try robot.clinic()
        #expect(after.sessions.count == before.sessions.count + 1)
        #expect(after.sessions.last?.patients == ["p3"])
        #expect(robot.state.scene.cursor.session == after.sessions.last.map { .single($0.id) })
        try robot.press("u")
        #expect(try robot.clinic() == before)
        #expect(
            robot.toast.lowercased().contains("booked"), "the toast names what was undone: \(robot.toast)")
        try robot.press("U")
        #expect(try robot.clinic().sessions.count == before.sessions.count + 1)
    }

    @Test func `Tab books it weekly, until a date as well`() throws {
        let robot = try Robot()
        let before = try robot.clinic()
        try robot.press("b").type("swallowtail brief").press("Enter", "Tab", "Enter")
        // Later weeks are in the way, and that is on the screen before anything is booked.
        #expect(robot.toast.contains("does it all the same"), "\(robot.toast)")
        #expect(try robot.clinic() == before)
        try robot.press("Enter")
        let weekly = try #require(try robot.clinic().series.last)
        #expect(try robot.clinic().series.count == before.series.count + 1)
        #expect(weekly.until == nil)
        try robot.press("u", "b").type("swallowtail brief").press("Enter", "Tab", "Tab")
        robot.type("18 dec")
        robot.sees("Fri 18 Dec")
        try robot.press("Enter")
        if robot.toast.contains("does it all the same") { try robot.press("Enter") }
        #expect(try robot.clinic().series.last?.until?.description == "2026-12-18")
    }

    @Test func `a group seat is for this one, or by Tab for this and later`() throws {
        let robot = try Robot()
        try robot.press("b").type("falconer skills").press("Enter")
        robot.sees("Seats, best first")
        try robot.press("Enter")
        #expect(robot.toast.hasPrefix("Seated") || robot.toast.contains("Falconer"), "\(robot.toast)")
        let guest = try #require(try robot.clinic().series.flatMap(\.enrollments).last { $0.patient == "p9" })
        #expect(guest.left == guest.joined)
        try robot.press("u", "b").type("falconer skills").press("Enter", "Tab", "Enter")
        let seat = try #require(try robot.clinic().series.flatMap(\.enrollments).last { $0.patient == "p9" })
        #expect(seat.left == nil)
    }

    @Test func `when nothing fits the screen counts why and offers what would open places`() throws {
        let robot = try Robot {
            let all = WeeklyWindow(
                days: Weekday.allCases, from: .midnight, to: .endOfDay, label: "night and day")
            $0.patients[2].unavailable.append(.weekly(all))
        }
        try robot.press("b").type("swallowtail brief").press("Enter")
        robot.sees("Nothing fits this week")
        robot.sees("What would open places")
        try robot.press("1")
        robot.sees("Places, best first")
        try robot.press("Enter")
        robot.sees("allow it because")
        try robot.press("Enter")
        #expect(robot.toast.contains("reason"))
        try robot.type("agreed by phone").press("Enter")
        #expect(robot.toast.hasPrefix("Booked"), "\(robot.toast)")
        let override = try #require(try robot.clinic().overrides.last)
        #expect(override.rule == .patientUnavailable)
        #expect(override.person == "p3")
    }

    @Test func `m carries a session, says where it clashes, and Enter drops it`() throws {
        let robot = try Robot()
        let before = try robot.clinic()
        try robot.select("s1").press("m")
        robot.sees("where it was")
        try robot.press("Left", "Esc")
        #expect(try robot.clinic() == before)
        try robot.select("s1").press("m", "a")
        robot.sees("fits")
        try robot.press("Enter")
        #expect(robot.toast.hasPrefix("Moved"), "\(robot.toast)")
        #expect(try robot.clinic().sessions.first != before.sessions.first)
        try robot.press("u")
        #expect(try robot.clinic() == before)
    }

    @Test func `moving one of a series asks for the scope, narrowest first`() throws {
        let robot = try Robot()
        try robot.select("i1@2026-11-24").press("m", "a", "Enter")
        robot.sees("this one")
        robot.sees("this and later")
        try robot.press("Enter")
        let series = try #require(try robot.clinic().series.first { $0.id == "i1" })
        #expect(series.exceptions.count == 1)
    }

    @Test func `t and r try other therapists and rooms for what is carried`() throws {
        let robot = try Robot()
        try robot.select("s1").press("m")
        guard case .moving = robot.state.mode else {
            Issue.record("nothing is carried")
            return
        }
        let picture = robot.picture
        try robot.press("t")
        #expect(robot.picture != picture)
        try robot.press("r", "Esc")
        #expect(robot.state.mode.context == .week)
    }

    @Test func `x cancels this one, and more only by a word`() throws {
        let robot = try Robot()
        try robot.select("g13@2026-11-24").press("x")
        robot.sees("this one")
        robot.sees("The score of the week", "the consequences are on the screen before it is done")
        try robot.press("Tab", "Enter")
        #expect(robot.toast.contains("Type the word"))
        try robot.press("Esc").select("g13@2026-11-24").press("x")
        try robot.type("fire drill").press("Enter")
        let exception = try #require(try robot.clinic().series.first { $0.id == "g13" }?.exceptions.first)
        #expect(exception.kind == .cancelled)
        #expect(exception.reason?.revealed == "fire drill")
        try robot.press("u")
        #expect(try robot.clinic().series.first { $0.id == "g13" }?.exceptions.isEmpty == true)
    }

    @Test func `s seats someone in the group, o takes someone out`() throws {
        let robot = try Robot()
        try robot.select("g16@2026-11-24").press("s")
        robot.sees("Seat in")
        try robot.press("Enter")
        robot.sees("reason (optional)")
        try robot.press("Enter")
        let seated = try robot.clinic()
        let before = try Robot().clinic()
        #expect(seated != before, "\(robot.toast)")
        try robot.press("u")
        try robot.select("g16@2026-11-24").press("o")
        robot.sees("Out of")
        try robot.press("Enter", "Enter")
        #expect(try robot.clinic() != before, "\(robot.toast)")
    }

    @Test func `q with something in hand asks first`() throws {
        let robot = try Robot()
        try robot.select("s1").press("m", "q")
        robot.sees("Something is half done")
        try robot.press("Esc")
        #expect(!robot.hasQuit)
        robot.sees("Move ")
        try robot.press("q", "Enter")
        #expect(robot.hasQuit)
    }

    @Test func `a digit takes the numbered cure of the inspector`() throws {
        let robot = try Robot()
        try robot.press("9")
        #expect(robot.toast.contains("no number 9"))
        try robot.press("/").type("falconer").press("Enter")
        let cure = try #require(robot.state.screen.cures.first)
        try robot.press("\(cure.number)")
        #expect(robot.state.mode.context != .week)
    }

    // MARK: The mouse, and others

    @Test func `a click selects, the wheel scrolls, the hint line can be clicked`() throws {
        let robot = try Robot()
        let cursor = robot.state.scene.cursor
        for y in 4..<20 where robot.state.scene.cursor == cursor {
            robot.send(.key(.mouse(MouseEvent(.press, at: Point(20, y)))))
        }
        #expect(robot.state.scene.cursor != cursor)
        robot.send(.key(.mouse(MouseEvent(.wheelDown, at: Point(20, 10)))))
        robot.send(.key(.mouse(MouseEvent(.press, at: Point(1, 39)))))
        robot.sees("patient and service")
    }

    @Test func `what another coordinator does appears, and a draft on the screen stays`() throws {
        let robot = try Robot()
        try robot.press("b").type("swallowtail brief").press("Enter")
        let other = Desk(
            store: robot.store, coordinator: "lee",
            now: { CivilMoment(CivilDate(dayNumber: 20781), .midnight) })
        _ = try other.perform(.cancel(.single("s1")))
        robot.send(.news(try robot.desk.snapshot(), headline: "lee: cancelled"))
        #expect(robot.state.clinic.sessions.first?.status == .cancelled)
        robot.sees("Places, best first")
    }

    @Test func `text that is pasted is never a command`() throws {
        let robot = try Robot()
        let before = robot.picture
        robot.send(.key(.paste("xq")))
        #expect(!robot.hasQuit)
        try robot.press("Esc")
        #expect(robot.picture == before)
        try robot.press("/")
        robot.send(.key(.paste("blackw")))
        robot.sees("Esme Blackwell")
    }
}

struct `Screens of every size` {
    @Test(arguments: [(80, 24), (120, 40), (200, 50), (40, 10), (39, 9), (10, 3), (1, 1), (0, 0)])
    func `hold every mode without falling over`(columns: Int, rows: Int) throws {
        for keys in [[], ["b"], ["/"], ["g"], ["F"], ["?"], [":"], ["T"], ["d"], ["v"], ["x"], ["m"], ["s"]] {
            let robot = try Robot(size: Size(columns: columns, rows: rows))
            try robot.select("g13@2026-11-24")
            for key in keys { try robot.press(key) }
            #expect(robot.state.render().size == Size(columns: columns, rows: rows))
        }
    }

    @Test func `a tiny terminal says what it needs and keeps everything`() throws {
        let robot = try Robot()
        try robot.press("L")
        robot.resize(30, 8)
        robot.sees("40")
        robot.resize(120, 40)
        robot.sees("Week 49")
    }
}
