import ClinicModel
import ClinicStore
import FrontDesk
import SchedulingEngine
import Testing

/// What becomes of a proposal when somebody takes it, whole or in part.
@Suite struct `Accepting a proposal` {
    private static let week = Harbor.monday

    private static func planned(_ clinic: Clinic, steps: Int = 4_000) -> Proposal {
        Planner.plan(clinic, week: week, options: PlanOptions(seed: 1, steps: steps))
    }
    private static func hour(
        _ id: SessionID, _ patient: PatientID, _ date: CivilDate, _ time: String, room: RoomID = "r2"
    ) -> Change {
        .session(
            before: nil,
            after: Session(
                id: id, service: "individual", date: date, start: TimeOfDay(time) ?? .midnight, room: room,
                therapists: ["t2"], patients: [patient]))
    }
    /// Harbor where everybody's plan asks for an individual hour, and a third group waits for a time.
    private static var wanting: Clinic {
        var c = Harbor.clinic
        for i in c.patients.indices {
            c.patients[i].plan = CarePlan(needs: [
                Need(service: "individual", count: 2), Need(service: "process", count: 3),
            ])
        }
        c.series.append(Series(id: "g3", name: "New group", service: "process", from: week))
        return c
    }
    private static func accept(_ changes: [Change], leavingOut: Bool = false) -> Intent {
        .accept(
            Acceptance(.plan, week: week, changes: ChangeSet(changes), leavesOutMisfits: leavingOut))
    }

    @Test(arguments: ["harbor-20", "open-20", "everything-40"])
    func `makes the whole week in one entry, as the planner scored it, and one undo takes it back`(
        _ name: String
    ) throws {
        let clinic = try fixture(name)
        let proposal = Self.planned(clinic)
        let desk = try Harbor.desk(clinic)
        let acceptance = Acceptance(.plan, week: Self.week, changes: proposal.changes)
        let preview = try desk.preview(acceptance)
        #expect(preview.before == proposal.before)
        #expect(preview.after == proposal.after)
        #expect(differences(try desk.snapshot().clinic, clinic) == [])

        let done = try desk.perform(.accept(acceptance))
        #expect(done.scoreChange == proposal.after.total - proposal.before.total)
        let after = done.snapshot.clinic
        let standing = ClinicWeek(clinic, week: Self.week)
        #expect(ClinicWeek(after, week: Self.week).score(before: standing) == proposal.after)
        #expect(RuleBook.newlyBroken(from: clinic, to: after, weeks: [Self.week]).isEmpty)
        #expect(done.title(.ids).hasPrefix("Planned the week of Mon 23 Nov: "))
        let journal = try desk.journal()
        #expect(journal.count == 1)

        #expect(differences(try desk.undo().snapshot.clinic, clinic) == [])
        #expect(differences(try desk.redo().snapshot.clinic, after) == [])
    }

    @Test func `gives new sessions ids of the desk, so that two plans can't clash`() throws {
        let desk = try Harbor.desk(Self.wanting)
        let one = try desk.perform(Self.accept([Self.hour("plan-1", "p3", Harbor.tuesday, "19:00")]))
        let two = try desk.perform(Self.accept([Self.hour("plan-1", "p4", Harbor.tuesday, "20:15")]))
        let ids = two.snapshot.clinic.sessions.map(\.id.rawValue)
        #expect(ids == ["s1", "s2", "s3", "s4", "s5"])
        #expect(one.snapshot.clinic.sessions.last?.patients == ["p3"])
    }

    @Test func `of places somebody took meanwhile refuses the whole, naming who and what`() throws {
        let store = try ClinicStore.inMemory()
        try store.replaceAll(with: Self.wanting)
        let dana = Harbor.desk(store)
        let intent = Self.accept([
            Self.hour("a", "p3", Harbor.tuesday, "19:00"), Self.hour("b", "p4", Harbor.tuesday, "20:15"),
        ])
        _ = try dana.preview(intent)
        let booked = try Harbor.desk(store, "ines").perform(
            .book(
                patient: "p1", service: "individual", at: Harbor.at(Harbor.tuesday, "19:30"),
                therapists: ["t2"], room: "r3"))
        let why = try #require(dana.refusal(intent))
        #expect(why.rules.contains(.therapistOverlap))
        #expect(why.sentence(naming: .ids).contains("ines was faster"))
        #expect(differences(try dana.snapshot().clinic, booked.snapshot.clinic) == [])
    }

