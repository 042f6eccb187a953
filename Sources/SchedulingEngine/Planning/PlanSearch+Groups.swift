/// Moves of groups that the plan gives a time.
extension PlanSearch {
    /// Leaders (into `crew`) and a room (into `crewRoom`) for a group at a slot; its own are taken for busy, so
    /// it should be closed first.
    mutating func findGroupCrew(_ g: Int, _ s: Int, enough: Int) -> Bool {
        let group = problem.groups[g]
        let service = problem.services[group.service]
        let start = Int(problem.slotBit[s])
        let d = Int(problem.slotDay[s])
        let bits = group.bits &+ service.noteBits
        let stride = problem.leaderStride
        for k in 0..<stride { crew[k] = -1 }
        if group.givenLeaders > 0 {
            for k in 0..<group.givenLeaders {
                let t = Int(problem.groupLeaders[g &* stride &+ k])
                guard canLead(t, group.service, start, bits, group.minutes, d, own: 0..<0, freed: 0) else {
                    return false
                }
                crew[k] = Int16(truncatingIfNeeded: t)
            }
        } else {
            if service.therapistCount < service.facilitators { return false }
            var have = 0
            let offset = random.below(service.therapistCount)
            for i in 0..<service.therapistCount where have < service.facilitators {
                let at = (i &+ offset) % service.therapistCount
                let t = Int(problem.serviceTherapists[service.therapistBase &+ at])
                if canLead(t, group.service, start, bits, group.minutes, d, own: 0..<0, freed: 0) {
                    crew[have] = Int16(truncatingIfNeeded: t)
                    have &+= 1
                }
            }
            if have < service.facilitators { return false }
        }
        crewRoom = -1
        if !service.isPresent { return true }
        if group.room >= 0 {
            crewRoom = group.room
            return plan.roomFree.allSet(group.room, start, group.bits)
        }
        // The smallest room that seats them all, else the largest there is.
        for i in service.roomBase..<service.roomBase &+ service.roomCount {
            let r = Int(problem.serviceRooms[i])
            if !plan.roomFree.allSet(r, start, group.bits) { continue }
            crewRoom = r
            if Int(problem.roomCapacity[r]) >= enough { break }
        }
        return crewRoom >= 0
    }

    /// As `findGroupCrew`; when nobody is free, one who might lead is freed of the single sessions in the way,
    /// which are in `moved` from `at` on. Returns how many those are, or −1 when it was of no use.
    private mutating func findOrFreeCrew(_ g: Int, _ s: Int, enough: Int, at: Int) -> Int {
        if findGroupCrew(g, s, enough: enough) { return 0 }
        let group = problem.groups[g]
        let service = problem.services[group.service]
        if service.therapistCount == 0 || random.chance(950) { return -1 }
        let t =
            group.givenLeaders > 0
            ? Int(problem.groupLeaders[g &* problem.leaderStride &+ random.below(group.givenLeaders)])
            : Int(problem.serviceTherapists[service.therapistBase &+ random.below(service.therapistCount)])
        let start = Int(problem.slotBit[s])
        var count = 0
        for b in max(
            0, start &- Self.lookBack)..<min(
                PlanAssignment.soloStride, start &+ group.bits &+ service.noteBits)
        {
            let x = Int(plan.soloAt[t &* PlanAssignment.soloStride &+ b]) &- 1
            if x < 0 { continue }
            let own = problem.services[problem.needs[Int(problem.taskNeed[x])].service]
            if b &+ own.bits &+ own.noteBits <= start { continue }
            plan.detach(x)
            moved[at &+ count] = Int32(truncatingIfNeeded: x)
            count &+= 1
        }
        return count > 0 && findGroupCrew(g, s, enough: enough) ? count : -1
    }

    mutating func moveGroup() {
        let g = openGroups[random.below(openGroups.count)]
        let r = random.below(1000)
        if plan.groupSlot[g] < 0 {
            open(g)
        } else if r < 60 {
            close(g)
        } else if r < 250 {
            exchange(g)
        } else {
            shift(g)
        }
    }

