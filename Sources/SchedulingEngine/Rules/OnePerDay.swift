internal import ClinicModel

/// A patient has at most one session of the same service on a day.
enum OnePerDay: Rule {
    static let name = RuleName.onePerDay
    static let concernsPatients = true

    static func judge(_ scope: Scope, in week: ClinicWeek, _ found: inout Findings) {
        scope.forEachPatient(in: week) { p in
            var n = 0
            scope.forEachSession(ofPatient: p, in: week) { s in
                defer { n += 1 }
                let (count, earlier) = same(p, s, before: n, scope, in: week)
                // Said once, by the first of them.
                guard count > 1, earlier == 0 else { return }
                found.note(
                    name,
                    Violation(
                        rule: name, subject: .patient(week.clinic.patients[p].id),
                        moment: week.moment(s.day * 1440), extent: .day,
                        held: held(p, s.day, s.service, scope, in: week), amount: count, limit: 1,
                        detail: .service(week.clinic.services[s.service].id)))
            }
        }
    }
    /// How many sessions of the same service and day there are, and how many before the `n`th of the walk.
    private static func same(_ p: Int, _ s: Sitting, before n: Int, _ scope: Scope, in week: ClinicWeek)
        -> (count: Int, earlier: Int)
    {
        var count = 0
        var earlier = 0
        var i = 0
        scope.forEachSession(ofPatient: p, in: week) { other in
            if other.day == s.day, other.service == s.service {
                count += 1
                if i < n { earlier += 1 }
            }
            i += 1
        }
        return (count, earlier)
    }
    private static func held(_ p: Int, _ day: Int, _ service: Int, _ scope: Scope, in week: ClinicWeek)
        -> [HeldSession]
    {
        var out: [HeldSession] = []
        scope.forEachSession(ofPatient: p, in: week) {
            if $0.day == day, $0.service == service { out.append(scope.held($0, in: week)) }
        }
        return out
    }
    static func sentence(_ v: Violation, _ words: Words) -> String {
        guard case .service(let service) = v.detail else { return "" }
        return "\(words.subject(v)) has \(v.amount) sessions of \(words.week.name(of: service)) on "
            + "\(v.moment.date.short), at most 1 a day."
    }
    static func cure(_ v: Violation, _ words: Words) -> String {
        "Choose another day for one of them, or allow it with a reason."
    }
}
