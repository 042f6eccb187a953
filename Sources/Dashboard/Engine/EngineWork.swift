package import ClinicModel
package import FrontDesk
package import SchedulingEngine

/// A week to be planned.
package struct PlanOrder: Hashable, Sendable {
    /// Given out once, so that answers to older orders are told apart.
    package var job: Int
    package var week: CivilDate
    /// Nothing is placed before it; nil: the whole week.
    package var from: CivilMoment?
    package var seed: UInt64
}

/// An absence to be mended.
package struct RepairOrder: Hashable, Sendable {
    package var job: Int
    package var week: CivilDate
    /// Nothing is placed before it; nil: the whole week.
    package var from: CivilMoment?
    package var absence: ReportedAbsence
}

/// How much the engine may do for the dashboard.
package struct EngineBudget: Sendable {
    package var plan: PlanOptions
    package var repair: PlanOptions
    /// Counts seconds.
    package var clock: @Sendable () -> Double

    package init(
        plan: PlanOptions = PlanOptions(), repair: PlanOptions = PlanOptions(),
        clock: @escaping @Sendable () -> Double
    ) {
        self.plan = plan
        self.repair = repair
        self.clock = clock
    }
    /// Ten seconds by the wall clock.
    package static var standard: EngineBudget {
        let begun = ContinuousClock.now
        return EngineBudget {
            let passed = (ContinuousClock.now - begun).components
            return Double(passed.seconds) + Double(passed.attoseconds) / 1e18
        }
    }
}

/// A proposal and what it comes to, told change by change; made where nobody waits for a key.
package struct ToldProposal: Sendable {
    package let proposal: Proposal
    package let told: ProposedChanges
    /// Of the clinic that it was made for.
    package let revision: Int
    /// What the week is short of, whatever is planned.
    package var binding: [Shortage] = []
    /// How many people have to be called with all of a repair.
    package var callings = 0
}

/// What the engine does for the dashboard, on a thread of its own.
struct EngineWorker: Sendable {
    let desk: Desk
    let budget: EngineBudget

    /// The clinic as it stands; nil, and told, when it can't be read.
    private func snapshot(_ bench: EngineRoom.Bench) -> ClinicSnapshot? {
        do throws(DeskError) { return try desk.snapshot() } catch {
            bench.tell(.workFailed(job: bench.job, error.sentence(naming: .ids)))
            return nil
        }
    }

    func plan(_ order: PlanOrder, _ bench: EngineRoom.Bench) {
        guard let snapshot = snapshot(bench) else { return }
        var options = budget.plan
        options.seed = order.seed
        let clock = budget.clock
        let begun = clock()
        let proposal = Planner.plan(
            snapshot.clinic, week: order.week, from: order.from, options: options, clock: clock,
            progress: { bench.tell(.planning(job: order.job, $0)) }, isCancelled: { bench.isStopped })
        let week = ClinicWeek(snapshot.clinic, week: order.week)
        let seconds = clock() - begun
        let made = ToldProposal(
            proposal: proposal, told: ProposedChanges(proposal.changes, of: week),
            revision: snapshot.revision,
            binding: proposal.unmet.isEmpty ? [] : week.shortages(from: order.from))
        bench.tell(.planned(job: order.job, made, seconds: seconds))
    }

    func repair(_ order: RepairOrder, _ bench: EngineRoom.Bench) {
        guard let snapshot = snapshot(bench) else { return }
        let week = ClinicWeek(snapshot.clinic, week: order.week)
        func tell(_ answer: RepairAnswer, isDone: Bool) {
            var out: TherapistID?
            if case .therapist(let id) = order.absence.subject { out = id }
            let proposals = answer.proposals.map { proposal in
                let told = ProposedChanges(proposal.changes, of: week)
                return ToldProposal(
                    proposal: proposal, told: told, revision: snapshot.revision,
                    callings: Calling.list(from: week, to: told.after, out: out).count)
            }
            bench.tell(.repaired(job: order.job, answer, proposals, isDone: isDone))
        }
        let answer = Repairer.repair(
            snapshot.clinic, week: order.week, absence: order.absence, from: order.from,
            options: budget.repair, clock: budget.clock, found: { tell($0, isDone: false) },
            isCancelled: { bench.isStopped })
        tell(answer, isDone: true)
    }

    func countShortages(of week: CivilDate, from: CivilMoment?, _ job: Int, _ bench: EngineRoom.Bench) {
        guard let snapshot = snapshot(bench) else { return }
        bench.tell(.counted(job: job, ClinicWeek(snapshot.clinic, week: week).shortages(from: from)))
    }

    func weigh(_ acceptance: Acceptance, _ job: Int, _ bench: EngineRoom.Bench) {
        let result: Result<AcceptancePreview, DeskError>
        do throws(DeskError) { result = .success(try desk.preview(acceptance)) } catch {
            result = .failure(error)
        }
        bench.tell(.weighed(job: job, result))
    }
}
