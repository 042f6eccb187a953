internal import ClinicModel

/// What a clinic's week comes to in small integers. A reference, since it never changes and is handed around
/// in every question.
final class CompiledWeek: Sendable {
    let clinic: Clinic
    let week: CivilDate
    /// Held in the week, ordered by date, start and name.
    let sessions: [ScheduledSession]

    let directory: Directory
    let placeOfSession: [SessionReference: Int]
    /// By place in `sessions`.
    let sittings: [Sitting]
    let rosters: [Roster]
    /// Places in `sessions`, by patient, therapist and room (in person only), in order of time.
    let ofPatient: Rows<Int>
    let ofTherapist: Rows<Int>
    let inRoom: Rows<Int>
    let times: Times
    let courses: Courses
    let qualification: Qualification
    let allowances: Allowances
    let absentees: Clinic.Absentees

    /// `date` may be any date of the week.
    convenience init(_ clinic: Clinic, week date: CivilDate) {
        let week = clinic.profile.calendar.week(of: date)
        self.init(
            clinic, week: week, Directory(clinic),
            sessions: clinic.scheduledSessions(from: week, through: week + 6),
            Clinic.Absentees(clinic.attendance))
    }
    /// The week with one patient seated in more of its sessions, and with sessions more (with their series).
    convenience init(
        _ base: CompiledWeek, seating patient: PatientID, in places: [Int],
        adding new: [(session: ScheduledSession, series: Series?)]
    ) {
        var clinic = base.clinic
        let series = new.compactMap(\.series)
        clinic.series += series
        var sessions = base.sessions
        for i in places { sessions[i].patients.append(patient) }
        for (s, _) in new {
            let at = sessions.firstIndex { (s.begins, s.reference) < ($0.begins, $0.reference) }
            sessions.insert(s, at: at ?? sessions.count)
        }
        self.init(
            clinic, week: base.week, sessions: sessions, Directory(base.directory, adding: series),
            times: base.times, courses: base.courses, qualification: base.qualification,
            allowances: base.allowances, base.absentees)
    }
    /// The week with other sessions held in it, in order.
    convenience init(_ base: CompiledWeek, holding sessions: [ScheduledSession]) {
        self.init(
            base.clinic, week: base.week, sessions: sessions, base.directory, times: base.times,
            courses: base.courses, qualification: base.qualification, allowances: base.allowances,
            base.absentees)
    }
    /// A week of a clinic whose directory is made, and whose sessions of the week are known, in order.
    convenience init(
        _ clinic: Clinic, week: CivilDate, _ directory: Directory, sessions: [ScheduledSession],
        _ absentees: Clinic.Absentees
    ) {
        self.init(
            clinic, week: week, sessions: sessions, directory,
            times: Times(
                clinic, expansion: Expansion(calendar: clinic.profile.calendar, week: week),
                groups: directory.supportGroups),
            courses: Courses(clinic, week: week, directory: directory),
            qualification: Qualification(clinic, week: week),
            allowances: Allowances(clinic, week: week, directory: directory, absentees: absentees), absentees)
    }
    private init(
        _ clinic: Clinic, week: CivilDate, sessions: [ScheduledSession], _ directory: Directory,
        times: Times, courses: Courses, qualification: Qualification, allowances: Allowances,
        _ absentees: Clinic.Absentees
    ) {
        var places = [SessionReference: Int](minimumCapacity: sessions.count)
        var sittings: [Sitting] = []
        var rosters: [Roster] = []
        sittings.reserveCapacity(sessions.count)
        rosters.reserveCapacity(sessions.count)
        for i in sessions.indices {
            places[sessions[i].reference] = i
            sittings.append(directory.sitting(sessions[i], place: i, in: clinic, week: week))
            rosters.append(directory.roster(sessions[i].therapists, sessions[i].patients))
        }
        ofPatient = Rows(count: clinic.patients.count, filledWith: 0) { put in
            for i in rosters.indices { for p in rosters[i].patients { put(p, i) } }
        }
        ofTherapist = Rows(count: clinic.therapists.count, filledWith: 0) { put in
            for i in rosters.indices { for t in rosters[i].therapists { put(t, i) } }
        }
        inRoom = Rows(count: clinic.rooms.count, filledWith: 0) { put in
            for i in sittings.indices where sittings[i].takenRoom >= 0 { put(sittings[i].takenRoom, i) }
        }
        self.clinic = clinic
        self.week = week
        self.sessions = sessions
        self.directory = directory
        self.sittings = sittings
        self.rosters = rosters
        placeOfSession = places
        self.times = times
        self.courses = courses
        self.qualification = qualification
        self.allowances = allowances
        self.absentees = absentees
    }
}
