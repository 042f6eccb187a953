import ClinicModel
import FrontDesk
import SchedulingEngine
import Terminal
import Testing

@testable import Dashboard

/// Where the cursor stands when somebody's week is shown, and what is said of a place there.
struct `A place` {
    /// Somebody of a clinic with a session on Tuesday evening, and the moment within it.
    private func somebody(_ robot: Robot) throws -> (patient: PatientID, session: ScheduledSession) {
        let session = try #require(
            robot.state.week.sessions.first {
                robot.state.isGroup($0.service) && $0.date == WeekFixture.monday + 1 && !$0.patients.isEmpty
                    && $0.minutes >= 60
            })
        return (try #require(session.patients.first), session)
    }
    private func inside(_ s: ScheduledSession) -> CivilMoment { CivilMoment(minutes: s.begins.minutes + 30) }

    @Test(arguments: ["everything-40", "harbor-200"])
    func `in the middle of somebody's session is that session`(fixture: String) throws {
        let robot = try Robot(fixture)
        let (patient, session) = try somebody(robot)
        robot.state.look(at: .patient(patient))
        robot.state.scene.cursor = Cursor(.place, at: inside(session))
        robot.state.settle()
        #expect(robot.state.scene.cursor.session == session.reference)
        robot.doesNotSee("free\n")
        try robot.press("m")
        robot.sees("Another seat for")
    }

