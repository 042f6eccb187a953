package import ClinicModel

/// Whom a whole week of places is looked for.
package struct AdmissionRequest: Hashable, Sendable {
    package var patient: PatientID
    /// Sets at most.
    package var count: Int
    /// Not before; nil: the whole week.
    package var from: CivilMoment?
    /// Weeks looked at, the one that is planned among them, at least 1.
    package var weeks: Int

    package init(patient: PatientID, count: Int = 3, from: CivilMoment? = nil, weeks: Int = 12) {
        self.patient = patient
        self.count = count
        self.from = from
        self.weeks = weeks
    }
}

/// What a set is the best for. Each is solved by itself, exactly where the admission says so: as much of the plan as
/// can be met first, then the aim, then the week score.
package enum AdmissionAim: Int, CaseIterable, Hashable, Sendable {
    /// The least week score, whatever of the plan that leaves out.
    case lowestScore
    /// As little as can be of the plan left out. Only told where it is not the same.
    case mostOfPlan
    /// Days on which the patient has to come.
    case fewestTrips
    /// The primary therapist, else one of the care team.
    case sameTherapist
    case preferredHours
    /// Days that the payer pays, up to the least of the level of care.
    case paidDays
    /// Minutes between the sessions of a day.
    case leastWaiting
    /// Fewest evenings in the weeks after on which a place does not hold.
    case steadiest

    package var title: String {
        switch self {
        case .lowestScore: "best"
        case .mostOfPlan: "most of the plan"
        case .fewestTrips: "fewest trips"
        case .sameTherapist: "same therapist"
        case .preferredHours: "preferred hours"
        case .paidDays: "most paid days"
        case .leastWaiting: "least waiting"
        case .steadiest: "holds best in later weeks"
        }
    }
}

/// The places found for a patient in one week.
package struct Admission: Sendable {
    package var patient: PatientID
    /// The week's first day.
    package var week: CivilDate
    package var before: WeekScore
    /// How the patient stands before.
    package var standing: PatientWeek
    /// The best first, by the week score; then the best for another aim each, then the next best, both by score.
    /// No two have the same groups, therapists and days, nor the same times at the same score. Empty when nothing
    /// is missing or nothing fits.
    package var sets: [AdmissionSet]
    /// What no set meets, when there are none.
    package var unmet: [AdmissionGap]
    /// Everything was looked at. False: there was too much for that; each set is sound, but there may be better
    /// ones, with more sessions on a day than were looked at together.
    package var isExact = true

    /// Nothing of the plan is missing in the week.
    package var isComplete: Bool { standing.needs.allSatisfy { $0.missing == 0 } }
}

/// Places that together meet as much of a patient's plan as they say.
package struct AdmissionSet: Sendable {
    /// In order of time.
    package var places: [AdmittedPlace]
    /// Seats, standing hours and single sessions; the desk gives the new ones names of its own.
    package var changes: ChangeSet
    /// The week with all of it booked.
    package var after: WeekScore
    /// How the patient stands then.
    package var standing: PatientWeek
    /// What it is best for, where other sets are not.
    package var aims: [AdmissionAim]
    package var unmet: [AdmissionGap]
    /// In order of time.
    package var later: [LaterException]

    /// `fewest trips, preferred hours`; of one that is the best for nothing of its own `next best`.
    package var title: String { aims.isEmpty ? "next best" : aims.map(\.title).joined(separator: ", ") }
}

/// One place of a set.
package struct AdmittedPlace: Hashable, Sendable {
    /// How it is booked.
    package enum Form: Hashable, Sendable {
        /// A seat in a series from this day on, until the patient's discharge where that is known.
        case enrolled
        /// A seat for this one time.
        case guest
        /// An hour each week.
        case standing
        /// An hour once.
        case single
    }
    /// Where it is, the patient in it.
    package var placement: Placement
    /// Minutes it lasts.
    package var minutes: Int
    package var form: Form
    /// The session that it is a seat in.
    package var occurrence: SessionReference?
    /// Free before this one is taken, for a group service.
    package var seatsLeft: Int?
    package var reasons: [Reason]

    package init(
        placement: Placement, minutes: Int, form: Form, occurrence: SessionReference? = nil,
        seatsLeft: Int? = nil, reasons: [Reason] = []
    ) {
        self.placement = placement
        self.minutes = minutes
        self.form = form
        self.occurrence = occurrence
        self.seatsLeft = seatsLeft
        self.reasons = reasons
    }
    package var date: CivilDate { placement.date }
    package var begins: CivilMoment { placement.begins }
    package var ends: CivilMoment { CivilMoment(minutes: placement.begins.minutes + minutes) }
}

/// Sessions of a need that a set leaves out, and what takes their places away once the set is booked.
package struct AdmissionGap: Hashable, Sendable {
    package var service: ServiceID
    package var sessions: Int
    /// Nothing of it fits, whatever else of the plan is left out.
    package var isForced: Bool
    /// Occurrences of the group, or starts, looked at.
    package var tried: Int
    /// Those lost to each rule.
    package var counts: [RuleCount]

    /// `1 Process group not met: of 9 groups 5 inside work hours, 4 full`
    package func sentence(in week: ClinicWeek) -> String {
        let what = "\(sessions) \(week.name(of: service)) not met"
        if tried == 0 {
            return "\(what): \(isGroup(week) ? "no group meets this week" : "the clinic has no time for it")"
        }
        let places = isGroup(week) ? (tried == 1 ? "group" : "groups") : "starts"
        let list = counts.map { "\($0.count) \(RuleBook.loss(to: $0.rule))" }.joined(separator: ", ")
        return "\(what)\(isForced ? "" : " beside the others"): of \(tried) \(places) \(list)"
    }
    private func isGroup(_ week: ClinicWeek) -> Bool { week.service(service)?.isGroup ?? false }
}

/// A date in the weeks after on which a place of a set does not hold.
package struct LaterException: Hashable, Sendable {
    package enum What: Hashable, Sendable {
        /// The series leaves it out.
        case cancelled
        case closed
        case moved(to: CivilMoment)
        case broken(Violation)
        /// From this date on the plan asks for none, or for less, of the service.
        case planEnds
    }
    /// In the set's places.
    package var place: Int
    package var service: ServiceID
    /// That the pattern gives.
    package var date: CivilDate
    package var what: What
    /// Booked without this date: no seat then, the hour cancelled.
    package var isLeftOut: Bool

    package init(place: Int, service: ServiceID, date: CivilDate, what: What, isLeftOut: Bool = false) {
        self.place = place
        self.service = service
        self.date = date
        self.what = what
        self.isLeftOut = isLeftOut
    }
    /// `Mon 7 Dec: Process group is cancelled`
    package func sentence(in week: ClinicWeek, naming: Naming) -> String {
        let name = week.name(of: service)
        let what =
            switch self.what {
            case .cancelled: "\(name) is cancelled"
            case .closed: "\(name) falls on a day the clinic is closed"
            case .moved(let to): "\(name) is moved to \(to.short)"
            case .broken(let v): v.sentence(in: week, naming: naming)
            case .planEnds: "from then on the plan asks for less of \(name)"
            }
        return "\(date.short): \(what)" + (isLeftOut ? " Left out." : "")
    }
}
