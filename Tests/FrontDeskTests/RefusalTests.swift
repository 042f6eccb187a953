import ClinicModel
import ClinicStore
import FrontDesk
import SchedulingEngine
import Testing

@Suite struct `A clash` {
    private let m = Harbor.monday
    private let afternoon = Harbor.at(Harbor.tuesday, "16:45")

    @Test func `is refused with every rule it breaks, who, the number and the cure`() throws {
        let desk = try Harbor.desk()
        // Inside Ana Moreno's way home, with the note time of it running into Ben Adler's hour.
        let found = desk.refusal(
            .book(patient: "p1", service: "individual", at: afternoon, therapists: ["t1"], room: "r2"))
        #expect(Set(found?.rules ?? []) == [.patientWork, .therapistOverlap, .roomOverlap])
        let sentence = try #require(found?.sentence(naming: .names))
        #expect(sentence.split(separator: "\n").count == 3)
        #expect(sentence.contains("Ana Moreno"))
        #expect(sentence.contains("30 min"))
        let ids = try #require(found?.sentence(naming: .ids))
        #expect(!ids.contains("Moreno") && !ids.contains("Whitfield") && ids.contains("p1"))
        #expect(found?.exitCode == 1)
        #expect(differences(try desk.snapshot().clinic, Harbor.clinic) == [])
    }

    @Test func `says which rules a reason would allow`() throws {
        let desk = try Harbor.desk()
        func overridable(_ intent: Intent) -> Set<RuleName>? {
            guard
                case .refused(let refusal)? = desk.refusal(intent)
            else { return nil }
            return refusal.overridable
        }
        #expect(
            overridable(.book(patient: "p1", service: "individual", at: Harbor.at(m + 1, "16:30")))
                == [.patientWork])
        #expect(
            overridable(
                .book(patient: "p1", service: "individual", at: afternoon, therapists: ["t1"], room: "r2"))
                == [])
    }

    @Test func `is allowed by a reason, which is kept with rule, person, session, coordinator and day`()
        throws
    {
        let desk = try Harbor.desk()
        let permit = Permit(overrides: [.patientWork: "employer agreed"], reason: "asked by phone")
        let outcome = try desk.perform(
            .book(patient: "p1", service: "individual", at: Harbor.at(m + 1, "16:30")), permit: permit)
        #expect(
            outcome.snapshot.clinic.overrides == [
                RuleOverride(
                    rule: .patientWork, scope: .session(.single("s4")), person: "p1",
                    reason: "employer agreed", by: "dana", on: m + 1)
            ])
        #expect(outcome.overridden.map(\.rule) == [.patientWork])
        #expect(ClinicWeek(outcome.snapshot.clinic, week: m).violations.allSatisfy { $0.override != nil })
        #expect(try desk.journal().last?.reason == "asked by phone; patientWork: employer agreed")
        #expect(
            outcome.sentences(.ids).contains("Overridden once: work hours; the reason is kept"))
    }

    @Test func `allowed for a series is allowed for all of its occurrences`() throws {
        let outcome = try Harbor.desk().perform(
            .book(
                patient: "p1", service: "individual", at: Harbor.at(m + 1, "12:00"), therapists: ["t2"],
                weekly: Weekly()), permit: Permit(overrides: [.patientWork: "works at night now"]))
        #expect(outcome.snapshot.clinic.overrides.map(\.scope) == [.series("w1")])
        #expect(outcome.overridden.count == 12)
    }

    @Test func `that an old reason covered needs a new one elsewhere`() throws {
        let desk = try Harbor.desk()
        let permit = Permit(overrides: [.patientWork: "employer agreed"])
        _ = try desk.perform(
            .book(patient: "p1", service: "individual", at: Harbor.at(m + 1, "16:30")), permit: permit)
        let move = Intent.move(.single("s4"), to: Harbor.at(m + 2, "14:00"))
        #expect(desk.refusal(move)?.rules == [.patientWork])
        let moved = try desk.perform(move, permit: Permit(overrides: [.patientWork: "a day off"]))
        #expect(moved.snapshot.clinic.overrides.count == 2)
    }

    @Test func `of two sessions can't be allowed`() throws {
        let desk = try Harbor.desk()
        let intent = Intent.cancel(.single("s1"))
        let rule = desk.refusal(intent, permit: Permit(overrides: [.roomOverlap: "no"]))
        #expect(rule?.obstacle == .notOverridable(.roomOverlap))
        let blank = desk.refusal(intent, permit: Permit(overrides: [.capacity: " "]))
        #expect(blank?.obstacle == .reasonMissing(.capacity))
        #expect(differences(try desk.snapshot().clinic, Harbor.clinic) == [])
    }

    @Test func `that stood before is no fault of a change beside it, and not taken elsewhere`() throws {
        var clinic = Harbor.clinic
        clinic.sessions.append(
            Session(
                id: "s4", service: "individual", date: m + 1, start: TimeOfDay("14:00") ?? .midnight,
                room: "r3", therapists: ["t2"], patients: ["p1"]))
        let outcome = try Harbor.desk(clinic).perform(
            .book(patient: "p1", service: "call", at: Harbor.at(m + 1, "20:00")))
        #expect(outcome.overridden.isEmpty)
        let moved = try Harbor.desk(clinic).refusal(.move(.single("s4"), to: Harbor.at(m + 1, "15:00")))
        #expect(moved?.rules == [.patientWork])
    }

    @Test func `never tells who must not meet whom`() throws {
        var clinic = Harbor.clinic
        clinic.patients[3].noContact = ["p2"]
        let found = try Harbor.desk(clinic).refusal(
            .book(patient: "p4", service: "process", at: Harbor.at(m + 3, "18:00")))
        #expect(found?.rules == [.noContact])
        let sentence = try #require(found?.sentence(naming: .names))
        #expect(sentence.contains("placement restriction"))
        #expect(!sentence.contains("Adler") && !sentence.contains("p2"))
    }
}

