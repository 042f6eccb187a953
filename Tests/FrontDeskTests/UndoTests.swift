import ClinicModel
import ClinicStore
import FrontDesk
import SchedulingEngine
import Testing

@Suite struct `Undo` {
    /// Every kind of intent that the clinic allows as it stands.
    static var intents: [Intent] {
        let m = Harbor.monday
        func g1(_ weeks: Int) -> SessionReference { .occurrence("g1", m + 7 * weeks) }
        let evening = Harbor.at(Harbor.tuesday, "20:00")
        return [
            .book(patient: "p3", service: "individual", at: evening),
            .book(patient: "p3", service: "call", at: evening, therapists: ["t3"]),
            .book(patient: "p4", service: "individual", at: evening, weekly: Weekly()),
            .book(
                patient: "p4", service: "individual", at: evening, therapists: ["t2"], room: "r3",
                weekly: Weekly(until: m + 30)),
            .book(patient: "p4", service: "process", at: Harbor.at(m + 3, "18:00")),
            .book(patient: "p4", service: "process", at: Harbor.at(m + 1, "10:00")),
            .move(.single("s1"), to: Harbor.at(m + 2, "17:30")),
            .move(.single("s1"), therapists: ["t2"], room: "r3"),
            .move(g1(1), to: Harbor.at(m + 8, "18:30")),
            .move(g1(3), to: Harbor.at(m + 21, "18:00"), room: "r1"),
            .move(g1(1), to: Harbor.at(m + 8, "17:00"), scope: .later),
            .move(g1(1), to: Harbor.at(m + 9, "18:00"), scope: .all),
            .move(g1(1), therapists: ["t2"], scope: .later),
            .move(.occurrence("g2", m + 3), to: Harbor.at(m + 4, "17:00"), scope: .all),
            .move(.occurrence("g2", m + 3), to: Harbor.at(m + 2, "15:00"), room: "r1", scope: .later),
            .cancel(.single("s1")), .cancel(g1(1)), .cancel(g1(3)), .cancel(g1(1), scope: .later),
            .cancel(g1(4), scope: .later), .cancel(g1(0), scope: .all),
            .enroll("p3", "g1"), .enroll("p3", "g1", from: m + 14, until: m + 40),
            .enroll("p3", "g1", from: m + 7, until: m + 7), .enroll("p5", "g1", from: m + 22),
            .enroll("p5", "g2"),
            .leave("p1", "g1"), .leave("p1", "g1", on: m + 14), .leave("p4", "g1", on: m),
            .seat("p3", in: g1(1)), .seat("p4", in: .single("s3")),
            .unseat("p2", from: g1(1)), .unseat("p2", from: g1(1), scope: .later),
            .unseat("p4", from: g1(2)), .unseat("p5", from: g1(3)), .unseat("p2", from: g1(1), scope: .all),
            .unseat("p3", from: .single("s3")), .unseat("p2", from: .single("s1")),
            .reseat("p1", from: g1(1), to: .occurrence("g2", m + 3)),
            .reseat("p1", from: g1(1), to: .occurrence("g2", m + 3), scope: .later),
        ]
    }

    @Test(arguments: 0..<40)
    func `gives the clinic that stood before, redo the one after, also after a restart`(
        _ n: Int
    ) throws {
        let folder = Folder()
        let before = Harbor.clinic
        let store = try ClinicStore.open(at: folder.file, creating: true)
        try store.replaceAll(with: before)
        let intent = Self.intents[n]
        let done = try Harbor.desk(store).perform(intent)
        let after = done.snapshot.clinic
        #expect(differences(before, after) != [])
        #expect(differences(try ClinicStore.open(at: folder.file).clinic(), after) == [])

        // A new desk on a newly opened file: the program was started again.
        let undone = try Harbor.desk(try ClinicStore.open(at: folder.file)).undo()
        #expect(differences(undone.snapshot.clinic, before) == [])
        #expect(differences(try ClinicStore.open(at: folder.file).clinic(), before) == [])
        #expect(undone.title(.names) == "Undid: " + done.title(.names))
        let redone = try Harbor.desk(try ClinicStore.open(at: folder.file)).redo()
        #expect(differences(redone.snapshot.clinic, after) == [])
        #expect(differences(try ClinicStore.open(at: folder.file).clinic(), after) == [])
        let again = try Harbor.desk(store).undo()
        #expect(differences(again.snapshot.clinic, before) == [])
        #expect(error { () throws(DeskError) in try Harbor.desk(store).undo() }?.exitCode == 1)
    }

    @Test func `table holds every intent`() { #expect(Self.intents.count == 40) }

    @Test func `is of one's own last change`() throws {
        let store = try ClinicStore.inMemory()
        try store.replaceAll(with: Harbor.clinic)
        let dana = Harbor.desk(store, "dana")
        let lee = Harbor.desk(store, "lee")
        _ = try dana.perform(.cancel(.single("s1")))
        let waiting = try lee.perform(.enroll("p3", "g1"))
        #expect(try dana.nextUndo()?.title(in: Harbor.clinic, .names).hasPrefix("Cancelled") == true)
        #expect(try lee.nextUndo()?.coordinator == "lee")
        let outcome = try dana.undo()
        #expect(
            outcome.title(.names)
                == "Undid: Cancelled Individual counseling of Ben Adler, Tue 24 Nov 17:30")
        #expect(outcome.title(.ids) == "Undid: Cancelled Individual counseling of p2, Tue 24 Nov 17:30")
        // What the other did stays.
        #expect(outcome.snapshot.clinic.series == waiting.snapshot.clinic.series)
        #expect(try dana.nextUndo() == nil)
        guard case .nothingToUndo = error({ () throws(DeskError) in try dana.undo() }) else {
            Issue.record("dana undid what lee did")
            return
        }
        #expect(try dana.nextRedo()?.headline == (try dana.journal())[0].headline)
    }

