/// Where a task or an open group was before a step, so that the step can be taken back.
struct PlanStep: BitwiseCopyable {
    enum Kind: UInt8 { case detach, seat, solo, relocate }
    var kind = Kind.detach
    /// The task; of `relocate` the group.
    var subject = 0
    /// Group the task was seated in, or `PlanAssignment.solo`.
    var place = 0
    var slot = 0
    var room = 0
    /// Index it had in the roster.
    var position = 0
    /// Index it had or got in the list of tasks without a place.
    var waiting = 0
}

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
    private let journal: Cells<PlanStep>
    private let journalLeaders: Cells<Int16>
    /// 0 cost, 1 waiting tasks, 2 journal length, 3 steps made.
    private let scalars: Cells<Int>
    static let soloStride = 7 * BitRows.perDay
    private static let journalSize = 4096

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
        seated = Cells((0..<p.groups.count).map { Int32(p.groups[$0].standing) }, or: 0)
        roster = Cells(p.rosterSize, -1)
        rosterIndex = Cells(p.taskCount, -1)
        groupSlot = Cells(p.groups.count, -1)
        groupStart = Cells(
            (0..<p.groups.count).map { Int16(clamping: p.groups[$0].isOpen ? 0 : p.groups[$0].start) }, or: 0)
        groupDay = Cells((0..<p.groups.count).map { Int8(p.groups[$0].day) }, or: -1)
        groupRoom = Cells(p.groups.count, -1)
        groupLeaders = Cells(p.groups.count * p.leaderStride, -1)
        groupCapacity = Cells(
            (0..<p.groups.count).map { p.groups[$0].isOpen ? 0 : Int32(p.groups[$0].capacity) }, or: 0)
        therapistFree = BitRows(rows: p.therapistCount)
        therapistFree.cells.copy(from: p.therapistFree.cells)
        therapistMinutes = Cells(p.therapistCount, 0)
        therapistMinutes.copy(from: p.therapistMinutes)
        roomFree = BitRows(rows: p.roomCount)
        roomFree.cells.copy(from: p.roomFree.cells)
        soloAt = Cells(p.therapistCount * Self.soloStride, 0)
        waitingList = Cells((0..<p.taskCount).map { Int32($0) }, or: 0)
        waitingIndex = Cells((0..<p.taskCount).map { Int32($0) }, or: 0)
        journal = Cells(Self.journalSize, PlanStep())
        journalLeaders = Cells(Self.journalSize * p.leaderStride, -1)
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

    /// Takes over another plan of the same problem. The journal is emptied.
    func copy(from o: PlanAssignment) {
        items.copy(from: o.items)
        place.copy(from: o.place)
        slot.copy(from: o.slot)
        room.copy(from: o.room)
        leaders.copy(from: o.leaders)
        ownCost.copy(from: o.ownCost)
        dayCost.copy(from: o.dayCost)
        paidDays.copy(from: o.paidDays)
        bundled.copy(from: o.bundled)
        used.copy(from: o.used)
        usedOnDay.copy(from: o.usedOnDay)
        seated.copy(from: o.seated)
        roster.copy(from: o.roster)
        rosterIndex.copy(from: o.rosterIndex)
        groupSlot.copy(from: o.groupSlot)
        groupStart.copy(from: o.groupStart)
        groupDay.copy(from: o.groupDay)
        groupRoom.copy(from: o.groupRoom)
        groupLeaders.copy(from: o.groupLeaders)
        groupCapacity.copy(from: o.groupCapacity)
        therapistFree.cells.copy(from: o.therapistFree.cells)
        therapistMinutes.copy(from: o.therapistMinutes)
        roomFree.cells.copy(from: o.roomFree.cells)
        soloAt.copy(from: o.soloAt)
        waitingList.copy(from: o.waitingList)
        waitingIndex.copy(from: o.waitingIndex)
        scalars.copy(from: o.scalars)
        scalars[2] = 0
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

    // MARK: Days of a patient

    @inline(__always) static func missing(_ minimum: Int, _ paid: UInt8) -> Int {
        Points.missingDay &* max(0, minimum &- paid.nonzeroBitCount)
    }

    /// Points of one day as the items stand, and whether it is a paid one.
    @inline(__always) func day(_ p: Int, _ d: Int) -> (cost: Int, paid: Bool) {
        let q = problem.patients[p]
        let wanted = Int8(truncatingIfNeeded: d)
        var bundled = 0
        var first = Int.max
        var last = -1
        var busy = 0
        var i = q.itemBase
        let end = i &+ q.itemCount
        while i < end {
            let x = items[i]
            i &+= 1
            if x.day != wanted { continue }
            bundled &+= Int(x.bundled)
            if x.isPresent {
                first = min(first, Int(x.start))
                last = max(last, Int(x.end))
                busy &+= Int(x.end) &- Int(x.start)
            }
        }
        var cost = bundled > 0 && bundled < q.dayFloor ? Points.shortDay : 0
        if last >= 0 {
            cost &+=
                Points.travelDay &+ max(0, last &- first &- busy) / (Points.idleMinutes / BitRows.minutes)
        }
        return (cost, bundled > 0 && bundled >= q.dayFloor)
    }

    /// Brings a day's points, the paid days and the running cost in line with the items.
    @inline(__always) private func refresh(_ p: Int, _ d: Int) {
        let now = day(p, d)
        let at = p &* 7 &+ d
        var change = now.cost &- Int(dayCost[at])
        dayCost[at] = Int16(truncatingIfNeeded: now.cost)
        let bit: UInt8 = 1 << UInt8(truncatingIfNeeded: d)
        let paid = paidDays[p]
        let next = now.paid ? paid | bit : paid & ~bit
        if next != paid {
            let minimum = problem.patients[p].minimumDays
            change &+= Self.missing(minimum, next) &- Self.missing(minimum, paid)
            paidDays[p] = next
        }
        scalars[0] &+= change
    }

    @inline(__always) func itemIndex(_ task: Int) -> Int {
        let q = problem.patients[Int(problem.taskPatient[task])]
        return q.itemBase &+ q.standingCount &+ task &- q.taskBase
    }

    /// The change of the patient's day points were the task's item `next`; nothing stays changed.
    @inline(__always) func dayChange(_ task: Int, _ next: PlanItem) -> Int {
        let p = Int(problem.taskPatient[task])
        let i = itemIndex(task)
        let old = items[i]
        items[i] = next
        var change = 0
        let paid = paidDays[p]
        var after = paid
        if old.day >= 0 {
            let d = Int(old.day)
            let x = day(p, d)
            change &+= x.cost &- Int(dayCost[p &* 7 &+ d])
            let bit: UInt8 = 1 << UInt8(truncatingIfNeeded: d)
            after = x.paid ? after | bit : after & ~bit
        }
        if next.day >= 0, next.day != old.day {
            let d = Int(next.day)
            let x = day(p, d)
            change &+= x.cost &- Int(dayCost[p &* 7 &+ d])
            let bit: UInt8 = 1 << UInt8(truncatingIfNeeded: d)
            after = x.paid ? after | bit : after & ~bit
        }
        items[i] = old
        if after != paid {
            let minimum = problem.patients[p].minimumDays
            change &+= Self.missing(minimum, after) &- Self.missing(minimum, paid)
        }
        return change
    }

    // MARK: What is allowed

    /// Whether the patient has the time free and no other session of the service that day.
    @inline(__always) func isFree(_ task: Int, _ start: Int, _ end: Int, _ d: Int) -> Bool {
        let q = problem.patients[Int(problem.taskPatient[task])]
        let service = Int16(truncatingIfNeeded: problem.needs[Int(problem.taskNeed[task])].service)
        let own = q.itemBase &+ q.standingCount &+ task &- q.taskBase
        let wanted = Int8(truncatingIfNeeded: d)
        let a = Int16(truncatingIfNeeded: start)
        let b = Int16(truncatingIfNeeded: end)
        var i = q.itemBase
        let last = i &+ q.itemCount
        while i < last {
            let x = items[i]
            if i != own, x.day >= 0, x.start < b && a < x.end || x.day == wanted && x.service == service {
                return false
            }
            i &+= 1
        }
        return true
    }

    /// Whether weekly hours and authorizations bear the task on day `d` for so long, instead of where it is.
    @inline(__always) func isWithinLimits(_ task: Int, _ d: Int, _ minutes: Int, _ bundledMinutes: Int)
        -> Bool
    {
        let n = problem.needs[Int(problem.taskNeed[task])]
        let old = items[itemIndex(task)]
        let oldDay = Int(old.day)
        if bundledMinutes > 0 {
            let before = oldDay >= 0 ? Int(old.bundled) : 0
            if bundledMinutes > before,
                Int(bundled[n.patient]) &+ bundledMinutes &- before > problem.patients[n.patient].bundledMost
            {
                return false
            }
        }
        if n.authorizationCount == 0 || oldDay == d && minutes &* 1 == Int(old.end &- old.start) &* 5 {
            return true
        }
        for i in n.authorizationBase..<n.authorizationBase &+ n.authorizationCount {
            let a = Int(problem.needAuthorizations[i])
            let x = problem.authorizations[a]
            if x.days >> UInt8(truncatingIfNeeded: d) & 1 == 0 { continue }
            let covered = oldDay >= 0 && x.days >> UInt8(truncatingIfNeeded: oldDay) & 1 == 1
            var after = Int(used[a])
            switch x.unit {
            case .day:
                if usedOnDay[a &* 7 &+ d] == 0 { after &+= 1 }
                if covered, oldDay != d, usedOnDay[a &* 7 &+ oldDay] == 1 { after &-= 1 }
            case .session: after &+= covered ? 0 : 1
            case .minute:
                after &+= minutes &- (covered ? Int(old.end &- old.start) &* BitRows.minutes : 0)
            }
            if after > x.limit && after > Int(used[a]) { return false }
        }
        return true
    }

    /// Whether nobody in the group, but perhaps `leaving`, may not meet the patient.
    @inline(__always) func mayMeet(_ p: Int, in g: Int, without leaving: Int = -1) -> Bool {
        let q = problem.patients[p]
        if q.contactCount == 0 { return true }
        let base = problem.groups[g].rosterBase
        for i in 0..<Int(seated[g]) &- problem.groups[g].standing {
            let other = Int(roster[base &+ i])
            if other == leaving { continue }
            let r = problem.taskPatient[other]
            for k in q.contactBase..<q.contactBase &+ q.contactCount where problem.contacts[k] == r {
                return false
            }
        }
        return true
    }

    /// The entry of the cost table for a need and a group as it lies now; −1: never, or the group is closed.
    @inline(__always) func seatCost(_ need: Int, _ g: Int) -> Int {
        let group = problem.groups[g]
        let row = problem.needs[need].seatRow &+ group.column
        if !group.isOpen { return Int(problem.seatCosts[row]) }
        let s = Int(groupSlot[g])
        if s < 0 { return -1 }
        let cost = Int(problem.seatCosts[row &+ s])
        return cost < 0 || group.capacity > 1 || problem.services[group.service].most > 1
            ? cost : cost &+ continuity(problem.needs[need].patient, groupLeaders, g)
    }
    @inline(__always) func continuity(_ p: Int, _ leaders: Cells<Int16>, _ at: Int) -> Int {
        var best = Points.stranger
        for k in 0..<problem.leaderStride {
            let t = Int(leaders[at &* problem.leaderStride &+ k])
            if t >= 0 { best = min(best, Int(problem.continuity[p &* problem.therapistCount &+ t])) }
        }
        return best
    }
    @inline(__always) func groupItem(_ g: Int) -> PlanItem {
        let group = problem.groups[g]
        let start = groupStart[g]
        return PlanItem(
            start: start, end: start &+ Int16(truncatingIfNeeded: group.bits),
            bundled: Int16(truncatingIfNeeded: group.bundled),
            service: Int16(truncatingIfNeeded: group.service), day: groupDay[g],
            isPresent: problem.services[group.service].isPresent)
    }
    @inline(__always) func soloItem(_ service: Int, _ slot: Int) -> PlanItem {
        let s = problem.services[service]
        let start = problem.slotBit[slot]
        return PlanItem(
            start: Int16(truncatingIfNeeded: start),
            end: Int16(truncatingIfNeeded: start) &+ Int16(truncatingIfNeeded: s.bits),
            bundled: s.isBundled ? Int16(truncatingIfNeeded: s.minutes) : 0,
            service: Int16(truncatingIfNeeded: service), day: problem.slotDay[slot], isPresent: s.isPresent)
    }

    /// Whether the task, wherever it is, may take a seat of the group; `full` groups and whom they hold are
    /// the caller's to judge, with `leaving` about to go.
    @inline(__always) func maySit(_ task: Int, _ g: Int, without leaving: Int = -1) -> Bool {
        let group = problem.groups[g]
        let start = Int(groupStart[g])
        let d = Int(groupDay[g])
        return isFree(task, start, start &+ group.bits, d)
            && isWithinLimits(task, d, group.minutes, group.bundled)
            && mayMeet(Int(problem.taskPatient[task]), in: g, without: leaving)
    }
    @inline(__always) func hasSeat(_ g: Int) -> Bool { seated[g] < groupCapacity[g] }

    @inline(__always) func underfilled(_ g: Int, _ n: Int) -> Int {
        let group = problem.groups[g]
        return group.least > n && n > 0 && problem.services[group.service].most > 1 ? Points.underfilled : 0
    }

    // MARK: Steps

    @inline(__always) private func count(_ task: Int, _ item: PlanItem, _ sign: Int) {
        let n = problem.needs[Int(problem.taskNeed[task])]
        bundled[n.patient] &+= Int32(truncatingIfNeeded: sign &* Int(item.bundled))
        let d = Int(item.day)
        for i in n.authorizationBase..<n.authorizationBase &+ n.authorizationCount {
            let a = Int(problem.needAuthorizations[i])
            let x = problem.authorizations[a]
            if x.days >> UInt8(truncatingIfNeeded: d) & 1 == 0 { continue }
            let before = usedOnDay[a &* 7 &+ d]
            let after = before &+ Int16(truncatingIfNeeded: sign)
            usedOnDay[a &* 7 &+ d] = after
            switch x.unit {
            case .day: if before == 0 || after == 0 { used[a] &+= Int32(truncatingIfNeeded: sign) }
            case .session: used[a] &+= Int32(truncatingIfNeeded: sign)
            case .minute:
                used[a] &+= Int32(
                    truncatingIfNeeded: sign &* Int(item.end &- item.start) &* BitRows.minutes)
            }
        }
    }

    @inline(__always) private func write(_ step: PlanStep, _ from: Cells<Int16>?, _ at: Int) {
        let j = scalars[2]
        precondition(j < Self.journalSize)
        journal[j] = step
        if let from {
            for k in 0..<problem.leaderStride {
                journalLeaders[j &* problem.leaderStride &+ k] = from[at &* problem.leaderStride &+ k]
            }
        }
        scalars[2] = j &+ 1
    }
    func forgetJournal() { scalars[2] = 0 }

    /// Takes a task out of its place; it waits.
    func detach(_ task: Int) {
        var step = PlanStep()
        step.kind = .detach
        step.subject = task
        step.place = Int(place[task])
        step.slot = Int(slot[task])
        step.room = Int(room[task])
        step.position = Int(rosterIndex[task])
        write(step, leaders, task)
        lift(task)
    }
    /// Seats a waiting task in a group.
    func seat(_ task: Int, _ g: Int) {
        var step = PlanStep()
        step.kind = .seat
        step.subject = task
        step.waiting = Int(waitingIndex[task])
        write(step, nil, 0)
        put(task, in: g)
    }
    /// Gives a waiting task a slot, therapists and room of its own; `who` holds as many as the service needs.
    func putSolo(_ task: Int, _ s: Int, _ who: Cells<Int16>, _ at: Int, _ r: Int) {
        var step = PlanStep()
        step.kind = .solo
        step.subject = task
        step.waiting = Int(waitingIndex[task])
        write(step, nil, 0)
        put(task, s, who, at, r)
    }
    /// Moves an empty open group to a slot, or closes it (slot −1).
    func relocate(_ g: Int, _ s: Int, _ who: Cells<Int16>, _ at: Int, _ r: Int) {
        var step = PlanStep()
        step.kind = .relocate
        step.subject = g
        step.slot = Int(groupSlot[g])
        step.room = Int(groupRoom[g])
        write(step, groupLeaders, g)
        lay(g, s, who, at, r)
    }

    /// Takes back every step since the journal had that length.
    func undo(to length: Int) {
        var j = scalars[2]
        while j > length {
            j &-= 1
            let step = journal[j]
            switch step.kind {
            case .detach:
                if step.place == Int(Self.solo) {
                    put(step.subject, step.slot, journalLeaders, j, step.room)
                } else {
                    put(step.subject, in: step.place)
                    // Back to its own place in the roster: the last one came there in its stead.
                    let base = problem.groups[step.place].rosterBase
                    let end = Int(rosterIndex[step.subject])
                    if end != step.position {
                        let moved = roster[base &+ step.position]
                        roster[base &+ end] = moved
                        rosterIndex[Int(moved)] = Int32(truncatingIfNeeded: end)
                        roster[base &+ step.position] = Int32(truncatingIfNeeded: step.subject)
                        rosterIndex[step.subject] = Int32(truncatingIfNeeded: step.position)
                    }
                }
            case .seat, .solo:
                lift(step.subject)
                let end = Int(waitingIndex[step.subject])
                if end != step.waiting {
                    let moved = waitingList[step.waiting]
                    waitingList[end] = moved
                    waitingIndex[Int(moved)] = Int32(truncatingIfNeeded: end)
                    waitingList[step.waiting] = Int32(truncatingIfNeeded: step.subject)
                    waitingIndex[step.subject] = Int32(truncatingIfNeeded: step.waiting)
                }
            case .relocate: lay(step.subject, step.slot, journalLeaders, j, step.room)
            }
        }
        scalars[2] = length
    }

    @inline(__always) private func setItem(_ task: Int, _ item: PlanItem, _ own: Int) {
        let n = problem.needs[Int(problem.taskNeed[task])]
        items[itemIndex(task)] = item
        ownCost[task] = Int16(truncatingIfNeeded: own)
        scalars[0] &+= own &- n.unmetCost
        count(task, item, 1)
        refresh(n.patient, Int(item.day))
        // Out of the waiting list: the last one takes its place.
        let at = Int(waitingIndex[task])
        let end = scalars[1] &- 1
        let moved = waitingList[end]
        waitingList[at] = moved
        waitingIndex[Int(moved)] = Int32(truncatingIfNeeded: at)
        waitingList[end] = -1
        waitingIndex[task] = -1
        scalars[1] = end
    }

    private func put(_ task: Int, in g: Int) {
        let group = problem.groups[g]
        let n = Int(seated[g])
        scalars[0] &+= underfilled(g, n &+ 1) &- underfilled(g, n)
        seated[g] = Int32(truncatingIfNeeded: n &+ 1)
        let at = n &- group.standing
        roster[group.rosterBase &+ at] = Int32(truncatingIfNeeded: task)
        rosterIndex[task] = Int32(truncatingIfNeeded: at)
        place[task] = Int32(truncatingIfNeeded: g)
        setItem(task, groupItem(g), seatCost(Int(problem.taskNeed[task]), g))
    }

    private func put(_ task: Int, _ s: Int, _ who: Cells<Int16>, _ at: Int, _ r: Int) {
        let n = problem.needs[Int(problem.taskNeed[task])]
        let service = problem.services[n.service]
        let start = Int(problem.slotBit[s])
        for k in 0..<problem.leaderStride {
            let t = Int(who[at &* problem.leaderStride &+ k])
            leaders[task &* problem.leaderStride &+ k] = Int16(truncatingIfNeeded: t)
            if t < 0 { continue }
            therapistFree.clear(t, start, start &+ service.bits &+ service.noteBits)
            therapistMinutes[t] &+= Int32(truncatingIfNeeded: service.minutes)
            soloAt[t &* Self.soloStride &+ start] = Int32(truncatingIfNeeded: task &+ 1)
        }
        if r >= 0 { roomFree.clear(r, start, start &+ service.bits) }
        place[task] = Self.solo
        slot[task] = Int16(truncatingIfNeeded: s)
        room[task] = Int32(truncatingIfNeeded: r)
        setItem(
            task, soloItem(n.service, s),
            Int(problem.soloCosts[n.soloRow &+ s]) &+ continuity(n.patient, leaders, task))
    }

    private func lift(_ task: Int) {
        let n = problem.needs[Int(problem.taskNeed[task])]
        let i = itemIndex(task)
        let item = items[i]
        let from = place[task]
        if from == Self.solo {
            let service = problem.services[n.service]
            let start = Int(problem.slotBit[Int(slot[task])])
            for k in 0..<problem.leaderStride {
                let t = Int(leaders[task &* problem.leaderStride &+ k])
                leaders[task &* problem.leaderStride &+ k] = -1
                if t < 0 { continue }
                therapistFree.set(t, start, start &+ service.bits &+ service.noteBits)
                therapistMinutes[t] &-= Int32(truncatingIfNeeded: service.minutes)
                soloAt[t &* Self.soloStride &+ start] = 0
            }
            let r = Int(room[task])
            if r >= 0 { roomFree.set(r, start, start &+ service.bits) }
            slot[task] = -1
            room[task] = -1
        } else {
            let g = Int(from)
            let group = problem.groups[g]
            let before = Int(seated[g])
            scalars[0] &+= underfilled(g, before &- 1) &- underfilled(g, before)
            seated[g] = Int32(truncatingIfNeeded: before &- 1)
            let at = Int(rosterIndex[task])
            let end = before &- 1 &- group.standing
            let moved = roster[group.rosterBase &+ end]
            roster[group.rosterBase &+ at] = moved
            rosterIndex[Int(moved)] = Int32(truncatingIfNeeded: at)
            roster[group.rosterBase &+ end] = -1
            rosterIndex[task] = -1
        }
        place[task] = Self.waiting
        count(task, item, -1)
        scalars[0] &+= n.unmetCost &- Int(ownCost[task])
        ownCost[task] = 0
        items[i] = .none
        refresh(n.patient, Int(item.day))
        let end = scalars[1]
        waitingList[end] = Int32(truncatingIfNeeded: task)
        waitingIndex[task] = Int32(truncatingIfNeeded: end)
        scalars[1] = end &+ 1
    }

    private func lay(_ g: Int, _ s: Int, _ who: Cells<Int16>, _ at: Int, _ r: Int) {
        let group = problem.groups[g]
        let service = problem.services[group.service]
        if groupSlot[g] >= 0 {
            let start = Int(groupStart[g])
            for k in 0..<problem.leaderStride {
                let t = Int(groupLeaders[g &* problem.leaderStride &+ k])
                if t < 0 { continue }
                therapistFree.set(t, start, start &+ group.bits &+ service.noteBits)
                therapistMinutes[t] &-= Int32(truncatingIfNeeded: group.minutes)
            }
            if groupRoom[g] >= 0 { roomFree.set(Int(groupRoom[g]), start, start &+ group.bits) }
        }
        groupSlot[g] = Int16(truncatingIfNeeded: s)
        groupRoom[g] = Int32(truncatingIfNeeded: s < 0 ? -1 : r)
        groupStart[g] = s < 0 ? 0 : Int16(truncatingIfNeeded: problem.slotBit[s])
        groupDay[g] = s < 0 ? -1 : problem.slotDay[s]
        var capacity = s < 0 ? 0 : group.capacity
        for k in 0..<problem.leaderStride {
            let t = s < 0 ? -1 : Int(who[at &* problem.leaderStride &+ k])
            groupLeaders[g &* problem.leaderStride &+ k] = Int16(truncatingIfNeeded: t)
            if t < 0 { continue }
            let start = Int(groupStart[g])
            therapistFree.clear(t, start, start &+ group.bits &+ service.noteBits)
            therapistMinutes[t] &+= Int32(truncatingIfNeeded: group.minutes)
        }
        if s >= 0, r >= 0 {
            let start = Int(groupStart[g])
            roomFree.clear(r, start, start &+ group.bits)
            capacity = min(capacity, Int(problem.roomCapacity[r]))
        }
        groupCapacity[g] = Int32(truncatingIfNeeded: capacity)
    }
}
