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
            unmet: unmet(in: week), lowerBound: nil, steps: steps,
            evaluated: steps)
    }
    /// What those affected lack; why, is found out for the proposals that are told last.
    private func unmet(in week: ClinicWeek) -> [UnmetNeed] {
        var out: [UnmetNeed] = []
        for p in affected where week.courses.of[p].isActive {
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

    /// Puts one patient's places into a plan: freed sessions of the same length move there, those that stood
    /// at that time first; what is left is new.
    func write(_ spots: [(pick: RepairPick, spot: Spot)], of p: Int, into plan: inout RepairPlan) {
        for x in spots where x.pick.host >= 0 { plan.seats.append(.init(patient: p, host: x.pick.host)) }
        for x in spots where x.pick.kept >= 0 { plan.fates[x.pick.kept] = .kept }
        let open = spots.filter { $0.pick.host < 0 && $0.pick.kept < 0 }
        var left: [(pick: RepairPick, spot: Spot)] = []
        func free(_ x: RepairPick) -> [Int] {
            own(p, x.sitting.service, x.sitting.minutes).filter { f in
                guard plan.fates[f] == .cancelled else { return false }
                // An hour held in its series counts what clashes in the weeks after; a new one does not.
                let series = before.sittings[freed[f].place].series
                return series < 0 || x.sitting.minutes != clinic.services[x.sitting.service].minutes
                    || rest.later(p, in: series, where: { rest.isEnrolled(p, in: series, on: $0) }) == 0
            }
        }
        for x in open {
            if let f = free(x.pick).first(where: { before.sittings[freed[$0].place].start == x.spot.start }) {
                plan.fates[f] = .placed(x.spot)
            } else {
                left.append(x)
            }
        }
        for x in left {
            if let f = free(x.pick).first {
                plan.fates[f] = .placed(x.spot)
            } else {
                plan.hours.append(.init(patient: p, service: x.pick.sitting.service, spot: x.spot))
            }
        }
    }
}
