internal import ClinicModel

extension ClinicWeek {
    /// A patient's part of the score, `later` and `change` left out: it depends on the patient's own
    /// sessions alone. Nobody who is not active in the week has one.
    func score(ofPatient p: Int, _ scope: Scope, _ tally: inout Tally) {
        let course = courses.of[p]
        guard course.isActive else { return }
        for k in courses.needs.range(p) {
            let need = courses.needs.values[k]
            var have = 0
            scope.forEachSession(ofPatient: p, in: self) { if $0.service == need.service { have += 1 } }
            let missing = max(0, need.count - have)
            tally.addUnmet(missing)
            tally.add(
                .unmet, .patient(clinic.patients[p].id),
                Points.unmet(missing, of: clinic.services[need.service].minutes),
                "\(missing) \(clinic.services[need.service].id)")
        }
        let shape = DayShapes(p, scope, in: self)
        var paid = 0
        for day in 0..<7 {
            if shape.isShort(day, minimum: course.payerMinimum) {
                tally.add(
                    .shortDay, .patient(clinic.patients[p].id), Points.shortDay,
                    "\(week + day): \(shape.bundled[day]) of \(course.payerMinimum)")
            }
            if shape.isPaid(day, minimum: course.payerMinimum) { paid += 1 }
            guard shape.isTrip(day) else { continue }
            tally.add(.travelDay, .patient(clinic.patients[p].id), Points.travelDay, "\(week + day)")
            tally.add(
                .idle, .patient(clinic.patients[p].id), shape.idleMinutes(day) / Points.idleMinutes,
                "\(week + day)")
        }
        if course.hasLevel {
            tally.add(
                .missingDays, .patient(clinic.patients[p].id),
                Points.missingDay * max(0, course.minimumDays - paid),
                "\(paid) of \(course.minimumDays) days")
        }
        scope.forEachSession(ofPatient: p, in: self) { s in
            tally.add(
                .continuity, .patient(clinic.patients[p].id), continuity(p, s, scope),
                "\(scope.reference(s, in: self))")
            if course.hasWishes, !times.prefers.contains(p, s.start, s.end) {
                tally.add(
                    .preference, .patient(clinic.patients[p].id), Points.preference,
                    "\(scope.reference(s, in: self))")
            }
        }
    }

    /// Points for who leads a patient's session.
    private func continuity(_ p: Int, _ s: Sitting, _ scope: Scope) -> Int {
        if clinic.services[s.service].isGroup { return 0 }
        var least = Points.stranger
        for t in scope.roster(of: s, in: self).therapists { least = min(least, continuity(p, therapist: t)) }
        return least
    }
    /// The same for one therapist.
    func continuity(_ p: Int, therapist t: Int) -> Int {
        if t == courses.of[p].primary { return 0 }
        for k in courses.careTeam.range(p) where courses.careTeam.values[k] == t { return Points.careTeam }
        return Points.stranger
    }
    /// Points for a session of a service with so many patients: a group below its least.
    func underfilled(_ service: Int, _ patients: Int) -> Int {
        clinic.services[service].isGroup && patients > 0
            && patients < clinic.services[service].leastPatients ? Points.underfilled : 0
    }
}
