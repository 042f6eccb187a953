internal import ClinicModel

/// Places of one day together, no two at once.
struct DayPlan {
    var cost: Int
    /// In `PlaceOptions.all`.
    var places: [Int]
}

/// The best ways to have the same needs met on one day, using the same of every sum.
struct DayCombination {
    /// Bit n: need n is met once.
    var needs: UInt64
    /// The day is a paid one then.
    var isPaid: Bool
    /// Trips more than without.
    var trips: Int
    /// By sum.
    var usage: [Int]
    /// Minutes of therapists who have little left.
    var staff: [StaffMinutes]
    /// The cheapest first, without what differs in no group and no therapist; their cost is beyond that of
    /// the day as it stands.
    var plans: [DayPlan]
}

struct StaffMinutes: Hashable {
    var therapist: Int
    var minutes: Int

    static func sum(_ a: [Self], _ b: [Self]) -> [Self] {
        if a.isEmpty { return b }
        var out = a
        for x in b {
            if let i = out.firstIndex(where: { $0.therapist == x.therapist }) {
                out[i].minutes += x.minutes
            } else {
                out.append(x)
            }
        }
        return out.sorted { $0.therapist < $1.therapist }
    }
}

/// What can be met on each day of a week.
struct ArrangedDays {
    /// By day.
    var combinations: [[DayCombination]]
    /// Nothing was left out, and every combination has its best plans.
    var isWhole: Bool
}

/// Arranges the days of a patient's week, each by itself: what a day costs depends on nothing of the others.
struct DayArranger {
    let options: PlaceOptions
    let sums: WeekSums
    let shape: DayShapes
    /// By day and need.
    private let variants: [[[PlaceVariant]]]

    init(_ options: PlaceOptions, _ sums: WeekSums) {
        self.options = options
        self.sums = sums
        shape = DayShapes(options.patient, .wholeWeek, in: options.week)
        var variants = [[[PlaceVariant]]](
            repeating: Array(repeating: [], count: options.needs.count), count: 7)
        for (i, o) in options.all.enumerated() {
            let staff = o.team < 0 ? [] : options.teams[o.team].filter { sums.staffLeft[$0] < .max }.sorted()
            let minutes = o.end - o.start
            if let v = variants[o.day][o.need].firstIndex(where: {
                $0.minutes == minutes && $0.bundled == o.bundled && $0.staff == staff
            }) {
                variants[o.day][o.need][v].places.append(i)
            } else {
                variants[o.day][o.need].append(
                    PlaceVariant(
                        need: o.need, minutes: minutes, bundled: o.bundled, staff: staff,
                        isInPerson: o.isInPerson, places: [i], keys: 0))
            }
        }
        for d in 0..<7 {
            for n in options.needs.indices {
                for v in variants[d][n].indices {
                    variants[d][n][v].keys = Set(variants[d][n][v].places.map { options.all[$0].key }).count
                }
            }
        }
        self.variants = variants
    }

    /// By day: every combination of needs that can be met on it, nothing among them, each with its `keep`
    /// best plans. `looks`: places that may be looked at; those that were are taken off.
    ///
    /// Combinations of one need are looked at on all days first, then those of two, and so on: where that is more
    /// than can be looked at, the largest are left out. Within a size those that take long come last.
    func arranged(_ order: PlaceOrder, keep: Int, looks: inout Int) -> ArrangedDays {
        let costs = options.all.map { order.cost($0) }
        let sorted = variants.map { day in
            day.map { list in
                list.map { v in
                    var v = v
                    v.places = undominated(v.places.sorted { (costs[$0], $0) < (costs[$1], $1) }, keep)
                    return v
                }
            }
        }
        var level = (0..<7).map {
            Arranged(
                day: $0, choice: Array(repeating: 0, count: options.needs.count), chosen: [], next: 0,
                plans: [DayPlan(cost: 0, places: [])])
        }
        var found = level
        var isWhole = true
        while !level.isEmpty {
            let most = max(0, looks) / Self.start
            var larger = larger(than: level, sorted, most: most, &isWhole)
            var waiting = Array(larger.indices)
            var patience = Self.patience
            while !waiting.isEmpty {
                waiting = waiting.filter { i in
                    if looks <= 0 { return true }
                    var search = DaySearch(
                        options, shape, larger[i].day, larger[i].chosen, order: order, costs: costs,
                        keep: keep,
                        patience: min(patience, looks))
                    search.run()
                    looks -= Self.start + search.looked
                    larger[i].plans = search.best
                    return search.isGivenUp
                }
                if looks <= 0, !waiting.isEmpty {
                    isWhole = false
                    break
                }
                patience *= 5
            }
            // What can't be had can't be had with more beside it either.
            level = larger.filter { !$0.plans.isEmpty }
            found += level
        }
        return ArrangedDays(
            combinations: (0..<7).map { day in
                // By what is chosen of the first need, then of the second.
                found.filter { $0.day == day }.sorted { $0.choice.lexicographicallyPrecedes($1.choice) }
                    .map { combination(day, $0.chosen, $0.plans) }
            }, isWhole: isWhole)
    }
    /// Looks that a combination counts as to begin with, and those that it has in the first turn.
    private static let start = 60
    private static let patience = 100_000

