internal import ClinicModel

/// A patient's minutes in bundled services in a week are at most the level of care's greatest.
enum WeeklyMaximum: Rule {
    static let name = RuleName.weeklyMaximum
    static let concernsPatients = true

    static func judge(_ scope: Scope, in week: ClinicWeek, _ found: inout Findings) {
        scope.forEachPatient(in: week) { p in
            var minutes = 0
            scope.forEachSession(ofPatient: p, in: week) { if $0.isBundled { minutes += $0.minutes } }
            let most = week.courses.of[p].mostMinutes
            guard minutes > most else { return }
            found.note(
                name,
                Violation(
                    rule: name, subject: .patient(week.clinic.patients[p].id), moment: week.moment(0),
                    extent: .week, held: held(p, scope, in: week), amount: minutes, limit: most))
        }
    }
    private static func held(_ p: Int, _ scope: Scope, in week: ClinicWeek) -> [HeldSession] {
        var out: [HeldSession] = []
        scope.forEachSession(ofPatient: p, in: week) {
            if $0.isBundled { out.append(scope.held($0, in: week)) }
        }
        return out
    }
    static func sentence(_ v: Violation, _ words: Words) -> String {
        "\(words.subject(v)) has \(v.amount) programme minutes this week of at most \(v.limit ?? 0)."
    }
    static func cure(_ v: Violation, _ words: Words) -> String {
        "Take out \(v.amount - (v.limit ?? 0)) min, or allow it with a reason."
    }
}
