internal import ClinicModel

extension ClinicWeek {
    /// The best sets of places that meet what a patient's plan lacks in the week, with everything that stands
    /// left alone: seats where one is free, hours at any start with any therapist and room. No hard rule
    /// breaks in the week. The first set is the best there is by the week score, the others are the best there
    /// are for what their aims say; of equal ones those that hold longest in the weeks after, then those that
    /// fewest others could want.
    ///
    /// Some ten milliseconds at 600 patients. Of a plan that lacks many different hours there are more sets than
    /// can be looked at: work is bounded, and the answer says so (`isExact`).
    package func admit(_ request: AdmissionRequest) -> Admission {
        var out = Admission(
            patient: request.patient, week: week, before: score(), standing: standing(of: request.patient),
            sets: [], unmet: [])
        guard let p = directory.patients[request.patient] else { return out }
        let options = PlaceOptions(self, p, request)
        if options.needs.isEmpty { return out }
        let found = AdmissionSearch(options, count: request.count).run()
        out.isExact = found.isExact && !options.hasMoreNeeds
        let assembly = AdmissionAssembly(options, request)
        if found.sets.isEmpty {
            out.unmet = assembly.gaps([], found.most, in: self)
            return out
        }
        let sets = found.sets.map { assembly.set($0.plan, aims: $0.aims, before: out.before, found.most) }
        // Of equal ones the order in which they were found.
        func inOrder(_ part: Range<Int>) -> [AdmissionSet] {
            part.sorted { (sets[$0].after.total, $0) < (sets[$1].after.total, $1) }.map { sets[$0] }
        }
        out.sets = [sets[0]] + inOrder(1..<found.leading) + inOrder(found.leading..<sets.count)
        return out
    }
}

/// What the search for one patient's sets may spend: some tenths of a second in all. One aim may take a good
/// part of it where the others leave it over.
private struct AdmissionEffort {
    private static let mostLooks = 5_000_000
    private var looks = 9_000_000
    private static let mostWays = 800_000
    private var ways = 4_200_000

    /// Arranges days, with so many arrangements yet to come.
    mutating func looking<T>(beside others: Int, _ work: (inout Int) -> T) -> T {
        Self.spend(&looks, Self.mostLooks, others, work)
    }
    /// Puts weeks together.
    mutating func walking<T>(beside others: Int, _ work: (inout Int) -> T) -> T {
        Self.spend(&ways, Self.mostWays, others, work)
    }
    /// A tenth of the most stays for each of the others.
    private static func spend<T>(_ left: inout Int, _ most: Int, _ others: Int, _ work: (inout Int) -> T) -> T
    {
        let given = max(0, min(most, left - others * most / 10))
        var rest = given
        defer { left -= given - rest }
        return work(&rest)
    }
}

/// Looks for the best weeks of a patient, aim by aim.
struct AdmissionSearch {
    struct Found {
        var sets: [(plan: WeekPlan, aims: [AdmissionAim])]
        /// How many of them, from the first, are there for an aim.
        var leading = 0
        /// By need: the most sessions of it that there are places for, whatever else is left out.
        var most: [Int]
        /// Nothing was left out for want of time.
        var isExact = true
    }
    private let options: PlaceOptions
    private let count: Int
    private let arranger: DayArranger
    private let planner: WeekPlanner

    init(_ options: PlaceOptions, count: Int) {
        self.options = options
        self.count = max(1, count)
        let sums = WeekSums(options)
        arranger = DayArranger(options, sums)
        planner = WeekPlanner(options: options, sums: sums)
    }

