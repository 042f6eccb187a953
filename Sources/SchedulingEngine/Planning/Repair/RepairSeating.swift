internal import ClinicModel

/// With every group settled, one set of places for each patient: therapists, rooms and seats are shared.
///
/// Whoever has a cheapest set that nobody else could want any part of takes it at once; only the others are
/// searched, each set of places with every team that may lead it.
final class RepairSeating {
    private let search: RepairSearch
    private let problem: RepairProblem
    private let choice: [Int]
    private let openings: RepairOpeningsBook
    private let columns: [[RepairColumn]]
    /// Least points of each patient.
    private let least: [Int]
    private let groupPoints: Int
    private var upTo: Int
    private var booking: RepairBooking
    private var guests: [Int: [Int]] = [:]
    private var column: [Int?]
    /// By patient: the team of each pick of the column.
    private var teams: [[[Int]]]
    private var groupTeams: [[Int]]
    private(set) var best: RepairPlan?
    private(set) var bestPoints = Int.max
    private(set) var isComplete = true
    private var nodes = 0
    private var hasSettled = false
    private static let patience = 30_000

    /// Nil when there are too many sets of places.
    init?(
        _ search: RepairSearch, _ choice: [Int], _ outlooks: [RepairPatient.Outlook], bound: Int, upTo: Int,
        openings: RepairOpeningsBook
    ) {
        self.search = search
        self.choice = choice
        self.upTo = upTo
        self.openings = openings
        problem = search.problem
        var columns: [[RepairColumn]] = []
        for (i, o) in outlooks.enumerated() {
            guard let list = search.patients[i].columns(o, upTo: o.least + upTo - bound, most: 3000) else {
                return nil
            }
            columns.append(list)
        }
        self.columns = columns
        least = columns.map { $0.first?.points ?? RepairPatient.never }
        groupPoints = choice.indices.reduce(0) { $0 + search.groups[$1].options[choice[$1]].points }
        booking = RepairBooking(search.problem)
        column = [Int?](repeating: nil, count: columns.count)
        teams = [[[Int]]](repeating: [], count: columns.count)
        groupTeams = [[Int]](repeating: [], count: choice.count)
    }

    func run(_ step: @escaping () -> Void, isOver: @escaping () -> Bool) {
        if columns.contains(where: \.isEmpty) { return }
        var sum = groupPoints
        for p in least { sum += p }
        guard sum <= upTo else { return }
        let demand = RepairDemand(self, problem)
        var contested: [Int] = []
        var held: [Int] = []
        for g in choice.indices where option(g).start >= 0 {
            if let team = demand.privateTeam(ofGroup: g) { groupTeams[g] = team } else { held.append(g) }
        }
        for i in columns.indices {
            if let found = demand.privateTeams(of: i) {
                column[i] = 0
                teams[i] = found
            } else {
                contested.append(i)
            }
        }
        contested.sort { (columns[$0].count, $0) < (columns[$1].count, $1) }
        hasSettled = contested.count < columns.count
        // What nobody else wants is booked all the same, for the sums of a therapist's week.
        for g in choice.indices where !groupTeams[g].isEmpty {
            _ = booking.book(groupTeams[g], sitting(g), isKept: option(g).kind == .kept)
        }
        for i in columns.indices where column[i] != nil { _ = take(i, 0, teams[i]) }
        staff(held[...], contested, sum, step, isOver)
    }

    // MARK: What is shared

    func option(_ g: Int) -> GroupOption { search.groups[g].options[choice[g]] }
    func sitting(_ g: Int) -> Sitting {
        problem.sitting(ofGroup: search.groups[g].freed, at: option(g).start)
    }
    var groupCount: Int { choice.count }
    var patientCount: Int { columns.count }
    func columns(of i: Int) -> [RepairColumn] { columns[i] }
    func pick(_ i: Int, _ n: Int) -> RepairPick { search.patients[i].picks[n] }
    func patient(_ i: Int) -> Int { search.patients[i].patient }
    /// Minutes that a patient may be with therapists at most, beside what stands.
    func longest(_ i: Int) -> Int {
        let p = search.patients[i]
        return p.lines.indices.reduce(0) { sum, l in
            let minutes = p.picks.reduce(0) { $1.line == l ? max($0, $1.sitting.minutes) : $0 }
            return sum + max(0, p.lines[l].cap - p.lines[l].fixed) * minutes
        }
    }

