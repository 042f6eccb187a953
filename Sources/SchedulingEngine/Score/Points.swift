internal import ClinicModel

/// Points of the week score, as the clinic document sets them.
enum Points {
    /// For each minute of a session that a need due in the week lacks.
    static let unmetMinute = 4
    /// Of sessions that a need lacks, each so many minutes.
    static func unmet(_ sessions: Int, of minutes: Int) -> Int {
        min(sessions, 1_000_000_000) * min(minutes, ClinicLimits.minutes) * unmetMinute
    }
    static let shortDay = 30
    static let missingDay = 40
    static let travelDay = 8
    /// Minutes of waiting that make one point.
    static let idleMinutes = 15
    /// A session of a one-patient service led by one of the care team, and by anyone else.
    static let careTeam = 12
    static let stranger = 30
    static let preference = 3
    static let underfilled = 60
    static let later = 6
    /// A session changed against before: none left in its place, another time, another therapist.
    static let lost = 40
    static let retimed = 20
    static let restaffed = 10
}
