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
                missing * clinic.services[need.service].minutes * Points.unmetMinute,
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
                .continuity, .patient(clinic.patients[p].id), continuity(p, s),
                "\(scope.reference(s, in: self))")
            if course.hasWishes, !times.prefers.contains(p, s.start, s.end) {
                tally.add(
                    .preference, .patient(clinic.patients[p].id), Points.preference,
                    "\(scope.reference(s, in: self))")
            }
        }
    }

    /// Points for who leads a patient's session.
    func continuity(_ p: Int, _ s: Sitting) -> Int {
        if clinic.services[s.service].isGroup { return 0 }
        return s.therapists.map { continuity(p, therapist: $0) }.min() ?? Points.stranger
    }
    /// The same for one therapist.
    func continuity(_ p: Int, therapist t: Int) -> Int {
        if t == courses.of[p].primary { return 0 }
        for k in courses.careTeam.range(p) where courses.careTeam.values[k] == t { return Points.careTeam }
        return Points.stranger
    }
    /// Points for a group below its least, when one of its patients is not counted, too.
    func underfilled(_ s: Sitting, without p: Int? = nil) -> Int {
        let service = clinic.services[s.service]
        let patients = p.map { s.patients.contains($0) } ?? false ? s.patients.count - 1 : s.patients.count
        return service.isGroup && patients > 0 && patients < service.leastPatients ? Points.underfilled : 0
    }
}
