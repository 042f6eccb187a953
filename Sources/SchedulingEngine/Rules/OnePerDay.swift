internal import ClinicModel

/// A patient has at most one session of the same service on a day.
enum OnePerDay: Rule {
    static let name = RuleName.onePerDay
    static let concernsPatients = true

    static func judge(_ scope: Scope, in week: ClinicWeek, _ found: inout Findings) {
        scope.forEachPatient(in: week) { p in
            var seen: [(day: Int, service: Int, count: Int)] = []
            scope.forEachSession(ofPatient: p, in: week) { s in
                if let i = seen.firstIndex(where: { $0.day == s.day && $0.service == s.service }) {
                    seen[i].count += 1
                } else {
                    seen.append((s.day, s.service, 1))
                }
            }
            for (day, service, count) in seen where count > 1 {
                found.note(
                    name,
                    Violation(
                        rule: name, subject: .patient(week.clinic.patients[p].id),
                        moment: week.moment(day * 1440), extent: .day,
                        held: held(p, day, service, scope, in: week), amount: count, limit: 1,
                        detail: .service(week.clinic.services[service].id)))
            }
        }
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
