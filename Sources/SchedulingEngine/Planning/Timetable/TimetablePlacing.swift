/// What placing by ejection learned.
struct TimetablePlacing {
    /// By session: how often it was put out; such sessions are spared.
    let weight: Cells<Int32>
    /// By session and slot: the round until which it may not come back.
    let tabu: Cells<Int32>
    var round = 0

    init(_ state: TimetableState) {
        weight = Cells(state.events, 1)
        tabu = Cells(state.events * state.slots, 0)
    }
    func free() {
        weight.free()
        tabu.free()
    }
}

/// Waiting sessions take the slot where they put out the least weight; who was put out may not come back to that
/// slot for a while.
extension TimetableSearch {
    mutating func prepare() -> Bool {
        if state.waitingCount == 0 { return false }
        placing.round &+= 1
        let round = placing.round
        let e = Int(state.waiting[random.below(state.waitingCount)])
        var least = Int.max
        var ties = 0
        var chosen = -1
        for s in 0..<state.slots where state.allowed[e &* state.slots &+ s] {
            if Int(placing.tabu[e &* state.slots &+ s]) > round { continue }
            let price = price(of: e, s)
            if price < least {
                least = price
                ties = 1
                chosen = s
            } else if price == least {
                ties &+= 1
                if random.below(ties) == 0 { chosen = s }
            }
        }
        if chosen >= 0 { force(e, chosen) }
        state.forgetJournal()
        // Shaken now and then, lest the same few put each other out for ever.
        if round.isMultiple(of: 8) { for _ in 0..<8 { step(4) } }
        return true
    }

    /// The weight that a session would put out in a slot.
    private func price(of e: Int, _ s: Int) -> Int {
        var price = 0
        let base = s &* state.rooms
        var hasRoom = false
        var cheapest = Int.max
        for r in 0..<state.rooms {
            let f = Int(state.held[base &+ r])
            let suits = state.suits[e] >> UInt64(r) & 1 == 1
            if f < 0 {
                if suits { hasRoom = true }
            } else if state.clash[e &* state.events &+ f] {
                price &+= Int(placing.weight[f])
                if suits { hasRoom = true }
            } else if suits {
                cheapest = min(cheapest, Int(placing.weight[f]))
            }
        }
        if !hasRoom { price &+= cheapest == .max ? 0 : cheapest }
        forEachOutOfOrder(e, s) { price &+= Int(placing.weight[$0]) }
        return price
    }
    @inline(__always) private func forEachOutOfOrder(_ e: Int, _ s: Int, _ body: (Int) -> Void) {
        for i in Int(state.beforeBase[e])..<Int(state.beforeBase[e &+ 1]) {
            let f = Int(state.before[i])
            if state.slot[f] >= 0, Int(state.slot[f]) >= s { body(f) }
        }
        for i in Int(state.afterBase[e])..<Int(state.afterBase[e &+ 1]) {
            let f = Int(state.after[i])
            if state.slot[f] >= 0, Int(state.slot[f]) <= s { body(f) }
        }
    }
    private func putOut(_ f: Int) {
        placing.tabu[f &* state.slots &+ Int(state.slot[f])] = Int32(truncatingIfNeeded: placing.round &+ 20)
        placing.weight[f] &+= 1
        state.lift(f)
    }
    private mutating func force(_ e: Int, _ s: Int) {
        for r in 0..<state.rooms {
            let f = Int(state.held[s &* state.rooms &+ r])
            if f >= 0, state.clash[e &* state.events &+ f] { putOut(f) }
        }
        forEachOutOfOrder(e, s) { putOut($0) }
        var room = state.claim(e, s)
        if room < 0 {
            var least = Int32.max
            var victim = -1
            for r in 0..<state.rooms where state.suits[e] >> UInt64(r) & 1 == 1 {
                let f = Int(state.held[s &* state.rooms &+ r])
                if f >= 0, placing.weight[f] < least {
                    least = placing.weight[f]
                    victim = f
                }
            }
            if victim < 0 { return }
            putOut(victim)
            room = state.claim(e, s)
        }
        if room >= 0 { state.put(e, s, room) }
    }
}
