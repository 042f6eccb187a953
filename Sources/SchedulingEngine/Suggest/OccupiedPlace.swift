package import ClinicModel

/// A place that fits but for what is booked there: busy, not impossible.
package struct OccupiedPlace: Hashable, Sendable {
    /// The session as it would stand; for a group the occurrence with the patient in it.
    package var placement: Placement
    /// The occurrence, where a seat is looked for.
    package var occurrence: SessionReference?
    /// What would have to go elsewhere first, in order of time.
    package var sessions: [SessionReference]
    /// The group has no seat left: somebody would have to give one up.
    package var isFull: Bool

    /// `Tue 24 Nov 17:00 fits if Process group on Tue 24 Nov 17:00–18:30 moves`
    package func sentence(in week: ClinicWeek, naming: Naming) -> String {
        let words = Words(week: week, naming: naming)
        var steps: [String] = []
        if isFull, let occurrence {
            let seats = week.seats(in: occurrence)
            steps.append("somebody gives up a seat (\(seats.taken) of \(seats.most) taken)")
        }
        let moved = sessions.compactMap { week.session($0) }.map { s in
            let whose =
                s.patients.count == 1 && s.patients != placement.patients
                ? " of \(week.name(of: s.patients[0], naming))" : ""
            return words.session(HeldSession(s)) + whose
        }
        if !moved.isEmpty {
            steps.append("\(words.list(moved)) \(moved.count == 1 ? "moves" : "move")")
        }
        let people = words.list(placement.therapists.map { week.name(of: $0, naming) })
        let place = people.isEmpty ? placement.begins.short : "\(placement.begins.short) with \(people)"
        return "\(place) fits if \(steps.joined(separator: " and "))"
    }
}

/// Looks for the places that the fewest booked sessions stand in the way of.
struct OccupiedSearch {
    /// Rules that moving other sessions within the week mends.
    static let movable = RuleSet([
        .patientOverlap, .therapistOverlap, .roomOverlap, .onePerDay, .capacity,
    ])
    /// More than so many sessions are not asked to make room.
    static let most = 3

    private struct Way {
        var start: Int
        var team: [Int]
        var room: Int
        var sessions: [Int]
        var isFull: Bool
        /// Others whose week it touches.
        var people: Int
    }
    let week: ClinicWeek

    /// At every start the team and the room with the fewest sessions in their way, by name exactly where one
    /// leads, one after another where more do; the best of the week first. Each set of sessions once.
    func solo(_ space: SoloSpace, relaxing relaxed: RuleSet, count: Int) -> [OccupiedPlace] {
        let loose = relaxed.union(Self.movable)
        let free = space.leading(relaxing: relaxed)
        let housing = space.housing(relaxing: relaxed)
        let able = space.leading(relaxing: loose)
        let housed = space.housing(relaxing: loose)
        let blocks = space.blocks
        let clinic = week.clinic
        let busy = blocks.minutes + clinic.services[blocks.service].noteMinutes
        let anyRoom = SoloSpace.any(housing)
        var ways: [Way] = []
        space.fitting(able, housed, relaxing: loose).forEachMinute { start in
            var sessions = own(blocks.patient, blocks.service, start, blocks.minutes, blocks.lifted)
            if sessions.count > Self.most { return }
            var team = space.wanted.map { [$0] } ?? []
            if let wanted = space.wanted {
                add(week.ofTherapist[space.therapists[wanted]], start, busy, \.noteEnd, &sessions)
            }
            while team.count < space.teamSize {
                var best: (index: Int, sessions: [Int])?
                for i in space.therapists.indices
                where able[i].contains(minute: start) && !team.contains(i) {
                    var with = sessions
                    if !free[i].contains(minute: start) {
                        add(week.ofTherapist[space.therapists[i]], start, busy, \.noteEnd, &with)
                    }
                    if isBetter(with, than: best?.sessions) { best = (i, with) }
                    if with.count == sessions.count { break }
                }
                guard let best, best.sessions.count <= Self.most else { return }
                team.append(best.index)
                sessions = best.sessions
            }
            guard sessions.count <= Self.most else { return }
            var room = housing.firstIndex { $0.contains(minute: start) }
            if room == nil, !anyRoom.contains(minute: start) {
                var best: [Int]?
                for r in space.rooms.indices where housed[r].contains(minute: start) {
                    var with = sessions
                    add(week.inRoom[space.rooms[r]], start, blocks.minutes, \.end, &with)
                    if isBetter(with, than: best) {
                        best = with
                        room = r
                    }
                }
                guard let best else { return }
                sessions = best
            }
            guard let room, !sessions.isEmpty, sessions.count <= Self.most else { return }
            ways.append(
                Way(
                    start: start, team: team.map { space.therapists[$0] }, room: space.rooms[room],
                    sessions: sessions.sorted(), isFull: false, people: people(sessions, but: blocks.patient)
                ))
        }
        return chosen(ways, count).map { way in
            let trial = blocks.trial(at: way.start, way.team, room: way.room)
            let name = trial.name == Placement.unnamed ? nil : trial.name
            return OccupiedPlace(
                placement: Placement(
                    service: clinic.services[blocks.service].id, date: week.week + way.start / 1440,
                    start: week.moment(way.start).time,
                    minutes: blocks.minutes == clinic.services[blocks.service].minutes
                        ? nil : blocks.minutes,
                    room: way.room >= 0 ? clinic.rooms[way.room].id : nil,
                    therapists: way.team.map { clinic.therapists[$0].id },
                    patients: [clinic.patients[blocks.patient].id], series: name?.series, replacing: name),
                occurrence: nil, sessions: way.sessions.map { week.sessions[$0].reference }, isFull: false)
        }
    }

