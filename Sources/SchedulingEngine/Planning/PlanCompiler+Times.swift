internal import ClinicModel

/// When a patient is free, in the week and in the three after.
extension PlanCompiler {
    /// By series: occurrences held in the three weeks after that an enrollment from the week on covers.
    func laterOccurrences() -> [[(occurrence: LaterOccurrence, session: ScheduledSession)]] {
        clinic.series.map { series in
            guard series.slot != nil, let k = serviceIndex[series.service] else { return [] }
            let held = clinic.occurrences(
                of: series, from: week + 7, through: week + 27,
                minutes: series.minutes ?? services[k].minutes,
                absentees: absentees)
            return held.map { s in
                let days = s.date - week
                return (
                    LaterOccurrence(
                        week: days / 7 - 1, dayBit: days % 7 * BitRows.perDay,
                        start: Int(s.start.minutes) / BitRows.minutes), s
                )
            }
        }
    }

    /// Fills the scratch rows with the times of one patient.
    func markTimes(of patient: Patient) {
        Scratch.clear(scratch, 0..<Scratch.open)
        let far = week + 28
        func mark(_ interval: Interval, _ row: Int, from week: Int = 0) {
            let shift = week * 7 * BitRows.perDay
            scratch.set(row, bit(interval.start) - shift, bit(interval.end + BitRows.minutes - 1) - shift)
        }
        func everywhere(_ remote: Interval, _ present: Interval) {
            for k in 0..<2 {
                mark(remote, Scratch.blocked + 2 * k)
                mark(present, Scratch.blocked + 1 + 2 * k)
            }
            for w in 0..<3 {
                mark(remote, Scratch.laterRemote + w, from: w + 1)
                mark(present, Scratch.laterPresent + w, from: w + 1)
            }
        }
        for w in patient.work {
            for i in calendar.intervals(of: w, from: week, through: far) {
                everywhere(i, i.widened(by: patient.commuteMinutes))
            }
        }
        for u in patient.unavailable {
            for i in calendar.intervals(of: u, from: week, through: far) { everywhere(i, i) }
        }
        for id in patient.supportGroups {
            guard let g = clinic.supportGroups.first(where: { $0.id == id }) else { continue }
            for w in g.meets {
                for i in calendar.intervals(of: w, from: week, through: far) { everywhere(i, i) }
            }
        }
        for member in patient.family {
            for u in member.unavailable {
                for i in calendar.intervals(of: u, from: week, through: last + 1) {
                    mark(i, Scratch.blocked + 2)
                    mark(i, Scratch.blocked + 3)
                }
            }
        }
        for w in patient.prefers {
            for i in calendar.intervals(of: w, from: week, through: last + 1) { mark(i, Scratch.prefers) }
        }
        for d in 0..<28 where !patient.isActive(on: week + d) {
            let a = (Int(week.dayNumber) + d) * 1440
            everywhere(Interval(a, a + 1440), Interval(a, a + 1440))
        }
    }

    func laterCost(_ o: LaterOccurrence, start: Int, bits: Int, service k: Int) -> Int {
        let row = (services[k].isPresent ? Scratch.laterPresent : Scratch.laterRemote) + o.week
        return scratch.noneSet(row, o.dayBit + (o.start ?? start), max(1, bits)) ? 0 : Points.later
    }
}
