package import ClinicModel

/// What a place is looked for.
package struct SuggestionRequest: Hashable, Sendable {
    package var patient: PatientID
    package var service: ServiceID
    /// Nil: whoever fits.
    package var therapist: TherapistID?
    package var room: RoomID?
    /// The session that is to be moved, lifted off the week meanwhile; its own place is not suggested. For a
    /// group service the session in which the patient leaves a seat.
    package var replacing: SessionReference?
    /// Nil: the length of the session that is moved, else the service's.
    package var minutes: Int?
    /// Not before.
    package var from: CivilMoment?
    /// Rules that need not hold. All others do, whatever overrides the clinic has.
    package var relaxing: Set<RuleName>
    /// A seat for good and not for one evening: what clashes in the three weeks after costs, too.
    package var lasting: Bool

    package init(
        patient: PatientID, service: ServiceID, therapist: TherapistID? = nil, room: RoomID? = nil,
        replacing: SessionReference? = nil, minutes: Int? = nil, from: CivilMoment? = nil,
        relaxing: Set<RuleName> = [],
        lasting: Bool = false
    ) {
        self.patient = patient
        self.service = service
        self.therapist = therapist
        self.room = room
        self.replacing = replacing
        self.minutes = minutes
        self.from = from
        self.relaxing = relaxing
        self.lasting = lasting
    }
}

/// One place where a session can go.
package struct Suggestion: Hashable, Sendable {
    /// For a group the occurrence as it stands, with the patient in it.
    package var placement: Placement
    /// The last start of a run of neighbouring starts that cost the same with the same therapists and room;
    /// nil for a single start.
    package var latestEqualStart: TimeOfDay?
    /// Others who are free for the whole run at the same cost.
    package var alternatives: [TherapistID]
    /// A seat in this session, for a group service.
    package var occurrence: SessionReference?
    /// Change of the week score.
    package var cost: Int
    package var reasons: [Reason]
    /// Seats free before this one is taken, for a group service.
    package var seatsLeft: Int?

    package init(
        placement: Placement, latestEqualStart: TimeOfDay? = nil, alternatives: [TherapistID] = [],
        occurrence: SessionReference? = nil,
        cost: Int, reasons: [Reason] = [], seatsLeft: Int? = nil
    ) {
        self.placement = placement
        self.latestEqualStart = latestEqualStart
        self.alternatives = alternatives
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
    /// A person can take it: wish for another, or give a reason for the rule. What others of the week keep (two
    /// sessions in one place, a full group) only opens when they move.
    package var canBeTaken: Bool { if case .rule(let rule) = what { rule.isOverridable } else { true } }
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
    /// Starts lost to the first rule that leaves no place there, in `order`; empty unless explained.
    package var counts: [RuleCount]
    /// What giving up one thing would open; empty unless explained.
    package var relaxations: [Relaxation]
    /// Sessions of a group service that the patient is in already, and so were not looked at; empty unless
    /// explained.
    package var seated: [SessionReference] = []

    package init(
        places: [Suggestion] = [], startsTried: Int = 0, counts: [RuleCount] = [],
        relaxations: [Relaxation] = []
    ) {
        self.places = places
        self.startsTried = startsTried
        self.counts = counts
        self.relaxations = relaxations
    }

    /// How starts are told apart by what takes them: the patient's own rules first, then those of who leads,
    /// then those of the room. A start is lost to the first rule with which none of its places is left.
    package static let order: [RuleName] = [
        .active, .population, .noContact, .patientOverlap, .onePerDay, .patientWork, .patientUnavailable,
        .familyUnavailable, .weeklyMaximum, .authorization, .credential, .therapistHours, .therapistMaximum,
        .therapistOverlap, .roomFeature, .capacity, .roomClosed, .roomOverlap,
    ]
}
