/// Weeks of patients as plans had them that were found before.
struct RememberedWeeks {
    private(set) var plans: [PlanChoices] = []
    /// By patient: of the plans that differ in that patient's week, the first of each kind.
    private(set) var ofPatient: [[Int32]]

    init(patients: Int) { ofPatient = [[Int32]](repeating: [], count: patients) }

    mutating func add(_ plan: PlanChoices, of problem: PlanProblem) {
        let number = Int32(plans.count)
        plans.append(plan)
        for p in 0..<problem.patientCount {
            let q = problem.patients[p]
            let isKnown = ofPatient[p].contains { i in
                (q.taskBase..<q.taskBase + q.taskCount).allSatisfy {
                    plan.holds($0, as: plans[Int(i)], problem.leaderStride)
                }
            }
            if !isKnown { ofPatient[p].append(number) }
        }
    }
}

extension PlanChoices {
    /// Whether a task is in the same place as in another plan; its room may be another.
    fileprivate func holds(_ task: Int, as other: PlanChoices, _ stride: Int) -> Bool {
        if place[task] != other.place[task] { return false }
        if place[task] != PlanAssignment.solo { return true }
        let crew = task * stride..<(task + 1) * stride
        return slot[task] == other.slot[task] && leaders[crew] == other.leaders[crew]
    }
}

/// Plans found one by one have their good parts in different places: a patient's week goes from one to another.
extension PlanSearch {
    mutating func remember(_ choices: PlanChoices) { remembered.add(choices, of: problem) }

    /// The task's patient has the week that another plan gave; what is in the way there is placed anew. Where
    /// that would be more than a move may touch, nothing is done.
    mutating func recallWeek(_ task: Int) {
        let p = Int(problem.taskPatient[task])
        let known = remembered.ofPatient[p].count
        if known == 0 { return }
        let guide = Int(remembered.ofPatient[p][random.below(known)])
        let before = plan.cost
        let mark = plan.mark
        let q = problem.patients[p]
        for t in q.taskBase..<q.taskBase &+ q.taskCount where plan.place[t] != PlanAssignment.waiting {
            plan.detach(t)
        }
        var count = 0
        for t in q.taskBase..<q.taskBase &+ q.taskCount {
            let place = remembered.plans[guide].place[t]
            if place == PlanAssignment.waiting { continue }
            let isDone =
                place == PlanAssignment.solo
                ? takeHour(t, as: guide, &count) : takeSeat(t, Int(place), as: guide, &count)
            if !isDone { return plan.undo(to: mark) }
        }
        for i in 0..<count { insert(Int(moved[i])) }
        decide(before, mark, tolerance)
    }

    /// Seats a waiting task, somebody else of the group put out (into `moved`) when it is full.
    private mutating func takeSeat(_ task: Int, _ g: Int, as guide: Int, _ count: inout Int) -> Bool {
        let group = problem.groups[g]
        if group.isOpen, plan.groupSlot[g] != remembered.plans[guide].groupSlot[g] { return false }
        if plan.seatCost(Int(problem.taskNeed[task]), g) < 0 { return false }
        if !plan.hasSeat(g) {
            let members = Int(plan.seated[g]) &- group.standing
            if members <= 0 { return false }
            let other = Int(plan.roster[group.rosterBase &+ random.below(members)])
            if !putOut(other, for: task, &count) { return false }
        }
        guard plan.hasSeat(g), plan.maySit(task, g) else { return false }
        plan.seat(task, g)
        return true
    }
    /// Gives a waiting task the slot and therapists it had, those put out (into `moved`) who are with them then.
    private mutating func takeHour(_ task: Int, as guide: Int, _ count: inout Int) -> Bool {
        let n = problem.needs[Int(problem.taskNeed[task])]
        let service = problem.services[n.service]
        let s = Int(remembered.plans[guide].slot[task])
        let start = Int(problem.slotBit[s])
        let d = Int(problem.slotDay[s])
        let bits = service.bits &+ service.noteBits
        for k in 0..<problem.leaderStride {
            let t = Int(remembered.plans[guide].leaders[task &* problem.leaderStride &+ k])
            crew[k] = Int16(truncatingIfNeeded: t)
            if t < 0 { continue }
            while !plan.therapistFree.allSet(t, start, bits) {
                let other = blocker(t, start, bits)
                if other < 0 || !putOut(other, for: task, &count) { return false }
            }
            if Int(plan.therapistMinutes[t]) &+ service.minutes > Int(problem.therapistMost[t]) {
                return false
            }
        }
        guard plan.isFree(task, start, start &+ service.bits, d),
            plan.isWithinLimits(task, d, service.minutes, service.isBundled ? service.minutes : 0)
        else { return false }
        var room = -1
        if service.isPresent {
            room = findRoom(n.service, start, service.bits, hint: Int(crew[0]), own: -1, 0..<0)
            if room < 0 { return false }
        }
        plan.putSolo(task, s, crew, 0, room)
        return true
    }
    private mutating func putOut(_ other: Int, for task: Int, _ count: inout Int) -> Bool {
        if problem.taskPatient[other] == problem.taskPatient[task] || count == PlanReach.putOut {
            return false
        }
        plan.detach(other)
        moved[count] = Int32(truncatingIfNeeded: other)
        count &+= 1
        return true
    }
}
