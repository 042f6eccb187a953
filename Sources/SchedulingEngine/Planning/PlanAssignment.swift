/// A plan of the week as it stands in the search: each task seated in a group, alone with its therapists, or
/// waiting; each open group at a slot or closed. Its cost runs along; every hard rule holds at every step.
///
/// The steps (`detach`, `seat`, `putSolo`, `relocate`) trust that what they are asked was found allowed, and
/// write themselves into the journal; `undo(to:)` takes them back exactly.
final class PlanAssignment {
    static let waiting: Int32 = -1
    static let solo: Int32 = -2

    let problem: PlanProblem
    let items: Cells<PlanItem>
    /// By task: group, `waiting` or `solo`.
    let place: Cells<Int32>
    let slot: Cells<Int16>
    let room: Cells<Int32>
    let leaders: Cells<Int16>
    /// Points of the task's place by itself.
    let ownCost: Cells<Int16>
    /// By patient and day.
    let dayCost: Cells<Int16>
    /// Bit d: a paid day.
    let paidDays: Cells<UInt8>
    let bundled: Cells<Int32>
    let used: Cells<Int32>
    let usedOnDay: Cells<Int16>
    let seated: Cells<Int32>
    let roster: Cells<Int32>
    let rosterIndex: Cells<Int32>
    let groupSlot: Cells<Int16>
    let groupStart: Cells<Int16>
    let groupDay: Cells<Int8>
    let groupRoom: Cells<Int32>
    let groupLeaders: Cells<Int16>
    let groupCapacity: Cells<Int32>
    let therapistFree: BitRows
    let therapistMinutes: Cells<Int32>
    let roomFree: BitRows
    /// By therapist and bit: 1 + the task that begins there alone with the therapist.
    let soloAt: Cells<Int32>
    let waitingList: Cells<Int32>
    let waitingIndex: Cells<Int32>
    let journal: Cells<PlanStep>
    let journalLeaders: Cells<Int16>
    /// 0 cost, 1 waiting tasks, 2 journal length, 3 steps made.
    let scalars: Cells<Int>
    static let soloStride = 7 * BitRows.perDay

    var cost: Int { @inline(__always) get { scalars[0] } }
    var waitingCount: Int { @inline(__always) get { scalars[1] } }
    var mark: Int { @inline(__always) get { scalars[2] } }

