/// Places sessions by ejection until none waits, then anneals the days' points by moves, exchanges and chains
/// that keep every hard rule.
package struct TimetableSearch {
    private let state: TimetableState
    private var random: PlanRandom
    private var steps = 0
    private let chain: Cells<Int32>
    private let inChain: Cells<Bool>
    /// By session: how often it was put out; such sessions are spared.
    private let weight: Cells<Int32>
    private let tabu: Cells<Int32>
    private let bestSlot: Cells<Int32>
    private let bestRoom: Cells<Int32>
    private var best = (distance: Int.max, cost: Int.max)

    private init(_ timetable: Timetable, seed: UInt64) {
        state = TimetableState(timetable)
        random = PlanRandom(seed: seed)
        chain = Cells(state.events, 0)
        inChain = Cells(state.events, false)
        weight = Cells(state.events, 1)
        tabu = Cells(state.events * state.slots, 0)
        bestSlot = Cells(state.events, -1)
        bestRoom = Cells(state.events, -1)
    }
    private func free() {
        chain.free()
        inChain.free()
        weight.free()
        tabu.free()
        bestSlot.free()
        bestRoom.free()
    }

    /// The same seed and steps give the same timetable.
    package static func solve(
        _ timetable: Timetable, seed: UInt64, seconds: Double? = nil, steps limit: Int? = nil,
        clock: () -> Double = { 0 }
    ) -> Timetable.Solution {
        var search = TimetableSearch(timetable, seed: seed)
        defer { search.free() }
        let begun = clock()
        let budget = seconds ?? (limit == nil ? 10 : .infinity)
        let most = limit ?? .max
        func fraction(_ steps: Int) -> Double {
            max((clock() - begun) / budget, Double(steps) / Double(most))
        }
        search.placeAll { fraction($0) < 0.5 }
        var annealing = Annealing(hot: 16, cold: 0.25)
        let from = fraction(search.steps)
        while search.steps < most {
            let f = fraction(search.steps)
            if f >= 1 { break }
            annealing.advance(to: (f - from) / max(0.001, 0.98 - from))
            for _ in 0..<min(2048, most - search.steps) {
                search.steps &+= 1
                search.move(annealing.tolerance(&search.random))
            }
            if search.state.waitingCount > 0 { search.tryWaiting() }
            search.keep()
        }
        search.keep()
        let s = search
        return Timetable.Solution(
            places: (0..<s.state.events).map { e in
                s.bestSlot[e] < 0 ? nil : (Int(s.bestSlot[e]), Int(s.bestRoom[e]))
            }, distance: s.best.distance, cost: s.best.cost, steps: s.steps)
    }

    private mutating func keep() {
        var distance = 0
        for i in 0..<state.waitingCount { distance += state.size(Int(state.waiting[i])) }
        if (distance, state.cost) >= best { return }
        best = (distance, state.cost)
        bestSlot.copy(from: state.slot)
        bestRoom.copy(from: state.room)
    }

    // MARK: Placing

    /// Waiting sessions take the slot where they put out the least weight; who was put out may not come back
    /// to that slot for a while.
    private mutating func placeAll(_ goesOn: (Int) -> Bool) {
        var round = 0
        while state.waitingCount > 0 {
            round += 1
            if round & 63 == 0 {
                keep()
                if !goesOn(steps) { return }
            }
            steps &+= 1
            let e = Int(state.waiting[random.below(state.waitingCount)])
            var least = Int.max
            var ties = 0
            var chosen = -1
            for s in 0..<state.slots where state.allowed[e &* state.slots &+ s] {
                if Int(tabu[e &* state.slots &+ s]) > round { continue }
                let price = priceOf(e, s)
                if price < least {
                    least = price
                    ties = 1
                    chosen = s
                } else if price == least {
                    ties &+= 1
                    if random.below(ties) == 0 { chosen = s }
                }
            }
            if chosen < 0 { continue }
            force(e, chosen, round)
            // Shaken now and then, lest the same few put each other out for ever.
            if round.isMultiple(of: 8) { for _ in 0..<8 { move(4) } }
        }
        keep()
    }
    private func priceOf(_ e: Int, _ s: Int) -> Int {
        var price = 0
        let base = s &* state.rooms
        var roomFree = false
        var cheapest = Int.max
        for r in 0..<state.rooms {
            let f = Int(state.held[base &+ r])
            let suits = state.suits[e] >> UInt64(r) & 1 == 1
            if f < 0 {
                if suits { roomFree = true }
                continue
            }
            if state.clash[e &* state.events &+ f] {
                price &+= Int(weight[f])
                if suits { roomFree = true }
            } else if suits {
                cheapest = min(cheapest, Int(weight[f]))
            }
        }
        if !roomFree { price &+= cheapest == .max ? 0 : cheapest }
        for i in Int(state.beforeBase[e])..<Int(state.beforeBase[e &+ 1]) {
            let f = Int(state.before[i])
            if state.slot[f] >= 0, Int(state.slot[f]) >= s { price &+= Int(weight[f]) }
        }
        for i in Int(state.afterBase[e])..<Int(state.afterBase[e &+ 1]) {
            let f = Int(state.after[i])
            if state.slot[f] >= 0, Int(state.slot[f]) <= s { price &+= Int(weight[f]) }
        }
        return price
    }
    private mutating func force(_ e: Int, _ s: Int, _ round: Int) {
        func out(_ f: Int) {
            tabu[f &* state.slots &+ Int(state.slot[f])] = Int32(truncatingIfNeeded: round &+ 20)
            weight[f] &+= 1
            state.eject(f)
        }
        for r in 0..<state.rooms {
            let f = Int(state.held[s &* state.rooms &+ r])
            if f >= 0, state.clash[e &* state.events &+ f] { out(f) }
        }
        for i in Int(state.beforeBase[e])..<Int(state.beforeBase[e &+ 1]) {
            let f = Int(state.before[i])
            if state.slot[f] >= 0, Int(state.slot[f]) >= s { out(f) }
        }
        for i in Int(state.afterBase[e])..<Int(state.afterBase[e &+ 1]) {
            let f = Int(state.after[i])
            if state.slot[f] >= 0, Int(state.slot[f]) <= s { out(f) }
        }
        if !state.findRoom(e, s) {
            var least = Int32.max
            var victim = -1
            for r in 0..<state.rooms where state.suits[e] >> UInt64(r) & 1 == 1 {
                let f = Int(state.held[s &* state.rooms &+ r])
                if f >= 0, weight[f] < least {
                    least = weight[f]
                    victim = f
                }
            }
            if victim < 0 { return }
            out(victim)
            if !state.findRoom(e, s) { return }
        }
        state.enter(e, s)
        state.stopWaiting(e)
    }
    private mutating func tryWaiting() {
        for i in (0..<state.waitingCount).reversed() {
            let e = Int(state.waiting[i])
            for s in 0..<state.slots
            where state.allowed[e &* state.slots &+ s] && state.clashes[e &* state.slots &+ s] == 0
                && state.isInOrder(e, s) && state.findRoom(e, s)
            {
                state.enter(e, s)
                state.stopWaiting(e)
                break
            }
        }
    }

    // MARK: Annealing

    @inline(__always) private mutating func move(_ tolerance: Int) {
        let e = random.below(state.events)
        let a = Int(state.slot[e])
        if a < 0 { return }
        if random.chance(400) { return exchange(e, a, tolerance) }
        let b = random.below(state.slots)
        if a == b || !state.allowed[e &* state.slots &+ b] { return }
        if state.clashes[e &* state.slots &+ b] > 0 {
            if random.chance(300) { chainMove(e, a, b, tolerance) }
            return
        }
        if !state.isInOrder(e, b) || state.change(e, from: a, to: b) > tolerance { return }
        let old = state.room[e]
        if state.findRoom(e, b) {
            state.held[a &* state.rooms &+ Int(old)] = -1
            state.leave(e)
            state.enter(e, b)
        }
    }

    /// Two sessions exchange their slots.
    private mutating func exchange(_ e: Int, _ a: Int, _ tolerance: Int) {
        let f = random.below(state.events)
        let b = Int(state.slot[f])
        if b < 0 || a == b { return }
        let n = state.slots
        if !state.allowed[e &* n &+ b] || !state.allowed[f &* n &+ a] { return }
        let own: Int16 = state.clash[e &* state.events &+ f] ? 1 : 0
        if state.clashes[e &* n &+ b] != own || state.clashes[f &* n &+ a] != own { return }
        if own == 0, state.change(e, from: a, to: b) &+ state.change(f, from: b, to: a) > tolerance { return }
        let before = state.cost
        let oldE = state.room[e]
        let oldF = state.room[f]
        state.leaveRoom(e, a)
        state.leaveRoom(f, b)
        func putBack() {
            state.held[a &* state.rooms &+ Int(oldE)] = Int32(truncatingIfNeeded: e)
            state.held[b &* state.rooms &+ Int(oldF)] = Int32(truncatingIfNeeded: f)
            state.room[e] = oldE
            state.room[f] = oldF
        }
        guard state.findRoom(f, a) else { return putBack() }
        guard state.findRoom(e, b) else {
            state.held[a &* state.rooms &+ Int(state.room[f])] = -1
            state.room[f] = oldF
            state.held[b &* state.rooms &+ Int(oldF)] = Int32(truncatingIfNeeded: f)
            _ = state.findRoom(e, a)
            return
        }
        state.leave(e)
        state.leave(f)
        let isSound = { (s: TimetableState) in
            s.slot[e] = Int32(truncatingIfNeeded: b)
            s.slot[f] = Int32(truncatingIfNeeded: a)
            let fine = s.isInOrder(e, b) && s.isInOrder(f, a)
            s.slot[e] = -1
            s.slot[f] = -1
            return fine
        }(state)
        state.enter(e, b)
        state.enter(f, a)
        if isSound, state.cost &- before <= tolerance { return }
        state.leaveRoom(e, b)
        state.leaveRoom(f, a)
        state.leave(e)
        state.leave(f)
        _ = state.findRoom(e, a)
        _ = state.findRoom(f, b)
        state.enter(e, a)
        state.enter(f, b)
    }

    /// A session goes to a slot; those who clash with it there come the other way, and so on (a Kempe chain).
    private mutating func chainMove(_ e: Int, _ a: Int, _ b: Int, _ tolerance: Int) {
        var count = 1
        chain[0] = Int32(truncatingIfNeeded: e)
        inChain[e] = true
        var next = 0
        var possible = true
        build: while next < count {
            let x = Int(chain[next])
            next &+= 1
            let to = Int(state.slot[x]) == a ? b : a
            for r in 0..<state.rooms {
                let f = Int(state.held[to &* state.rooms &+ r])
                if f < 0 || inChain[f] || !state.clash[x &* state.events &+ f] { continue }
                let back = to == a ? b : a
                if count >= 10 || !state.allowed[f &* state.slots &+ back] {
                    possible = false
                    break build
                }
                inChain[f] = true
                chain[count] = Int32(truncatingIfNeeded: f)
                count &+= 1
            }
        }
        for i in 0..<count { inChain[Int(chain[i])] = false }
        if !possible { return }
        let before = state.cost
        // Books first: the points are known before rooms are sought.
        for i in 0..<count {
            let x = Int(chain[i])
            let s = Int(state.slot[x])
            state.flip(x, s)
            state.flip(x, s == a ? b : a)
        }
        func turn() {
            for i in 0..<count {
                let x = Int(chain[i])
                state.slot[x] = Int32(truncatingIfNeeded: Int(state.slot[x]) == a ? b : a)
            }
        }
        var fine = state.cost &- before <= tolerance
        if fine {
            turn()
            for i in 0..<count where fine {
                let x = Int(chain[i])
                fine = state.isInOrder(x, Int(state.slot[x]))
            }
            turn()
        }
        if fine {
            for i in 0..<count { state.leaveRoom(Int(chain[i]), Int(state.slot[Int(chain[i])])) }
            var housed = 0
            while housed < count {
                let x = Int(chain[housed])
                if !state.findRoom(x, Int(state.slot[x]) == a ? b : a) { break }
                housed &+= 1
            }
            if housed < count {
                fine = false
                for i in 0..<housed {
                    let x = Int(chain[i])
                    state.leaveRoom(x, Int(state.slot[x]) == a ? b : a)
                }
                for i in 0..<count { _ = state.findRoom(Int(chain[i]), Int(state.slot[Int(chain[i])])) }
            }
        }
        for i in 0..<count {
            let x = Int(chain[i])
            let s = Int(state.slot[x])
            state.flip(x, s == a ? b : a)
            state.flip(x, s)
            if fine {
                state.leave(x)
            }
        }
        if fine {
            for i in 0..<count {
                let x = Int(chain[i])
                state.enter(x, target(x, i, e, a, b))
            }
        }
    }
    /// Where the chain's session goes: its room was found there.
    private func target(_ x: Int, _ i: Int, _ e: Int, _ a: Int, _ b: Int) -> Int {
        Int(state.held[b &* state.rooms &+ Int(state.room[x])]) == x ? b : a
    }
}
