package import ClinicModel

extension ClinicWeek {
    /// How a patient stands this week.
    package func standing(of patient: PatientID) -> PatientWeek {
        guard let p = directory.patients[patient] else { return PatientWeek() }
        let course = courses.of[p]
        let shape = DayShapes(p, .wholeWeek, in: self)
        var out = PatientWeek()
        out.isActive = course.isActive
        out.leastMinutes = course.hasLevel ? course.leastMinutes : nil
        out.mostMinutes = course.hasLevel ? course.mostMinutes : nil
        out.minimumDays = course.minimumDays
        for day in 0..<7 {
            out.bundledMinutes += shape.bundled[day]
            if shape.isPaid(day, minimum: course.payerMinimum) { out.days += 1 }
            if shape.isTrip(day) { out.trips += 1 }
        }
        for k in courses.needs.range(p) {
            let need = courses.needs.values[k]
            let service = clinic.services[need.service]
            let have = ofPatient[p].count { sittings[$0].service == need.service }
            out.needs.append(PatientWeek.Need(service: service.id, wanted: need.count, have: have))
            if service.bundled { out.plannedMinutes += need.count * service.minutes }
        }
        for (ordinal, a) in clinic.patients[p].authorizations.enumerated()
        where a.from <= week + 6 && week <= a.to {
            let place = allowances.of.range(p).lowerBound + ordinal
            let used = AuthorizationRule.units(place, p, .wholeWeek, in: self).spent
            out.authorizations.append(
                PatientWeek.Authorized(
                    number: a.number, unit: a.unit, services: a.services, used: used, granted: a.granted,
                    from: a.from, to: a.to))
        }
        return out
    }
}
