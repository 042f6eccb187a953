package import ClinicModel

/// Mends what an absence breaks.
package enum Repairer {
    /// Finds what to do about an absence in one week: somebody else at the same time, another time, a make-up
    /// in another group or at another hour, else cancelled; by the week score with its `change` term.
    ///
    /// `found` is told of the first proposals at once, and again whenever there are better ones or the best is
    /// proved. Cancelled at any moment, it returns the best so far. Of `options` the steps count; without
    /// steps and seconds it takes at most five seconds. `clock` counts seconds and decides only when to stop.
    package static func repair(
        _ clinic: Clinic, week: CivilDate, absence: ReportedAbsence, count: Int = 3,
        options: PlanOptions = PlanOptions(), clock: () -> Double = { 0 },
        found: (RepairAnswer) -> Void = { _ in }, isCancelled: () -> Bool = { false }
    ) -> RepairAnswer {
        repair(
            ClinicWeek(clinic, week: week), absence: absence, count: count, options: options, clock: clock,
            found: found, isCancelled: isCancelled)
    }

    /// The same in a week that is compiled already.
    package static func repair(
        _ week: ClinicWeek, absence: ReportedAbsence, count: Int = 3, options: PlanOptions = PlanOptions(),
        clock: () -> Double = { 0 }, found: (RepairAnswer) -> Void = { _ in },
        isCancelled: () -> Bool = { false }
    ) -> RepairAnswer {
        let begun = clock()
        let seconds = options.seconds ?? (options.steps == nil ? 5 : .infinity)
        return withoutActuallyEscaping(clock) { clock in
            withoutActuallyEscaping(isCancelled) { isCancelled in
                withoutActuallyEscaping(found) { found in
                    let work = RepairWork(
                        week, absence, count: max(1, count), limit: options.steps ?? .max,
                        stop: { isCancelled() || clock() - begun >= seconds }, found: found)
                    return work.run()
                }
            }
        }
    }
}

/// One repair from the first proposal to the last.
private final class RepairWork {
    private let absence: ReportedAbsence
    private let problem: RepairProblem
    private let openings: RepairOpeningsBook
    private let score: WeekScore
    private let count: Int
    private var left: Int
    private let stop: () -> Bool
    private let found: (RepairAnswer) -> Void
    /// The best of each way of mending.
    private var kinds: [(style: RepairStyle?, proposal: Proposal)] = []
    private var steps = 0
    private var isProved = false
    private var isWorthTelling = false

    init(
        _ week: ClinicWeek, _ absence: ReportedAbsence, count: Int, limit: Int, stop: @escaping () -> Bool,
        found: @escaping (RepairAnswer) -> Void
    ) {
        self.absence = absence
        self.count = count
        self.stop = stop
        self.found = found
        left = limit
        problem = RepairProblem(week, absence)
        openings = RepairOpeningsBook(problem.rest)
        score = week.score()
    }

    /// Steps of the first look, and of each of the other ways of mending.
    private static let glance = 4000

    func run() -> RepairAnswer {
        let briefly = RepairProblem(problem.before, absence, withOthers: false)
        let rest = RepairOpeningsBook(briefly.rest)
        _ = search(briefly, .brief, rest, limit: 300) {}
        if kinds.isEmpty { add(briefly.plain(), .none, of: briefly) }
        tell()
        let first = search(problem, .any, openings, limit: Self.glance) { self.tell() }
        if !problem.hit.isEmpty {
            others(briefly, rest)
            tell()
        }
        var isComplete = first.isComplete
        if !isComplete, !stop(), left > 0 {
            let more = search(problem, .any, openings, below: first.bestPoints, limit: .max) { self.tell() }
            isComplete = more.isComplete
        }
        if isComplete, kinds.contains(where: { $0.style == .any }) {
            isProved = true
            isWorthTelling = true
            tell()
        }
        return answer()
    }

    private func others(_ hitOnly: RepairProblem, _ rest: RepairOpeningsBook) {
        for style in [RepairStyle.substitutes, .sameTherapist, .onlyHit] where !stop() {
            _ = search(hitOnly, style, rest, limit: Self.glance) {}
        }
        if !stop() { _ = search(problem, .makeUps, openings, limit: Self.glance) {} }
        if distinct().count < count { add(problem.plain(), .none, of: problem) }
    }

    private func search(
        _ problem: RepairProblem, _ style: RepairStyle, _ openings: RepairOpeningsBook,
        below points: Int = RepairPatient.never, limit: Int, improved: @escaping () -> Void
    ) -> RepairSearch {
        let search = RepairSearch(
            problem, style: style, openings: openings, below: points, limit: min(limit, left), stop: stop
        ) { plan in
            self.add(plan, style, of: problem)
            improved()
        }
        search.run()
        steps += search.steps
        left -= min(left, search.steps)
        return search
    }
    private func add(_ plan: RepairPlan, _ style: RepairStyle?, of problem: RepairProblem) {
        guard let proposal = problem.proposal(plan, beforeScore: score, steps: steps) else { return }
        if let i = kinds.firstIndex(where: { $0.style == style }) {
            if proposal.after.total >= kinds[i].proposal.after.total { return }
            kinds[i].proposal = proposal
        } else {
            kinds.append((style, proposal))
        }
        isWorthTelling = true
    }
    /// Best first; of equal ones what was found first.
    private func distinct() -> [Proposal] {
        let isSearched = kinds.contains { $0.style == .any }
        let order = kinds.indices.filter { !isSearched || kinds[$0].style != .brief }.sorted {
            (kinds[$0].proposal.after.total, $0) < (kinds[$1].proposal.after.total, $1)
        }
        var out: [Proposal] = []
        for i in order {
            let proposal = kinds[i].proposal
            let changes = Set(proposal.changes.changes)
            if !out.contains(where: { Set($0.changes.changes) == changes }) { out.append(proposal) }
        }
        return out
    }
    private func answer() -> RepairAnswer {
        var proposals = Array(distinct().prefix(count))
        if isProved, let least = proposals.first?.after.total {
            for i in proposals.indices { proposals[i].lowerBound = least }
        }
        return RepairAnswer(
            week: problem.before.week, absence: absence,
            hit: problem.hit.map { problem.before.sessions[$0].reference }, proposals: proposals,
            isProved: isProved)
    }
    private func tell() {
        if isWorthTelling { found(answer()) }
        isWorthTelling = false
    }
}
