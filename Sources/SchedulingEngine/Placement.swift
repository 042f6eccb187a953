package import ClinicModel

/// One session as it would stand, to be judged before it does.
package struct Placement: Hashable, Sendable {
    package var service: ServiceID
    /// In the week it is judged in.
    package var date: CivilDate
    package var start: TimeOfDay
    /// Overrides the service's length.
    package var minutes: Int?
    package var room: RoomID?
    package var therapists: [TherapistID]
    package var patients: [PatientID]
    /// The series whose occurrence it is, for its population and for the weeks after.
    package var series: SeriesID?
    /// The session that is lifted off the week while this one is judged; it keeps that one's name.
    package var replacing: SessionReference?

    package init(
        service: ServiceID, date: CivilDate, start: TimeOfDay, minutes: Int? = nil, room: RoomID? = nil,
        therapists: [TherapistID] = [], patients: [PatientID] = [], series: SeriesID? = nil,
        replacing: SessionReference? = nil
    ) {
        self.service = service
        self.date = date
        self.start = start
        self.minutes = minutes
        self.room = room
        self.therapists = therapists
        self.patients = patients
        self.series = series
        self.replacing = replacing
    }
    /// A session that stands, to be judged elsewhere.
    package init(moving session: ScheduledSession, minutes: Int? = nil) {
        self.init(
            service: session.service, date: session.date, start: session.start,
            minutes: minutes ?? session.minutes, room: session.room, therapists: session.therapists,
            patients: session.patients, series: session.reference.series, replacing: session.reference)
    }

    /// The name of a session that has none yet; no id is empty.
    package static let unnamed = SessionReference.single("")
    package var reference: SessionReference { replacing ?? Self.unnamed }
    package var begins: CivilMoment { CivilMoment(date, start) }
}
