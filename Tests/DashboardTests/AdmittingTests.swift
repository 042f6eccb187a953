import ClinicModel
import FrontDesk
import SchedulingEngine
import Terminal
import Testing

@testable import Dashboard

/// Stories of finding a place: a patient of the clinic with everything in it who has no seat and no hour yet.
struct `Finding a place for a patient` {
    private static let patient: PatientID = "p1"

    private func robot(_ size: Size = Size(columns: 120, rows: 40)) throws -> Robot {
        try Robot(size: size) { clinic in
            for i in clinic.series.indices {
                clinic.series[i].enrollments.removeAll { $0.patient == Self.patient }
            }
            clinic.sessions.removeAll { $0.patients.contains(Self.patient) }
            clinic.attendance.removeAll { $0.patient == Self.patient }
        }
    }
    private func admitting(_ robot: Robot) throws -> Admitting {
        guard case .admitting(let a) = robot.state.mode else {
            Issue.record("no set of places is in hand:\n\(robot.picture)")
            throw CancellationError()
        }
        return a
    }
    private func started() throws -> Robot {
        let robot = try robot()
        try robot.press("/").type("blackw")
        try robot.press("Enter", "L", "f")
        return robot
    }

    @Test func `f asks for whom where nobody is in view, and shows the best set`() throws {
        let robot = try robot()
        try robot.press("L", "v", "v")
        robot.state.scene.cursor = Cursor(.place, at: robot.state.scene.cursor.moment)
        try robot.press("f").type("blackw")
        robot.sees("Find a place")
        robot.sees("lacks")
        try robot.press("Enter")
        let a = try admitting(robot)
        #expect(a.patient == Self.patient)
        robot.sees("Place Esme Blackwell")
        robot.sees("Set 1 of \(a.found.sets.count)")
    }

    @Test func `n and N leaf through the sets, letters and arrows choose a place of one`() throws {
        let robot = try started()
        let count = try admitting(robot).found.sets.count
        #expect(count > 1)
        try robot.press("n")
        #expect(try admitting(robot).set == 1)
        robot.sees("set 2 of \(count)")
        try robot.press("N", "N")
        #expect(try admitting(robot).set == count - 1)
        try robot.press("n", "b")
        #expect(try admitting(robot).place == 1)
        try robot.press("Up")
        #expect(try admitting(robot).place == 0)
        try robot.press("End")
        let last = try #require(try admitting(robot).chosenSet).places.count - 1
        #expect(try admitting(robot).place == last)
        try robot.press("Home", "Right")
        let days = try #require(try admitting(robot).chosenSet).places.map(\.date)
        #expect(try admitting(robot).chosenPlace?.date == days.first { $0 > days[0] })
    }

    @Test func `Enter books the whole set once its consequences were on the screen, u takes it back`() throws
    {
        let robot = try started()
        let before = try robot.clinic()
        let set = try #require(try admitting(robot).chosenSet)
        try robot.press("Enter")
        // Whatever warns is read before it is done.
        if case .admitting = robot.state.mode { try robot.press("Enter") }
        #expect(robot.state.mode.context == .week)
        robot.sees("Placed Esme Blackwell")
        let week = ClinicWeek(try robot.clinic(), week: set.places[0].date)
        let booked = week.sessions(of: Self.patient).map(\.begins).sorted()
        #expect(booked == set.places.map(\.begins).sorted())
        #expect(week.standing(of: Self.patient) == set.standing)
        try robot.press("u")
        #expect(try robot.clinic() == before)
    }

    @Test func `Tab shows the week's free seats and leads back, Esc books nothing`() throws {
        let robot = try started()
        let before = try robot.clinic()
        try robot.press("Tab")
        robot.sees("Seats for Esme Blackwell")
        robot.sees("3+ seats")
        try robot.press("Esc")
        robot.doesNotSee("Seats for Esme")
        robot.sees("Set 1 of")
        try robot.press("Tab", "Tab", "Tab", "Esc")
        #expect(robot.state.mode.context == .week)
        #expect(robot.state.scene.marks.isEmpty)
        #expect(try robot.clinic() == before)
    }

