internal import ClinicModel

/// Where a session is put: minutes of the week, therapists in their order, a room (−1: none).
struct Spot: Hashable {
    var start: Int
    var team: [Int]
    var room: Int
}

/// What becomes of a session that a repair may touch.
enum Fate: Hashable {
    case kept
    case cancelled
    case placed(Spot)
}

/// A repair in small integers, people and rooms by their places in the clinic.
struct RepairPlan: Hashable {
    /// A guest's seat in one of `RepairProblem.hosts`.
    struct Seat: Hashable {
        var patient: Int
        var host: Int
    }
    /// A new single session of one patient.
    struct Hour: Hashable {
        var patient: Int
        var service: Int
        var spot: Spot
    }
    /// By place in `RepairProblem.freed`.
    var fates: [Fate]
    var seats: [Seat] = []
    var hours: [Hour] = []
}

extension RepairPlan {
    /// The changes that it comes to, those of the record first.
    func changes(of problem: RepairProblem) -> ChangeSet {
        let before = problem.before
        let clinic = before.clinic
        func therapists(_ team: [Int]) -> [TherapistID] { team.map { clinic.therapists[$0].id } }
        func room(_ r: Int) -> RoomID? { r < 0 ? nil : clinic.rooms[r].id }
        var changes = problem.record
        for (f, fate) in fates.enumerated() {
            let freed = problem.freed[f]
            let session = before.sessions[freed.place]
            if fate != .cancelled {
                for p in freed.absent where isStill(freed, fate, touchedBy: problem) {
                    changes += excuse(clinic.patients[p].id, from: session.reference, in: clinic)
                }
            }
            switch (fate, session.reference) {
            case (.kept, _): break
            case (.cancelled, .single(let id)), (.placed, .single(let id)):
                guard let standing = clinic.sessions.first(where: { $0.id == id }) else { break }
                var next = standing
                if case .placed(let spot) = fate {
                    next.date = before.moment(spot.start).date
                    next.start = before.moment(spot.start).time
                    next.therapists = therapists(spot.team)
                    if spot.room >= 0 { next.room = room(spot.room) }
                } else {
                    next.status = .cancelled
                }
                if next != standing { changes.append(.session(before: standing, after: next)) }
            case (.cancelled, .occurrence(let id, let date)), (.placed, .occurrence(let id, let date)):
                guard let series = clinic.series.first(where: { $0.id == id }) else { break }
                let standing = series.exceptions.first { $0.date == date }
                var next = OccurrenceException(date: date, kind: .cancelled, reason: problem.reason)
                if case .placed(let spot) = fate {
                    let to = replacement(spot, series, date, before)
                    next.kind = .changed(to)
                }
                if next != standing { changes.append(.exception(id, before: standing, after: next)) }
            }
        }
        for seat in seats {
            guard case .occurrence(let id, let date) = problem.hosts[seat.host].reference else { continue }
            changes.append(
                .enrollment(
                    id, before: nil,
                    after: Enrollment(patient: clinic.patients[seat.patient].id, joined: date, left: date)))
        }
        var ids = NewSessionIDs(clinic, prefix: "repair-\(before.week)-")
        for hour in hours {
            let moment = before.moment(hour.spot.start)
            changes.append(
                .session(
                    before: nil,
                    after: Session(
                        id: ids.next(), service: clinic.services[hour.service].id, date: moment.date,
                        start: moment.time, room: room(hour.spot.room),
                        therapists: therapists(hour.spot.team),
                        patients: [clinic.patients[hour.patient].id])))
        }
        return ChangeSet(changes)
    }

    /// Only what differs from the series' own, so that it keeps following the series.
    private func replacement(_ spot: Spot, _ series: Series, _ date: CivilDate, _ week: ClinicWeek)
        -> OccurrenceException.Replacement
    {
        let moment = week.moment(spot.start)
        let team = spot.team.map { week.clinic.therapists[$0].id }
        let room = spot.room < 0 ? nil : week.clinic.rooms[spot.room].id
        return OccurrenceException.Replacement(
            date: moment.date == date && !week.clinic.profile.isClosed(on: date) ? nil : moment.date,
            start: moment.time == series.slot?.start ? nil : moment.time,
            room: room == series.room ? nil : room,
            therapists: Set(team) == Set(series.therapists) ? nil : team)
    }
    private func isStill(_ freed: FreedSession, _ fate: Fate, touchedBy problem: RepairProblem) -> Bool {
        let s = problem.before.sittings[freed.place]
        guard case .placed(let spot) = fate else { return true }
        return problem.isAway(from: spot.start, to: spot.start + s.minutes)
    }
    private func excuse(_ patient: PatientID, from session: SessionReference, in clinic: Clinic) -> [Change] {
        [
            .attendance(
                before: nil, after: Attendance(session: session, patient: patient, status: .excused))
        ]
    }
}

/// Ids that no session of a clinic has.
struct NewSessionIDs {
    private let taken: Set<SessionID>
    private let prefix: String
    private var number = 0

    init(_ clinic: Clinic, prefix: String) {
        taken = Set(clinic.sessions.map(\.id))
        self.prefix = prefix
    }
    mutating func next() -> SessionID {
        var id: SessionID
        repeat {
            number += 1
            id = SessionID("\(prefix)\(number)")
        } while taken.contains(id)
        return id
    }
}
