package import ClinicModel

/// Why a place is good, or what it costs.
package enum Reason: Hashable, Sendable {
    /// The need is met by it, and so many sessions of the service are missing after.
    case meetsNeed(ServiceID, missing: Int)
    /// The plan asks for none, or for no more, of the service this week.
    case beyondPlan(ServiceID)
    case primaryTherapist(TherapistID)
    case careTeam(TherapistID)
    case otherTherapist(TherapistID)
    case preferredHours
    case outsidePreferredHours
    /// The patient comes that day anyway.
    case sameTrip
    case extraTrip
    /// Minutes of waiting that it adds to the day, or takes away (negative).
    case waiting(minutes: Int)
    /// The day's bundled minutes reach the payer's minimum with it.
    case completesDay(minutes: Int, of: Int)
    case shortDay(minutes: Int, of: Int)
    /// A day more toward the level of care's least.
    case dayTowardMinimum(Int, of: Int)
    /// The group reaches its least with this seat.
    case fillsGroup(least: Int)
    /// The group stays below its least.
    case underfilled(have: Int, least: Int)
    case seatsLeft(Int)
    /// Occurrences of the next three weeks that clash with the patient's times.
    case clashesLater(Int)

    package func sentence(in week: ClinicWeek, naming: Naming) -> String {
        let words = Words(week: week, naming: naming)
        return switch self {
        case .meetsNeed(let service, missing: 0): "meets the plan's need of \(week.name(of: service))"
        case .meetsNeed(let service, let missing):
            "goes toward the plan's need of \(week.name(of: service)), \(missing) still missing"
        case .beyondPlan(let service): "the plan asks for no more \(week.name(of: service)) this week"
        case .primaryTherapist(let t): "with the primary therapist, \(week.name(of: t, naming))"
        case .careTeam(let t): "with the care team's \(week.name(of: t, naming))"
        case .otherTherapist(let t): "with \(week.name(of: t, naming)), not of the care team"
        case .preferredHours: "in preferred hours"
        case .outsidePreferredHours: "outside preferred hours"
        case .sameTrip: "on a day with other sessions"
        case .extraTrip: "a trip more"
        case .waiting(let minutes) where minutes > 0: "\(minutes) min more of waiting"
        case .waiting(let minutes): "\(-minutes) min less of waiting"
        case .completesDay(let minutes, let least): "makes the day \(minutes) of \(least) min, so it is paid"
        case .shortDay(let minutes, let least): "the day has \(minutes) of \(least) min and is not paid"
        case .dayTowardMinimum(let days, let least): "day \(days) of at least \(least)"
        case .fillsGroup(let least): "brings the group to its least of \(least)"
        case .underfilled(let have, let least): "the group has \(have) of at least \(least)"
        case .seatsLeft(let seats): "\(words.count(seats, "seat")) left"
        case .clashesLater(let n): "clashes with own times on \(n) of the next three weeks"
        }
    }
}
