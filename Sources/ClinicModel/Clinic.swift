package struct Accreditation: Hashable, Sendable, Codable {
    package var name: String
    package var number: String?
    package var expires: CivilDate?
    package init(name: String, number: String? = nil, expires: CivilDate? = nil) {
        self.name = name
        self.number = number
        self.expires = expires
    }
}

/// The clinic itself: its name, clock, opening hours and closed days.
package struct ClinicProfile: Hashable, Sendable, Codable {
    package var name: String
    /// An IANA name such as `America/New_York`; used at the edges only, to tell what "now" is.
    package var timeZone: String
    package var weekStartsOn: Weekday
    /// Session starts are multiples of this from midnight; a multiple of 5.
    package var gridMinutes: Int
    package var hours: [WeeklyWindow]
    package var closures: [DayRange]
    package var accreditations: [Accreditation]
    package init(
        name: String, timeZone: String, weekStartsOn: Weekday = .monday, gridMinutes: Int = 15,
        hours: [WeeklyWindow], closures: [DayRange] = [], accreditations: [Accreditation] = []
    ) {
        self.name = name
        self.timeZone = timeZone
        self.weekStartsOn = weekStartsOn
        self.gridMinutes = gridMinutes
        self.hours = hours
        self.closures = closures
        self.accreditations = accreditations
    }
    package var calendar: WeekCalendar { WeekCalendar(startsOn: weekStartsOn) }
    package func isClosed(on date: CivilDate) -> Bool { closures.contains { $0.contains(date) } }
}

/// Everything a clinic schedules with, in the order of its document. Every id it names exists.
package struct Clinic: Hashable, Sendable {
    package var profile: ClinicProfile
    package var levelsOfCare: [LevelOfCare]
    package var payers: [Payer]
    package var services: [Service]
    package var rooms: [Room]
    package var therapists: [Therapist]
    package var patients: [Patient]
    package var series: [Series]
    package var sessions: [Session]
    package var attendance: [Attendance]
    package var waitlist: [WaitlistEntry]
    package var supportGroups: [SupportGroup]
    package var overrides: [RuleOverride]

    package init(
        profile: ClinicProfile, levelsOfCare: [LevelOfCare] = [], payers: [Payer] = [],
        services: [Service] = [], rooms: [Room] = [], therapists: [Therapist] = [], patients: [Patient] = [],
        series: [Series] = [], sessions: [Session] = [], attendance: [Attendance] = [],
        waitlist: [WaitlistEntry] = [], supportGroups: [SupportGroup] = [], overrides: [RuleOverride] = []
    ) {
        self.profile = profile
        self.levelsOfCare = levelsOfCare
        self.payers = payers
        self.services = services
        self.rooms = rooms
        self.therapists = therapists
        self.patients = patients
        self.series = series
        self.sessions = sessions
        self.attendance = attendance
        self.waitlist = waitlist
        self.supportGroups = supportGroups
        self.overrides = overrides
    }
}
