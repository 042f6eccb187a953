/// How far the first plan is made.
struct PlanConstruction {
    /// Groups that are yet to be given a time.
    var closed: [Int]
    /// Tasks by their number of places, the fewest first; nil until the groups have their times.
    var order: [Int]?
    var next = 0
}

/// A first plan, made greedily: groups where most of the waiting gain most, then the tasks with the fewest
/// places first, each where it costs least.
extension PlanSearch {
    mutating func prepare() -> Bool {
        if openByDemand() { return true }
        let order = construction.order ?? tightestFirst()
        construction.order = order
        guard construction.next < order.count else { return false }
        let task = order[construction.next]
        construction.next += 1
        // Another search's state, taken over meanwhile, may have placed it.
        if plan.place[task] == PlanAssignment.waiting {
            insert(task)
            plan.forgetJournal()
        }
        return true
    }

    private func tightestFirst() -> [Int] {
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
        return order.sorted { $0 < $1 }.map(\.task)
    }

    /// Gives a waiting group the slot that its likely members gain most by; false when no group is wanted.
    private mutating func openByDemand() -> Bool {
        construction.closed.removeAll { plan.groupSlot[$0] >= 0 }
        // The service with the most waiting tasks, one of its closed groups.
        var waiting = [Int](repeating: 0, count: problem.services.count)
        for i in 0..<(construction.closed.isEmpty ? 0 : plan.waitingCount) {
            waiting[problem.needs[Int(problem.taskNeed[Int(plan.waitingList[i])])].service] += 1
        }
        var at = -1
        for (i, g) in construction.closed.enumerated() {
            let s = problem.groups[g].service
            if waiting[s] > 0, at < 0 || waiting[s] > waiting[problem.groups[construction.closed[at]].service]
            {
                at = i
            }
        }
        if at < 0 {
            construction.closed = []
            return false
        }
        let g = construction.closed.remove(at: at)
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
        if bestSlot < 0 || !findGroupCrew(g, bestSlot, enough: group.capacity) { return true }
        plan.relocate(g, bestSlot, crew, 0, crewRoom)
        fillBest(g)
        if plan.seated[g] == 0 { plan.relocate(g, -1, crew, 0, -1) }
        plan.forgetJournal()
        return true
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
