internal import ClinicModel

/// The week of one patient with everybody else out of it: nobody else's single sessions, every seat free, and of
/// the patient's own only what can't be moved. The groups stand, with their rooms and those who lead them; those
/// that wait for a time, or have been given one and began with this week, may be held at any.
///
/// What it finds possible leaves out that a therapist's notes or weekly minutes may come between two of the
/// patient's own sessions, and takes the shortest of a service's sessions for all. So it may find too much
/// possible, but never too little: what it rules out is impossible.
struct SolitaryWeek {
    let week: ClinicWeek
    private let patient: Int
    private let needs: [SolitaryNeed]
    /// Sessions to place of each need: what the plan asks for, without what can't be moved.
    var missing: [Int] { needs.map(\.missing) }
    /// What the plan asks for beyond: a day has one session of a service.
    var beyond: [Int] { needs.map(\.beyond) }
    /// Of those to place, what the patient has.
    var had: [Int] { needs.map(\.had) }

    /// Needs beyond so many counts of sessions that may be had together are not looked at, nor those beyond so
    /// many counts times sets of needs.
    private static let most = 30_000
    private static let mostWork = 1 << 22

    /// `from`: what begins before it has come to pass.
    init(_ p: Int, in whole: ClinicWeek, from: CivilMoment?) {
        patient = p
        let first = from.map { $0.minutes - whole.origin } ?? .min
        var movable = [Bool](repeating: false, count: whole.sessions.count)
        for i in whole.ofPatient[p] {
            movable[i] = whole.sittings[i].start >= first && whole.isMovable(i)
        }
        let week = ClinicWeek(
            CompiledWeek(
                whole.compiled, holding: Self.sessions(p, in: whole, from: first, movable: movable)))
        self.week = week
        var size = 1
        var sets = 1
        var needs: [SolitaryNeed] = []
        for due in whole.courses.needs[p] {
            let held = whole.ofPatient[p].filter { whole.sittings[$0].service == due.service }
            let fixed = held.count { !movable[$0] }
            let wanted = max(0, due.count - fixed)
            let missing = min(7, wanted)
            size *= missing + 1
            if missing > 0 { sets *= 2 }
            if size > Self.most || size * sets > Self.mostWork || needs.count == 60 { break }
            needs.append(
                SolitaryNeed(
                    due.service, of: p, missing: missing, beyond: wanted - missing,
                    had: min(missing, held.count - fixed), in: week,
                    open: whole.openSeries(of: due.service, from: first), from: from))
        }
        self.needs = needs
    }

    private static func sessions(_ p: Int, in whole: ClinicWeek, from first: Int, movable: [Bool])
        -> [ScheduledSession]
    {
        let id = whole.clinic.patients[p].id
        var out: [ScheduledSession] = []
        for (i, s) in whole.sessions.enumerated() {
            let sitting = whole.sittings[i]
            let isFixed = !movable[i] && whole.rosters[i].patients.contains(p)
            let isGroup = whole.clinic.services[sitting.service].isGroup
            guard isFixed || isGroup else { continue }
            if !isFixed, sitting.start >= first, whole.isNew(sitting.series) { continue }
            var mine = s
            mine.patients = isFixed ? [id] : []
            out.append(mine)
        }
        return out
    }
}

extension ClinicWeek {
    /// Whether a patient's session, or seat, could be another one: nobody pinned it and it did not take place.
    fileprivate func isMovable(_ place: Int) -> Bool {
        if hasTakenPlace(place) { return false }
        return clinic.services[sittings[place].service].isGroup || !sessions[place].pinned
    }
    /// Whether nobody pinned a series, and it has patients of whom none was in it before the week.
    fileprivate func isNew(_ series: Int) -> Bool {
        guard series >= 0 else { return false }
        let s = clinic.series[series]
        return !s.pinned && !s.enrollments.isEmpty && s.enrollments.allSatisfy { $0.joined >= week }
    }
    /// Unpinned series of a service that wait for a time, or are new and held in the week from a minute on: they
    /// might be held at another.
    func openSeries(of service: Int, from first: Int) -> [Int] {
        let id = clinic.services[service].id
        let isGroup = clinic.services[service].isGroup
        return clinic.series.indices.filter { i in
            let s = clinic.series[i]
            guard s.service == id, !s.pinned, s.from <= week + 6, s.until.map({ week <= $0 }) ?? true else {
                return false
            }
            return s.slot == nil
                || isGroup && isNew(i) && sittings.contains { $0.series == i && $0.start >= first }
        }
    }
}

