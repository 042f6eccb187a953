internal import ClinicModel
internal import ClinicStore
internal import SchedulingEngine

extension Drafter {
    mutating func book(
        _ patient: PatientID, _ service: ServiceID, at: CivilMoment, therapists: [TherapistID],
        room: RoomID?, weekly: Weekly?
    ) throws(DeskError) {
        _ = try self.patient(patient)
        let offered = try self.service(service)
        let therapists = try known(therapists)
        try check(room)
        if offered.isGroup {
            guard weekly == nil else { throw .cannot(.weeklyGroup(service), clinic) }
            let group = try group(of: service, at: at, for: patient, therapists: therapists, room: room)
            try seat(patient, in: group)
            headline = "Seated \(patient) in \(try subject(group)), \(told(at))"
            return
        }
        if let until = weekly?.until, until < at.date {
            throw .cannot(.emptyRange(from: at.date, until: until), clinic)
        }
        var wanted = Placement(
            service: service, date: at.date, start: at.time, room: room, therapists: therapists,
            patients: [patient])
        try complete(&wanted, offered, weekly)
        touch([patient])
        if let weekly {
            try bookWeekly(wanted, until: weekly.until)
        } else {
            let id = ids.newSession()
            try make(
                .session(
                    before: nil,
                    after: Session(
                        id: id, service: service, date: at.date, start: at.time, room: wanted.room,
                        therapists: wanted.therapists, patients: [patient])))
            session = .single(id)
            touch(at.date)
            headline = "Booked \(service) for \(patient), \(told(at))"
        }
    }

    private mutating func bookWeekly(_ wanted: Placement, until: CivilDate?) throws(DeskError) {
        let id = ids.newSeries()
        let series = Series(
            id: id, service: wanted.service, slot: WeeklySlot(wanted.date.weekday, wanted.start),
            room: wanted.room, therapists: wanted.therapists, from: wanted.date, until: until)
        try make(.series(before: nil, after: series))
        for patient in wanted.patients {
            try make(.enrollment(id, before: nil, after: Enrollment(patient: patient, joined: wanted.date)))
            try endWaiting(of: patient, for: wanted.service)
            headline = "Booked \(wanted.service) weekly for \(patient) from \(told(wanted.begins))"
        }
        if let until { headline = "\(headline) until \(told(until))" }
        session = .occurrence(id, wanted.date)
        lasting.insert(id)
        touch(series, from: wanted.date, until: until)
    }

    /// The group session of a service that begins at a moment; of several the one that takes the patient at
    /// the least cost.
    private func group(
        of service: ServiceID, at: CivilMoment, for patient: PatientID, therapists: [TherapistID],
        room: RoomID?
    ) throws(DeskError) -> SessionReference {
        func isWanted(_ s: ScheduledSession) -> Bool {
            s.service == service && therapists.allSatisfy(s.therapists.contains)
                && (room == nil || s.room == room)
        }
        let week = ClinicWeek(clinic, week: at.date)
        let here = week.sessions.filter { $0.begins == at && isWanted($0) }
        if let seated = here.first(where: { $0.patients.contains(patient) }) {
            throw .cannot(.seated(patient, seated.reference), clinic)
        }
        let ranked = here.map { s in
            (
                s.reference, week.checkSeat(patient, in: s.reference).count,
                week.costOfSeat(patient, in: s.reference)
            )
        }
        if let best = ranked.min(by: { ($0.1, $0.2, $0.0) < ($1.1, $1.2, $1.0) }) { return best.0 }
        func distance(_ s: ScheduledSession) -> Int { abs(s.begins.minutes - at.minutes) }
        let around = clinic.scheduledSessions(from: at.date - 7, through: at.date + 7).filter(isWanted)
        let nearest = around.sorted { (distance($0), $0.reference) < (distance($1), $1.reference) }
        throw .cannot(
            .noGroup(
                service, at: at,
                nearest: nearest.prefix(3).map { Obstacle.Nearest(session: $0.reference, at: $0.begins) }),
            clinic)
    }

    // MARK: who leads, and where

