internal import ClinicModel

/// What of a week is judged: all of it, or one session (the focus) among the others, which may have lifted
/// another off the week. Rules walk the same paths either way.
struct Scope {
    private let focus: Sitting?
    private let roster: Roster
    /// What a focus without a place in the week is called.
    private let name: SessionReference
    /// The place of the session lifted off the week; -1: none.
    private let lifted: Int
    private let isWhole: Bool
    /// Whose seats in the focus are judged.
    private let seats: [Int]
    /// Whose sums and overlaps are judged.
    private let people: [Int]
    private let staff: [Int]
    /// Only one patient's seat is judged; everybody else in the session stands as before.
    let isSeat: Bool

    private init(
        focus: Sitting?, roster: Roster = Roster(therapists: [], patients: []),
        name: SessionReference = Placement.unnamed, lifted: Int = -1, isWhole: Bool = false,
        seats: [Int] = [], people: [Int] = [], staff: [Int] = [], isSeat: Bool = false
    ) {
        self.focus = focus
        self.roster = roster
        self.name = name
        self.lifted = lifted
        self.isWhole = isWhole
        self.seats = seats
        self.people = people
        self.staff = staff
        self.isSeat = isSeat
    }

    static let wholeWeek = Scope(focus: nil, isWhole: true)
    /// A session put into the week, with one lifted off it (-1: none).
    static func placing(
        _ sitting: Sitting, _ roster: Roster, named name: SessionReference, lifting place: Int
    ) -> Scope {
        Scope(
            focus: sitting, roster: roster, name: name, lifted: place, seats: roster.patients,
            people: roster.patients, staff: roster.therapists)
    }
    /// One more patient, the last of the roster, in a session of the week, who leaves another (-1: none).
    static func seating(_ patient: Int, in sitting: Sitting, _ roster: Roster, leaving place: Int) -> Scope {
        Scope(
            focus: sitting, roster: roster, lifted: place, seats: [patient], people: [patient], isSeat: true)
    }
    /// The week without one of its sessions, looked at for some people.
    static func lifting(_ place: Int, for people: [Int]) -> Scope {
        Scope(focus: nil, lifted: place, people: people)
    }
    /// The week as it stands, looked at for the same people; `place` is the session that stood (-1: none).
    func before(_ place: Int, in week: ClinicWeek) -> Scope {
        guard place >= 0 else { return Scope(focus: nil, name: name, people: people, staff: staff) }
        return Scope(
            focus: week.sittings[place], roster: week.rosters[place], name: name, lifted: place,
            seats: week.rosters[place].patients, people: people, staff: staff)
    }

    /// Who leads a session that the scope shows, and who is in it.
    func roster(of s: Sitting, in week: ClinicWeek) -> Roster {
        s.isOnTrial ? roster : week.rosters[s.place]
    }
}

extension Scope {
    func forEachSession(in week: ClinicWeek, _ body: (Sitting) -> Void) {
        if isWhole {
            for i in week.sittings.indices { body(week.sittings[i]) }
        } else if let focus {
            body(focus)
        }
    }
    func forEachSeat(in week: ClinicWeek, _ body: (Sitting, _ patient: Int) -> Void) {
        if isWhole {
            for i in week.sittings.indices {
                for p in week.rosters[i].patients { body(week.sittings[i], p) }
            }
        } else if let focus {
            for p in seats { body(focus, p) }
        }
    }
    func forEachPatient(in week: ClinicWeek, _ body: (_ patient: Int) -> Void) {
        if isWhole {
            for p in 0..<week.ofPatient.count where !week.ofPatient.isEmpty(p) { body(p) }
        } else {
            for p in people { body(p) }
        }
    }
    func forEachTherapist(in week: ClinicWeek, _ body: (_ therapist: Int) -> Void) {
        if isWhole {
            for t in 0..<week.ofTherapist.count where !week.ofTherapist.isEmpty(t) { body(t) }
        } else {
            for t in staff { body(t) }
        }
    }
    /// Rooms that sessions take.
    func forEachRoom(in week: ClinicWeek, _ body: (_ room: Int) -> Void) {
        if isWhole {
            for r in 0..<week.inRoom.count where !week.inRoom.isEmpty(r) { body(r) }
        } else if let focus, focus.takenRoom >= 0 {
            body(focus.takenRoom)
        }
    }

    func forEachSession(ofPatient p: Int, in week: ClinicWeek, _ body: (Sitting) -> Void) {
        walk(week.ofPatient, p, week, body)
        if let focus, roster.patients.contains(p) { body(focus) }
    }
    func forEachSession(ofTherapist t: Int, in week: ClinicWeek, _ body: (Sitting) -> Void) {
        walk(week.ofTherapist, t, week, body)
        if let focus, roster.therapists.contains(t) { body(focus) }
    }
    private func walk(_ rows: Rows<Int>, _ row: Int, _ week: ClinicWeek, _ body: (Sitting) -> Void) {
        for k in rows.range(row) where rows.values[k] != lifted { body(week.sittings[rows.values[k]]) }
    }

    /// Pairs of a patient's sessions that overlap; beside a focus only pairs with it.
    func forEachOverlap(ofPatient p: Int, in week: ClinicWeek, _ body: (Sitting, Sitting) -> Void) {
        if focus != nil, !roster.patients.contains(p) { return }
        forEachOverlap(week.ofPatient, p, in: week, until: \.end, body)
    }
    /// The same for a therapist, note time included.
    func forEachOverlap(ofTherapist t: Int, in week: ClinicWeek, _ body: (Sitting, Sitting) -> Void) {
        if focus != nil, !roster.therapists.contains(t) { return }
        forEachOverlap(week.ofTherapist, t, in: week, until: \.noteEnd, body)
    }
    func forEachOverlap(ofRoom r: Int, in week: ClinicWeek, _ body: (Sitting, Sitting) -> Void) {
        if let focus, focus.takenRoom != r { return }
        forEachOverlap(week.inRoom, r, in: week, until: \.end, body)
    }
    private func forEachOverlap(
        _ rows: Rows<Int>, _ row: Int, in week: ClinicWeek, until end: (Sitting) -> Int,
        _ body: (Sitting, Sitting) -> Void
    ) {
        if let focus {
            for k in rows.range(row) where rows.values[k] != lifted {
                let i = rows.values[k]
                if week.sittings[i].start < end(focus), focus.start < end(week.sittings[i]) {
                    body(week.sittings[i], focus)
                }
            }
        } else if isWhole {
            let range = rows.range(row)
            for k in range {
                let until = end(week.sittings[rows.values[k]])
                var n = k + 1
                // By start: what begins after the end ends the search.
                while n < range.upperBound, week.sittings[rows.values[n]].start < until {
                    body(week.sittings[rows.values[k]], week.sittings[rows.values[n]])
                    n += 1
                }
            }
        }
    }

    /// How a session is written down in a violation.
    func held(_ s: Sitting, in week: ClinicWeek) -> HeldSession {
        let clinic = week.clinic
        return HeldSession(
            reference: s.place >= 0 ? week.sessions[s.place].reference : name,
            service: clinic.services[s.service].id, begins: week.moment(s.start), minutes: s.minutes,
            room: s.room >= 0 ? clinic.rooms[s.room].id : nil,
            therapists: roster(of: s, in: week).therapists.map { clinic.therapists[$0].id })
    }
    func reference(_ s: Sitting, in week: ClinicWeek) -> SessionReference {
        s.place >= 0 ? week.sessions[s.place].reference : name
    }
}
