internal import ClinicModel
internal import FrontDesk
internal import SchedulingEngine
internal import Terminal

/// A patient and a service in hand, and the places where they can go.
package struct Booking: Sendable {
    enum Variant: Hashable { case once, weekly, weeklyUntil, guest, lasting }
    let patient: PatientID
    let service: ServiceID
    let isGroup: Bool
    let home: Jump
    var therapist: TherapistID?
    var room: RoomID?
    /// Rules given up to see what opens.
    var relaxing: Set<RuleName> = []
    var variant: Variant
    /// The last day of a weekly hour, being typed.
    var until = TextField()
    /// Kept in the journal.
    var reason = ""
    private(set) var places: [Suggestion] = []
    private(set) var why = Suggestions()
    /// Where nothing fits: what would have to move to make a place.
    private(set) var occupied: [OccupiedPlace] = []
    var chosen = 0
    /// A place walked to by the arrows, in place of a lettered one.
    private(set) var walked: Suggestion?
    /// What stands against the walked place.
    private(set) var verdict: [Violation] = []
    /// Others took the chosen place meanwhile: it stays chosen, but is not booked until the person has chosen anew.
    private(set) var loss: Loss?
    struct Loss: Hashable, Sendable {
        let at: CivilMoment
        /// Who took it, once the desk has said so.
        var by: String?
    }

    init(patient: PatientID, service: ServiceID, isGroup: Bool, home: Jump) {
        self.patient = patient
        self.service = service
        self.isGroup = isGroup
        self.home = home
        variant = isGroup ? .guest : .once
    }

    static let letters: [Character] = Array("abcdefg")
    var place: Suggestion? { walked ?? (places.indices.contains(chosen) ? places[chosen] : nil) }
    var isTypingDate: Bool { variant == .weeklyUntil }
    var fit: Fit { walked == nil ? .fits : Moving.fit(verdict) }
    var permit: Permit { Permit(reason: reason.isEmpty ? nil : reason) }

    mutating func search(in state: DashboardState) {
        let request = request(in: state)
        // Some are left out because another letter stands there already.
        let found = state.week.suggest(request, count: Self.letters.count * 4)
        places = Self.apart(found.places, in: state.week)
        let explanation = found.places.isEmpty ? state.week.why(request) : nil
        why = explanation?.found ?? Suggestions()
        // What nobody can give up is said by what would have to move.
        why.relaxations.removeAll { !$0.canBeTaken }
        occupied = explanation?.occupied ?? []
        chosen = min(chosen, max(0, places.count - 1))
        loss = nil
        // A group's own places are all that there is.
        if isGroup { walked = nil } else if let walked { walk(to: walked.placement.begins, in: state) }
    }
    /// Searches anew once somebody has changed the clinic. The place that is chosen stays chosen, whether it has
    /// another letter now, none, or is no longer to be had.
    mutating func renew(in state: DashboardState) {
        let (before, stood, loss) = (place, verdict, loss)
        search(in: state)
        guard let before else { return }
        if let i = places.firstIndex(where: { $0.isSamePlace(as: before) }) {
            choose(i)
            return
        }
        if !isGroup { walk(to: before.placement.begins, in: state) }
        if let place, place.isSamePlace(as: before), verdict.count <= stood.count { return }
        walked = before
        verdict =
            (before.occurrence.map { state.week.checkSeat(patient, in: $0) }
            ?? state.week.check(before.placement))
            .filter { $0.override == nil && !relaxing.contains($0.rule) }
        let isGone = before.occurrence.map { state.week.session($0) == nil } ?? false
        let isWorse = verdict.contains { v in !stood.contains { $0.rule == v.rule } }
        self.loss = isGone || isWorse ? Loss(at: before.placement.begins, by: loss?.by) : loss
    }
    /// Who was faster, as the desk knows it.
    mutating func blame(_ coordinator: String) { loss?.by = coordinator }
    /// Whether anything fits with something else asked for.
    func hasPlaces(in state: DashboardState, _ change: (inout SuggestionRequest) -> Void) -> Bool {
        var request = request(in: state)
        change(&request)
        return !state.week.suggest(request, count: 1).places.isEmpty
    }
    /// Of this week only what is still ahead; a week in the past is planned like any other.
    private func request(in state: DashboardState) -> SuggestionRequest {
        SuggestionRequest(
            patient: patient, service: service, therapist: therapist, room: room, from: state.soonest,
            relaxing: relaxing, lasting: variant == .lasting)
    }
    /// The best that do not cover one another in the calendar, so that every letter is seen.
    static func apart(_ all: [Suggestion], in week: ClinicWeek) -> [Suggestion] {
        var kept: [(suggestion: Suggestion, interval: Interval)] = []
        for s in all where kept.count < letters.count {
            let begins = s.placement.begins.minutes
            let minutes = s.placement.minutes ?? week.service(s.placement.service)?.minutes ?? 30
            let interval = Interval(begins, begins + minutes)
            guard s.occurrence != nil || !kept.contains(where: { $0.interval.touches(interval) }) else {
                continue
            }
            kept.append((s, interval))
        }
        return kept.map(\.suggestion)
    }

    /// Looks again without a rule, or with another therapist or room than asked for.
    mutating func giveUp(_ what: Relaxation.What, in state: DashboardState) {
        switch what {
        case .rule(let rule): relaxing.insert(rule)
        case .therapist(let id): therapist = id
        case .room(let id): room = id
        }
        chosen = 0
        search(in: state)
    }

    /// Carries the hour to a moment, with the best therapist and room that are free then.
    mutating func walk(to moment: CivilMoment, in state: DashboardState) {
        loss = nil
        if let i = places.firstIndex(where: { $0.placement.begins == moment }) {
            choose(i)
            return
        }
        let found = PlaceSearch(booking: self, week: state.week).best(at: moment)
        walked = found.place
        verdict = found.verdict
    }
    mutating func choose(_ index: Int) {
        guard places.indices.contains(index) else { return }
        chosen = index
        walked = nil
        verdict = []
        loss = nil
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
            ? [(.guest, Confirmation.words(.this)), (.lasting, Confirmation.words(.later))]
            : [(.once, "once"), (.weekly, "weekly"), (.weeklyUntil, "weekly until")]
    }
    mutating func nextVariant() {
        let all = variants.map(\.variant)
        let i = all.firstIndex(of: variant) ?? 0
        variant = all[(i + 1) % all.count]
    }
}

