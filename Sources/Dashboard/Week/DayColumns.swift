internal import ClinicModel
internal import Terminal

/// Days side by side: busy ones wide, quiet ones narrow, those without hours and sessions a mark.
struct DayColumns: Sendable {
    struct Column: Sendable, Hashable {
        /// From the week's first day, 0…6.
        let day: Int
        let x: Int
        /// The blank at its end included.
        let width: Int
        /// Only a mark: nothing happens that day.
        let isFolded: Bool
        var contentWidth: Int { max(0, width - 1) }
    }
    let columns: [Column]
    /// The first day drawn.
    let first: Int
    /// Days beside those drawn, to the left and to the right.
    let hidden: (before: Int, after: Int)

    private static let markWidth = 3
    /// `Wed 25` and `▌REL 10/14` must have room.
    private static let quietWidth = 11
    /// Where days could be so wide, quiet ones have room for a patient and a therapist, too.
    private static let roomyWidth = 36
    private static let namesWidth = 28

    /// - Parameter loads: for each day how much it holds; nil folds it.
    /// - Parameter left: the day to begin with when not all are drawn.
    /// - Parameter keeping: the day that must be seen.
    init(loads: [Int?], x: Int, width: Int, screen columns: Int, left: Int, keeping: Int) {
        let shown = Self.daysShown(columns)
        var days = Array(loads.indices)
        if shown < loads.count {
            let open = days.filter { loads[$0] != nil }
            let pool = open.isEmpty ? days : open
            let wanted = pool.firstIndex { $0 >= left } ?? max(0, pool.count - 1)
            let cursor = pool.lastIndex { $0 <= keeping } ?? 0
            var start = min(wanted, max(0, pool.count - shown))
            if cursor < start { start = cursor }
            if cursor >= start + shown { start = cursor - shown + 1 }
            days = Array(pool[start..<min(pool.count, start + shown)])
            first = days.first ?? 0
            hidden = (start, pool.count - start - days.count)
        } else {
            first = 0
            hidden = (0, 0)
        }
        let folds = shown >= loads.count
        let busiest = days.compactMap { loads[$0] }.max() ?? 0
        let isFolded = { (d: Int) in folds && loads[d] == nil }
        let isQuiet = { (d: Int) in folds && (loads[d] ?? 0) * 2 < busiest }
        let open = days.filter { !isFolded($0) }
        let room = max(0, width - Self.markWidth * (days.count - open.count))
        let even = room / max(1, open.count)
        let narrow = even < Self.roomyWidth ? even * 3 / 5 : Self.namesWidth
        let quiet = min(even, max(Self.quietWidth, narrow))
        let busyCount = open.count { !isQuiet($0) }
        let busyRoom = room - quiet * (open.count - busyCount)
        var wider = busyCount > 0 ? busyRoom % busyCount : 0
        var at = x
        var out: [Column] = []
        for d in days {
            var w = quiet
            if isFolded(d) {
                w = Self.markWidth
            } else if !isQuiet(d) {
                w = busyRoom / max(1, busyCount)
                if wider > 0 {
                    w += 1
                    wider -= 1
                }
            }
            w = min(w, max(0, x + width - at))
            out.append(Column(day: d, x: at, width: w, isFolded: isFolded(d)))
            at += w
        }
        self.columns = out
    }
    /// The mark of a folded day: `Su`, today `Tu*`.
    func drawFolded(_ column: Column, _ date: CivilDate, isToday: Bool, _ y: Int, into canvas: inout Canvas) {
        canvas.write(
            date.weekday.short.prefix(2) + (isToday ? "*" : ""), at: column.x, y,
            isToday ? .dayHeaderToday : .dim, width: column.width)
    }
    /// Days that a screen of so many columns has room for.
    static func daysShown(_ columns: Int) -> Int { columns < 48 ? 1 : columns < 80 ? 3 : 7 }

    /// `<2` at the left and `3>` at the right of the days' heads: so many days are to be walked to.
    func drawHidden(at x: Int, _ y: Int, end: Int, _ glyphs: GlyphSet, into canvas: inout Canvas) {
        if hidden.before > 0 { canvas.write("\(glyphs.left)\(hidden.before)", at: x, y, .dayCount) }
        let after = "\(hidden.after)\(glyphs.right)"
        if hidden.after > 0 { canvas.write(after, at: end - Canvas.width(of: after), y, .dayCount) }
    }
    func column(of day: Int) -> Column? { columns.first { $0.day == day } }
    func column(at x: Int) -> Column? { columns.first { $0.x <= x && x < $0.x + $0.width } }
    /// The next or previous column that is not folded.
    func neighbour(of day: Int, by step: Int) -> Column? {
        let open = columns.filter { !$0.isFolded }
        guard let i = open.firstIndex(where: { $0.day == day }), open.indices.contains(i + step) else {
            return nil
        }
        return open[i + step]
    }
}
