internal import ClinicModel

/// The week of one patient with everybody else out of it: nobody else's single sessions, every seat free. The
/// series of groups stand, with their rooms and those who lead them.
///
/// What it finds possible leaves out that a therapist's notes or weekly minutes may come between two of the
/// patient's own sessions, and takes the shortest of a service's sessions for all. So it may find too much
/// possible, but never too little: what it rules out is impossible.
struct SolitaryWeek {
    /// Half-open, in minutes of the week.
    private struct Place {
        var start: Int
        var end: Int
    }
    let week: ClinicWeek
    private let patient: PatientID
    /// Places in the clinic's services, and sessions to add of each.
    let services: [Int]
    let missing: [Int]

    /// More needs than these are not looked at.
    private static let most = 10

    /// `standing` holds what can't be changed and nothing else of the patient's.
    init(_ p: Int, missing: [(service: Int, count: Int)], in standing: ClinicWeek) {
        patient = standing.clinic.patients[p].id
        week = ClinicWeek(Self.alone(p, standing.clinic), week: standing.week)
        services = missing.prefix(Self.most).map(\.service)
        self.missing = missing.prefix(Self.most).map { min($0.count, 7) }
    }

    private static func alone(_ p: Int, _ clinic: Clinic) -> Clinic {
        let groups = Set(clinic.services.filter(\.isGroup).map(\.id))
        var out = clinic
        out.patients = [clinic.patients[p]]
        out.patients[0].noContact = []
        let id = out.patients[0].id
        out.series = clinic.series.compactMap { series in
            var mine = series
            mine.enrollments.removeAll { $0.patient != id }
            // Somebody else's weekly hour goes with them; a group stays, and so does what waits for a time.
            let isKept = groups.contains(series.service) || !mine.enrollments.isEmpty || series.slot == nil
            return isKept ? mine : nil
        }
        out.sessions = clinic.sessions.compactMap { session in
            var mine = session
            mine.patients.removeAll { $0 != id }
            return mine.patients.isEmpty && !groups.contains(session.service) ? nil : mine
        }
        out.attendance.removeAll { $0.patient != id }
        out.waitlist = []
        return out
    }
}

extension SolitaryWeek {
    /// Days of the week with a place for the need, each session by itself.
    func days(_ need: Int) -> Int {
        places(need, relaxing: []).count { !$0.isEmpty }
    }
    /// The rules that leave a single session of the need no place.
    func conflict(_ need: Int) -> [RuleName] {
        let service = week.clinic.services[services[need]].id
        return week.why(SuggestionRequest(patient: patient, service: service))?.conflict ?? []
    }

    /// The most valuable sets of sessions that can be had together, `least` of each need among them; nil: not
    /// even these, as far as is known here.
    func most(atLeast least: [Int], worth: [Int]) -> [Int]? {
        var best: (counts: [Int], worth: Int)?
        for counts in reach(relaxing: [], upTo: missing)
        where zip(counts, least).allSatisfy({ $0 >= $1 }) {
            let sum = zip(counts, worth).reduce(0) { $0 + $1.0 * $1.1 }
            if best.map({ sum > $0.worth }) ?? true { best = (counts, sum) }
        }
        return best?.counts
    }
    /// Whether so many sessions of each need can be had together while rules are relaxed.
    func holds(_ counts: [Int], relaxing relaxed: RuleSet) -> Bool {
        reach(relaxing: relaxed, upTo: counts).contains(counts)
    }

    /// By day: the places of a need, each tried by itself beside what can't be changed.
    private func places(_ need: Int, relaxing relaxed: RuleSet) -> [[Place]] {
        let k = services[need]
        let service = week.clinic.services[k]
        var out = [[Place]](repeating: [], count: 7)
        func add(_ mask: WeekMask, _ minutes: Int) {
            mask.forEachMinute { out[$0 / 1440].append(Place(start: $0, end: $0 + minutes)) }
        }
        func starts(_ space: SoloSpace) -> WeekMask {
            space.fitting(
                space.leading(relaxing: relaxed), space.housing(relaxing: relaxed), relaxing: relaxed)
        }
        let request = SuggestionRequest(patient: patient, service: service.id)
        if !service.isGroup, let space = SoloSpace(request, in: week) { add(starts(space), service.minutes) }
        if let search = GroupSearch(request, in: week) {
            for seat in search.seats where relaxed.isSuperset(of: seat.broken) {
                let s = seat.trial.sitting
                guard case .occurrence(_, let pattern) = week.sessions[s.place].reference,
                    pattern >= week.week,
                    !week.absentees.isAbsent(patient, from: week.sessions[s.place].reference)
                else { continue }
                out[s.day].append(Place(start: s.start, end: s.end))
            }
        }
        for (i, series) in week.clinic.series.enumerated()
        where series.slot == nil && !series.pinned && series.service == service.id {
            let minutes = series.minutes ?? service.minutes
            if let space = SoloSpace(request, series: i, minutes: minutes, in: week) {
                add(starts(space), minutes)
            }
        }
        return out.map { $0.sorted { ($0.start, $0.end) < ($1.start, $1.end) } }
    }
}

