package import ClinicModel

extension ReportedAbsence {
    /// The sessions of the week that it touches, in order of time.
    package func sessions(hitIn week: ClinicWeek) -> [ScheduledSession] {
        hits(in: week).map { week.sessions[$0] }
    }
}
