package import ClinicModel

package struct PlanOptions: Sendable {
    /// The same seed and steps give the same proposal, whether or not workers run at once.
    package var seed: UInt64
    /// Moves to propose; nil: no limit but the time.
    package var steps: Int?
    /// Time to plan in; nil: no limit but the steps. Neither: ten seconds.
    package var seconds: Double?
    package var workers: Workers

    package init(
        seed: UInt64 = 1, steps: Int? = nil, seconds: Double? = nil, workers: Workers = .serial
    ) {
        self.seed = seed
        self.steps = steps
        self.seconds = seconds
        self.workers = workers
    }
    var budget: SearchBudget { SearchBudget(seed: seed, steps: steps, seconds: seconds) }
}

/// How far a planner is.
package struct PlanProgress: Sendable, Equatable {
    /// 0…1 of the budget.
    package var fraction: Double
    package var steps: Int
    package var seconds: Double
    /// Week score of the best plan so far.
    package var score: Int
    /// Sessions that plans ask for and the best plan so far does not give.
    package var unmetSessions: Int
}

/// Proposes whole weeks.
package enum Planner {
    /// Plans the week that begins on `week`, from a moment on (nil: all of it): books what patients' plans ask
    /// for and gives waiting series a time, changing nothing that stands; no hard rule breaks that was whole
    /// before.
    ///
    /// It never gives back a plan worse than the week as it is, whenever it is cancelled. `clock` counts
    /// seconds; it decides only when to stop and how far the search has cooled, so that a budget of steps
    /// alone is repeatable. `clock`, `progress` and `isCancelled` are called by the caller's thread, the latter
    /// two some hundred times a second. Cancelled, it still takes a few tenths of a second at most for the lower
    /// bound and for why needs are unmet: as much as they take of a small clinic, where they are always whole. Of
    /// a larger one the bound is lower then, and needs beyond the first patients' are `unexplained`.
    package static func plan(
        _ clinic: Clinic, week: CivilDate, from: CivilMoment? = nil, options: PlanOptions = PlanOptions(),
        clock: () -> Double = { 0 }, progress: (PlanProgress) -> Void = { _ in },
        isCancelled: () -> Bool = { false }
    ) -> Proposal {
        let begun = clock()
        let (completed, completions) = SeriesCompletion.complete(
            clinic, week: week, from: from, isCancelled: isCancelled)
        let search = Search<PlanSearch>(budget: options.budget, workers: options.workers) { seed in
            PlanSearch(PlanAssignment(PlanProblem(completed, week: week, from: from)), seed: seed)
        }
        var told = -1.0
        return search.run(
            begun: begun, clock: clock,
            progress: { p in
                if p.seconds - told < 0.1 { return }
                told = p.seconds
                progress(
                    PlanProgress(
                        fraction: p.fraction, steps: p.standing.steps, seconds: p.seconds,
                        score: p.standing.cost, unmetSessions: p.standing.waiting))
            }, isCancelled: isCancelled,
            result: { space, standing in
                Proposal(
                    space.plan, of: clinic, completions,
                    lowerBound: PlanBound(space.problem).total(isCancelled: isCancelled),
                    steps: standing.steps, evaluated: standing.evaluated, isCancelled: isCancelled)
            })
    }
}
