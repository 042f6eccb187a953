internal import ClinicModel

/// Places of the whole week together.
struct WeekPlan {
    /// In `PlaceOptions.all`, by day.
    var places: [Int]
    /// Of the order it was looked for in.
    var cost: Int
    /// Points of what it leaves out of the plan.
    var unmet: Int
    /// Days that the payer pays short of the least.
    var missingDays: Int
}

/// The best weeks out of arranged days, exactly: day after day, for each of what needs, paid days and sums can
/// have come to until then, the cheapest ways there.
struct WeekPlanner {
    let options: PlaceOptions
    let sums: WeekSums

    private struct State: Hashable {
        /// Four bits for each need: sessions had.
        var had: UInt64 = 0
        /// Up to the least of the level of care.
        var paid = 0
        /// What sums have come to, in `Uses.all`.
        var use = 0

        /// All of it in one number: states are looked up for every way over a day.
        func hash(into hasher: inout Hasher) {
            hasher.combine(
                had &+ UInt64(truncatingIfNeeded: paid &* 31 &+ use) &* 0x9E37_79B9_7F4A_7C15)
        }
    }
    private struct Step {
        var cost: Int
        var before: Int
        /// In the day's plans.
        var plan: Int
    }
    /// A day's combination as plain numbers, for the inner loop.
    private struct Move {
        var needs: UInt64
        var had: UInt64 = 0
        var isPaid: Bool
        var extra: Int
        /// In `Uses.all`.
        var use: Int
        var firstPlan: Int
        var endPlan: Int
    }
    private struct Layer {
        var states: [State] = []
        /// By state, `keep` places each: steps, the cheapest first, and how many there are.
        var steps: [Int] = []
        var counts: [Int] = []
        var index: [State: Int] = [:]

        mutating func place(of state: State, keep: Int) -> Int {
            if let known = index[state] { return known }
            index[state] = states.count
            states.append(state)
            counts.append(0)
            for _ in 0..<keep { steps.append(-1) }
            return states.count - 1
        }
    }
    private var minimumDays: Int {
        let course = options.week.courses.of[options.patient]
        return course.hasLevel ? course.minimumDays : 0
    }

    /// Weeks found, and whether they are all that were to be looked at.
    struct Planned {
        var plans: [WeekPlan]
        var isWhole: Bool
    }
    /// States that are gone on from, and what making one counts as, in ways.
    private static let mostStates = 4096
    private static let making = 4
    /// Ways that stay for each of the days to come.
    private static let reserve = 5_000
    /// The smallest combinations of a day, and as many of the best states, are looked at in any case.
    private static let least = 32

    /// Weeks that lead to every end, the `keep` cheapest to each. `tripAim`: a trip costs before anything else.
    /// `ways`: ways from a state over a day that may be looked at; those that were are taken off.
    ///
    /// Where there are more ways than can be looked at, the largest combinations of a day are left out, then the
    /// states that promise least.
    func plans(_ days: [[DayCombination]], keep: Int, tripAim: Bool = false, ways: inout Int) -> Planned {
        var isWhole = true
        var uses = Uses(sums)
        var steps = [Step(cost: 0, before: -1, plan: -1)]
        var plans: [DayPlan] = []
        var layer = Layer()
        _ = layer.place(of: State(), keep: keep)
        layer.steps[0] = 0
        layer.counts[0] = 1
        let minimumDays = minimumDays
        for (day, combinations) in days.enumerated() {
            var moves = combinations.map { c in
                var m = Move(
                    needs: c.needs, isPaid: c.isPaid, extra: tripAim ? c.trips * PlaceOrder.aim : 0,
                    use: uses.known(WeekUse(sums: c.usage, staff: c.staff)), firstPlan: plans.count,
                    endPlan: plans.count + c.plans.count)
                for n in options.needs.indices where c.needs >> UInt64(n) & 1 == 1 {
                    m.had |= 1 << UInt64(4 * n)
                }
                plans += c.plans
                return m
            }
            let costs = plans.map(\.cost)
            var next = Layer()
            var places = Array(layer.states.indices)
            let share = max(Self.least * Self.least, ways - (days.count - 1 - day) * Self.reserve)
            if places.count > Self.mostStates {
                isWhole = false
                places = best(layer, keep, steps, Self.mostStates)
            }
            if places.count * moves.count > share {
                isWhole = false
                moves = Self.smallest(moves, max(Self.least, share / places.count))
                places = best(layer, keep, steps, max(Self.least, share / moves.count))
            }
            ways -= places.count * moves.count
            for s in places {
                let state = layer.states[s]
                let full = met(state)
                for m in moves where m.needs & full == 0 {
                    guard let use = uses.sum(state.use, m.use) else { continue }
                    let after = State(
                        had: state.had + m.had, paid: min(minimumDays, state.paid + (m.isPaid ? 1 : 0)),
                        use: use)
                    let at = next.place(of: after, keep: keep)
                    for b in s * keep..<s * keep + layer.counts[s] {
                        let base = steps[layer.steps[b]].cost + m.extra
                        for plan in m.firstPlan..<m.endPlan {
                            let step = Step(cost: base + costs[plan], before: layer.steps[b], plan: plan)
                            if !Self.insert(step, into: &next, at, keep, &steps) { break }
                        }
                    }
                }
            }
            ways -= Self.making * next.states.count
            layer = next
        }
        return Planned(
            plans: layer.states.indices.flatMap { s in
                (s * keep..<s * keep + layer.counts[s]).map {
                    weekPlan(layer.steps[$0], layer.states[s], steps, plans)
                }
            }, isWhole: isWhole)
    }

