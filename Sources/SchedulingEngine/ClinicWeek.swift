package import ClinicModel

/// A clinic and one of its weeks, compiled for questions: what stands, what is broken, what would be.
///
/// Making one costs a few milliseconds at 600 patients; it never changes.
package struct ClinicWeek: Sendable {
    package let clinic: Clinic
    /// The week's first day.
    package let week: CivilDate
    /// Held in the week, ordered by date, start and name.
    package let sessions: [ScheduledSession]
    /// Every broken rule of the week, in the order of the rules; those with an `override` are allowed.
    package private(set) var violations: [Violation] = []

    let directory: Directory
    let placeOfSession: [SessionReference: Int]
    /// `sessions` in small integers.
    let sittings: [Sitting]
    /// Places in `sessions`, by patient, therapist and room (in person only), in order of time.
    let ofPatient: Rows<Int>
    let ofTherapist: Rows<Int>
    let inRoom: Rows<Int>
    let times: Times
    let courses: Courses
    let qualification: Qualification
    let pastUnits: PastUnits
    let absentees: Clinic.Absentees

    /// `date` may be any date of the week.
    package init(_ clinic: Clinic, week date: CivilDate) {
        let calendar = clinic.profile.calendar
        let week = calendar.week(of: date)
        let sessions = clinic.scheduledSessions(from: week, through: week + 6)
        let directory = Directory(clinic)
        var places = [SessionReference: Int](minimumCapacity: sessions.count)
        for (i, s) in sessions.enumerated() { places[s.reference] = i }
        let sittings = sessions.enumerated().map { directory.sitting($1, place: $0, in: clinic, week: week) }
        ofPatient = Rows(count: clinic.patients.count, filledWith: 0) { put in
            for i in sittings.indices { for p in sittings[i].patients { put(p, i) } }
        }
        ofTherapist = Rows(count: clinic.therapists.count, filledWith: 0) { put in
            for i in sittings.indices { for t in sittings[i].therapists { put(t, i) } }
        }
        inRoom = Rows(count: clinic.rooms.count, filledWith: 0) { put in
            for i in sittings.indices where sittings[i].takenRoom >= 0 { put(sittings[i].takenRoom, i) }
        }
        self.clinic = clinic
        self.week = week
        self.sessions = sessions
        self.directory = directory
        self.sittings = sittings
        placeOfSession = places
        times = Times(
            clinic, expansion: Expansion(calendar: calendar, week: week), groups: directory.supportGroups)
        courses = Courses(clinic, week: week, directory: directory)
        qualification = Qualification(clinic, week: week)
        let absentees = Clinic.Absentees(clinic.attendance)
        pastUnits = PastUnits(clinic, week: week, directory: directory, absentees: absentees)
        self.absentees = absentees
        violations = RuleBook.violations(.wholeWeek, in: self)
    }

    /// Minutes since 1970-01-01 of the week's beginning.
    var origin: Int { Int(week.dayNumber) * 1440 }
    func moment(_ minute: Int) -> CivilMoment { CivilMoment(minutes: origin + minute) }
    func interval(_ s: Stretch) -> Interval { Interval(origin + s.start, origin + s.end) }
    package func contains(_ date: CivilDate) -> Bool { week <= date && date <= week + 6 }
}

extension ClinicWeek {
    package func session(_ reference: SessionReference) -> ScheduledSession? {
        placeOfSession[reference].map { sessions[$0] }
    }
    package func patient(_ id: PatientID) -> Patient? {
        directory.patients[id].map { clinic.patients[$0] }
    }
    package func therapist(_ id: TherapistID) -> Therapist? {
        directory.therapists[id].map { clinic.therapists[$0] }
    }
    package func room(_ id: RoomID) -> Room? { directory.rooms[id].map { clinic.rooms[$0] } }
    package func service(_ id: ServiceID) -> Service? {
        directory.services[id].map { clinic.services[$0] }
    }
    package func series(_ id: SeriesID) -> Series? { directory.series[id].map { clinic.series[$0] } }
    package func payer(_ id: PayerID) -> Payer? { directory.payers[id].map { clinic.payers[$0] } }
    package func levelOfCare(_ id: LevelOfCareID) -> LevelOfCare? {
        directory.levels[id].map { clinic.levelsOfCare[$0] }
    }

    package func sessions(of patient: PatientID) -> [ScheduledSession] {
        directory.patients[patient].map { ofPatient[$0].map { sessions[$0] } } ?? []
    }
    package func sessions(of therapist: TherapistID) -> [ScheduledSession] {
        directory.therapists[therapist].map { ofTherapist[$0].map { sessions[$0] } } ?? []
    }
    /// Those that take place in it; telehealth takes no room, whatever its own says.
    package func sessions(in room: RoomID) -> [ScheduledSession] {
        directory.rooms[room].map { inRoom[$0].map { sessions[$0] } } ?? []
    }

    /// The broken rules that a session has part in.
    package func violations(of session: SessionReference) -> [Violation] {
        violations.filter { v in v.held.contains { $0.reference == session } }
    }

    /// Session minutes of the week, note time not counted.
    package func sessionMinutes(of therapist: TherapistID) -> Int {
        guard let t = directory.therapists[therapist] else { return 0 }
        return ofTherapist[t].reduce(0) { $0 + sittings[$1].minutes }
    }

    /// Patients in a session, the most that its service and its room admit, and the least that its service
    /// asks for. Zero for a session that is not held in the week.
    package func seats(in reference: SessionReference) -> (taken: Int, most: Int, least: Int) {
        guard let place = placeOfSession[reference] else { return (0, 0, 0) }
        let s = sittings[place]
        return (s.patients.count, seats(service: s.service, room: s.takenRoom), leastPatients(s.service))
    }
    /// The most patients that a service and a room (-1: none taken) admit.
    func seats(service: Int, room: Int) -> Int {
        let most = clinic.services[service].mostPatients
        return room >= 0 ? min(most, clinic.rooms[room].capacity) : most
    }
    private func leastPatients(_ service: Int) -> Int { clinic.services[service].leastPatients }
}
