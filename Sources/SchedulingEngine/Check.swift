package import ClinicModel

extension ClinicWeek {
    /// The rules that a placement breaks and that are not broken just so without it, those that overrides
    /// allow marked. A date in another week is judged in that week, which has to be compiled first.
    package func check(_ placement: Placement) -> [Violation] {
        guard contains(placement.date) else {
            return ClinicWeek(clinic, week: placement.date).check(placement)
        }
        return newViolations(trial(placement))
    }
    /// Whether `check` finds nothing that counts.
    package func admits(_ placement: Placement) -> Bool {
        guard contains(placement.date) else {
            return ClinicWeek(clinic, week: placement.date).admits(placement)
        }
        return admits(trial(placement))
    }

    /// The rules that one more patient in a session of the week breaks; nothing for one who sits there
    /// already. Leaving: the patient is no longer in another session meanwhile.
    package func checkSeat(
        _ patient: PatientID, in session: SessionReference, leaving: SessionReference? = nil
    ) -> [Violation] {
        seat(patient, in: session, leaving: leaving).map(newViolations) ?? []
    }

    /// Therapists with one of the service's credentials on the day, within their hours and not busy for the
    /// length of a session and its notes.
    package func freeTherapists(for service: ServiceID, at moment: CivilMoment) -> [TherapistID] {
        guard contains(moment.date), let k = directory.services[service] else { return [] }
        let day = moment.date - week
        let start = day * 1440 + Int(moment.time.minutes)
        let end = start + clinic.services[k].minutes + clinic.services[k].noteMinutes
        return clinic.therapists.indices.filter { t in
            qualification.holds(t, service: k, day: day) && times.hours.contains(t, start, end)
                && times.off.first(t, touching: start, end) == nil
                && !ofTherapist[t].contains { sittings[$0].start < end && start < sittings[$0].noteEnd }
        }.map { clinic.therapists[$0].id }
    }
}

/// A session on trial: the week with it, and the week without.
struct Trial {
    let sitting: Sitting
    let roster: Roster
    /// What it is called.
    let name: SessionReference
    /// The session it takes the place of; of a seat the session that the patient leaves.
    let lifted: Int?
    let scope: Scope
    let before: Scope
}

extension ClinicWeek {
    func trial(_ placement: Placement) -> Trial {
        trial(
            directory.sitting(placement, in: clinic, week: week),
            directory.roster(placement.therapists, placement.patients), named: placement.reference,
            lifting: placement.replacing.flatMap { placeOfSession[$0] })
    }
    func trial(_ sitting: Sitting, _ roster: Roster, named name: SessionReference, lifting lifted: Int?)
        -> Trial
    {
        let scope = Scope.placing(sitting, roster, named: name, lifting: lifted ?? -1)
        return Trial(
            sitting: sitting, roster: roster, name: name, lifted: lifted, scope: scope,
            before: scope.before(lifted ?? -1, in: self))
    }
    /// Nil when the patient sits there already, or one of the two is unknown.
    func seat(_ patient: PatientID, in session: SessionReference, leaving: SessionReference?) -> Trial? {
        guard let place = placeOfSession[session], let p = directory.patients[patient],
            !rosters[place].patients.contains(p)
        else { return nil }
        return seat(p, in: place, leaving: leaving.flatMap { placeOfSession[$0] })
    }
    /// The patient is the last of the session's. A session is only left by who is in it.
    func seat(_ p: Int, in place: Int, leaving: Int?) -> Trial {
        var sitting = sittings[place]
        sitting.isOnTrial = true
        var roster = rosters[place]
        roster.patients.append(p)
        let left = leaving.flatMap { rosters[$0].patients.contains(p) ? $0 : nil }
        let scope = Scope.seating(p, in: sitting, roster, leaving: left ?? -1)
        return Trial(
            sitting: sitting, roster: roster, name: sessions[place].reference, lifted: left, scope: scope,
            before: scope.before(place, in: self))
    }

    /// Whether nothing is newly broken that no override allows.
    func admits(_ trial: Trial) -> Bool {
        let broken = RuleBook.broken(trial.scope, in: self)
        if broken.isEmpty { return true }
        // A rule that did not stand broken at all is broken newly; only what stood has to be compared.
        if clinic.overrides.isEmpty, !RuleBook.broken(trial.before, in: self).isSuperset(of: broken) {
            return false
        }
        return newViolations(trial).allSatisfy { $0.override != nil }
    }
    /// The rules newly broken, whatever overrides allow.
    func newlyBroken(_ trial: Trial) -> RuleSet {
        let broken = RuleBook.broken(trial.scope, in: self)
        if broken.isEmpty || RuleBook.broken(trial.before, in: self).isDisjoint(with: broken) {
            return broken
        }
        return RuleSet(newViolations(trial).map(\.rule))
    }
    /// What is broken with the trial and not just so without it.
    func newViolations(_ trial: Trial) -> [Violation] {
        let found = RuleBook.violations(trial.scope, in: self)
        return found.isEmpty ? [] : RuleBook.new(found, since: RuleBook.violations(trial.before, in: self))
    }
}
