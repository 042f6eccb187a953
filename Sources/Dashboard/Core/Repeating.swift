internal import ClinicModel
internal import FrontDesk
internal import SchedulingEngine

/// A change that `.` makes again, on what is selected then.
enum Repeatable: Sendable {
    /// The same hour for the same patient.
    case book(PatientID, ServiceID)
    /// Carried as far: minutes by the clock, days included.
    case move(minutes: Int, therapists: [TherapistID]?, room: RoomID?)
    case cancel(reason: String)
    /// The same patient into another session, or out of one.
    case seat(PatientID, lasting: Bool)
    case takeOut(PatientID, lasting: Bool)
    case allow(reason: String)

    /// - Parameter moved: how far a session was carried, in minutes.
    init?(_ intent: Intent, _ permit: Permit, moved: Int) {
        switch intent {
        case .book(let patient, let service, _, _, _, _): self = .book(patient, service)
        case .move(_, _, let therapists, let room, _):
            self = .move(minutes: moved, therapists: therapists, room: room)
        case .cancel, .cancelEach: self = .cancel(reason: permit.reason ?? "")
        case .enroll(let patient, _, _, let until): self = .seat(patient, lasting: until == nil)
        case .seat(let patient, _): self = .seat(patient, lasting: false)
        case .unseat(let patient, _, let scope): self = .takeOut(patient, lasting: scope != .this)
        case .leave(let patient, _, _): self = .takeOut(patient, lasting: true)
        case .allow: self = .allow(reason: permit.reason ?? "")
        case .reseat, .accept: return nil
        }
    }
}

extension DashboardState {
    /// Why the last change can't be made again here.
    var whyNoRepeat: String? {
        switch last {
        case nil: return "nothing has been changed yet"
        case .book: return nil
        case .move, .cancel: return whyNoSession
        case .allow:
            guard let s = selected else { return whyNoSession }
            return allowable(s).isEmpty ? "nothing here is broken that a reason would allow" : nil
        case .seat(let patient, _):
            guard let s = selectedGroup else { return "select a group first" }
            return s.patients.contains(patient) ? "\(name(patient)) is in it already" : nil
        case .takeOut(let patient, _):
            guard let s = selected else { return whyNoSession }
            return s.patients.contains(patient) ? nil : "\(name(patient)) is not in it"
        }
    }

    /// Begins the last change again, for what is selected; it is done by Enter as the first was.
    mutating func repeatLast() -> [DashboardEffect] {
        switch last {
        case nil: return []
        case .book(let patient, let service):
            startBooking(patient, service, at: freePlace, home: here)
        case .move(let minutes, let therapists, let room):
            startMoving()
            guard case .moving(var moving) = mode else { return [] }
            if let therapists { moving.placement.therapists = therapists }
            if let room { moving.placement.room = room }
            moving.carry(to: CivilMoment(minutes: moving.origin.begins.minutes + minutes), in: self)
            moving.survey(in: self)
            show(moving)
        case .cancel(let reason): return startCancelling(reason: reason)
        case .seat(let patient, let lasting):
            guard let s = selectedGroup else { return [] }
            return confirmSeat(patient, s.reference, lasting: lasting)
        case .takeOut(let patient, let lasting):
            guard let s = selected else { return [] }
            return confirmTakingOut(patient, s.reference, lasting: lasting)
        case .allow(let reason):
            startAllowing()
            if case .explaining(var explaining) = mode {
                explaining.field = TextField(reason)
                mode = .explaining(explaining)
            }
        }
        return []
    }
}