    init(_ problem: PlanProblem) {
        self.problem = problem
        let p = problem
        items = Cells(p.standingItems.count, .none)
        items.copy(from: p.standingItems)
        place = Cells(p.taskCount, Self.waiting)
        slot = Cells(p.taskCount, -1)
        room = Cells(p.taskCount, -1)
        leaders = Cells(p.taskCount * p.leaderStride, -1)
        ownCost = Cells(p.taskCount, 0)
        dayCost = Cells(p.patientCount * 7, 0)
        paidDays = Cells(p.patientCount, 0)
        bundled = Cells((0..<p.patientCount).map { Int32(clamping: p.patients[$0].bundledStanding) }, or: 0)
        used = Cells((0..<p.authorizations.count).map { Int32(clamping: p.authorizations[$0].used) }, or: 0)
        usedOnDay = Cells(p.authorizationDays.count, 0)
        usedOnDay.copy(from: p.authorizationDays)
        seated = Cells((0..<p.groups.count).map { Int32(clamping: p.groups[$0].standing) }, or: 0)
        roster = Cells(p.rosterSize, -1)
        rosterIndex = Cells(p.taskCount, -1)
        groupSlot = Cells(p.groups.count, -1)
        groupStart = Cells(
            (0..<p.groups.count).map { Int16(clamping: p.groups[$0].isOpen ? 0 : p.groups[$0].start) }, or: 0)
        groupDay = Cells((0..<p.groups.count).map { Int8(p.groups[$0].day) }, or: -1)
        groupRoom = Cells(p.groups.count, -1)
        groupLeaders = Cells(p.groups.count * p.leaderStride, -1)
        groupCapacity = Cells(
            (0..<p.groups.count).map { p.groups[$0].isOpen ? 0 : Int32(clamping: p.groups[$0].capacity) },
            or: 0)
        therapistFree = BitRows(rows: p.therapistCount)
        therapistFree.cells.copy(from: p.therapistFree.cells)
        therapistMinutes = Cells(p.therapistCount, 0)
        therapistMinutes.copy(from: p.therapistMinutes)
        roomFree = BitRows(rows: p.roomCount)
        roomFree.cells.copy(from: p.roomFree.cells)
        soloAt = Cells(p.therapistCount * Self.soloStride, 0)
        waitingList = Cells((0..<p.taskCount).map { Int32($0) }, or: 0)
        waitingIndex = Cells((0..<p.taskCount).map { Int32($0) }, or: 0)
        let reach = PlanReach(p)
        journal = Cells(reach.steps, PlanStep())
        journalLeaders = Cells(reach.steps * p.leaderStride, -1)
        scalars = Cells(4, 0)
        scalars[1] = p.taskCount
        var sum = p.standingCost
        for n in 0..<p.needs.count { sum += p.needs[n].taskCount * p.needs[n].unmetCost }
        scalars[0] = sum
        for q in 0..<p.patientCount where p.patients[q].isActive {
            scalars[0] += Self.missing(p.patients[q].minimumDays, 0)
            for d in 0..<7 { refresh(q, d) }
        }
    }
    deinit {
        items.free()
        place.free()
        slot.free()
        room.free()
        leaders.free()
        ownCost.free()
        dayCost.free()
        paidDays.free()
        bundled.free()
        used.free()
        usedOnDay.free()
        seated.free()
        roster.free()
        rosterIndex.free()
        groupSlot.free()
        groupStart.free()
        groupDay.free()
        groupRoom.free()
        groupLeaders.free()
        groupCapacity.free()
        therapistFree.free()
        therapistMinutes.free()
        roomFree.free()
        soloAt.free()
        waitingList.free()
        waitingIndex.free()
        journal.free()
        journalLeaders.free()
        scalars.free()
    }

    /// Everything that a step may change, for comparison.
    var state: [[Int]] {
        func ints(_ cells: Cells<some BinaryInteger & BitwiseCopyable>) -> [Int] {
            cells.list.map { Int(truncatingIfNeeded: $0) }
        }
        return [
            [cost, waitingCount], items.list.flatMap { [Int($0.start), Int($0.end), Int($0.day)] },
            ints(place),
            ints(slot), ints(room), ints(leaders), ints(ownCost), ints(dayCost), ints(paidDays),
            ints(bundled),
            ints(used), ints(usedOnDay), ints(seated), ints(roster), ints(rosterIndex), ints(groupSlot),
            ints(groupStart), ints(groupDay), ints(groupRoom), ints(groupLeaders), ints(groupCapacity),
            ints(therapistFree.cells), ints(therapistMinutes), ints(roomFree.cells), ints(soloAt),
            ints(waitingList), ints(waitingIndex),
        ]
    }
    /// The cost worked out anew from the places, not from what ran along.
    func recount() -> Int {
        var sum = problem.standingCost
        for p in 0..<problem.patientCount where problem.patients[p].isActive {
            let days = (0..<7).map { day(p, $0) }
            let paid = days.count { $0.paid }
            sum +=
                days.reduce(0) { $0 + $1.cost }
                + Points.missingDay * max(0, problem.patients[p].minimumDays - paid)
        }
        for t in 0..<problem.taskCount {
            let need = Int(problem.taskNeed[t])
            let n = problem.needs[need]
            switch place[t] {
            case Self.waiting: sum += n.unmetCost
            case Self.solo:
                sum += Int(problem.soloCosts[n.soloRow + Int(slot[t])]) + continuity(n.patient, leaders, t)
            default: sum += seatCost(need, Int(place[t]))
            }
        }
        for g in 0..<problem.groups.count {
            sum += underfilled(g, Int(seated[g])) - underfilled(g, problem.groups[g].standing)
        }
        return sum
    }
}
