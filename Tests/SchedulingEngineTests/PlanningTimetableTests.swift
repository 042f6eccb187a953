import Testing

@testable import SchedulingEngine

@Suite struct `Timetables of sessions with fixed rosters` {
    /// A lone session and the last slot of four.
    struct Shape: DayCost {
        func points(of day: UInt16) -> Int { day.nonzeroBitCount == 1 ? 1 : Int(day >> 3) }
    }

    /// A timetable drawn by a seed that has a solution: one is made first, and what is asked follows from it.
    static func solvable(_ seed: UInt64) -> Timetable {
        var random = PlanRandom(seed: seed)
        let days = 2
        let perDay = 4
        let rooms = 3
        let slots = days * perDay
        let places = (0..<slots * rooms - 4).map { (slot: $0 % slots, room: $0 / slots) }
        var busy = [[Bool]](repeating: .init(repeating: false, count: slots), count: 30)
        let rosters = places.map { place in
            busy.indices.filter { p in
                if busy[p][place.slot] || random.below(3) > 0 { return false }
                busy[p][place.slot] = true
                return true
            }
        }
        var order: [(Int, Int)] = []
        for _ in 0..<6 {
            let e = random.below(places.count)
            let f = random.below(places.count)
            if places[e].slot < places[f].slot { order.append((e, f)) }
        }
        return Timetable(
            days: days, slotsPerDay: perDay, rooms: rooms, people: busy.count, rosters: rosters,
            isAllowed: places.map { place in (0..<slots).map { $0 == place.slot || random.below(3) > 0 } },
            suitable: places.map { place in (0..<rooms).filter { $0 == place.room || random.below(2) == 0 } },
            order: order, shape: Shape())
    }

    @Test(arguments: 0..<8)
    func `every session finds a place, hard rules hold, and the points are the days'`(seed: UInt64) {
        let t = Self.solvable(seed)
        let s = t.solved(budget: SearchBudget(seed: seed, steps: 30_000))
        #expect(s.distance == 0)
        var held: Set<[Int]> = []
        var days = [[UInt16]](repeating: [0, 0], count: t.people)
        for (e, place) in s.places.enumerated() {
            guard let place else {
                Issue.record("session \(e) has no place")
                continue
            }
            #expect(held.insert([place.slot, place.room]).inserted)
            #expect(t.isAllowed[e][place.slot])
            #expect(t.suitable[e].contains(place.room))
            for p in t.rosters[e] {
                let bit: UInt16 = 1 << UInt16(place.slot % t.slotsPerDay)
                #expect(days[p][place.slot / t.slotsPerDay] & bit == 0)
                days[p][place.slot / t.slotsPerDay] |= bit
            }
        }
        for (e, f) in t.order { #expect((s.places[e]?.slot ?? 0) < (s.places[f]?.slot ?? 99)) }
        #expect(s.cost == days.joined().reduce(0) { $0 + Shape().points(of: $1) })
    }

    @Test func `the same seed and steps give the same timetable, whatever runs at once`() {
        let t = Self.solvable(3)
        func places(_ seed: UInt64, _ workers: Workers = .serial) -> [Int] {
            t.solved(budget: SearchBudget(seed: seed, steps: 8_000), workers: workers).places.map {
                ($0?.slot ?? -1) * 10 + ($0?.room ?? 0)
            }
        }
        #expect(places(5) == places(5))
        #expect(places(5) == places(5, .threads))
        #expect(places(5) != places(6))
    }

    @Test(arguments: 0..<4)
    func `the running cost is the full recount after each of 10,000 moves`(seed: UInt64) throws {
        var search = TimetableSearch(Self.solvable(seed), seed: seed)
        for _ in 0..<60 where search.prepare() { try #require(search.cost == search.state.recount()) }
        for _ in 0..<10_000 {
            search.step(search.random.below(6))
            try #require(search.cost == search.state.recount())
            try #require(search.mark == 0)
        }
    }

    @Test(arguments: 0..<4)
    func `moves and placings are taken back exactly`(seed: UInt64) throws {
        var search = TimetableSearch(Self.solvable(seed), seed: seed)
        while search.prepare() {}
        for round in 0..<20 {
            // A step before it keeps the journal from being forgotten.
            let first = search.random.below(search.state.events)
            let untouched = search.state.state
            if search.state.slot[first] >= 0 { search.state.lift(first) }
            let mark = search.mark
            let before = search.state.state
            for _ in 0..<30 {
                search.step(4)
                search.exchange(search.random.below(search.state.events), 4)
                search.turnChain(
                    search.random.below(search.state.events), search.random.below(search.state.slots), 4)
            }
            search.undo(to: mark)
            try #require(search.state.state == before, "round \(round)")
            search.undo(to: 0)
            try #require(search.state.state == untouched, "round \(round)")
            for _ in 0..<50 { search.step(4) }
        }
    }

    @Test func `cancelled at any moment it gives back a timetable that keeps every rule`() {
        let t = Self.solvable(2)
        for asked in 0..<4 {
            var left = asked
            let s = t.solved(
                budget: SearchBudget(seed: 1),
                isCancelled: {
                    left -= 1
                    return left < 0
                })
            #expect(s.places.count == t.rosters.count)
            var held: Set<[Int]> = []
            for (e, place) in s.places.enumerated() {
                guard let place else { continue }
                #expect(held.insert([place.slot, place.room]).inserted)
                #expect(t.isAllowed[e][place.slot] && t.suitable[e].contains(place.room))
            }
        }
    }

    @Test func `who can't be placed is left out and counted`() {
        var t = Self.solvable(1)
        t.isAllowed[0] = .init(repeating: false, count: 8)
        let s = t.solved(budget: SearchBudget(seed: 1, steps: 5_000))
        #expect(s.places[0] == nil)
        #expect(s.distance >= t.rosters[0].count)
    }
}
