internal import ClinicModel

/// For each authorization alone: its units over the patient's sessions of its services, dated within it and
/// up to the week's end, are at most what was granted, if one of them is in the week. A service that any of
/// the patient's authorizations lists is held only within the dates of one that lists it.
enum AuthorizationRule: Rule {
    static let name = RuleName.authorization
    static let concernsPatients = true

    static func judge(_ scope: Scope, in week: ClinicWeek, _ found: inout Findings) {
        let allowances = week.allowances
        scope.forEachSeat(in: week) { s, p in
            if isDated(p, service: s.service, day: s.day, in: week) { return }
            found.note(
                name,
                Violation(
                    rule: name, subject: .patient(week.clinic.patients[p].id), moment: week.moment(s.start),
                    held: [scope.held(s, in: week)],
                    detail: .service(week.clinic.services[s.service].id)))
        }
        scope.forEachPatient(in: week) { p in
            for a in allowances.of.range(p) {
                let (spent, isInWeek) = units(a, p, scope, in: week)
                let granted = allowances.of.values[a].granted
                guard isInWeek, spent > granted else { continue }
                found.note(
                    name,
                    violation(a, p, spent, granted, scope, in: week))
            }
        }
    }
    private static func violation(
        _ a: Int, _ p: Int, _ spent: Int, _ granted: Int, _ scope: Scope, in week: ClinicWeek
    ) -> Violation {
        let ordinal = a - week.allowances.of.range(p).lowerBound
        let authorization = week.clinic.patients[p].authorizations[ordinal]
        var held: [HeldSession] = []
        forEachSession(under: a, p, scope, in: week) { held.append(scope.held($0, in: week)) }
        return Violation(
            rule: name, subject: .patient(week.clinic.patients[p].id), moment: week.moment(0), extent: .week,
            held: held, amount: spent, limit: granted,
            detail: .authorization(
                number: authorization.number, unit: authorization.unit, services: authorization.services),
            ordinal: ordinal)
    }

    /// Whether a service may be held on a day as far as dates go: none of the patient's authorizations lists it,
    /// or one that does runs then.
    static func isDated(_ p: Int, service: Int, day: Int, in week: ClinicWeek) -> Bool {
        var isListed = false
        for a in week.allowances.of.range(p) where week.allowances.lists(a, service) {
            if week.allowances.of.values[a].covers(day) { return true }
            isListed = true
        }
        return !isListed
    }

    /// Units spent of the allowance at a place, from its first day to the end of the week, and whether any
    /// are of the week.
    static func units(_ a: Int, _ p: Int, _ scope: Scope, in week: ClinicWeek) -> (spent: Int, isInWeek: Bool)
    {
        var use = AuthorizationUse()
        forEachSession(under: a, p, scope, in: week) { use.add($0) }
        let allowance = week.allowances.of.values[a]
        return (allowance.spent + use.units(allowance.unit), use.count > 0)
    }
    /// Units that sessions of the week take of an authorization, as far as it lists them and covers their days.
    static func units(_ a: Int, of sessions: [Sitting], in week: ClinicWeek) -> Int {
        var use = AuthorizationUse()
        let allowance = week.allowances.of.values[a]
        for s in sessions where allowance.covers(s.day) && week.allowances.lists(a, s.service) { use.add(s) }
        return use.units(allowance.unit)
    }
    private static func forEachSession(
        under a: Int, _ p: Int, _ scope: Scope, in week: ClinicWeek, _ body: (Sitting) -> Void
    ) {
        let allowances = week.allowances
        scope.forEachSession(ofPatient: p, in: week) { s in
            if allowances.of.values[a].covers(s.day), allowances.lists(a, s.service) { body(s) }
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

/// What sessions come to under an authorization.
private struct AuthorizationUse {
    private var days: UInt8 = 0
    private var minutes = 0
    private(set) var count = 0

    mutating func add(_ s: Sitting) {
        days |= 1 << UInt8(s.day)
        minutes += s.minutes
        count += 1
    }
    func units(_ unit: Authorization.Unit) -> Int {
        switch unit {
        case .day: days.nonzeroBitCount
        case .session: count
        case .minute: minutes
        }
    }
}
