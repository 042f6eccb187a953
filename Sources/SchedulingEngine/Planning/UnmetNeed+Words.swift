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

    /// `crowded out by Ana Moreno and Ben Okafor: Process group Mon 23 Nov 18:00 is full (2 of 2)`
    private func words(
        _ groups: [SeriesID], _ people: [PatientID], in week: ClinicWeek, _ naming: Naming
    ) -> String {
        let words = Words(week: week, naming: naming)
        func list(_ people: [PatientID]) -> String {
            people.count <= Self.mostNames
                ? words.list(people.map { week.name(of: $0, naming) }) : words.count(people.count, "patient")
        }
        var parts: [String] = []
        var seated: Set<PatientID> = []
        for s in week.sessions where s.reference.series.map(groups.contains) ?? false {
            let seats = week.seats(in: s.reference)
            let what = "\(week.name(of: s.service)) \(s.begins.short)"
            if s.service != service {
                parts.append("\(what) takes the therapist or the room")
            } else if seats.taken >= seats.most {
                parts.append("\(what) is full (\(seats.taken) of \(seats.most))")
            } else {
                // Whom, is nobody's business beside the patient's name.
                parts.append("\(what) has somebody in it whom the patient may not meet")
                continue
            }
            seated.formUnion(s.patients)
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
