/// A single session, not part of a series.
package struct Session: Hashable, Sendable, Codable {
    package enum Status: String, CaseIterable, Hashable, Sendable, Codable { case booked, cancelled, held }
    package var id: SessionID
    package var service: ServiceID
    package var date: CivilDate
    package var start: TimeOfDay
    package var room: RoomID?
    package var therapists: [TherapistID]
    package var patients: [PatientID]
    package var pinned: Bool
    package var status: Status
    /// Overrides the service's length.
    package var minutes: Int?

    package init(
        id: SessionID, service: ServiceID, date: CivilDate, start: TimeOfDay, room: RoomID? = nil,
        therapists: [TherapistID] = [], patients: [PatientID] = [], pinned: Bool = false,
        status: Status = .booked, minutes: Int? = nil
    ) {
        self.id = id
        self.service = service
        self.date = date
        self.start = start
        self.room = room
        self.therapists = therapists
        self.patients = patients
        self.pinned = pinned
        self.status = status
        self.minutes = minutes
    }
}

/// The name of one session: a single session's id, or a series and the date its pattern gives
/// (`g1@2026-11-09`, kept also when that occurrence was moved).
package enum SessionReference: Hashable, Comparable, Sendable, Codable, CustomStringConvertible {
    case single(SessionID)
    case occurrence(SeriesID, CivilDate)

    /// Nil when what follows the last `@` is no date.
    package init?(_ text: some StringProtocol) {
        guard let at = text.lastIndex(of: "@") else {
            self = .single(SessionID(String(text)))
            return
        }
        guard let date = CivilDate(text[text.index(after: at)...]) else { return nil }
        self = .occurrence(SeriesID(String(text[..<at])), date)
    }
    package var description: String {
        switch self {
        case .single(let id): id.rawValue
        case .occurrence(let series, let date): "\(series)@\(date)"
        }
    }
    package var series: SeriesID? {
        if case .occurrence(let series, _) = self { series } else { nil }
    }
    package static func < (a: Self, b: Self) -> Bool { a.description < b.description }
    package init(from decoder: any Decoder) throws {
        let c = try decoder.singleValueContainer()
        let text = try c.decode(String.self)
        guard let r = SessionReference(text) else {
            throw DecodingError.dataCorruptedError(in: c, debugDescription: "\(text) names no session")
        }
        self = r
    }
    package func encode(to encoder: any Encoder) throws {
        var c = encoder.singleValueContainer()
        try c.encode(description)
    }
}

package struct Attendance: Hashable, Sendable, Codable {
    package enum Status: String, CaseIterable, Hashable, Sendable, Codable {
        case attended, late, leftEarly, noShow, excused
        /// Who was excused or did not come is not in the session: for no rule and no score.
        package var isAbsent: Bool { self == .noShow || self == .excused }
    }
    package var session: SessionReference
    package var patient: PatientID
    package var status: Status
    package var minutesLate: Int
    package var minutesLeftEarly: Int
    package init(
        session: SessionReference, patient: PatientID, status: Status, minutesLate: Int = 0,
        minutesLeftEarly: Int = 0
    ) {
        self.session = session
        self.patient = patient
        self.status = status
        self.minutesLate = minutesLate
        self.minutesLeftEarly = minutesLeftEarly
    }
}

package struct WaitlistEntry: Hashable, Sendable, Codable {
    package var patient: PatientID
    package var service: ServiceID
    package var since: CivilDate
    package var note: Confidential?
    package init(patient: PatientID, service: ServiceID, since: CivilDate, note: Confidential? = nil) {
        self.patient = patient
        self.service = service
        self.since = since
        self.note = note
    }
}