    @Test func `in a patient's row of the day says what the patient does then`() throws {
        let robot = try Robot("harbor-60")
        let working = try #require(
            robot.state.clinic.patients.first { p in
                robot.state.week.labelled(of: p.id).contains {
                    $0.kind == .work && CivilMoment(minutes: $0.interval.start).date == WeekFixture.monday + 1
                }
            })
        let work = try #require(
            robot.state.week.labelled(of: working.id).first {
                $0.kind == .work && CivilMoment(minutes: $0.interval.start).date == WeekFixture.monday + 1
            })
        try robot.press("d", "Tab", "Tab")
        robot.state.scene.cursor = Cursor(
            .place, at: CivilMoment(minutes: work.interval.start + 15), row: .patient(working.id))
        robot.state.settle()
        let standing = robot.state.scene.standing(at: robot.state.scene.cursor)
        #expect(!standing.isFree)
        #expect(standing.word == work.label?.revealed ?? "work")
        robot.sees(standing.word)
    }

    @Test func `within work hours offers nothing to book`() throws {
        let robot = try Robot("harbor-60")
        for p in robot.state.clinic.patients.prefix(12) {
            for time in robot.state.week.labelled(of: p.id) where time.kind == .work {
                robot.state.look(at: .patient(p.id))
                robot.state.scene.cursor = Cursor(.place, at: CivilMoment(minutes: time.interval.start))
                robot.state.settle()
                guard robot.state.scene.cursor.isPlace else { continue }
                robot.doesNotSee("Could go here")
                #expect(robot.state.screen.cures.isEmpty)
            }
        }
    }

    @Test func `offers a patient what the plan lacks and can be had there`() throws {
        let robot = try Robot("harbor-60")
        var offered = 0
        for p in robot.state.clinic.patients.prefix(12) {
            let week = robot.state.week
            robot.state.look(at: .patient(p.id))
            for need in week.standing(of: p.id).needs where need.missing > 0 {
                let request = SuggestionRequest(patient: p.id, service: need.service)
                for place in week.suggest(request, count: 3).places {
                    robot.state.scene.cursor = Cursor(.place, at: place.placement.begins)
                    robot.state.settle()
                    for cure in robot.state.screen.cures {
                        offered += 1
                        switch cure.cure {
                        case .seat(let patient, let session):
                            #expect(patient == p.id && week.checkSeat(patient, in: session).isEmpty)
                        case .book(let patient, let service): #expect(patient == p.id && service != nil)
                        default: Issue.record("\(cure)")
                        }
                    }
                }
            }
        }
        #expect(offered > 10)
    }

    @Test(arguments: ["/", "day"])
    func `of somebody looked for is their next session`(way: String) throws {
        let robot = try Robot("harbor-200")
        let now = robot.state.scene.now
        let (patient, _) = try somebody(robot)
        // From a free place of the board as well.
        robot.state.scene.cursor = Cursor(
            .place, at: CivilMoment(WeekFixture.monday + 1, TimeOfDay(minutes: 1125)))
        if way == "day" { try robot.press("d") }
        try robot.press("/")
        robot.type(patient.rawValue)
        try robot.press("Enter")
        let next = robot.state.week.sessions.filter { $0.patients.contains(patient) && $0.begins >= now }.min
        {
            $0.begins < $1.begins
        }
        #expect(robot.state.scene.cursor.session == next?.reference)
    }

    @Test func `without a session gives counts, not a wall of names`() throws {
        let robot = try Robot("harbor-600", size: Size(columns: 120, rows: 40))
        robot.state.scene.cursor = Cursor(
            .place, at: CivilMoment(WeekFixture.monday + 2, TimeOfDay(minutes: 13 * 60)))
        robot.state.settle()
        let cursor = robot.state.scene.cursor
        #expect(cursor.isPlace)
        let free = robot.state.scene.free(at: cursor.moment, minutes: 30)
        robot.sees("\(free.rooms.count) rooms, \(free.therapists.count) therapists free")
        #expect(Cards(scene: robot.state.scene, width: 34).place(at: cursor).count <= 12)
    }

    // MARK: Taken meanwhile

    /// Two coordinators over one store; the second books the place that the first has chosen.
    private func race(_ robot: Robot) throws -> Suggestion {
        try robot.press("b")
        robot.type("ember ind")
        try robot.press("Enter")
        let place = try chosen(robot)
        let anna = Desk(
            store: robot.store, coordinator: "anna", now: { CivilMoment(WeekFixture.monday + 1, .midnight) })
        let p = place.placement
        _ = try anna.perform(
            .book(
                patient: p.patients[0], service: p.service, at: p.begins, therapists: p.therapists,
                room: p.room))
        robot.send(.news(try robot.desk.snapshot(), headline: "anna: booked"))
        return place
    }
    private func chosen(_ robot: Robot) throws -> Suggestion {
        guard case .booking(let booking) = robot.state.mode else { throw NothingInHand() }
        return try #require(booking.place)
    }
    private struct NothingInHand: Error {}

    @Test(arguments: [Size(columns: 80, rows: 24), Size(columns: 120, rows: 40)])
    func `that somebody else takes stays chosen and is not booked`(size: Size) throws {
        let robot = try Robot("harbor-60", size: size)
        let place = try race(robot)
        #expect(try chosen(robot).placement.begins == place.placement.begins)
        #expect(robot.toast.contains("taken meanwhile by anna"), "\(robot.toast)")
        let after = try robot.clinic()
        try robot.press("Enter")
        #expect(robot.toast.contains("choose a place anew"), "\(robot.toast)")
        #expect(try robot.clinic() == after)
        robot.sees("taken by anna")
        // A letter is a choice.
        try robot.press("a", "Enter")
        if robot.toast.contains("does it all the same") { try robot.press("Enter") }
        #expect(robot.toast.hasPrefix("Booked"), "\(robot.toast)")
    }

    @Test func `that nobody took keeps its choice whatever else is booked`() throws {
        let robot = try Robot("harbor-60")
        try robot.press("b")
        robot.type("ember ind")
        try robot.press("Enter", "n")
        let place = try chosen(robot)
        let lee = Desk(
            store: robot.store, coordinator: "lee", now: { CivilMoment(WeekFixture.monday + 1, .midnight) })
        let other = try #require(robot.state.week.sessions.last { $0.date > WeekFixture.monday + 2 })
        _ = try lee.perform(.cancel(other.reference))
        robot.send(.news(try robot.desk.snapshot(), headline: "lee: cancelled"))
        #expect(try chosen(robot).placement.begins == place.placement.begins)
        #expect(try chosen(robot).therapists == place.therapists)
        try robot.press("Enter")
        #expect(robot.toast.hasPrefix("Booked") || robot.toast.contains("all the same"), "\(robot.toast)")
    }
}
