internal import ClinicModel

/// A place that a patient may take: an hour of the patient's own, or a guest's seat.
struct RepairPick {
    /// Without a room.
    var sitting: Sitting
    /// Its place among the patient's services.
    var line: Int
    /// Points of the place by itself, less what `change` gives back for standing where a session stood.
    var points: Int
    /// Who may lead it, all alike in points; empty for a seat.
    var teams: [[Int]]
    /// −1: an hour of its own.
    var host = -1
    /// The freed session that stays as it is; −1: none.
    var kept = -1
    /// Of a seat in a freed group: the group, which has to be held just then; −1: none.
    var group = -1
}

/// Sessions of one service in a patient's week, as far as they may change.
struct RepairLine {
    var service: Int
    /// Of them that stand.
    var fixed: Int
    /// Never more than this many: as many as there were, or the plan needs.
    var cap: Int
    /// Points by how many are placed beside what stands: unmet, and `change` if none of them stands where one
    /// stood.
    var points: [Int]
    /// Where the freed ones stood.
    var old: [(start: Int, team: [Int])]
    /// By day: how many may be placed.
    var room: [Int]
}

/// A session of a group as one patient meets it.
struct RepairMeeting: Hashable {
    var group: Int
    var start: Int
    /// 20, 10 or 0 points of `change` given back.
    var bonus: Int
    /// It stays as it is.
    var isKept: Bool
}

/// A freed group at a start, with seats for guests.
struct RepairOffer: Hashable {
    var group: Int
    var start: Int
}

/// One patient's part in a repair: every set of places that the patient's own times allow, and its points.
final class RepairPatient {
    let patient: Int
    let problem: RepairProblem
    let isActive: Bool
    let lines: [RepairLine]
    private(set) var picks: [RepairPick] = []
    /// By day and line: places in `picks`, the cheapest first.
    private var daily: [[[Int]]] = []
    /// The same without dearer teams at the same time.
    private var leanest: [[[Int]]] = []
    let load: DayShapes
    let course: Course
    let allowances: [RepairAllowance]
    /// The authorization of days that has the fewest left.
    let scarce: RepairAllowance?
    /// Seats in freed groups.
    private var guest: [Int] = []
    private var sets = 0
    private static let patience = 4_000_000
    let bundledMost: Int
    let bundledFixed: Int
    private var tables: [TableKey: DayTable] = [:]
    private var masks: [(service: Int, minutes: Int, starts: WeekMask)] = []
    /// Something of this patient's week can't be said in these terms; then nothing is proved.
    private(set) var isPartial = false

    private struct TableKey: Hashable {
        var day: Int
        var meetings: [RepairMeeting]
        /// Places in `picks` of seats in freed groups that are to be had.
        var offered: [Int]
    }
    /// The least points of one day by which lines have a place on it, whether it is a paid day, and whether it
    /// is one more day of the scarcest authorization of days.
    struct DayTable {
        var entries: [(mask: Int, isPaid: Bool, usesDay: Bool, points: Int)] = []
    }

