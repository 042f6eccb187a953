/// Moves of several steps: made on the plan, kept or taken back by the journal.
extension PlanSearch {
    /// Puts a waiting task where it costs least (not on `avoiding`); false when it found no place that is
    /// better than waiting.
    @discardableResult mutating func insert(_ task: Int, avoiding day: Int = -1, noise: Int = 0) -> Bool {
        let need = Int(problem.taskNeed[task])
        let n = problem.needs[need]
        var best = n.unmetCost
        var bestGroup = -1
        var bestSlot = -1
        for i in n.candidateBase..<n.candidateBase &+ n.candidateCount {
            let g = Int(problem.candidates[i])
            if !plan.hasSeat(g) || Int(plan.groupDay[g]) == day { continue }
            let cost = plan.seatCost(need, g)
            if cost < 0 || !plan.maySit(task, g) { continue }
            evaluated &+= 1
            let k = Int(plan.seated[g])
            var change =
                plan.dayChange(task, plan.groupItem(g)) &+ cost
                &+ plan.underfilled(g, k &+ 1) &- plan.underfilled(g, k)
            if noise > 0 { change &+= random.below(noise) }
            if change < best {
                best = change
                bestGroup = g
            }
        }
        var lead = -1
        if n.soloRow >= 0 {
            let service = problem.services[n.service]
            for i in n.soloBase..<n.soloBase &+ n.soloCount {
                let s = Int(problem.soloSlots[i])
                let d = Int(problem.slotDay[s])
                if d == day { continue }
                let start = Int(problem.slotBit[s])
                guard plan.isFree(task, start, start &+ service.bits, d),
                    plan.isWithinLimits(task, d, service.minutes, service.isBundled ? service.minutes : 0)
                else { continue }
                evaluated &+= 1
                let change =
                    plan.dayChange(task, plan.soloItem(n.service, s))
                    &+ Int(problem.soloCosts[n.soloRow &+ s]) &+ (noise > 0 ? random.below(noise) : 0)
                if change >= best { continue }
                for k in n.favouredBase..<n.favouredBase &+ n.favouredCount {
                    let t = Int(problem.favoured[k])
                    let cost = change &+ Int(problem.continuity[n.patient &* problem.therapistCount &+ t])
                    if cost < best, findCrew(task, n, s, lead: t) {
                        best = cost
                        bestSlot = s
                        lead = t
                        break
                    }
                }
                if change &+ Points.stranger >= best || service.therapistCount == 0 { continue }
                let offset = random.below(service.therapistCount)
                for k in 0..<service.therapistCount {
                    let at = service.therapistBase &+ (k &+ offset) % service.therapistCount
                    let t = Int(problem.serviceTherapists[at])
                    if findCrew(task, n, s, lead: t) {
                        best = change &+ Points.stranger
                        bestSlot = s
                        lead = t
                        break
                    }
                }
            }
        }
        if bestSlot >= 0 { return tryPut(task, n, bestSlot, lead) }
        if bestGroup >= 0 {
            plan.seat(task, bestGroup)
            return true
        }
        return false
    }

    /// Takes a patient's tasks of one day (or all that day and another) and places them anew, the day left out
    /// half of the time.
    mutating func replanDay(_ task: Int) {
        let p = Int(problem.taskPatient[task])
        let q = problem.patients[p]
        let before = plan.cost
        let mark = plan.mark
        let first = Int(plan.items[plan.itemIndex(task)].day)
        let second = random.chance(400) ? random.below(7) : -1
        var count = 0
        for t in q.taskBase..<q.taskBase &+ q.taskCount {
            let d = Int(plan.items[plan.itemIndex(t)].day)
            if d == first || d == second || d < 0 {
                if plan.place[t] != PlanAssignment.waiting { plan.detach(t) }
                moved[count] = Int32(truncatingIfNeeded: t)
                count &+= 1
            }
        }
        shuffle(count)
        let avoid = first >= 0 && random.chance(500) ? first : -1
        for i in 0..<count { insert(Int(moved[i]), avoiding: avoid, noise: 6) }
        decide(before, mark, tolerance)
    }

