package import ClinicModel

/// A clinic and one of its weeks, compiled for questions: what stands, what is broken, what would be.
///
/// Making one costs a few milliseconds at 600 patients; it never changes.
package struct ClinicWeek: Sendable {
    let compiled: CompiledWeek
    /// Every broken rule of the week, in the order of the rules; those with an `override` are allowed.
    package let violations: [Violation]

    /// `date` may be any date of the week.
    package init(_ clinic: Clinic, week date: CivilDate) {
        let compiled = CompiledWeek(clinic, week: date)
        violations = RuleBook.violations(.wholeWeek, in: ClinicWeek(compiled))
        self.compiled = compiled
    }
    /// Of a week whose broken rules nobody asks for; `violations` stays empty.
    init(_ compiled: CompiledWeek) {
        self.compiled = compiled
        violations = []
    }

    package var clinic: Clinic { compiled.clinic }
    /// The week's first day.
    package var week: CivilDate { compiled.week }
    /// Held in the week, ordered by date, start and name.
    package var sessions: [ScheduledSession] { compiled.sessions }

    var directory: Directory { compiled.directory }
    var placeOfSession: [SessionReference: Int] { compiled.placeOfSession }
    var sittings: [Sitting] { compiled.sittings }
    var rosters: [Roster] { compiled.rosters }
    var ofPatient: Rows<Int> { compiled.ofPatient }
    var ofTherapist: Rows<Int> { compiled.ofTherapist }
    var inRoom: Rows<Int> { compiled.inRoom }
    var times: Times { compiled.times }
    var courses: Courses { compiled.courses }
    var qualification: Qualification { compiled.qualification }
    var allowances: Allowances { compiled.allowances }
    var absentees: Clinic.Absentees { compiled.absentees }

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
        return (
            rosters[place].patients.count, seats(service: s.service, room: s.takenRoom),
            leastPatients(s.service)
        )
    }
    /// The most patients that a service and a room (-1: none taken) admit.
    func seats(service: Int, room: Int) -> Int {
        let most = clinic.services[service].mostPatients
        return room >= 0 ? min(most, clinic.rooms[room].capacity) : most
    }
    private func leastPatients(_ service: Int) -> Int { clinic.services[service].leastPatients }
}
