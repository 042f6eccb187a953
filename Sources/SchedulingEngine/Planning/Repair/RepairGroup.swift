internal import ClinicModel

/// What may become of a freed session of several people.
struct GroupOption {
    enum Kind { case kept, cancelled, placed }
    var kind: Kind
    var start = -1
    /// Who may lead it, all alike in points.
    var teams: [[Int]] = []
    /// Rooms that seat who comes; empty: none is needed.
    var rooms: [Int] = []
    /// Who is in it then.
    var attending: [Int] = []
    var hasOwnTeam = false
    /// Points for too few in it.
    var points = 0
}

/// A freed session that is not one patient's own: a group's occurrence, or a single session of several.
struct RepairGroup {
    let freed: Int
    let place: Int
    let service: Int
    let minutes: Int
    /// −1: none.
    let host: Int
    let patients: [Int]
    let options: [GroupOption]
    /// There are ways that these options leave out.
    let isPartial: Bool
}

extension RepairProblem {
    /// Whether a freed session belongs to one patient alone, who then decides about it.
    func isOwn(_ f: Int) -> Bool {
        freed[f].patients.count == 1 && !clinic.services[before.sittings[freed[f].place].service].isGroup
    }
    func sitting(ofGroup f: Int, at start: Int) -> Sitting {
        var s = before.sittings[freed[f].place]
        s.isOnTrial = true
        let shift = start - s.start
        s.start += shift
        s.end += shift
        s.noteEnd += shift
        s.day = start / 1440
        return s
    }
    func admits(_ p: Int, toSeries series: Int) -> Bool {
        guard series >= 0, let population = clinic.series[series].population else { return true }
        let patient = clinic.patients[p]
        return PopulationRule.admits(
            population, ageBand: patient.ageBand, gender: patient.gender, approaches: patient.approaches)
    }
    func mayMeet(_ people: [Int]) -> Bool {
        !people.contains { p in before.courses.apart[p].contains { people.contains($0) } }
    }
    /// Whether sessions of unusual lengths are there to be placed.
    func hasLengths(_ picks: [RepairPick], for p: Int) -> Bool {
        for x in picks where x.host < 0 && x.kept < 0 {
            if x.sitting.minutes == clinic.services[x.sitting.service].minutes { continue }
            let wanted = picks.count {
                $0.host < 0 && $0.sitting.service == x.sitting.service
                    && $0.sitting.minutes == x.sitting.minutes
            }
            if wanted > own(p, x.sitting.service, x.sitting.minutes).count { return false }
        }
        return true
    }
    /// A patient's own freed sessions of a service and length.
    func own(_ p: Int, _ service: Int, _ minutes: Int) -> [Int] {
        freed.indices.filter {
            isOwn($0) && freed[$0].patients == [p] && freed[$0].minutes == minutes
                && before.sittings[freed[$0].place].service == service
        }
    }
}

extension RepairGroup {
    /// Every time, team and room; staying where it is first, then the same time with others, then other times.
    init(
        _ f: Int, in problem: RepairProblem, _ places: RepairOpenings, style: RepairStyle,
        barring barred: Set<RepairWay>, _ patient: (Int) -> RepairPatient
    ) {
        let before = problem.before
        let freed = problem.freed[f]
        let s = before.sittings[freed.place]
        let roster = before.rosters[freed.place]
        self.freed = f
        place = freed.place
        service = s.service
        minutes = freed.minutes
        patients = freed.patients
        host = problem.hosts.firstIndex { $0.freed == f } ?? -1
        let kind = problem.clinic.services[s.service]
        func tooFew(_ n: Int) -> Int { before.underfilled(s.service, n) }
        let staying = freed.patients.filter { !freed.absent.contains($0) }
        var options: [GroupOption] = []
        var isPartial = false
        if !freed.mustChange {
            options.append(
                GroupOption(
                    kind: .kept, start: s.start, teams: [roster.therapists],
                    rooms: s.takenRoom >= 0 ? [s.room] : [], attending: staying, hasOwnTeam: true,
                    points: tooFew(staying.count)))
        }
        var moves: [GroupOption] = []
        if style.changesGroups {
            let over = max(0, freed.patients.count - before.seats(service: s.service, room: s.takenRoom))
            let staysInTime = style.isBrief && places.possible.contains(minute: s.start)
            places.possible.forEachMinute { start in
                guard style.movesGroups && !staysInTime || start == s.start else { return }
                let isAway = problem.isAway(from: start, to: start + freed.minutes)
                let people = isAway ? staying : freed.patients
                guard
                    people.allSatisfy({ patient($0).canMeet(s.service, freed.minutes, at: start) }),
                    people.allSatisfy({ problem.admits($0, toSeries: s.series) }), problem.mayMeet(people),
                    people.count - kind.mostPatients <= over
                else { return }
                var rooms = places.rooms(at: start, seating: people.count - over)
                if rooms.isEmpty, places.isInPerson { return }
                // Its own room first, if it is free.
                if let i = rooms.firstIndex(of: s.room) { rooms.insert(rooms.remove(at: i), at: 0) }
                let teams = places.teams(at: start, most: 100)
                if teams.count == 100 { isPartial = true }
                let own = Set(roster.therapists)
                for isOwn in start == s.start ? [true, false] : [false] {
                    let some = start == s.start ? teams.filter { (Set($0) == own) == isOwn } : teams
                    if some.isEmpty { continue }
                    // An hour for one led by somebody else costs continuity, which groups know nothing of.
                    if !kind.isGroup, !isOwn {
                        isPartial = true
                        continue
                    }
                    let option = GroupOption(
                        kind: .placed, start: start, teams: some, rooms: rooms, attending: people,
                        hasOwnTeam: isOwn, points: tooFew(people.count))
                    if start == s.start { options.append(option) } else { moves.append(option) }
                }
            }
        }
        options += moves
        options.append(GroupOption(kind: .cancelled))
        if style.cancelsGroups, freed.mustChange { options = [GroupOption(kind: .cancelled)] }
        self.options = options.compactMap { barred.allowed($0, of: freed.place) }
        self.isPartial = isPartial
    }
}

/// What a proposal may do beside cancelling: ways of mending to choose from.
struct RepairStyle: Hashable {
    var changesGroups = true
    var movesGroups = true
    /// Groups hit are given up, and their patients get other places.
    var cancelsGroups = false
    /// Hours at other times, new ones, and guests' seats.
    var movesPatients = true
    /// Sessions that are not hit may move as well.
    var touchesOthers = true
    /// Hours stay with who leads them.
    var keepsTherapists = false
    /// Needs that were unmet before get places, too.
    var meetsNeeds = true
    /// Other times only for what finds nobody at its own.
    var isBrief = false

    /// Everything.
    static let any = RepairStyle()
    /// The first that comes to mind.
    static let brief = RepairStyle(touchesOthers: false, meetsNeeds: false, isBrief: true)
    /// Somebody else at the same time, nobody moved.
    static let substitutes = RepairStyle(movesGroups: false, movesPatients: false, touchesOthers: false)
    /// Only the sessions hit.
    static let onlyHit = RepairStyle(touchesOthers: false)
    /// Another time with the same therapist.
    static let sameTherapist = RepairStyle(touchesOthers: false, keepsTherapists: true)
    static let makeUps = RepairStyle(changesGroups: false, movesGroups: false, cancelsGroups: true)
}
