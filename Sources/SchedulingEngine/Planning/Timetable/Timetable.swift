/// Sessions with fixed rosters that want a slot and a room: days of equal slots, each person in one session at
/// a time, each room too, some sessions before others.
package struct Timetable: Sendable {
    package let days: Int
    package let slotsPerDay: Int
    package let rooms: Int
    package let people: Int
    /// By session: who is in it.
    package let rosters: [[Int]]
    /// By session and slot: whether it may be held then.
    package var isAllowed: [[Bool]]
    /// By session: rooms that suit it.
    package let suitable: [[Int]]
    /// Pairs of sessions, the first of which ends before the second begins.
    package let order: [(Int, Int)]
    /// By the set of slots taken of one person's day (bit k: the day's slot k): points.
    let dayPoints: [Int32]

    /// - Precondition: at most 16 slots a day and 64 rooms.
    package init(
        days: Int, slotsPerDay: Int, rooms: Int, people: Int, rosters: [[Int]], isAllowed: [[Bool]],
        suitable: [[Int]], order: [(Int, Int)], shape: some DayCost<UInt16>
    ) {
        precondition(slotsPerDay <= 16 && rooms <= 64)
        self.days = days
        self.slotsPerDay = slotsPerDay
        self.rooms = rooms
        self.people = people
        self.rosters = rosters
        self.isAllowed = isAllowed
        self.suitable = suitable
        self.order = order
        dayPoints = (0..<(1 << slotsPerDay)).map { Int32(shape.points(of: UInt16($0))) }
    }

    /// A place of each session; nil: left out.
    package struct Solution: Sendable {
        package var places: [(slot: Int, room: Int)?]
        /// People of the sessions left out.
        package var distance: Int
        /// Points of all days.
        package var cost: Int
        package var steps: Int
    }

    /// The same seed and steps give the same timetable, whether or not workers run at once. `progress` is told
    /// the seconds used and the distance and points so far.
    package func solved(
        budget: SearchBudget, workers: Workers = .serial, clock: () -> Double = { 0 },
        progress: (_ seconds: Double, _ distance: Int, _ cost: Int) -> Void = { _, _, _ in },
        isCancelled: () -> Bool = { false }
    ) -> Solution {
        Search<TimetableSearch>(budget: budget, workers: workers) { TimetableSearch(self, seed: $0) }
            .run(
                clock: clock,
                progress: { p in
                    progress(
                        p.seconds, p.standing.cost / TimetableState.unplaced,
                        p.standing.cost % TimetableState.unplaced)
                }, isCancelled: isCancelled
            ) { space, standing in
                let c = space.choices
                return Solution(
                    places: c.slot.indices.map { c.slot[$0] < 0 ? nil : (Int(c.slot[$0]), Int(c.room[$0])) },
                    distance: space.cost / TimetableState.unplaced,
                    cost: space.cost % TimetableState.unplaced, steps: standing.steps)
            }
    }
}
