internal import ClinicModel

/// Who and what a change-set can make a difference to: those in the sessions it touches, and their staff and
/// rooms. Judging twelve weeks of a clinic of 600 takes a third of a second, judging what is near a change a
/// few milliseconds; the answers are the same, since a rule is about one session or about two that share
/// somebody or something.
struct Neighbourhood {
    private(set) var series: Set<SeriesID> = []
    private(set) var sessions: Set<SessionID> = []
    private(set) var patients: Set<PatientID> = []
    private(set) var therapists: Set<TherapistID> = []
    private(set) var rooms: Set<RoomID> = []

    init(_ changes: ChangeSet, _ clinics: [Clinic]) {
        for change in changes.changes { add(change) }
        for clinic in clinics {
            for s in clinic.series where series.contains(s.id) { add(s) }
        }
    }

    private mutating func add(_ change: Change) {
        switch change {
        case .session(let before, let after):
            for s in [before, after] {
                guard let s else { continue }
                sessions.insert(s.id)
                patients.formUnion(s.patients)
                add(s.therapists, s.room)
            }
        case .series(let before, let after):
            for s in [before, after] {
                guard let s else { continue }
                series.insert(s.id)
                add(s)
            }
        case .enrollment(let id, let before, let after):
            series.insert(id)
            for e in [before, after] {
                if let e { patients.insert(e.patient) }
            }
        case .exception(let id, let before, let after):
            series.insert(id)
            for e in [before, after] {
                if let e { add(e) }
            }
        case .timeOff(let id, _, _): therapists.insert(id)
        case .closure(let id, _, _): rooms.insert(id)
        case .unavailable(let id, _, _): patients.insert(id)
        case .attendance(let before, let after):
            for a in [before, after] {
                guard let a else { continue }
                patients.insert(a.patient)
                switch a.session {
                case .single(let id): sessions.insert(id)
                case .occurrence(let id, _): series.insert(id)
                }
            }
        case .override, .waitlist: break
        }
    }
    private mutating func add(_ s: Series) {
        add(s.therapists, s.room)
        for e in s.exceptions { add(e) }
        for e in s.enrollments { patients.insert(e.patient) }
    }
    private mutating func add(_ e: OccurrenceException) {
        if case .changed(let to) = e.kind { add(to.therapists ?? [], to.room) }
    }
    private mutating func add(_ staff: [TherapistID], _ room: RoomID?) {
        therapists.formUnion(staff)
        if let room { rooms.insert(room) }
    }

    /// A clinic of nothing else. Sessions further off keep those of its patients who are in the neighbourhood.
    func part(of clinic: Clinic) -> Clinic {
        var part = clinic.kept(patients)
        part.series = part.series.filter { s in
            series.contains(s.id) || !s.enrollments.isEmpty || touches(s.therapists, s.room)
                || s.exceptions.contains {
                    guard case .changed(let to) = $0.kind else { return false }
                    return touches(to.therapists ?? [], to.room)
                }
        }
        part.sessions = part.sessions.filter {
            sessions.contains($0.id) || !$0.patients.isEmpty || touches($0.therapists, $0.room)
        }
        return part
    }
    private func touches(_ staff: [TherapistID], _ room: RoomID?) -> Bool {
        staff.contains(where: therapists.contains) || room.map(rooms.contains) ?? false
    }
}

extension Clinic {
    /// The clinic as if it had only these patients.
    func kept(_ patients: Set<PatientID>) -> Clinic {
        var part = self
        part.patients = self.patients.filter { patients.contains($0.id) }
        for i in part.patients.indices { part.patients[i].noContact.removeAll { !patients.contains($0) } }
        for i in part.series.indices {
            let all = part.series[i].enrollments
            let some = all.filter { patients.contains($0.patient) }
            if some.count < all.count { part.series[i].enrollments = some }
        }
        for i in part.sessions.indices where !part.sessions[i].patients.allSatisfy(patients.contains) {
            part.sessions[i].patients.removeAll { !patients.contains($0) }
        }
        part.attendance = attendance.filter { patients.contains($0.patient) }
        part.waitlist = []
        return part
    }
}
