internal import ClinicModel

/// Windows, absences and plans: what several nouns of the document share.
extension DocumentReader {
    private static let weeklyKeys = ["days", "from", "to", "label", "everyWeeks", "starting"]
    private static let datedKeys = ["date", "from", "to", "label"]

    mutating func confidential(_ f: Fields, _ key: String) -> Confidential? {
        nullable(f, key) { $0.string($1) }.map { Confidential($0) }
    }
    mutating func text(_ f: Fields, _ key: String) -> String { required(f, key, "") { $0.string($1) } }
    mutating func text(orNull f: Fields, _ key: String) -> String? { nullable(f, key) { $0.string($1) } }
    mutating func texts(_ f: Fields, _ key: String) -> [String] { list(f, key) { $0.string($1) } }
    /// What stands in for a date that is none; nothing is compared with it.
    static let noDate = CivilDate(dayNumber: 0)
    mutating func date(_ f: Fields, _ key: String) -> CivilDate {
        required(f, key, Self.noDate) { $0.date($1) }
    }
    mutating func date(orNull f: Fields, _ key: String) -> CivilDate? { nullable(f, key) { $0.date($1) } }
    mutating func start(_ f: Fields, _ key: String) -> TimeOfDay {
        required(f, key, .midnight) { $0.startTime($1) }
    }

    mutating func weekdays(_ f: Fields) -> [Weekday] {
        required(f, "days", []) { reader, value in
            guard let days = reader.elements(value, { $0.weekday($1) }) else { return nil }
            if days.isEmpty, case .array(let list) = value.content, list.isEmpty {
                reader.complain("the list is empty; at least one weekday is wanted", line: value.line)
            }
            for (i, d) in days.enumerated() where days[..<i].contains(d) {
                reader.complain("\"\(d.code)\" stands twice in the list", line: value.line)
            }
            return days
        }
    }
    mutating func rhythm(_ f: Fields) -> (everyWeeks: Int, starting: CivilDate?) {
        let n = optional(f, "everyWeeks", 1) { $0.whole($1, from: 1) }
        let starting = date(orNull: f, "starting")
        if n > 1, starting == nil, f["starting"].map({ $0.content == .null }) ?? true {
            inside(.key("starting")) {
                $0.complain("everyWeeks \(n) needs a date that it is counted from", line: f.line)
            }
        }
        return (n, starting)
    }
    mutating func weekly(_ value: JSONValue) -> WeeklyWindow? {
        guard let f = fields(value, Self.weeklyKeys) else { return nil }
        let days = weekdays(f)
        let from = start(f, "from")
        let to = required(f, "to", .endOfDay) { $0.clock($1) }
        let label = confidential(f, "label")
        let (every, starting) = rhythm(f)
        return WeeklyWindow(
            days: days, from: from, to: to, label: label, everyWeeks: every, starting: starting)
    }
    private mutating func dated(_ value: JSONValue, note: String) -> DatedWindow? {
        guard let f = fields(value, Self.datedKeys.dropLast() + [note]) else { return nil }
        return DatedWindow(
            date: date(f, "date"), from: start(f, "from"), to: required(f, "to", .endOfDay) { $0.clock($1) },
            note: confidential(f, note))
    }
    private func isDated(_ value: JSONValue) -> Bool {
        guard case .object(let members) = value.content else { return false }
        return members.contains { $0.key == "date" }
    }
    mutating func unavailable(_ value: JSONValue) -> UnavailableTime? {
        isDated(value) ? dated(value, note: "label").map { .dated($0) } : weekly(value).map { .weekly($0) }
    }
    mutating func absence(_ value: JSONValue) -> Absence? {
        isDated(value) ? dated(value, note: "reason").map { .hours($0) } : days(value).map { .days($0) }
    }
    mutating func days(_ value: JSONValue) -> DayRange? {
        guard let f = fields(value, ["from", "to", "reason"]) else { return nil }
        let from = required(f, "from") { $0.date($1) }
        let to = required(f, "to") { reader, value -> CivilDate? in
            guard let to = reader.date(value) else { return nil }
            if let from, to < from {
                reader.complain("\(to) is before \(from), where it begins", line: value.line)
            }
            return to
        }
        return DayRange(
            from: from ?? Self.noDate, to: to ?? Self.noDate, reason: confidential(f, "reason"))
    }
    mutating func copay(_ f: Fields) -> Copay? {
        nullable(f, "copay") { reader, value in
            guard let f = reader.fields(value, ["unit", "cents"]) else { return nil }
            return Copay(
                unit: reader.required(f, "unit", .day) { $0.one($1) },
                cents: reader.required(f, "cents", 0) { $0.whole($1) })
        }
    }
    mutating func pair(_ value: JSONValue, from low: Int, to high: Int = Self.greatest)
        -> ClosedRange<Int>?
    {
        guard case .array(let list) = value.content, list.count == 2 else {
            complain(value, "a pair [least, most]")
            return nil
        }
        guard let a = inside(.index(0), { $0.whole(list[0], from: low, to: high) }),
            let b = inside(.index(1), { $0.whole(list[1], from: low, to: high) })
        else { return nil }
        guard a <= b else {
            complain("the least, \(a), is above the most, \(b)", line: value.line)
            return nil
        }
        return a...b
    }
    mutating func plan(_ f: Fields) -> CarePlan? {
        nullable(f, "plan") { reader, value in
            guard let f = reader.fields(value, ["needs", "goals", "nextReview"]) else { return nil }
            let needs = reader.list(f, "needs") { $0.need($1) }
            if let list = f["needs"] {
                let services = needs.map(\.service.rawValue).filter { !$0.isEmpty }
                reader.inside(.key("needs")) { $0.distinct(services, list) }
            }
            let goals = reader.list(f, "goals") { $0.goal($1) }
            return CarePlan(needs: needs, goals: goals, nextReview: reader.date(orNull: f, "nextReview"))
        }
    }
    private mutating func need(_ value: JSONValue) -> Need? {
        guard let f = fields(value, ["service", "count", "everyWeeks", "starting"]) else { return nil }
        let service = required(f, "service", "") { $0.reference($1, .service) }
        let count = required(f, "count", 1) { $0.whole($1, from: 1, to: ClinicLimits.count) }
        let (every, starting) = rhythm(f)
        return Need(service: ServiceID(service), count: count, everyWeeks: every, starting: starting)
    }
    private mutating func goal(_ value: JSONValue) -> Goal? {
        guard let f = fields(value, ["text", "status", "by"]) else { return nil }
        return Goal(
            text: Confidential(text(f, "text")), status: optional(f, "status", .open) { $0.one($1) },
            by: date(orNull: f, "by"))
    }
}
