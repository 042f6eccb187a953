extension DatePhrase {
    /// What `span` understands.
    package static let spanForms = "today 16:00 – 21:30, tue, thu – fri, 24 nov 9:00 – 26 nov 12:00"

    /// From a moment to another, half-open: `today 16:00 – 21:30`, `16:00 – 18:00` (today), `tue` (all day),
    /// `thu – fri` (both days whole), `tue 14:00` (to the end of that day). The two ends are set apart by a dash
    /// or by `to` or `until`. Nil when it is none, or ends before it begins.
    package func span(_ text: some StringProtocol) -> (from: CivilMoment, to: CivilMoment)? {
        let plain = text.map { $0 == "–" || $0 == "—" ? " – " : String($0) }.joined()
        var sides: [[String]] = [[]]
        var words = plain.split(separator: " ").map { String($0) }
        // `16:00-21:30`: a dash between two digits of times sets apart, too; `2026-11-24` is a date.
        words = words.flatMap { word -> [String] in
            let parts = word.split(separator: "-", omittingEmptySubsequences: false).map { String($0) }
            guard parts.count == 2, parts.allSatisfy({ Self.time($0) != nil }) else { return [word] }
            return [parts[0], "–", parts[1]]
        }
        for word in words {
            if ["–", "-", "to", "until", "till"].contains(word.lowercased()) {
                sides.append([])
            } else {
                sides[sides.count - 1].append(word)
            }
        }
        guard sides.count <= 2, let left = end(sides[0], after: nil) else { return nil }
        guard sides.count == 2 else {
            return (left.from, CivilMoment(minutes: (Int(left.from.date.dayNumber) + 1) * 1440))
        }
        guard let right = end(sides[1], after: left.from.date), right.to > left.from else { return nil }
        return (left.from, right.to)
    }

    /// One end: where it begins, and where it ends when it is the last.
    private func end(_ words: [String], after day: CivilDate?) -> (from: CivilMoment, to: CivilMoment)? {
        let text = words.joined(separator: " ")
        if words.count == 1, let day, let time = Self.time(text) {
            let moment = CivilMoment(minutes: Int(day.dayNumber) * 1440 + Int(time.minutes))
            return (moment, moment)
        }
        if words.count == 1, text.contains(":"), let moment = moment(text) { return (moment, moment) }
        if let date = date(text) {
            let first = CivilMoment(minutes: Int(date.dayNumber) * 1440)
            return (first, CivilMoment(minutes: first.minutes + 1440))
        }
        return moment(text).map { ($0, $0) }
    }
}
