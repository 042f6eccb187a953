/// Sessions with fixed rosters that want a slot and a room: days of equal slots, each person in one session at
/// a time, each room too, some sessions before others. What a person's day costs is a plug: any function of
/// the slots that are taken.
package struct Timetable: Sendable {
    package var days: Int
    package var slotsPerDay: Int
    package var rooms: Int
    package var people: Int
    /// By session: who is in it.
    package var rosters: [[Int]]
    /// By session and slot: whether it may be held then.
    package var isAllowed: [[Bool]]
    /// By session: rooms that suit it.
    package var suitable: [[Int]]
    /// Pairs of sessions, the first of which ends before the second begins.
    package var order: [(Int, Int)]
    /// Points of one day of one person: bit k of the argument is the day's slot k.
    package var dayCost: @Sendable (UInt16) -> Int

    /// - Precondition: at most 16 slots a day and 64 rooms.
    package init(
        days: Int, slotsPerDay: Int, rooms: Int, people: Int, rosters: [[Int]], isAllowed: [[Bool]],
        suitable: [[Int]], order: [(Int, Int)], dayCost: @escaping @Sendable (UInt16) -> Int
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
        self.dayCost = dayCost
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
}
