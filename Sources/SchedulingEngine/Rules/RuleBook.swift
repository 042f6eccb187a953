package import ClinicModel

/// All hard rules of a clinic week.
package enum RuleBook {
    /// In the document's order.
    static let rules: [any Rule.Type] = RuleName.allCases.map(rule)

    static func rule(_ name: RuleName) -> any Rule.Type {
        switch name {
        case .patientOverlap: PatientOverlap.self
        case .therapistOverlap: TherapistOverlap.self
        case .roomOverlap: RoomOverlap.self
        case .patientWork: PatientWork.self
        case .patientUnavailable: PatientUnavailable.self
        case .familyUnavailable: FamilyUnavailable.self
        case .therapistHours: TherapistHours.self
        case .clinicHours: ClinicHours.self
        case .credential: CredentialRule.self
        case .capacity: Capacity.self
        case .roomFeature: RoomFeature.self
        case .roomClosed: RoomClosed.self
        case .noContact: NoContact.self
        case .population: PopulationRule.self
        case .authorization: AuthorizationRule.self
        case .weeklyMaximum: WeeklyMaximum.self
        case .therapistMaximum: TherapistMaximum.self
        case .onePerDay: OnePerDay.self
        case .grid: Grid.self
        case .active: ActiveRule.self
        }
    }

    /// Every broken rule that a scope shows, those that overrides allow marked.
    static func violations(_ scope: Scope, in week: ClinicWeek) -> [Violation] {
        var found = Findings(withReasons: true)
        for rule in rules where !scope.isSeat || rule.concernsPatients { rule.judge(scope, in: week, &found) }
        var out = found.violations
        if !week.clinic.overrides.isEmpty {
            for i in out.indices { out[i].override = week.clinic.overrides.first { $0.covers(out[i]) } }
        }
        return out
    }
    /// Which rules a scope shows broken, nothing else put together.
    static func broken(_ scope: Scope, in week: ClinicWeek) -> RuleSet {
        var found = Findings(withReasons: false)
        for rule in rules where !scope.isSeat || rule.concernsPatients { rule.judge(scope, in: week, &found) }
        return found.broken
    }

    /// The violations after a change that no override covers and that did not stand just so before: the same
    /// rule, broken for the same person and the same sessions at the same date, start, room and staff; for
    /// a sum, `capacity`, `onePerDay` and the number of therapists: not broken worse than before.
    ///
    /// Judged in each of the weeks that the dates are of.
    package static func newlyBroken(from before: Clinic, to after: Clinic, weeks: [CivilDate]) -> [Violation]
    {
        var out: [Violation] = []
        for week in Set(weeks.map { after.profile.calendar.week(of: $0) }).sorted() {
            let now = ClinicWeek(after, week: week).violations.filter { $0.override == nil }
            if now.isEmpty { continue }
            out += new(now, since: ClinicWeek(before, week: week).violations)
        }
        return out
    }
    /// Those that did not stand just so among the others.
    static func new(_ violations: [Violation], since before: [Violation]) -> [Violation] {
        if before.isEmpty { return violations }
        var stood: [Violation.Key: Int] = [:]
        for v in before { stood[v.key] = max(v.severity, stood[v.key] ?? .min) }
        return violations.filter { v in stood[v.key].map { v.severity > $0 } ?? true }
    }

    /// What is the matter with a place that a rule takes away, behind a number: `140 inside work hours`.
    package static func loss(to rule: RuleName) -> String {
        switch rule {
        case .patientOverlap: "during another session"
        case .therapistOverlap: "no therapist free"
        case .therapistHours: "outside therapists' hours"
        case .roomOverlap: "no room free"
        case .patientWork: "inside work hours"
        case .patientUnavailable: "when the patient can't come"
        case .familyUnavailable: "when the family can't come"
        case .clinicHours: "outside the clinic's hours"
        case .credential: "nobody with the credential"
        case .capacity: "full"
        case .roomFeature: "no room that suits"
        case .roomClosed: "in a closed room"
        case .noContact: "under a placement restriction"
        case .population: "for other patients"
        case .authorization: "not authorized"
        case .weeklyMaximum: "over the weekly maximum"
        case .therapistMaximum: "therapists at their maximum"
        case .onePerDay: "on a day that has one"
        case .grid: "off the grid"
        case .active: "outside the patient's care"
        }
    }
    /// A few words for lists and menus: `patient in two sessions`.
    package static func title(of rule: RuleName) -> String {
        switch rule {
        case .patientOverlap: "patient in two sessions"
        case .therapistOverlap: "therapist in two sessions"
        case .roomOverlap: "room taken twice"
        case .patientWork: "work hours"
        case .patientUnavailable: "patient unavailable"
        case .familyUnavailable: "family unavailable"
        case .therapistHours: "therapist's hours"
        case .clinicHours: "clinic's hours"
        case .credential: "credential"
        case .capacity: "capacity"
        case .roomFeature: "room's features"
        case .roomClosed: "room closed"
        case .noContact: "placement restriction"
        case .population: "group's population"
        case .authorization: "authorization"
        case .weeklyMaximum: "weekly maximum"
        case .therapistMaximum: "therapist's maximum"
        case .onePerDay: "one per day"
        case .grid: "grid"
        case .active: "patient not active"
        }
    }
}

extension RuleOverride {
    /// Whether it allows a violation: the same rule and person, and one of the sessions that break it.
    package func covers(_ v: Violation) -> Bool {
        rule == v.rule && person == v.person && v.held.contains { scope.covers($0.reference) }
    }
}

extension Violation {
    /// What makes it the same broken rule in another state of the clinic.
    struct Key: Hashable {
        let rule: RuleName
        let subject: Subject
        /// A sum's day, service or authorization; the sessions as they are held for everything else.
        let day: CivilDate?
        let service: ServiceID?
        let ordinal: Int
        let held: [HeldSession]
    }
    var key: Key {
        var service: ServiceID?
        if extent == .day, case .service(let s) = detail { service = s }
        return Key(
            rule: rule, subject: subject, day: extent == .day ? moment.date : nil, service: service,
            ordinal: ordinal, held: limit != nil && rule != .therapistOverlap ? [] : held)
    }
    /// How badly, among violations of one key.
    var severity: Int {
        switch rule {
        case .capacity: amount - (limit ?? 0)
        case .credential: abs(amount - (limit ?? amount))
        case .authorization, .weeklyMaximum, .therapistMaximum, .onePerDay: limit == nil ? 0 : amount
        default: 0
        }
    }

    /// Who, and the number against the limit.
    package func sentence(in week: ClinicWeek, naming: Naming) -> String {
        RuleBook.rule(rule).sentence(self, Words(week: week, naming: naming))
    }
    /// What to do about it.
    package func cure(in week: ClinicWeek, naming: Naming) -> String {
        RuleBook.rule(rule).cure(self, Words(week: week, naming: naming))
    }
}
