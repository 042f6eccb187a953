internal import ClinicModel

/// A session that a repair may touch: one hit, or an unpinned single session of a patient hit.
struct FreedSession {
    /// Its place in the week before.
    var place: Int
    /// Where the absent one can't be replaced by staying away: it can't stay as it is.
    var mustChange: Bool
    /// Who is in it, absent ones included.
    var patients: [Int]
    /// Those of them who are away at its time, and are excused as long as it stays there.
    var absent: [Int]
    /// The service's length or the session's own, in minutes.
    var minutes: Int
}

/// A session with seats for guests.
struct RepairHost {
    var reference: SessionReference
    /// Its place in `RepairProblem.rest`; −1: it is a freed one.
    var standing: Int
    /// Its place in `RepairProblem.freed`; −1: it stands.
    var freed: Int
}

/// A week with an absence in it: what the repair may touch, and the rest, which stands.
struct RepairProblem {
    let before: ClinicWeek
    let absence: ReportedAbsence
    /// Minute of the week before which nothing is placed.
    let firstMinute: Int
    let from: CivilMoment?
    /// The changes that write the absence down.
    let record: [Change]
    /// The week with the absence written down and every freed session lifted off.
    let rest: ClinicWeek
    /// In order of time.
    let hit: [Int]
    let freed: [FreedSession]
    let hosts: [RepairHost]
    /// Who may get new places, in the clinic's order.
    let hitPatients: [Int]
    /// Who is in a freed session or may get new places, in the clinic's order.
    let affected: [Int]
    /// By therapist: session minutes of what stands, and the most that the week may hold.
    let standingMinutes: [Int]
    let mostMinutes: [Int]

    var reason: Confidential? { absence.reason }
    var clinic: Clinic { before.clinic }

    /// `withOthers`: single sessions still to come that are not hit are freed, too.
    init(
        _ before: ClinicWeek, _ absence: ReportedAbsence, from: CivilMoment? = nil, withOthers: Bool = true
    ) {
        self.before = before
        self.absence = absence
        let firstMinute = from.map { max(0, $0.minutes - before.origin) } ?? 0
        self.firstMinute = firstMinute
        self.from = from
        let clinic = before.clinic
        record = absence.record(in: clinic)
        let hit = absence.hits(in: before)
        self.hit = hit
        var absent = -1
        if case .patient(let id) = absence.subject { absent = before.directory.patients[id] ?? -1 }
        let people = absent >= 0 ? [absent] : hit.flatMap { before.rosters[$0].patients }
        let hitPatients = Set(people).sorted()
        self.hitPatients = hitPatients
        var places = hit
        for p in hitPatients {
            for i in before.ofPatient[p]
            where withOthers && !places.contains(i) && before.sittings[i].start >= firstMinute
                && Self.isLoose(i, in: before)
            {
                places.append(i)
            }
        }
        places.sort()
        freed = places.map { i in
            let isHit = hit.contains(i)
            return FreedSession(
                place: i, mustChange: isHit && absent < 0, patients: before.rosters[i].patients,
                absent: isHit && absent >= 0 ? [absent] : [], minutes: before.sittings[i].minutes)
        }
        affected = Set(hitPatients + places.flatMap { before.rosters[$0].patients }).sorted()
        let rest = Self.rest(before, record, without: places)
        self.rest = rest
        func minutes(_ t: Int, in week: ClinicWeek) -> Int {
            week.ofTherapist[t].reduce(0) { $0 + week.sittings[$1].minutes }
        }
        standingMinutes = clinic.therapists.indices.map { minutes($0, in: rest) }
        mostMinutes = clinic.therapists.indices.map { t in
            clinic.therapists[t].maximumWeeklyMinutes.map { max($0, minutes(t, in: before)) } ?? .max
        }
        var hosts: [RepairHost] = []
        for (i, s) in rest.sessions.enumerated() {
            if case .occurrence(_, let date) = s.reference, rest.contains(date),
                rest.sittings[i].start >= firstMinute
            {
                hosts.append(RepairHost(reference: s.reference, standing: i, freed: -1))
            }
        }
        for (f, i) in places.enumerated() {
            if case .occurrence(_, let date) = before.sessions[i].reference, before.contains(date) {
                hosts.append(RepairHost(reference: before.sessions[i].reference, standing: -1, freed: f))
            }
        }
        self.hosts = hosts
    }

    /// A booked single session that nobody pinned.
    private static func isLoose(_ place: Int, in week: ClinicWeek) -> Bool {
        guard case .single(let id) = week.sessions[place].reference, !week.sessions[place].pinned else {
            return false
        }
        return week.clinic.sessions.contains { $0.id == id && $0.status == .booked }
    }

    private static func rest(_ before: ClinicWeek, _ record: [Change], without places: [Int]) -> ClinicWeek {
        var clinic = before.clinic
        do { try clinic.apply(ChangeSet(record)) } catch {
            preconditionFailure("an absence can always be added: \(error)")
        }
        for i in places {
            switch before.sessions[i].reference {
            case .single(let id):
                guard let n = clinic.sessions.firstIndex(where: { $0.id == id }) else { continue }
                clinic.sessions[n].status = .cancelled
            case .occurrence(let id, let date):
                guard let n = clinic.series.firstIndex(where: { $0.id == id }) else { continue }
                clinic.series[n].exceptions.removeAll { $0.date == date }
                clinic.series[n].exceptions.append(OccurrenceException(date: date, kind: .cancelled))
            }
        }
        return ClinicWeek(CompiledWeek(clinic, week: before.week))
    }

    /// Whether the absence touches a stretch of the week.
    func isAway(from start: Int, to end: Int) -> Bool {
        absence.interval.touches(Interval(before.origin + start, before.origin + end))
    }

    /// The plain record of the absence: everything hit that can't go on is cancelled, who is away is excused.
    func plain() -> RepairPlan {
        RepairPlan(
            fates: freed.map { f in
                f.mustChange || !f.absent.isEmpty && f.patients.count == f.absent.count ? .cancelled : .kept
            })
    }
}
