package import ClinicModel
package import SchedulingEngine

/// The clinic at one revision of its store.
package struct ClinicSnapshot: Sendable {
    package let clinic: Clinic
    /// Grows with every change, whoever makes it.
    package let revision: Int
    package init(clinic: Clinic, revision: Int) {
        self.clinic = clinic
        self.revision = revision
    }
}

/// What was done, or would be.
package struct Outcome: Sendable {
    package let changes: ChangeSet
    /// The clinic with the changes made, at the revision that they make. Of a preview: as it would be.
    package let snapshot: ClinicSnapshot
    package let headline: Title
    /// The session that was booked, moved or cancelled, by its name afterwards; of a series the occurrence
    /// it was asked for or its first.
    package let session: SessionReference?
    /// First days of the weeks in which something changes, in order; of what has no end the next twelve.
    package let weeks: [CivilDate]
    package internal(set) var consequences: [Consequence]
    /// Change of the week score over the weeks affected, in points; below zero is better.
    package let scoreChange: Int
    /// Rules that stay broken by it because the permit allowed them.
    package let overridden: [Violation]
    /// On which it is told: dates of another year say theirs.
    let today: CivilDate

    init(
        changes: ChangeSet, snapshot: ClinicSnapshot, headline: Title, session: SessionReference? = nil,
        weeks: [CivilDate] = [], consequences: [Consequence] = [], scoreChange: Int = 0,
        overridden: [Violation] = [], today: CivilDate
    ) {
        self.changes = changes
        self.snapshot = snapshot
        self.headline = headline
        self.session = session
        self.weeks = weeks
        self.consequences = consequences
        self.scoreChange = scoreChange
        self.overridden = overridden
        self.today = today
    }
    /// `Booked Individual counseling for Ana Moreno, Tue 24 Nov 17:30`
    package func title(_ naming: Naming) -> String { headline.text(in: snapshot.clinic, naming: naming) }
    /// A sentence for each consequence.
    package func sentences(_ naming: Naming) -> [String] { consequences.map { sentence($0, naming) } }
    package func sentence(_ consequence: Consequence, _ naming: Naming) -> String {
        consequence.sentence(in: snapshot.clinic, naming: naming, saidOn: today)
    }
}

/// What else comes of a change, beside the change itself.
package enum Consequence: Hashable, Sendable {
    /// How far a change for later sessions of a series goes: how many are held that it is for, when the first and the
    /// last begin. Of what is endless, those of the next weeks.
    case reaches(count: Int, first: CivilMoment, last: CivilMoment, isEndless: Bool)
    /// What was before that day is left alone: the session that was asked for, too, when it was one of them.
    case stays(before: CivilDate, asked: CivilMoment?)
    /// Patients whose seats go with the group.
    case seatsLost(SeriesID, [PatientID])
    /// Points of the score of one week, by the terms that change.
    case score(week: CivilDate, change: Int, terms: [ScoreTerm: Int])
    /// Points of the score of the weeks after that one, together.
    case scoreLater(weeks: Int, change: Int)
    /// A patient who falls below the least weekly minutes of the level of care by it, in that week and so many more.
    case underHours(PatientID, week: CivilDate, minutes: Int, least: Int, more: Int)
    /// Seats of a group after the change.
    case freeSeats(SessionReference, ServiceID, free: Int)
    /// A group that has fewer patients than its service asks for after the change.
    case underfilled(SessionReference, ServiceID, have: Int, least: Int)
    /// Who leads and where, when the desk chose.
    case chosen([TherapistID], RoomID?)
    /// The patient leaves the waitlist.
    case offWaitlist(PatientID, ServiceID)
    /// Broken rules that the permit allows; the reason is kept.
    case overridden(RuleName, person: String?, count: Int)
    /// A rule that later weeks of a series break because of what is known of those weeks today: somebody's
    /// hours, an authorization that ends. To be settled when they come near; no refusal.
    /// `first` is its session's begin, or the first moment of the day or week that is summed up.
    case clashesLater(
        RuleName, Violation.Subject, first: CivilMoment, extent: Violation.Extent, count: Int)
    /// A change of a proposal that no longer fits, left out as was asked.
    case leftOut(Misfit)
    /// A session that an absence hits and that stays as it is, to be settled.
    case staysHit(RuleName, Violation.Subject, SessionReference, CivilMoment)
    /// A seat of a proposal in a series that stays without a time: it falls away.
    case seatFalls(PatientID, SeriesID)
    /// The copy of the day could not be kept beside the clinic file; the change itself was made.
    case noCopy(String)

    /// It asks for attention: somebody is worse off by it.
    package var isWarning: Bool {
        switch self {
        case .underHours, .underfilled, .overridden, .clashesLater, .leftOut, .seatFalls, .seatsLost,
            .staysHit, .noCopy:
            true
        case .stays(_, let asked): asked != nil
        case .reaches, .score, .scoreLater, .freeSeats, .chosen, .offWaitlist: false
        }
    }
    /// Known today of weeks to come, to be settled when they come near.
    package var isOfLater: Bool { if case .clashesLater = self { true } else { false } }
    /// A session that an absence hits stays as it is.
    package var isLeftHit: Bool { if case .staysHit = self { true } else { false } }
}

extension [Consequence] {
    /// Clashes of later weeks, each rule that one person breaks counted once; the weeks that the longest of them
    /// goes on for, and the moment of the first. Nil: there is none.
    package var clashesLater: (count: Int, weeks: Int, first: CivilMoment)? {
        var all: (count: Int, weeks: Int, first: CivilMoment)?
        for case .clashesLater(_, _, let first, _, let weeks) in self {
            all = (
                (all?.count ?? 0) + 1, Swift.max(all?.weeks ?? 0, weeks),
                Swift.min(all?.first ?? first, first)
            )
        }
        return all
    }
    /// Sessions that an absence hits and that stay as they are.
    package var sessionsLeftHit: Set<SessionReference> {
        Set(
            compactMap {
                if case .staysHit(_, _, let session, _) = $0 { session } else { nil }
            })
    }
}
