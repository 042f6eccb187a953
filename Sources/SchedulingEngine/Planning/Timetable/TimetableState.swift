/// A partial timetable: hard rules hold among the sessions that have a place, the others wait.
///
/// The steps (`lift`, `claim`, `put`) trust that what they are asked was found allowed, and write themselves
/// into the journal; `undo(to:)` takes them back exactly.
final class TimetableState {
    /// Cost of each person of a session without a place; more than all points of days together.
    static let unplaced = 1 << 24

    let events: Int
    let slots: Int
    let perDay: Int
    let rooms: Int
    private let days: Int
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
    let points: Cells<Int32>

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
    let journal: Cells<TimetableStep>
    /// 0 cost, 1 sessions waiting, 2 length of the journal.
    let scalars: Cells<Int>
    private let visited: Cells<UInt64>

    init(_ t: Timetable) {
        events = t.rosters.count
        slots = t.days * t.slotsPerDay
        perDay = t.slotsPerDay
        rooms = t.rooms
        days = t.days
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
        points = Cells(t.dayPoints, or: 0)
        slot = Cells(n, -1)
        room = Cells(n, -1)
        held = Cells(slots * t.rooms, -1)
        clashes = Cells(n * slots, 0)
        taken = Cells(t.people * t.days, 0)
        waiting = Cells((0..<n).map { Int32($0) }, or: 0)
        waitingAt = Cells((0..<n).map { Int32($0) }, or: 0)
        // A chain of moves may rehouse every room of two slots for each of its sessions.
        journal = Cells(4096 + 64 * t.rooms, TimetableStep())
        scalars = Cells(3, 0)
        visited = Cells(1, 0)
        scalars[0] =
            t.rosters.reduce(0) { $0 + $1.count } * Self.unplaced
            + t.people * t.days * Int(t.dayPoints.first ?? 0)
        scalars[1] = n
    }
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
        points.free()
        slot.free()
        room.free()
        held.free()
        clashes.free()
        taken.free()
        waiting.free()
        waitingAt.free()
        journal.free()
        scalars.free()
        visited.free()
    }

    var cost: Int { @inline(__always) get { scalars[0] } }
    var waitingCount: Int { @inline(__always) get { scalars[1] } }
    @inline(__always) func size(_ e: Int) -> Int { Int(rosterBase[e &+ 1] &- rosterBase[e]) }

    /// Everything that a step may change, for comparison.
    var state: [[Int]] {
        [
            [cost, waitingCount], slot.list.map { Int($0) }, room.list.map { Int($0) },
            held.list.map { Int($0) }, clashes.list.map { Int($0) }, taken.list.map { Int($0) },
            (0..<waitingCount).map { Int(waiting[$0]) }, waitingAt.list.map { Int($0) },
        ]
    }
    /// The cost worked out anew from the slots, not from what ran along.
    func recount() -> Int {
        var days = [UInt16](repeating: 0, count: taken.count)
        var sum = 0
        for e in 0..<events {
            if slot[e] < 0 {
                sum += size(e) * Self.unplaced
                continue
            }
            for i in Int(rosterBase[e])..<Int(rosterBase[e + 1]) {
                days[Int(roster[i]) * self.days + Int(slot[e]) / perDay] |= 1 << UInt16(Int(slot[e]) % perDay)
            }
        }
        return days.reduce(sum) { $0 + Int(points[Int($1)]) }
    }

    // MARK: What is allowed, and what it costs

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
                let m = taken[Int(roster[i]) &* days &+ d]
                sum &+= points[Int(m ^ bitA ^ bitB)] &- points[Int(m)]
                i &+= 1
            }
        } else {
            while i < end {
                let p = Int(roster[i]) &* days
                let m = taken[p &+ d]
                let k = taken[p &+ f]
                sum &+= points[Int(m ^ bitA)] &- points[Int(m)] &+ points[Int(k ^ bitB)] &- points[Int(k)]
                i &+= 1
            }
        }
        return Int(sum)
    }
    /// Flips a slot in the days of everybody in the session. Returns the change of the days' points, which the
    /// running cost is not told.
    @inline(__always) func flip(_ e: Int, _ s: Int) -> Int {
        let d = s / perDay
        let bit: UInt16 = 1 << UInt16(truncatingIfNeeded: s &- d &* perDay)
        var sum: Int32 = 0
        for i in Int(rosterBase[e])..<Int(rosterBase[e &+ 1]) {
            let at = Int(roster[i]) &* days &+ d
            let m = taken[at]
            sum &+= points[Int(m ^ bit)] &- points[Int(m)]
            taken[at] = m ^ bit
        }
        return Int(sum)
    }

    // MARK: Rooms

    /// Holds a room for a session in a slot, moving others there to other rooms if need be; −1 when there is
    /// none, and nothing changed.
    @inline(__always) func claim(_ e: Int, _ s: Int) -> Int {
        var free: UInt64 = suits[e]
        let base = s &* rooms
        while free != 0 {
            let r = free.trailingZeroBitCount
            if held[base &+ r] < 0 {
                held[base &+ r] = Int32(truncatingIfNeeded: e)
                write(.claim, e, slot: s, room: r)
                return r
            }
            free &= free &- 1
        }
        visited[0] = 0
        return augment(e, base)
    }
    private func augment(_ e: Int, _ base: Int) -> Int {
        var open = suits[e] & ~visited[0]
        while open != 0 {
            let r = open.trailingZeroBitCount
            visited[0] |= 1 << UInt64(r)
            let f = Int(held[base &+ r])
            if f >= 0 {
                let other = augment(f, base)
                if other < 0 {
                    open = suits[e] & ~visited[0]
                    continue
                }
                room[f] = Int32(truncatingIfNeeded: other)
            }
            held[base &+ r] = Int32(truncatingIfNeeded: e)
            write(.claim, e, slot: base / rooms, room: r, from: f >= 0 ? f : -1)
            return r
        }
        return -1
    }
}
