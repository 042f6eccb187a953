/// Dates and moments as a person types them, told apart without regard to case.
package struct DatePhrase: Sendable {
    package let now: CivilMoment
    package let calendar: WeekCalendar
    /// A date of the week that a weekday alone is meant of.
    private let shown: CivilDate

    /// `shown`: a date of the week that a weekday alone is meant of; nil: of this week.
    package init(now: CivilMoment, calendar: WeekCalendar, shown: CivilDate? = nil) {
        self.now = now
        self.calendar = calendar
        self.shown = shown ?? now.date
    }

    /// What `date` understands, for a message or a prompt.
    package static let dateForms =
        "2026-11-24, 24 nov, 24.11., 11/24, today, tomorrow, tue, next tue, last tue, +3, -1w"
    /// What `moment` understands.
    package static let momentForms = "\"2026-11-24 17:30\", \"tue 17:30\", \"today 17:30\" or 17:30"

    /// `2026-11-24`; `24 nov`, `nov 24th`, `24-nov-2026`; `24.12.2026`, `11/24`, `11/24/2026`, `2026/11/24`;
    /// `24th`, `week 48`; `today`, `tomorrow`, `yesterday`; `tue` (of this week), `next tue` (of the next), `last
    /// tue`; `+3` and `-1w` from today.
    ///
    /// What leaves out the year, or the month, is the one nearest to today. A weekday beside a date must be its own.
    package func date(_ text: some StringProtocol) -> CivilDate? {
        let text = text.lowercased()
        let words = text.split(whereSeparator: { $0 == " " || $0 == "," || $0 == "." })
            .map { String($0) }.filter { $0 != "the" && $0 != "of" }
        if words.count > 1, words.count <= 3, text.contains("."), words.allSatisfy({ Self.digits($0) != nil })
        {
            return numbered(day: words[0], month: words[1], year: words.dropFirst(2).first)
        }
        guard words.count > 2, let day = Self.weekday(words[0]) else { return date(words) }
        return date(Array(words.dropFirst())).flatMap { $0.weekday == day ? $0 : nil }
    }
    private func date(_ words: [String]) -> CivilDate? {
        let today = now.date
        switch words.count {
        case 1: return single(words[0])
        case 2:
            if ["next", "last", "this"].contains(words[0]), let day = Self.weekday(words[1]) {
                let here = weekday(day, inWeekOf: now.date)
                return words[0] == "next" ? here + 7 : words[0] == "last" ? here - 7 : here
            }
            if words == ["next", "week"] { return today + 7 }
            if words == ["last", "week"] { return today - 7 }
            if words[0] == "week" { return isoWeek(words[1], of: nil) }
            if Self.weekday(words[0]) != nil { return nil }
            return dayAndMonth(words[0], words[1], year: nil)
        case 3: return Self.digits(words[2]).flatMap { dayAndMonth(words[0], words[1], year: $0) }
        default: return nil
        }
    }

    /// A date and a time of day (`17:30`, `1730`, `5:30pm`, `17`), or a time alone, which means today.
    package func moment(_ text: some StringProtocol) -> CivilMoment? {
        var trimmed = String(text).split(separator: " ").map { String($0) }
        if trimmed.count == 1, let parts = Self.isoMoment(trimmed[0]) { trimmed = parts }
        // `5 pm`
        if let half = trimmed.last?.lowercased(), half == "pm" || half == "am", trimmed.count > 1 {
            trimmed.removeLast()
            trimmed[trimmed.count - 1] += half
        }
        guard let last = trimmed.last, let time = Self.time(last) else { return nil }
        if trimmed.count == 1 { return CivilMoment(now.date, time) }
        var before = trimmed.dropLast()
        if before.last?.lowercased() == "at" { before.removeLast() }
        return date(before.joined(separator: " ")).map { CivilMoment($0, time) }
    }
    /// `2026-11-24T17:30` in two.
    private static func isoMoment(_ word: String) -> [String]? {
        let parts = word.split(whereSeparator: { $0 == "T" || $0 == "t" }).map { String($0) }
        guard parts.count == 2, CivilDate(parts[0]) != nil else { return nil }
        return parts
    }

    /// `17:30`, `1730`, `17`, `5pm`, `5:30pm`, `24:00`.
    package static func time(_ text: some StringProtocol) -> TimeOfDay? {
        var t = text.lowercased()
        if t == "noon" { t = "12:00" }
        var afternoon: Bool?
        if t.hasSuffix("pm") || t.hasSuffix("am") {
            afternoon = t.hasSuffix("pm")
            t.removeLast(2)
        }
        let parts = t.split(separator: ":", omittingEmptySubsequences: false).map { String($0) }
        var hour: Int
        let minute: Int
        if parts.count == 2, parts[1].count == 2, let h = digits(parts[0]), let m = digits(parts[1]) {
            (hour, minute) = (h, m)
        } else if parts.count == 1, let n = digits(t), t.count <= 2 || t.count == 4 {
            (hour, minute) = t.count == 4 ? (n / 100, n % 100) : (n, 0)
        } else {
            return nil
        }
        if let afternoon {
            guard (1...12).contains(hour) else { return nil }
            hour = hour % 12 + (afternoon ? 12 : 0)
        }
        guard minute < 60, hour * 60 + minute <= 1440 else { return nil }
        return TimeOfDay(minutes: hour * 60 + minute)
    }

    private static func digits(_ text: String) -> Int? {
        !text.isEmpty && text.allSatisfy { $0.isASCII && $0.isNumber } ? Int(text) : nil
    }
    private static func weekday(_ text: String) -> Weekday? {
        guard text.count >= 2 else { return nil }
        return Weekday.allCases.first { $0.name.lowercased().hasPrefix(text) }
    }
    private func weekday(_ day: Weekday, inWeekOf date: CivilDate) -> CivilDate {
        calendar.week(of: date) + (day.rawValue - calendar.startsOn.rawValue + 7) % 7
    }
    private func single(_ word: String) -> CivilDate? {
        switch word {
        case "today", "now": return now.date
        case "tomorrow": return now.date + 1
        case "yesterday": return now.date - 1
        default: break
        }
        if let date = CivilDate(word) { return date }
        if let day = Self.weekday(word) { return weekday(day, inWeekOf: shown) }
        if let sign = word.first, sign == "+" || sign == "-" {
            let weeks = word.hasSuffix("w")
            guard
                let n = Self.digits(String(word.dropFirst().prefix(weeks ? word.count - 2 : word.count - 1))),
                n < 5000
            else { return nil }
            return now.date + (sign == "-" ? -n : n) * (weeks ? 7 : 1)
        }
        if let n = Self.ordinal(word) { return nearest(day: n) }
        if word.hasPrefix("w") { return isoWeek(String(word.dropFirst()), of: nil) }
        if word.count == 8, Self.digits(word) != nil {
            return numbered(
                day: String(word.suffix(2)), month: String(word.dropFirst(4).prefix(2)),
                year: String(word.prefix(4)))
        }
        let parts = word.split(omittingEmptySubsequences: false, whereSeparator: { $0 == "/" || $0 == "-" })
            .map { String($0) }
        guard (2...3).contains(parts.count) else { return nil }
        if parts[0].count == 4, parts.count == 3 {
            return numbered(day: parts[2], month: parts[1], year: parts[0])
        }
        if parts[1].hasPrefix("w"), parts.count == 2 {
            return Self.digits(parts[0]).flatMap { isoWeek(String(parts[1].dropFirst()), of: $0) }
        }
        if Self.digits(parts[0]) == nil || Self.digits(parts[1]) == nil {
            let year = parts.count == 3 ? Self.digits(parts[2]) : nil
            return parts.count == 3 && year == nil ? nil : dayAndMonth(parts[0], parts[1], year: year)
        }
        // Months come first here, unless there is no such month.
        let isDayFirst = (Self.digits(parts[0]) ?? 0) > 12
        return numbered(
            day: parts[isDayFirst ? 0 : 1], month: parts[isDayFirst ? 1 : 0], year: parts.dropFirst(2).first)
    }
    private func numbered(day: String, month: String, year: String?) -> CivilDate? {
        guard let d = Self.digits(day), let m = Self.digits(month) else { return nil }
        guard let year else { return nearest(month: m, day: d) }
        return Self.digits(year).flatMap {
            CivilDate(year: year.count == 2 ? 2000 + $0 : $0, month: m, day: d)
        }
    }
    /// `24th`
    private static func ordinal(_ word: String) -> Int? {
        guard word.count > 2, ["st", "nd", "rd", "th"].contains(word.suffix(2)) else { return nil }
        return digits(String(word.dropLast(2)))
    }
    /// The Monday of a week of the year.
    private func isoWeek(_ text: String, of year: Int?) -> CivilDate? {
        guard let week = Self.digits(text), (1...53).contains(week) else { return nil }
        let years = year.map { [$0] } ?? [-1, 0, 1].map { now.date.year + $0 }
        return years.compactMap { y -> CivilDate? in
            guard let first = CivilDate(year: y, month: 1, day: 4) else { return nil }
            let monday = first - first.weekday.rawValue + 7 * (week - 1)
            return monday.isoWeek == week ? monday : nil
        }.min { abs($0 - now.date) < abs($1 - now.date) }
    }
    private func dayAndMonth(_ a: String, _ b: String, year: Int?) -> CivilDate? {
        for (d, m) in [(a, b), (b, a)] {
            guard let day = Self.digits(d) ?? Self.ordinal(d), let month = Self.month(m) else { continue }
            return year.map { CivilDate(year: $0, month: month, day: day) } ?? nearest(month: month, day: day)
        }
        return nil
    }
    private static func month(_ text: String) -> Int? {
        let names = [
            "january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
            "november", "december",
        ]
        guard text.count >= 3 else { return nil }
        return names.firstIndex { $0.hasPrefix(text) }.map { $0 + 1 }
    }
    private func nearest(month: Int, day: Int) -> CivilDate? {
        let today = now.date
        return [-1, 0, 1].compactMap { CivilDate(year: today.year + $0, month: month, day: day) }
            .min { abs($0 - today) < abs($1 - today) }
    }
    private func nearest(day: Int) -> CivilDate? {
        let today = now.date
        return [-1, 0, 1].compactMap { n -> CivilDate? in
            let month = today.month - 1 + n
            return CivilDate(
                year: today.year + (month < 0 ? -1 : month / 12), month: (month + 12) % 12 + 1, day: day)
        }.min { abs($0 - today) < abs($1 - today) }
    }
}