/// What a need may take in a solitary week, each place by itself beside what can't be changed.
private struct SolitaryNeed {
    /// Half-open, in minutes of the week.
    struct Place {
        var start: Int
        var end: Int
    }
    let service: Int
    let missing: Int
    let beyond: Int
    let had: Int
    /// Of a group: how many are for patients like this one, once a week each.
    let groups: Int?
    /// Hours of its own, and one of each kind of the groups that may be held at any time.
    private var spaces: [(space: SoloSpace, minutes: Int)] = []
    private var seats: [GroupSearch.Seat] = []

    init(
        _ k: Int, of p: Int, missing: Int, beyond: Int, had: Int, in week: ClinicWeek, open: [Int],
        from: CivilMoment?
    ) {
        service = k
        self.missing = missing
        self.beyond = beyond
        self.had = had
        let service = week.clinic.services[k]
        let request = SuggestionRequest(
            patient: week.clinic.patients[p].id, service: service.id, from: from)
        for seat in GroupSearch(request, in: week)?.seats ?? [] {
            if case .occurrence(_, let pattern) = seat.trial.name, pattern < week.week { continue }
            if week.absentees.isAbsent(request.patient, from: seat.trial.name) { continue }
            seats.append(seat)
        }
        let who = week.clinic.patients[p]
        func isFor(_ i: Int) -> Bool { PopulationRule.admits(who, to: week.clinic.series[i].population) }
        groups =
            service.isGroup
            ? open.count { isFor($0) } + seats.count { !$0.broken.contains(.population) } : nil
        if missing == 0 { return }
        if !service.isGroup, let space = SoloSpace(request, in: week) {
            spaces.append((space, service.minutes))
        }
        var kinds: [(Int, Bool)] = []
        for i in open {
            let minutes = week.clinic.series[i].minutes ?? service.minutes
            let kind = (minutes, isFor(i))
            if kinds.contains(where: { $0 == kind }) { continue }
            kinds.append(kind)
            if let space = SoloSpace(request, series: i, minutes: minutes, in: week) {
                spaces.append((space, minutes))
            }
        }
    }

    /// By day.
    func places(relaxing relaxed: RuleSet) -> [[Place]] {
        var out = [[Place]](repeating: [], count: 7)
        for (space, minutes) in spaces {
            space.fitting(
                space.leading(relaxing: relaxed), space.housing(relaxing: relaxed), relaxing: relaxed
            ).forEachMinute { out[$0 / 1440].append(Place(start: $0, end: $0 + minutes)) }
        }
        for seat in seats where relaxed.isSuperset(of: seat.broken) {
            let s = seat.trial.sitting
            out[s.day].append(Place(start: s.start, end: s.end))
        }
        return out.map { $0.sorted { ($0.start, $0.end) < ($1.start, $1.end) } }
    }
    /// Sessions of it that there are groups for, at most.
    func limited(_ count: Int) -> Int { min(count, groups ?? count) }
}

extension SolitaryWeek {
    /// Days of the week with a place for the need, each session by itself.
    func days(_ need: Int) -> Int { needs[need].places(relaxing: []).count { !$0.isEmpty } }
    /// Groups of the need's service for patients like this one; nil: it is not held in groups.
    func groups(_ need: Int) -> Int? { needs[need].groups }
    /// The rules that leave a single session of the need no place.
    func conflict(_ need: Int) -> [RuleName] {
        let all = RuleSet(RuleName.allCases)
        return Conflict.preferred(of: Conflict.order) { held in
            needs[need].places(relaxing: all.subtracting(held)).contains { !$0.isEmpty }
        }
    }