    @Test func `is refused when the same was changed since, naming what, who and when`() throws {
        let store = try ClinicStore.inMemory()
        try store.replaceAll(with: Harbor.clinic)
        let dana = Harbor.desk(store, "dana")
        let lee = Harbor.desk(store, "lee")
        _ = try dana.perform(.move(.single("s1"), to: Harbor.at(Harbor.tuesday, "18:30")))
        let moved = try lee.perform(.move(.single("s1"), to: Harbor.at(Harbor.monday + 2, "18:30")))
        let found = error { () throws(DeskError) in try dana.undo() }
        guard case .movedOn(let movedOn)? = found else {
            Issue.record("undone over another's change")
            return
        }
        #expect(movedOn.since?.coordinator == "lee")
        #expect(
            found?.sentence(naming: .ids) == """
                “Moved Individual counseling of p2, Tue 24 Nov 17:30, to Tue 24 Nov 18:30” can't be taken back: \
                lee changed the same on Tue 24 Nov 09:00 (“Moved Individual counseling of p2, Tue 24 Nov \
                18:30, to Wed 25 Nov 18:30”)
                """)
        #expect(differences(try dana.snapshot().clinic, moved.snapshot.clinic) == [])
        // Once the other has taken it back, it fits again.
        _ = try lee.undo()
        #expect(differences(try dana.undo().snapshot.clinic, Harbor.clinic) == [])
    }

    @Test func `is refused when the place has been taken since`() throws {
        let store = try ClinicStore.inMemory()
        try store.replaceAll(with: Harbor.clinic)
        let dana = Harbor.desk(store, "dana")
        _ = try dana.perform(.cancel(.single("s1")))
        let taken = try Harbor.desk(store, "lee").perform(
            .book(
                patient: "p3", service: "individual", at: Harbor.at(Harbor.tuesday, "17:30"),
                therapists: ["t1"], room: "r3"))
        let found = error { () throws(DeskError) in try dana.undo() }
        #expect(found?.rules == [.therapistOverlap])
        #expect(found?.sentence(naming: .ids).contains("was booked by lee, Tue 24 Nov 09:00") == true)
        #expect(differences(try dana.snapshot().clinic, taken.snapshot.clinic) == [])
        #expect(try dana.nextUndo() != nil)
    }

    @Test func `of a new series waits until nobody else is in it`() throws {
        let store = try ClinicStore.inMemory()
        try store.replaceAll(with: Harbor.clinic)
        let dana = Harbor.desk(store, "dana")
        _ = try dana.perform(
            .move(
                .occurrence("g1", Harbor.monday + 7), to: Harbor.at(Harbor.monday + 8, "17:00"), scope: .later
            ))
        _ = try Harbor.desk(store, "lee").perform(.enroll("p3", "w1", from: Harbor.monday + 8))
        guard case .movedOn(let movedOn)? = error({ () throws(DeskError) in try dana.undo() }) else {
            Issue.record("a series went with somebody in it")
            return
        }
        #expect(movedOn.since?.coordinator == "lee")
    }

    @Test func `brings back what stood broken before`() throws {
        // Ana Moreno's work was noted after she was booked.
        var clinic = Harbor.clinic
        clinic.sessions.append(
            Session(
                id: "s4", service: "individual", date: Harbor.tuesday, start: TimeOfDay("14:00") ?? .midnight,
                room: "r2", therapists: ["t1"], patients: ["p1"]))
        let desk = try Harbor.desk(clinic)
        _ = try desk.perform(.cancel(.single("s4")))
        #expect(differences(try desk.undo().snapshot.clinic, clinic) == [])
    }

    @Test func `and redo keep the reasons that overrode a rule`() throws {
        let desk = try Harbor.desk()
        let early = Intent.book(patient: "p1", service: "individual", at: Harbor.at(Harbor.tuesday, "14:00"))
        let done = try desk.perform(early, permit: Permit(overrides: [.patientWork: "day off"]))
        #expect(done.snapshot.clinic.overrides.count == 1)
        #expect(differences(try desk.undo().snapshot.clinic, Harbor.clinic) == [])
        #expect(differences(try desk.redo().snapshot.clinic, done.snapshot.clinic) == [])
    }

    @Test func `gives ids only once`() throws {
        let desk = try Harbor.desk()
        let at = Harbor.at(Harbor.tuesday, "20:00")
        var given: [SessionReference?] = []
        for _ in 0..<3 {
            given.append(try desk.perform(.book(patient: "p4", service: "individual", at: at)).session)
            _ = try desk.undo()
        }
        for _ in 0..<2 {
            given.append(
                try desk.perform(.book(patient: "p4", service: "individual", at: at, weekly: Weekly()))
                    .session)
            _ = try desk.undo()
        }
        #expect(given.map { $0?.description } == ["s4", "s5", "s6", "w1@2026-11-24", "w2@2026-11-24"])
    }

    @Test func `ends with an import`() throws {
        let store = try ClinicStore.inMemory()
        try store.replaceAll(with: Harbor.clinic)
        let desk = Harbor.desk(store)
        _ = try desk.perform(.cancel(.single("s1")))
        #expect(try desk.import(Harbor.clinic, replacing: false) == .occupied)
        #expect(try desk.import(Harbor.clinic, replacing: true) == .done(copy: nil))
        guard case .nothingToUndo = error({ () throws(DeskError) in try desk.undo() }) else {
            Issue.record("undone across an import")
            return
        }
        #expect(try desk.journal().map(\.kind) == [.change, .import])
    }
}
