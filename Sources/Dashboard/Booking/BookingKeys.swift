internal import ClinicModel
internal import FrontDesk
internal import SchedulingEngine
internal import Terminal

extension DashboardState {
    mutating func startBooking(
        _ patient: PatientID, _ service: ServiceID, at moment: CivilMoment?, home: Jump,
        givingUp given: Relaxation.What? = nil
    ) {
        var booking = Booking(patient: patient, service: service, isGroup: isGroup(service), home: home)
        booking.search(in: self)
        if let given { booking.giveUp(given, in: self) }
        scene.lens = .patient(patient)
        scene.view = .calendar
        scene.scroll = Scroll()
        if let moment, week.contains(moment.date) {
            if booking.isGroup {
                let there = booking.places.firstIndex { $0.placement.begins == moment }
                if let there { booking.choose(there) }
            } else {
                booking.walk(to: moment, in: self)
            }
        }
        foresight = nil
        show(booking)
    }

    /// Why a command of the places can't work now.
    func whyNotHere(_ command: Command) -> String? {
        switch (mode.draft, command) {
        case (.booking(let b), .relax): b.why.relaxations.isEmpty ? "nothing needs to be given up here" : nil
        case (.booking(let b), .otherTherapist), (.booking(let b), .otherRoom):
            b.isGroup ? "a group has its own therapist and room" : nil
        case (.booking(let b), .accept):
            b.place == nil ? "no place is chosen; give something up by its number, or try another week" : nil
        case (.moving(let m), .otherTherapist), (.moving(let m), .otherRoom):
            m.reseated == nil ? nil : "the patient gets another seat; the group stays as it is"
        case (.moving, .variant): "how much of a series moves is asked when it is dropped"
        case (.moving, .relax): "nothing needs to be given up here"
        default: nil
        }
    }

    mutating func press(_ key: Key, _ command: Command?, in booking: Booking) -> [DashboardEffect] {
        var booking = booking
        if booking.isTypingDate { return pressWhileTypingDate(key, command, booking) }
        if let command, let why = disabledReason(command) {
            complain(why.capitalizedFirst)
            return []
        }
        switch command {
        case .putBack:
            endMode(returning: booking.home)
            return []
        case .choosePlace:
            guard let i = keymap.keys(of: .choosePlace).firstIndex(of: key),
                booking.places.indices.contains(i)
            else {
                complain("No place has the letter \(key.name)")
                return []
            }
            booking.choose(i)
        case .nextPlace, .previousPlace:
            let n = booking.places.count
            let from = booking.walked == nil ? booking.chosen : command == .nextPlace ? -1 : 0
            booking.choose((from + (command == .nextPlace ? 1 : n - 1)) % max(1, n))
        case .carryUp, .carryDown, .carryLeft, .carryRight, .anHourUp, .anHourDown, .firstDay, .lastDay:
            if let direction = command?.direction { carry(&booking, direction) }
        case .earlierWeek, .laterWeek: turn(&booking, by: command == .laterWeek ? 7 : -7)
        case .variant:
            booking.nextVariant()
            if booking.isGroup { booking.search(in: self) }
        case .otherTherapist: otherTherapist(&booking)
        case .otherRoom: otherRoom(&booking)
        case .relax:
            if case .character(let c) = key, let n = c.wholeNumberValue { relax(n, &booking) }
        case .finer: scene.zoom = scene.zoom.next
        case .say:
            mode = .explaining(
                Explaining(purpose: .change, field: TextField(booking.reason), returning: .booking(booking)))
            return []
        case .accept: return accept(booking)
        default: return lost(key)
        }
        show(booking)
        return []
    }

    /// The last day of a weekly hour; letters and digits are the date's.
    private mutating func pressWhileTypingDate(_ key: Key, _ command: Command?, _ booking: Booking)
        -> [DashboardEffect]
    {
        var booking = booking
        switch command {
        case .leave: booking.variant = .once
        case .toggle: booking.nextVariant()
        case .choose: return accept(booking)
        default: guard booking.until.take(key) else { return lost(key) }
        }
        show(booking)
        return []
    }

    private mutating func accept(_ booking: Booking) -> [DashboardEffect] {
        guard let intent = booking.intent(phrase) else {
            complain(
                booking.place == nil
                    ? "There is no place to book; give something up by its number, or Esc"
                    : "\"\(booking.until.text)\" is no date; type the last day, like \(DatePhrase.dateForms)")
            return []
        }
        mode = .booking(booking)
        if let loss = booking.loss {
            complain(loss.sentence)
            return []
        }
        return commit(intent, booking.permit)
    }

    /// Groups: from seat to seat. Hours: by the clock, whatever stands there.
    private mutating func carry(_ booking: inout Booking, _ direction: Direction) {
        guard booking.isGroup else {
            booking.walk(to: screen.place(moved: direction).moment, in: self)
            return
        }
        let order = booking.places.indices.sorted {
            booking.places[$0].placement.begins < booking.places[$1].placement.begins
        }
        guard let at = order.firstIndex(of: booking.chosen) else { return }
        switch direction {
        case .up, .pageUp: booking.choose(order[max(0, at - 1)])
        case .down, .pageDown: booking.choose(order[min(order.count - 1, at + 1)])
        case .home: booking.choose(order[0])
        case .end: booking.choose(order[order.count - 1])
        case .left, .right:
            let here = booking.places[booking.chosen].date
            let there =
                direction == .left
                ? order.last { booking.places[$0].date < here }
                : order.first { booking.places[$0].date > here }
            if let there { booking.choose(there) }
        }
    }
    private mutating func turn(_ booking: inout Booking, by days: Int) {
        let walked = booking.walked?.placement.begins
        show(weekOf: week.week + days)
        booking.choose(0)
        booking.search(in: self)
        if let walked { booking.walk(to: CivilMoment(walked.date + days, walked.time), in: self) }
    }

