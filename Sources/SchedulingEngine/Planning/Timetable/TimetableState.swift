/// A partial timetable: hard rules hold among the sessions that have a place, the others wait.
final class TimetableState {
    let events: Int
    let slots: Int
    let perDay: Int
    let rooms: Int
    let roster: Cells<Int32>
    let rosterBase: Cells<Int32>
    let allowed: Cells<Bool>
    let suits: Cells<UInt64>
    /// Sessions that share somebody, as lists and as a matrix.
    let rivals: Cells<Int32>
    let rivalBase: Cells<Int32>
    let clash: Cells<Bool>
    let before: Cells<Int32>
    let beforeBase: Cells<Int32>
    let after: Cells<Int32>
    let afterBase: Cells<Int32>
    let shape: Cells<Int32>

    let slot: Cells<Int32>
    let room: Cells<Int32>
    /// By slot and room: the session there, or −1.
    let held: Cells<Int32>
    /// By session and slot: placed sessions there that share somebody with it.
    let clashes: Cells<Int16>
    /// By person and day: slots taken.
    let taken: Cells<UInt16>
    let waiting: Cells<Int32>
    let waitingAt: Cells<Int32>
    /// 0 cost, 1 sessions waiting.
    let scalars: Cells<Int>
    private let visited: Cells<UInt64>

    init(_ t: Timetable) {
        events = t.rosters.count
        slots = t.days * t.slotsPerDay
        perDay = t.slotsPerDay
        rooms = t.rooms
        func lists(_ x: [[Int]]) -> (Cells<Int32>, Cells<Int32>) {
            var base: [Int32] = [0]
            for l in x { base.append((base.last ?? 0) + Int32(l.count)) }
            return (Cells(x.flatMap { $0 }.map { Int32($0) }, or: 0), Cells(base, or: 0))
        }
        (roster, rosterBase) = lists(t.rosters)
        allowed = Cells(t.isAllowed.flatMap { $0 }, or: false)
        suits = Cells(t.suitable.map { $0.reduce(0) { $0 | 1 << UInt64($1) } }, or: 0)
        let n = t.rosters.count
        clash = Cells(n * n, false)
        var eventsOf = [[Int]](repeating: [], count: t.people)
        for (e, l) in t.rosters.enumerated() { for p in l { eventsOf[p].append(e) } }
        for l in eventsOf { for e in l { for f in l where e != f { clash[e * n + f] = true } } }
        var rivalLists = [[Int]](repeating: [], count: n)
        for e in 0..<n { for f in 0..<n where clash[e * n + f] { rivalLists[e].append(f) } }
        (rivals, rivalBase) = lists(rivalLists)
        var earlier = [[Int]](repeating: [], count: n)
        var later = earlier
        for (e, f) in t.order {
            later[e].append(f)
            earlier[f].append(e)
        }
        (before, beforeBase) = lists(earlier)
        (after, afterBase) = lists(later)
        shape = Cells((0..<(1 << t.slotsPerDay)).map { Int32(t.dayCost(UInt16($0))) }, or: 0)
        slot = Cells(n, -1)
        room = Cells(n, -1)
        held = Cells(slots * t.rooms, -1)
        clashes = Cells(n * slots, 0)
        taken = Cells(t.people * t.days, 0)
        waiting = Cells((0..<n).map { Int32($0) }, or: 0)
        waitingAt = Cells((0..<n).map { Int32($0) }, or: 0)
        scalars = Cells(2, 0)
        scalars[1] = n
        visited = Cells(1, 0)
        dayStride = t.days
    }
    private let dayStride: Int

    deinit {
        roster.free()
        rosterBase.free()
        allowed.free()
        suits.free()
        rivals.free()
        rivalBase.free()
        clash.free()
        before.free()
        beforeBase.free()
        after.free()
        afterBase.free()
        shape.free()
        slot.free()
        room.free()
        held.free()
        clashes.free()
        taken.free()
        waiting.free()
        waitingAt.free()
        scalars.free()
        visited.free()
    }

    var cost: Int { scalars[0] }
    var waitingCount: Int { scalars[1] }
    @inline(__always) func size(_ e: Int) -> Int { Int(rosterBase[e &+ 1] &- rosterBase[e]) }

    /// Whether a slot lies between the sessions that come before and after.
    @inline(__always) func isInOrder(_ e: Int, _ s: Int) -> Bool {
        for i in Int(beforeBase[e])..<Int(beforeBase[e &+ 1]) {
            let f = slot[Int(before[i])]
            if f >= 0, Int(f) >= s { return false }
        }
        for i in Int(afterBase[e])..<Int(afterBase[e &+ 1]) {
            let f = slot[Int(after[i])]
            if f >= 0, Int(f) <= s { return false }
        }
        return true
    }

