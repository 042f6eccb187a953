/// The search for a better plan: proposes moves on an assignment and keeps those that the annealing takes.
struct PlanSearch: SearchSpace, ~Copyable {
    let problem: PlanProblem
    let plan: PlanAssignment
    var random: PlanRandom
    /// Loss taken in the step at hand.
    var tolerance = 0
    /// Full deltas computed.
    var evaluated = 0
    /// Of a thousand moves.
    let shares: PlanShares
    /// Points by chance that a place is judged worse by where several are placed anew.
    let noise: Int
    /// Leaders and room found by the last `findCrew`.
    let crew: Cells<Int16>
    var crewRoom = -1
    /// Tasks that the move at hand took up.
    let moved: Cells<Int32>
    /// Times that the move at hand may make way yet, see `PlanReach.makingWay`.
    var wayLeft = 0
    /// Bits before a time at which a single session that reaches into it may begin: those that are longer are
    /// not put out of the way.
    static let lookBack = 48
    let openGroups: [Int]
    let soloTasks: [Int]
    let tasksOfService: [[Int]]
    var construction: PlanConstruction
    var remembered: RememberedWeeks

    init(_ plan: PlanAssignment, seed: UInt64) {
        self.plan = plan
        problem = plan.problem
        random = PlanRandom(seed: seed)
        crew = Cells(plan.problem.leaderStride, -1)
        moved = Cells(PlanReach(plan.problem).tasks, -1)
        let p = plan.problem
        remembered = RememberedWeeks(patients: p.patientCount)
        openGroups = (0..<p.groups.count).filter { p.groups[$0].isOpen }
        shares = PlanShares(open: openGroups.count, of: p.groups.count)
        noise = openGroups.isEmpty ? 12 : 6
        var byService = [[Int]](repeating: [], count: p.services.count)
        for t in 0..<p.taskCount { byService[p.needs[Int(p.taskNeed[t])].service].append(t) }
        tasksOfService = byService
        construction = PlanConstruction(closed: openGroups)
        soloTasks = (0..<p.taskCount).filter { p.needs[Int(p.taskNeed[$0])].soloRow >= 0 }
    }
    /// Where groups move, the temperature must bear the loss of a few seats on the way; with a timetable that
    /// stands it need not, and weeks of patients fit from one plan into another: several short searches and what
    /// is best of each come to less than a long one. Found by trials on clinics of 20 to 600 patients.
    var annealing: Annealing {
        let share = Double(openGroups.count) / Double(max(1, problem.groups.count))
        return Annealing(
            hot: 25 + 35 * share, cold: 0.4 + 0.2 * share, rounds: share < 0.5 ? 4 : 1, mild: 2)
    }
    deinit {
        crew.free()
        moved.free()
    }

    var cost: Int { @inline(__always) get { plan.cost } }
    var waitingCount: Int { plan.waitingCount + problem.standingUnmet }
    var isSettled: Bool { problem.taskCount == 0 }
    var mark: Int { @inline(__always) get { plan.mark } }
    @inline(__always) func undo(to mark: Int) { plan.undo(to: mark) }
    @inline(__always) func forgetJournal() { plan.forgetJournal() }

    /// What the task costs by itself as it is.
    @inline(__always) func own(_ task: Int) -> Int {
        plan.place[task] == PlanAssignment.waiting
            ? problem.needs[Int(problem.taskNeed[task])].unmetCost : Int(plan.ownCost[task])
    }

    @inline(__always) mutating func step(_ tolerance: Int) {
        self.tolerance = tolerance
        let task: Int
        let waiting = plan.waitingCount
        if waiting > 0, random.chance(60) {
            task = Int(plan.waitingList[random.below(waiting)])
        } else {
            task = random.below(problem.taskCount)
        }
        if !remembered.plans.isEmpty, random.chance(shares.recalled) { return recallWeek(task) }
        let r = random.below(1000)
        if r < shares.whole {
            if r < shares.groups { return moveGroup() }
            if r < shares.days { return replanDay(task) }
            if r < shares.chains { return replanChain(task) }
            if r < shares.weeks { return replanWeek(task) }
            return replanTherapistDay(task)
        }
        let n = problem.needs[Int(problem.taskNeed[task])]
        if n.soloRow >= 0, n.candidateCount == 0 || random.chance(500) {
            if random.chance(60) { swapSolos(task) } else { moveSolo(task) }
        } else if n.candidateCount > 0 {
            moveSeat(task)
        }
    }

    // MARK: Seats

