package import ClinicModel
package import ClinicStore
package import SchedulingEngine

/// Why the desk did not do what it was asked; nothing was changed.
package enum DeskError: Error, Sendable {
    /// Rules would be broken that the permit does not allow.
    case refused(Refusal)
    /// The request does not fit what stands.
    case cannot(Obstacle, Clinic)
    /// What a change would take back was changed by somebody since.
    case movedOn(MovedOn)
    case nothingToUndo
    case nothingToRedo
    case unknown(Unknown)
    case store(StoreError)

    /// Another process has the file just now.
    package var isPassing: Bool { if case .store(.busy) = self { true } else { false } }

    package enum Unknown: Hashable, Sendable {
        case patient(PatientID)
        case therapist(TherapistID)
        case room(RoomID)
        case service(ServiceID)
        case series(SeriesID)
        case session(SessionReference)
    }
    /// 1: refused. 2: something unknown was named. 3: the clinic file can't be used.
    package var exitCode: Int32 {
        switch self {
        case .refused, .cannot, .movedOn, .nothingToUndo, .nothingToRedo: 1
        case .unknown: 2
        case .store: 3
        }
    }
}

/// Every rule that a change would break and the permit does not allow.
package struct Refusal: Sendable {
    /// A broken rule in the week it is broken in, as it would be: of the clinic the week holds those whom the
    /// change concerns, for the sentences.
    package struct Finding: Sendable {
        package let violation: Violation
        package let week: ClinicWeek
        /// Who made, moved or filled the session in the way, when somebody did since the last import.
        package var booked: Booked?
        /// Sessions in the way, which the change itself does not touch.
        let others: [SessionReference]
        package init(
            violation: Violation, week: ClinicWeek, booked: Booked? = nil, others: [SessionReference] = []
        ) {
            self.violation = violation
            self.week = week
            self.booked = booked
            self.others = others
        }
    }
    package struct Booked: Hashable, Sendable {
        package let session: SessionReference
        package let coordinator: String
        package let at: CivilMoment
        /// It came after what this desk had last seen: the other was faster.
        package let isNews: Bool
        package init(session: SessionReference, coordinator: String, at: CivilMoment, isNews: Bool) {
            self.session = session
            self.coordinator = coordinator
            self.at = at
            self.isNews = isNews
        }
    }
    package var findings: [Finding]
    package init(findings: [Finding]) { self.findings = findings }

    package var violations: [Violation] { findings.map(\.violation) }
    /// Rules that a reason would allow; empty when one of the broken rules can't be.
    package var overridable: Set<RuleName> {
        let rules = Set(findings.map(\.violation.rule))
        return rules.allSatisfy(\.isOverridable) ? rules : []
    }
}

/// An undo or redo that no longer fits.
package struct MovedOn: Sendable {
    /// What was to be taken back or made again.
    package let headline: Title
    package let isRedo: Bool
    /// What came between, where the journal knows.
    package let since: JournalEntry?
    package let clinic: Clinic
    package init(headline: Title, isRedo: Bool, since: JournalEntry?, clinic: Clinic) {
        self.headline = headline
        self.isRedo = isRedo
        self.since = since
        self.clinic = clinic
    }
}

/// A request that does not fit what stands.
package enum Obstacle: Hashable, Sendable {
    /// Where a group meets nearest to the moment asked for.
    package struct Nearest: Hashable, Sendable {
        package let session: SessionReference
        package let at: CivilMoment
        package init(session: SessionReference, at: CivilMoment) {
            self.session = session
            self.at = at
        }
    }
    /// No session of the group service begins then.
    case noGroup(ServiceID, at: CivilMoment, nearest: [Nearest])
    /// Groups have their own series: a patient is enrolled, not booked weekly.
    case weeklyGroup(ServiceID)
    /// Nobody who may lead the service is free then.
    case noTherapist(ServiceID, at: CivilMoment, credentials: [String])
    /// No room that suits the service is free then.
    case noRoom(ServiceID, at: CivilMoment)
    case seated(PatientID, SessionReference)
    case notSeated(PatientID, SessionReference)
    case enrolled(PatientID, SeriesID)
    case notEnrolled(PatientID, SeriesID)
    /// The session is cancelled, falls on a closure or lies outside its series.
    case notHeld(SessionReference)
    /// A series without a weekday and a start has no sessions to move or to sit in.
    case unplaced(SeriesID)
    /// The session took place.
    case held(SessionReference)
    /// Seats change only within one service.
    case otherService(from: SessionReference, to: SessionReference)
    /// `until` lies before the first day.
    case emptyRange(from: CivilDate, until: CivilDate)
    /// The series ends before today.
    case over(SeriesID, until: CivilDate)
    /// Changes of a proposal that do not fit what stands now.
    case misfits([Misfit])
    /// It stands so already.
    case nothingChanges
    /// A reason can't allow this rule to be broken.
    case notOverridable(RuleName)
    case reasonMissing(RuleName)
}
