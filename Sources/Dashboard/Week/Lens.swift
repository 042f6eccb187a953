package import ClinicModel

/// Whose week is looked at.
package enum Lens: Hashable, Sendable {
    case everyone
    case patient(PatientID)
    case therapist(TherapistID)
    case room(RoomID)
    /// Series that belong together (`Series.track`).
    case track(String)
    case service(ServiceID)
    /// All whom moving a session concerns: its patients, therapists and room, laid over one another.
    case concerned(SessionReference)

    /// The week of somebody or something that can be in one session at a time.
    var isOfOne: Bool {
        switch self {
        case .patient, .therapist, .room: true
        default: false
        }
    }
}

/// The three drawings of a week.
package enum WeekView: Hashable, Sendable, CaseIterable {
    case board, calendar, day
}

/// What the rows of the day drawing are.
package enum DayRows: Hashable, Sendable, CaseIterable {
    case therapists, rooms, patients
    package var next: DayRows {
        switch self {
        case .therapists: .rooms
        case .rooms: .patients
        case .patients: .therapists
        }
    }
}

/// Minutes that a line of the calendar stands for.
package enum Zoom: Int, Hashable, Sendable, CaseIterable {
    case hour = 60, half = 30, quarter = 15
    package var next: Zoom {
        switch self {
        case .hour: .half
        case .half: .quarter
        case .quarter: .hour
        }
    }
}
