package import ClinicModel

/// What to do about an absence: proposals to choose from.
package struct RepairAnswer: Sendable {
    package var week: CivilDate
    package var absence: ReportedAbsence
    /// The sessions that it touches, in order of time.
    package var hit: [SessionReference]
    /// Best first, no two alike. The changes of each begin with the record of the absence; there is always
    /// one, and it is never worse than to cancel everything hit.
    package var proposals: [Proposal]
    /// Nothing better exists that touches only the sessions hit, the unpinned single sessions of the patients
    /// hit, and new places for those patients.
    package var isProved: Bool
}