    /// A slot to try for a group: near its own, beside another session of one of its members, or any.
    private mutating func drawSlot(for g: Int, like member: Int) -> Int {
        let group = problem.groups[g]
        let r = random.below(1000)
        if r < 250, plan.groupSlot[g] >= 0 {
            let s = Int(plan.groupSlot[g]) &+ random.below(13) &- 6
            if s >= 0, s < problem.slotBit.count, problem.slotDay[s] == plan.groupDay[g] { return s }
        } else if r < 750, member >= 0 {
            let q = problem.patients[Int(problem.taskPatient[member])]
            let x = plan.items[q.itemBase &+ random.below(q.itemCount)]
            if x.day >= 0 {
                let at = r & 1 == 0 ? Int(x.end) : Int(x.start) &- group.bits
                if at >= 0, at <= 7 * BitRows.perDay {
                    let s = Int(problem.slotAt[at])
                    if s < problem.slotBit.count, problem.slotDay[s] == x.day { return s }
                }
            }
        }
        return Int(problem.kindSlots[group.slotBase &+ random.below(group.slotCount)])
    }
    private func fits(_ g: Int, _ s: Int) -> Bool {
        let group = problem.groups[g]
        for i in group.slotBase..<group.slotBase &+ group.slotCount where Int(problem.kindSlots[i]) == s {
            return true
        }
        return false
    }

    /// Takes everybody out of a group; they are in `moved` from `at` on.
    private func empty(_ g: Int, at: Int) -> Int {
        let group = problem.groups[g]
        let members = Int(plan.seated[g]) &- group.standing
        for i in 0..<members { moved[at &+ i] = plan.roster[group.rosterBase &+ i] }
        for i in 0..<members { plan.detach(Int(moved[at &+ i])) }
        return members
    }
    private mutating func reseat(_ g: Int, _ from: Int, _ count: Int) {
        for i in from..<from &+ count {
            let t = Int(moved[i])
            if plan.hasSeat(g), plan.seatCost(Int(problem.taskNeed[t]), g) >= 0, plan.maySit(t, g) {
                plan.seat(t, g)
            }
        }
    }
    private mutating func insertAll(_ from: Int, _ count: Int) {
        wayLeft = PlanReach.makingWay
        for i in from..<from &+ count where plan.place[Int(moved[i])] == PlanAssignment.waiting {
            let task = Int(moved[i])
            if !insert(task), random.chance(20), wayLeft > 0 {
                wayLeft &-= 1
                insertBeforeSolos(task)
            }
        }
    }
    /// Places a waiting task that found no place once more, with the patient's single sessions out of its way,
    /// and those after it.
    private mutating func insertBeforeSolos(_ task: Int) {
        let q = problem.patients[Int(problem.taskPatient[task])]
        let base = moved.count / 2
        var count = 0
        for t in q.taskBase..<q.taskBase &+ q.taskCount where plan.place[t] == PlanAssignment.solo {
            plan.detach(t)
            moved[base &+ count] = Int32(truncatingIfNeeded: t)
            count &+= 1
        }
        insert(task)
        for i in base..<base &+ count { insert(Int(moved[i])) }
    }
    /// Draws into a group those whose place there is better than the one they have, the waiting first.
    private mutating func fill(_ g: Int) {
        let service = problem.groups[g].service
        var tries = 0
        var i = 0
        while i < plan.waitingCount, plan.hasSeat(g), tries < 64 {
            let t = Int(plan.waitingList[i])
            let need = Int(problem.taskNeed[t])
            tries &+= 1
            if problem.needs[need].service == service, plan.seatCost(need, g) >= 0, plan.maySit(t, g) {
                plan.seat(t, g)
            } else {
                i &+= 1
            }
        }
        for _ in 0..<40 where plan.hasSeat(g) {
            let t = random.below(problem.taskCount)
            let need = Int(problem.taskNeed[t])
            if problem.needs[need].service != service || Int(plan.place[t]) == g { continue }
            let cost = plan.seatCost(need, g)
            if cost < 0 || plan.place[t] == PlanAssignment.solo || !plan.maySit(t, g) { continue }
            if seatChange(t, to: g, cost) <= 0 {
                if plan.place[t] != PlanAssignment.waiting { plan.detach(t) }
                plan.seat(t, g)
            }
        }
    }

    private mutating func decide(_ before: Int, _ mark: Int) {
        evaluated &+= 1
        decide(before, mark, tolerance)
    }

