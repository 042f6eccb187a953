internal import ClinicModel

/// Makes a set that a coordinator can read and book out of places that were chosen.
struct AdmissionAssembly {
    let options: PlaceOptions
    private let request: AdmissionRequest
    private let later: SetAhead
    private var week: ClinicWeek { options.week }

    init(_ options: PlaceOptions, _ request: AdmissionRequest) {
        self.options = options
        self.request = request
        later = SetAhead(options)
    }

    func set(_ plan: WeekPlan, aims: [AdmissionAim], before: WeekScore, _ most: [Int]) -> AdmissionSet {
        let places = plan.places.map { options.all[$0] }.sorted {
            ($0.start, $0.need) < ($1.start, $1.need)
        }
        var booking = AdmissionBooking(options)
        for place in places { booking.add(place) }
        let exceptions = later.settle(&booking)
        let after = booking.booked()
        let p = options.patient
        return AdmissionSet(
            places: booking.bookings.map { b in
                AdmittedPlace(
                    placement: b.placement, minutes: b.option.end - b.option.start, form: b.form,
                    occurrence: b.option.seat < 0 ? nil : b.placement.replacing, seatsLeft: b.seatsLeft,
                    reasons: reasons(b, in: after))
            },
            changes: booking.changes, after: booking.score(before, after),
            standing: after.standing(of: week.clinic.patients[p].id), aims: aims,
            unmet: gaps(places, most, in: after), later: exceptions)
    }

    /// Why each place is good and what it costs, the others of the set being there.
    private func reasons(_ b: AdmissionBooking.Booked, in after: ClinicWeek) -> [Reason] {
        guard let place = after.placeOfSession[b.reference] else { return [] }
        var sitting = after.sittings[place]
        sitting.isOnTrial = true
        let roster = after.rosters[place]
        let trial = Trial(
            sitting: sitting, roster: roster, name: b.reference, lifted: place,
            scope: .placing(sitting, roster, named: b.reference, lifting: place),
            before: .lifting(place, for: [options.patient]))
        return after.reasons(options.patient, trial, seatsLeft: b.seatsLeft)
    }

    /// What places leave out of the plan, and what takes the rest away in the week with them.
    func gaps(_ places: [PlaceOption], _ most: [Int], in after: ClinicWeek) -> [AdmissionGap] {
        options.needs.indices.compactMap { n in
            let need = options.needs[n]
            let missing = need.missing + need.beyond - places.count { $0.need == n }
            guard missing > 0 else { return nil }
            let service = week.clinic.services[need.service].id
            let why = after.explain(
                SuggestionRequest(
                    patient: week.clinic.patients[options.patient].id, service: service, from: request.from,
                    lasting: true))
            return AdmissionGap(
                service: service, sessions: missing, isForced: places.count { $0.need == n } >= most[n],
                tried: why.startsTried, counts: why.counts)
        }
    }
}

/// A set as changes of the clinic.
struct AdmissionBooking {
    struct Booked {
        var option: PlaceOption
        var placement: Placement
        var reference: SessionReference
        var form: AdmittedPlace.Form
        /// Of a group service: free before this seat is taken.
        var seatsLeft: Int?
        /// Dates after the week on which it is looked at, and those left out.
        var dates: [DateAhead]
        var leftOut: Set<CivilDate>
    }
    private let options: PlaceOptions
    private(set) var bookings: [Booked] = []
    private var week: ClinicWeek { options.week }
    private var id: PatientID { week.clinic.patients[options.patient].id }
    private var discharged: CivilDate? { week.clinic.patients[options.patient].discharged }

    init(_ options: PlaceOptions) { self.options = options }

    mutating func leaveOut(_ date: CivilDate, of place: Int) { bookings[place].leftOut.insert(date) }

    mutating func add(_ option: PlaceOption) {
        bookings.append(option.seat >= 0 ? seat(option) : hour(option))
    }
    private func seat(_ option: PlaceOption) -> Booked {
        let session = week.sessions[option.seat]
        var placement = Placement(moving: session)
        placement.patients.append(id)
        let service = week.clinic.services[week.sittings[option.seat].service]
        let seats = week.seats(in: session.reference)
        let dates = options.datesAhead[option.seat] ?? []
        return Booked(
            option: option, placement: placement, reference: session.reference,
            form: session.reference.series == nil || session.date == discharged ? .guest : .enrolled,
            seatsLeft: service.isGroup ? seats.most - seats.taken : nil, dates: dates,
            leftOut: Set(dates.filter(\.isBarred).map(\.date)))
    }
    /// In the room that stays free longest, of equal ones the smallest; a weekly hour that does not hold in
    /// most of the weeks is booked once.
    private func hour(_ option: PlaceOption) -> Booked {
        let need = options.needs[option.need]
        let service = week.clinic.services[need.service]
        var placement = Placement(
            service: service.id, date: week.week + option.day, start: week.moment(option.start).time,
            therapists: options.teams[option.team].map { week.clinic.therapists[$0].id }, patients: [id])
        let rooms = service.telehealth ? [nil] : free(placement).map(Optional.some)
        var best: (room: RoomID?, dates: [DateAhead])?
        for room in rooms {
            placement.room = room
            let dates = need.isWeekly ? options.ahead.dates(ofHour: placement) : []
            if let best, best.dates.count(where: \.isBarred) <= dates.count(where: \.isBarred) { continue }
            best = (room, dates)
            if !dates.contains(where: \.isBarred) { break }
        }
        placement.room = best?.room
        let dates = best?.dates ?? []
        let barred = dates.filter(\.isBarred).map(\.date)
        let stands = need.isWeekly && !dates.isEmpty && 2 * barred.count < dates.count
        return Booked(
            option: option, placement: placement,
            reference: stands
                ? .occurrence(SeriesID(newName(option)), placement.date)
                : .single(SessionID(newName(option))),
            form: stands ? .standing : .single, dates: stands ? dates : [],
            leftOut: stands ? Set(barred) : [])
    }
    /// Names are told apart by the week and the start; whoever books may give others.
    private func newName(_ option: PlaceOption) -> String {
        "admit-\(id)-\(week.week + option.day)-\(option.start % 1440)"
    }
    /// Rooms that suit and are free, the most fitting first.
    private func free(_ placement: Placement) -> [RoomID] {
        guard
            let space = SoloSpace(
                SuggestionRequest(patient: id, service: placement.service), in: week)
        else { return [] }
        let start = placement.begins.minutes - week.origin
        let housing = space.housing(relaxing: [])
        return space.rooms.indices.filter { housing[$0].contains(minute: start) }
            .map { week.clinic.rooms[space.rooms[$0]].id }
    }

