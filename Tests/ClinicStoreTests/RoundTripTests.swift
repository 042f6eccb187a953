import ClinicModel
import ClinicStore
import Testing

@Suite struct `A stored clinic` {
    @Test(arguments: ["everything-40", "harbor-20", "harbor-60", "harbor-200"])
    func `comes back as it was put in`(_ name: String) throws {
        let clinic = try fixture(name)
        let folder = try Folder()
        let path = folder.file()
        try ClinicStore.open(at: path, creating: true).replaceAll(with: clinic)
        // Opened anew, so that nothing comes from memory.
        let back = try ClinicStore.open(at: path).clinic()
        #expect(differences(back, clinic) == [])
    }

    @Test func `keeps what a document can hold and the fixtures do not`() throws {
        var clinic = try fixture("everything-40")
        clinic.series[0].population = Population()
        clinic.series[1].slot = nil
        clinic.series[2].exceptions = [
            OccurrenceException(
                date: CivilDate(dayNumber: 20_800), kind: .changed(.init(start: .midnight, therapists: []))),
            OccurrenceException(date: CivilDate(dayNumber: 20_793), kind: .cancelled, reason: "snow"),
        ]
        clinic.series[2].enrollments += clinic.series[2].enrollments
        clinic.patients[0].plan = CarePlan()
        clinic.patients[1].plan = nil
        clinic.patients[2].steps = [StepOfCare(from: CivilDate(dayNumber: 20_800), plan: CarePlan())]
        clinic.patients[3].work = [
            WeeklyWindow(
                days: [.sunday, .tuesday, .monday], from: TimeOfDay(minutes: 1320), to: .midnight,
                everyWeeks: 3, starting: CivilDate(dayNumber: 20_777))
        ]
        clinic.patients[4].name = "O'Brien; DROP TABLE patient --\u{1F600}"
        clinic.waitlist += clinic.waitlist
        let store = try ClinicStore.inMemory()
        try store.replaceAll(with: clinic)
        let other = try Folder()
        try store.backup(to: other.file())
        let back = try ClinicStore.open(at: other.file()).clinic()
        #expect(differences(back, clinic) == [])
    }

    @Test func `is replaced whole`() throws {
        let store = try ClinicStore.inMemory()
        try store.replaceAll(with: try fixture("harbor-60"))
        let other = try fixture("everything-40")
        try store.replaceAll(with: other)
        #expect(differences(try store.clinic(), other) == [])
    }

    @Test func `refuses text that SQLite would cut short`() throws {
        let store = try ClinicStore.inMemory()
        let good = try fixture("harbor-20")
        try store.replaceAll(with: good)
        var clinic = good
        clinic.patients[0].name = "Ana\u{0}Moreno"
        #expect(throws: StoreError.self) { try store.replaceAll(with: clinic) }
        #expect(differences(try store.clinic(), good) == [])
    }

    @Test func `says so when there is none`() throws {
        let store = try ClinicStore.inMemory()
        #expect(try store.isEmpty())
        #expect(throws: StoreError.empty(path: "the clinic in memory")) { try store.clinic() }
    }
}
