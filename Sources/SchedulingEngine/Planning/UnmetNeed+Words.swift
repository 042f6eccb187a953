internal import ClinicModel

extension UnmetNeed {
    /// Why, with numbers: `forced: authorization A-20467 has no day left this week (18 of 18 used)`. The week is
    /// the one that `list` was asked about.
    package func sentence(in week: ClinicWeek, naming: Naming) -> String {
        switch reason {
        case .forced(let cause): "forced: \(words(cause, in: week))"
        case .crowdedOut(let groups, let people):
            words(groups, people, in: week, naming)
        case .placesFree(1): "1 place is free for it"
        case .placesFree(let places): "\(places) places are free for it"
        case .seriesWaiting(1): "a series of \(week.name(of: service)) waits for a time"
        case .seriesWaiting(let n): "\(n) series of \(week.name(of: service)) wait for a time"
        case .cancelled: "cancelled by this proposal"
        case .unexplained: "left out; why was not looked into"
        case .noneFound(by: []): "not proved impossible, but no place was found"
        case .noneFound(let rules):
            "not proved impossible, but no place is left as the week stands, by "
                + Words(week: week, naming: naming).list(rules.map(RuleBook.title))
        }
    }

    private func words(_ cause: Cause, in week: ClinicWeek) -> String {
        let words = Words(week: week, naming: .ids)
        let name = week.name(of: service)
        switch cause {
        case .noPlace([]): return "no session of \(name) is held this week"
        case .noPlace(let rules):
            return "no place is left for \(name) even with everybody else away, by "
                + words.list(rules.map(RuleBook.title))
        case .days(let days):
            return "\(name) has a place on \(words.count(days, "day")) only, one a day, even with everybody "
                + "else away"
        case .groups(let n):
            return
                "only \(words.count(n, "group")) of \(name) \(n == 1 ? "is" : "are") for patients like this "
                + "one, once a week each"
        case .authorization(let number):
            guard
                let a = week.standing(of: patient).authorizations.first(where: { $0.number == number })
            else { return "authorization \(number) bears no more" }
            let left = max(0, a.granted - a.used)
            let used = "(\(a.used) of \(a.granted) used)"
            return left == 0
                ? "authorization \(number) has no \(a.unit.rawValue) left this week \(used)"
                : "authorization \(number) has \(words.count(left, a.unit.rawValue)) left this week \(used), "
                    + "too few for all of the plan"
        case .notAuthorized: return "no authorization that lists \(name) runs this week"
        case .weeklyMaximum:
            let standing = week.standing(of: patient)
            return "\(standing.bundledMinutes) of at most \(standing.mostMinutes ?? 0) programme minutes are "
                + "taken this week; \(week.service(service)?.minutes ?? 0) more would be too many"
        case .ownSessions: return "the patient's other sessions leave no time for it, wherever they go"
        }
    }

    /// `12 groups are full: Tue 24 Nov 19:30 (3), Wed 25 Nov 17:30 and 4 more times`; nil: few enough to be told
    /// one by one.
    private func sum(_ sessions: [ScheduledSession], _ what: String, in week: ClinicWeek) -> [String]? {
        if sessions.count <= Self.mostNames { return nil }
        let words = Words(week: week, naming: .ids)
        let list = words.times(sessions.map(\.begins), most: Self.mostNames)
        return ["\(sessions.count) groups \(what): \(words.list(list))"]
    }
    /// `crowded out by Ana Moreno and Ben Okafor: Process group Mon 23 Nov 18:00 is full (2 of 2)`
    private func words(
        _ groups: [SeriesID], _ people: [PatientID], in week: ClinicWeek, _ naming: Naming
    ) -> String {
        let words = Words(week: week, naming: naming)
        func list(_ people: [PatientID]) -> String {
            people.count <= Self.mostNames
                ? words.list(people.map { week.name(of: $0, naming) }) : words.count(people.count, "patient")
        }
        var full: [ScheduledSession] = []
        var apart: [ScheduledSession] = []
        var taking: [ScheduledSession] = []
        var seated: Set<PatientID> = []
        for s in week.sessions where s.reference.series.map(groups.contains) ?? false {
            let seats = week.seats(in: s.reference)
            if s.service != service {
                taking.append(s)
            } else if seats.taken >= seats.most {
                full.append(s)
            } else {
                apart.append(s)
                continue
            }
            seated.formUnion(s.patients)
        }
        let sizes = full.map { week.seats(in: $0.reference) }
        var parts =
            sum(full, "are full", in: week)
            ?? zip(full, sizes).map {
                "\(week.name(of: service)) \($0.begins.short) is full (\($1.taken) of \($1.most))"
            }
        // Whom, is nobody's business beside the patient's name.
        parts +=
            sum(apart, "have somebody in them whom the patient may not meet", in: week)
            ?? apart.map {
                "\(week.name(of: service)) \($0.begins.short) has somebody in it whom the patient may not meet"
            }
        parts +=
            sum(taking, "take the therapist or the room", in: week)
            ?? taking.map {
                "\(week.name(of: $0.service)) \($0.begins.short) takes the therapist or the room"
            }
        let others = people.filter { !seated.contains($0) }
        if parts.isEmpty {
            return "crowded out by \(list(others)), who \(others.count == 1 ? "has" : "have") the hours"
        }
        if !others.isEmpty, others.count < people.count {
            parts.append("the other hours are held by \(list(others))")
        }
        let by = people.isEmpty ? "" : " by \(list(people))"
        return "crowded out\(by): \(parts.joined(separator: ", "))"
    }
    /// More people than these are counted.
    private static let mostNames = 3
}
