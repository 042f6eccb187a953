internal import ClinicModel

/// What judging brings to light: which rules are broken, and in what words when they are asked for.
struct Findings {
    private(set) var broken: RuleSet = []
    private(set) var violations: [Violation] = []
    private let withReasons: Bool

    /// Without reasons nothing is put together but the set of broken rules.
    init(withReasons: Bool) { self.withReasons = withReasons }

    mutating func note(_ rule: RuleName, _ violation: @autoclosure () -> Violation) {
        broken.insert(RuleSet(rule))
        if withReasons { violations.append(violation()) }
    }
}
