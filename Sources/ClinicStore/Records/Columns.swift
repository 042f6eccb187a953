internal import ClinicModel
internal import GRDB

/// A row that holds what no document can: the file was changed by something else, or is damaged.
struct BadRow: Error {
    var detail: String
}

/// Typed reading of a row by column number, left to right.
struct Columns {
    let row: Row
    var next = 0

    init(_ row: Row) { self.row = row }

    mutating func skip(_ count: Int = 1) { next += count }
    mutating func number() -> Int {
        defer { next += 1 }
        return row[next]
    }
    mutating func numberOrNil() -> Int? {
        defer { next += 1 }
        return row[next]
    }
    mutating func text() -> String {
        defer { next += 1 }
        return row[next]
    }
    mutating func textOrNil() -> String? {
        defer { next += 1 }
        return row[next]
    }
    mutating func flag() -> Bool { number() != 0 }
    mutating func id<Kind>() -> Identifier<Kind> { Identifier(text()) }
    mutating func idOrNil<Kind>() -> Identifier<Kind>? { textOrNil().map { Identifier($0) } }
    mutating func hidden() -> Confidential { Confidential(text()) }
    mutating func hiddenOrNil() -> Confidential? { textOrNil().map { Confidential($0) } }

    mutating func date() throws -> CivilDate { try Self.date(number()) }
    mutating func dateOrNil() throws -> CivilDate? { try numberOrNil().map(Self.date) }
    private static func date(_ day: Int) throws -> CivilDate {
        guard let n = Int32(exactly: day) else { throw BadRow(detail: "day \(day)") }
        return CivilDate(dayNumber: n)
    }
    mutating func time() throws -> TimeOfDay { try Self.time(number()) }
    mutating func timeOrNil() throws -> TimeOfDay? { try numberOrNil().map(Self.time) }
    private static func time(_ minutes: Int) throws -> TimeOfDay {
        guard (0...1440).contains(minutes) else { throw BadRow(detail: "minute \(minutes) of a day") }
        return TimeOfDay(minutes: minutes)
    }
    mutating func word<T: RawRepresentable<String>>() throws -> T {
        let text = text()
        guard let value = T(rawValue: text) else { throw BadRow(detail: "\(T.self) \(text)") }
        return value
    }
    mutating func wordOrNil<T: RawRepresentable<String>>() throws -> T? {
        guard let text = textOrNil() else { return nil }
        guard let value = T(rawValue: text) else { throw BadRow(detail: "\(T.self) \(text)") }
        return value
    }
    mutating func weekday() throws -> Weekday { try Weekdays.weekday(number()) }
    mutating func copay() throws -> Copay? {
        let unit: Copay.Unit? = try wordOrNil()
        let cents = numberOrNil()
        guard let unit, let cents else { return nil }
        return Copay(unit: unit, cents: cents)
    }
    /// days, from, to, label, every_weeks, starting
    mutating func weekly() throws -> WeeklyWindow {
        WeeklyWindow(
            days: try Weekdays.list(number()), from: try time(), to: try time(), label: hiddenOrNil(),
            everyWeeks: number(), starting: try dateOrNil())
    }
    /// days, date, from, to, label, every_weeks, starting
    mutating func unavailable() throws -> UnavailableTime {
        let days = numberOrNil()
        let date = try dateOrNil()
        let from = try time()
        let to = try time()
        let label = hiddenOrNil()
        let everyWeeks = number()
        let starting = try dateOrNil()
        if let date { return .dated(DatedWindow(date: date, from: from, to: to, note: label)) }
        return .weekly(
            WeeklyWindow(
                days: try Weekdays.list(days ?? 0), from: from, to: to, label: label, everyWeeks: everyWeeks,
                starting: starting))
    }
    /// from_day, to_day, from_minute, to_minute, reason
    mutating func absence() throws -> Absence {
        let from = try date()
        let to = try dateOrNil()
        let begin = try timeOrNil()
        let end = try timeOrNil()
        let reason = hiddenOrNil()
        if let to { return .days(DayRange(from: from, to: to, reason: reason)) }
        guard let begin, let end else { throw BadRow(detail: "an absence without its times") }
        return .hours(DatedWindow(date: from, from: begin, to: end, note: reason))
    }
}

/// Weekdays as the digits of a number, in their order: 124 is Monday, Tuesday, Thursday.
enum Weekdays {
    static func number(_ days: [Weekday]) -> Int { days.reduce(0) { $0 * 10 + $1.rawValue + 1 } }

    static func list(_ number: Int) throws -> [Weekday] {
        guard number > 0 else { throw BadRow(detail: "a window without days") }
        var rest = number
        var days: [Weekday] = []
        while rest > 0 {
            days.append(try weekday(rest % 10))
            rest /= 10
        }
        return days.reversed()
    }
    static func weekday(_ digit: Int) throws -> Weekday {
        guard let day = Weekday(rawValue: digit - 1) else { throw BadRow(detail: "weekday \(digit)") }
        return day
    }
}

extension Database {
    /// Every row of a query, in its order.
    func each(_ sql: String, _ body: (inout Columns) throws -> Void) throws {
        let rows = try Row.fetchCursor(cachedStatement(sql: sql))
        while let row = try rows.next() {
            var columns = Columns(row)
            try body(&columns)
        }
    }
    func all<T>(_ sql: String, _ body: (inout Columns) throws -> T) throws -> [T] {
        var out: [T] = []
        try each(sql) { out.append(try body(&$0)) }
        return out
    }
}
