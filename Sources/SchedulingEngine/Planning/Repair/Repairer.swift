package import ClinicModel

/// Mends what an absence breaks.
package enum Repairer {
    /// Finds what to do about an absence in one week: somebody else at the same time, another time, a make-up
    /// in another group or at another hour, else cancelled; by the week score with its `change` term. `from`:
    /// nothing is placed before it, and what has begun before it is only mended where it is hit; nil: the whole
    /// week.
    ///
    /// `found` is told of the first proposals at once, and again whenever there are better ones or the best is
    /// proved. Cancelled at any moment, it returns the best so far. Of `options` the steps count; without
    /// steps and seconds it takes at most five seconds. `clock` counts seconds and decides only when to stop.
    package static func repair(
        _ clinic: Clinic, week: CivilDate, absence: ReportedAbsence, from: CivilMoment? = nil, count: Int = 3,
        options: PlanOptions = PlanOptions(), clock: () -> Double = { 0 },
        found: (RepairAnswer) -> Void = { _ in }, isCancelled: () -> Bool = { false }
    ) -> RepairAnswer {
        repair(
            ClinicWeek(clinic, week: week), absence: absence, from: from, count: count, options: options,
            clock: clock, found: found, isCancelled: isCancelled)
    }

    /// The same in a week that is compiled already.
    package static func repair(
        _ week: ClinicWeek, absence: ReportedAbsence, from: CivilMoment? = nil, count: Int = 3,
        options: PlanOptions = PlanOptions(), clock: () -> Double = { 0 },
        found: (RepairAnswer) -> Void = { _ in },
        isCancelled: () -> Bool = { false }
    ) -> RepairAnswer {
        let begun = clock()
        let seconds = options.budget.seconds ?? (options.budget.steps == nil ? 5 : .infinity)
        return withoutActuallyEscaping(clock) { clock in
            withoutActuallyEscaping(isCancelled) { isCancelled in
                withoutActuallyEscaping(found) { found in
                    let work = RepairWork(
                        week, absence, from: from, count: max(1, count), limit: options.budget.steps ?? .max,
                        stop: { isCancelled() || clock() - begun >= seconds }, isCancelled: isCancelled,
                        found: found)
                    return work.run()
                }
            }
        }
    }
}

/// One repair from the first proposal to the last.
private final class RepairWork {
    /// A proposal and how it mends.
    private struct Found {
        /// Nil: the plain record of the absence.
        var style: RepairStyle?
        /// What was barred when it was looked for.
        var barred: Set<RepairWay>
        var ways: [RepairWay]
        /// Sessions that a plan asks for, that stood before and do no longer.
        var lost: Int
        var proposal: Proposal
        var plan: RepairPlan
        var problem: RepairProblem
        /// What is missing was looked for once more.
        var isCompleted = false
    }
    private let absence: ReportedAbsence
    private let week: ClinicWeek
    private let from: CivilMoment?
    private lazy var problem = RepairProblem(week, absence, from: from)
    private lazy var openings = RepairOpeningsBook(problem)
    private let hit: [SessionReference]
    private let score: WeekScore
    private let count: Int
    private var left: Int
    private let stop: () -> Bool
    private let isCancelled: () -> Bool
    private let found: (RepairAnswer) -> Void
    /// The best of each way of looking.
    private var kinds: [Found] = []
    private var steps = 0
    private var isProved = false
    private var isWorthTelling = false
    /// A plan turned out to break a rule: what is left out for that has not been looked for.
    private var hasErred = false

    init(
        _ week: ClinicWeek, _ absence: ReportedAbsence, from: CivilMoment?, count: Int, limit: Int,
        stop: @escaping () -> Bool, isCancelled: @escaping () -> Bool,
        found: @escaping (RepairAnswer) -> Void
    ) {
        self.isCancelled = isCancelled
        self.absence = absence
        self.count = count
        self.stop = stop
        self.found = found
        self.from = from
        left = limit
        self.week = week
        hit = absence.hits(in: week).map { week.sessions[$0].reference }
        score = week.score()
    }

    /// Steps of the first look, and of each of the other ways of mending.
    private static let glance = 4000

    func run() -> RepairAnswer {
        let briefly = RepairProblem(week, absence, from: from, withOthers: false)
        let rest = RepairOpeningsBook(briefly)
        _ = search(briefly, .brief, rest, limit: 300) {}
        if kinds.isEmpty {
            // Much is hit: whoever can stand in does, before anything is moved.
            add(briefly.plain(), nil, of: briefly)
            _ = search(briefly, .substitutes, rest, limit: Self.glance) {}
            tell()
            _ = search(briefly, .brief, rest, limit: Self.glance) { self.tell() }
        }
        tell()
        let first = search(problem, .any, openings, limit: Self.glance) { self.tell() }
        if !hit.isEmpty {
            others(briefly, rest)
            tell()
        }
        var isComplete = first.isComplete
        if !isComplete, !stop(), left > 0 {
            complete()
            let more = search(problem, .any, openings, below: first.bestPoints, limit: .max) { self.tell() }
            isComplete = more.isComplete
            vary()
        }
        if !isComplete { complete() }
        if isComplete, !hasErred, kinds.contains(where: { $0.style == .any && $0.barred.isEmpty }) {
            isProved = true
            isWorthTelling = true
            tell()
        }
        var answer = answer()
        for i in answer.proposals.indices { explain(&answer.proposals[i]) }
        return answer
    }