    /// The same for seats.
    func group(_ search: GroupSearch, relaxing relaxed: RuleSet, count: Int) -> [OccupiedPlace] {
        var ways: [(way: Way, seat: Int)] = []
        for (i, seat) in search.seats.enumerated() {
            let broken = seat.broken.subtracting(relaxed)
            guard !broken.isEmpty, Self.movable.isSuperset(of: broken) else { continue }
            let s = seat.trial.sitting
            let sessions = own(search.patient, s.service, s.start, s.minutes, seat.trial.lifted)
            guard sessions.count <= Self.most else { continue }
            let isFull = broken.contains(.capacity)
            ways.append(
                (
                    Way(
                        start: s.start, team: [], room: s.room, sessions: sessions.sorted(), isFull: isFull,
                        people: isFull ? 1 : 0), i
                ))
        }
        ways.sort { before($0.way, $1.way) }
        return ways.prefix(count).map { way, i in
            let standing = week.sessions[search.seats[i].trial.sitting.place]
            var placement = Placement(moving: standing)
            placement.patients.append(week.clinic.patients[search.patient].id)
            return OccupiedPlace(
                placement: placement, occurrence: standing.reference,
                sessions: way.sessions.map { week.sessions[$0].reference }, isFull: way.isFull)
        }
    }

    /// The patient's own sessions at the time, and those of the service on the day.
    private func own(_ p: Int, _ service: Int, _ start: Int, _ minutes: Int, _ lifted: Int?) -> [Int] {
        week.ofPatient[p].filter { i in
            let s = week.sittings[i]
            return i != lifted
                && (s.start < start + minutes && start < s.end
                    || s.service == service && s.day == start / 1440)
        }
    }
    private func add(
        _ row: ArraySlice<Int>, _ start: Int, _ minutes: Int, _ end: (Sitting) -> Int,
        _ sessions: inout [Int]
    ) {
        for i in row where week.sittings[i].start < start + minutes && start < end(week.sittings[i]) {
            if !sessions.contains(i) { sessions.append(i) }
        }
    }
    private func people(_ sessions: [Int], but p: Int) -> Int {
        sessions.reduce(0) { $0 + week.rosters[$1].patients.count { $0 != p } }
    }
    private func isBetter(_ sessions: [Int], than best: [Int]?) -> Bool {
        guard let best else { return true }
        return sessions.count < best.count
            || sessions.count == best.count && people(sessions, but: -1) < people(best, but: -1)
    }
    private func before(_ a: Way, _ b: Way) -> Bool {
        (a.sessions.count + (a.isFull ? 1 : 0), a.people, a.start, a.room)
            < (b.sessions.count + (b.isFull ? 1 : 0), b.people, b.start, b.room)
    }
    private func chosen(_ ways: [Way], _ count: Int) -> [Way] {
        var out: [Way] = []
        for way in ways.sorted(by: before) where !out.contains(where: { $0.sessions == way.sessions }) {
            out.append(way)
            if out.count == count { break }
        }
        return out
    }
}