    /// The next therapist with whom there is a place this week; after the last of them anybody again.
    private mutating func otherTherapist(_ booking: inout Booking) {
        let all = eligibleTherapists(for: booking.service)
        let other = next(after: booking.therapist, from: booking.place?.therapists.first, in: all) { id in
            booking.hasPlaces(in: self) { $0.therapist = id }
        }
        guard other != booking.therapist else {
            complain("Nobody else has a place for it this week; H and L look at others")
            return
        }
        booking.therapist = other
        booking.chosen = 0
        booking.search(in: self)
    }
    private mutating func otherRoom(_ booking: inout Booking) {
        let all = eligibleRooms(for: booking.service)
        let other = next(after: booking.room, from: booking.place?.room, in: all) { id in
            booking.hasPlaces(in: self) { $0.room = id }
        }
        guard other != booking.room else {
            complain("No other room has a place for it this week")
            return
        }
        booking.room = other
        booking.chosen = 0
        booking.search(in: self)
    }
    /// Down the list to the next that fits, past the one that stands there unasked for; nil ("any") after the last.
    private func next<T: Equatable>(after asked: T?, from shown: T?, in list: [T], where fits: (T) -> Bool)
        -> T?
    {
        let place = asked.flatMap { list.firstIndex(of: $0) }
        return list[(place.map { $0 + 1 } ?? 0)...].first { (asked != nil || $0 != shown) && fits($0) }
    }

    private mutating func relax(_ number: Int, _ booking: inout Booking) {
        let offers = booking.why.relaxations
        guard offers.indices.contains(number - 1) else {
            complain("There is no number \(number) to give up")
            return
        }
        booking.giveUp(offers[number - 1].what, in: self)
    }

    /// The next of a list, nil ("any") between the last and the first.
    func next<T: Equatable>(after current: T?, in list: [T]) -> T? {
        guard let current, let i = list.firstIndex(of: current) else {
            return current == nil ? list.first : nil
        }
        return i + 1 < list.count ? list[i + 1] : nil
    }
    /// Therapists who hold one of the service's credentials, by the clinic's order.
    func eligibleTherapists(for service: ServiceID) -> [TherapistID] {
        guard let service = week.service(service) else { return [] }
        return clinic.therapists.filter { t in
            service.credentials.isEmpty || service.credentials.contains { t.holds($0, on: week.week) }
        }.map(\.id)
    }
    func eligibleRooms(for service: ServiceID) -> [RoomID] {
        guard let service = week.service(service), !service.telehealth else { return [] }
        return clinic.rooms.filter { r in service.roomFeatures.allSatisfy(r.features.contains) }.map(\.id)
    }

    /// Puts the mode's places, words and title onto the scene.
    mutating func show(_ booking: Booking) {
        mode = .booking(booking)
        scene.title = "Book \(name(booking.patient)): \(week.name(of: booking.service))"
        var marks = PlaceMarks(
            letters: booking.places.enumerated().map { i, p in
                PlaceMarks.Letter(
                    letter: Booking.letters[i], placement: p.placement, note: note(of: p))
            })
        if let walked = booking.walked {
            marks.ghost = PlaceMarks.Ghost(
                placement: walked.placement, fit: booking.fit, title: "booking", notes: [note(of: walked)])
        }
        scene.marks = marks
        if let place = booking.place { scene.cursor = Cursor(.place, at: place.placement.begins) }
        scene.status =
            booking.places.isEmpty
            ? "no place"
            : booking.loss != nil
                ? "taken meanwhile"
                : booking.walked == nil
                    ? "place \(booking.chosen + 1) of \(booking.places.count)" : "a place of your own"
        let words = BookingWords(state: self, booking: booking)
        scene.side = words.side
        scene.detail = words.detail
    }
    private func note(of place: Suggestion) -> String {
        if let seats = place.seatsLeft { return "\(seats) free" }
        return place.therapists.first.map { names.name(of: $0).distinct } ?? ""
    }
    /// The draft in hand, drawn anew.
    mutating func showDraft() {
        let before = mode
        switch mode.draft {
        case .booking(let b): show(b)
        case .moving(let m): show(m)
        case .admitting(let a): show(a)
        default: return
        }
        if before.below != nil { mode = before }
    }
}

extension Command {
    /// Where a command of the places carries.
    var direction: Direction? {
        switch self {
        case .carryUp: .up
        case .carryDown: .down
        case .carryLeft: .left
        case .carryRight: .right
        case .anHourUp: .pageUp
        case .anHourDown: .pageDown
        case .firstDay: .home
        case .lastDay: .end
        default: nil
        }
    }
}