    init(
        _ p: Int, in problem: RepairProblem, style: RepairStyle, openings: (Int, Int) -> RepairOpenings
    ) {
        patient = p
        self.problem = problem
        let rest = problem.rest
        course = rest.courses.of[p]
        isActive = course.isActive
        let shapes = DayShapes(p, .wholeWeek, in: rest)
        load = shapes
        let isHit = problem.hitPatients.contains(p)
        let lines = Self.lines(p, isHit: isHit && style.meetsNeeds, in: problem)
        self.lines = lines
        bundledFixed = shapes.bundledMinutes
        let weekBefore = DayShapes(p, .wholeWeek, in: problem.before)
        bundledMost = max(course.mostMinutes, weekBefore.bundledMinutes)
        let allowances = rest.allowances.of.range(p).map { RepairAllowance($0, p, lines, in: problem) }
        self.allowances = allowances
        scarce = allowances.filter { $0.unit == .day }.min { $0.left < $1.left }
        let stood = problem.freed.filter { $0.patients.contains(p) }.map { problem.before.sittings[$0.place] }
        for (n, s) in stood.enumerated() {
            for o in stood[..<n] where o.start < s.end && s.start < o.end { isPartial = true }
        }
        if lines.contains(where: { $0.room.contains { $0 > 1 } }) { isPartial = true }
        addKept()
        if isHit {
            addHours(openings, style)
            if style.movesPatients { addSeats() }
        }
    }
    /// Adds seats in the groups freed, once it is known where these may go.
    func finish(_ groups: [RepairGroup], style: RepairStyle) {
        if style.movesPatients, problem.hitPatients.contains(patient) {
            for g in groups where g.host >= 0 && !g.patients.contains(patient) { addSeats(g) }
        }
        guest = picks.indices.filter { picks[$0].group >= 0 }
        daily = (0..<7).map { day in
            lines.indices.map { line in
                picks.indices.filter { picks[$0].line == line && picks[$0].sitting.day == day }
                    .sorted { (picks[$0].points, $0) < (picks[$1].points, $1) }
            }
        }
        leanest = daily.map {
            $0.map { list in list.indices.filter { isLeanest($0, in: list) }.map { list[$0] } }
        }
    }
    /// Dearer teams at the same time add nothing where only the least is wanted.
    private func isLeanest(_ n: Int, in list: [Int]) -> Bool {
        let s = picks[list[n]].sitting
        return picks[list[n]].host >= 0
            || !list[..<n].contains {
                picks[$0].host < 0 && picks[$0].sitting.start == s.start && picks[$0].sitting.end == s.end
            }
    }

    private static func lines(_ p: Int, isHit: Bool, in problem: RepairProblem) -> [RepairLine] {
        let before = problem.before
        let rest = problem.rest
        var services: [Int] = []
        for f in problem.freed where f.patients.contains(p) {
            let k = before.sittings[f.place].service
            if !services.contains(k) { services.append(k) }
        }
        let needs = rest.courses.needs[p]
        if isHit, rest.courses.of[p].isActive {
            for n in needs where !services.contains(n.service) {
                let have = rest.ofPatient[p].count { rest.sittings[$0].service == n.service }
                if have < n.count { services.append(n.service) }
            }
        }
        return services.map { k in
            let fixed = rest.ofPatient[p].count { rest.sittings[$0].service == k }
            let had = before.ofPatient[p].count { before.sittings[$0].service == k }
            let need = needs.first { $0.service == k }?.count ?? 0
            let freed = had - fixed
            let cap = max(had, need)
            let isActive = rest.courses.of[p].isActive
            let minutes = rest.clinic.services[k].minutes
            let points = (0...max(0, cap - fixed)).map { n in
                isActive
                    ? max(0, need - fixed - n) * minutes * Points.unmetMinute
                        + Points.lost * max(0, freed - n) + Points.retimed * min(freed, n) : 0
            }
            let old = problem.freed.filter {
                $0.patients.contains(p) && before.sittings[$0.place].service == k
            }.map { (before.sittings[$0.place].start, before.rosters[$0.place].therapists) }
            let room = (0..<7).map { day in
                let stood = before.ofPatient[p].count {
                    before.sittings[$0].service == k && before.sittings[$0].day == day
                }
                let stands = rest.ofPatient[p].count {
                    rest.sittings[$0].service == k && rest.sittings[$0].day == day
                }
                return max(1, stood) - stands
            }
            return RepairLine(service: k, fixed: fixed, cap: cap, points: points, old: old, room: room)
        }
    }

    // MARK: Places

