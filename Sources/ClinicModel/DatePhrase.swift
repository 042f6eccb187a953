/// Dates and moments as a person types them, told apart without regard to case.
package struct DatePhrase: Sendable {
    package let now: CivilMoment
    package let calendar: WeekCalendar

    package init(now: CivilMoment, calendar: WeekCalendar) {
        self.now = now
        self.calendar = calendar
    }

    /// What `date` understands, for a message or a prompt.
    package static let dateForms =
        "2026-11-24, 24 nov, 11/24, today, tomorrow, tue, next tue, last tue, +3, -1w"
    /// What `moment` understands.
    package static let momentForms = "\"2026-11-24 17:30\", \"tue 17:30\", \"today 17:30\" or 17:30"

    /// `2026-11-24`; `24 nov`, `nov 24`, `24 nov 2026`, `11/24`, `11/24/2026`; `today`, `tomorrow`,
    /// `yesterday`; `tue` (of this week), `next tue` (of the next), `last tue`; `+3` and `-1w` from today.
    ///
    /// A date without a year is the one nearest to today.
    package func date(_ text: some StringProtocol) -> CivilDate? {
        let words = text.lowercased().split(whereSeparator: { $0 == " " || $0 == "," || $0 == "." })
            .map { String($0) }
        let today = now.date
        switch words.count {
        case 1: return single(words[0])
        case 2:
            if ["next", "last", "this"].contains(words[0]), let day = Self.weekday(words[1]) {
                let here = inThisWeek(day)
                return words[0] == "next" ? here + 7 : words[0] == "last" ? here - 7 : here
            }
            if words == ["next", "week"] { return today + 7 }
            if words == ["last", "week"] { return today - 7 }
            return dayAndMonth(words[0], words[1], year: nil)
        case 3:
            if Self.weekday(words[0]) != nil { return dayAndMonth(words[1], words[2], year: nil) }
            return Int(words[2]).flatMap { dayAndMonth(words[0], words[1], year: $0) }
        default: return nil
        }
    }

    /// A date and a time of day (`17:30`, `1730`, `5:30pm`, `17`), or a time alone, which means today.
    package func moment(_ text: some StringProtocol) -> CivilMoment? {
        let trimmed = String(text).split(separator: " ").map { String($0) }
        guard let last = trimmed.last, let time = Self.time(last) else { return nil }
        if trimmed.count == 1 { return CivilMoment(now.date, time) }
        return date(trimmed.dropLast().joined(separator: " ")).map { CivilMoment($0, time) }
    }

    /// `17:30`, `1730`, `17`, `5pm`, `5:30pm`, `24:00`.
    package static func time(_ text: some StringProtocol) -> TimeOfDay? {
        var t = text.lowercased()
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
    private func inThisWeek(_ day: Weekday) -> CivilDate {
        calendar.week(of: now.date) + (day.rawValue - calendar.startsOn.rawValue + 7) % 7
    }
    private func single(_ word: String) -> CivilDate? {
        switch word {
        case "today", "now": return now.date
        case "tomorrow": return now.date + 1
        case "yesterday": return now.date - 1
        default: break
        }
        if let date = CivilDate(word) { return date }
        if let day = Self.weekday(word) { return inThisWeek(day) }
        if let sign = word.first, sign == "+" || sign == "-" {
            let weeks = word.hasSuffix("w")
            guard
                let n = Self.digits(String(word.dropFirst().prefix(weeks ? word.count - 2 : word.count - 1))),
                n < 5000
            else { return nil }
            return now.date + (sign == "-" ? -n : n) * (weeks ? 7 : 1)
        }
        let parts = word.split(separator: "/", omittingEmptySubsequences: false).map { String($0) }
        guard (2...3).contains(parts.count), let m = Self.digits(parts[0]), let d = Self.digits(parts[1])
        else { return nil }
        if parts.count == 2 { return nearest(month: m, day: d) }
        return Self.digits(parts[2]).flatMap { CivilDate(year: $0 < 100 ? 2000 + $0 : $0, month: m, day: d) }
    }
    private func dayAndMonth(_ a: String, _ b: String, year: Int?) -> CivilDate? {
        for (d, m) in [(a, b), (b, a)] {
            guard let day = Self.digits(d), let month = Self.month(m) else { continue }
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
}
