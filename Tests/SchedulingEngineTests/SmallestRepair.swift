import ClinicModel

@testable import SchedulingEngine

/// Tries every repair of a week of `PlanningFixtures.tiny`, in which rooms never decide: each hour has one of
/// its own by its patient, groups meet in the first room.
struct SmallestRepair {
    private let clinic: Clinic
    private let week: ClinicWeek
    private let problem: RepairProblem
    private let starts: [(date: CivilDate, start: TimeOfDay)]

    init(_ clinic: Clinic, _ absence: ReportedAbsence) {
        self.clinic = clinic
        week = ClinicWeek(clinic, week: PlanningFixtures.week)
        problem = RepairProblem(week, absence)
        starts = [0, 1].flatMap { day in
            [9, 10].map { (PlanningFixtures.week + day, TimeOfDay(minutes: $0 * 60)) }
        }
    }

    /// The least week score of a sound repair.
    func total() throws -> Int {
        var after = clinic
        try after.apply(ChangeSet(problem.record))
        var least = Int.max
        try settle(0, after, &least)
        return least
    }

    static func room(of patient: PatientID) -> RoomID { patient == "p0" ? "r1" : "r2" }

    private func settle(_ f: Int, _ clinic: Clinic, _ least: inout Int) throws {
        guard f < problem.freed.count else {
            try place(0, clinic, &least)
            return
        }
        let session = week.sessions[problem.freed[f].place]
        func go(_ change: (inout Clinic) -> Void) throws {
            var next = clinic
            change(&next)
            try settle(f + 1, next, &least)
        }
        switch session.reference {
        case .single(let id):
            guard let n = clinic.sessions.firstIndex(where: { $0.id == id }) else { return }
            try go { _ in }
            try go { $0.sessions[n].status = .cancelled }
            for s in starts {
                for t in clinic.therapists {
                    try go {
                        $0.sessions[n].date = s.date
                        $0.sessions[n].start = s.start
                        $0.sessions[n].therapists = [t.id]
                        $0.sessions[n].room = Self.room(of: session.patients[0])
                    }
                }
            }
        case .occurrence(let id, let date):
            guard let n = clinic.series.firstIndex(where: { $0.id == id }) else { return }
            func except(_ kind: OccurrenceException.Kind, excusing: Bool) throws {
                try go { next in
                    next.series[n].exceptions.append(OccurrenceException(date: date, kind: kind))
                    if excusing { excuse(f, session.reference, &next) }
                }
            }
            try go { excuse(f, session.reference, &$0) }
            try except(.cancelled, excusing: false)
            for s in starts {
                for t in clinic.therapists {
                    let to = OccurrenceException.Replacement(
                        date: s.date, start: s.start, room: "r0", therapists: [t.id])
                    let from = Int(s.date.dayNumber) * 1440 + Int(s.start.minutes) - week.origin
                    try except(
                        .changed(to), excusing: problem.isAway(from: from, to: from + session.minutes))
                }
            }
        }
    }
    private func excuse(_ f: Int, _ session: SessionReference, _ clinic: inout Clinic) {
        for p in problem.freed[f].absent {
            clinic.attendance.append(
                Attendance(session: session, patient: clinic.patients[p].id, status: .excused))
        }
    }

    /// Guests and new hours of the patients hit, one need after the other.
    private func place(_ n: Int, _ clinic: Clinic, _ least: inout Int) throws {
        let services: [ServiceID] = ["group", "hour"]
        guard n < problem.hitPatients.count * services.count else {
            judge(clinic, &least)
            return
        }
        let p = clinic.patients[problem.hitPatients[n / services.count]]
        let service = services[n % services.count]
        try place(n + 1, clinic, &least)
        let now = ClinicWeek(clinic, week: week.week)
        func have(_ w: ClinicWeek) -> Int { w.sessions(of: p.id).count { $0.service == service } }
        let need = p.plan?.needs.first { $0.service == service }?.count ?? 0
        let most = max(have(week), need)
        if have(now) >= most { return }
        if service == "hour" {
            for s in starts {
                for t in clinic.therapists {
                    var next = clinic
                    next.sessions.append(
                        Session(
                            id: SessionID("new-\(p.id)"), service: "hour", date: s.date, start: s.start,
                            room: Self.room(of: p.id), therapists: [t.id], patients: [p.id]))
                    try place(n + 1, next, &least)
                }
            }
            return
        }
        let groups = now.sessions.filter { $0.service == service && !$0.patients.contains(p.id) }
        for bits in 1..<(1 << groups.count) where bits.nonzeroBitCount <= most - have(now) {
            var next = clinic
            for (i, g) in groups.enumerated() where bits >> i & 1 == 1 {
                guard case .occurrence(let id, let date) = g.reference,
                    let x = next.series.firstIndex(where: { $0.id == id })
                else { continue }
                next.series[x].enrollments.append(Enrollment(patient: p.id, joined: date, left: date))
            }
            try place(n + 1, next, &least)
        }
    }

    private func judge(_ clinic: Clinic, _ least: inout Int) {
        let done = ClinicWeek(clinic, week: week.week)
        let total = done.score(before: week).total
        if total >= least { return }
        if RuleBook.new(done.violations, since: week.violations).isEmpty { least = total }
    }
}