    /// Points of a session at a time, who leads it left out.
    private func points(_ s: Sitting) -> Int {
        guard isActive else { return 0 }
        let rest = problem.rest
        var out = 0
        if course.hasWishes, !rest.times.prefers.contains(patient, s.start, s.end) {
            out += Points.preference
        }
        if s.series >= 0,
            !rest.ofPatient[patient].contains(where: { rest.sittings[$0].series == s.series })
        {
            out += rest.later(patient, in: s.series) { rest.isEnrolled(patient, in: s.series, on: $0) }
        }
        return out
    }
    private func continuity(_ team: [Int], service: Int) -> Int {
        guard isActive, !problem.clinic.services[service].isGroup else { return 0 }
        return team.reduce(Points.stranger) { min($0, problem.rest.continuity(patient, therapist: $1)) }
    }
    /// What `change` gives back when a session of the line stands at a time with a team.
    func bonus(_ line: Int, _ start: Int, _ team: [Int]) -> Int {
        guard isActive, let old = lines[line].old.first(where: { $0.start == start }) else { return 0 }
        return Set(old.team) == Set(team) ? Points.retimed : Points.retimed - Points.restaffed
    }
    func line(of service: Int) -> Int? { lines.firstIndex { $0.service == service } }

    /// Freed sessions of this patient alone, where they stand.
    private func addKept() {
        for (f, freed) in problem.freed.enumerated()
        where problem.isOwn(f) && freed.patients == [patient] && freed.absent.isEmpty && !freed.mustChange {
            guard let line = line(of: problem.before.sittings[freed.place].service) else { continue }
            var s = problem.before.sittings[freed.place]
            s.isOnTrial = true
            let team = problem.before.rosters[freed.place].therapists
            add(
                RepairPick(
                    sitting: s, line: line,
                    points: points(s) + continuity(team, service: s.service) - bonus(line, s.start, team),
                    teams: [team], kept: f))
        }
    }
    /// Hours of the patient's own: where a freed one may go, where a new one may be.
    private func addHours(_ openings: (Int, Int) -> RepairOpenings, _ style: RepairStyle) {
        let clinic = problem.clinic
        for (l, line) in lines.enumerated() where !clinic.services[line.service].isGroup {
            var lengths = [clinic.services[line.service].minutes]
            for (f, freed) in problem.freed.enumerated()
            where problem.isOwn(f) && freed.patients == [patient]
                && problem.before.sittings[freed.place].service == line.service
                && !lengths.contains(freed.minutes)
            {
                lengths.append(freed.minutes)
            }
            if lengths.count > 1 { isPartial = true }
            for minutes in lengths { addHours(l, line, openings(line.service, minutes), style) }
        }
    }
    private func addHours(_ l: Int, _ line: RepairLine, _ places: RepairOpenings, _ style: RepairStyle) {
        var fits = places.possible
        fits.formIntersection(free(line.service, places.minutes))
        fits.forEachMinute { start in
            guard line.room[start / 1440] > 0,
                style.movesPatients || line.old.contains(where: { $0.start == start })
            else { return }
            let s = places.sitting(at: start, series: -1, in: problem.clinic)
            guard isAuthorized(s.service, s.day) else { return }
            let own = points(s)
            let teams = places.teams(at: start, most: 400)
            if teams.count == 400 { isPartial = true }
            var classes: [(points: Int, teams: [[Int]])] = []
            for team in teams
            where !style.keepsTherapists || line.old.contains(where: { Set($0.team) == Set(team) }) {
                let cost = own + continuity(team, service: line.service) - bonus(l, start, team)
                if let i = classes.firstIndex(where: { $0.points == cost }) {
                    classes[i].teams.append(team)
                } else {
                    classes.append((cost, [team]))
                }
            }
            for c in classes { add(RepairPick(sitting: s, line: l, points: c.points, teams: c.teams)) }
        }
    }
    /// Seats in the week's groups, those freed left out: they depend on where these go.
    private func addSeats() {
        let rest = problem.rest
        for (h, host) in problem.hosts.enumerated() where host.standing >= 0 {
            let s = rest.sittings[host.standing]
            guard let l = line(of: s.service), mayBeGuest(h, s) else { continue }
            let roster = rest.rosters[host.standing]
            let seats = rest.seats(service: s.service, room: s.takenRoom)
            if roster.patients.contains(patient) || roster.patients.count >= seats { continue }
            if rest.courses.apart[patient].contains(where: { roster.patients.contains($0) }) { continue }
            var own = points(s) + continuity(roster.therapists, service: s.service)
            own -= bonus(l, s.start, roster.therapists)
            // Enough guests save a group that is below its least; each brings a part of that, rounded up.
            let least = rest.clinic.services[s.service].leastPatients
            if isActiveCredit(roster.patients.count, least) {
                own -= Self.credit(having: roster.patients.count, least: least)
            }
            var sitting = s
            sitting.isOnTrial = true
            add(RepairPick(sitting: sitting, line: l, points: own, teams: [], host: h))
        }
    }
    /// Seats in a freed group, wherever it may go.
    private func addSeats(_ g: RepairGroup) {
        guard let l = line(of: g.service) else { return }
        var starts: [Int] = []
        for o in g.options where o.start >= 0 && !starts.contains(o.start) {
            let s = problem.sitting(ofGroup: g.freed, at: o.start)
            guard o.attending.count < problem.clinic.services[g.service].mostPatients, mayBeGuest(g.host, s),
                problem.mayMeet(o.attending + [patient])
            else { continue }
            starts.append(o.start)
            var own = points(s) + continuity([], service: s.service)
            if lines[l].old.contains(where: { $0.start == o.start }) {
                own -= bonus(l, o.start, [])
                isPartial = true
            }
            let least = problem.clinic.services[g.service].leastPatients
            if isActiveCredit(o.attending.count, least) {
                own -= Self.credit(having: o.attending.count, least: least)
            }
            var sitting = s
            sitting.isOnTrial = true
            add(RepairPick(sitting: sitting, line: l, points: own, teams: [], host: g.host, group: g.freed))
        }
    }
    private func isActiveCredit(_ have: Int, _ least: Int) -> Bool { have > 0 && have < least }
    static func credit(having have: Int, least: Int) -> Int {
        (Points.underfilled + least - have - 1) / (least - have)
    }
    /// Whether the patient's own times and the group's population allow a seat in a host held as `s` says.
    func mayBeGuest(_ h: Int, _ s: Sitting) -> Bool {
        let rest = problem.rest
        if rest.absentees.isAbsent(problem.clinic.patients[patient].id, from: problem.hosts[h].reference) {
            return false
        }
        guard let l = line(of: s.service), lines[l].room[s.day] > 0, isAuthorized(s.service, s.day) else {
            return false
        }
        return problem.admits(patient, toSeries: s.series)
            && free(s.service, s.minutes).contains(minute: s.start)
    }
    /// Starts at which the patient's own times and what stands allow a session.
    func free(_ service: Int, _ minutes: Int) -> WeekMask {
        if let known = masks.first(where: { $0.service == service && $0.minutes == minutes }) {
            return known.starts
        }
        var out = WeekMask()
        out.insert(from: 0, to: 7 * 1440)
        let blocks = StartBlocks(
            week: problem.rest, patient: patient, service: service, series: -1, minutes: minutes,
            name: Placement.unnamed, lifted: nil)
        for b in blocks.ofPatient(judging: [.active]) { out.subtract(b.starts) }
        masks.append((service, minutes, out))
        return out
    }
    private func isAuthorized(_ service: Int, _ day: Int) -> Bool {
        AuthorizationRule.isDated(patient, service: service, day: day, in: problem.rest)
    }
    private func add(_ pick: RepairPick) { picks.append(pick) }

