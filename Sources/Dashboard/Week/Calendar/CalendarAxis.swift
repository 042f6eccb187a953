internal import ClinicModel

/// The clock down the side of a calendar: equal lines, a finer band where something is being placed, and
/// stretches without sessions folded to one line where the whole day does not fit.
struct CalendarAxis: Sendable {
    struct Line: Sendable, Hashable {
        /// Minutes from midnight, half-open.
        let start: Int
        let end: Int
        let isFolded: Bool
    }
    let lines: [Line]

    /// - Parameter step: minutes of a line, 15, 30 or 60.
    /// - Parameter fine: drawn in quarters of an hour.
    /// - Parameter isBusy: whether something stands in a stretch.
    /// - Parameter kept: not folded though nothing stands there.
    init(
        from: Int, to: Int, step: Int, fine: [Interval], height: Int, kept: Interval?,
        isBusy: (Int, Int) -> Bool
    ) {
        var lines: [Line] = []
        var at = from / step * step
        while at < to {
            let isFine = fine.contains { $0.start <= at && at < $0.end }
            var next = at + (isFine ? min(15, step) : step)
            if !isFine, let first = fine.map(\.start).filter({ $0 > at }).min() { next = min(next, first) }
            lines.append(Line(start: at, end: min(next, 1440), isFolded: false))
            at = next
        }
        self.lines = Self.folded(lines, height: height) { line in
            isBusy(line.start, line.end) || (kept.map { line.start < $0.end && $0.start < line.end } ?? false)
        }
    }

    /// The longest empty stretches first, until the rest fits.
    private static func folded(_ lines: [Line], height: Int, isKept: (Line) -> Bool) -> [Line] {
        guard lines.count > height, let first = lines.first, let last = lines.last else { return lines }
        let kept = lines.map(isKept)
        var runs: [Range<Int>] = []
        var i = 0
        while i < lines.count {
            guard !kept[i] else {
                i += 1
                continue
            }
            var low = i
            while i < lines.count, !kept[i] { i += 1 }
            var high = i
            // Folds begin and end on the hour, so that what stays is labelled.
            while low < high, lines[low].start % 60 != 0, lines[low] != first { low += 1 }
            while high > low, lines[high - 1].end % 60 != 0, lines[high - 1] != last { high -= 1 }
            if high - low >= 3 { runs.append(low..<high) }
        }
        var count = lines.count
        var chosen: [Range<Int>] = []
        for run in runs.sorted(by: { ($1.count, $0.lowerBound) < ($0.count, $1.lowerBound) })
        where count > height {
            // No more of it than need be: what is nearest to the evening stays.
            var end = min(run.upperBound, run.lowerBound + count - height + 1)
            while end < run.upperBound, lines[end - 1].end % 60 != 0 { end += 1 }
            guard end - run.lowerBound >= 2 else { continue }
            chosen.append(run.lowerBound..<end)
            count -= end - run.lowerBound - 1
        }
        var out: [Line] = []
        i = 0
        while i < lines.count {
            if let run = chosen.first(where: { $0.lowerBound == i }) {
                out.append(Line(start: lines[i].start, end: lines[run.upperBound - 1].end, isFolded: true))
                i = run.upperBound
            } else {
                out.append(lines[i])
                i += 1
            }
        }
        return out
    }

    /// The line that a minute falls in; the nearest outside.
    func line(at minute: Int) -> Int {
        var low = 0
        var high = lines.count - 1
        while low < high {
            let middle = (low + high + 1) / 2
            if lines[middle].start <= minute { low = middle } else { high = middle - 1 }
        }
        return max(0, low)
    }
    /// The lines that a stretch touches, at least one.
    func lines(from start: Int, to end: Int) -> Range<Int> {
        guard !lines.isEmpty else { return 0..<0 }
        let a = line(at: start)
        return a..<max(a + 1, line(at: max(start, end - 1)) + 1)
    }
}
