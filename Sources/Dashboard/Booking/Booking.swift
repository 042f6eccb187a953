internal import ClinicModel
internal import FrontDesk
internal import SchedulingEngine
internal import Terminal

/// A patient and a service in hand, and the places where they can go.
package struct Booking: Sendable {
    enum Variant: Hashable { case once, weekly, weeklyUntil, guest, lasting }
    var patient: PatientID
    var service: ServiceID
    var isGroup: Bool
    var home: Jump
    var therapist: TherapistID?
    var room: RoomID?
    /// Rules given up to see what opens.
    var relaxing: Set<RuleName> = []
    var variant: Variant
    /// The last day of a weekly hour, being typed.
    var until = TextField()
    var places: [Suggestion] = []
    var why = Suggestions()
    var chosen = 0

    init(patient: PatientID, service: ServiceID, isGroup: Bool, home: Jump) {
        self.patient = patient
        self.service = service
        self.isGroup = isGroup
        self.home = home
        variant = isGroup ? .guest : .once
    }

    static let letters: [Character] = Array("abcdefg")
    var place: Suggestion? { places.indices.contains(chosen) ? places[chosen] : nil }

    mutating func search(in state: DashboardState) {
        let request = SuggestionRequest(
            patient: patient, service: service, therapist: therapist, room: room, relaxing: relaxing,
            lasting: variant == .lasting)
        let found = state.week.suggest(request, count: Self.letters.count)
        places = found.places
        why = found.places.isEmpty ? state.week.explain(request) : Suggestions()
        chosen = min(chosen, max(0, places.count - 1))
    }

    /// What Enter asks the desk for; nil when no place is chosen, or the last day is none.
    func intent(_ phrase: DatePhrase) -> Intent? {
        guard let place else { return nil }
        if isGroup {
            guard let session = place.occurrence else { return nil }
            if variant == .lasting, case .occurrence(let series, let date) = session {
                return .enroll(patient, series, from: date)
            }
            return .seat(patient, in: session)
        }
        var weekly: Weekly?
        switch variant {
        case .weekly: weekly = Weekly()
        case .weeklyUntil:
            guard let last = phrase.date(until.text) else { return nil }
            weekly = Weekly(until: last)
        default: break
        }
        return .book(
            patient: patient, service: service, at: place.placement.begins, therapists: place.therapists,
            room: place.room, weekly: weekly)
    }
    var variants: [(variant: Variant, words: String)] {
        isGroup
            ? [(.guest, "this evening"), (.lasting, "from now on")]
            : [(.once, "once"), (.weekly, "weekly"), (.weeklyUntil, "weekly until")]
    }
}

extension DashboardState {
    mutating func press(_ key: Key, in booking: Booking) -> [DashboardEffect] {
        var booking = booking
        let command = keymap.command(for: key, in: .places)
        if booking.variant == .weeklyUntil, command != .accept, command != .putBack, command != .variant,
            command != .carryUp || key != .up, command != .carryDown || key != .down, booking.until.take(key)
        {
            show(booking)
            return []
        }
        switch command {
        case .putBack:
            endMode(returning: booking.home)
            return []
        case .choosePlace:
            if case .character(let c) = key,
                let i = keymap.keys(of: .choosePlace).firstIndex(of: .character(c))
            {
                if booking.places.indices.contains(i) { booking.chosen = i }
            }
        case .carryUp, .carryLeft: booking.chosen = max(0, booking.chosen - 1)
        case .carryDown, .carryRight:
            booking.chosen = min(max(0, booking.places.count - 1), booking.chosen + 1)
        case .earlierDay, .laterDay:
            show(weekOf: week.week + (command == .laterDay ? 7 : -7))
            booking.chosen = 0
            booking.search(in: self)
        case .variant:
            let all = booking.variants.map(\.variant)
            let i = all.firstIndex(of: booking.variant) ?? 0
            booking.variant = all[(i + 1) % all.count]
            if booking.isGroup { booking.search(in: self) }
        case .otherTherapist:
            booking.therapist = next(after: booking.therapist, in: eligibleTherapists(for: booking.service))
            booking.chosen = 0
            booking.search(in: self)
        case .otherRoom:
            booking.room = next(after: booking.room, in: eligibleRooms(for: booking.service))
            booking.chosen = 0
            booking.search(in: self)
        case .relax:
            if case .character(let c) = key, let n = c.wholeNumberValue { relax(n, &booking) }
        case .accept:
            guard let intent = booking.intent(phrase) else {
                toast = Toast(
                    booking.place == nil
                        ? "There is no place to book; give something up by its number, or Esc"
                        : "\"\(booking.until.text)\" is no date; type the last day, like \(DatePhrase.dateForms)",
                    isError: true)
                return []
            }
            mode = .booking(booking)
            return [.perform(intent, Permit())]
        case .help: break
        default:
            if key == .character("?") || key == .function(1) {
                mode = .commands(CommandList(isHelp: true, context: .places, returning: mode))
                return []
            }
            if key == .character("q") {
                mode = .quitting(from: mode)
                return []
            }
        }
        show(booking)
        return []
    }

    private mutating func relax(_ number: Int, _ booking: inout Booking) {
        let offers = booking.why.relaxations
        guard offers.indices.contains(number - 1) else {
            toast = Toast("There is no number \(number) to give up", isError: true)
            return
        }
        switch offers[number - 1].what {
        case .rule(let rule): booking.relaxing.insert(rule)
        case .therapist(let id): booking.therapist = id
        case .room(let id): booking.room = id
        }
        booking.chosen = 0
        booking.search(in: self)
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
        let short = clinic.shortNames
        scene.title = "Book \(week.name(of: booking.service)) for \(name(booking.patient))"
        scene.marks = PlaceMarks(
            letters: booking.places.enumerated().map { i, p in
                PlaceMarks.Letter(
                    letter: Booking.letters[i], placement: p.placement, note: note(of: p, booking))
            })
        if let place = booking.place { scene.cursor = Cursor(.place, at: place.placement.begins) }
        scene.status =
            booking.places.isEmpty ? "no place" : "place \(booking.chosen + 1) of \(booking.places.count)"
        scene.side = BookingWords(state: self, booking: booking, short: short).side
        scene.detail = BookingWords(state: self, booking: booking, short: short).detail
    }
    private func note(of place: Suggestion, _ booking: Booking) -> String {
        if let seats = place.seatsLeft { return "\(seats) left" }
        return place.therapists.first.map { scene.digest.names.name(of: $0).distinct } ?? ""
    }
}
