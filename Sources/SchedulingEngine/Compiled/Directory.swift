internal import ClinicModel

/// From ids to places in the clinic's lists.
struct Directory: Sendable {
    let patients: [PatientID: Int]
    let therapists: [TherapistID: Int]
    let rooms: [RoomID: Int]
    let services: [ServiceID: Int]
    let series: [SeriesID: Int]
    let payers: [PayerID: Int]
    let levels: [LevelOfCareID: Int]
    let supportGroups: [SupportGroupID: Int]

    init(_ clinic: Clinic) {
        patients = Self.places(clinic.patients.count) { clinic.patients[$0].id }
        therapists = Self.places(clinic.therapists.count) { clinic.therapists[$0].id }
        rooms = Self.places(clinic.rooms.count) { clinic.rooms[$0].id }
        services = Self.places(clinic.services.count) { clinic.services[$0].id }
        series = Self.places(clinic.series.count) { clinic.series[$0].id }
        payers = Self.places(clinic.payers.count) { clinic.payers[$0].id }
        levels = Self.places(clinic.levelsOfCare.count) { clinic.levelsOfCare[$0].id }
        supportGroups = Self.places(clinic.supportGroups.count) { clinic.supportGroups[$0].id }
    }

    /// The same with series more, at the end of the list.
    init(_ base: Directory, adding more: [Series]) {
        patients = base.patients
        therapists = base.therapists
        rooms = base.rooms
        services = base.services
        var series = base.series
        for s in more { series[s.id] = series.count }
        self.series = series
        payers = base.payers
        levels = base.levels
        supportGroups = base.supportGroups
    }

    private static func places<K>(_ count: Int, _ id: (Int) -> Identifier<K>) -> [Identifier<K>: Int] {
        var out = [Identifier<K>: Int](minimumCapacity: count)
        for i in 0..<count { out[id(i)] = i }
        return out
    }

    /// A session of the week in small integers.
    func sitting(_ s: ScheduledSession, place: Int, in clinic: Clinic, week: CivilDate) -> Sitting {
        sitting(
            service: s.service, date: s.date, start: s.start, minutes: s.minutes, room: s.room,
            series: s.reference.series, place: place, in: clinic, week: week)
    }
    /// Those whom the clinic knows.
    func roster(_ staff: [TherapistID], _ seated: [PatientID]) -> Roster {
        Roster(
            therapists: staff.compactMap { therapists[$0] }, patients: seated.compactMap { patients[$0] })
    }
    /// A placement in small integers; what it names and the clinic does not know is left out.
    func sitting(_ p: Placement, in clinic: Clinic, week: CivilDate) -> Sitting {
        sitting(
            service: p.service, date: p.date, start: p.start, minutes: p.minutes, room: p.room,
            series: p.series, place: -1, in: clinic, week: week)
    }
    private func sitting(
        service id: ServiceID, date: CivilDate, start: TimeOfDay, minutes: Int?, room: RoomID?,
        series pattern: SeriesID?, place: Int, in clinic: Clinic, week: CivilDate
    ) -> Sitting {
        guard let k = services[id] else {
            preconditionFailure("a session is of one of the clinic's services")
        }
        let day = date - week
        let from = day * 1440 + Int(start.minutes)
        let to = from + (minutes ?? clinic.services[k].minutes)
        return Sitting(
            place: place, isOnTrial: place < 0, service: k, series: pattern.flatMap { series[$0] } ?? -1,
            room: room.flatMap { rooms[$0] } ?? -1, start: from, end: to,
            noteEnd: to + clinic.services[k].noteMinutes, day: day,
            isInPerson: !clinic.services[k].telehealth, isBundled: clinic.services[k].bundled)
    }
}
