package import ClinicModel

extension ClinicWeek {
    /// The change of the score of the placement's week if it stood there (negative: better), `change` left
    /// out: exactly score(after) − score(before), what is lifted off counted, too. Enrollments stay as they
    /// are.
    package func cost(of placement: Placement) -> Int {
        guard contains(placement.date) else {
            return ClinicWeek(clinic, week: placement.date).cost(of: placement)
        }
        let trial = trial(placement)
        let lifted = placement.replacing.flatMap { placeOfSession[$0] }
        var people = trial.sitting.patients
        if let lifted { for p in sittings[lifted].patients where !people.contains(p) { people.append(p) } }
        var cost = points(people, trial.scope) - points(people, trial.before)
        cost += underfilled(trial.sitting) - (lifted.map { underfilled(sittings[$0]) } ?? 0)
        for p in people { cost += later(p, trial.sitting, lifting: lifted, placement.replacing) }
        return cost
    }

    /// The change of the week score if one more patient sat in a session of the week: as a guest, or
    /// lasting, enrolled in its series from that day on, so that what clashes in the three weeks after
    /// counts as well.
    package func costOfSeat(_ patient: PatientID, in session: SessionReference, lasting: Bool = false) -> Int
    {
        guard let trial = seat(patient, in: session), let p = trial.sitting.patients.last else { return 0 }
        return costOfSeat(p, trial, lasting: lasting)
    }
    func costOfSeat(_ p: Int, _ trial: Trial, lasting: Bool) -> Int {
        let s = trial.sitting
        var cost = points([p], trial.scope) - points([p], trial.before)
        cost += underfilled(s) - underfilled(sittings[s.place])
        guard s.series >= 0, case .occurrence(_, let pattern) = sessions[s.place].reference else {
            return cost
        }
        let id = clinic.patients[p].id
        let series = clinic.series[s.series].id
        cost += later(p, in: s.series) {
            isEnrolled(p, in: s.series, on: $0)
                || lasting && pattern <= $0 && !absentees.isAbsent(id, from: .occurrence(series, $0))
        }
        if isSeated(p, inSeries: s.series, besides: s.place) {
            cost -= later(p, in: s.series) { isEnrolled(p, in: s.series, on: $0) }
        }
        return cost
    }

    /// What the weeks after cost more: a patient who comes into a series' week or leaves it, and an
    /// occurrence of theirs that is brought into this one.
    private func later(_ p: Int, _ s: Sitting, lifting lifted: Int?, _ replacing: SessionReference?) -> Int {
        var series: [Int] = []
        if s.series >= 0, s.patients.contains(p) { series.append(s.series) }
        if let lifted, sittings[lifted].series >= 0, sittings[lifted].series != s.series,
            sittings[lifted].patients.contains(p)
        {
            series.append(sittings[lifted].series)
        }
        if series.isEmpty, s.series >= 0 { series.append(s.series) }
        var cost = 0
        for k in series {
            let stays = isSeated(p, inSeries: k, besides: lifted)
            let stood =
                stays || lifted.map { sittings[$0].series == k && sittings[$0].patients.contains(p) } ?? false
            let stands = stays || s.series == k && s.patients.contains(p)
            if stands {
                cost += later(p, in: k) {
                    isEnrolled(p, in: k, on: $0) && replacing != .occurrence(clinic.series[k].id, $0)
                }
            }
            if stood { cost -= later(p, in: k) { isEnrolled(p, in: k, on: $0) } }
        }
        return cost
    }
    private func isSeated(_ p: Int, inSeries series: Int, besides place: Int?) -> Bool {
        ofPatient[p].contains { $0 != place && sittings[$0].series == series }
    }
    private func points(_ people: [Int], _ scope: Scope) -> Int {
        var tally = Tally(withPoints: false)
        for p in people { score(ofPatient: p, scope, &tally) }
        return tally.score.total
    }
}
