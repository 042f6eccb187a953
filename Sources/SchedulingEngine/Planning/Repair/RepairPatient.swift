internal import ClinicModel

/// One patient's part in a repair: every set of places that the patient's own times allow, and its points.
final class RepairPatient {
    let patient: Int
    let problem: RepairProblem
    private let barred: Set<RepairWay>
    let isActive: Bool
    let lines: [RepairLine]
    /// States times sets of lines that an outlook works through at most, days aside.
    let work: Int
    /// The lines are too many to work out a week: there is none then but the plain record's.
    private(set) var isTooMuch = false
    private(set) var picks: [RepairPick] = []
    /// By day and line: places in `picks`, the cheapest first.
    private(set) var daily: [[[Int]]] = []
    /// The same without dearer teams at the same time.
    private(set) var leanest: [[[Int]]] = []
    let load: DayShapes
    let course: Course
    let allowances: [RepairAllowance]
    /// The authorization of days that has the fewest left.
    let scarce: RepairAllowance?
    /// Seats in freed groups.
    private var guest: [Int] = []
    var sets = 0
    static let patience = 4_000_000
    let bundledMost: Int
    let bundledFixed: Int
    private var tables: [TableKey: DayTable] = [:]
    private var masks: [(service: Int, minutes: Int, starts: WeekMask)] = []
    /// Something of this patient's week can't be said in these terms; then nothing is proved.
    var isPartial = false

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
        _ p: Int, in problem: RepairProblem, style: RepairStyle, barring barred: Set<RepairWay>,
        openings: (Int, Int) -> RepairOpenings
    ) {
        patient = p
        self.problem = problem
        self.barred = barred
        let rest = problem.rest
        course = rest.courses.of[p]
        isActive = course.isActive
        let shapes = DayShapes(p, .wholeWeek, in: rest)
        load = shapes
        let isHit = problem.hitPatients.contains(p)
        let all = Self.lines(p, isHit: isHit && style.meetsNeeds, in: problem)
        let lines = Self.bounded(all)
        self.lines = lines
        work = Self.work(lines)
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
        isTooMuch = work > Self.mostWork
        if isTooMuch || zip(lines, all).contains(where: { $0.cap < $1.cap }) || lines.count < all.count {
            isPartial = true
        }
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
            let room = (0..<7).map { day in
                let stood = before.ofPatient[p].count {
                    before.sittings[$0].service == k && before.sittings[$0].day == day
                }
                let stands = rest.ofPatient[p].count {
                    rest.sittings[$0].service == k && rest.sittings[$0].day == day
                }
                return max(1, stood) - stands
            }
            let cap = min(max(had, need), fixed + room.reduce(0) { $0 + max(0, $1) })
            let isActive = rest.courses.of[p].isActive
            let minutes = rest.clinic.services[k].minutes
            let points = (0...max(0, cap - fixed)).map { n in
                isActive
                    ? Points.unmet(max(0, need - fixed - n), of: minutes)
                        + Points.lost * max(0, freed - n) + Points.retimed * min(freed, n) : 0
            }
            let old = problem.freed.filter {
                $0.patients.contains(p) && before.sittings[$0.place].service == k
            }.map { (before.sittings[$0.place].start, before.rosters[$0.place].therapists) }
            return RepairLine(service: k, fixed: fixed, cap: cap, points: points, old: old, room: room)
        }
    }

    private static let mostWork = 1 << 18
    /// Counts of sessions that the lines may come to, times the sets of them that a day may hold.
    private static func work(_ lines: [RepairLine]) -> Int {
        lines.reduce(1) { min(mostWork, $0) * 2 * (max(0, $1.cap - $1.fixed) + 1) }
    }
    /// As many of the lines as a week can be worked out with: needs that nothing was freed of are left as they
    /// are, the last first, then nobody gets more than was freed.
    private static func bounded(_ all: [RepairLine]) -> [RepairLine] {
        var lines = all
        while work(lines) > mostWork, let i = lines.lastIndex(where: { $0.old.isEmpty }) {
            lines.remove(at: i)
        }
        for i in lines.indices.reversed() where work(lines) > mostWork {
            lines[i].cap = min(lines[i].cap, lines[i].fixed + lines[i].old.count)
        }
        return lines
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
    func add(_ pick: RepairPick) {
        if let allowed = barred.allowed(pick, for: patient) { picks.append(allowed) }
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
