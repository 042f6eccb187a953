/// Sessions of one day side by side where they overlap.
///
/// Sorted by start, then end, ties by room, then id, and each put into the first lane that is free: a move
/// does not reshuffle its neighbours. Sessions that hang together by overlaps share the width.
struct CalendarLanes: Sendable {
    struct Entry: Sendable {
        /// Index into the digest's faces.
        let face: Int
        var lines: Range<Int>
        let start: Int
        let end: Int
        let room: String
        let id: String
    }
    struct Block: Sendable {
        let face: Int
        let lines: Range<Int>
        let lane: Int
        /// Of its cluster.
        let lanes: Int
        let cluster: Int
    }
    let blocks: [Block]
    let mostLanes: Int

    init(_ entries: [Entry]) {
        var sorted = entries.sorted { a, b in
            (a.start, a.end, a.room, a.id) < (b.start, b.end, b.room, b.id)
        }
        Self.part(&sorted)
        var blocks: [Block] = []
        var pending: [(entry: Entry, lane: Int)] = []
        var laneEnds: [Int] = []
        var reach = 0
        var cluster = 0
        func close() {
            for p in pending {
                blocks.append(
                    Block(
                        face: p.entry.face, lines: p.entry.lines, lane: p.lane, lanes: laneEnds.count,
                        cluster: cluster))
            }
            if !pending.isEmpty { cluster += 1 }
            pending = []
            laneEnds = []
        }
        for entry in sorted {
            if entry.lines.lowerBound >= reach { close() }
            let lane = laneEnds.firstIndex { $0 <= entry.lines.lowerBound } ?? laneEnds.count
            if lane == laneEnds.count { laneEnds.append(0) }
            laneEnds[lane] = entry.lines.upperBound
            reach = max(pending.isEmpty ? 0 : reach, entry.lines.upperBound)
            pending.append((entry, lane))
        }
        close()
        self.blocks = blocks
        mostLanes = blocks.map(\.lanes).max() ?? 0
    }

    /// One session ends and another begins within a line: that is no overlap, so the line goes to the one that
    /// begins, where the other has lines enough.
    private static func part(_ entries: inout [Entry]) {
        for i in entries.indices where entries[i].lines.count > 1 {
            let last = entries[i].lines.upperBound - 1
            let end = entries[i].end
            if entries.contains(where: { $0.lines.lowerBound == last && $0.start >= end }) {
                entries[i].lines = entries[i].lines.lowerBound..<last
            }
        }
    }
}
