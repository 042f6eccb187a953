package import ClinicModel

/// Which rules leave no place between them.
package enum Conflict {
    /// All rules, the least negotiable first: what the clinic, the patient and the therapists are; when they
    /// can; what payers, levels of care and contracts grant; last what is booked, which can be booked
    /// elsewhere. A conflict without a rule of the last kind holds whatever is moved.
    package static let order: [RuleName] = [
        .grid, .clinicHours, .active, .population, .noContact, .credential, .roomFeature, .roomClosed,
        .patientWork, .patientUnavailable, .familyUnavailable, .therapistHours, .weeklyMaximum,
        .authorization, .therapistMaximum, .onePerDay, .capacity, .patientOverlap, .roomOverlap,
        .therapistOverlap,
    ]
    /// Broken by other sessions of the week alone: moved, they make room.
    package static let ofBookings: Set<RuleName> = [
        .therapistMaximum, .onePerDay, .capacity, .noContact, .patientOverlap, .roomOverlap,
        .therapistOverlap,
    ]

    /// The preferred minimal conflict by QuickXplain (Junker 2004): with these rules alone nothing is left,
    /// with one of them less something is; and of all such sets it is the one that does without the most
    /// negotiable rules, as they stand at the end of the list. Empty when something is left with all of them,
    /// or nothing with none.
    ///
    /// `leavesPlace` says whether some place is left when just these rules hold; asked about k log(n/k) times
    /// for k rules of n.
    static func preferred(of rules: [RuleName], leavesPlace: (RuleSet) -> Bool) -> [RuleName] {
        if rules.isEmpty || leavesPlace(RuleSet(rules)) || !leavesPlace([]) { return [] }
        return among(rules[...], beside: [], isNew: false, leavesPlace)
    }
    private static func among(
        _ rules: ArraySlice<RuleName>, beside held: RuleSet, isNew: Bool, _ leavesPlace: (RuleSet) -> Bool
    ) -> [RuleName] {
        if isNew, !leavesPlace(held) { return [] }
        if rules.count == 1 { return Array(rules) }
        let first = rules.prefix(rules.count / 2)
        let second = rules.dropFirst(rules.count / 2)
        let later = among(second, beside: held.union(RuleSet(first)), isNew: true, leavesPlace)
        let earlier = among(first, beside: held.union(RuleSet(later)), isNew: !later.isEmpty, leavesPlace)
        return earlier + later
    }
}
