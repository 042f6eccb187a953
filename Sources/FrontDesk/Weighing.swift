internal import ClinicModel
internal import SchedulingEngine

extension Judge {
    /// Adds what the change does to the score, to hours and to seats; `before` and `after` hold at least
    /// those it concerns. Weeks after the second repeat the first two.
    func weigh(_ draft: Draft, from before: Clinic, to after: Clinic, _ judgement: inout Judgement) {
        for (rule, list) in Dictionary(grouping: judgement.overridden, by: \.rule).sorted(by: {
            $0.key.rawValue < $1.key.rawValue
        }) {
            judgement.consequences.append(
                .overridden(rule, person: list.first?.person, count: list.count))
        }
        for (n, date) in draft.weeks.prefix(2).enumerated() {
            let old = ClinicWeek(before, week: date)
            let new = ClinicWeek(after, week: date)
            if n == 0 {
                addScore(from: old, to: new, countingChange: draft.proposedWeek != nil, &judgement)
                addSeats(of: draft, new, &judgement)
            }
            addHours(of: draft.patients, from: old, to: new, &judgement)
        }
    }

    private func addScore(
        from old: ClinicWeek, to new: ClinicWeek, countingChange: Bool, _ judgement: inout Judgement
    ) {
        let before = old.score()
        let after = new.score(before: countingChange ? old : nil)
        var terms: [ScoreTerm: Int] = [:]
        for term in ScoreTerm.allCases where after[term] != before[term] {
            terms[term] = after[term] - before[term]
        }
        judgement.scoreChange = after.total - before.total
        if !terms.isEmpty {
            judgement.consequences.append(
                .score(week: new.week, change: judgement.scoreChange, terms: terms))
        }
    }

    private func addHours(
        of patients: [PatientID], from old: ClinicWeek, to new: ClinicWeek, _ judgement: inout Judgement
    ) {
        for patient in patients {
            let now = new.standing(of: patient)
            guard now.isUnderHours, !old.standing(of: patient).isUnderHours, let least = now.leastMinutes
            else { continue }
            let isKnown = judgement.consequences.contains {
                if case .underHours(patient, _, _, _) = $0 { true } else { false }
            }
            if isKnown { continue }
            judgement.consequences.append(
                .underHours(patient, week: new.week, minutes: now.bundledMinutes, least: least))
        }
    }

    private func addSeats(of draft: Draft, _ week: ClinicWeek, _ judgement: inout Judgement) {
        guard let reference = draft.session, let session = week.session(reference),
            let service = week.service(session.service), service.isGroup
        else { return }
        let seats = week.seats(in: reference)
        judgement.consequences.append(
            .freeSeats(reference, service.id, free: max(0, seats.most - seats.taken)))
        if seats.taken > 0, seats.taken < seats.least {
            judgement.consequences.append(
                .underfilled(reference, service.id, have: seats.taken, least: seats.least))
        }
    }
}