    /// The most valuable sets of sessions that can be had together, `least` of each need among them; nil: not
    /// even these, as far as is known here.
    func most(atLeast least: [Int], worth: [Int]) -> [Int]? {
        var best: (counts: [Int], worth: Int)?
        forEachReach(relaxing: [], upTo: missing) { counts in
            guard zip(counts, least).allSatisfy({ $0 >= $1 }) else { return }
            let sum = zip(counts, worth).reduce(0) { $0 + $1.0 * $1.1 }
            if best.map({ sum > $0.worth }) ?? true { best = (counts, sum) }
        }
        return best?.counts
    }
    /// Whether so many sessions of each need can be had together while rules are relaxed.
    func holds(_ counts: [Int], relaxing relaxed: RuleSet) -> Bool {
        var isReached = false
        forEachReach(relaxing: relaxed, upTo: counts) { if $0 == counts { isReached = true } }
        return isReached
    }

    /// Every combination of sessions that can be had together, fewest of the first need first, day by day: of
    /// each day the sets of needs that have places beside one another, and in all no more than weekly hours and
    /// authorizations bear.
    private func forEachReach(
        relaxing relaxed: RuleSet, upTo limits: [Int], _ body: ([Int]) -> Void
    ) {
        let limits = needs.indices.map { needs[$0].limited(limits[$0]) }
        var (daily, sums) = budgets(relaxing: relaxed, limits)
        // What it leaves out of account it finds possible, so that it may leave out whatever is too much.
        let choices = limits.reduce(1) { $1 > 0 ? 2 * $0 : $0 }
        func work() -> Int {
            (daily.map(\.limit) + limits).reduce(choices) { min(4 * Self.mostWork, $0 * ($1 + 1)) }
        }
        while work() >= 4 * Self.mostWork, !daily.isEmpty { daily.removeLast() }
        // A state is one number: what is used of daily budgets, then sessions had, the last need the least digit.
        let most = daily.map(\.limit) + limits
        var steps = [Int](repeating: 1, count: most.count)
        for i in most.indices.dropLast().reversed() { steps[i] = steps[i + 1] * (most[i + 1] + 1) }
        let size = (steps.first ?? 1) * ((most.first ?? 0) + 1)
        func digit(_ state: Int, _ i: Int) -> Int { state / steps[i] % (most[i] + 1) }
        var live = [Bool](repeating: false, count: size)
        live[0] = true
        let places = needs.map { $0.places(relaxing: relaxed) }
        for day in 0..<7 {
            let sets = sets(places.map { $0[day] }, among: limits).dropFirst().map { chosen in
                let uses = daily.map { $0.used(by: chosen, on: day) }
                var step = 0
                for i in uses.indices { step += uses[i] * steps[i] }
                for i in needs.indices where chosen >> i & 1 == 1 { step += steps[daily.count + i] }
                return (chosen: chosen, uses: uses, step: step)
            }
            if sets.isEmpty { continue }
            var next = live
            for state in 0..<size where live[state] {
                var full = 0
                for i in needs.indices where digit(state, daily.count + i) == limits[i] { full |= 1 << i }
                for set in sets where full & set.chosen == 0 {
                    let isBorne = set.uses.indices.allSatisfy {
                        digit(state, $0) + set.uses[$0] <= daily[$0].limit
                    }
                    if isBorne { next[state + set.step] = true }
                }
            }
            live = next
        }
        let perUse = steps.indices.contains(daily.count) ? steps[daily.count] * (most[daily.count] + 1) : 1
        for state in 0..<perUse {
            guard stride(from: state, to: size, by: perUse).contains(where: { live[$0] }) else { continue }
            let counts = needs.indices.map { digit(state, daily.count + $0) }
            if sums.allSatisfy({ $0.bears(counts) }) { body(counts) }
        }
    }

