internal import ClinicModel
package import SchedulingEngine

extension Refusal {
    /// What is broken, each thing once: what the weeks of a series repeat, or the patients of a group, is told of the
    /// first, with how many more there are.
    package func sentences(naming: Naming) -> [String] {
        var weekly: [(key: String, findings: [Finding])] = []
        for f in findings {
            if let i = weekly.firstIndex(where: { $0.key == f.weeklyKey }) {
                weekly[i].findings.append(f)
            } else {
                weekly.append((f.weeklyKey, [f]))
            }
        }
        var people: [(key: String, lists: [[Finding]])] = []
        for (_, list) in weekly {
            let key = list[0].personalKey
            if let i = people.firstIndex(where: { $0.key == key }) {
                people[i].lists.append(list)
            } else {
                people.append((key, [list]))
            }
        }
        return people.map { _, lists in
            let first = lists[0][0]
            return first.sentence(
                also: [first.repeated(lists[0]), first.shared(with: lists.dropFirst().map { $0[0] }, naming)]
                    .compactMap { $0 }, naming: naming)
        }
    }
}

extension Refusal.Finding {
    /// The broken rule, who booked what is in the way, and the cure.
    package func sentence(naming: Naming) -> String { sentence(also: [], naming: naming) }

    fileprivate func sentence(also: [String], naming: Naming) -> String {
        var parts = [violation.sentence(in: week, naming: naming)] + also
        if let booked {
            let faster = booked.isNews ? "\(booked.coordinator) was faster: " : ""
            let session = Title([.session(booked.session)]).text(in: week.clinic, naming: naming)
            parts.append("\(faster)\(session) was booked by \(booked.coordinator), \(booked.at.short).")
        }
        parts.append(violation.cure(in: week, naming: naming))
        return parts.joined(separator: " ")
    }

    /// The same in every week.
    fileprivate var weeklyKey: String {
        let names = violation.sessions.map { $0.series?.rawValue ?? $0.description }.joined(separator: " ")
        let subject: String =
            switch violation.subject {
            case .patient(let p): "p:\(p)"
            case .therapist(let t): "t:\(t)"
            case .room(let r): "r:\(r)"
            case .session: "s"
            case .pair(let a, let b): "\(a):\(b)"
            }
        return "\(violation.rule.rawValue) \(subject) \(violation.ordinal) \(names)"
    }
    /// The same for every patient of the sessions.
    fileprivate var personalKey: String {
        let names = violation.sessions.map(\.description).joined(separator: " ")
        return switch violation.subject {
        case .patient, .pair: "\(violation.rule.rawValue) \(violation.extent) \(names)"
        case .therapist, .room, .session: weeklyKey
        }
    }

    fileprivate func repeated(_ list: [Self]) -> String? {
        let dates = Set(list.map(\.violation.moment.date)).sorted()
        guard dates.count > 1, let first = dates.first, let last = dates.last else { return nil }
        let end = last.short(saidOn: first)
        if violation.extent == .week { return "So it is in \(dates.count) weeks, the last that of \(end)." }
        return dates.allSatisfy { $0.weekday == first.weekday }
            ? "So it is on \(dates.count) \(first.weekday.name)s, the last \(end)."
            : "So it is on \(dates.count) days, the last \(end)."
    }
    fileprivate func shared(with others: [Self], _ naming: Naming) -> String? {
        let own = violation.sessions.first { !self.others.contains($0) }
        let all = own.flatMap { week.session($0)?.patients.count } ?? 0
        let people = others.compactMap { f -> String? in
            guard case .patient(let p) = f.violation.subject else { return nil }
            return f.week.name(of: p, naming)
        }
        if others.isEmpty { return nil }
        let count = others.count == 1 ? "1 other" : "\(others.count) others"
        guard people.count == others.count else { return "The same goes for \(count)." }
        let share = all > others.count ? ", \(others.count + 1) of its \(all) patients" : ""
        if people.count <= 2 { return "The same goes for \(people.joined(separator: " and "))\(share)." }
        return "The same goes for \(people[0]), \(people[1]) and \(people.count - 2) more\(share)."
    }
}
