import ClinicModel
import FrontDesk
import SchedulingEngine
import Testing

@Suite struct `Booking` {
    private let m = Harbor.monday
    private let evening = Harbor.at(Harbor.tuesday, "20:00")

    @Test func `an hour takes the best who is free and the smallest room`() throws {
        let outcome = try Harbor.desk().perform(.book(patient: "p4", service: "individual", at: evening))
        let s = try #require(outcome.snapshot.clinic.sessions.last)
        #expect(s.id == "s4")
        #expect(s.therapists == ["t1"])
        #expect(s.room == "r2")
        #expect(s.patients == ["p4"])
        #expect(s.status == .booked)
        #expect(outcome.session == .single("s4"))
        #expect(outcome.title(.names) == "Booked Individual counseling for Dev Patel, Tue 24 Nov 20:00")
        #expect(outcome.title(.ids) == "Booked Individual counseling for p4, Tue 24 Nov 20:00")
        #expect(outcome.sentences(.names).contains("With Dana Whitfield in Birch"))
        #expect(outcome.sentences(.ids).contains("With t1 in Birch"))
        #expect(outcome.weeks == [m])
    }

    @Test func `takes another therapist and room when the first are busy`() throws {
        // Dana Whitfield and Birch have Ben Adler at half past five.
        let outcome = try Harbor.desk().perform(
            .book(patient: "p4", service: "individual", at: Harbor.at(Harbor.tuesday, "18:00")))
        #expect(outcome.snapshot.clinic.sessions.last?.therapists == ["t2"])
        #expect(outcome.snapshot.clinic.sessions.last?.room == "r3")
    }

    @Test func `needs no room at a distance, and no credential where none is asked for`() throws {
        let outcome = try Harbor.desk().perform(.book(patient: "p4", service: "call", at: evening))
        #expect(outcome.snapshot.clinic.sessions.last?.room == nil)
    }

