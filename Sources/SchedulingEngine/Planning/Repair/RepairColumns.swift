internal import ClinicModel

/// An authorization in a repair: what is left of it beside what stands.
struct RepairAllowance {
    let unit: Authorization.Unit
    /// Bit d: the week's day d lies within it.
    let days: UInt8
    /// Days, sessions or minutes that may be placed.
    let left: Int
    /// By day: a session that stands uses it.
    let isFixedOn: [Bool]
    private let listed: [Int]

    init(_ a: Int, _ p: Int, _ lines: [RepairLine], in problem: RepairProblem) {
        let rest = problem.rest
        let allowance = rest.allowances.of.values[a]
        unit = allowance.unit
        var days: UInt8 = 0
        for d in 0..<7 where allowance.covers(d) { days |= 1 << UInt8(d) }
        self.days = days
        listed = lines.map(\.service).filter { rest.allowances.lists(a, $0) }
        let (used, _) = AuthorizationRule.units(a, p, .wholeWeek, in: rest)
        let before = AuthorizationRule.units(a, p, .wholeWeek, in: problem.before)
        // What stood above the limit before may stay there.
        let limit = before.isInWeek ? max(allowance.granted, before.spent) : allowance.granted
        left = limit - used
        isFixedOn = (0..<7).map { d in
            rest.ofPatient[p].contains {
                rest.sittings[$0].day == d && rest.allowances.lists(a, rest.sittings[$0].service)
            }
        }
    }
    func lists(_ service: Int) -> Bool { listed.contains(service) }
    var isAllWeek: Bool { days == 0x7F }

    /// Whether it bears these sessions beside what stands.
    func bears(_ sessions: [Sitting]) -> Bool {
        var onDays: UInt8 = 0
        var count = 0
        var minutes = 0
        for s in sessions where lists(s.service) && days >> UInt8(s.day) & 1 == 1 {
            if !isFixedOn[s.day] { onDays |= 1 << UInt8(s.day) }
            count += 1
            minutes += s.minutes
        }
        if count == 0 { return true }
        return switch unit {
        case .day: onDays.nonzeroBitCount <= left
        case .session: count <= left
        case .minute: minutes <= left
        }
    }
}

/// A set of places for one patient's week.
struct RepairColumn {
    var points: Int
    /// Places in the patient's `picks`.
    var picks: [Int]
}

extension RepairPatient {
    /// What one patient's days may come to, once the groups are settled.
    struct Outlook {
        fileprivate var meetings: [[RepairMeeting]]
        fileprivate var offered: [[Int]]
        fileprivate var tables: [DayTable]
        fileprivate var radix: [Int]
        fileprivate var paidStep: Int
        fileprivate var paidMost: Int
        fileprivate var usedStep: Int
        fileprivate var usedMost: Int
        /// By day (seven: the end) and state: the least points from there on.
        fileprivate var toGo: [[Int]]
        fileprivate var start: Int
        fileprivate static let impossible = Outlook(
            meetings: [], offered: [], tables: [], radix: [], paidStep: 1, paidMost: 0, usedStep: 1,
            usedMost: 0,
            toGo: [[RepairPatient.never]], start: 0)
        /// The least points that the week can come to; `RepairPatient.never` when it can't be.
        var least: Int { toGo[0][start] }
    }
    /// More than any week costs, and little enough to add up.
    static let never = 1 << 40

    /// Settles the groups and works out the least points of the rest, others' wishes left out of account.
    /// `offers`: groups freed that are held, with seats; nil: wherever they might be held.
    func outlook(_ all: [RepairMeeting], offers: Set<RepairOffer>?) -> Outlook {
        if isTooMuch { return Outlook.impossible }
        var meetings = [[RepairMeeting]](repeating: [], count: 7)
        var placed = [Int](repeating: 0, count: lines.count)
        for m in all {
            let s = sitting(m)
            meetings[s.day].append(m)
            if let l = line(of: s.service) { placed[l] += 1 }
        }
        guard meetings.allSatisfy({ mayMeet($0) }) else { return Outlook.impossible }
        let offered = (0..<7).map { self.offered($0, offers) }
        let tables = (0..<7).map { table($0, meetings[$0], offered[$0]) }
        var radix: [Int] = []
        var size = 1
        for l in lines.indices {
            radix.append(size)
            size *= max(1, lines[l].cap - lines[l].fixed + 1)
        }
        let paidStep = size
        let paidMost = isActive ? max(0, min(7, course.minimumDays)) : 0
        size *= paidMost + 1
        let usedStep = size
        let usedMost = scarce.map { max(0, min(7, $0.left)) } ?? 0
        size *= usedMost + 1
        var toGo = [[Int]](repeating: [Int](repeating: Self.never, count: size), count: 8)
        var out = Outlook(
            meetings: meetings, offered: offered, tables: tables, radix: radix, paidStep: paidStep,
            paidMost: paidMost,
            usedStep: usedStep, usedMost: usedMost, toGo: [], start: 0)
        for l in lines.indices {
            if placed[l] > lines[l].cap - lines[l].fixed {
                out.toGo = toGo
                return out
            }
            out.start += placed[l] * radix[l]
        }
        for state in 0..<size { toGo[7][state] = ending(state, out) }
        for d in (0..<7).reversed() {
            for state in 0..<size {
                var best = Self.never
                for e in tables[d].entries {
                    guard let next = step(state, e.mask, e.isPaid, e.usesDay, out) else { continue }
                    let sum = e.points + toGo[d + 1][next]
                    if sum < best { best = sum }
                }
                toGo[d][state] = best
            }
        }
        out.toGo = toGo
        return out
    }

