/// Places sessions by ejection until none waits, then moves, exchanges and turns chains of them, keeping every
/// hard rule.
struct TimetableSearch: SearchSpace, ~Copyable {
    let state: TimetableState
    var random: PlanRandom
    var evaluated = 0
    let chain: Cells<Int32>
    let inChain: Cells<Bool>
    var placing: TimetablePlacing

    init(_ timetable: Timetable, seed: UInt64) {
        state = TimetableState(timetable)
        random = PlanRandom(seed: seed)
        chain = Cells(Self.longestChain, 0)
        inChain = Cells(state.events, false)
        placing = TimetablePlacing(state)
    }
    deinit {
        chain.free()
        inChain.free()
        placing.free()
    }

    /// Found by trials on the competition's instances.
    /// There is one round.
    func remember(_ choices: Choices) {}
    var annealing: Annealing { Annealing(hot: 16, cold: 0.25) }
    var cost: Int { @inline(__always) get { state.cost } }
    var waitingCount: Int { state.waitingCount }
    var isSettled: Bool { state.events == 0 }
    var mark: Int { @inline(__always) get { state.mark } }
    @inline(__always) func undo(to mark: Int) { state.undo(to: mark) }
    @inline(__always) func forgetJournal() { state.forgetJournal() }

    // MARK: Choices

    struct Choices: Sendable, Equatable {
        /// By session; −1: without a place.
        var slot: [Int32]
        var room: [Int32]
    }
    var choices: Choices { Choices(slot: state.slot.list, room: state.room.list) }
    func write(to choices: inout Choices) {
        state.slot.write(to: &choices.slot)
        state.room.write(to: &choices.room)
    }
    mutating func take(_ choices: Choices) {
        for e in 0..<state.events where state.slot[e] >= 0 {
            state.lift(e)
            state.forgetJournal()
        }
        for e in 0..<state.events where choices.slot[e] >= 0 {
            let s = Int(choices.slot[e])
            let r = Int(choices.room[e])
            state.held[s * state.rooms + r] = Int32(e)
            state.put(e, s, r)
            state.forgetJournal()
        }
    }

    // MARK: Moves

    private static let longestChain = 10

    @inline(__always) mutating func step(_ tolerance: Int) {
        if state.waitingCount > 0, random.chance(1) { placeWhereFree() }
        let e = random.below(state.events)
        let a = Int(state.slot[e])
        if a < 0 { return }
        if random.chance(400) { return exchange(e, tolerance) }
        let b = random.below(state.slots)
        if a == b || !state.allowed[e &* state.slots &+ b] { return }
        if state.clashes[e &* state.slots &+ b] > 0 {
            if random.chance(300) { turnChain(e, b, tolerance) }
            return
        }
        if !state.isInOrder(e, b) { return }
        evaluated &+= 1
        if state.change(e, from: a, to: b) > tolerance { return }
        let mark = state.mark
        let r = state.claim(e, b)
        if r < 0 { return }
        state.lift(e)
        state.put(e, b, r)
        settle(mark)
    }

    /// Two sessions exchange their slots.
    mutating func exchange(_ e: Int, _ tolerance: Int) {
        let a = Int(state.slot[e])
        let f = random.below(state.events)
        let b = Int(state.slot[f])
        if a < 0 || b < 0 || a == b { return }
        let n = state.slots
        if !state.allowed[e &* n &+ b] || !state.allowed[f &* n &+ a] { return }
        let own: Int16 = state.clash[e &* state.events &+ f] ? 1 : 0
        if state.clashes[e &* n &+ b] != own || state.clashes[f &* n &+ a] != own { return }
        evaluated &+= 1
        if own == 0 {
            if state.change(e, from: a, to: b) &+ state.change(f, from: b, to: a) > tolerance { return }
        } else {
            let there = state.flip(e, a) &+ state.flip(e, b) &+ state.flip(f, b) &+ state.flip(f, a)
            _ = state.flip(f, a) &+ state.flip(f, b) &+ state.flip(e, b) &+ state.flip(e, a)
            if there > tolerance { return }
        }
        let mark = state.mark
        state.lift(e)
        state.lift(f)
        guard place(e, b), place(f, a) else { return undo(to: mark) }
        settle(mark)
    }

    /// A session goes to a slot; those who clash with it there come the other way, and so on (a Kempe chain).
    mutating func turnChain(_ e: Int, _ b: Int, _ tolerance: Int) {
        let a = Int(state.slot[e])
        if a < 0 || a == b || !state.allowed[e &* state.slots &+ b] { return }
        let count = buildChain(e, a, b)
        if count == 0 { return }
        evaluated &+= 1
        var there = 0
        for i in 0..<count {
            there &+= state.flip(Int(chain[i]), a) &+ state.flip(Int(chain[i]), b)
        }
        for i in 0..<count { _ = state.flip(Int(chain[i]), a) &+ state.flip(Int(chain[i]), b) }
        if there > tolerance { return }
        let mark = state.mark
        // The chain's sessions by where they go: to `b` first, a bit each.
        var goesToB: UInt64 = 0
        for i in 0..<count {
            let x = Int(chain[i])
            if Int(state.slot[x]) == a { goesToB |= 1 << UInt64(i) }
            state.lift(x)
        }
        for i in 0..<count where !place(Int(chain[i]), goesToB >> UInt64(i) & 1 == 1 ? b : a) {
            return undo(to: mark)
        }
        settle(mark)
    }
    /// The sessions that must change sides when `e` does, in `chain`; 0: too many, or one may not.
    private mutating func buildChain(_ e: Int, _ a: Int, _ b: Int) -> Int {
        var count = 1
        chain[0] = Int32(truncatingIfNeeded: e)
        inChain[e] = true
        var next = 0
        var isPossible = true
        build: while next < count {
            let x = Int(chain[next])
            next &+= 1
            let to = Int(state.slot[x]) == a ? b : a
            for r in 0..<state.rooms {
                let f = Int(state.held[to &* state.rooms &+ r])
                if f < 0 || inChain[f] || !state.clash[x &* state.events &+ f] { continue }
                let back = to == a ? b : a
                if count >= Self.longestChain || !state.allowed[f &* state.slots &+ back] {
                    isPossible = false
                    break build
                }
                inChain[f] = true
                chain[count] = Int32(truncatingIfNeeded: f)
                count &+= 1
            }
        }
        for i in 0..<count { inChain[Int(chain[i])] = false }
        return isPossible ? count : 0
    }

    /// Puts a waiting session, whom nobody there clashes with, in a slot; false when order or rooms forbid it.
    @inline(__always) private func place(_ e: Int, _ s: Int) -> Bool {
        if !state.isInOrder(e, s) { return false }
        let r = state.claim(e, s)
        if r < 0 { return false }
        state.put(e, s, r)
        return true
    }
    /// Those who wait go wherever they put nobody out.
    mutating func placeWhereFree() {
        for i in (0..<state.waitingCount).reversed() {
            let e = Int(state.waiting[i])
            for s in 0..<state.slots
            where state.allowed[e &* state.slots &+ s] && state.clashes[e &* state.slots &+ s] == 0 {
                let mark = state.mark
                if place(e, s) {
                    settle(mark)
                    break
                }
            }
        }
    }
}