    mutating func shift(_ g: Int) {
        let group = problem.groups[g]
        let members = Int(plan.seated[g]) &- group.standing
        let like = members > 0 ? Int(plan.roster[group.rosterBase &+ random.below(members)]) : -1
        let s = drawSlot(for: g, like: like)
        guard fits(g, s) else { return }
        let before = plan.cost
        let mark = plan.mark
        let count = empty(g, at: 0)
        plan.relocate(g, -1, crew, 0, -1)
        let freed = findOrFreeCrew(g, s, enough: max(count, group.least), at: count)
        if freed < 0 { return plan.undo(to: mark) }
        plan.relocate(g, s, crew, 0, crewRoom)
        reseat(g, 0, count)
        insertAll(0, count &+ freed)
        if plan.waitingCount > 0 { fill(g) }
        decide(before, mark)
    }

    mutating func close(_ g: Int) {
        let before = plan.cost
        let mark = plan.mark
        let count = empty(g, at: 0)
        plan.relocate(g, -1, crew, 0, -1)
        insertAll(0, count)
        decide(before, mark)
    }

    mutating func open(_ g: Int) {
        let group = problem.groups[g]
        let waiting = plan.waitingCount
        var like = -1
        if waiting > 0 {
            let t = Int(plan.waitingList[random.below(waiting)])
            if problem.needs[Int(problem.taskNeed[t])].service == group.service { like = t }
        }
        let s = drawSlot(for: g, like: like)
        guard fits(g, s) else { return }
        let before = plan.cost
        let mark = plan.mark
        let freed = findOrFreeCrew(g, s, enough: group.capacity, at: 0)
        if freed < 0 { return plan.undo(to: mark) }
        plan.relocate(g, s, crew, 0, crewRoom)
        fillBest(g)
        insertAll(0, freed)
        if plan.seated[g] == 0 { return plan.undo(to: mark) }
        decide(before, mark)
    }

    /// Seats in a group those who gain most by it.
    mutating func fillBest(_ g: Int) {
        let service = problem.groups[g].service
        var gains: [(change: Int, task: Int)] = []
        for t in serviceTasks(service) {
            let need = Int(problem.taskNeed[t])
            let cost = plan.seatCost(need, g)
            if cost < 0 || Int(plan.place[t]) == g || !plan.maySit(t, g) { continue }
            evaluated &+= 1
            let change = plan.dayChange(t, plan.groupItem(g)) &+ cost &- own(t)
            if change < 0 { gains.append((change, t)) }
        }
        gains.sort { ($0.change, $0.task) < ($1.change, $1.task) }
        for x in gains where plan.hasSeat(g) {
            let need = Int(problem.taskNeed[x.task])
            // Somebody's other task may have taken the day, or a companion the seat beside.
            if !plan.maySit(x.task, g) { continue }
            let cost = plan.seatCost(need, g)
            let change =
                plan.dayChange(x.task, plan.groupItem(g)) &+ cost &- own(x.task)
                &+ leaveChange(x.task)
            if change >= 0 { continue }
            if plan.place[x.task] != PlanAssignment.waiting { plan.detach(x.task) }
            plan.seat(x.task, g)
        }
    }

    /// Two groups exchange their slots.
    mutating func exchange(_ g: Int) {
        let h = openGroups[random.below(openGroups.count)]
        if h == g || plan.groupSlot[h] < 0 || plan.groupSlot[g] == plan.groupSlot[h] { return }
        let s = Int(plan.groupSlot[g])
        let t = Int(plan.groupSlot[h])
        guard fits(g, t), fits(h, s) else { return }
        let before = plan.cost
        let mark = plan.mark
        let a = empty(g, at: 0)
        let b = empty(h, at: a)
        plan.relocate(g, -1, crew, 0, -1)
        plan.relocate(h, -1, crew, 0, -1)
        guard findGroupCrew(g, t, enough: a) else { return plan.undo(to: mark) }
        plan.relocate(g, t, crew, 0, crewRoom)
        guard findGroupCrew(h, s, enough: b) else { return plan.undo(to: mark) }
        plan.relocate(h, s, crew, 0, crewRoom)
        reseat(g, 0, a)
        reseat(h, a, b)
        insertAll(0, a &+ b)
        decide(before, mark)
    }

    func serviceTasks(_ service: Int) -> [Int] { tasksOfService[service] }
}
