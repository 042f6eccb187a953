internal import ClinicModel

/// What a repair leaves the patients hit without, looked for once more as for a plan of the week.
extension RepairProblem {
    /// The plan with what those hit still lack beside it, its own seats and new hours placed anew first or left
    /// as they are, whichever scores less; nil when neither is better. Nobody else is given anything, and no
    /// series a time. `steps` of the plan's search each.
    func completed(
        _ plan: RepairPlan, _ proposal: Proposal, beforeScore: WeekScore, steps: Int, stop: () -> Bool
    ) -> (plan: RepairPlan, made: (proposal: Proposal, lost: Int))? {
        var bare = plan
        bare.seats = []
        bare.hours = []
        var best: (plan: RepairPlan, made: (proposal: Proposal, lost: Int))?
        for start in bare == plan ? [plan] : [bare, plan] {
            guard let full = filled(start, steps, stop), full != start,
                let made = self.proposal(full, beforeScore: beforeScore, steps: proposal.steps + steps),
                made.proposal.after.total < (best?.made.proposal ?? proposal).after.total
            else { continue }
            best = (full, made)
        }
        return best
    }

    private func filled(_ plan: RepairPlan, _ steps: Int, _ stop: () -> Bool) -> RepairPlan? {
        var after = clinic
        do { try after.apply(plan.changes(of: self)) } catch { return nil }
        for p in after.patients.indices where !hitPatients.contains(p) {
            after.patients[p].plan = nil
            for i in after.patients[p].steps.indices { after.patients[p].steps[i].plan = nil }
        }
        for x in after.series.indices where after.series[x].slot == nil { after.series[x].pinned = true }
        let (week, from) = (before.week, from)
        let filled = after
        let search = Search<PlanSearch>(
            budget: SearchBudget(seed: 1, steps: steps, searches: 1), workers: .serial
        ) { seed in
            PlanSearch(PlanAssignment(PlanProblem(filled, week: week, from: from)), seed: seed)
        }
        return search.run(clock: { 0 }, progress: { _ in }, isCancelled: stop) { space, _ in
            with(space.plan, plan)
        }
    }
    /// A repair with the seats and hours of a plan of its week.
    private func with(_ found: PlanAssignment, _ plan: RepairPlan) -> RepairPlan {
        var out = plan
        let p = found.problem
        for g in 0..<p.groups.count where found.seated[g] > Int32(p.groups[g].standing) {
            let series = clinic.series[p.groups[g].series].id
            guard let host = hosts.firstIndex(where: { $0.reference.series == series }) else { continue }
            for i in 0..<Int(found.seated[g]) - p.groups[g].standing {
                let task = Int(found.roster[p.groups[g].rosterBase + i])
                out.seats.append(.init(patient: Int(p.taskPatient[task]), host: host))
            }
        }
        for t in 0..<p.taskCount where found.place[t] == PlanAssignment.solo {
            let need = p.needs[Int(p.taskNeed[t])]
            let team = (0..<p.leaderStride).map { Int(found.leaders[t * p.leaderStride + $0]) }.filter {
                $0 >= 0
            }
            let spot = Spot(
                start: Int(p.slotBit[Int(found.slot[t])]) * BitRows.minutes, team: team,
                room: Int(found.room[t]))
            out.hours.append(.init(patient: need.patient, service: need.service, spot: spot))
        }
        return out
    }
}