/// Something that sessions use up.
private struct Budget {
    /// At most so much; more than the week can use up is no limit.
    var limit: Int
    /// By need: what a session uses.
    var use: [Int]
    /// By day: whether sessions of that day use any.
    var days: [Bool]
    /// However many sessions a day holds, they use 1.
    var isByDay: Bool

    func used(by chosen: Int, on day: Int) -> Int {
        if !days[day] { return 0 }
        var sum = 0
        for i in use.indices where chosen >> i & 1 == 1 { sum += use[i] }
        return isByDay ? min(1, sum) : sum
    }
}

extension SolitaryWeek {
    /// Every combination of sessions that can be had together, day by day: of each day the sets of needs that
    /// have places beside one another, and in all no more than weekly hours and authorizations bear.
    private func reach(relaxing relaxed: RuleSet, upTo limits: [Int]) -> [[Int]] {
        var states = [[Int](repeating: 0, count: services.count)]
        let budgets = budgets(relaxing: relaxed)
        // Behind the counts: what is used of each budget.
        states[0] += budgets.map { _ in 0 }
        let byNeed = services.indices.map { places($0, relaxing: relaxed) }
        for day in 0..<7 {
            let sets = sets(byNeed.map { $0[day] }, among: limits)
            var next: [[Int]] = []
            for state in states {
                for chosen in sets {
                    var after = state
                    for i in services.indices where chosen >> i & 1 == 1 { after[i] += 1 }
                    var fits = services.indices.allSatisfy { after[$0] <= limits[$0] }
                    for (i, budget) in budgets.enumerated() where fits {
                        after[services.count + i] += budget.used(by: chosen, on: day)
                        fits = after[services.count + i] <= budget.limit
                    }
                    if fits { next.append(after) }
                }
            }
            states = next.sorted { $0.lexicographicallyPrecedes($1) }.unrepeated
        }
        return states.map { Array($0.prefix(services.count)) }.unrepeated
    }

    /// The sets of needs, as bits, that have places on a day of which none overlap. Of a set with one of its
    /// needs last, the others end as early as they can.
    private func sets(_ places: [[Place]], among limits: [Int]) -> [Int] {
        var ends = [Int?](repeating: nil, count: 1 << places.count)
        ends[0] = 0
        for chosen in 1..<ends.count {
            for i in places.indices where chosen >> i & 1 == 1 && limits[i] > 0 {
                guard let free = ends[chosen ^ 1 << i] else { continue }
                for p in places[i] where p.start >= free {
                    ends[chosen] = min(ends[chosen] ?? .max, p.end)
                }
            }
        }
        return ends.indices.filter { ends[$0] != nil }
    }

    private func budgets(relaxing relaxed: RuleSet) -> [Budget] {
        let clinic = week.clinic
        var out: [Budget] = []
        let minutes = services.map { k in
            clinic.series.filter { $0.service == clinic.services[k].id }.compactMap(\.minutes)
                .reduce(clinic.services[k].minutes, min)
        }
        let course = week.courses.of[0]
        if !relaxed.contains(.weeklyMaximum), course.mostMinutes < .max {
            let spent = week.standing(of: patient).bundledMinutes
            out.append(
                Budget(
                    limit: max(0, course.mostMinutes - spent),
                    use: services.indices.map { clinic.services[services[$0]].bundled ? minutes[$0] : 0 },
                    days: .init(repeating: true, count: 7), isByDay: false))
        }
        if relaxed.contains(.authorization) { return out }
        for a in week.allowances.of.range(0) {
            let allowance = week.allowances.of.values[a]
            let spent = AuthorizationRule.units(a, 0, .wholeWeek, in: week).spent
            let taken = week.ofPatient[0].filter { week.allowances.lists(a, week.sittings[$0].service) }
            out.append(
                Budget(
                    limit: max(0, allowance.granted - spent),
                    use: services.indices.map { i in
                        guard week.allowances.lists(a, services[i]) else { return 0 }
                        return allowance.unit == .minute ? minutes[i] : 1
                    },
                    days: (0..<7).map { day in
                        allowance.covers(day)
                            && !(allowance.unit == .day
                                && taken.contains { week.sittings[$0].day == day })
                    },
                    isByDay: allowance.unit == .day))
        }
        return out
    }
}

extension Array where Element: Equatable {
    /// Without what repeats the one before it.
    fileprivate var unrepeated: Self {
        var out: Self = []
        for x in self where out.last != x { out.append(x) }
        return out
    }
}
