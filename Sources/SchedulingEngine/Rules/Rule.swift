internal import ClinicModel

/// One hard rule, said once: the whole week, one placement and one seat are judged by the same lines.
protocol Rule: SendableMetatype {
    static var name: RuleName { get }
    /// Whether it asks who is in a session. One seat more can't break a rule that does not.
    static var concernsPatients: Bool { get }
    /// Notes every break of the rule that the scope shows.
    static func judge(_ scope: Scope, in week: ClinicWeek, _ found: inout Findings)
    /// Who, and the number against the limit.
    static func sentence(_ v: Violation, _ words: Words) -> String
    /// What to do about it.
    static func cure(_ v: Violation, _ words: Words) -> String
}

/// How rules name things to a person.
struct Words {
    let week: ClinicWeek
    let naming: Naming

    func subject(_ v: Violation) -> String {
        switch v.subject {
        case .patient(let p): week.name(of: p, naming)
        case .therapist(let t): week.name(of: t, naming)
        case .room(let r): week.name(of: r, naming)
        case .session, .pair: v.held.first.map(session) ?? ""
        }
    }
    /// `Process group on Mon 23 Nov 18:00–19:30`
    func session(_ s: HeldSession) -> String { "\(week.name(of: s.service)) on \(span(s.interval))" }
    /// The session or sessions of a violation: one by itself, two joined by `and`.
    func sessions(_ v: Violation) -> String { v.held.map(session).joined(separator: " and ") }
    /// `Tue 24 Nov 19:30 (3)`, `Wed 25 Nov 17:30`, `4 more times`: moments in order, those alike told once, of
    /// more than `most` how many more there are.
    func times(_ moments: [CivilMoment], most: Int) -> [String] {
        var each: [(moment: CivilMoment, count: Int)] = []
        for m in moments {
            if each.last?.moment == m { each[each.count - 1].count += 1 } else { each.append((m, 1)) }
        }
        let more = each.count - most
        return each.prefix(most).map { $0.moment.short + ($0.count > 1 ? " (\($0.count))" : "") }
            + (more > 0 ? [more == 1 ? "1 more time" : "\(more) more times"] : [])
    }
    /// `Mon 23 Nov 18:00–19:30`; an end past midnight names its day, too.
    func span(_ i: Interval) -> String {
        let a = CivilMoment(minutes: i.start)
        let b = CivilMoment(minutes: i.end)
        if b.date == a.date { return "\(a.short)–\(b.time)" }
        return b.date == a.date + 1 && b.time == .midnight
            ? "\(a.short)–\(TimeOfDay.endOfDay)" : "\(a.short)–\(b.short)"
    }
    /// A date that may be of another year than the week.
    func date(_ date: CivilDate) -> String { date.short(saidOn: week.week) }
    /// Somebody's own words in brackets, where names may be shown.
    func quoted(_ text: Confidential?) -> String {
        guard naming == .names, let text, !text.revealed.isEmpty else { return "" }
        return " (\(text.revealed))"
    }
    /// `1 patient`, `3 patients`
    func count(_ n: Int, _ one: String) -> String { "\(n) \(one)\(n == 1 ? "" : "s")" }
    /// `LCSW`, `LCSW or LPC`, `LCSW, LPC or LMFT`
    func either(_ list: [String]) -> String { joined(list, "or") }
    /// `Mon`, `Mon and Tue`, `Mon, Tue and Wed`
    func list(_ list: [String]) -> String { joined(list, "and") }
    private func joined(_ list: [String], _ word: String) -> String {
        guard list.count > 1, let last = list.last else { return list.first ?? "" }
        return "\(list.dropLast().joined(separator: ", ")) \(word) \(last)"
    }
}
