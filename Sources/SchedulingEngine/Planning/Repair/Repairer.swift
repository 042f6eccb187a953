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
        let seconds = options.budget.seconds ?? (options.budget.steps == nil ? 5 : .infinity)
        return withoutActuallyEscaping(clock) { clock in
            withoutActuallyEscaping(isCancelled) { isCancelled in
                withoutActuallyEscaping(found) { found in
                    let work = RepairWork(
                        week, absence, count: max(1, count), limit: options.budget.steps ?? .max,
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
    private let week: ClinicWeek
    private lazy var problem = RepairProblem(week, absence)
    private lazy var openings = RepairOpeningsBook(problem.rest)
    private let hit: [SessionReference]
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
    /// A plan turned out to break a rule: what is left out for that has not been looked for.
    private var hasErred = false

    init(
        _ week: ClinicWeek, _ absence: ReportedAbsence, count: Int, limit: Int, stop: @escaping () -> Bool,
        found: @escaping (RepairAnswer) -> Void
    ) {
        self.absence = absence
        self.count = count
        self.stop = stop
        self.found = found
        left = limit
        self.week = week
        hit = absence.hits(in: week).map { week.sessions[$0].reference }
        score = week.score()
    }

    /// Steps of the first look, and of each of the other ways of mending.
    private static let glance = 4000

    func run() -> RepairAnswer {
        let briefly = RepairProblem(week, absence, withOthers: false)
        let rest = RepairOpeningsBook(briefly.rest)
        _ = search(briefly, .brief, rest, limit: 300) {}
        if kinds.isEmpty { add(briefly.plain(), .none, of: briefly) }
        tell()
        let first = search(problem, .any, openings, limit: Self.glance) { self.tell() }
        if !hit.isEmpty {
            others(briefly, rest)
            tell()
        }
        var isComplete = first.isComplete
        if !isComplete, !stop(), left > 0 {
            let more = search(problem, .any, openings, below: first.bestPoints, limit: .max) { self.tell() }
            isComplete = more.isComplete
        }
        if isComplete, !hasErred, kinds.contains(where: { $0.style == .any }) {
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
        guard let proposal = problem.proposal(plan, beforeScore: score, steps: steps) else {
            hasErred = hasErred || style == .any
            return
        }
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
    /// Says why those affected lack what they lack.
    private func explain(_ proposal: inout Proposal) {
        var after = problem.clinic
        do { try after.apply(proposal.changes) } catch { return }
        let done = ClinicWeek(CompiledWeek(after, week: week.week))
        var unmet: [UnmetNeed] = []
        var told: Set<PatientID> = []
        for need in proposal.unmet where !told.contains(need.patient) {
            guard !stop() else {
                unmet.append(need)
                continue
            }
            told.insert(need.patient)
            unmet += UnmetNeed.list(of: need.patient, in: done, standing: problem.rest)
        }
        proposal.unmet = unmet
    }
    private func answer() -> RepairAnswer {
        var proposals = Array(distinct().prefix(count))
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
