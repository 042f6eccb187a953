internal import ClinicModel

/// No therapist is in two sessions at once; a session occupies its therapists for its minutes and the
/// service's note time.
enum TherapistOverlap: Rule {
    static let name = RuleName.therapistOverlap
    static let concernsPatients = false

    static func judge(_ scope: Scope, in week: ClinicWeek, _ found: inout Findings) {
        scope.forEachTherapist(in: week) { t in
            scope.forEachOverlap(ofTherapist: t, in: week) { a, b in
                found.note(
                    name,
                    Violation(
                        rule: name, subject: .therapist(week.clinic.therapists[t].id),
                        moment: week.moment(max(a.start, b.start)),
                        held: [scope.held(a, in: week), scope.held(b, in: week)],
                        amount: max(0, min(a.noteEnd, b.noteEnd) - max(a.start, b.start)), limit: 0))
            }
        }
    }
    static func sentence(_ v: Violation, _ words: Words) -> String {
        "\(words.subject(v)) has two sessions at once, \(v.amount) min together with note time: "
            + "\(words.sessions(v))."
    }
    static func cure(_ v: Violation, _ words: Words) -> String {
        "Give one of the two another therapist or another time."
    }
}
