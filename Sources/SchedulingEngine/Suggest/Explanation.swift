package import ClinicModel

/// Why a patient has places for a service in a week, or none: what `explain` counts, and who is in the way.
package struct Explanation: Sendable {
    package var request: SuggestionRequest
    /// The best place, where one fits, the counts by rule and the single relaxations.
    package var found: Suggestions
    /// Starts, or for a group service seats, at which a place fits.
    package var fitting: Int
    /// What the plan asks for this week; nil: none of the service.
    package var need: PatientWeek.Need?
    /// Where nothing fits: the preferred minimal conflict, least negotiable rule first (`Conflict.order`);
    /// with these rules alone no place is left.
    package var conflict: [RuleName]
    /// Proved: nothing fits, whatever other sessions of the week are moved.
    package var isImpossible: Bool
    /// Where nothing fits: the places that the fewest booked sessions are in the way of, best first.
    package var occupied: [OccupiedPlace]

    /// What the whole comes to, in one sentence.
    package func sentence(in week: ClinicWeek) -> String {
        let words = Words(week: week, naming: .ids)
        let isGroup = week.service(request.service)?.isGroup ?? false
        let tried = words.count(found.startsTried, isGroup ? "group" : "start")
        if fitting > 0 { return "\(fitting) of \(tried) \(fitting == 1 ? "fits" : "fit")" }
        if found.startsTried == 0 {
            return isGroup
                ? "no other session of \(week.name(of: request.service)) is held this week"
                : "the clinic is not open long enough on any day of the week"
        }
        if conflict.isEmpty { return "nothing of \(tried) fits but where it stands now" }
        let rules = words.list(conflict.map(RuleBook.title)) + (conflict.count == 1 ? " alone" : " together")
        return isImpossible
            ? "impossible whatever is moved: none of \(tried) is left, by \(rules)"
            : "none of \(tried) is free, by \(rules)"
    }
    /// Where the plan stands: `the plan asks for 2 this week, 1 is missing`.
    package var standing: String {
        guard let need else { return "the plan asks for none this week" }
        switch need.missing {
        case 0: return "the plan's \(need.wanted) of this week \(need.wanted == 1 ? "is" : "are") met"
        case let n: return "the plan asks for \(need.wanted) this week, \(n) \(n == 1 ? "is" : "are") missing"
        }
    }
}

extension Suggestions {
    /// Why there was nothing to look at, or less than the week has: `already in it: g12 Wed 25 Nov 17:30`; nil: the
    /// patient is in none.
    package func standing(in week: ClinicWeek) -> String? {
        let held = seated.compactMap { week.session($0) }.sorted { $0.begins < $1.begins }
        guard !held.isEmpty else { return nil }
        return "already in it: " + held.map { "\($0.begins.short) (\($0.reference))" }.joined(separator: ", ")
    }
}

extension Relaxation {
    /// `without work hours`, `with Dana Whitfield`, `in Maple`
    package func title(in week: ClinicWeek, naming: Naming) -> String {
        switch what {
        case .rule(let rule): "without \(RuleBook.title(of: rule))"
        case .therapist(let t): "with \(week.name(of: t, naming))"
        case .room(let room): "in \(week.name(of: room, naming))"
        }
    }
}