    private func others(_ hitOnly: RepairProblem, _ rest: RepairOpeningsBook) {
        for style in [RepairStyle.substitutes, .sameTherapist, .onlyHit] where !stop() {
            _ = search(hitOnly, style, rest, limit: Self.glance) {}
        }
        if !stop() { _ = search(problem, .makeUps, openings, limit: Self.glance) {} }
        vary()
    }
    /// Looks for what those hit lack beside the proposals that are not known to be best.
    private func complete() {
        for known in distinct().prefix(count) where !known.isCompleted && left > 0 && !stop() {
            guard let i = kinds.firstIndex(where: { $0.plan == known.plan && $0.style == known.style })
            else { continue }
            let steps = min(left, Self.completion)
            let better = known.problem.completed(
                known.plan, known.proposal, beforeScore: score, steps: steps, stop: stop)
            kinds[i].isCompleted = true
            self.steps += steps
            left -= steps
            guard let better else { continue }
            kinds[i].plan = better.plan
            kinds[i].ways = better.plan.ways(in: known.problem)
            kinds[i].proposal = better.made.proposal
            kinds[i].lost = better.made.lost
            isWorthTelling = true
            tell()
        }
    }
    private static let completion = 60_000
    /// Looks for the next best with one step of those there are barred, and then again with one of the new.
    private func vary() {
        var looks = 0
        var looked: Set<Set<RepairWay>> = []
        while distinct().count < count {
            let next = distinct().lazy.flatMap { known in
                known.ways.lazy.map { known.barred.union([$0]) }
            }.first { !looked.contains($0) }
            guard let barred = next, looks < Self.mostLooks + count, !stop(), left > 0 else { return }
            looks += 1
            looked.insert(barred)
            _ = search(problem, .any, barring: barred, openings, limit: Self.glance / 4) {}
        }
    }
    private static let mostLooks = 8

    private func search(
        _ problem: RepairProblem, _ style: RepairStyle, barring barred: Set<RepairWay> = [],
        _ openings: RepairOpeningsBook, below points: Int = RepairPatient.never, limit: Int,
        improved: @escaping () -> Void
    ) -> RepairSearch {
        let search = RepairSearch(
            problem, style: style, barring: barred, openings: openings, below: points,
            limit: min(limit, left), stop: stop
        ) { plan in
            self.add(plan, style, barring: barred, of: problem)
            improved()
        }
        search.run()
        steps += search.steps
        left -= min(left, search.steps)
        return search
    }
    private func add(
        _ plan: RepairPlan, _ style: RepairStyle?, barring barred: Set<RepairWay> = [],
        of problem: RepairProblem
    ) {
        guard let made = problem.proposal(plan, beforeScore: score, steps: steps) else {
            hasErred = hasErred || style == .any && barred.isEmpty
            return
        }
        let new = Found(
            style: style, barred: barred, ways: plan.ways(in: problem), lost: made.lost,
            proposal: made.proposal, plan: plan, problem: problem)
        if let i = kinds.firstIndex(where: { $0.style == style && $0.barred == barred }) {
            if made.proposal.after.total >= kinds[i].proposal.after.total { return }
            kinds[i] = new
        } else {
            kinds.append(new)
        }
        isWorthTelling = true
    }
    /// Best first, of equal ones what was found first: the best, and those that mend what is hit in another way
    /// and lose no more sessions by it.
    private func distinct() -> [Found] {
        let isSearched = kinds.contains { $0.style == .any && $0.barred.isEmpty }
        let order = kinds.indices.filter {
            !isSearched || kinds[$0].style != .brief && kinds[$0].style != nil
        }.sorted { (kinds[$0].proposal.after.total, $0) < (kinds[$1].proposal.after.total, $1) }
        var out: [Found] = []
        for i in order {
            let ways = Set(kinds[i].ways)
            if let best = out.first, kinds[i].lost > best.lost { continue }
            if !out.contains(where: { Set($0.ways) == ways }) { out.append(kinds[i]) }
        }
        return out
    }
    /// Says why those affected lack what they lack: some milliseconds a person, whatever time was given.
    private func explain(_ proposal: inout Proposal) {
        var after = problem.clinic
        do { try after.apply(proposal.changes) } catch { return }
        let done = ClinicWeek(CompiledWeek(after, week: week.week))
        var unmet: [UnmetNeed] = []
        var told: Set<PatientID> = []
        for need in proposal.unmet where !told.contains(need.patient) {
            guard !isCancelled() else {
                unmet.append(need)
                continue
            }
            told.insert(need.patient)
            unmet += problem.explained(proposal.unmet.filter { $0.patient == need.patient }, in: done)
        }
        proposal.unmet = unmet
    }
    private func answer() -> RepairAnswer {
        var proposals = distinct().prefix(count).map(\.proposal)
        if isProved, let least = proposals.first?.after.total {
            for i in proposals.indices { proposals[i].lowerBound = least }
        }
        return RepairAnswer(
            week: week.week, absence: absence,
            hit: hit, proposals: proposals,
            isProved: isProved)
    }
    private func tell() {
        if isWorthTelling { found(answer()) }
        isWorthTelling = false
    }
}
