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
        var people = trial.roster.patients
        if let lifted = trial.lifted {
            for p in rosters[lifted].patients where !people.contains(p) { people.append(p) }
        }
        return points(people, trial.scope) - points(people, trial.before) + costBesidePoints(trial, people)
    }

    /// The change of the week score if one more patient sat in a session of the week: as a guest, or
    /// lasting, enrolled in its series from that day on, so that what clashes in the three weeks after
    /// counts as well. Leaving: the patient is no longer in another session meanwhile.
    package func costOfSeat(
        _ patient: PatientID, in session: SessionReference, leaving: SessionReference? = nil,
        lasting: Bool = false
    ) -> Int {
        guard let trial = seat(patient, in: session, leaving: leaving), let p = trial.roster.patients.last
        else { return 0 }
        return costOfSeat(p, trial, lasting: lasting)
    }
    func costOfSeat(_ p: Int, _ trial: Trial, lasting: Bool) -> Int {
        let s = trial.sitting
        var cost = points([p], trial.scope) - points([p], trial.before)
        let patients = trial.roster.patients.count
        cost += underfilled(s.service, patients) - underfilled(s.service, patients - 1)
        if let left = trial.lifted {
            let (service, before) = (sittings[left].service, rosters[left].patients.count)
            cost += underfilled(service, before - 1) - underfilled(service, before)
        }
        for k in seriesTouched(trial, p) {
            if stands(p, inSeries: k, besides: s.place, trial) || k == s.series {
                cost += later(p, in: k) { isIn(p, k, on: $0, after: s, lasting: lasting) }
            }
            if isSeated(p, inSeries: k) {
                cost -= later(p, in: k) { isEnrolled(p, in: k, on: $0) }
            }
        }
        return cost
    }
    /// Whether a patient with a new seat in `s` is in a later occurrence, by its pattern's date.
    private func isIn(_ p: Int, _ series: Int, on pattern: CivilDate, after s: Sitting, lasting: Bool) -> Bool
    {
        if isEnrolled(p, in: series, on: pattern) { return true }
        guard lasting, series == s.series, case .occurrence(let id, let joined) = sessions[s.place].reference
        else { return false }
        return joined <= pattern && !absentees.isAbsent(clinic.patients[p].id, from: .occurrence(id, pattern))
    }

    /// What a trial costs beside the points of the patients' own sessions: groups left below their least,
    /// and what the weeks after cost more.
    func costBesidePoints(_ trial: Trial, _ people: [Int]) -> Int {
        var cost = underfilled(trial.sitting.service, trial.roster.patients.count)
        if let lifted = trial.lifted {
            cost -= underfilled(sittings[lifted].service, rosters[lifted].patients.count)
        }
        for p in people {
            for k in seriesTouched(trial, p) {
                let stood = isSeated(p, inSeries: k)
                let joins = k == trial.sitting.series && trial.roster.patients.contains(p)
                let stays = joins || stands(p, inSeries: k, besides: trial.sitting.place, trial)
                // Within the week nothing changes for the weeks after.
                if stood == stays, trial.lifted != nil { continue }
                if stays {
                    cost += later(p, in: k) {
                        isEnrolled(p, in: k, on: $0) && trial.name != .occurrence(clinic.series[k].id, $0)
                    }
                }
                if stood { cost -= later(p, in: k) { isEnrolled(p, in: k, on: $0) } }
            }
        }
        return cost
    }
    /// The series whose later weeks a trial may change for a patient.
    private func seriesTouched(_ trial: Trial, _ p: Int) -> [Int] {
        let placed = trial.sitting.series
        let left = trial.lifted.map { sittings[$0].series } ?? -1
        return placed == left ? (placed < 0 ? [] : [placed]) : [placed, left].filter { $0 >= 0 }
    }
    /// Whether a patient stays in a session of a series that the trial leaves alone.
    private func stands(_ p: Int, inSeries series: Int, besides place: Int, _ trial: Trial) -> Bool {
        ofPatient[p].contains { $0 != place && $0 != trial.lifted && sittings[$0].series == series }
    }
    private func isSeated(_ p: Int, inSeries series: Int) -> Bool {
        ofPatient[p].contains { sittings[$0].series == series }
    }
    /// The points of some patients' own sessions.
    func points(_ people: [Int], _ scope: Scope) -> Int {
        var tally = Tally(withPoints: false)
        for p in people { score(ofPatient: p, scope, &tally) }
        return tally.score.total
    }
}