    /// The change of the days' points when a session goes from a slot to another; nothing changes.
    @inline(__always) func change(_ e: Int, from a: Int, to b: Int) -> Int {
        let d = a / perDay
        let f = b / perDay
        let bitA: UInt16 = 1 << UInt16(truncatingIfNeeded: a &- d &* perDay)
        let bitB: UInt16 = 1 << UInt16(truncatingIfNeeded: b &- f &* perDay)
        var sum: Int32 = 0
        var i = Int(rosterBase[e])
        let end = Int(rosterBase[e &+ 1])
        if d == f {
            while i < end {
                let m = taken[Int(roster[i]) &* dayStride &+ d]
                sum &+= shape[Int(m ^ bitA ^ bitB)] &- shape[Int(m)]
                i &+= 1
            }
        } else {
            while i < end {
                let p = Int(roster[i]) &* dayStride
                let m = taken[p &+ d]
                let k = taken[p &+ f]
                sum &+= shape[Int(m ^ bitA)] &- shape[Int(m)] &+ shape[Int(k ^ bitB)] &- shape[Int(k)]
                i &+= 1
            }
        }
        return Int(sum)
    }
    /// Flips a slot in the days of everybody in the session.
    @inline(__always) func flip(_ e: Int, _ s: Int) {
        let d = s / perDay
        let bit: UInt16 = 1 << UInt16(truncatingIfNeeded: s &- d &* perDay)
        var sum: Int32 = 0
        for i in Int(rosterBase[e])..<Int(rosterBase[e &+ 1]) {
            let at = Int(roster[i]) &* dayStride &+ d
            let m = taken[at]
            sum &+= shape[Int(m ^ bit)] &- shape[Int(m)]
            taken[at] = m ^ bit
        }
        scalars[0] &+= Int(sum)
    }

    /// A room for the session in the slot, found by moving others there to other rooms if need be; false when
    /// there is none, and nothing changed.
    @inline(__always) func findRoom(_ e: Int, _ s: Int) -> Bool {
        var free: UInt64 = suits[e]
        let base = s &* rooms
        while free != 0 {
            let r = free.trailingZeroBitCount
            if held[base &+ r] < 0 {
                held[base &+ r] = Int32(truncatingIfNeeded: e)
                room[e] = Int32(truncatingIfNeeded: r)
                return true
            }
            free &= free &- 1
        }
        visited[0] = 0
        return augment(e, base)
    }
    private func augment(_ e: Int, _ base: Int) -> Bool {
        var open = suits[e] & ~visited[0]
        while open != 0 {
            let r = open.trailingZeroBitCount
            visited[0] |= 1 << UInt64(r)
            let f = Int(held[base &+ r])
            if f < 0 || augment(f, base) {
                held[base &+ r] = Int32(truncatingIfNeeded: e)
                room[e] = Int32(truncatingIfNeeded: r)
                return true
            }
            open = suits[e] & ~visited[0]
        }
        return false
    }
    @inline(__always) func leaveRoom(_ e: Int, _ s: Int) {
        held[s &* rooms &+ Int(room[e])] = -1
        room[e] = -1
    }

    /// Enters a session that has its room into the slot's books.
    @inline(__always) func enter(_ e: Int, _ s: Int) {
        slot[e] = Int32(truncatingIfNeeded: s)
        for i in Int(rivalBase[e])..<Int(rivalBase[e &+ 1]) { clashes[Int(rivals[i]) &* slots &+ s] &+= 1 }
        flip(e, s)
    }
    @inline(__always) func leave(_ e: Int) {
        let s = Int(slot[e])
        for i in Int(rivalBase[e])..<Int(rivalBase[e &+ 1]) { clashes[Int(rivals[i]) &* slots &+ s] &-= 1 }
        flip(e, s)
        slot[e] = -1
    }
    func stopWaiting(_ e: Int) {
        let at = Int(waitingAt[e])
        let end = scalars[1] &- 1
        let moved = waiting[end]
        waiting[at] = moved
        waitingAt[Int(moved)] = Int32(truncatingIfNeeded: at)
        waitingAt[e] = -1
        scalars[1] = end
    }
    func eject(_ e: Int) {
        leaveRoom(e, Int(slot[e]))
        leave(e)
        waiting[scalars[1]] = Int32(truncatingIfNeeded: e)
        waitingAt[e] = Int32(truncatingIfNeeded: scalars[1])
        scalars[1] &+= 1
    }
}
