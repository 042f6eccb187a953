import ClinicModel
import FrontDesk
import SchedulingEngine
import Testing

@Suite struct `Seats in a series` {
    private let m = Harbor.monday

    private func g1(_ weeks: Int) -> SessionReference { .occurrence("g1", Harbor.monday + 7 * weeks) }
    private func seats(_ patient: PatientID, _ series: SeriesID, _ outcome: Outcome) -> [Enrollment] {
        outcome.snapshot.clinic.series.filter { $0.id == series }
            .flatMap { $0.enrollments.filter { $0.patient == patient } }
    }

    @Test func `from now on end the wait for the service`() throws {
        let outcome = try Harbor.desk().perform(.enroll("p3", "g1"))
        #expect(seats("p3", "g1", outcome) == [Enrollment(patient: "p3", joined: m + 1)])
        #expect(outcome.session == g1(1))
        #expect(outcome.snapshot.clinic.waitlist.map(\.patient) == ["p5", "p4"])
        #expect(outcome.sentences(.names).contains("Cora Yu leaves the waitlist for Process group"))
    }

    @Test func `for a time do not`() throws {
        let outcome = try Harbor.desk().perform(.enroll("p3", "g1", from: m + 14, until: m + 40))
        #expect(seats("p3", "g1", outcome) == [Enrollment(patient: "p3", joined: m + 14, left: m + 40)])
        #expect(outcome.snapshot.clinic.waitlist.count == 3)
    }

    @Test func `begin tomorrow once today's session has begun`() throws {
        var clinic = Harbor.clinic
        clinic.series[1].slot = WeeklySlot(.tuesday, TimeOfDay("08:30") ?? .midnight)
        clinic.profile.hours[0].from = TimeOfDay("08:00") ?? .midnight
        clinic.therapists[1].hours[0].from = TimeOfDay("08:00") ?? .midnight
        let outcome = try Harbor.desk(clinic).perform(.enroll("p5", "g2"))
        #expect(seats("p5", "g2", outcome) == [Enrollment(patient: "p5", joined: m + 2)])
    }

    @Test func `that run out are continued`() throws {
        let outcome = try Harbor.desk().perform(.enroll("p5", "g1", from: m + 10))
        #expect(seats("p5", "g1", outcome) == [Enrollment(patient: "p5", joined: m - 56)])
    }