    @Test func `leaves out what no longer fits when it is asked to, and says what`() throws {
        let desk = try Harbor.desk(Self.wanting)
        _ = try desk.perform(
            .book(
                patient: "p1", service: "individual", at: Harbor.at(Harbor.tuesday, "18:30"),
                therapists: ["t2"], room: "r3"))
        let done = try desk.perform(
            Self.accept(
                [
                    Self.hour("a", "p3", Harbor.tuesday, "19:00"),
                    Self.hour("b", "p4", Harbor.tuesday, "20:15"),
                ], leavingOut: true))
        #expect(done.snapshot.clinic.sessions.suffix(1).map(\.patients) == [["p4"]])
        #expect(
            done.sentences(.names).contains(
                "Left out: Individual counseling of Cora Yu, Tue 24 Nov 19:00 (therapist in two sessions)"))
    }

    @Test func `gives nobody a session that has been booked by hand meanwhile`() throws {
        let desk = try Harbor.desk(Self.wanting)
        for day in [3, 4] {
            _ = try desk.perform(
                .book(patient: "p4", service: "individual", at: Harbor.at(Harbor.monday + day, "15:00")))
        }
        let intent = Self.accept([Self.hour("a", "p4", Harbor.tuesday, "20:15")])
        guard case .misfits(let misfits)? = desk.refusal(intent)?.obstacle else {
            Issue.record("It was not refused for what no longer fits")
            return
        }
        #expect(misfits.map(\.why) == [.met("p4", "individual")])
    }

    @Test func `lets a seat fall with the time of its series`() throws {
        let clinic = Self.wanting
        let seat = Change.enrollment("g3", before: nil, after: Enrollment(patient: "p4", joined: Self.week))
        let g3 = try #require(clinic.series.last)
        var placed = g3
        placed.slot = WeeklySlot(.friday, TimeOfDay("15:00") ?? .midnight)
        placed.room = "r1"
        placed.therapists = ["t2"]
        let desk = try Harbor.desk(clinic)
        let hour = Self.hour("a", "p3", Harbor.tuesday, "19:00")
        let without = try desk.preview(Self.accept([seat, hour]))
        #expect(without.consequences.contains(.seatFalls("p4", "g3")))
        #expect(without.changes.changes.count == 1)
        let whole = try desk.perform(Self.accept([.series(before: g3, after: placed), seat, hour]))
        #expect(
            whole.snapshot.clinic.series.last?.enrollments == [Enrollment(patient: "p4", joined: Self.week)])
        // Who waited for a seat has one.
        #expect(whole.consequences.contains(.offWaitlist("p4", "process")))
    }

    @Test func `of a series that was changed meanwhile is refused in words`() throws {
        let clinic = Self.wanting
        let g3 = try #require(clinic.series.last)
        var placed = g3
        placed.slot = WeeklySlot(.friday, TimeOfDay("15:00") ?? .midnight)
        let desk = try Harbor.desk(clinic)
        var old = g3
        old.minutes = 60
        let why = try #require(desk.refusal(Self.accept([.series(before: old, after: placed)])))
        #expect(
            why.sentence(naming: .names)
                == "No longer fits: a time for New group (changed meanwhile). Leave it out, or ask for a new proposal"
        )
    }

    @Test func `tells of clashes in later weeks instead of refusing`() throws {
        var clinic = Self.wanting
        // Three weeks on the room is full: a guest of that evening takes the seat that is free now.
        clinic.services[0].mostPatients = 4
        clinic.series[0].enrollments.removeAll { $0.patient == "p4" }
        clinic.series[0].enrollments.append(
            Enrollment(patient: "p3", joined: Self.week + 14, left: Self.week + 14))
        let desk = try Harbor.desk(clinic)
        let seat = Change.enrollment("g1", before: nil, after: Enrollment(patient: "p4", joined: Self.week))
        let outcome = try desk.preview(Self.accept([seat]))
        #expect(
            outcome.consequences.contains {
                if case .clashesLater(.capacity, _, _, _, _) = $0 { true } else { false }
            })
    }
}
