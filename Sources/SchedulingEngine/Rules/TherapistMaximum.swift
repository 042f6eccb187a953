internal import ClinicModel

/// A therapist's session minutes in a week, note time not counted, are at most the therapist's maximum.
enum TherapistMaximum: Rule {
    static let name = RuleName.therapistMaximum
    static let concernsPatients = false

    static func judge(_ scope: Scope, in week: ClinicWeek, _ found: inout Findings) {
        scope.forEachTherapist(in: week) { t in
            guard let most = week.clinic.therapists[t].maximumWeeklyMinutes else { return }
            var minutes = 0
            scope.forEachSession(ofTherapist: t, in: week) { minutes += $0.minutes }
            guard minutes > most else { return }
            found.note(
                name,
                Violation(
                    rule: name, subject: .therapist(week.clinic.therapists[t].id), moment: week.moment(0),
                    extent: .week, held: held(t, scope, in: week), amount: minutes, limit: most))
        }
    }
    private static func held(_ t: Int, _ scope: Scope, in week: ClinicWeek) -> [HeldSession] {
        var out: [HeldSession] = []
        scope.forEachSession(ofTherapist: t, in: week) { out.append(scope.held($0, in: week)) }
        return out
    }
    static func sentence(_ v: Violation, _ words: Words) -> String {
        "\(words.subject(v)) has \(v.amount) session minutes this week of at most \(v.limit ?? 0)."
    }
    static func cure(_ v: Violation, _ words: Words) -> String {
        "Give \(v.amount - (v.limit ?? 0)) min to another therapist, or allow it with a reason."
    }
}
