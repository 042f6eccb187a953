package import ClinicModel

/// What a place is looked for.
package struct SuggestionRequest: Hashable, Sendable {
    package var patient: PatientID
    package var service: ServiceID
    /// Nil: whoever fits.
    package var therapist: TherapistID?
    package var room: RoomID?
    /// A session lifted off the week meanwhile, when it is to be moved.
    package var replacing: SessionReference?
    /// Not before.
    package var from: CivilMoment?
    /// Rules that need not hold.
    package var relaxing: Set<RuleName>
    /// A seat for good and not for one evening: what clashes in the three weeks after costs, too.
    package var lasting: Bool

    package init(
        patient: PatientID, service: ServiceID, therapist: TherapistID? = nil, room: RoomID? = nil,
        replacing: SessionReference? = nil, from: CivilMoment? = nil, relaxing: Set<RuleName> = [],
        lasting: Bool = false
    ) {
        self.patient = patient
        self.service = service
        self.therapist = therapist
        self.room = room
        self.replacing = replacing
        self.from = from
        self.relaxing = relaxing
        self.lasting = lasting
    }
}

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
}

/// One place where a session can go.
package struct Suggestion: Hashable, Sendable {
    /// For a group the occurrence as it stands, with the patient in it.
    package var placement: Placement
    /// The last start of a run of neighbouring starts that cost the same with the same therapist and room;
    /// nil for a single start.
    package var latestEqualStart: TimeOfDay?
    /// A seat in this occurrence, for a group service.
    package var occurrence: SessionReference?
    /// Change of the week score.
    package var cost: Int
    package var reasons: [Reason]
    /// Seats free before this one is taken, for a group service.
    package var seatsLeft: Int?

    package init(
        placement: Placement, latestEqualStart: TimeOfDay? = nil, occurrence: SessionReference? = nil,
        cost: Int, reasons: [Reason] = [], seatsLeft: Int? = nil
    ) {
        self.placement = placement
        self.latestEqualStart = latestEqualStart
        self.occurrence = occurrence
        self.cost = cost
        self.reasons = reasons
        self.seatsLeft = seatsLeft
    }
    package var date: CivilDate { placement.date }
    package var start: TimeOfDay { placement.start }
    package var therapists: [TherapistID] { placement.therapists }
    package var room: RoomID? { placement.room }
    package var series: SeriesID? { occurrence?.series }
}

/// Starts that one rule takes away.
package struct RuleCount: Hashable, Sendable {
    package var rule: RuleName
    package var count: Int
    package init(rule: RuleName, count: Int) {
        self.rule = rule
        self.count = count
    }
}

/// One thing to give up, and what that opens.
package struct Relaxation: Hashable, Sendable {
    package enum What: Hashable, Sendable {
        case rule(RuleName)
        /// Another therapist than the one asked for: the one with whom most opens.
        case therapist(TherapistID)
        /// Another room than the one asked for.
        case room(RoomID)
    }
    package var what: What
    /// Starts at which a place opens.
    package var opens: Int
    package init(what: What, opens: Int) {
        self.what = what
        self.opens = opens
    }
}

/// The best places, best first, and, when asked why there are no more, what took the others.
package struct Suggestions: Hashable, Sendable {
    package var places: [Suggestion]
    /// Starts looked at: those of the grid at which the session fits into the clinic's hours; for a group
    /// service the occurrences of the week.
    package var startsTried: Int
    /// Starts lost to the first rule that leaves no place there, in the order the rules are applied;
    /// empty unless explained.
    package var counts: [RuleCount]
    /// What giving up one thing would open; empty unless explained.
    package var relaxations: [Relaxation]

    package init(
        places: [Suggestion] = [], startsTried: Int = 0, counts: [RuleCount] = [],
        relaxations: [Relaxation] = []
    ) {
        self.places = places
        self.startsTried = startsTried
        self.counts = counts
        self.relaxations = relaxations
    }
}
