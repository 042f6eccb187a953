internal import ClinicModel

/// Neighbouring starts of one day that cost the same with the same therapists and room.
struct SoloRun {
    /// Minutes of the week.
    var first: Int
    var last: Int
    var cost: Int
    /// Points for who leads.
    var points: Int
    /// Places in the space's therapists.
    var team: [Int]
    /// Others free at the same cost all along.
    var alternatives: [Int]
    /// The place in the space's rooms.
    var room: Int
    /// Therapists free at the first start: where many are, nobody else is crowded out.
    var choice: Int
}

/// The cheapest places of a `SoloSpace`, exactly: the cost of a place is the patient's week at that start plus
/// points for who leads, so at each start the therapists of equal points are one candidate, led by the one
/// with the least to do.
struct SoloSearch {
    private let space: SoloSpace
    private let week: ClinicWeek
    private let relaxed: RuleSet
    private let leading: [WeekMask]
    private let housing: [WeekMask]
    /// Places in `space.therapists` by points, then by minutes of the week, with those points.
    private let order: [(index: Int, points: Int)]
    /// What every place costs alike.
    private let constant: Int
    private let lifted: (sitting: Sitting, roster: Roster)?

    init(_ space: SoloSpace, relaxing relaxed: RuleSet) {
        self.space = space
        let week = space.week
        self.week = week
        self.relaxed = relaxed
        leading = space.leading(relaxing: relaxed)
        housing = space.housing(relaxing: relaxed)
        let p = space.blocks.patient
        let loads = week.ofTherapist
        order = space.therapists.indices.map { i in
            let t = space.therapists[i]
            let load = loads.range(t).reduce(0) { $0 + week.sittings[loads.values[$1]].minutes }
            return (i, week.courses.of[p].isActive ? week.continuity(p, therapist: t) : 0, load)
        }
        .sorted { ($0.1, $0.2, $0.0) < ($1.1, $1.2, $1.0) }.map { ($0.0, $0.1) }
        lifted = space.blocks.lifted.map { (week.sittings[$0], week.rosters[$0]) }
        let trial = space.blocks.trial(at: 0)
        let others = lifted?.roster.patients.filter { $0 != p } ?? []
        constant =
            week.costBesidePoints(trial, others + [p]) - week.points([p], trial.before)
            + week.points(others, trial.scope) - week.points(others, trial.before)
            - (week.courses.of[p].isActive ? Points.stranger : 0)
    }

    /// The best runs, cheapest first; of equal ones those where most therapists are free.
    func best(_ count: Int) -> [SoloRun] {
        var runs: [SoloRun] = []
        let step = space.step(relaxing: relaxed)
        // By points: the run that reached the last start.
        var open: [(points: Int, run: Int)] = []
        space.fitting(leading, housing, relaxing: relaxed).forEachMinute { start in
            let scope = space.blocks.trial(at: start).scope
            let base = constant + week.points([space.blocks.patient], scope)
            let free = order.filter { leading[$0.index].contains(minute: start) }
            for points in classes(free) {
                let cost = base + points
                let known = open.firstIndex { $0.points == points }
                if let i = known.map({ open[$0].run }), runs[i].last == start - step, runs[i].cost == cost,
                    runs[i].first / 1440 == start / 1440, holds(runs[i], at: start)
                {
                    runs[i].last = start
                    runs[i].alternatives.removeAll { !leading[$0].contains(minute: start) }
                } else if let run = run(at: start, free, points, cost) {
                    if let known { open[known].run = runs.count } else { open.append((points, runs.count)) }
                    runs.append(run)
                }
            }
        }
        runs.sort { ($0.cost, -$0.choice, $0.first, $0.points) < ($1.cost, -$1.choice, $1.first, $1.points) }
        return Array(runs.prefix(count))
    }

    /// The points that the teams at a start can have, fewest first.
    private func classes(_ free: [(index: Int, points: Int)]) -> [Int] {
        if space.wanted != nil, space.teamSize > 1 { return free.first.map { [$0.points] } ?? [] }
        var out: [Int] = []
        for f in free where out.last != f.points { out.append(f.points) }
        return out
    }
    /// A team of so many points, those with the least to do, and a room that is free.
    private func run(at start: Int, _ free: [(index: Int, points: Int)], _ points: Int, _ cost: Int)
        -> SoloRun?
    {
        var members = free.filter { $0.points >= points }
        if let wanted = space.wanted, let i = members.firstIndex(where: { $0.index == wanted }) {
            members.insert(members.remove(at: i), at: 0)
        }
        guard members.count >= space.teamSize else { return nil }
        // Another of the same points may lead where the first would stand just where the session is now.
        let leads = space.teamSize == 1 ? members.prefix { $0.points == points } : members.prefix(1)
        for lead in leads {
            let team =
                [lead.index]
                + members.lazy.map(\.index).filter { $0 != lead.index }
                .prefix(space.teamSize - 1)
            guard let room = room(at: start, team) else { continue }
            let others = space.teamSize == 1 ? leads.map(\.index).filter { $0 != lead.index } : []
            return SoloRun(
                first: start, last: start, cost: cost, points: points, team: team, alternatives: others,
                room: room, choice: free.count)
        }
        return nil
    }
    private func room(at start: Int, _ team: [Int]) -> Int? {
        housing.indices.first { housing[$0].contains(minute: start) && !isOwnPlace(start, team, $0) }
    }
    private func holds(_ run: SoloRun, at start: Int) -> Bool {
        housing[run.room].contains(minute: start)
            && run.team.allSatisfy { leading[$0].contains(minute: start) }
            && !isOwnPlace(start, run.team, run.room)
    }
    /// Where the session that is to be moved stands now.
    private func isOwnPlace(_ start: Int, _ team: [Int], _ room: Int) -> Bool {
        guard let lifted, lifted.sitting.start == start else { return false }
        return (space.rooms[room] < 0 || lifted.sitting.room == space.rooms[room])
            && lifted.roster.therapists.count == team.count
            && team.allSatisfy { lifted.roster.therapists.contains(space.therapists[$0]) }
    }
}
