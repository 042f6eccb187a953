/// A day of the week, Monday first.
package enum Weekday: Int, CaseIterable, Hashable, Comparable, Sendable, Codable {
    case monday, tuesday, wednesday, thursday, friday, saturday, sunday

    /// The document's word for it: `mon` … `sun`.
    package var code: String { Self.codes[rawValue] }
    package init?(code: some StringProtocol) {
        guard let i = Self.codes.firstIndex(where: { $0 == code }) else { return nil }
        self = Self.allCases[i]
    }
    /// `Mon` … `Sun`.
    package var short: String { Self.shorts[rawValue] }
    /// `Monday` … `Sunday`.
    package var name: String { Self.names[rawValue] }
    package static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }

    private static let codes = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
    private static let shorts = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
    private static let names = [
        "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday",
    ]
}

/// A date of the proleptic Gregorian calendar in the clinic's own time, without a time zone.
package struct CivilDate: Hashable, Comparable, Sendable, Codable, CustomStringConvertible {
    /// Days since 1970-01-01.
    package let dayNumber: Int32

    package init(dayNumber: Int32) { self.dayNumber = dayNumber }

    /// Nil unless the three name a day that exists, year 1 to 9999.
    package init?(year: Int, month: Int, day: Int) {
        guard (1...9999).contains(year), (1...12).contains(month), day >= 1,
            day <= Self.days(inMonth: month, of: year)
        else { return nil }
        // Howard Hinnant's civil-from-days arithmetic: years begin in March, so the leap day comes last.
        let y = month <= 2 ? year - 1 : year
        let era = (y >= 0 ? y : y - 399) / 400
        let yearOfEra = y - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        dayNumber = Int32(era * 146_097 + dayOfEra - 719_468)
    }

    /// Reads `2026-11-23`, and nothing else.
    package init?(_ text: some StringProtocol) {
        let bytes = Array(text.utf8)
        guard bytes.count == 10, bytes[4] == 45, bytes[7] == 45 else { return nil }
        func number(_ range: Range<Int>) -> Int? {
            var n = 0
            for b in bytes[range] {
                guard b >= 48, b <= 57 else { return nil }
                n = n * 10 + Int(b - 48)
            }
            return n
        }
        guard let y = number(0..<4), let m = number(5..<7), let d = number(8..<10) else { return nil }
        self.init(year: y, month: m, day: d)
    }

    package static func days(inMonth month: Int, of year: Int) -> Int {
        switch month {
        case 2: (year % 4 == 0 && year % 100 != 0) || year % 400 == 0 ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    package var components: (year: Int, month: Int, day: Int) {
        let z = Int(dayNumber) + 719_468
        let era = (z >= 0 ? z : z - 146_096) / 146_097
        let dayOfEra = z - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let m = (5 * dayOfYear + 2) / 153
        let month = m < 10 ? m + 3 : m - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * m + 2) / 5 + 1)
    }
    package var year: Int { components.year }
    package var month: Int { components.month }
    package var day: Int { components.day }

    package var weekday: Weekday {
        // 1970-01-01 was a Thursday.
        Weekday.allCases[((Int(dayNumber) + 3) % 7 + 7) % 7]
    }

    /// ISO 8601 week of the year, 1 to 53.
    package var isoWeek: Int {
        let thursday = self + (3 - weekday.rawValue)
        let first = CivilDate(year: thursday.year, month: 1, day: 1) ?? thursday
        return (thursday - first) / 7 + 1
    }

    /// `2026-11-23`
    package var description: String {
        let (y, m, d) = components
        return Digits.padded(y, to: 4) + "-" + Digits.padded(m, to: 2) + "-" + Digits.padded(d, to: 2)
    }
    /// `Nov`
    package var monthShort: String { Self.months[month - 1] }
    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]
    /// `Tue 24 Nov`
    package var short: String { "\(weekday.short) \(day) \(monthShort)" }

    /// The same, with the year where it is not that of the day it is said on: `Mon 4 Jan 2027`
    package func short(saidOn day: CivilDate) -> String { year == day.year ? short : "\(short) \(year)" }

    package init(from decoder: any Decoder) throws {
        let c = try decoder.singleValueContainer()
        let text = try c.decode(String.self)
        guard let d = CivilDate(text) else {
            throw DecodingError.dataCorruptedError(in: c, debugDescription: "\(text) is not a date")
        }
        self = d
    }
    package func encode(to encoder: any Encoder) throws {
        var c = encoder.singleValueContainer()
        try c.encode(description)
    }

    package static func < (a: Self, b: Self) -> Bool { a.dayNumber < b.dayNumber }
    package static func + (a: Self, days: Int) -> Self { Self(dayNumber: a.dayNumber + Int32(days)) }
    package static func - (a: Self, days: Int) -> Self { Self(dayNumber: a.dayNumber - Int32(days)) }
    /// Days from `b` to `a`.
    package static func - (a: Self, b: Self) -> Int { Int(a.dayNumber) - Int(b.dayNumber) }
}

extension CivilDate: Strideable {
    package func distance(to other: Self) -> Int { other - self }
    package func advanced(by n: Int) -> Self { self + n }
}

package enum Digits {
    /// `7` to 2 places is `07`.
    package static func padded(_ n: Int, to width: Int) -> String {
        let s = String(n)
        return String(repeating: "0", count: max(0, width - s.utf8.count)) + s
    }
}
