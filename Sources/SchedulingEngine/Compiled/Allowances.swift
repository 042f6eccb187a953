internal import ClinicModel

/// An authorization in small integers.
struct Allowance: Sendable {
    var unit: Authorization.Unit
    /// Days from the week's first day, both included.
    var from: Int
    var to: Int
    var granted: Int
    /// Units over the sessions dated before the week.
    var spent: Int

    func covers(_ day: Int) -> Bool { from <= day && day <= to }
}

/// What authorizations allow, and what they have spent before the week begins.
struct Allowances: Sendable {
    /// By patient, in the order of the patient's authorizations.
    let of: Rows<Allowance>
    /// By place in `of.values`: the services it lists.
    private let services: Rows<Int>

    init(_ clinic: Clinic, week: CivilDate, directory: Directory, absentees: Clinic.Absentees) {
        var of = Rows(count: clinic.patients.count) { p, append in
            for a in clinic.patients[p].authorizations {
                append(
                    Allowance(
                        unit: a.unit, from: a.from - week, to: a.to - week, granted: a.granted, spent: 0))
            }
        }
        var listed: [[ServiceID]] = []
        listed.reserveCapacity(of.values.count)
        for p in clinic.patients.indices {
            for a in clinic.patients[p].authorizations { listed.append(a.services) }
        }
        services = Rows(count: listed.count) { a, append in
            for id in listed[a] { if let k = directory.services[id] { append(k) } }
        }
        var past = PastUnits(of, services, clinic, week: week, directory: directory)
        past.count(absentees)
        for a in of.values.indices { of.values[a].spent = past.units(a) }
        self.of = of
    }

    /// Whether the authorization at a place of `of.values` lists a service.
    func lists(_ a: Int, _ service: Int) -> Bool { services.lists(a, service) }
}

extension Rows where Element == Int {
    func lists(_ row: Int, _ value: Int) -> Bool {
        for k in range(row) where values[k] == value { return true }
        return false
    }
}

/// Adds up units before a week.
private struct PastUnits {
    private let of: Rows<Allowance>
    private let services: Rows<Int>
    private let clinic: Clinic
    private let week: CivilDate
    private let directory: Directory
    /// The first day that an authorization asks about.
    private let first: CivilDate
    private var counts: [Int]
    /// By allowance: a bit for each day from the first on, for units of days.
    private var days: [UInt64]
    private let words: Int

    init(
        _ of: Rows<Allowance>, _ services: Rows<Int>, _ clinic: Clinic, week: CivilDate, directory: Directory
    ) {
        self.of = of
        self.services = services
        self.clinic = clinic
        self.week = week
        self.directory = directory
        var first = 0
        for a in of.values { first = min(first, a.from) }
        self.first = week + first
        words = (63 - first) / 64
        counts = Array(repeating: 0, count: of.values.count)
        days = Array(repeating: 0, count: of.values.count * words)
    }
    func units(_ a: Int) -> Int {
        guard of.values[a].unit == .day else { return counts[a] }
        return (0..<words).reduce(0) { $0 + days[a * words + $1].nonzeroBitCount }
    }

    mutating func count(_ absentees: Clinic.Absentees) {
        guard first < week else { return }
        var seats: [(patient: Int, enrollment: Int)] = []
        for n in clinic.series.indices where clinic.series[n].from < week {
            guard clinic.series[n].slot != nil, let k = directory.services[clinic.series[n].service] else {
                continue
            }
            seats.removeAll(keepingCapacity: true)
            for i in clinic.series[n].enrollments.indices {
                let e = clinic.series[n].enrollments[i]
                guard let p = directory.patients[e.patient], isListed(k, p) else { continue }
                seats.append((p, i))
            }
            if !seats.isEmpty { count(n, k, seats, absentees) }
        }
        for s in clinic.sessions where s.status != .cancelled && first <= s.date && s.date < week {
            guard let k = directory.services[s.service] else { continue }
            for id in s.patients where !absentees.isAbsent(id, from: .single(s.id)) {
                guard let p = directory.patients[id] else { continue }
                count(p, k, on: s.date - week, minutes: s.minutes ?? clinic.services[k].minutes)
            }
        }
    }
    private mutating func count(
        _ n: Int, _ k: Int, _ seats: [(patient: Int, enrollment: Int)], _ absentees: Clinic.Absentees
    ) {
        let minutes = clinic.series[n].minutes ?? clinic.services[k].minutes
        clinic.forEachHeldDate(clinic.series[n], from: first, through: week - 1) { pattern, date, _ in
            let absent = absentees.from(.occurrence(clinic.series[n].id, pattern))
            for (i, seat) in seats.enumerated() {
                let e = clinic.series[n].enrollments[seat.enrollment]
                guard e.covers(pattern), absent?.contains(e.patient) != true else { continue }
                // Who is enrolled twice on a date is in it once.
                let twice = seats[..<i].contains {
                    $0.patient == seat.patient
                        && clinic.series[n].enrollments[$0.enrollment].covers(pattern)
                }
                if !twice { count(seat.patient, k, on: date - week, minutes: minutes) }
            }
        }
    }
    private func isListed(_ service: Int, _ p: Int) -> Bool {
        for a in of.range(p) where services.lists(a, service) { return true }
        return false
    }
    private mutating func count(_ p: Int, _ service: Int, on day: Int, minutes: Int) {
        for a in of.range(p) where of.values[a].covers(day) && services.lists(a, service) {
            switch of.values[a].unit {
            case .session: counts[a] += 1
            case .minute: counts[a] += minutes
            case .day:
                let d = day + (week - first)
                days[a * words + d >> 6] |= 1 << UInt64(d & 63)
            }
        }
    }
}
