package import ClinicModel

/// All hard rules of a clinic week.
package enum RuleBook {
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