    @Test
    func `what is missing, what fails later and the other sets stand beside the set, Tab leads to all of it`()
        throws
    {
        let robot = try started()
        let a = try admitting(robot)
        let set = try #require(a.chosenSet)
        #expect(!set.later.isEmpty)
        robot.sees("Later   \(set.later.count) exceptions, from ")
        for other in 2...a.found.sets.count { robot.sees("│ \(other) ") }
        robot.sees("Hours   \(Figures.hours(set.standing.bundledMinutes)) of ")
        robot.doesNotSee("lines more")
        // As the desk counts them once it has been asked.
        guard case .preview(let intent, let permit)? = robot.state.openQuestion else {
            Issue.record("what comes of the set is not asked")
            return
        }
        let outcome = try robot.desk.preview(intent, permit: permit)
        robot.send(.previewed(intent, permit, .success(outcome)))
        let clashes = try #require(outcome.consequences.clashesLater)
        robot.sees("Later   \(clashes.count) clash")
        try robot.press("Tab", "Tab")
        robot.sees("Set 1 of \(a.found.sets.count) for Esme Blackwell")
        var seen = robot.picture
        for _ in 0..<8 {
            try robot.press("PgDn")
            seen += robot.picture
        }
        let week = robot.state.week
        for exception in set.later {
            #expect(
                seen.contains(exception.sentence(in: week, naming: .names).prefix(40)),
                "every exception can be read")
        }
        try robot.press("Home")
        robot.sees("a▸")
        try robot.press("n")
        robot.sees("Set 2 of")
        try robot.press("Esc")
        robot.sees("set 2 of")
        robot.sees("Other sets")
    }
    @Test
    func `a set after which a session is missing says so in its line, and w tells why with the set booked`()
        throws
    {
        let robot = try Robot { clinic in
            for i in clinic.series.indices {
                clinic.series[i].enrollments.removeAll { $0.patient == Self.patient }
            }
            clinic.sessions.removeAll { $0.patients.contains(Self.patient) }
            clinic.attendance.removeAll { $0.patient == Self.patient }
            // One day of the authorization is left.
            let i = try #require(clinic.patients.firstIndex { $0.id == Self.patient })
            clinic.patients[i].authorizations = [
                Authorization(
                    number: "A-1", unit: .day, services: clinic.services.map(\.id), granted: 1,
                    from: WeekFixture.monday, to: WeekFixture.monday + 200)
            ]
        }
        try robot.press("/").type("blackw")
        try robot.press("Enter", "L", "f")
        let set = try #require(try admitting(robot).chosenSet)
        let gap = try #require(set.unmet.first)
        robot.sees("! \(gap.sessions) \(robot.state.short(gap.service)) not met")
        try robot.press("End", "Down")
        robot.sees("!▸\(gap.sessions) \(robot.state.short(gap.service)) not met")
        try robot.press("w")
        robot.sees("Why: \(robot.state.week.name(of: gap.service)) for Esme Blackwell")
        robot.sees("authorization", "the reason is the set's own")
        // Of the plan's so many none is said to be met by what stands without the set.
        guard case .answering(let answer) = robot.state.mode else {
            Issue.record("nothing is answered")
            return
        }
        #expect(answer.week.sessions(of: Self.patient).count == set.places.count)
    }
    @Test func `the week's seats are those that the patient may take, from now on`() throws {
        let robot = try Robot("harbor-60")
        for patient in robot.state.clinic.patients.prefix(12) {
            let map = HeatMap(for: patient.id, in: robot.state)
            let week = robot.state.week
            for (row, start) in map.starts.enumerated() {
                for (column, day) in map.days.enumerated() {
                    guard case .seats(let n) = map.cells[row][column] else { continue }
                    let at = CivilMoment(week.week + day, TimeOfDay(minutes: start))
                    #expect(at >= robot.state.scene.now)
                    let fits = week.sessions.contains { s in
                        let seats = week.seats(in: s.reference)
                        return s.begins == at && seats.most - seats.taken == n
                            && week.checkSeat(patient.id, in: s.reference).isEmpty
                    }
                    #expect(fits, "\(n) seats on \(at.short)")
                }
            }
        }
    }

    @Test(arguments: [Size(columns: 40, rows: 10), Size(columns: 60, rows: 15), Size(columns: 80, rows: 24)])
    func `every day and every starting time of the week's seats can be reached`(_ size: Size) throws {
        let robot = try Robot("harbor-60", size: size)
        let patient = try #require(
            robot.state.clinic.patients.first { HeatMap(for: $0.id, in: robot.state).starts.count > 5 })
        let map = HeatMap(for: patient.id, in: robot.state)
        robot.state.look(at: .patient(patient.id))
        try robot.press("f", "Tab")
        for day in map.days { robot.sees("\((robot.state.week.week + day).weekday.short)") }
        var seen = robot.picture
        for _ in map.starts {
            try robot.press("Down")
            seen += robot.picture
        }
        for start in map.starts { #expect(seen.contains("│ \(TimeOfDay(minutes: start)) ")) }
        if size.rows < 20 { robot.sees(" \(map.starts.count)/\(map.starts.count) ") }
        try robot.press("Home")
        robot.sees("│ \(TimeOfDay(minutes: map.starts[0])) ")
        try robot.press("End", "PgUp", "PgUp", "PgUp", "PgUp")
        robot.sees("│ \(TimeOfDay(minutes: map.starts[0])) ")
    }
    @Test func `each of the other sets says what it has that this one has not`() throws {
        let robot = try started()
        let count = try admitting(robot).found.sets.count
        let lines = (robot.state.scene.side ?? []).map { $0.pieces.map(\.text).joined() }
        let heading = try #require(lines.firstIndex { $0.hasPrefix("Other sets") })
        let others = lines[(heading + 1)...].prefix(2 * (count - 1))
        let differences = others.enumerated().filter { $0.offset % 2 == 1 }.map { $0.element.prefix(34) }
        #expect(differences.allSatisfy { $0.hasPrefix("  ") && $0.count > 4 }, "\(others)")
        #expect(Set(differences).count == count - 1, "\(others)")
    }
    @Test func `w asks about the place under the cursor`() throws {
        let robot = try started()
        try robot.press("Down")
        let place = try #require(try admitting(robot).chosenPlace)
        try robot.press("w")
        robot.sees("Why: \(robot.state.week.name(of: place.placement.service)) for Esme Blackwell")
        robot.sees("In the set: \(place.begins.short)")
        robot.sees("Instead of it: ")
        try robot.press("Esc")
        #expect(try admitting(robot).chosenPlace == place)
    }

    @Test func `H and L look at other weeks, z zooms, C gives a reason that the journal keeps`() throws {
        let robot = try started()
        let week = try admitting(robot).found.week
        try robot.press("L")
        #expect(try admitting(robot).found.week == week + 7)
        try robot.press("H", "H")
        #expect(try admitting(robot).found.week == week - 7)
        try robot.press("L")
        let zoom = robot.state.scene.zoom
        try robot.press("z")
        #expect(robot.state.scene.zoom != zoom)
        try robot.press("C").type("new here")
        try robot.press("Enter")
        robot.sees("because: new here")
        try robot.press("Enter")
        if case .admitting = robot.state.mode { try robot.press("Enter") }
        #expect(try robot.desk.journal().contains { $0.reason == "new here" })
    }

    @Test func `a met plan says so, and there is nothing to book`() throws {
        let robot = try robot()
        let met = try #require(
            robot.state.clinic.patients.first {
                let s = robot.state.week.standing(of: $0.id)
                return s.isActive && !s.needs.isEmpty && !s.isShortOfPlan
            })
        robot.state.look(at: .patient(met.id))
        try robot.press("f")
        robot.sees("Nothing is missing this week")
        try robot.press("Enter")
        #expect(robot.toast.contains("nothing of the plan is missing"))
    }

    @Test(arguments: WeekFixture.sizes)
    func `at every size as it was drawn`(_ size: Size) throws {
        let robot = try robot(size)
        robot.state.look(at: .patient(Self.patient))
        try robot.press("L", "f")
        try ModePicture.expect("finding-place", robot.state.render())
        try robot.press("Tab")
        try ModePicture.expect("finding-place-seats", robot.state.render())
        try robot.press("Tab")
        try ModePicture.expect("finding-place-all", robot.state.render())
    }
}