    /// Whether groups leave each other room on one day. What stood together before may stay.
    private func mayMeet(_ meetings: [RepairMeeting]) -> Bool {
        for (n, m) in meetings.enumerated() {
            let s = sitting(m)
            for other in meetings[..<n] {
                let o = sitting(other)
                if m.isKept, other.isKept { continue }
                if o.start < s.end && s.start < o.end || o.service == s.service { return false }
            }
        }
        return true
    }

    private func step(_ state: Int, _ mask: Int, _ isPaid: Bool, _ usesDay: Bool, _ o: Outlook) -> Int? {
        var next = state
        if mask != 0 {
            for l in lines.indices where mask >> l & 1 == 1 {
                let most = lines[l].cap - lines[l].fixed
                if state / o.radix[l] % (most + 1) == most { return nil }
                next += o.radix[l]
            }
        }
        if isPaid, state / o.paidStep % (o.paidMost + 1) < o.paidMost { next += o.paidStep }
        if usesDay {
            if state / o.usedStep % (o.usedMost + 1) == o.usedMost { return nil }
            next += o.usedStep
        }
        return next
    }
    /// Points that counts alone decide, or never when hours or authorizations do not bear so many.
    private func ending(_ state: Int, _ o: Outlook) -> Int {
        var sum = 0
        var bundled = bundledFixed
        var sessions = [Int](repeating: 0, count: lines.count)
        for l in lines.indices {
            let n = state / o.radix[l] % (lines[l].cap - lines[l].fixed + 1)
            sum += lines[l].points[n]
            sessions[l] = n
            let service = problem.clinic.services[lines[l].service]
            if service.bundled { bundled += n * shortest(l) }
        }
        if bundled > bundledMost, bundled > bundledFixed { return Self.never }
        for a in allowances where a.isAllWeek && a.unit != .day {
            var used = 0
            for l in lines.indices where a.lists(lines[l].service) {
                used += sessions[l] * (a.unit == .minute ? shortest(l) : 1)
            }
            if used > 0, used > a.left { return Self.never }
        }
        let paid = state / o.paidStep % (o.paidMost + 1)
        return sum + (isActive ? Points.missingDay * max(0, course.minimumDays - paid) : 0)
    }
    /// Minutes of the line's shortest session.
    private func shortest(_ l: Int) -> Int {
        var least = problem.clinic.services[lines[l].service].minutes
        for f in problem.freed where problem.before.sittings[f.place].service == lines[l].service {
            least = min(least, f.minutes)
        }
        return least
    }

    /// Every set of places that costs at most so much, the cheapest first; nil when there are more than `most`.
    func columns(_ o: Outlook, upTo limit: Int, most: Int) -> [RepairColumn]? {
        guard o.least <= limit else { return [] }
        let slack = limit - o.least
        struct Choice {
            var mask: Int
            var isPaid: Bool
            var usesDay: Bool
            var points: Int
            var picks: [Int]
        }
        var days: [[Choice]] = []
        var tooMany = false
        for d in 0..<7 {
            var list: [Choice] = []
            let entries = o.tables[d].entries
            forEachSet(on: d, beside: o.meetings[d], offered: o.offered[d], cheapestOnly: false) {
                mask, isPaid, uses, points, picks in
                guard list.count < most else {
                    tooMany = true
                    return
                }
                guard
                    let least = entries.first(where: {
                        $0.mask == mask && $0.isPaid == isPaid && $0.usesDay == uses
                    }), points <= least.points + slack
                else { return }
                list.append(
                    Choice(mask: mask, isPaid: isPaid, usesDay: uses, points: points, picks: picks))
            }
            days.append(list)
        }
        if tooMany { return nil }
        var out: [RepairColumn] = []
        var chosen: [Int] = []
        func descend(_ d: Int, _ state: Int, _ sum: Int) {
            if out.count > most { return }
            if d == 7 {
                let column = RepairColumn(points: sum + o.toGo[7][state], picks: chosen)
                if isSound(column, o) { out.append(column) }
                return
            }
            for c in days[d] {
                guard let next = step(state, c.mask, c.isPaid, c.usesDay, o),
                    sum + c.points + o.toGo[d + 1][next] <= limit
                else { continue }
                chosen += c.picks
                descend(d + 1, next, sum + c.points)
                chosen.removeLast(c.picks.count)
            }
        }
        descend(0, o.start, 0)
        if out.count > most { return nil }
        return out.enumerated().sorted { ($0.element.points, $0.offset) < ($1.element.points, $1.offset) }
            .map(\.element)
    }
    /// Whether weekly hours, authorizations and lengths bear a whole set.
    private func isSound(_ column: RepairColumn, _ o: Outlook) -> Bool {
        let sessions =
            column.picks.map { picks[$0].sitting } + o.meetings.flatMap { $0.map { sitting($0) } }
        let bundled = sessions.reduce(0) { $0 + ($1.isBundled ? $1.minutes : 0) }
        if bundled > 0, bundledFixed + bundled > bundledMost { return false }
        for a in allowances where !a.bears(sessions) { return false }
        return problem.hasLengths(column.picks.map { picks[$0] }, for: patient)
    }
}
