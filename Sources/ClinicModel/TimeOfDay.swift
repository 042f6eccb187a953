/// A wall-clock time of day in minutes since midnight, 0 (`00:00`) to 1440 (`24:00`, which only ends a day).
package struct TimeOfDay: Hashable, Comparable, Sendable, Codable, CustomStringConvertible {
    package let minutes: Int16

    /// Traps outside 0…1440.
    package init(minutes: Int) {
        precondition((0...1440).contains(minutes), "a time of day lies between 00:00 and 24:00")
        self.minutes = Int16(minutes)
    }
    /// Reads `18:30` (two digits each, to the minute), up to `24:00`.
    package init?(_ text: some StringProtocol) {
        let b = Array(text.utf8)
        guard b.count == 5, b[2] == 58, [b[0], b[1], b[3], b[4]].allSatisfy({ (48...57).contains($0) })
        else { return nil }
        let h = Int(b[0] - 48) * 10 + Int(b[1] - 48)
        let m = Int(b[3] - 48) * 10 + Int(b[4] - 48)
        guard m < 60, h * 60 + m <= 1440 else { return nil }
        minutes = Int16(h * 60 + m)
    }
    package static let midnight = TimeOfDay(minutes: 0)
    package static let endOfDay = TimeOfDay(minutes: 1440)

    package var description: String {
        Digits.padded(Int(minutes) / 60, to: 2) + ":" + Digits.padded(Int(minutes) % 60, to: 2)
    }
    package init(from decoder: any Decoder) throws {
        let c = try decoder.singleValueContainer()
        let text = try c.decode(String.self)
        guard let t = TimeOfDay(text) else {
            throw DecodingError.dataCorruptedError(in: c, debugDescription: "\(text) is not a time of day")
        }
        self = t
    }
    package func encode(to encoder: any Encoder) throws {
        var c = encoder.singleValueContainer()
        try c.encode(description)
    }
    package static func < (a: Self, b: Self) -> Bool { a.minutes < b.minutes }
}

/// A civil moment: a date and a time of day in the clinic's own time.
package struct CivilMoment: Hashable, Comparable, Sendable, CustomStringConvertible {
    package let date: CivilDate
    package let time: TimeOfDay

    package init(_ date: CivilDate, _ time: TimeOfDay) {
        self.date = date
        self.time = time
    }
    /// From minutes since 1970-01-01 00:00, wall clock.
    package init(minutes: Int) {
        let day = minutes >= 0 ? minutes / 1440 : (minutes - 1439) / 1440
        self.init(CivilDate(dayNumber: Int32(day)), TimeOfDay(minutes: minutes - day * 1440))
    }
    /// Minutes since 1970-01-01 00:00, wall clock.
    package var minutes: Int { Int(date.dayNumber) * 1440 + Int(time.minutes) }

    /// `2026-11-24 17:30`
    package var description: String { "\(date) \(time)" }
    /// `Tue 24 Nov 17:30`
    package var short: String { "\(date.short) \(time)" }
    /// The same, with the year where it is not that of the day it is said on.
    package func short(saidOn day: CivilDate) -> String { "\(date.short(saidOn: day)) \(time)" }
    package static func < (a: Self, b: Self) -> Bool { a.minutes < b.minutes }
}

/// A half-open span of wall-clock minutes since 1970-01-01 00:00.
package struct Interval: Hashable, Sendable {
    package var start: Int
    package var end: Int

    package init(_ start: Int, _ end: Int) {
        self.start = start
        self.end = end
    }
    package func touches(_ other: Interval) -> Bool { start < other.end && other.start < end }
    package func contains(_ other: Interval) -> Bool { start <= other.start && other.end <= end }
    package func widened(by minutes: Int) -> Interval { Interval(start - minutes, end + minutes) }

    /// Sorted, with those that touch or overlap made one.
    package static func joined(_ list: [Interval]) -> [Interval] {
        var out: [Interval] = []
        for i in list.sorted(by: { ($0.start, $0.end) < ($1.start, $1.end) }) {
            if let last = out.last, i.start <= last.end {
                out[out.count - 1].end = max(last.end, i.end)
            } else {
                out.append(i)
            }
        }
        return out
    }
}
