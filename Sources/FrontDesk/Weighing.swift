internal import ClinicModel
internal import SchedulingEngine

extension Judge {
    /// Adds what the change does to the score, to hours and to seats; `before` and `after` hold at least
    /// those it concerns. Weeks after the second repeat the first two, unless the change is for later sessions of a
    /// series.
    func weigh(_ draft: Draft, from before: Clinic, to after: Clinic, _ judgement: inout Judgement) {
        for (rule, list) in Dictionary(grouping: judgement.overridden, by: \.rule).sorted(by: {
            $0.key.rawValue < $1.key.rawValue
        }) {
            judgement.consequences.append(
                .overridden(rule, person: list.first?.person, count: list.count))
        }
        var later = 0
        for (n, date) in draft.weeks.prefix(draft.goesOn ? draft.weeks.count : 2).enumerated() {
            let old = ClinicWeek(before, week: date)
            let new = ClinicWeek(after, week: date)
            if n == 0 {
                addScore(from: old, to: new, countingChange: draft.proposedWeek != nil, &judgement)
                addSeats(of: draft, new, &judgement)
            } else if draft.goesOn {
                later += new.score().total - old.score().total
            }
            addHours(of: draft.patients, from: old, to: new, countingWeeks: draft.goesOn, &judgement)
        }
        if later != 0 {
            let first = judgement.consequences.firstIndex { if case .score = $0 { true } else { false } }
            judgement.consequences.insert(
                .scoreLater(weeks: draft.weeks.count - 1, change: later),
                at: first.map { $0 + 1 } ?? judgement.consequences.count)
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
        of patients: [PatientID], from old: ClinicWeek, to new: ClinicWeek, countingWeeks: Bool,
        _ judgement: inout Judgement
    ) {
        for patient in patients {
            let now = new.standing(of: patient)
            guard now.isUnderHours, !old.standing(of: patient).isUnderHours, let least = now.leastMinutes
            else { continue }
            let known = judgement.consequences.firstIndex {
                if case .underHours(patient, _, _, _, _) = $0 { true } else { false }
            }
            guard let known else {
                judgement.consequences.append(
                    .underHours(
                        patient, week: new.week, minutes: now.bundledMinutes, least: least, more: 0))
                continue
            }
            if countingWeeks,
                case .underHours(_, let week, let minutes, let least, let more) = judgement.consequences[
                    known]
            {
                judgement.consequences[known] = .underHours(
                    patient, week: week, minutes: minutes, least: least, more: more + 1)
            }
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