    @Test func `beside a guest's evening stand beside it`() throws {
        let outcome = try Harbor.desk().perform(.enroll("p4", "g1", from: m + 7))
        #expect(
            seats("p4", "g1", outcome) == [
                Enrollment(patient: "p4", joined: m + 14, left: m + 14),
                Enrollment(patient: "p4", joined: m + 7),
            ])
    }

    @Test func `are not given twice, outside the series or for no day`() throws {
        let desk = try Harbor.desk()
        #expect(desk.refusal(.enroll("p1", "g1"))?.obstacle == .enrolled("p1", "g1"))
        #expect(
            desk.refusal(.enroll("p1", "g1", from: m + 7, until: m + 7))?.obstacle == .seated("p1", g1(1)))
        #expect(
            desk.refusal(.enroll("p3", "g1", from: m + 7, until: m + 6))?.obstacle
                == .emptyRange(from: m + 7, until: m + 6))
        #expect(
            desk.refusal(.enroll("p3", "g1", from: m + 8, until: m + 8))?.obstacle
                == .notHeld(.occurrence("g1", m + 8)))
        var clinic = Harbor.clinic
        clinic.series[1].until = m
        #expect(try Harbor.desk(clinic).refusal(.enroll("p3", "g2"))?.obstacle == .over("g2", until: m))
    }

    @Test func `may be taken in a series that has no time yet`() throws {
        var clinic = Harbor.clinic
        clinic.series[1].slot = nil
        let outcome = try Harbor.desk(clinic).perform(.enroll("p3", "g2"))
        #expect(seats("p3", "g2", outcome).count == 1)
        #expect(
            try Harbor.desk(clinic).refusal(.seat("p3", in: .occurrence("g2", m + 3)))?.obstacle
                == .unplaced("g2"))
    }

    @Test func `end on the last day in it`() throws {
        let outcome = try Harbor.desk().perform(.leave("p1", "g1", on: m + 14))
        #expect(seats("p1", "g1", outcome) == [Enrollment(patient: "p1", joined: m - 56, left: m + 14)])
        #expect(outcome.session == g1(3))
        let now = try Harbor.desk().perform(.leave("p1", "g1"))
        #expect(seats("p1", "g1", now) == [Enrollment(patient: "p1", joined: m - 56, left: m)])
        #expect(
            try Harbor.desk().refusal(.leave("p3", "g1"))?.obstacle == .notEnrolled("p3", "g1"))
    }

    @Test func `that lie ahead go altogether`() throws {
        #expect(seats("p4", "g1", try Harbor.desk().perform(.leave("p4", "g1"))) == [])
    }

    @Test func `can be left for one evening`() throws {
        let outcome = try Harbor.desk().perform(.unseat("p2", from: g1(1)))
        #expect(
            seats("p2", "g1", outcome) == [
                Enrollment(patient: "p2", joined: m - 56, left: m + 6),
                Enrollment(patient: "p2", joined: m + 8),
            ])
        // The first and the last evening of a stay.
        var clinic = Harbor.clinic
        clinic.series[0].enrollments[1] = Enrollment(patient: "p2", joined: m + 7, left: m + 14)
        let first = try Harbor.desk(clinic).perform(.unseat("p2", from: g1(1)))
        #expect(seats("p2", "g1", first) == [Enrollment(patient: "p2", joined: m + 8, left: m + 14)])
        let last = try Harbor.desk(clinic).perform(.unseat("p2", from: g1(2)))
        #expect(seats("p2", "g1", last) == [Enrollment(patient: "p2", joined: m + 7, left: m + 13)])
        let guest = try Harbor.desk().perform(.unseat("p4", from: g1(2)))
        #expect(seats("p4", "g1", guest) == [])
        #expect(
            try Harbor.desk().refusal(.unseat("p4", from: g1(1)))?.obstacle == .notSeated("p4", g1(1)))
    }

    @Test func `can be left from an evening on`() throws {
        let later = try Harbor.desk().perform(.unseat("p2", from: g1(2), scope: .later))
        #expect(seats("p2", "g1", later) == [Enrollment(patient: "p2", joined: m - 56, left: m + 13)])
        let all = try Harbor.desk().perform(.unseat("p2", from: g1(2), scope: .all))
        #expect(seats("p2", "g1", all) == [Enrollment(patient: "p2", joined: m - 56, left: m + 6)])
    }

    @Test func `of a single session are its patients`() throws {
        let desk = try Harbor.desk()
        let fuller = try desk.perform(.seat("p4", in: .single("s3")))
        #expect(fuller.snapshot.clinic.sessions[2].patients == ["p2", "p3", "p4"])
        _ = try desk.perform(.unseat("p2", from: .single("s3")))
        _ = try desk.perform(.unseat("p4", from: .single("s3")))
        let none = try desk.perform(.unseat("p3", from: .single("s3")))
        #expect(none.snapshot.clinic.sessions[2].patients == ["p3"])
        #expect(none.snapshot.clinic.sessions[2].status == .cancelled)
        #expect(try Harbor.desk().refusal(.seat("p4", in: .single("s1")))?.rules == [.capacity])
    }

    @Test func `change for another of the same service, once or for good`() throws {
        let there = SessionReference.occurrence("g2", m + 3)
        let once = try Harbor.desk().perform(.reseat("p1", from: g1(1), to: there))
        #expect(seats("p1", "g1", once).count == 2)
        #expect(seats("p1", "g2", once) == [Enrollment(patient: "p1", joined: m + 3, left: m + 3)])
        #expect(once.session == there)
        let good = try Harbor.desk().perform(.reseat("p1", from: g1(1), to: there, scope: .later))
        #expect(seats("p1", "g1", good) == [Enrollment(patient: "p1", joined: m - 56, left: m + 6)])
        #expect(seats("p1", "g2", good) == [Enrollment(patient: "p1", joined: m + 3)])
        #expect(
            try Harbor.desk().refusal(.reseat("p2", from: .single("s1"), to: there))?.obstacle
                == .otherService(from: .single("s1"), to: there))
    }
}
