package import ClinicModel

extension ClinicWeek {
    /// The rules that a placement breaks and that are not broken just so without it, those that overrides
    /// allow marked. A date in another week is judged in that week, which has to be compiled first.
    package func check(_ placement: Placement) -> [Violation] {
        guard contains(placement.date) else {
            return ClinicWeek(clinic, week: placement.date).check(placement)
        }
        let trial = trial(placement)
        let found = RuleBook.violations(trial.scope, in: self)
        return found.isEmpty ? [] : RuleBook.new(found, since: RuleBook.violations(trial.before, in: self))
    }
    /// Whether `check` finds nothing that counts.
    package func admits(_ placement: Placement) -> Bool {
        guard contains(placement.date) else {
            return ClinicWeek(clinic, week: placement.date).admits(placement)
        }
        return admits(trial(placement), relaxing: [])
    }

    /// The rules that one more patient in a session of the week breaks.
    package func checkSeat(_ patient: PatientID, in session: SessionReference) -> [Violation] {
        guard let trial = seat(patient, in: session) else { return [] }
        let found = RuleBook.violations(trial.scope, in: self)
        return found.isEmpty ? [] : RuleBook.new(found, since: RuleBook.violations(trial.before, in: self))
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
    let scope: Scope
    let before: Scope
}

extension ClinicWeek {
    func trial(_ placement: Placement) -> Trial {
        let lifted = placement.replacing.flatMap { placeOfSession[$0] }
        return trial(
            directory.sitting(placement, in: clinic, week: week), named: placement.reference, lifting: lifted)
    }
    func trial(_ sitting: Sitting, named name: SessionReference, lifting lifted: Int?) -> Trial {
        let scope = Scope.placing(sitting, named: name, lifting: lifted ?? -1)
        return Trial(sitting: sitting, scope: scope, before: scope.before(lifted.map { sittings[$0] }))
    }
    /// Nil when the patient sits there already, or one of the two is unknown.
    func seat(_ patient: PatientID, in session: SessionReference) -> Trial? {
        guard let place = placeOfSession[session], let p = directory.patients[patient],
            !sittings[place].patients.contains(p)
        else { return nil }
        return seat(p, in: place)
    }
    func seat(_ p: Int, in place: Int) -> Trial {
        var sitting = sittings[place]
        sitting.patients.append(p)
        let scope = Scope.seating(p, in: sitting)
        return Trial(sitting: sitting, scope: scope, before: scope.before(sittings[place]))
    }

    /// Whether nothing is newly broken but what is relaxed or allowed.
    func admits(_ trial: Trial, relaxing relaxed: RuleSet) -> Bool {
        let broken = RuleBook.broken(trial.scope, in: self).subtracting(relaxed)
        if broken.isEmpty { return true }
        let found = RuleBook.violations(trial.scope, in: self)
        return RuleBook.new(found, since: RuleBook.violations(trial.before, in: self))
            .allSatisfy { $0.override != nil || relaxed.contains($0.rule) }
    }
}