    // MARK: changes

    var changes: ChangeSet { ChangeSet(bookings.flatMap(changes)) }

    private func changes(of b: Booked) -> [Change] {
        switch b.reference {
        case .occurrence(let series, let date) where b.option.seat >= 0:
            return stays(b, from: date).map {
                .enrollment(
                    series, before: nil, after: Enrollment(patient: id, joined: $0.first, left: $0.last))
            }
        case .occurrence(let series, let date):
            let seat = Enrollment(patient: id, joined: date, left: discharged)
            return [
                .series(before: nil, after: self.series(b)), .enrollment(series, before: nil, after: seat),
            ]
                + b.leftOut.sorted().map {
                    .exception(series, before: nil, after: OccurrenceException(date: $0, kind: .cancelled))
                }
        case .single(let session) where b.option.seat >= 0:
            guard let before = week.clinic.sessions.first(where: { $0.id == session }) else { return [] }
            var after = before
            after.patients.append(id)
            return [.session(before: before, after: after)]
        case .single(let session):
            return [
                .session(
                    before: nil,
                    after: Session(
                        id: session, service: b.placement.service, date: b.placement.date,
                        start: b.placement.start, room: b.placement.room,
                        therapists: b.placement.therapists, patients: [id]))
            ]
        }
    }
    private func series(_ b: Booked) -> Series {
        Series(
            id: b.reference.series ?? "", service: b.placement.service,
            slot: WeeklySlot(b.placement.date.weekday, b.placement.start), room: b.placement.room,
            therapists: b.placement.therapists, from: b.placement.date, until: discharged)
    }
    /// From when to when the patient is enrolled: with gaps where a date is left out, and not beyond the
    /// last one known where that is.
    private func stays(_ b: Booked, from date: CivilDate) -> [(first: CivilDate, last: CivilDate?)] {
        var out: [(first: CivilDate, last: CivilDate?)] = []
        var open: CivilDate? = date
        for d in b.dates {
            if !b.leftOut.contains(d.date) {
                open = open ?? d.date
            } else if let first = open {
                out.append((first, d.date - 1))
                open = nil
            }
        }
        if let first = open { out.append((first, discharged)) }
        return out
    }
    /// The week with all of it; enrollments are as they were, the seats are in its sessions.
    func booked() -> ClinicWeek {
        ClinicWeek(
            CompiledWeek(
                week.compiled, seating: id, in: bookings.map(\.option.seat).filter { $0 >= 0 },
                adding: bookings.filter { $0.option.seat < 0 }.map { b in
                    (
                        ScheduledSession(
                            reference: b.reference, service: b.placement.service, date: b.placement.date,
                            start: b.placement.start, minutes: b.option.end - b.option.start,
                            room: b.placement.room, therapists: b.placement.therapists, patients: [id]),
                        b.form == .standing ? series(b) : nil
                    )
                }))
    }
    /// The score of the week with all of it: a patient's points are the patient's own, but for groups that
    /// reach their least, and nothing that stands changes.
    func score(_ before: WeekScore, _ after: ClinicWeek) -> WeekScore {
        var out = before
        var was = Tally(withPoints: false)
        var now = Tally(withPoints: false)
        week.score(ofPatient: options.patient, .wholeWeek, &was)
        after.score(ofPatient: options.patient, .wholeWeek, &now)
        for term in ScoreTerm.allCases { out[term] += now.score[term] - was.score[term] }
        out.unmetSessions += now.score.unmetSessions - was.score.unmetSessions
        for b in bookings where b.option.seat >= 0 {
            let s = week.sittings[b.option.seat]
            let n = week.rosters[b.option.seat].patients.count
            out[.underfilled] += week.underfilled(s.service, n + 1) - week.underfilled(s.service, n)
            out[.later] += options.laterPoints(series: s.series, without: b.leftOut)
        }
        return out
    }
}
