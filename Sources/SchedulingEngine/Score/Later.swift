internal import ClinicModel

/// The three weeks after: what of a series held this week will clash with a patient's own times.
extension ClinicWeek {
    /// Series held in the week and the active patients in them, with the occurrences of the three weeks
    /// after that clash, in order; those without a clash left out.
    func laterClashes() -> [(series: Int, patient: Int, clashes: Int)] {
        var pairs: [(series: Int, patient: Int)] = []
        for i in sittings.indices where sittings[i].series >= 0 {
            for p in rosters[i].patients where courses.of[p].isActive {
                pairs.append((sittings[i].series, p))
            }
        }
        pairs.sort { $0 < $1 }
        var out: [(series: Int, patient: Int, clashes: Int)] = []
        var times = [TimesAhead?](repeating: nil, count: clinic.patients.count)
        var held: [OccurrenceAhead] = []
        for (n, (series, p)) in pairs.enumerated() {
            if n > 0, pairs[n - 1] == (series, p) { continue }
            if n == 0 || pairs[n - 1].series != series { held = occurrencesAhead(series) }
            if held.isEmpty { continue }
            let ahead = times[p] ?? TimesAhead(p, in: self)
            times[p] = ahead
            let clashes = held.count {
                ahead.clashes(with: $0) && isEnrolled(p, in: series, on: $0.pattern)
            }
            if clashes > 0 { out.append((series, p, clashes)) }
        }
        return out
    }

    /// Points for one patient in one series, when `isIn` says which of the occurrences ahead the patient
    /// is in.
    func later(_ p: Int, in series: Int, where isIn: (_ pattern: CivilDate) -> Bool) -> Int {
        guard courses.of[p].isActive else { return 0 }
        let held = occurrencesAhead(series)
        if held.isEmpty { return 0 }
        let ahead = TimesAhead(p, in: self)
        return Points.later * held.count { ahead.clashes(with: $0) && isIn($0.pattern) }
    }

    /// Whether a series' enrollments and attendance put a patient into an occurrence, by its pattern's date.
    func isEnrolled(_ p: Int, in series: Int, on pattern: CivilDate) -> Bool {
        let id = clinic.patients[p].id
        return clinic.series[series].enrollments.contains { $0.covers(pattern) && $0.patient == id }
            && !absentees.isAbsent(id, from: .occurrence(clinic.series[series].id, pattern))
    }

    private func occurrencesAhead(_ series: Int) -> [OccurrenceAhead] {
        guard let slot = clinic.series[series].slot,
            let k = directory.services[clinic.series[series].service]
        else { return [] }
        let minutes = clinic.series[series].minutes ?? clinic.services[k].minutes
        let isInPerson = !clinic.services[k].telehealth
        var out: [OccurrenceAhead] = []
        clinic.forEachHeldDate(clinic.series[series], from: week + 7, through: week + 27) {
            pattern, date, to in
            let start = CivilMoment(date, to?.start ?? slot.start).minutes
            out.append(
                OccurrenceAhead(
                    pattern: pattern, day: date - week, time: Interval(start, start + minutes),
                    isInPerson: isInPerson))
        }
        return out
    }
}

/// An occurrence held in the three weeks after.
private struct OccurrenceAhead {
    let pattern: CivilDate
    /// From the first day of the week that is scored.
    let day: Int
    let time: Interval
    let isInPerson: Bool
}

/// A patient's own times in the three weeks after.
private struct TimesAhead {
    private let course: Course
    private var work: [Interval] = []
    private var unavailable: [Interval] = []

    init(_ p: Int, in week: ClinicWeek) {
        course = week.courses.of[p]
        let calendar = week.clinic.profile.calendar
        let first = week.week + 7
        let last = week.week + 28
        for w in week.clinic.patients[p].work {
            calendar.forEachInterval(of: w, from: first, through: last) { work.append($0) }
        }
        for w in week.clinic.patients[p].unavailable {
            unavailable += calendar.intervals(of: w, from: first, through: last)
        }
        for id in week.clinic.patients[p].supportGroups {
            guard let g = week.directory.supportGroups[id] else { continue }
            for w in week.clinic.supportGroups[g].meets {
                calendar.forEachInterval(of: w, from: first, through: last) { unavailable.append($0) }
            }
        }
    }
    /// Whether it breaks `patientWork`, `patientUnavailable` or `active` for the patient.
    func clashes(with o: OccurrenceAhead) -> Bool {
        let padded = o.time.widened(by: o.isInPerson ? course.commute : 0)
        return !course.isActive(onDay: o.day) || work.contains { $0.touches(padded) }
            || unavailable.contains { $0.touches(o.time) }
    }
}
