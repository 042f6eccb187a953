internal import ClinicModel

/// A set of rules in one word.
struct RuleSet: OptionSet, Hashable, Sendable {
    let rawValue: UInt32

    init(rawValue: UInt32) { self.rawValue = rawValue }
    init(_ rule: RuleName) { rawValue = 1 << Self.place(of: rule) }
    init(_ rules: some Sequence<RuleName>) {
        self = []
        for r in rules { insert(RuleSet(r)) }
    }
    func contains(_ rule: RuleName) -> Bool { contains(RuleSet(rule)) }

    private static func place(of rule: RuleName) -> UInt32 {
        switch rule {
        case .patientOverlap: 0
        case .therapistOverlap: 1
        case .roomOverlap: 2
        case .patientWork: 3
        case .patientUnavailable: 4
        case .familyUnavailable: 5
        case .therapistHours: 6
        case .clinicHours: 7
        case .credential: 8
        case .capacity: 9
        case .roomFeature: 10
        case .roomClosed: 11
        case .noContact: 12
        case .population: 13
        case .authorization: 14
        case .weeklyMaximum: 15
        case .therapistMaximum: 16
        case .onePerDay: 17
        case .grid: 18
        case .active: 19
        }
    }
}