    /// The sets of needs, as bits, that have places on a day of which none overlap, nothing first. Of a set with
    /// one of its needs last, the others end as early as they can.
    private func sets(_ all: [[SolitaryNeed.Place]], among limits: [Int]) -> [Int] {
        let wanted = all.indices.filter { limits[$0] > 0 }
        let places = wanted.map { all[$0] }
        // Of the places from one on, the end of the one that ends first.
        let earliest = places.map { list in
            var ends = list.map(\.end)
            for i in ends.indices.dropLast().reversed() { ends[i] = min(ends[i], ends[i + 1]) }
            return ends
        }
        func end(_ need: Int, from free: Int) -> Int? {
            var low = 0
            var high = places[need].count
            while low < high {
                let middle = (low + high) / 2
                if places[need][middle].start < free { low = middle + 1 } else { high = middle }
            }
            return low < places[need].count ? earliest[need][low] : nil
        }
        var ends = [Int?](repeating: nil, count: 1 << places.count)
        ends[0] = 0
        for chosen in 1..<ends.count {
            for i in places.indices where chosen >> i & 1 == 1 {
                guard let free = ends[chosen ^ 1 << i], let end = end(i, from: free) else { continue }
                ends[chosen] = min(ends[chosen] ?? .max, end)
            }
        }
        return ends.indices.filter { ends[$0] != nil }.map { chosen in
            wanted.indices.reduce(0) { chosen >> $1 & 1 == 1 ? $0 | 1 << wanted[$1] : $0 }
        }
    }
}

/// Something that sessions of some days use up, or each day that has one.
private struct DailyBudget {
    var limit: Int
    /// By need: it uses some.
    var uses: [Bool]
    /// By day: whether sessions of that day use any.
    var days: [Bool]
    /// However many sessions a day holds, they use 1.
    var isByDay: Bool

    func used(by chosen: Int, on day: Int) -> Int {
        if !days[day] { return 0 }
        let n = uses.indices.count { uses[$0] && chosen >> $0 & 1 == 1 }
        return isByDay ? min(1, n) : n
    }
}
/// Something that a week's sessions use up, whatever their days.
private struct WeekBudget {
    var limit: Int
    /// By need: what a session uses.
    var use: [Int]
    func bears(_ counts: [Int]) -> Bool { zip(counts, use).reduce(0) { $0 + $1.0 * $1.1 } <= limit }
}

extension SolitaryWeek {
    private func budgets(relaxing relaxed: RuleSet, _ limits: [Int]) -> (
        daily: [DailyBudget], sums: [WeekBudget]
    ) {
        let clinic = week.clinic
        var daily: [DailyBudget] = []
        var sums: [WeekBudget] = []
        let services = needs.map(\.service)
        let minutes = services.map { k in
            clinic.series.reduce(clinic.services[k].minutes) {
                $1.service == clinic.services[k].id ? min($0, $1.minutes ?? $0) : $0
            }
        }
        let course = week.courses.of[patient]
        if !relaxed.contains(.weeklyMaximum), course.mostMinutes < .max {
            let spent = week.standing(of: clinic.patients[patient].id).bundledMinutes
            sums.append(
                WeekBudget(
                    limit: max(0, course.mostMinutes - spent),
                    use: services.indices.map { clinic.services[services[$0]].bundled ? minutes[$0] : 0 }))
        }
        if relaxed.contains(.authorization) { return ([], sums) }
        for a in week.allowances.of.range(patient) {
            let allowance = week.allowances.of.values[a]
            let left = max(
                0, allowance.granted - AuthorizationRule.units(a, patient, .wholeWeek, in: week).spent)
            let uses = services.map { week.allowances.lists(a, $0) }
            let days = (0..<7).map { allowance.covers($0) }
            if allowance.unit != .day, days.allSatisfy(\.self) {
                sums.append(
                    WeekBudget(
                        limit: left,
                        use: services.indices.map {
                            uses[$0] ? (allowance.unit == .minute ? minutes[$0] : 1) : 0
                        }))
                continue
            }
            // Of minutes on some of the days as many sessions as the shortest would come to.
            let shortest = services.indices.filter { uses[$0] }.map { minutes[$0] }.min() ?? 1
            let limit = allowance.unit == .minute ? left / max(1, shortest) : left
            let wanted = services.indices.reduce(0) { $0 + (uses[$1] ? limits[$1] : 0) }
            if limit >= min(allowance.unit == .day ? 7 : .max, wanted) { continue }
            let taken = week.ofPatient[patient].filter {
                week.allowances.lists(a, week.sittings[$0].service)
            }
            daily.append(
                DailyBudget(
                    limit: limit, uses: uses,
                    days: (0..<7).map { day in
                        days[day]
                            && !(allowance.unit == .day
                                && taken.contains { week.sittings[$0].day == day })
                    },
                    isByDay: allowance.unit == .day))
        }
        return (daily, sums)
    }
}
