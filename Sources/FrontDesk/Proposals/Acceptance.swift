package import ClinicModel
package import SchedulingEngine

/// A proposal of the engine, or the part of one that a person takes.
package struct Acceptance: Hashable, Sendable {
    package enum Kind: Hashable, Sendable {
        /// A week that was planned.
        case plan
        /// An absence that was mended, told in a few words: `Dana Whitfield out Tue 24 Nov 16:00–21:30`.
        case repair(Title)
        /// The places of one patient.
        case admission(PatientID)
    }
    package var kind: Kind
    /// First day of the week that it is for.
    package var week: CivilDate
    /// As the engine proposed them; of sessions and series that are new the desk makes ids of its own.
    package var changes: ChangeSet
    /// What no longer fits is left out, and told; without it one such change refuses the whole.
    package var leavesOutMisfits: Bool

    package init(
        _ kind: Kind, week: CivilDate, changes: ChangeSet, leavesOutMisfits: Bool = false
    ) {
        self.kind = kind
        self.week = week
        self.changes = changes
        self.leavesOutMisfits = leavesOutMisfits
    }
}

/// A change of a proposal that does not fit what stands now.
package struct Misfit: Hashable, Sendable {
    package enum Why: Hashable, Sendable {
        /// What it would change has been changed by somebody, or is gone.
        case changed
        /// The patient has a seat there already.
        case seated
        /// The week gives the patient as many sessions of the service as the plan asks for.
        case met(PatientID, ServiceID)
        /// A rule would be broken by it.
        case breaks(RuleName)
    }
    /// As it was proposed.
    package var change: Change
    package var why: Why
    package init(_ change: Change, _ why: Why) {
        self.change = change
        self.why = why
    }
}

/// A proposal, or a part of one, against what stands.
package struct AcceptancePreview: Sendable {
    package let outcome: Outcome
    /// The week as it stands, and with the changes made (`change` counted).
    package let before: WeekScore
    package let after: WeekScore
    /// The week with the changes made.
    package let week: ClinicWeek
    package init(outcome: Outcome, before: WeekScore, after: WeekScore, week: ClinicWeek) {
        self.outcome = outcome
        self.before = before
        self.after = after
        self.week = week
    }
}
