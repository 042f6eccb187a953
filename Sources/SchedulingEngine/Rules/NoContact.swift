internal import ClinicModel

/// No two patients are in one session of whom either names the other. What is said of it is "placement
/// restriction" and no more: the restriction itself is confidential.
enum NoContact: Rule {
    static let name = RuleName.noContact
    static let concernsPatients = true

    static func judge(_ scope: Scope, in week: ClinicWeek, _ found: inout Findings) {
        scope.forEachSeat(in: week) { s, p in
            let apart = week.courses.apart
            if apart.isEmpty(p) { return }
            let patients = scope.roster(of: s, in: week).patients
            guard let i = patients.firstIndex(of: p) else { return }
            for k in apart.range(p) {
                // Each pair once; a single new seat is the last and meets those before it.
                guard let j = patients.firstIndex(of: apart.values[k]), scope.isSeat || i < j else {
                    continue
                }
                found.note(
                    name,
                    Violation(
                        rule: name,
                        subject: .pair(
                            week.clinic.patients[patients[min(i, j)]].id,
                            week.clinic.patients[patients[max(i, j)]].id),
                        moment: week.moment(s.start), held: [scope.held(s, in: week)]))
            }
        }
    }
    static func sentence(_ v: Violation, _ words: Words) -> String {
        "\(words.sessions(v)): placement restriction."
    }
    static func cure(_ v: Violation, _ words: Words) -> String { "Choose another session." }
}