    @Test func `says when nobody is free rather than why the least bad is not`() throws {
        var clinic = Harbor.clinic
        for t in 0..<2 {
            clinic.therapists[t].timeOff = [.days(DayRange(from: m, to: m + 6, reason: "leave"))]
        }
        let desk = try Harbor.desk(clinic)
        // Off, which a reason may override: said as it is.
        let off = desk.refusal(.book(patient: "p4", service: "individual", at: evening))
        #expect(off?.rules == [.therapistHours])

        clinic = Harbor.clinic
        for (n, t) in ["t1", "t2"].enumerated() {
            clinic.sessions.append(
                Session(
                    id: SessionID("x\(n)"), service: "call", date: evening.date, start: evening.time,
                    therapists: [TherapistID(t)]))
        }
        let busy = try Harbor.desk(clinic).refusal(.book(patient: "p4", service: "individual", at: evening))
        #expect(busy?.obstacle == .noTherapist("individual", at: evening, credentials: ["LCSW", "LPC"]))
        #expect(
            busy?.sentence(naming: .ids) == """
                Nobody with LCSW or LPC is free for Individual counseling Tue 24 Nov 20:00; choose another time \
                or name a therapist
                """)
    }

    @Test func `says when no room is free`() throws {
        var clinic = Harbor.clinic
        for r in clinic.rooms.indices {
            clinic.rooms[r].closures = [.days(DayRange(from: m + 1, to: m + 1, reason: "paint"))]
        }
        let found = try Harbor.desk(clinic).refusal(.book(patient: "p4", service: "individual", at: evening))
        #expect(found?.obstacle == .noRoom("individual", at: evening))
    }

    @Test func `weekly is a series of one patient, with those who are free in every week`() throws {
        // Dana Whitfield would be best this week; in three weeks her group is moved into the way.
        let outcome = try Harbor.desk().perform(
            .book(patient: "p4", service: "individual", at: evening, weekly: Weekly()))
        let s = try #require(outcome.snapshot.clinic.series.last)
        #expect(s.id == "w1")
        #expect(s.slot == WeeklySlot(.tuesday, evening.time))
        #expect(s.therapists == ["t2"])
        #expect(s.from == m + 1)
        #expect(s.until == nil)
        #expect(s.enrollments == [Enrollment(patient: "p4", joined: m + 1)])
        #expect(outcome.session == .occurrence("w1", m + 1))
        #expect(outcome.weeks == (0..<12).map { m + 7 * $0 })
        #expect(
            outcome.title(.names) == "Booked Individual counseling weekly for Dev Patel from Tue 24 Nov 20:00"
        )
        let until = try Harbor.desk().perform(
            .book(patient: "p4", service: "individual", at: evening, weekly: Weekly(until: m + 15)))
        #expect(until.snapshot.clinic.series.last?.until == m + 15)
        #expect(until.weeks == [m, m + 7, m + 14])
        #expect(until.title(.ids).hasSuffix("until Tue 8 Dec"))
    }

    @Test func `weekly is refused where a later week has no place`() throws {
        let found = try Harbor.desk().refusal(
            .book(
                patient: "p4", service: "individual", at: evening, therapists: ["t1"], weekly: Weekly()))
        #expect(found?.rules == [.therapistOverlap])
        guard case .refused(let refusal)? = found else {
            Issue.record("not refused by a rule")
            return
        }
        #expect(refusal.violations.first?.moment.date == m + 22)
    }

    @Test func `weekly tells of leave and shifts in later weeks and goes ahead`() throws {
        var clinic = Harbor.clinic
        clinic.therapists[1].timeOff = [.days(DayRange(from: m + 14, to: m + 27, reason: "leave"))]
        clinic.patients[3].discharged = m + 50
        let outcome = try Harbor.desk(clinic).perform(
            .book(patient: "p4", service: "individual", at: evening, therapists: ["t2"], weekly: Weekly()))
        let later = outcome.consequences.filter { if case .clashesLater = $0 { true } else { false } }
        #expect(
            later.map { $0.sentence(in: clinic, naming: .names) } == [
                "therapist's hours: Lee Ortiz in 2 later weeks, first Tue 8 Dec 20:00",
                "patient not active: Dev Patel in 4 later weeks, first Tue 19 Jan 20:00",
            ])
        #expect(!later.contains { !$0.isWarning })
    }

    @Test func `a group is a guest's seat in the occurrence then`() throws {
        let outcome = try Harbor.desk().perform(
            .book(patient: "p4", service: "process", at: Harbor.at(m + 3, "18:00")))
        #expect(outcome.session == .occurrence("g2", m + 3))
        #expect(
            outcome.snapshot.clinic.series[1].enrollments.last
                == Enrollment(patient: "p4", joined: m + 3, left: m + 3))
        #expect(outcome.title(.names) == "Seated Dev Patel in Thursday group, Thu 26 Nov 18:00")
        // One evening is no seat for good.
        #expect(outcome.snapshot.clinic.waitlist.count == 3)
        #expect(
            outcome.sentences(.names).contains("3 seats are left in Process group on Thu 26 Nov 18:00"))
    }

    @Test func `a group where it was moved to is found there`() throws {
        let outcome = try Harbor.desk().perform(
            .book(patient: "p3", service: "process", at: Harbor.at(m + 22, "18:30")))
        #expect(outcome.session == .occurrence("g1", m + 21))
        #expect(
            outcome.snapshot.clinic.series[0].enrollments.last
                == Enrollment(patient: "p3", joined: m + 21, left: m + 21))
    }

    @Test func `a group that does not meet then names the nearest`() throws {
        let at = Harbor.at(m + 2, "18:00")
        let found = try Harbor.desk().refusal(.book(patient: "p4", service: "process", at: at))
        #expect(
            found?.obstacle
                == .noGroup(
                    "process", at: at,
                    nearest: [
                        .init(session: .occurrence("g2", m + 3), at: Harbor.at(m + 3, "18:00")),
                        .init(session: .single("s3"), at: Harbor.at(m + 1, "10:00")),
                        .init(session: .occurrence("g1", m), at: Harbor.at(m, "18:00")),
                    ]))
        #expect(
            found?.sentence(naming: .names) == """
                No Process group begins Wed 25 Nov 18:00; nearest: Process group on Thu 26 Nov 18:00, Process \
                group on Tue 24 Nov 10:00, Process group on Mon 23 Nov 18:00
                """)
        #expect(found?.exitCode == 1)
    }

    @Test func `of several groups at once the one that takes the patient`() throws {
        var clinic = Harbor.clinic
        clinic.series.append(clinic.series[1])
        clinic.series[2].id = "g3"
        clinic.series[2].room = "r2"
        clinic.series[2].therapists = ["t1"]
        // Full in its small room.
        clinic.series[2].enrollments = ["p3", "p5"].map { Enrollment(patient: $0, joined: m) }
        let at = Harbor.at(m + 3, "18:00")
        let any = try Harbor.desk(clinic).perform(.book(patient: "p4", service: "process", at: at))
        #expect(any.session == .occurrence("g2", m + 3))
        let named = try Harbor.desk(clinic).refusal(
            .book(patient: "p4", service: "process", at: at, therapists: ["t1"]))
        #expect(named?.rules == [.capacity])
    }

    @Test func `refuses what makes no sense, in words`() throws {
        let desk = try Harbor.desk()
        let group = Harbor.at(m + 3, "18:00")
        func refused(_ intent: Intent) -> DeskError? {
            desk.refusal(intent)
        }
        #expect(
            refused(.book(patient: "p2", service: "process", at: group))?.obstacle
                == .seated("p2", .occurrence("g2", m + 3)))
        #expect(
            refused(.book(patient: "p4", service: "process", at: group, weekly: Weekly()))?.obstacle
                == .weeklyGroup("process"))
        #expect(
            refused(.book(patient: "p4", service: "individual", at: group, weekly: Weekly(until: m)))?
                .obstacle
                == .emptyRange(from: m + 3, until: m))
        let unknown: [(Intent, String)] = [
            (.book(patient: "p99", service: "individual", at: group), "There is no patient p99"),
            (.book(patient: "p4", service: "yoga", at: group), "There is no service yoga"),
            (
                .book(patient: "p4", service: "individual", at: group, therapists: ["t9"]),
                "There is no therapist t9"
            ),
            (.book(patient: "p4", service: "individual", at: group, room: "r9"), "There is no room r9"),
            (.enroll("p4", "g9"), "There is no series g9"),
            (.cancel(.single("s9")), "There is no session s9"),
            (.cancel(.occurrence("g9", m)), "There is no series g9"),
        ]
        for (intent, sentence) in unknown {
            let found = refused(intent)
            #expect(found?.sentence(naming: .ids) == sentence)
            #expect(found?.exitCode == 2)
        }
        #expect(differences(try desk.snapshot().clinic, Harbor.clinic) == [])
        #expect(try desk.journal().isEmpty)
    }

    @Test func `in a week long past works like any other`() throws {
        let at = Harbor.at(m - 34, "20:00")
        let outcome = try Harbor.desk().perform(.book(patient: "p4", service: "individual", at: at))
        #expect(outcome.snapshot.clinic.sessions.last?.date == m - 34)
        #expect(outcome.weeks == [m - 35])
    }
}