    /// Fills in the therapists and the room that are not given: the best that are free, in every week of a
    /// weekly hour.
    private mutating func complete(_ wanted: inout Placement, _ service: Service, _ weekly: Weekly?)
        throws(DeskError)
    {
        let choosesTherapists = wanted.therapists.isEmpty
        let choosesRoom = wanted.room == nil && !service.telehealth
        guard choosesTherapists || choosesRoom else { return }
        let weeks = occurrences(of: wanted, weekly)
        if choosesTherapists {
            wanted.therapists = bestTherapists(for: wanted, in: weeks, count: service.facilitators)
        }
        if choosesRoom { wanted.room = bestRoom(for: wanted, in: weeks) }
        notices.append(.chosen(wanted.therapists, wanted.room))

        // When nobody is free it helps little to hear why the least bad choice is not.
        guard let (week, placement) = weeks.first else { return }
        let broken = week.check(placement.with(wanted))
        let others = broken.filter { !$0.rule.isOfTherapist && !$0.rule.isOfRoom && !isAllowed($0) }
        guard others.isEmpty else { return }
        let at = wanted.begins
        if choosesTherapists, broken.contains(where: { $0.rule.isOfTherapist && !$0.rule.isOverridable }) {
            throw .cannot(.noTherapist(wanted.service, at: at, credentials: service.credentials), clinic)
        }
        if choosesRoom, broken.contains(where: { $0.rule.isOfRoom && !$0.rule.isOverridable }) {
            throw .cannot(.noRoom(wanted.service, at: at), clinic)
        }
    }

    /// The weeks in which it would be held, each with where.
    private func occurrences(of wanted: Placement, _ weekly: Weekly?) -> [(ClinicWeek, Placement)] {
        var dates = [wanted.date]
        if let weekly {
            let horizon = calendar.week(of: max(wanted.date, now.date)) + 7 * Drafting.horizonWeeks - 1
            let last = weekly.until.map { min($0, horizon) } ?? horizon
            while let next = dates.last.map({ $0 + 7 }), next <= last { dates.append(next) }
        }
        // Whoever else is in a session takes no part in the choice.
        let near = clinic.kept(Set(wanted.patients))
        return dates.filter { $0 == wanted.date || !clinic.profile.isClosed(on: $0) }.map { date in
            var there = wanted
            there.date = date
            return (ClinicWeek(near, week: date), there)
        }
    }

    private func bestTherapists(
        for wanted: Placement, in weeks: [(ClinicWeek, Placement)], count: Int
    ) -> [TherapistID] {
        let ranked = clinic.therapists.enumerated().map { n, therapist in
            var trouble = 0
            var cost = 0
            for (k, (week, there)) in weeks.enumerated() {
                var placement = there
                placement.therapists = [therapist.id]
                trouble += weight(
                    week.check(placement).filter { $0.subject == .therapist(therapist.id) })
                if k == 0 { cost = week.cost(of: placement) }
            }
            return (trouble, cost, n, therapist.id)
        }
        let best = ranked.sorted { ($0.0, $0.1, $0.2) < ($1.0, $1.1, $1.2) }
        return best.prefix(count).map(\.3)
    }

    /// The smallest room that is free: the large ones are for groups.
    private func bestRoom(for wanted: Placement, in weeks: [(ClinicWeek, Placement)]) -> RoomID? {
        let ranked = clinic.rooms.enumerated().map { n, room in
            var trouble = 0
            for (week, there) in weeks {
                var placement = there.with(wanted)
                placement.room = room.id
                trouble += weight(week.check(placement).filter { $0.rule.isOfRoom })
            }
            return (trouble, room.capacity, n, room.id)
        }
        return ranked.min { ($0.0, $0.1, $0.2) < ($1.0, $1.1, $1.2) }?.3
    }

    /// What can't be helped weighs more than what a reason could allow, and that more than what it does.
    private func weight(_ broken: [Violation]) -> Int {
        broken.reduce(0) { $0 + (isAllowed($1) ? 1 : $1.rule.isOverridable ? 100 : 10_000) }
    }
    private func isAllowed(_ v: Violation) -> Bool { permit.overrides[v.rule] != nil }
}

extension Placement {
    /// The same time, with the staff and the room of another.
    fileprivate func with(_ other: Placement) -> Placement {
        var p = self
        p.therapists = other.therapists
        p.room = other.room
        return p
    }
}

extension RuleName {
    fileprivate var isOfTherapist: Bool {
        switch self {
        case .therapistOverlap, .therapistHours, .credential, .therapistMaximum: true
        default: false
        }
    }
    fileprivate var isOfRoom: Bool {
        switch self {
        case .roomOverlap, .roomFeature, .roomClosed, .capacity: true
        default: false
        }
    }
}
