internal import ClinicModel

/// What each authorization has spent before the week begins.
struct PastUnits: Sendable {
    /// By patient, in the order of the authorizations: units over the sessions dated before the week.
    private let used: Rows<Int>

    init(_ clinic: Clinic, week: CivilDate, directory: Directory, absentees: Clinic.Absentees) {
        let patients = clinic.patients
        var first = week
        var offsets: [Int] = [0]
        offsets.reserveCapacity(patients.count + 1)
        for p in patients {
            for a in p.authorizations { first = min(first, a.from) }
            offsets.append(offsets[offsets.count - 1] + p.authorizations.count)
        }
        let total = offsets[patients.count]
        let words = max(1, (week - first + 63) / 64)
        var units = [Int](repeating: 0, count: total)
        var dayBits = [UInt64](repeating: 0, count: total * words)
        guard first < week else {
            used = Rows(count: patients.count) { p, append in
                for _ in patients[p].authorizations { append(0) }
            }
            return
        }

        func count(_ p: Int, _ service: ServiceID, on date: CivilDate, minutes: Int) {
            for (j, a) in patients[p].authorizations.enumerated()
            where a.covers(date) && a.services.contains(service) {
                let row = offsets[p] + j
                switch a.unit {
                case .session: units[row] += 1
                case .minute: units[row] += minutes
                case .day:
                    let d = date - first
                    dayBits[row * words + d >> 6] |= 1 << UInt64(d & 63)
                }
            }
        }

        for series in clinic.series where series.slot != nil && series.from < week {
            guard let k = directory.services[series.service] else { continue }
            let minutes = series.minutes ?? clinic.services[k].minutes
            var seats: [(patient: Int, enrollment: Int)] = []
            for (i, e) in series.enrollments.enumerated() {
                guard let p = directory.patients[e.patient],
                    patients[p].authorizations.contains(where: { $0.services.contains(series.service) })
                else { continue }
                seats.append((p, i))
            }
            if seats.isEmpty { continue }
            clinic.forEachHeld(series, from: first, through: week - 1) { held in
                for (n, seat) in seats.enumerated() {
                    let e = series.enrollments[seat.enrollment]
                    guard e.covers(held.pattern) else { continue }
                    let twice = seats[..<n].contains {
                        $0.patient == seat.patient && series.enrollments[$0.enrollment].covers(held.pattern)
                    }
                    if twice || absentees.isAbsent(e.patient, from: .occurrence(series.id, held.pattern)) {
                        continue
                    }
                    count(seat.patient, series.service, on: held.date, minutes: minutes)
                }
            }
        }
        for s in clinic.sessions where s.status != .cancelled && first <= s.date && s.date < week {
            guard let k = directory.services[s.service] else { continue }
            for id in s.patients where !absentees.isAbsent(id, from: .single(s.id)) {
                guard let p = directory.patients[id] else { continue }
                count(p, s.service, on: s.date, minutes: s.minutes ?? clinic.services[k].minutes)
            }
        }
        used = Rows(count: patients.count) { p, append in
            for (j, a) in patients[p].authorizations.enumerated() {
                let row = offsets[p] + j
                if a.unit == .day {
                    for w in 0..<words { units[row] += dayBits[row * words + w].nonzeroBitCount }
                }
                append(units[row])
            }
        }
    }

    /// Units of the patient's `ordinal`th authorization.
    func units(of patient: Int, _ ordinal: Int) -> Int {
        used.values[used.range(patient).lowerBound + ordinal]
    }
}
