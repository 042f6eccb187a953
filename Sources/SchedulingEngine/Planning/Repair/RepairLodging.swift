/// Gives sessions rooms, so that no two that overlap share one.
struct RepairLodging {
    private struct Guest {
        var start: Int
        var end: Int
        var rooms: [Int]
        var isKept: Bool
    }
    private var sessions: [Guest] = []
    /// It took too long to tell.
    private(set) var isGivenUp = false

    mutating func add(_ start: Int, _ end: Int, _ rooms: [Int], isKept: Bool) {
        sessions.append(Guest(start: start, end: end, rooms: rooms, isKept: isKept))
    }
    /// One that needs no room.
    mutating func skip() { sessions.append(Guest(start: 0, end: 0, rooms: [], isKept: true)) }

    /// A room for each in the order they were added, −1 where none is needed; nil: there is no way.
    mutating func assigned() -> [Int]? {
        var out = [Int](repeating: -1, count: sessions.count)
        let sessions = self.sessions
        let order = sessions.indices.filter { sessions[$0].end > 0 }.sorted {
            (sessions[$0].rooms.count, sessions[$0].start, $0) < (
                sessions[$1].rooms.count, sessions[$1].start, $1
            )
        }
        var nodes = 0
        func descend(_ n: Int) -> Bool {
            if n == order.count { return true }
            nodes += 1
            if nodes > 20_000 {
                isGivenUp = true
                return false
            }
            let x = sessions[order[n]]
            for room in x.rooms {
                let isTaken = order[..<n].contains { k in
                    out[k] == room && sessions[k].start < x.end && x.start < sessions[k].end
                        && !(x.isKept && sessions[k].isKept)
                }
                if isTaken { continue }
                out[order[n]] = room
                if descend(n + 1) { return true }
            }
            out[order[n]] = -1
            return false
        }
        return descend(0) ? out : nil
    }
}