    /// Seats for guests in a host as the groups are settled.
    func seats(_ h: Int) -> (left: Int, have: Int, least: Int) {
        let host = problem.hosts[h]
        if host.standing >= 0 {
            let s = problem.rest.sittings[host.standing]
            let have = problem.rest.rosters[host.standing].patients.count
            return (
                problem.rest.seats(service: s.service, room: s.takenRoom) - have, have,
                problem.clinic.services[s.service].leastPatients
            )
        }
        guard let g = search.groups.firstIndex(where: { $0.freed == host.freed }), option(g).start >= 0 else {
            return (0, 0, 0)
        }
        let kind = problem.clinic.services[search.groups[g].service]
        var most = kind.mostPatients
        if let roomiest = option(g).rooms.map({ problem.clinic.rooms[$0].capacity }).max() {
            most = min(most, roomiest)
        }
        return (most - option(g).attending.count, option(g).attending.count, kind.leastPatients)
    }
    /// Rooms for an hour of one patient's; empty: it needs none.
    func rooms(_ x: RepairPick) -> [Int] {
        if !x.sitting.isInPerson || x.host >= 0 { return [] }
        if x.kept >= 0 { return x.sitting.takenRoom >= 0 ? [x.sitting.takenRoom] : [] }
        return openings[x.sitting.service, x.sitting.minutes].rooms(at: x.sitting.start, seating: 1)
    }

    // MARK: The search

    private func staff(
        _ held: ArraySlice<Int>, _ contested: [Int], _ sum: Int, _ step: @escaping () -> Void,
        _ isOver: @escaping () -> Bool
    ) {
        guard let g = held.first else {
            place(contested[...], sum, step, isOver)
            return
        }
        for team in option(g).teams {
            let mark = booking.mark
            guard booking.book(team, sitting(g), isKept: option(g).kind == .kept) else { continue }
            groupTeams[g] = team
            staff(held.dropFirst(), contested, sum, step, isOver)
            booking.unbook(to: mark)
            if isDone(sum) || !isComplete { return }
        }
    }
    /// Nothing can be better than what was found.
    private func isDone(_ bound: Int) -> Bool { best != nil && bestPoints <= bound }

    private func place(
        _ waiting: ArraySlice<Int>, _ sum: Int, _ step: @escaping () -> Void, _ isOver: @escaping () -> Bool
    ) {
        nodes += 1
        step()
        if isOver() || nodes > Self.patience {
            isComplete = false
            return
        }
        guard waiting.first != nil else {
            finish(sum)
            return
        }
        // What each could still have; whoever has least choice left goes first.
        var bound = sum
        var next = waiting.startIndex
        var fewest = Int.max
        for n in waiting.indices {
            let i = waiting[n]
            var open = 0
            var cheapest: Int?
            for c in columns[i] {
                if sum + c.points - least[i] > upTo { break }
                if isOpen(i, c) {
                    if cheapest == nil { cheapest = c.points }
                    open += 1
                    if open >= fewest { break }
                }
            }
            guard let cheapest else { return }
            bound += cheapest - least[i]
            if bound > upTo { return }
            if open < fewest {
                fewest = open
                next = n
            }
        }
        let i = waiting[next]
        var rest = Array(waiting)
        rest.remove(at: next - waiting.startIndex)
        for (n, c) in columns[i].enumerated() {
            if sum + c.points - least[i] > upTo { break }
            guard isOpen(i, c) else { continue }
            forEachTeams(i, c, 0, []) { chosen in
                column[i] = n
                teams[i] = chosen
                let seated = sit(i, c)
                if seated == c.picks.count {
                    place(rest[...], sum + c.points - least[i], step, isOver)
                }
                unsit(i, c, seated)
                column[i] = nil
                return !isOver() && isComplete && !isDone(bound)
            }
            if isOver() || !isComplete || isDone(bound) { return }
        }
    }
    /// Whether each of its places is open, each by itself.
    private func isOpen(_ i: Int, _ c: RepairColumn) -> Bool {
        c.picks.allSatisfy { n in
            let x = pick(i, n)
            if x.host >= 0 { return maySit(i, x.host) }
            return x.teams.contains { booking.admits($0, x.sitting, isKept: x.kept >= 0) }
        }
    }
    private func maySit(_ i: Int, _ h: Int) -> Bool {
        let others = guests[h] ?? []
        return others.count < seats(h).left && problem.mayMeet(others + [patient(i)])
    }
    /// Every choice of teams that can be booked for a column, booked while `body` runs; it says whether to go on.
    private func forEachTeams(
        _ i: Int, _ c: RepairColumn, _ n: Int, _ chosen: [[Int]], _ body: ([[Int]]) -> Bool
    ) {
        _ = descend(i, c, n, chosen, body)
    }
    private func descend(
        _ i: Int, _ c: RepairColumn, _ n: Int, _ chosen: [[Int]], _ body: ([[Int]]) -> Bool
    ) -> Bool {
        if n == c.picks.count { return body(chosen) }
        let x = pick(i, c.picks[n])
        if x.host >= 0 { return descend(i, c, n + 1, chosen + [[]], body) }
        for team in x.teams {
            let mark = booking.mark
            guard booking.book(team, x.sitting, isKept: x.kept >= 0) else { continue }
            let goOn = descend(i, c, n + 1, chosen + [team], body)
            booking.unbook(to: mark)
            if !goOn { return false }
        }
        return true
    }
    private func take(_ i: Int, _ n: Int, _ chosen: [[Int]]) -> Bool {
        let c = columns[i][n]
        var all = true
        for (k, team) in chosen.enumerated() where !team.isEmpty {
            let x = pick(i, c.picks[k])
            all = booking.book(team, x.sitting, isKept: x.kept >= 0) && all
        }
        return sit(i, c) == c.picks.count && all
    }
    /// Takes the seats; how many of the column's places went well.
    private func sit(_ i: Int, _ c: RepairColumn) -> Int {
        for (k, n) in c.picks.enumerated() {
            let h = pick(i, n).host
            if h < 0 { continue }
            guard maySit(i, h) else { return k }
            guests[h, default: []].append(patient(i))
        }
        return c.picks.count
    }
    private func unsit(_ i: Int, _ c: RepairColumn, _ seated: Int) {
        for n in c.picks.prefix(seated) {
            let h = pick(i, n).host
            if h >= 0 { guests[h]?.removeLast() }
        }
    }

