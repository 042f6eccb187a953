internal import ClinicModel

/// No patient is in two sessions at once.
enum PatientOverlap: Rule {
    static let name = RuleName.patientOverlap
    static let concernsPatients = true

    static func judge(_ scope: Scope, in week: ClinicWeek, _ found: inout Findings) {
        scope.forEachPatient(in: week) { p in
            scope.forEachOverlap(ofPatient: p, in: week) { a, b in
                found.note(
                    name,
                    Violation(
                        rule: name, subject: .patient(week.clinic.patients[p].id),
                        moment: week.moment(max(a.start, b.start)),
                        held: [scope.held(a, in: week), scope.held(b, in: week)]))
            }
        }
    }
    static func sentence(_ v: Violation, _ words: Words) -> String {
        "\(words.subject(v)) is in two sessions at once: \(words.sessions(v))."
    }
    static func cure(_ v: Violation, _ words: Words) -> String {
        "Move one of the two, or take the patient out of one."
    }
}
