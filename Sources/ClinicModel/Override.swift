/// The hard rules of a clinic week, in the document's order.
package enum RuleName: String, CaseIterable, Hashable, Sendable, Codable {
    case patientOverlap, therapistOverlap, roomOverlap
    case patientWork, patientUnavailable, familyUnavailable, therapistHours
    case clinicHours, credential, capacity, roomFeature, roomClosed, noContact, population
    case authorization, weeklyMaximum, therapistMaximum, onePerDay
    case grid, active

    /// A coordinator may allow it to be broken, with a reason that is kept.
    package var isOverridable: Bool {
        switch self {
        case .patientWork, .patientUnavailable, .familyUnavailable, .therapistHours, .capacity,
            .authorization,
            .weeklyMaximum, .therapistMaximum, .onePerDay:
            true
        default: false
        }
    }
}

/// Where an override holds: one session, or all occurrences of a series.
package enum OverrideScope: Hashable, Sendable, Codable, CustomStringConvertible {
    case session(SessionReference)
    case series(SeriesID)
    package var description: String {
        switch self {
        case .session(let s): s.description
        case .series(let s): s.rawValue
        }
    }
    package func covers(_ session: SessionReference) -> Bool {
        switch self {
        case .session(let s): s == session
        case .series(let s): session.series == s
        }
    }
}

/// A broken rule that a coordinator allowed, and why.
package struct RuleOverride: Hashable, Sendable, Codable {
    package var rule: RuleName
    package var scope: OverrideScope
    /// The patient or therapist it is about, by raw id; nil for `capacity`.
    package var person: String?
    package var reason: Confidential
    package var by: String?
    package var on: CivilDate?
    package init(
        rule: RuleName, scope: OverrideScope, person: String? = nil, reason: Confidential, by: String? = nil,
        on: CivilDate? = nil
    ) {
        self.rule = rule
        self.scope = scope
        self.person = person
        self.reason = reason
        self.by = by
        self.on = on
    }
}