@Suite struct `Two coordinators` {
    private let at = Harbor.at(Harbor.tuesday, "20:00")

    private func book(_ patient: PatientID) -> Intent {
        .book(patient: patient, service: "individual", at: at, therapists: ["t1"], room: "r3")
    }

    @Test func `who book the same place: one has it, the other is told who was faster`() throws {
        let folder = Folder()
        try ClinicStore.open(at: folder.file, creating: true).replaceAll(with: Harbor.clinic)
        let dana = Harbor.desk(try ClinicStore.open(at: folder.file), "dana")
        let lee = Harbor.desk(try ClinicStore.open(at: folder.file), "lee")
        // Both look at the same week.
        let seen = try lee.snapshot().revision
        _ = try dana.snapshot()
        _ = try dana.perform(book("p4"))
        let found = lee.refusal(book("p5"))
        #expect(Set(found?.rules ?? []) == [.therapistOverlap, .roomOverlap])
        let sentence = try #require(found?.sentence(naming: .ids))
        #expect(
            sentence.contains(
                """
                dana was faster: Individual counseling on Tue 24 Nov 20:00 (s4) was booked by dana, \
                Tue 24 Nov 09:00.
                """))
        #expect(try lee.revision() > seen)
        #expect(try lee.snapshot().clinic.sessions.count == 4)
        // By now it is no news.
        let again = lee.refusal(book("p5"))
        #expect(again?.sentence(naming: .ids).contains("faster") == false)
        #expect(again?.sentence(naming: .ids).contains("(s4) was booked by dana") == true)
    }

    @Test func `who take the last seat: one has it, the other is told`() throws {
        var clinic = Harbor.clinic
        clinic.services[0].mostPatients = 2
        let store = try ClinicStore.inMemory()
        try store.replaceAll(with: clinic)
        let group = Intent.seat("p3", in: .occurrence("g2", Harbor.monday + 3))
        let other = Intent.seat("p4", in: .occurrence("g2", Harbor.monday + 3))
        let lee = Harbor.desk(store, "lee")
        _ = try lee.snapshot()
        _ = try Harbor.desk(store, "dana").perform(group)
        let found = lee.refusal(other)
        #expect(found?.rules == [.capacity])
        #expect(found?.sentence(naming: .ids).contains("dana was faster") == true)
    }

    @Test func `and two more book a hundred places: each is booked once, the rest is refused`() async throws {
        let folder = Folder()
        var clinic = Harbor.clinic
        clinic.sessions = []
        for p in clinic.patients.indices { clinic.patients[p].levelOfCare = nil }
        try ClinicStore.open(at: folder.file, creating: true).replaceAll(with: clinic)
        let path = folder.file
        // Ten weeks of ten hours of one therapist.
        let places = (0..<100).map { n in
            CivilMoment(
                Harbor.monday + 7 * (n / 10) + 1 + n % 2 * 3, TimeOfDay(minutes: 12 * 60 + n % 10 / 2 * 75))
        }
        var results: [Int] = []
        try await withThrowingTaskGroup(of: Int.self) { group in
            for k in 0..<4 {
                group.addTask {
                    let desk = Harbor.desk(try ClinicStore.open(at: path), "c\(k)")
                    var booked = 0
                    for n in places.indices {
                        let at = places[(n + k * 25) % places.count]
                        let intent = Intent.book(
                            patient: PatientID("p\(k + 2)"), service: "individual", at: at,
                            therapists: ["t1"],
                            room: "r3")
                        do throws(DeskError) {
                            _ = try desk.perform(
                                intent, permit: Permit(overrides: [.onePerDay: "a long day"]))
                            booked += 1
                        } catch {
                            guard case .refused(let refusal) = error, !refusal.findings.isEmpty,
                                refusal.findings.contains(where: { $0.booked != nil })
                            else { throw error }
                        }
                    }
                    return booked
                }
            }
            for try await booked in group { results.append(booked) }
        }
        let sessions = try ClinicStore.open(at: path).clinic().sessions
        #expect(results.reduce(0, +) == 100)
        #expect(Set(sessions.map { CivilMoment($0.date, $0.start) }) == Set(places))
        #expect(sessions.count == 100)
        #expect(Set(sessions.map(\.id)).count == 100)
    }
}