    /// Everybody has a place: rooms, and what guests make of small groups.
    private func finish(_ sum: Int) {
        var points = sum
        for h in guests.keys.sorted() {
            guard let n = guests[h]?.count, n > 0 else { continue }
            let (_, have, least) = seats(h)
            let service = serviceOf(h)
            points +=
                problem.before.underfilled(service, have + n) - problem.before.underfilled(service, have)
            if have > 0, have < least { points += n * RepairPatient.credit(having: have, least: least) }
        }
        guard points <= upTo, let plan = plan() else { return }
        best = plan
        bestPoints = points
        upTo = points - 1
    }
    private func serviceOf(_ h: Int) -> Int {
        let host = problem.hosts[h]
        return host.standing >= 0
            ? problem.rest.sittings[host.standing].service
            : problem.before.sittings[problem.freed[host.freed].place].service
    }

    /// The plan, with rooms; nil when there are none to share.
    private func plan() -> RepairPlan? {
        var lodging = RepairLodging()
        for g in choice.indices where option(g).start >= 0 {
            let o = option(g)
            let s = sitting(g)
            let come =
                o.attending.count
                + (search.groups[g].host >= 0 ? guests[search.groups[g].host]?.count ?? 0 : 0)
            let fitting =
                come > o.attending.count
                ? o.rooms.filter { problem.clinic.rooms[$0].capacity >= come } : o.rooms
            if !o.rooms.isEmpty {
                lodging.add(s.start, s.end, fitting, isKept: o.kind == .kept)
            } else {
                lodging.skip()
            }
        }
        for i in columns.indices {
            guard let n = column[i] else { return nil }
            for k in columns[i][n].picks {
                let x = pick(i, k)
                let list = rooms(x)
                if list.isEmpty {
                    lodging.skip()
                } else {
                    lodging.add(x.sitting.start, x.sitting.end, list, isKept: x.kept >= 0)
                }
            }
        }
        guard let assigned = lodging.assigned() else {
            // Who took places that nobody else could want might have made room.
            if lodging.isGivenUp || hasSettled { isComplete = false }
            return nil
        }
        var rooms = assigned[...]
        var plan = RepairPlan(fates: problem.freed.map { _ in .cancelled })
        for g in choice.indices where option(g).start >= 0 {
            let room = rooms.removeFirst()
            plan.fates[search.groups[g].freed] =
                option(g).kind == .kept
                ? .kept : .placed(Spot(start: option(g).start, team: groupTeams[g], room: room))
        }
        for i in columns.indices {
            guard let n = column[i] else { return nil }
            let c = columns[i][n]
            let spots = c.picks.indices.map { k in
                let x = pick(i, c.picks[k])
                return (
                    pick: x,
                    spot: Spot(start: x.sitting.start, team: teams[i][k], room: rooms.removeFirst())
                )
            }
            problem.write(spots, of: patient(i), into: &plan)
        }
        return plan
    }
}