    /// So many moves with the fewest needs, in the order they came in.
    private static func smallest(_ moves: [Move], _ count: Int) -> [Move] {
        let chosen = moves.indices.sorted {
            (moves[$0].needs.nonzeroBitCount, $0) < (moves[$1].needs.nonzeroBitCount, $1)
        }
        return chosen.prefix(count).sorted().map { moves[$0] }
    }
    /// So many states that cost least, with what they leave out of the plan so far, in the order they came in.
    private func best(_ layer: Layer, _ keep: Int, _ steps: [Step], _ count: Int) -> [Int] {
        let costs = layer.states.indices.map { s in
            steps[layer.steps[s * keep]].cost + unmet(layer.states[s]) * PlaceOrder.point
        }
        return layer.states.indices.sorted { (costs[$0], $0) < (costs[$1], $1) }.prefix(count).sorted()
    }
    /// Points of what a state leaves out of the plan.
    private func unmet(_ state: State) -> Int {
        options.needs.indices.reduce(0) {
            $0 + (options.needs[$1].missing - had(state, $1)) * options.needs[$1].unmetPoints
        }
    }

    /// False: it is no better than as many others.
    private static func insert(
        _ step: Step, into layer: inout Layer, _ at: Int, _ keep: Int, _ steps: inout [Step]
    ) -> Bool {
        let base = at * keep
        var n = layer.counts[at]
        if n == keep, step.cost >= steps[layer.steps[base + n - 1]].cost { return false }
        if n < keep {
            n += 1
            layer.counts[at] = n
        }
        var i = n - 1
        while i > 0, steps[layer.steps[base + i - 1]].cost > step.cost {
            layer.steps[base + i] = layer.steps[base + i - 1]
            i -= 1
        }
        layer.steps[base + i] = steps.count
        steps.append(step)
        return true
    }

    private func had(_ state: State, _ need: Int) -> Int { Int(state.had >> UInt64(4 * need) & 15) }
    /// Bit n: need n is met.
    private func met(_ state: State) -> UInt64 {
        var out: UInt64 = 0
        for n in options.needs.indices where had(state, n) >= options.needs[n].missing {
            out |= 1 << UInt64(n)
        }
        return out
    }
    private func weekPlan(_ step: Int, _ state: State, _ steps: [Step], _ plans: [DayPlan]) -> WeekPlan {
        var places: [Int] = []
        var at = step
        while at > 0 {
            places.insert(contentsOf: plans[steps[at].plan].places, at: 0)
            at = steps[at].before
        }
        let short = minimumDays - state.paid
        return WeekPlan(
            places: places, cost: steps[step].cost + short * Points.missingDay * PlaceOrder.point,
            unmet: unmet(state), missingDays: short)
    }
}

/// What places come to in sums over the week.
private struct WeekUse: Hashable {
    var sums: [Int]
    var staff: [StaffMinutes]
}

/// What the sums can have come to, each told by a number; most patients have none but nothing.
private struct Uses {
    private let sums: WeekSums
    private var all: [WeekUse]
    private var index: [WeekUse: Int]
    private var known: [SIMD2<Int>: Int] = [:]

    init(_ sums: WeekSums) {
        self.sums = sums
        let nothing = WeekUse(sums: sums.left.map { _ in 0 }, staff: [])
        all = [nothing]
        index = [nothing: 0]
    }
    mutating func known(_ use: WeekUse) -> Int {
        if let i = index[use] { return i }
        index[use] = all.count
        all.append(use)
        return all.count - 1
    }
    /// Nil: it is more than a sum bears.
    mutating func sum(_ a: Int, _ b: Int) -> Int? {
        if b == 0 { return a }
        if let i = known[SIMD2(a, b)] { return i < 0 ? nil : i }
        var out = all[a]
        for i in out.sums.indices { out.sums[i] += all[b].sums[i] }
        out.staff = StaffMinutes.sum(out.staff, all[b].staff)
        let isBorne =
            out.sums.indices.allSatisfy { out.sums[$0] <= max(sums.left[$0], all[a].sums[$0]) }
            && out.staff.allSatisfy { $0.minutes <= sums.staffLeft[$0.therapist] }
        let i = isBorne ? known(out) : -1
        known[SIMD2(a, b)] = i
        return i < 0 ? nil : i
    }
}
