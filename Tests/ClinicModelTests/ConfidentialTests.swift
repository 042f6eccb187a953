import ClinicModel
import Testing

struct `Confidential text` {
    private let patient = Patient(
        id: "p1", name: "Ana Moreno", phone: "555-0117", admitted: CivilDate(dayNumber: 20780))

    @Test func `prints as hidden in interpolation`() {
        #expect("\(patient.name)" == "hidden")
        #expect(String(reflecting: patient.name) == "hidden")
    }

    @Test func `stays hidden in dumps of what holds it`() {
        var text = ""
        dump(patient, to: &text)
        text += "\(patient)" + String(reflecting: patient)
        #expect(text.contains("p1"))
        #expect(!text.contains("Moreno"))
        #expect(!text.contains("555"))
    }

    @Test func `is revealed where asked for`() { #expect(patient.name.revealed == "Ana Moreno") }
}