    // MARK: Groups

    /// A group at a time as a meeting of this patient's.
    func sitting(_ m: RepairMeeting) -> Sitting { problem.sitting(ofGroup: m.group, at: m.start) }
    func points(_ m: RepairMeeting) -> Int { points(sitting(m)) - m.bonus }
    func meeting(_ g: RepairGroup, _ o: GroupOption) -> RepairMeeting {
        let team = o.hasOwnTeam ? problem.before.rosters[g.place].therapists : [-1]
        let l = line(of: g.service) ?? 0
        return RepairMeeting(
            group: g.freed, start: o.start, bonus: bonus(l, o.start, team), isKept: o.kind == .kept)
    }
    /// Whether the patient's own times allow a freed session at a start.
    func canMeet(_ service: Int, _ minutes: Int, at start: Int) -> Bool {
        guard let l = line(of: service) else { return false }
        let day = start / 1440
        return lines[l].room[day] > 0 && isAuthorized(service, day)
            && free(service, minutes).contains(minute: start)
    }

    // MARK: Days

    /// Every set of places on one day, at most one a line, with what the day then costs.
    func forEachSet(
        on day: Int, beside meetings: [RepairMeeting], offered: [Int], cheapestOnly: Bool,
        _ body: (_ mask: Int, _ isPaid: Bool, _ usesDay: Bool, _ points: Int, _ chosen: [Int]) -> Void
    ) {
        var shape = load[day]
        var base = 0
        let usesAlready = meetings.contains { isScarce(sitting($0).service, day) }
        var taken: [Sitting] = []
        var placed = [Int](repeating: 0, count: lines.count)
        for m in meetings {
            let s = sitting(m)
            shape.add(s)
            taken.append(s)
            base += points(m)
            if let l = line(of: s.service) { placed[l] += 1 }
        }
        var chosen: [Int] = []
        func descend(_ l: Int, _ mask: Int, _ points: Int, _ shape: PatientDay, _ uses: Bool) {
            if isPartial || sets > Self.patience {
                isPartial = true
                return
            }
            sets += 1
            if l == lines.count {
                let cost = isActive ? points + shape.points(minimum: course.payerMinimum) : 0
                body(mask, shape.isPaid(minimum: course.payerMinimum), uses, cost, chosen)
                return
            }
            descend(l + 1, mask, points, shape, uses)
            guard lines[l].room[day] > placed[l] else { return }
            for i in (cheapestOnly ? leanest : daily)[day][l] {
                let s = picks[i].sitting
                if picks[i].group >= 0, !offered.contains(i) { continue }
                if taken.contains(where: { $0.start < s.end && s.start < $0.end }) { continue }
                taken.append(s)
                chosen.append(i)
                var next = shape
                next.add(s)
                descend(
                    l + 1, mask | 1 << l, points + picks[i].points, next,
                    uses || isScarce(s.service, day))
                chosen.removeLast()
                taken.removeLast()
            }
        }
        descend(0, 0, base, shape, usesAlready)
    }
    /// Whether a session of a service is one more day of the scarcest authorization of days.
    private func isScarce(_ service: Int, _ day: Int) -> Bool {
        guard let a = scarce, !a.isFixedOn[day], a.days >> UInt8(day) & 1 == 1 else { return false }
        return a.lists(service)
    }
    /// Seats in freed groups on a day that are to be had; nil: all of them.
    func offered(_ day: Int, _ offers: Set<RepairOffer>?) -> [Int] {
        guest.filter { i in
            let x = picks[i]
            guard x.sitting.day == day else { return false }
            return offers?.contains(RepairOffer(group: x.group, start: x.sitting.start)) ?? true
        }
    }
    func table(_ day: Int, _ meetings: [RepairMeeting], _ offered: [Int]) -> DayTable {
        let key = TableKey(day: day, meetings: meetings, offered: offered)
        if let known = tables[key] { return known }
        var best: [Int: Int] = [:]
        forEachSet(on: day, beside: meetings, offered: offered, cheapestOnly: true) {
            mask, isPaid, usesDay, points, _ in
            let key = mask << 2 | (isPaid ? 2 : 0) | (usesDay ? 1 : 0)
            if points < best[key] ?? .max { best[key] = points }
        }
        var out = DayTable()
        for key in best.keys.sorted() {
            out.entries.append((key >> 2, key & 2 != 0, key & 1 != 0, best[key] ?? 0))
        }
        tables[key] = out
        return out
    }
}
