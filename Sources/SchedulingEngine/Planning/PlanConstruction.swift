/// A first plan, made greedily: groups where most of the waiting gain most, then the tasks with the fewest
/// places first, each where it costs least.
extension PlanSearch {
    mutating func construct(_ isCancelled: () -> Bool) {
        openByDemand(isCancelled)
        var order: [(room: Int, task: Int)] = []
        for i in 0..<plan.waitingCount {
            let t = Int(plan.waitingList[i])
            let need = Int(problem.taskNeed[t])
            let n = problem.needs[need]
            var options = n.soloCount
            for k in n.candidateBase..<n.candidateBase &+ n.candidateCount {
                let g = Int(problem.candidates[k])
                if plan.seatCost(need, g) >= 0, plan.hasSeat(g) { options &+= 1 }
            }
            order.append((options, t))
        }
        order.sort { $0 < $1 }
        for (i, x) in order.enumerated() {
            if i & 63 == 0, isCancelled() { return }
            insert(x.task)
            plan.forgetJournal()
        }
    }

    /// Gives one waiting group after another the slot that its likely members gain most by.
    private mutating func openByDemand(_ isCancelled: () -> Bool) {
        var closed = openGroups
        while !closed.isEmpty, !isCancelled() {
            // The service with the most waiting tasks to each seat of its closed groups.
            var waiting = [Int](repeating: 0, count: problem.services.count)
            for i in 0..<plan.waitingCount {
                waiting[problem.needs[Int(problem.taskNeed[Int(plan.waitingList[i])])].service] += 1
            }
            var at = -1
            for i in closed.indices {
                let s = problem.groups[closed[i]].service
                if waiting[s] > 0, at < 0 || waiting[s] > waiting[problem.groups[closed[at]].service] {
                    at = i
                }
            }
            if at < 0 { return }
            let g = closed.remove(at: at)
            let group = problem.groups[g]
            var best = 0
            var bestSlot = -1
            let tries = min(group.slotCount, 48)
            for k in 0..<tries {
                let i = tries == group.slotCount ? k : random.below(group.slotCount)
                let s = Int(problem.kindSlots[group.slotBase &+ i])
                let gain = demand(g, s)
                if gain > best {
                    best = gain
                    bestSlot = s
                }
            }
            if bestSlot < 0 || !findGroupCrew(g, bestSlot, enough: group.capacity) { continue }
            plan.relocate(g, bestSlot, crew, 0, crewRoom)
            fillBest(g)
            if plan.seated[g] == 0 { plan.relocate(g, -1, crew, 0, -1) }
            plan.forgetJournal()
        }
    }

    /// Points that the waiting would gain were the closed group at the slot; 0 when nobody can lead it then.
    private mutating func demand(_ g: Int, _ s: Int) -> Int {
        let group = problem.groups[g]
        guard findGroupCrew(g, s, enough: group.capacity) else { return 0 }
        let seats = crewRoom < 0 ? group.capacity : min(group.capacity, Int(problem.roomCapacity[crewRoom]))
        let start = Int(problem.slotBit[s])
        let d = Int(problem.slotDay[s])
        var item = plan.groupItem(g)
        item.start = Int16(truncatingIfNeeded: start)
        item.end = Int16(truncatingIfNeeded: start &+ group.bits)
        item.day = Int8(truncatingIfNeeded: d)
        var gains: [Int] = []
        var lastNeed = -1
        for t in serviceTasks(group.service) where plan.place[t] == PlanAssignment.waiting {
            let need = Int(problem.taskNeed[t])
            if need == lastNeed { continue }
            let n = problem.needs[need]
            let cost = Int(problem.seatCosts[n.seatRow &+ group.column &+ s])
            guard cost >= 0, plan.isFree(t, start, start &+ group.bits, d),
                plan.isWithinLimits(t, d, group.minutes, group.bundled)
            else { continue }
            lastNeed = need
            gains.append(n.unmetCost &- cost &- plan.dayChange(t, item))
        }
        gains.sort(by: >)
        return gains.prefix(seats).reduce(0, +)
    }
}