    mutating func moveSeat(_ task: Int) {
        let need = Int(problem.taskNeed[task])
        let n = problem.needs[need]
        let g = Int(problem.candidates[n.candidateBase &+ random.below(n.candidateCount)])
        let from = Int(plan.place[task])
        if g == from { return }
        let cost = plan.seatCost(need, g)
        if cost < 0 { return }
        if plan.hasSeat(g) {
            guard plan.maySit(task, g) else { return }
            let change = seatChange(task, to: g, cost)
            if change <= tolerance {
                let mark = plan.mark
                if from != PlanAssignment.waiting { plan.detach(task) }
                plan.seat(task, g)
                settle(mark)
            }
            return
        }
        let group = problem.groups[g]
        let members = Int(plan.seated[g]) &- group.standing
        if members <= 0 { return }
        let other = Int(plan.roster[group.rosterBase &+ random.below(members)])
        if problem.taskPatient[other] == problem.taskPatient[task] { return }
        guard plan.maySit(task, g, without: other) else { return }
        let otherNeed = Int(problem.taskNeed[other])
        var target = from
        var otherCost = -1
        if from >= 0, random.chance(600) {
            otherCost = plan.seatCost(otherNeed, from)
            if otherCost < 0 || !plan.maySit(other, from, without: task) { return }
        } else {
            let m = problem.needs[otherNeed]
            target = -1
            for _ in 0..<3 {
                let c = Int(problem.candidates[m.candidateBase &+ random.below(m.candidateCount)])
                if c == g || c == from || !plan.hasSeat(c) { continue }
                otherCost = plan.seatCost(otherNeed, c)
                if otherCost >= 0, plan.maySit(other, c) {
                    target = c
                    break
                }
            }
            if target < 0, from != PlanAssignment.waiting { return }
        }
        evaluated &+= 1
        var next = plan.groupItem(g)
        var change = plan.dayChange(task, next) &+ cost &- own(task)
        if target >= 0 {
            next = plan.groupItem(target)
            change &+= plan.dayChange(other, next) &+ otherCost &- Int(plan.ownCost[other])
            if target != from {
                let k = Int(plan.seated[target])
                change &+= plan.underfilled(target, k &+ 1) &- plan.underfilled(target, k)
                if from >= 0 {
                    let j = Int(plan.seated[from])
                    change &+= plan.underfilled(from, j &- 1) &- plan.underfilled(from, j)
                }
            }
        } else {
            change &+=
                plan.dayChange(other, .none) &+ problem.needs[otherNeed].unmetCost
                &- Int(plan.ownCost[other])
        }
        if change <= tolerance {
            let mark = plan.mark
            if from != PlanAssignment.waiting { plan.detach(task) }
            plan.detach(other)
            plan.seat(task, g)
            if target >= 0 { plan.seat(other, target) }
            settle(mark)
        }
    }

    /// The change of the cost were the task seated in a group with a free seat.
    @inline(__always) mutating func seatChange(_ task: Int, to g: Int, _ cost: Int) -> Int {
        evaluated &+= 1
        let k = Int(plan.seated[g])
        var change =
            plan.dayChange(task, plan.groupItem(g)) &+ cost &- own(task)
            &+ plan.underfilled(g, k &+ 1) &- plan.underfilled(g, k)
        let from = Int(plan.place[task])
        if from >= 0 {
            let j = Int(plan.seated[from])
            change &+= plan.underfilled(from, j &- 1) &- plan.underfilled(from, j)
        }
        return change
    }
    @inline(__always) func leaveChange(_ task: Int) -> Int {
        let from = Int(plan.place[task])
        if from < 0 { return 0 }
        let j = Int(plan.seated[from])
        return plan.underfilled(from, j &- 1) &- plan.underfilled(from, j)
    }

    // MARK: People and rooms

    /// Whether the therapist can lead from `start` for so long, with the task's own time taken for free.
    @inline(__always)
    func canLead(
        _ t: Int, _ service: Int, _ start: Int, _ bits: Int, _ minutes: Int, _ d: Int, own: Range<Int>,
        freed: Int
    )
        -> Bool
    {
        guard
            problem.qualified[service &* problem.therapistCount &+ t] >> UInt8(truncatingIfNeeded: d) & 1 == 1
        else { return false }
        if minutes > freed, Int(plan.therapistMinutes[t]) &+ minutes &- freed > Int(problem.therapistMost[t])
        {
            return false
        }
        return own.isEmpty
            ? plan.therapistFree.allSet(t, start, bits)
            : plan.therapistFree.allSet(t, start, bits, besides: own)
    }
    /// A room for the service at that time, or −1; `hint` first, then the smallest.
    @inline(__always)
    func findRoom(_ service: Int, _ start: Int, _ bits: Int, hint: Int, own room: Int, _ range: Range<Int>)
        -> Int
    {
        if room >= 0, plan.roomFree.allSet(room, start, bits, besides: range) { return room }
        let s = problem.services[service]
        if hint >= 0, s.roomCount > 0 {
            let r = Int(problem.serviceRooms[s.roomBase &+ hint % min(s.roomCount, 8)])
            if s.most == 1, r != room, plan.roomFree.allSet(r, start, bits) { return r }
        }
        for i in s.roomBase..<s.roomBase &+ s.roomCount {
            let r = Int(problem.serviceRooms[i])
            if r != room, plan.roomFree.allSet(r, start, bits) { return r }
        }
        return -1
    }
}

/// How often the moves of several steps are proposed, in thousandths, each with those before it. Found by trials
/// on clinics of 20 to 600 patients: with a timetable that stands, patients' weeks and therapists' days are what
/// is left to win; where groups have no times yet, moving these is, and the others only take its time.
struct PlanShares {
    let groups: Int
    let days: Int
    let chains: Int
    let weeks: Int
    /// All of them, those of therapists' days last.
    let whole: Int
    /// Of all moves once there are plans to go back to.
    let recalled = 100

    init(open: Int, of count: Int) {
        groups = open == 0 ? 0 : 4 + 36 * open / count
        let (day, week, therapist) = open == 0 ? (5, 5, 10) : (10, 0, 0)
        days = groups + day
        chains = days + day
        weeks = chains + week
        whole = weeks + therapist
    }
}