    /// A choice of variants on a day.
    private struct Arranged {
        var day: Int
        /// By need: nothing, or which of its variants, from 1.
        var choice: [Int]
        var chosen: [PlaceVariant]
        /// The need after the last that is chosen.
        var next: Int
        var plans: [DayPlan]
    }
    /// Each with one need more behind its last; of each day in turn, of none more than half of `most`.
    private func larger(
        than level: [Arranged], _ variants: [[[PlaceVariant]]], most: Int, _ isWhole: inout Bool
    )
        -> [Arranged]
    {
        var out: [[Arranged]] = Array(repeating: [], count: 7)
        for item in level {
            for n in item.next..<options.needs.count {
                for (i, v) in variants[item.day][n].enumerated() {
                    if out[item.day].count > most / 2 {
                        isWhole = false
                        break
                    }
                    var more = item
                    more.choice[n] = i + 1
                    more.chosen.append(v)
                    more.next = n + 1
                    more.plans = []
                    out[item.day].append(more)
                }
            }
        }
        let longest = out.map(\.count).max() ?? 0
        return (0..<longest).flatMap { k in out.compactMap { $0.indices.contains(k) ? $0[k] : nil } }
    }

    /// Of places at one time so many as can make a difference, the cheapest: what they do to the day is the
    /// same. Of hours there is one to spare for each other hour, whose therapist may be busy with its notes.
    private func undominated(_ sorted: [Int], _ keep: Int) -> [Int] {
        var seen: [Int: Int] = [:]
        return sorted.filter { i in
            let o = options.all[i]
            if o.team >= 0, options.teams[o.team].count > 1 { return true }
            let n = seen[o.start, default: 0]
            seen[o.start] = n + 1
            return n < (o.team < 0 ? keep : max(keep, options.hours))
        }
    }
    private func combination(_ day: Int, _ chosen: [PlaceVariant], _ plans: [DayPlan]) -> DayCombination {
        let least = options.week.courses.of[options.patient].payerMinimum
        let bundled = chosen.reduce(shape.bundled[day]) { $0 + $1.bundled }
        var staff: [StaffMinutes] = []
        for v in chosen {
            staff = StaffMinutes.sum(staff, v.staff.map { StaffMinutes(therapist: $0, minutes: v.minutes) })
        }
        return DayCombination(
            needs: chosen.reduce(0) { $0 | 1 << UInt64($1.need) },
            isPaid: bundled > 0 && bundled >= least,
            trips: chosen.contains(where: \.isInPerson) && !shape.isTrip(day) ? 1 : 0,
            usage: sums.usage(day, chosen), staff: staff, plans: plans)
    }
}

/// The cheapest places for some needs on one day: branch and bound, the needs with the fewest places first.
private struct DaySearch {
    /// What the search asks of a place.
    private struct Place: BitwiseCopyable {
        var cost: Int
        var start: Int
        var end: Int
        var noteEnd: Int
        var isInPerson: Bool
        var team: Int
        var index: Int
    }
    private let options: PlaceOptions
    private let order: PlaceOrder
    private let lists: [[Place]]
    /// By depth: the least that the rest costs by itself.
    private let rest: [Int]
    /// Minutes in person on the day, all places counted.
    private let present: Int
    private let first: Int
    private let last: Int
    /// What the day costs beside places and waiting, less what it costs as it stands.
    private let constant: Int
    private let keep: Int
    /// Places that may be looked at, and those that were.
    private let patience: Int
    private(set) var looked = 0
    /// By depth.
    private var taken: [Place]
    /// The cheapest first, none with the groups and therapists of another.
    private(set) var best: [DayPlan] = []
    private var worst = Int.max

