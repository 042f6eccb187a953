package import ClinicModel

/// A clinic and one of its weeks, compiled for questions: what stands, what is broken, what would be.
///
/// Every question about another day belongs to the `ClinicWeek` of that day's week.
package struct ClinicWeek: Sendable {
    package let clinic: Clinic
    /// The week's first day.
    package let week: CivilDate
    /// Held in the week, ordered by date, start and name.
    package let sessions: [ScheduledSession]

    let directory: Directory
    /// Places in `sessions`, by name, patient, therapist and room.
    let placeOfSession: [SessionReference: Int]
    let ofPatient: [[Int]]
    let ofTherapist: [[Int]]
    let inRoom: [[Int]]

    /// `week` may be any date of the week.
    package init(_ clinic: Clinic, week date: CivilDate) {
        let week = clinic.profile.calendar.week(of: date)
        let sessions = clinic.scheduledSessions(from: week, through: week + 6)
        let directory = Directory(clinic)
        var places = [SessionReference: Int](minimumCapacity: sessions.count)
        var ofPatient = [[Int]](repeating: [], count: clinic.patients.count)
        var ofTherapist = [[Int]](repeating: [], count: clinic.therapists.count)
        var inRoom = [[Int]](repeating: [], count: clinic.rooms.count)
        for (i, s) in sessions.enumerated() {
            places[s.reference] = i
            for p in s.patients { if let p = directory.patients[p] { ofPatient[p].append(i) } }
            for t in s.therapists { if let t = directory.therapists[t] { ofTherapist[t].append(i) } }
            if let room = s.room, let r = directory.rooms[room] { inRoom[r].append(i) }
        }
        self.clinic = clinic
        self.week = week
        self.sessions = sessions
        self.directory = directory
        placeOfSession = places
        self.ofPatient = ofPatient
        self.ofTherapist = ofTherapist
        self.inRoom = inRoom
    }
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
    /// Telehealth sessions that name the room included, though they take no place in it.
    package func sessions(in room: RoomID) -> [ScheduledSession] {
        directory.rooms[room].map { inRoom[$0].map { sessions[$0] } } ?? []
    }

    /// Session minutes of the week, note time not counted.
    package func sessionMinutes(of therapist: TherapistID) -> Int {
        sessions(of: therapist).reduce(0) { $0 + $1.minutes }
    }

    /// Patients in a session, the most that its service and its room admit, and the least that its service
    /// asks for. Zero for a session that is not held in the week.
    package func seats(in reference: SessionReference) -> (taken: Int, most: Int, least: Int) {
        guard let s = session(reference), let service = service(s.service) else { return (0, 0, 0) }
        let seated = service.telehealth ? nil : s.room.flatMap { room($0)?.capacity }
        return (
            s.patients.count, min(service.mostPatients, seated ?? service.mostPatients),
            service.leastPatients
        )
    }
}
