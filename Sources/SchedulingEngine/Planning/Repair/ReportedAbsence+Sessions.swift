package import ClinicModel

extension ReportedAbsence {
    /// The sessions of the week that it touches, in order of time.
    package func sessions(hitIn week: ClinicWeek) -> [ScheduledSession] {
        hits(in: week).map { week.sessions[$0] }
    }

    /// Weeks after one in which it touches sessions, too, and how many; not more than `most` weeks are looked at.
    package func hitsAhead(of week: CivilDate, in clinic: Clinic, most: Int = 26) -> [(
        week: CivilDate, sessions: Int
    )] {
        let first = clinic.profile.calendar.week(of: week) + 7
        let last = min(to.date, first + 7 * most - 1)
        return stride(from: first, through: max(first - 1, last), by: 7).compactMap { week in
            let hit = hits(in: ClinicWeek(clinic, week: week)).count
            return hit > 0 ? (week, hit) : nil
        }
    }
}
