package import ClinicModel

/// How much of a series a change is for, narrowest first.
package enum SeriesScope: String, CaseIterable, Hashable, Sendable {
    /// This one session.
    case this
    /// This occurrence and those after it.
    case later
    /// The whole series; what lies before today stays as it was.
    case all
}

/// A standing hour, each week on the same weekday.
package struct Weekly: Hashable, Sendable {
    /// The last day it may be held on; nil: without end.
    package var until: CivilDate?
    package init(until: CivilDate? = nil) { self.until = until }
}

/// What a person asks the desk for.
package enum Intent: Hashable, Sendable {
    /// An hour of an individual or family service, once or weekly. Without therapists, or without a room,
    /// the best that are free are chosen. For a group service: a guest's seat in the occurrence that begins
    /// then.
    case book(
        patient: PatientID, service: ServiceID, at: CivilMoment, therapists: [TherapistID] = [],
        room: RoomID? = nil, weekly: Weekly? = nil)
    /// Another time, other therapists or another room; nil keeps what stands.
    case move(
        SessionReference, to: CivilMoment? = nil, therapists: [TherapistID]? = nil, room: RoomID? = nil,
        scope: SeriesScope = .this)
    case cancel(SessionReference, scope: SeriesScope = .this)
    /// Several sessions at once: judged, kept and taken back as one change.
    case cancelEach([SessionReference])
    /// A seat in a series from a day on, today without one; `until` is the last day in it, and `until` =
    /// `from` a guest's seat for one evening.
    case enroll(PatientID, SeriesID, from: CivilDate? = nil, until: CivilDate? = nil)
    /// Out of a series. `on` is the last day in it: the first day no longer in it is the day after. Nil: from
    /// now on, so that an occurrence which has begun today still counts.
    case leave(PatientID, SeriesID, on: CivilDate? = nil)
    /// A seat in one session that stands: a guest of an occurrence, or one more patient of a single session.
    case seat(PatientID, in: SessionReference)
    /// Out of one session, or of its series from it on. The last patient of a single session cancels it.
    case unseat(PatientID, from: SessionReference, scope: SeriesScope = .this)
    /// Keeps a session that breaks rules as it stands: what is broken of the permit's rules is allowed.
    case allow(SessionReference)
    /// Another seat of the same service: out of one session and into another, for once or from then on.
    case reseat(PatientID, from: SessionReference, to: SessionReference, scope: SeriesScope = .this)
    /// What the engine proposed, or the part of it that was chosen, on what stands now.
    case accept(Acceptance)
}

/// What a coordinator allows, and why.
package struct Permit: Hashable, Sendable {
    /// Reasons by rule: what is broken of these (rules marked overridable only) is allowed and kept.
    package var overrides: [RuleName: String]
    /// Why the change is made; stands in the journal, and with a cancelled or moved occurrence.
    package var reason: String?

    package init(overrides: [RuleName: String] = [:], reason: String? = nil) {
        self.overrides = overrides
        self.reason = reason
    }
}
