package import ClinicModel

package struct PlanOptions: Sendable {
    /// The same seed and steps give the same proposal.
    package var seed: UInt64
    /// Moves to propose; nil: no limit but the time.
    package var steps: Int?
    /// Time to plan in; nil: no limit but the steps. Neither: ten seconds.
    package var seconds: Double?
    package init(seed: UInt64 = 1, steps: Int? = nil, seconds: Double? = nil) {
        self.seed = seed
        self.steps = steps
        self.seconds = seconds
    }
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
    /// Plans the week that begins on `week`: books what patients' plans ask for and gives waiting series a
    /// time, changing nothing that stands; no hard rule breaks that was whole before.
    ///
    /// It never gives back a plan worse than the week as it is, whenever it is cancelled. `clock` counts
    /// seconds; it decides only when to stop and how far the search has cooled, so that a budget of steps
    /// alone is repeatable.
    package static func plan(
        _ clinic: Clinic, week: CivilDate, options: PlanOptions = PlanOptions(),
        clock: () -> Double = { 0 }, progress: (PlanProgress) -> Void = { _ in },
        isCancelled: () -> Bool = { false }
    ) -> Proposal {
        let begun = clock()
        let (completed, completions) = SeriesCompletion.complete(
            clinic, week: week, isCancelled: isCancelled)
        let problem = PlanProblem(completed, week: week)
        let plan = PlanAssignment(problem)
        let best = PlanAssignment(problem)
        let lowerBound = PlanBound(problem).total()
        var search = PlanSearch(plan, seed: options.seed)
        defer { search.free() }
        var steps = 0
        if problem.taskCount > 0 {
            let seconds = options.seconds ?? (options.steps == nil ? 10 : .infinity)
            let limit = options.steps ?? .max
            search.construct(isCancelled)
            if plan.cost < best.cost { best.copy(from: plan) }
            var annealing = search.annealing
            var told = -1.0
            while steps < limit, !isCancelled() {
                let now = clock() - begun
                let fraction = max(now / seconds, Double(steps) / Double(limit))
                if now >= seconds { break }
                if now - told >= 0.1 {
                    told = now
                    progress(
                        PlanProgress(
                            fraction: fraction, steps: steps, seconds: now, score: best.cost,
                            unmetSessions: best.waitingCount))
                }
                annealing.advance(to: fraction / 0.97)
                let batch = min(1024, limit - steps)
                if fraction > 0.97 {
                    for _ in 0..<batch {
                        search.tolerance = 0
                        search.step()
                    }
                } else {
                    for _ in 0..<batch {
                        search.tolerance = annealing.tolerance(&search.random)
                        search.step()
                    }
                }
                steps += batch
                if plan.cost < best.cost { best.copy(from: plan) }
            }
        }
        return Proposal(
            best, of: clinic, completions, lowerBound: lowerBound, steps: steps, evaluated: search.evaluated)
    }
}
