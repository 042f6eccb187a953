import ClinicModel
import Testing

struct `Short names of services` {
    private func names(_ services: [(String, String?)]) -> [String] {
        let services = services.enumerated().map { i, s in
            Service(id: ServiceID("s\(i)"), name: s.0, short: s.1, component: "group", minutes: 60)
        }
        let clinic = Clinic(
            profile: ClinicProfile(name: "Harbor", timeZone: "America/New_York", hours: []),
            services: services)
        return services.map { clinic.shortNames[$0.id] ?? "none" }
    }

    @Test func `are three letters that can be said, made from the name`() {
        #expect(
            names([
                ("Process group", nil), ("Skills group", nil), ("Relapse prevention", nil),
                ("Psychoeducation", nil),
                ("Women's group", nil), ("Family education", nil), ("Mindful movement", nil),
                ("Individual session", nil), ("Individual check-in", nil), ("Family session", nil),
                ("Assessment", nil),
                ("Aftercare group", nil),
            ]) == ["PRC", "SKL", "REL", "PSY", "WOM", "FED", "MOV", "IND", "ICH", "FAM", "ASM", "AFT"])
    }
    @Test func `stand as the clinic gives them, and nobody else gets them`() {
        #expect(names([("Relapse prevention", nil), ("Anything", "REL")]) == ["RPR", "REL"])
    }
    @Test(arguments: [
        ["Group", "Group", "Group"], ["A", "A", "A"], ["", "", ""], ["12 steps", "12 steps"],
        ["Ölbad", "Ölbad"],
    ])
    func `are unique however alike the names`(list: [String]) {
        let made = names(list.map { ($0, nil) })
        #expect(Set(made).count == list.count)
        #expect(made.allSatisfy { !$0.isEmpty })
    }
    @Test func `are never taken for a day or a unit`() {
        #expect(
            names([("Sun salutation", nil), ("Minimal group", nil)]).allSatisfy {
                !["SUN", "MIN"].contains($0)
            })
    }
}
