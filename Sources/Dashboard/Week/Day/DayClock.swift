internal import ClinicModel

/// The clock across a day: the evening's hours wider than the morning's.
struct DayClock: Sendable {
    /// An hour, or what is open of it.
    struct Hour: Sendable {
        let hour: Int
        /// Minutes from midnight.
        let start: Int
        let end: Int
        let x: Int
        let width: Int
        var isEvening: Bool { hour >= DayClock.evening }
    }
    let hours: [Hour]
    static let evening = 17
    private static let least = 2

    /// - Parameter left: the hour to begin with where not all of them fit.
    /// - Parameter keeping: the minute that must be seen.
    init(from: Int, to: Int, x: Int, width: Int, left: Int, keeping: Int) {
        let first = from / 60
        let last = max(first + 1, (to + 59) / 60)
        var shown = Array(first..<last)
        let weight = { (h: Int) in h >= Self.evening && first < Self.evening ? 2 : 1 }
        // Too narrow for all: as many as fit, so that the one kept is among them.
        let room = max(1, width / Self.least)
        func needed(_ list: [Int]) -> Int { list.reduce(0) { $0 + weight($1) } }
        if needed(shown) > room {
            let kept = min(max(first, keeping / 60), last - 1)
            var low = min(max(first, left), last - 1)
            if kept < low { low = kept }
            while low < kept, needed(Array(low...kept)) > room { low += 1 }
            while low > first, needed(Array((low - 1)..<last)) <= room { low -= 1 }
            var high = kept + 1
            while high < last, needed(Array(low...high)) <= room { high += 1 }
            shown = Array(low..<high)
        }
        let spans = shown.map { h in (h, max(from, h * 60), min(max(to, from + 5), h * 60 + 60)) }
        let total = max(1, spans.reduce(0) { $0 + weight($1.0) * ($1.2 - $1.1) })
        var at = x
        var seen = 0
        hours = spans.map { h, start, end in
            seen += weight(h) * (end - start)
            let edge = x + width * seen / total
            defer { at = edge }
            return Hour(hour: h, start: start, end: end, x: at, width: edge - at)
        }
    }
    var start: Int { hours.first?.start ?? 0 }
    var end: Int { hours.last?.end ?? 1440 }
    var maxX: Int { hours.last.map { $0.x + $0.width } ?? 0 }

    /// The column of a minute, kept within the clock.
    func x(of minute: Int) -> Int {
        guard let first = hours.first else { return 0 }
        if minute <= start { return first.x }
        if minute >= end { return maxX }
        let hour = hours[minute / 60 - first.hour]
        return hour.x + hour.width * (minute - hour.start) / max(1, hour.end - hour.start)
    }
    func minute(at x: Int) -> Int? {
        guard let hour = hours.first(where: { $0.x <= x && x < $0.x + $0.width }) else { return nil }
        return hour.start + (x - hour.x) * (hour.end - hour.start) / max(1, hour.width)
    }
}
