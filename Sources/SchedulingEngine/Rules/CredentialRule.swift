internal import ClinicModel

/// Each of a session's therapists holds, on its date, one of the service's credentials, and there are
/// exactly as many of them as the service asks for.
enum CredentialRule: Rule {
    static let name = RuleName.credential
    static let concernsPatients = false

    static func judge(_ scope: Scope, in week: ClinicWeek, _ found: inout Findings) {
        scope.forEachSession(in: week) { s in
            let therapists = scope.roster(of: s, in: week).therapists
            for t in therapists where !week.qualification.holds(t, service: s.service, day: s.day) {
                found.note(
                    name,
                    Violation(
                        rule: name, subject: .therapist(week.clinic.therapists[t].id),
                        moment: week.moment(s.start), held: [scope.held(s, in: week)],
                        detail: .credentials(week.clinic.services[s.service].credentials)))
            }
            let wanted = week.clinic.services[s.service].facilitators
            if therapists.count != wanted {
                found.note(
                    name,
                    Violation(
                        rule: name, subject: .session(scope.reference(s, in: week)),
                        moment: week.moment(s.start), held: [scope.held(s, in: week)],
                        amount: therapists.count, limit: wanted))
            }
        }
    }
    static func sentence(_ v: Violation, _ words: Words) -> String {
        if case .credentials(let list) = v.detail {
            return
                "\(words.subject(v)) does not hold \(words.either(list)) that day; \(words.sessions(v)) needs it."
        }
        return "\(words.sessions(v)) has \(words.count(v.amount, "therapist")) instead of \(v.limit ?? 0)."
    }
    static func cure(_ v: Violation, _ words: Words) -> String {
        if case .credentials(let list) = v.detail {
            return "Choose a therapist with \(words.either(list)), or have the license renewed."
        }
        return v.amount < v.limit ?? 0 ? "Add a therapist." : "Take a therapist out."
    }
}
