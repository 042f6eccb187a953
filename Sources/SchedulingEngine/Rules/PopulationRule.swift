internal import ClinicModel

/// Each patient fits the series' population: the age band, the gender, and an approach that is among the
/// patient's, if the patient names any.
enum PopulationRule: Rule {
    static let name = RuleName.population
    static let concernsPatients = true

    static func judge(_ scope: Scope, in week: ClinicWeek, _ found: inout Findings) {
        scope.forEachSeat(in: week) { s, p in
            guard s.series >= 0, let population = week.clinic.series[s.series].population,
                !admits(week.clinic.patients[p], to: population)
            else { return }
            found.note(
                name,
                Violation(
                    rule: name, subject: .patient(week.clinic.patients[p].id), moment: week.moment(s.start),
                    held: [scope.held(s, in: week)], detail: .population(population)))
        }
    }
    static func admits(_ patient: Patient, to population: Population?) -> Bool {
        population.map {
            admits(
                $0, ageBand: patient.ageBand, gender: patient.gender, approaches: patient.approaches)
        } ?? true
    }
    /// Whether the population takes in who is of that age band and gender and chose these approaches.
    static func admits(
        _ population: Population, ageBand: AgeBand, gender: String?, approaches: [String]
    ) -> Bool {
        if let band = population.ageBand, band != ageBand { return false }
        if let wanted = population.gender, wanted != gender { return false }
        guard let approach = population.approach else { return true }
        return approaches.isEmpty || approaches.contains(approach)
    }
    static func sentence(_ v: Violation, _ words: Words) -> String {
        guard case .population(let p) = v.detail else { return "" }
        let whom = [p.gender, p.ageBand?.rawValue, p.approach].compactMap(\.self).joined(separator: ", ")
        return "\(words.sessions(v)) is for others (\(whom)) than \(words.subject(v))."
    }
    static func cure(_ v: Violation, _ words: Words) -> String {
        "Choose a group that is for this patient, too."
    }
}
