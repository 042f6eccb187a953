internal import ClinicModel

/// For each authorization alone: its units over the patient's sessions of its services, dated within it and
/// up to the week's end, are at most what was granted, if one of them is in the week. A service that any of
/// the patient's authorizations lists is held only within the dates of one that lists it.
enum AuthorizationRule: Rule {
    static let name = RuleName.authorization
    static let concernsPatients = true

    static func judge(_ scope: Scope, in week: ClinicWeek, _ found: inout Findings) {
        scope.forEachSeat(in: week) { s, p in
            guard week.courses.of[p].hasAuthorizations else { return }
            let service = week.clinic.services[s.service].id
            let date = week.week + s.day
            var isListed = false
            for a in week.clinic.patients[p].authorizations where a.services.contains(service) {
                if a.covers(date) { return }
                isListed = true
            }
            guard isListed else { return }
            found.note(
                name,
                Violation(
                    rule: name, subject: .patient(week.clinic.patients[p].id), moment: week.moment(s.start),
                    held: [scope.held(s, in: week)], detail: .service(service)))
        }
        scope.forEachPatient(in: week) { p in
            guard week.courses.of[p].hasAuthorizations else { return }
            for (ordinal, a) in week.clinic.patients[p].authorizations.enumerated() {
                let (spent, isInWeek) = units(of: a, ordinal, p, scope, in: week)
                guard isInWeek, spent > a.granted else { continue }
                found.note(
                    name,
                    Violation(
                        rule: name, subject: .patient(week.clinic.patients[p].id), moment: week.moment(0),
                        extent: .week, held: held(under: a, p, scope, in: week), amount: spent,
                        limit: a.granted,
                        detail: .authorization(number: a.number, unit: a.unit, services: a.services),
                        ordinal: ordinal))
            }
        }
    }

    /// Units spent from the authorization's first day to the end of the week, and whether any are of the
    /// week.
    static func units(of a: Authorization, _ ordinal: Int, _ p: Int, _ scope: Scope, in week: ClinicWeek)
        -> (spent: Int, isInWeek: Bool)
    {
        var days: UInt8 = 0
        var minutes = 0
        var count = 0
        forEachSession(under: a, p, scope, in: week) { s in
            days |= 1 << UInt8(s.day)
            minutes += s.minutes
            count += 1
        }
        let here =
            switch a.unit {
            case .day: days.nonzeroBitCount
            case .session: count
            case .minute: minutes
            }
        return (week.pastUnits.units(of: p, ordinal) + here, count > 0)
    }
    private static func held(under a: Authorization, _ p: Int, _ scope: Scope, in week: ClinicWeek)
        -> [HeldSession]
    {
        var out: [HeldSession] = []
        forEachSession(under: a, p, scope, in: week) { out.append(scope.held($0, in: week)) }
        return out
    }
    private static func forEachSession(
        under a: Authorization, _ p: Int, _ scope: Scope, in week: ClinicWeek, _ body: (Sitting) -> Void
    ) {
        scope.forEachSession(ofPatient: p, in: week) { s in
            if a.covers(week.week + s.day), a.services.contains(week.clinic.services[s.service].id) {
                body(s)
            }
        }
    }

    static func sentence(_ v: Violation, _ words: Words) -> String {
        guard case .authorization(let number, let unit, _) = v.detail else {
            return "\(words.sessions(v)) lies in the dates of no authorization of \(words.subject(v)) for it."
        }
        return "\(words.subject(v)) will have used \(words.count(v.amount, unit.rawValue)) of "
            + "\(v.limit ?? 0) that authorization \(number) grants by the end of the week."
    }
    static func cure(_ v: Violation, _ words: Words) -> String {
        guard case .authorization(_, let unit, _) = v.detail else {
            return "Ask the payer for an authorization of these dates, choose another date, or allow it with "
                + "a reason."
        }
        let over = words.count(v.amount - (v.limit ?? 0), unit.rawValue)
        return "Ask the payer for more, take out \(over), or allow it with a reason."
    }
}
