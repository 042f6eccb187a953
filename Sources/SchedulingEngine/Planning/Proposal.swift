package import ClinicModel

/// A plan of a week, to be reviewed and accepted.
package struct Proposal: Sendable {
    package var week: CivilDate
    /// Series that get a time first, then seats, then single sessions.
    package var changes: ChangeSet
    /// The week as it stands, and with the changes made (`change` counted).
    package var before: WeekScore
    package var after: WeekScore
    /// Which sessions it leaves out, in the order of patients and their plans, and why; of a repair only what
    /// those lack whom it touches.
    package var unmet: [UnmetNeed]
    /// No plan of the week scores less; of a repair, no repair that touches as little. Nil: none is known.
    package var lowerBound: Int?
    /// Moves proposed, and those of them whose cost was worked out in full.
    package var steps: Int
    package var evaluated: Int
}

extension Proposal {
    /// `3 sessions`, `1 session of those it touches, 12 in the week`; nil: every plan is met.
    package var unmetWords: String? {
        Self.words(ofUnmet: unmet.reduce(0) { $0 + $1.sessions }, of: after.unmetSessions)
    }
    /// The same of a part of it: so many sessions are told one by one, of all that the week lacks.
    package static func words(ofUnmet told: Int, of all: Int) -> String? {
        func words(_ n: Int) -> String { n == 1 ? "1 session" : "\(n) sessions" }
        if all == 0 { return nil }
        if told == all { return words(all) }
        return told == 0
            ? "\(words(all)), all of others" : "\(words(told)) of those it touches, \(all) in the week"
    }

    init(
        _ plan: PlanAssignment, of original: Clinic, _ completions: [Change] = [], lowerBound: Int,
        steps: Int, evaluated: Int, isCancelled: () -> Bool = { false }
    ) {
        let p = plan.problem
        let clinic = p.clinic
        week = p.week
        self.lowerBound = lowerBound
        self.steps = steps
        self.evaluated = evaluated
        var series: [Change] = []
        var seats: [Change] = []
        var sessions: [Change] = []
        func people(_ list: Cells<Int16>, _ at: Int) -> [TherapistID] {
            (0..<p.leaderStride).compactMap { k in
                let t = Int(list[at * p.leaderStride + k])
                return t < 0 ? nil : clinic.therapists[t].id
            }
        }
        for g in 0..<p.groups.count {
            let group = p.groups[g]
            let before = clinic.series[group.series]
            if group.isOpen, plan.seated[g] > 0 {
                let slot = Int(plan.groupSlot[g])
                let day = Int(p.slotDay[slot])
                var after = before.withoutLists
                after.slot = WeeklySlot(
                    (p.week + day).weekday,
                    TimeOfDay(minutes: (Int(p.slotBit[slot]) - day * BitRows.perDay) * BitRows.minutes))
                if plan.groupRoom[g] >= 0 { after.room = clinic.rooms[Int(plan.groupRoom[g])].id }
                if before.therapists.isEmpty { after.therapists = people(plan.groupLeaders, g) }
                series.append(.series(before: before.withoutLists, after: after))
            }
            let members = (0..<Int(plan.seated[g]) - group.standing).map {
                Int(p.taskPatient[Int(plan.roster[group.rosterBase + $0])])
            }
            for q in members.sorted() {
                seats.append(
                    .enrollment(
                        before.id, before: nil,
                        after: Enrollment(
                            patient: clinic.patients[q].id, joined: p.week + group.joined, left: nil)))
            }
        }
        let taken = Set(clinic.sessions.map(\.id))
        var number = 0
        for t in 0..<p.taskCount where plan.place[t] == PlanAssignment.solo {
            var id: SessionID
            repeat {
                number += 1
                id = SessionID("plan-\(p.week)-\(number)")
            } while taken.contains(id)
            let n = p.needs[Int(p.taskNeed[t])]
            let slot = Int(plan.slot[t])
            let day = Int(p.slotDay[slot])
            sessions.append(
                .session(
                    before: nil,
                    after: Session(
                        id: id, service: clinic.services[n.service].id, date: p.week + day,
                        start: TimeOfDay(
                            minutes: (Int(p.slotBit[slot]) - day * BitRows.perDay) * BitRows.minutes),
                        room: plan.room[t] < 0 ? nil : clinic.rooms[Int(plan.room[t])].id,
                        therapists: people(plan.leaders, t),
                        patients: [clinic.patients[n.patient].id])))
        }
        changes = ChangeSet(completions + series + seats + sessions)
        var planned = original
        do {
            try planned.apply(changes)
        } catch {
            preconditionFailure("a proposal fits the clinic that it was made for: \(error)")
        }
        let standing = ClinicWeek(original, week: p.week)
        before = standing.score()
        let done = ClinicWeek(planned, week: p.week)
        after = done.score(before: standing)
        unmet = UnmetNeed.list(in: done, from: p.from, isCancelled: isCancelled)
    }
}
