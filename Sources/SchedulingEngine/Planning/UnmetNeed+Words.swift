internal import ClinicModel

extension UnmetNeed {
    /// Why, with numbers: `forced: authorization A-20467 has no day left this week (18 of 18 used)`. The week is
    /// the one that `list` was asked about.
    package func sentence(in week: ClinicWeek, naming: Naming) -> String {
        switch reason {
        case .forced(let cause): "forced: \(words(cause, in: week))"
        case .crowdedOut(let groups, let people):
            "crowded out: \(words(groups, people, in: week, naming))"
        case .placesFree(1): "1 place is free for it"
        case .placesFree(let places): "\(places) places are free for it"
        case .seriesWaiting(1): "a series of \(week.name(of: service)) waits for a time"
        case .seriesWaiting(let n): "\(n) series of \(week.name(of: service)) wait for a time"
        case .noneFound: "not proved impossible, but no place was found"
        }
    }

    private func words(_ cause: Cause, in week: ClinicWeek) -> String {
        let words = Words(week: week, naming: .ids)
        let name = week.name(of: service)
        switch cause {
        case .noPlace([]): return "no session of \(name) is held this week"
        case .noPlace(let rules):
            return "\(words.list(rules.map(RuleBook.title))) \(rules.count == 1 ? "leaves" : "leave") no "
                + "place for \(name), even with everybody else away"
        case .days(let days):
            return "\(name) has a place on \(words.count(days, "day")) only, one a day, even with everybody "
                + "else away"
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
        case .ownSessions: return "the patient's other sessions leave no time for \(name)"
        }
    }

    private func words(
        _ groups: [SeriesID], _ people: [PatientID], in week: ClinicWeek, _ naming: Naming
    ) -> String {
        let words = Words(week: week, naming: naming)
        var parts: [String] = []
        var named: Set<PatientID> = []
        for s in week.sessions where s.reference.series.map(groups.contains) ?? false {
            let seats = week.seats(in: s.reference)
            named.formUnion(s.patients)
            let what = "\(week.name(of: s.service)) \(s.begins.short)"
            parts.append(
                s.service == service
                    ? "\(what) is full (\(seats.taken) of \(seats.most))"
                    : "\(what) takes the therapist or the room")
        }
        let others = people.filter { !named.contains($0) }.map { week.name(of: $0, naming) }
        if !others.isEmpty { parts.append("the hours are held by \(words.list(others))") }
        return parts.joined(separator: ", ")
    }
}