extension Suggestion {
    /// At the same time with the same people, or a seat in the same session; one room is as good as another.
    fileprivate func isSamePlace(as other: Suggestion) -> Bool {
        placement.begins == other.placement.begins && therapists == other.therapists
            && occurrence == other.occurrence
    }
}

/// The best therapist and room for an hour at one moment.
struct PlaceSearch {
    let booking: Booking
    let week: ClinicWeek

    func best(at moment: CivilMoment) -> (place: Suggestion, verdict: [Violation]) {
        var best: (placement: Placement, cost: Int)?
        let teams = teams(at: moment)
        let rooms = rooms
        for team in teams {
            for room in rooms {
                let p = placement(at: moment, team, room)
                guard week.admits(p) else { continue }
                let cost = week.cost(of: p)
                if best.map({ cost < $0.cost }) ?? true { best = (p, cost) }
                // Rooms cost nothing: the first that is free will do.
                break
            }
        }
        if let best { return (Suggestion(placement: best.placement, cost: best.cost), []) }
        // Nothing fits: the place that breaks the least, its reasons told.
        let fallback = teams.first ?? booking.place?.therapists ?? []
        let tried = (rooms.isEmpty ? [nil] : rooms).prefix(24).map { room in
            let p = placement(at: moment, fallback, room)
            return (p, week.check(p).filter { $0.override == nil })
        }
        let least = tried.min {
            ($0.1.count { !$0.rule.isOverridable }, $0.1.count) < (
                $1.1.count { !$0.rule.isOverridable }, $1.1.count
            )
        }
        let p = least?.0 ?? placement(at: moment, fallback, nil)
        return (Suggestion(placement: p, cost: week.cost(of: p)), least?.1 ?? [])
    }

    private func placement(at moment: CivilMoment, _ team: [TherapistID], _ room: RoomID?) -> Placement {
        Placement(
            service: booking.service, date: moment.date, start: moment.time, room: room, therapists: team,
            patients: [booking.patient])
    }
    private var rooms: [RoomID?] {
        guard let service = week.service(booking.service), !service.telehealth else { return [nil] }
        if let room = booking.room { return [room] }
        let suited = week.clinic.rooms.filter { r in service.roomFeatures.allSatisfy(r.features.contains) }
        return suited.sorted { ($0.capacity, $0.id) < ($1.capacity, $1.id) }.map(\.id)
    }
    /// Those who may lead it, the primary therapist and the care team first; teams of the service's size.
    private func teams(at moment: CivilMoment) -> [[TherapistID]] {
        let size = week.service(booking.service)?.facilitators ?? 1
        let patient = week.patient(booking.patient)
        func rank(_ id: TherapistID) -> Int {
            id == booking.therapist
                ? 0 : id == patient?.primaryTherapist ? 1 : patient?.careTeam.contains(id) == true ? 2 : 3
        }
        var free = week.freeTherapists(for: booking.service, at: moment)
        if let only = booking.therapist {
            free = free.contains(only) ? [only] + free.filter { $0 != only } : [only]
        }
        let ordered = free.enumerated().sorted {
            (rank($0.element), $0.offset) < (rank($1.element), $1.offset)
        }
        .map(\.element)
        guard size > 1 else {
            return booking.therapist.map { [[$0]] } ?? ordered.map { [$0] }
        }
        return ordered.count >= size ? [Array(ordered.prefix(size))] : []
    }
}