    init(
        _ options: PlaceOptions, _ shape: DayShapes, _ day: Int, _ chosen: [PlaceVariant], order: PlaceOrder,
        costs: [Int], keep: Int, patience: Int
    ) {
        self.options = options
        self.order = order
        self.patience = patience
        let lists = chosen.map(\.places).sorted { ($0.count, $0[0]) < ($1.count, $1[0]) }.map { list in
            list.map { i in
                let o = options.all[i]
                return Place(
                    cost: costs[i], start: o.start, end: o.end, noteEnd: o.noteEnd, isInPerson: o.isInPerson,
                    team: o.team, index: i)
            }
        }
        self.lists = lists
        taken = lists.map { $0[0] }
        var rest = [0]
        for list in lists.reversed() { rest.insert(rest[0] + list[0].cost, at: 0) }
        self.rest = rest
        present = chosen.reduce(shape.present[day]) { $0 + ($1.isInPerson ? $1.minutes : 0) }
        first = shape.first[day]
        last = shape.last[day]
        let course = options.week.courses.of[options.patient]
        var after = shape
        after.bundled[day] += chosen.reduce(0) { $0 + $1.bundled }
        var points = 0
        if after.isShort(day, minimum: course.payerMinimum) { points += Points.shortDay }
        if shape.isShort(day, minimum: course.payerMinimum) { points -= Points.shortDay }
        if chosen.contains(where: \.isInPerson), !shape.isTrip(day) { points += Points.travelDay }
        constant = points * PlaceOrder.point - order.cost(waiting: shape.idleMinutes(day))
        // There are no more to tell apart than this.
        self.keep = chosen.reduce(1) { min(keep, $0 * $1.keys) }
    }

    mutating func run() { descend(0, constant, first, last) }
    /// There was more to look at: `best` is the best of what was seen.
    var isGivenUp: Bool { looked > patience }

    private func waiting(_ first: Int, _ last: Int) -> Int {
        last > first ? order.cost(waiting: max(0, last - first - present)) : 0
    }

    private mutating func descend(_ depth: Int, _ cost: Int, _ first: Int, _ last: Int) {
        if depth == lists.count { return note(cost + waiting(first, last)) }
        let now = rest[depth + 1] + waiting(first, last)
        for o in lists[depth] {
            let next = cost + o.cost
            looked += 1
            if isGivenUp || next + now >= worst { return }
            let from = o.isInPerson ? min(first, o.start) : first
            let to = o.isInPerson ? max(last, o.end) : last
            if next + rest[depth + 1] + waiting(from, to) >= worst { continue }
            if meets(o, depth) { continue }
            taken[depth] = o
            descend(depth + 1, next, from, to)
        }
    }
    /// Whether the patient, or with the notes a therapist, would be in it and one of those taken at once.
    private func meets(_ o: Place, _ depth: Int) -> Bool {
        for k in 0..<depth {
            let a = taken[k]
            if a.start < o.end && o.start < a.end { return true }
            guard a.team >= 0, o.team >= 0, a.start < o.noteEnd && o.start < a.noteEnd else { continue }
            if options.teams[a.team].contains(where: { options.teams[o.team].contains($0) }) { return true }
        }
        return false
    }
    private mutating func note(_ cost: Int) {
        if cost >= worst { return }
        let plan = DayPlan(cost: cost, places: taken.map(\.index))
        if let same = best.firstIndex(where: { isAlike($0, plan) }) {
            if best[same].cost <= cost { return }
            best.remove(at: same)
        }
        let at = best.firstIndex { $0.cost > cost } ?? best.count
        best.insert(plan, at: at)
        if best.count > keep { best.removeLast() }
        worst = best.count < keep ? .max : best[best.count - 1].cost
    }
    private func isAlike(_ a: DayPlan, _ b: DayPlan) -> Bool {
        zip(a.places, b.places).allSatisfy { options.all[$0].key == options.all[$1].key }
    }
}
