internal import ClinicModel

extension RepairProblem {
    /// The proposal of a plan, and how many sessions that plans ask for are lost by it; nil when it breaks a rule
    /// that was whole before, whatever overrides allow.
    func proposal(_ plan: RepairPlan, beforeScore: WeekScore, steps: Int) -> (proposal: Proposal, lost: Int)?
    {
        let changes = plan.changes(of: self)
        var after = clinic
        do { try after.apply(changes) } catch { return nil }
        let week = ClinicWeek(after, week: before.week)
        // What the absence breaks and no repair may touch (a session that took place) is nobody's fault.
        let standing = before.violations + RuleBook.violations(.wholeWeek, in: rest)
        guard RuleBook.new(week.violations, since: standing).isEmpty else { return nil }
        let unmet = unmet(in: week)
        let proposal = Proposal(
            week: before.week, changes: changes, before: beforeScore, after: week.score(before: before),
            unmet: unmet, lowerBound: nil, steps: steps, evaluated: steps)
        return (proposal, unmet.reduce(0) { $0 + min($1.sessions, max(0, gone($1, in: week))) })
    }
    /// What those affected lack; why, is found out for the proposals that are told last.
    private func unmet(in week: ClinicWeek) -> [UnmetNeed] {
        var out: [UnmetNeed] = []
        for p in affected where week.courses.of[p].isActive {
            for need in week.courses.needs[p] {
                let have = have(p, need.service, in: week)
                guard have < need.count else { continue }
                out.append(
                    UnmetNeed(
                        patient: week.clinic.patients[p].id, service: week.clinic.services[need.service].id,
                        sessions: need.count - have, reason: .unexplained))
            }
        }
        return out
    }
    private func have(_ p: Int, _ service: Int, in week: ClinicWeek) -> Int {
        week.ofPatient[p].count { week.sittings[$0].service == service }
    }
    /// Sessions of a need's service that the patient has fewer of than before.
    private func gone(_ need: UnmetNeed, in week: ClinicWeek) -> Int {
        guard let p = before.directory.patients[need.patient],
            let k = before.directory.services[need.service]
        else { return 0 }
        return have(p, k, in: before) - have(p, k, in: week)
    }

    /// Why one patient lacks what a proposal leaves unmet. A group that it cancels is no proof of anything, and
    /// what was missing before is judged as the week stood; who is away and who loses an hour of their own, in
    /// the week that comes of it.
    func explained(_ needs: [UnmetNeed], in done: ClinicWeek) -> [UnmetNeed] {
        guard let patient = needs.first?.patient, let p = before.directory.patients[patient] else {
            return []
        }
        let isAway = freed.contains { $0.absent.contains(p) }
        let now = UnmetNeed.list(of: patient, in: done, from: from)
        let stood = isAway ? now : UnmetNeed.list(of: patient, in: before, from: from)
        return needs.flatMap { need -> [UnmetNeed] in
            let isGroup = before.service(need.service)?.isGroup ?? false
            let cancelled =
                isGroup
                ? before.ofPatient[p].count { i in
                    before.sessions[i].service == need.service
                        && done.placeOfSession[before.sessions[i].reference] == nil
                } : 0
            let lost = min(need.sessions, cancelled, max(0, gone(need, in: done)))
            var out: [UnmetNeed] = []
            if lost > 0 {
                out.append(
                    UnmetNeed(
                        patient: patient, service: need.service, sessions: lost, reason: .cancelled))
            }
            var left = need.sessions - lost
            for known in isGroup ? stood : now where known.service == need.service && left > 0 {
                var part = known
                part.sessions = min(left, known.sessions)
                left -= part.sessions
                out.append(part)
            }
            if left > 0 {
                out.append(
                    UnmetNeed(
                        patient: patient, service: need.service, sessions: left, reason: .noneFound(by: [])))
            }
            return out
        }
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