    func run() -> Found {
        var effort = AdmissionEffort()
        let days = effort.looking(beside: 4) {
            arranger.arranged(PlaceOrder(arrangement: .score), keep: count, looks: &$0)
        }
        let weeks = effort.walking(beside: 5) { planner.plans(days.combinations, keep: count, ways: &$0) }
        let plans = weeks.plans.filter { !$0.places.isEmpty }
        var out = Found(sets: [], most: options.needs.map { _ in 0 })
        out.isExact = days.isWhole && weeks.isWhole
        for plan in plans {
            for n in options.needs.indices {
                out.most[n] = max(out.most[n], plan.places.count { options.all[$0].need == n })
            }
        }
        guard let best = plans.min(by: { total($0) < total($1) }),
            let unmet = plans.map(\.unmet).min()
        else { return out }
        let whole = plans.filter { $0.unmet == unmet }
        let sorted = whole.enumerated().sorted {
            ($0.element.cost, $0.offset) < ($1.element.cost, $1.offset)
        }.map(\.element)
        var winners: [(aim: AdmissionAim, plan: WeekPlan)] = [(.lowestScore, best)]
        if best.unmet > unmet { winners.append((.mostOfPlan, sorted[0])) }
        let leader = sorted[0]
        winners.append(
            (.fewestTrips, least(days, unmet, tripAim: true, beside: 4, &effort, &out.isExact) ?? leader))
        for (n, (aim, arrangement)) in Self.arranged.enumerated() {
            // Nothing is below nothing.
            if measure(leader, aim) == 0 { continue }
            let others = Self.arranged.count - 1 - n
            let own = effort.looking(beside: others) {
                arranger.arranged(PlaceOrder(arrangement: arrangement), keep: 1, looks: &$0)
            }
            winners.append((aim, least(own, unmet, beside: others, &effort, &out.isExact) ?? leader))
        }
        if let paid = whole.min(by: { ($0.missingDays, $0.cost) < ($1.missingDays, $1.cost) }) {
            winners.append((.paidDays, paid))
        }
        winners.sort { $0.aim.rawValue < $1.aim.rawValue }

        var chosen: [WeekPlan] = []
        for w in winners where !chosen.contains(where: { isAlike($0, w.plan) }) { chosen.append(w.plan) }
        chosen = Array(chosen.prefix(count))
        let leading = chosen.count
        for plan in sorted where chosen.count < count && !chosen.contains(where: { isAlike($0, plan) }) {
            chosen.append(plan)
        }
        out.sets = chosen.map { ($0, aims(of: $0, winners, beside: chosen)) }
        out.leading = leading
        return out
    }

    private static let arranged: [(AdmissionAim, PlaceOrder.Arrangement)] = [
        (.sameTherapist, .therapist), (.preferredHours, .wishes), (.leastWaiting, .waiting),
        (.steadiest, .exceptions),
    ]
    /// The week score's part of a plan, what it leaves out included.
    private func total(_ plan: WeekPlan) -> Int { plan.cost + plan.unmet * PlaceOrder.point }
    private func least(
        _ days: ArrangedDays, _ unmet: Int, tripAim: Bool = false, beside others: Int,
        _ effort: inout AdmissionEffort, _ isExact: inout Bool
    ) -> WeekPlan? {
        let weeks = effort.walking(beside: others) {
            planner.plans(days.combinations, keep: 1, tripAim: tripAim, ways: &$0)
        }
        if !days.isWhole || !weeks.isWhole { isExact = false }
        return weeks.plans.filter { $0.unmet == unmet }.min { $0.cost < $1.cost }
    }

    /// What an aim counts in a plan.
    private func measure(_ plan: WeekPlan, _ aim: AdmissionAim) -> Int {
        let places = plan.places.map { options.all[$0] }
        var shape = arranger.shape
        for o in places where o.isInPerson {
            shape.present[o.day] += o.end - o.start
            shape.first[o.day] = min(shape.first[o.day], o.start)
            shape.last[o.day] = max(shape.last[o.day], o.end)
        }
        return switch aim {
        case .lowestScore, .mostOfPlan: 0
        case .fewestTrips: (0..<7).count { shape.isTrip($0) }
        case .sameTherapist: places.reduce(0) { $0 + $1.strangeness }
        case .preferredHours: places.count { $0.isOutsideWishes }
        case .paidDays: plan.missingDays
        case .leastWaiting: (0..<7).reduce(0) { $0 + shape.idleMinutes($1) }
        case .steadiest: places.reduce(0) { $0 + $1.exceptions }
        }
    }
    /// The aims for which nothing is better, where something chosen is worse.
    private func aims(
        of plan: WeekPlan, _ winners: [(aim: AdmissionAim, plan: WeekPlan)], beside chosen: [WeekPlan]
    ) -> [AdmissionAim] {
        let least = chosen.map(\.unmet).min() ?? 0
        return AdmissionAim.allCases.filter { aim in
            if aim == .lowestScore { return isAlike(plan, winners[0].plan) }
            if plan.unmet > least { return false }
            if aim == .mostOfPlan { return chosen.contains { $0.unmet > least } }
            let best = winners.first { $0.aim == aim }.map { measure($0.plan, aim) } ?? 0
            return measure(plan, aim) == best && chosen.contains { measure($0, aim) > best }
        }
    }
    /// Whether two differ in no group, no therapist and no day, or in no time and no point.
    private func isAlike(_ a: WeekPlan, _ b: WeekPlan) -> Bool {
        guard a.places.count == b.places.count else { return false }
        func keys(_ plan: WeekPlan, _ what: (PlaceOption) -> Int) -> [[Int]] {
            plan.places.map { options.all[$0] }.map { [$0.day, $0.need, what($0)] }
                .sorted { $0.lexicographicallyPrecedes($1) }
        }
        return keys(a, \.key) == keys(b, \.key)
            || (a.cost, a.unmet) == (b.cost, b.unmet) && keys(a, \.start) == keys(b, \.start)
    }
}
