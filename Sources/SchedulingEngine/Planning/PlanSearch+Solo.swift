extension PlanSearch {
    /// A slot to try for a task that may be alone: beside another session of the patient, or any.
    @inline(__always) mutating func drawSlot(_ task: Int, _ n: PlanNeed) -> Int {
        let r = random.below(1000)
        if r < 550 {
            let q = problem.patients[n.patient]
            let x = plan.items[q.itemBase &+ random.below(q.itemCount)]
            if x.day >= 0 {
                let bits = problem.services[n.service].bits
                let s: Int
                if r & 1 == 0 {
                    s = Int(problem.slotAt[min(7 * BitRows.perDay, Int(x.end))])
                } else {
                    let latest = Int(x.start) &- bits
                    if latest < 0 { return -1 }
                    let after = Int(problem.slotAt[latest])
                    s =
                        after < problem.slotBit.count && Int(problem.slotBit[after]) == latest
                        ? after : after &- 1
                }
                if s >= 0, s < problem.slotBit.count, problem.slotDay[s] == x.day { return s }
            }
        }
        return Int(problem.soloSlots[n.soloBase &+ random.below(n.soloCount)])
    }

    /// Therapists (into `crew`) and a room (into `crewRoom`) for a task alone at a slot, `lead` among them;
    /// false when they are not to be had.
    @inline(__always) mutating func findCrew(_ task: Int, _ n: PlanNeed, _ s: Int, lead: Int) -> Bool {
        let service = problem.services[n.service]
        let start = Int(problem.slotBit[s])
        let d = Int(problem.slotDay[s])
        let bits = service.bits &+ service.noteBits
        let isSolo = plan.place[task] == PlanAssignment.solo
        let ownStart = isSolo ? Int(problem.slotBit[Int(plan.slot[task])]) : 0
        let stride = problem.leaderStride
        func own(_ t: Int) -> Bool {
            if !isSolo { return false }
            for k in 0..<stride where Int(plan.leaders[task &* stride &+ k]) == t { return true }
            return false
        }
        func can(_ t: Int) -> Bool {
            let mine = own(t)
            return canLead(
                t, n.service, start, bits, service.minutes, d,
                own: mine ? ownStart..<ownStart &+ bits : 0..<0, freed: mine ? service.minutes : 0)
        }
        guard can(lead) else { return false }
        for k in 0..<stride { crew[k] = -1 }
        crew[0] = Int16(truncatingIfNeeded: lead)
        var have = 1
        if service.facilitators > 1 {
            let offset = random.below(service.therapistCount)
            for i in 0..<service.therapistCount where have < service.facilitators {
                let at = (i &+ offset) % service.therapistCount
                let t = Int(problem.serviceTherapists[service.therapistBase &+ at])
                if t != lead, can(t) {
                    crew[have] = Int16(truncatingIfNeeded: t)
                    have &+= 1
                }
            }
            if have < service.facilitators { return false }
        }
        crewRoom = -1
        if service.isPresent {
            let r = isSolo ? Int(plan.room[task]) : -1
            crewRoom = findRoom(
                n.service, start, service.bits, hint: lead, own: r,
                isSolo ? ownStart..<ownStart &+ service.bits : 0..<0)
            if crewRoom < 0 { return false }
        }
        return true
    }

    @inline(__always) mutating func drawLead(_ n: PlanNeed) -> Int {
        if n.favouredCount > 0, random.chance(700) {
            // The first is the primary, when there is one.
            let i = random.chance(500) ? 0 : random.below(n.favouredCount)
            return Int(problem.favoured[n.favouredBase &+ i])
        }
        let service = problem.services[n.service]
        if service.therapistCount == 0 { return -1 }
        return Int(problem.serviceTherapists[service.therapistBase &+ random.below(service.therapistCount)])
    }

    mutating func moveSolo(_ task: Int) {
        let n = problem.needs[Int(problem.taskNeed[task])]
        if n.soloCount == 0 { return }
        let from = plan.place[task]
        var s: Int
        if from == PlanAssignment.solo, random.chance(150) {
            s = Int(plan.slot[task])
        } else {
            s = drawSlot(task, n)
        }
        if s < 0 { return }
        let cost = Int(problem.soloCosts[n.soloRow &+ s])
        if cost < 0 { return }
        let lead = drawLead(n)
        if lead < 0 { return }
        let service = problem.services[n.service]
        let start = Int(problem.slotBit[s])
        let d = Int(problem.slotDay[s])
        guard plan.isFree(task, start, start &+ service.bits, d),
            plan.isWithinLimits(task, d, service.minutes, service.isBundled ? service.minutes : 0)
        else { return }
        if !findCrew(task, n, s, lead: lead) {
            if service.facilitators == 1 { displace(task, n, s, lead) }
            return
        }
        evaluated &+= 1
        let change =
            plan.dayChange(task, plan.soloItem(n.service, s)) &+ cost
            &+ plan.continuity(n.patient, crew, 0) &- own(task) &+ leaveChange(task)
        if change <= tolerance {
            let mark = plan.mark
            if from != PlanAssignment.waiting { plan.detach(task) }
            plan.putSolo(task, s, crew, 0, crewRoom)
            settle(mark)
        }
    }

    /// A task alone with the therapist that overlaps the stretch, other than one that is known; −1: none.
    func blocker(_ t: Int, _ start: Int, _ bits: Int, besides known: Int = -1) -> Int {
        let low = max(0, start &- Self.lookBack)
        let high = min(PlanAssignment.soloStride, start &+ bits)
        for b in low..<high {
            let x = Int(plan.soloAt[t &* PlanAssignment.soloStride &+ b]) &- 1
            if x < 0 || x == known { continue }
            let service = problem.services[problem.needs[Int(problem.taskNeed[x])].service]
            if b &+ service.bits &+ service.noteBits > start { return x }
        }
        return -1
    }

    /// Takes the place of the one task in the way, which goes to the task's own, or to another, or waits.
    private mutating func displace(_ task: Int, _ n: PlanNeed, _ s: Int, _ lead: Int) {
        let service = problem.services[n.service]
        let start = Int(problem.slotBit[s])
        let bits = service.bits &+ service.noteBits
        let other = blocker(lead, start, bits)
        if other < 0 || other == task || problem.taskPatient[other] == problem.taskPatient[task] { return }
        if blocker(lead, start, bits, besides: other) >= 0 { return }
        let before = plan.cost
        let mark = plan.mark
        let isSolo = plan.place[task] == PlanAssignment.solo
        let oldSlot = Int(plan.slot[task])
        let oldLead = isSolo ? Int(plan.leaders[task &* problem.leaderStride]) : -1
        plan.detach(other)
        if plan.place[task] != PlanAssignment.waiting { plan.detach(task) }
        guard findCrew(task, n, s, lead: lead) else {
            plan.undo(to: mark)
            return
        }
        plan.putSolo(task, s, crew, 0, crewRoom)
        evaluated &+= 1
        let m = problem.needs[Int(problem.taskNeed[other])]
        var done = isSolo && oldLead >= 0 && tryPut(other, m, oldSlot, oldLead)
        for _ in 0..<4 where !done {
            if m.soloCount == 0 { break }
            let slot = drawSlot(other, m)
            let who = drawLead(m)
            if slot >= 0, who >= 0 { done = tryPut(other, m, slot, who) }
        }
        decide(before, mark, tolerance)
    }

    /// Puts a waiting task alone at a slot with a therapist if all rules allow it.
    @inline(__always) mutating func tryPut(_ task: Int, _ n: PlanNeed, _ s: Int, _ lead: Int) -> Bool {
        if n.soloRow < 0 || problem.soloCosts[n.soloRow &+ s] < 0 { return false }
        let service = problem.services[n.service]
        let start = Int(problem.slotBit[s])
        let d = Int(problem.slotDay[s])
        guard plan.isFree(task, start, start &+ service.bits, d),
            plan.isWithinLimits(task, d, service.minutes, service.isBundled ? service.minutes : 0),
            findCrew(task, n, s, lead: lead)
        else { return false }
        plan.putSolo(task, s, crew, 0, crewRoom)
        return true
    }

    /// Two tasks that are alone exchange times and therapists.
    mutating func swapSolos(_ task: Int) {
        if soloTasks.count < 2 || plan.place[task] != PlanAssignment.solo { return }
        let other = soloTasks[random.below(soloTasks.count)]
        if plan.place[other] != PlanAssignment.solo
            || problem.taskPatient[other] == problem.taskPatient[task]
        {
            return
        }
        let n = problem.needs[Int(problem.taskNeed[task])]
        let m = problem.needs[Int(problem.taskNeed[other])]
        let s = Int(plan.slot[task])
        let t = Int(plan.slot[other])
        if problem.soloCosts[n.soloRow &+ t] < 0 || problem.soloCosts[m.soloRow &+ s] < 0 { return }
        let lead = Int(plan.leaders[task &* problem.leaderStride])
        let otherLead = Int(plan.leaders[other &* problem.leaderStride])
        let before = plan.cost
        let mark = plan.mark
        plan.detach(task)
        plan.detach(other)
        if tryPut(task, n, t, otherLead), tryPut(other, m, s, lead) {
            evaluated &+= 1
            if plan.cost &- before <= tolerance { return settle(mark) }
        }
        plan.undo(to: mark)
    }
}
