internal import ClinicModel

extension RepairProblem {
    /// The proposal of a plan; nil when it breaks a rule that was whole before, whatever overrides allow.
    func proposal(_ plan: RepairPlan, beforeScore: WeekScore, steps: Int) -> Proposal? {
        let changes = plan.changes(of: self)
        var after = clinic
        do { try after.apply(changes) } catch { return nil }
        let week = ClinicWeek(after, week: before.week)
        // What the absence breaks and no repair may touch (a session that took place) is nobody's fault.
        let standing = before.violations + RuleBook.violations(.wholeWeek, in: rest)
        guard RuleBook.new(week.violations, since: standing).isEmpty else { return nil }
        return Proposal(
            week: before.week, changes: changes, before: beforeScore, after: week.score(before: before),
            unmet: Self.unmet(in: week), lowerBound: nil, steps: steps,
            evaluated: steps)
    }
    private static func unmet(in week: ClinicWeek) -> [UnmetNeed] {
        var out: [UnmetNeed] = []
        for p in week.courses.of.indices where week.courses.of[p].isActive {
            for need in week.courses.needs[p] {
                let have = week.ofPatient[p].count { week.sittings[$0].service == need.service }
                guard have < need.count else { continue }
                out.append(
                    UnmetNeed(
                        patient: week.clinic.patients[p].id, service: week.clinic.services[need.service].id,
                        sessions: need.count - have, reason: .noneFound))
            }
        }
        return out
    }
}
