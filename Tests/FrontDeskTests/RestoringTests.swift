import ClinicModel
import ClinicStore
import FrontDesk
import SchedulingEngine
import Testing

@Suite struct `A kept copy is put back` {
    /// A store in which dana has booked twice and taken the second back.
    private func used() throws -> ClinicStore {
        let store = try ClinicStore.inMemory()
        let desk = Harbor.desk(store)
        _ = try desk.import(Harbor.clinic, replacing: false)
        for (patient, time) in [(PatientID("p3"), "19:00"), ("p4", "20:15")] {
            _ = try desk.perform(
                .book(patient: patient, service: "individual", at: Harbor.at(Harbor.tuesday, time)))
        }
        _ = try desk.undo()
        return store
    }
    private func told(_ desk: Desk) throws -> [String] {
        let clinic = try desk.snapshot().clinic
        return try desk.journal().map { "\($0.kind.rawValue) \($0.title(in: clinic, .ids)) \($0.isUndone)" }
    }

    @Test func `into an empty file with its journal, and nothing of it can be undone`() throws {
        let copy = try used()
        let new = Harbor.desk(try ClinicStore.inMemory())
        #expect(try new.restore(copy, named: "clinic.kept", replacing: false) == .done(copy: nil))
        #expect(differences(try new.snapshot().clinic, try copy.clinic()) == [])
        #expect(
            try told(new) == told(Harbor.desk(copy)) + ["import Restored the clinic from clinic.kept false"])
        #expect(error { () throws(DeskError) in try new.undo() } != nil)
        #expect(error { () throws(DeskError) in try new.redo() } != nil)
        // Numbers that were given once are not given again.
        let booked = try new.perform(
            .book(
                patient: "p5", service: "individual", at: Harbor.at(Harbor.tuesday, "19:00"),
                therapists: ["t2"]))
        #expect(booked.session == .single("s6"))
    }

    @Test func `in the place of what stands only when asked, and the journal goes on`() throws {
        let copy = try used()
        let store = try used()
        let desk = Harbor.desk(store)
        _ = try desk.perform(.cancel(.single("s1")))
        let (before, revision) = (try told(desk), try desk.revision())
        #expect(try desk.restore(copy, named: "x", replacing: false) == .occupied)
        #expect(try told(desk) == before)
        #expect(try desk.restore(copy, named: "x", replacing: true) == .done(copy: nil))
        #expect(try told(desk) == before + ["import Restored the clinic from x false"])
        #expect(try desk.revision() > revision, "others see it as news")
        #expect(differences(try desk.snapshot().clinic, try copy.clinic()) == [])
    }
}

@Suite struct `The journal` {
    @Test func `says a reason once`() throws {
        func reason(_ permit: Permit) throws -> String? {
            let desk = try Harbor.desk()
            _ = try desk.perform(
                .book(
                    patient: "p1", service: "individual", at: Harbor.at(Harbor.tuesday, "16:00"),
                    therapists: ["t1"], room: "r3"), permit: permit)
            return try desk.journal().last?.reason
        }
        #expect(
            try reason(Permit(overrides: [.patientWork: "boss agreed"], reason: "boss agreed"))
                == "patientWork: boss agreed")
        #expect(
            try reason(Permit(overrides: [.patientWork: "boss agreed"], reason: "urgent"))
                == "urgent; patientWork: boss agreed")
    }
}