    /// Days of several patients placed anew: the task's, that of somebody whose seat it takes, who may take
    /// another's in turn.
    mutating func replanChain(_ task: Int) {
        let before = plan.cost
        let mark = plan.mark
        var current = task
        var day = Int(plan.items[plan.itemIndex(task)].day)
        var count = lift(Int(problem.taskPatient[task]), day, 0)
        var links = 1 &+ (random.chance(350) ? 1 &+ random.below(2) : 0)
        while links > 0 {
            links &-= 1
            let need = Int(problem.taskNeed[current])
            let n = problem.needs[need]
            if n.candidateCount == 0 { break }
            let g = Int(problem.candidates[n.candidateBase &+ random.below(n.candidateCount)])
            let members = Int(plan.seated[g]) &- problem.groups[g].standing
            if members <= 0 || Int(plan.groupDay[g]) == day || plan.seatCost(need, g) < 0 { break }
            let other = Int(plan.roster[problem.groups[g].rosterBase &+ random.below(members)])
            if problem.taskPatient[other] == problem.taskPatient[current] { break }
            day = Int(plan.groupDay[g])
            count = lift(Int(problem.taskPatient[other]), day, count)
            if !plan.maySit(current, g) { break }
            plan.seat(current, g)
            current = other
        }
        // Nobody's seat was taken: a day of the one's own placed anew is another move.
        if current == task { return plan.undo(to: mark) }
        for i in 0..<count where plan.place[Int(moved[i])] == PlanAssignment.waiting {
            insert(Int(moved[i]), noise: noise)
        }
        decide(before, mark, tolerance)
    }

    /// All of a patient's tasks placed anew.
    mutating func replanWeek(_ task: Int) {
        let before = plan.cost
        let mark = plan.mark
        let q = problem.patients[Int(problem.taskPatient[task])]
        for t in q.taskBase..<q.taskBase &+ q.taskCount {
            if plan.place[t] != PlanAssignment.waiting { plan.detach(t) }
            moved[t &- q.taskBase] = Int32(truncatingIfNeeded: t)
        }
        replace(q.taskCount, before, mark)
    }
    /// The single sessions of a day of a therapist who may lead the task, and the task, placed anew.
    mutating func replanTherapistDay(_ task: Int) {
        let n = problem.needs[Int(problem.taskNeed[task])]
        if n.soloRow < 0 || n.soloCount == 0 { return }
        let t = drawLead(n)
        if t < 0 { return }
        let slot = Int(problem.soloSlots[n.soloBase &+ random.below(n.soloCount)])
        let day = Int(problem.slotDay[slot])
        let before = plan.cost
        let mark = plan.mark
        if plan.place[task] != PlanAssignment.waiting { plan.detach(task) }
        moved[0] = Int32(truncatingIfNeeded: task)
        var count = 1
        let row = t &* PlanAssignment.soloStride
        for b in row &+ day &* BitRows.perDay..<row &+ (day &+ 1) &* BitRows.perDay {
            let x = Int(plan.soloAt[b]) &- 1
            if x < 0 { continue }
            plan.detach(x)
            moved[count] = Int32(truncatingIfNeeded: x)
            count &+= 1
        }
        replace(count, before, mark)
    }
    /// Places what is in `moved` in an order by chance, and keeps it when the annealing takes it.
    private mutating func replace(_ count: Int, _ before: Int, _ mark: Int) {
        shuffle(count)
        for i in 0..<count { insert(Int(moved[i]), noise: noise) }
        decide(before, mark, tolerance)
    }
    /// Takes a patient's tasks of a day out and lists them, with those that wait, in `moved` from `at` on.
    private mutating func lift(_ p: Int, _ day: Int, _ at: Int) -> Int {
        let q = problem.patients[p]
        var count = at
        for t in q.taskBase..<q.taskBase &+ q.taskCount {
            let d = Int(plan.items[plan.itemIndex(t)].day)
            if d != day && d >= 0 { continue }
            if d >= 0 { plan.detach(t) }
            moved[count] = Int32(truncatingIfNeeded: t)
            count &+= 1
        }
        return count
    }

    mutating func shuffle(_ count: Int) {
        var i = count &- 1
        while i > 0 {
            let j = random.below(i &+ 1)
            let x = moved[i]
            moved[i] = moved[j]
            moved[j] = x
            i &-= 1
        }
    }
}
