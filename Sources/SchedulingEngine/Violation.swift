package import ClinicModel

/// A session as a broken rule met it.
package struct HeldSession: Hashable, Sendable, Comparable {
    /// `Placement.unnamed` for one that has no name yet.
    package let reference: SessionReference
    package let service: ServiceID
    package let begins: CivilMoment
    package let minutes: Int
    package let room: RoomID?
    /// Sorted.
    package let therapists: [TherapistID]

    package init(
        reference: SessionReference, service: ServiceID, begins: CivilMoment, minutes: Int, room: RoomID?,
        therapists: [TherapistID]
    ) {
        self.reference = reference
        self.service = service
        self.begins = begins
        self.minutes = minutes
        self.room = room
        self.therapists = therapists.count < 2 ? therapists : therapists.sorted()
    }
    package init(_ session: ScheduledSession) {
        self.init(
            reference: session.reference, service: session.service, begins: session.begins,
            minutes: session.minutes, room: session.room, therapists: session.therapists)
    }
    package static func < (a: Self, b: Self) -> Bool { a.reference < b.reference }
    /// Minutes since 1970-01-01 00:00.
    package var interval: Interval { Interval(begins.minutes, begins.minutes + minutes) }
}

/// A hard rule that is broken: whom it is about, where, by how much.
package struct Violation: Hashable, Sendable {
    package enum Subject: Hashable, Sendable {
        case patient(PatientID)
        case therapist(TherapistID)
        case room(RoomID)
        case session(SessionReference)
        /// Two patients who may not meet.
        case pair(PatientID, PatientID)
    }
    /// What a rule is judged over.
    package enum Extent: Hashable, Sendable { case session, day, week }

    /// What a sentence needs beyond the sessions and the numbers.
    package enum Detail: Hashable, Sendable {
        case none
        /// Work hours touched, and the minutes kept free on both sides for the way.
        case work(Interval, label: Confidential?, commute: Int)
        /// An unavailable time or a support group; `label` is what it is called.
        case unavailable(Interval, label: Confidential?)
        /// An unavailable time of a family member.
        case family(Interval, name: Confidential)
        case timeOff(Interval, reason: Confidential?)
        case closure(DayRange)
        /// Credentials of which one is asked for.
        case credentials([String])
        /// The service alone admits that many, or the room does.
        case seats(RoomID?)
        case features([String])
        case roomClosed(Interval, reason: Confidential?)
        case population(Population)
        /// The number and the unit of an authorization.
        case authorization(number: String, unit: Authorization.Unit, services: [ServiceID])
        case service(ServiceID)
        case active(admitted: CivilDate, discharged: CivilDate?)
        case grid(minutes: Int)
    }

    package let rule: RuleName
    package let subject: Subject
    /// Where it shows; of a sum the first moment of the day or week.
    package let moment: CivilMoment
    package let extent: Extent
    /// The sessions that break it (of a sum: that count in it), by name.
    package let held: [HeldSession]
    /// What there is, where the rule compares numbers, and what there may be: patients, facilitators,
    /// minutes, sessions or units.
    package let amount: Int
    package let limit: Int?
    package let detail: Detail
    /// Which of a patient's authorizations it is, by place; tells sums of one patient apart.
    package let ordinal: Int
    /// The override that allows it; nil: it counts.
    package var override: RuleOverride?

    package init(
        rule: RuleName, subject: Subject, moment: CivilMoment, extent: Extent = .session,
        held: [HeldSession], amount: Int = 0, limit: Int? = nil, detail: Detail = .none, ordinal: Int = 0,
        override: RuleOverride? = nil
    ) {
        self.rule = rule
        self.subject = subject
        self.moment = moment
        self.extent = extent
        self.held = held.count < 2 ? held : held.sorted()
        self.amount = amount
        self.limit = limit
        self.detail = detail
        self.ordinal = ordinal
        self.override = override
    }

    package var sessions: [SessionReference] { held.map(\.reference) }
    /// The raw id of the patient or therapist it is about, as overrides name them; nil for rooms, sessions
    /// and pairs.
    package var person: String? {
        switch subject {
        case .patient(let p): p.rawValue
        case .therapist(let t): t.rawValue
        case .room, .session, .pair: nil
        }
    }
    /// `mon 2026-11-23 18:00`, or the date alone for a sum over a day or a week.
    package var when: String {
        extent == .session
            ? "\(moment.date.weekday.code) \(moment.date) \(moment.time)" : moment.date.description
    }
    /// Who or what it is about, ids included: `Ana Moreno (p1)`, `Maple (r1)`, `g1@2026-11-23`; raw ids
    /// alone for `.ids`. Of a pair who may not meet it names both, so it belongs in the report of a whole
    /// check and never beside one of the two; `sentence` keeps the other name to itself.
    package func who(in week: ClinicWeek, naming: Naming) -> String {
        func both(_ name: String, _ id: String) -> String { naming == .ids ? id : "\(name) (\(id))" }
        return switch subject {
        case .patient(let p): both(week.name(of: p, naming), p.rawValue)
        case .therapist(let t): both(week.name(of: t, naming), t.rawValue)
        case .room(let r): both(week.name(of: r, naming), r.rawValue)
        case .session(let s): s.description
        case .pair(let a, let b):
            both(week.name(of: a, naming), a.rawValue) + ", " + both(week.name(of: b, naming), b.rawValue)
        }
    }
}
