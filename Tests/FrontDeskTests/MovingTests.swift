import ClinicModel
import FrontDesk
import SchedulingEngine
import Testing

@Suite struct `Moving and cancelling` {
    private let m = Harbor.monday

    private func g1(_ weeks: Int) -> SessionReference { .occurrence("g1", Harbor.monday + 7 * weeks) }
    private func series(_ id: SeriesID, _ clinic: Clinic) throws -> Series {
        try #require(clinic.series.first { $0.id == id })
    }
    /// When a series is held in the weeks from the present one on, and how many are in it.
    private func held(_ id: SeriesID, _ clinic: Clinic, weeks: Int = 5) -> [String] {
        clinic.scheduledSessions(from: m, through: m + 7 * weeks - 1)
            .filter { $0.reference.series == id }
            .map { "\($0.begins.short) \($0.patients.count)" }
    }

    @Test func `one session changes that one`() throws {
        let outcome = try Harbor.desk().perform(
            .move(.single("s1"), to: Harbor.at(m + 2, "18:30"), therapists: ["t2"], room: "r3"))
        let s = try #require(outcome.snapshot.clinic.sessions.first)
        #expect(CivilMoment(s.date, s.start) == Harbor.at(m + 2, "18:30"))
        #expect(s.therapists == ["t2"])
        #expect(s.room == "r3")
        #expect(outcome.session == .single("s1"))
        #expect(
            outcome.title(.names)
                == "Moved Individual counseling of Ben Adler, Tue 24 Nov 17:30, to Wed 25 Nov 18:30")
    }

    @Test(arguments: [
        (
            Intent.move(.single("s1"), therapists: ["t2"]),
            "Gave Individual counseling of p2, Tue 24 Nov 17:30, to t2"
        ),
        (.move(.single("s1"), room: "r3"), "Moved Individual counseling of p2, Tue 24 Nov 17:30, to Cedar"),
        (.move(.occurrence("g2", Harbor.monday + 3), room: "r2"), "Moved g2, Thu 26 Nov 18:00, to Birch"),
        (
            .move(
                .occurrence("g2", Harbor.monday + 3), to: Harbor.at(Harbor.monday + 4, "17:00"), scope: .later
            ),
            "Moved g2, Thu 26 Nov 18:00, to Fri 27 Nov 17:00 and later"
        ),
        (.cancel(.single("s1")), "Cancelled Individual counseling of p2, Tue 24 Nov 17:30"),
        (.cancel(.occurrence("g1", Harbor.monday + 21)), "Cancelled g1, Tue 15 Dec 18:30"),
        (
            .cancel(.occurrence("g2", Harbor.monday + 3), scope: .all),
            "Cancelled g2, Thu 26 Nov 18:00 and later"
        ),
        (.leave("p1", "g1"), "Took p1 out of g1 after Mon 23 Nov"),
        (.enroll("p3", "g1"), "Enrolled p3 in g1 from Tue 24 Nov"),
        (
            .enroll("p3", "g2", from: Harbor.monday + 3, until: Harbor.monday + 3),
            "Seated p3 in g2, Thu 26 Nov 18:00"
        ),
        (
            .reseat(
                "p1", from: .occurrence("g1", Harbor.monday + 7), to: .occurrence("g2", Harbor.monday + 3)),
            "Moved p1 from g1, Mon 30 Nov 18:00, to g2, Thu 26 Nov 18:00"
        ),
        (
            .unseat("p1", from: .occurrence("g1", Harbor.monday + 7)),
            "Took p1 out of g1, Mon 30 Nov 18:00"
        ),
    ]) func `is told in one line`(_ intent: Intent, _ title: String) throws {
        #expect(try Harbor.desk().preview(intent).title(.ids) == title)
    }

    @Test func `cancels several as one change that one undo takes back`() throws {
        let desk = try Harbor.desk()
        let before = try desk.snapshot().clinic
        let both = [SessionReference.single("s1"), .occurrence("g2", Harbor.monday + 3)]
        #expect(
            try desk.preview(.cancelEach(both)).title(.ids)
                == "Cancelled 2 sessions: Individual counseling of p2, Tue 24 Nov 17:30; g2, Thu 26 Nov 18:00"
        )
        #expect(
            try desk.preview(.cancelEach([both[0], both[0]])).title(.ids)
                == "Cancelled Individual counseling of p2, Tue 24 Nov 17:30")
        _ = try desk.perform(.cancelEach(both), permit: Permit(reason: "storm"))
        #expect(try desk.journal().count { $0.kind == .change } == 1)
        #expect(try desk.snapshot().clinic.sessions[0].status == .cancelled)
        _ = try desk.undo()
        #expect(differences(try desk.snapshot().clinic, before) == [])
        // One that is not held refuses them all.
        let refused = desk.refusal(.cancelEach([.single("s1"), .occurrence("g2", Harbor.monday + 2)]))
        #expect(refused != nil)
        #expect(differences(try desk.snapshot().clinic, before) == [])
    }

    @Test func `takes a therapist named twice once`() throws {
        let moved = try Harbor.desk().perform(.move(.single("s1"), therapists: ["t2", "t2"]))
        #expect(moved.snapshot.clinic.sessions[0].therapists == ["t2"])
        let booked = try Harbor.desk().perform(
            .book(
                patient: "p4", service: "individual", at: Harbor.at(m + 1, "20:00"), therapists: ["t2", "t2"])
        )
        #expect(booked.snapshot.clinic.sessions.last?.therapists == ["t2"])
    }

    @Test func `one occurrence keeps what differs from its series, and no more`() throws {
        let desk = try Harbor.desk()
        let outcome = try desk.perform(
            .move(g1(1), to: Harbor.at(m + 8, "18:00"), therapists: ["t1"]),
            permit: Permit(reason: "holiday"))
        #expect(
            try series("g1", outcome.snapshot.clinic).exceptions.last
                == OccurrenceException(date: m + 7, kind: .changed(.init(date: m + 8)), reason: "holiday"))
        #expect(outcome.session == g1(1))
        // Back where its series is, nothing of it stays.
        let back = try desk.perform(.move(g1(1), to: Harbor.at(m + 7, "18:00")))
        #expect(differences(back.snapshot.clinic, Harbor.clinic) == [])
    }

    @Test func `an occurrence on a closed day can be saved by moving it`() throws {
        let closed = m + 10
        #expect(
            try Harbor.desk().refusal(.cancel(.occurrence("g2", closed)))?.obstacle
                == .notHeld(.occurrence("g2", closed)))
        let outcome = try Harbor.desk().perform(
            .move(.occurrence("g2", closed), to: Harbor.at(m + 11, "18:00")))
        #expect(held("g2", outcome.snapshot.clinic, weeks: 2) == ["Thu 26 Nov 18:00 1", "Fri 4 Dec 18:00 1"])
    }

    @Test func `later ends the series and goes on with a new one`() throws {
        let outcome = try Harbor.desk().perform(
            .move(g1(1), to: Harbor.at(m + 8, "17:00"), room: "r1", scope: .later))
        let clinic = outcome.snapshot.clinic
        let old = try series("g1", clinic)
        let new = try series("w1", clinic)
        #expect(outcome.session == .occurrence("w1", m + 8))
        #expect(old.until == m + 6)
        #expect(old.enrollments == (try series("g1", Harbor.clinic)).enrollments)
        #expect(new.slot == WeeklySlot(.tuesday, TimeOfDay("17:00") ?? .midnight))
        #expect(new.from == m + 8)
        #expect(new.until == nil)
        #expect(new.name == old.name)
        #expect(new.pinned)
        #expect(
            new.enrollments == [
                Enrollment(patient: "p1", joined: m + 8), Enrollment(patient: "p2", joined: m + 8),
                Enrollment(patient: "p5", joined: m + 8, left: m + 22),
                Enrollment(patient: "p4", joined: m + 15, left: m + 15),
            ])
        // The fourteenth had been moved to the fifteenth at 18:30: now it is on its day.
        #expect(
            new.exceptions == [
                OccurrenceException(
                    date: m + 22, kind: .changed(.init(start: TimeOfDay("18:30"), room: nil)))
            ])
        #expect(held("g1", clinic) == ["Mon 23 Nov 18:00 3"])
        #expect(
            held("w1", clinic)
                == ["Tue 1 Dec 17:00 3", "Tue 8 Dec 17:00 4", "Tue 15 Dec 18:30 3", "Tue 22 Dec 17:00 2"])
    }

    @Test func `later keeps topics in turn`() throws {
        let before = Harbor.clinic
        let after = try Harbor.desk().perform(
            .move(g1(1), to: Harbor.at(m + 8, "17:00"), scope: .later)
        ).snapshot.clinic
        let old = try series("g1", before)
        let new = try series("w1", after)
        for week in 1..<6 {
            #expect(
                after.topic(of: new, on: m + 7 * week + 1) == before.topic(of: old, on: m + 7 * week))
        }
    }

    @Test func `all leaves alone what lies before today`() throws {
        // This week's Monday is over.
        let outcome = try Harbor.desk().perform(.move(g1(0), to: Harbor.at(m + 1, "18:30"), scope: .all))
        #expect(held("g1", outcome.snapshot.clinic, weeks: 2) == ["Mon 23 Nov 18:00 3"])
        #expect(held("w1", outcome.snapshot.clinic, weeks: 2) == ["Tue 1 Dec 18:30 3"])
    }

    @Test func `all of a series that has not begun changes it in place`() throws {
        let outcome = try Harbor.desk().perform(
            .move(.occurrence("g2", m + 3), to: Harbor.at(m + 2, "17:00"), scope: .all))
        let s = try series("g2", outcome.snapshot.clinic)
        #expect(outcome.snapshot.clinic.series.count == 2)
        #expect(s.slot == WeeklySlot(.wednesday, TimeOfDay("17:00") ?? .midnight))
        #expect(outcome.session == .occurrence("g2", m + 2))
        #expect(
            held("g2", outcome.snapshot.clinic, weeks: 3)
                == ["Wed 25 Nov 17:00 1", "Wed 2 Dec 17:00 1", "Wed 9 Dec 17:00 1"])
    }

    @Test func `in place takes guests, leavers and exceptions along`() throws {
        var clinic = Harbor.clinic
        clinic.series[1].from = m + 3
        clinic.series[1].until = m + 24
        clinic.series[1].enrollments = [
            Enrollment(patient: "p2", joined: m + 3), Enrollment(patient: "p3", joined: m + 17, left: m + 17),
            Enrollment(patient: "p4", joined: m + 3, left: m + 12),
        ]
        clinic.series[1].exceptions = [
            OccurrenceException(date: m + 17, kind: .changed(.init(start: TimeOfDay("19:00")))),
            OccurrenceException(date: m + 24, kind: .cancelled),
        ]
        let s = try series(
            "g2",
            Harbor.desk(clinic).perform(
                .move(.occurrence("g2", m + 3), to: Harbor.at(m + 2, "17:00"), scope: .all)
            ).snapshot.clinic)
        #expect(s.from == m + 2)
        #expect(s.until == m + 23)
        #expect(
            s.enrollments == [
                Enrollment(patient: "p2", joined: m + 2),
                Enrollment(patient: "p3", joined: m + 16, left: m + 16),
                Enrollment(patient: "p4", joined: m + 2, left: m + 12),
            ])
        #expect(s.exceptions.map(\.date) == [m + 16, m + 23])
        #expect(s.exceptions.map(\.kind) == [.changed(.init(start: TimeOfDay("19:00"))), .cancelled])
    }

    @Test func `later keeps as many sessions as the series had`() throws {
        var clinic = Harbor.clinic
        clinic.series[0].exceptions = []
        // Ends on a Wednesday: the last Monday is the fourteenth.
        clinic.series[0].until = m + 23
        let outcome = try Harbor.desk(clinic).perform(
            .move(g1(1), to: Harbor.at(m + 11, "17:00"), scope: .later))
        #expect(
            held("w1", outcome.snapshot.clinic)
                == ["Fri 4 Dec 17:00 3", "Fri 11 Dec 17:00 4", "Fri 18 Dec 17:00 3"])
    }

    @Test func `later every other week stays in its rhythm`() throws {
        var clinic = Harbor.clinic
        clinic.series[0].everyWeeks = 2
        clinic.series[0].from = m
        clinic.series[0].exceptions = []
        clinic.series[0].enrollments = [Enrollment(patient: "p2", joined: m)]
        let outcome = try Harbor.desk(clinic).perform(
            .move(g1(2), to: Harbor.at(m + 18, "17:00"), room: "r2", scope: .later))
        #expect(
            held("w1", outcome.snapshot.clinic, weeks: 8)
                == ["Fri 11 Dec 17:00 1", "Fri 25 Dec 17:00 1", "Fri 8 Jan 17:00 1"])
    }

    @Test func `later carries reasons where the time stays, and asks again where it does not`() throws {
        var clinic = Harbor.clinic
        clinic.patients[0].unavailable = [
            .weekly(
                WeeklyWindow(
                    days: [.monday, .tuesday], from: TimeOfDay("18:00") ?? .midnight,
                    to: TimeOfDay("19:00") ?? .midnight))
        ]
        clinic.overrides = [
            RuleOverride(
                rule: .patientUnavailable, scope: .series("g1"), person: "p1", reason: "leaves early",
                by: "m.k.")
        ]
        let desk = try Harbor.desk(clinic)
        let elsewhere = try desk.preview(
            .move(g1(1), room: "r2", scope: .later), permit: Permit(overrides: [.capacity: "tight"]))
        #expect(
            elsewhere.snapshot.clinic.overrides.contains { $0.scope == .series("w1") && $0.person == "p1" })
        let later = desk.refusal(.move(g1(1), to: Harbor.at(m + 8, "18:00"), scope: .later))
        #expect(later?.rules == [.patientUnavailable])
    }

    @Test func `one occurrence cancels that one, with its reason`() throws {
        let outcome = try Harbor.desk().perform(.cancel(g1(1)), permit: Permit(reason: "storm"))
        #expect(
            try series("g1", outcome.snapshot.clinic).exceptions.last
                == OccurrenceException(date: m + 7, kind: .cancelled, reason: "storm"))
        #expect(
            try Harbor.desk(outcome.snapshot.clinic).refusal(.cancel(g1(1)))?.obstacle == .notHeld(g1(1)))
    }

    @Test(arguments: [(SeriesScope.later, 2, 13), (.later, 0, 6), (.all, 3, 6)])
    func `cancelling later ones ends the series`(_ scope: SeriesScope, _ week: Int, _ until: Int) throws {
        let outcome = try Harbor.desk().perform(.cancel(g1(week), scope: scope))
        #expect(try series("g1", outcome.snapshot.clinic).until == m + until)
    }

    @Test func `of what took place, is cancelled, or is no session is refused`() throws {
        let desk = try Harbor.desk()
        #expect(desk.refusal(.cancel(.single("s2")))?.obstacle == .held(.single("s2")))
        #expect(
            desk.refusal(.move(.single("s2"), to: Harbor.at(m, "16:00")))?.obstacle == .held(.single("s2")))
        #expect(desk.refusal(.cancel(g1(-1)))?.obstacle == .notHeld(g1(-1)))
        #expect(
            desk.refusal(.cancel(.occurrence("g1", m + 1)))?.obstacle == .notHeld(.occurrence("g1", m + 1)))
        _ = try desk.perform(.cancel(.single("s1")))
        #expect(desk.refusal(.cancel(.single("s1")))?.obstacle == .notHeld(.single("s1")))
        #expect(desk.refusal(.move(.single("s3"), room: "r1"))?.obstacle == .nothingChanges)
        #expect(desk.refusal(.move(g1(1), to: Harbor.at(m + 7, "18:00")))?.obstacle == .nothingChanges)
    }

    @Test func `a preview changes nothing and tells what would come of it`() throws {
        let desk = try Harbor.desk()
        let revision = try desk.revision()
        let outcome = try desk.preview(.cancel(g1(1)))
        #expect(
            outcome.sentences(.names).contains(
                "Ana Moreno falls to 0 h of at least 1 h 30 in the week of Mon 30 Nov"))
        #expect(
            outcome.sentences(.ids).contains("p1 falls to 0 h of at least 1 h 30 in the week of Mon 30 Nov"))
        let old = ClinicWeek(Harbor.clinic, week: m + 7).score().total
        let new = ClinicWeek(outcome.snapshot.clinic, week: m + 7).score().total
        #expect(outcome.scoreChange == new - old)
        #expect(outcome.consequences.contains { if case .score = $0 { true } else { false } })
        #expect(try desk.revision() == revision)
        #expect(differences(try desk.snapshot().clinic, Harbor.clinic) == [])
        #expect(try desk.journal().isEmpty)
    }
}
