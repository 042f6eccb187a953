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
    init(_ clinic: Clinic, week date: CivilDate) {
        let calendar = clinic.profile.calendar
        let week = calendar.week(of: date)
        let sessions = clinic.scheduledSessions(from: week, through: week + 6)
        let directory = Directory(clinic)
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
        times = Times(
            clinic, expansion: Expansion(calendar: calendar, week: week), groups: directory.supportGroups)
        courses = Courses(clinic, week: week, directory: directory)
        qualification = Qualification(clinic, week: week)
        let absentees = Clinic.Absentees(clinic.attendance)
        allowances = Allowances(clinic, week: week, directory: directory, absentees: absentees)
        self.absentees = absentees
    }
}
