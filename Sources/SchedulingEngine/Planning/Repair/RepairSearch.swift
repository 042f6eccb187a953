internal import ClinicModel

/// Finds the best repair: groups settle first, each choice with a bound from what their patients' weeks can
/// then come to at best; with the groups settled, patients take their places (`RepairSeating`).
final class RepairSearch {
    let problem: RepairProblem
    let groups: [RepairGroup]
    /// Of the affected, in their order.
    let patients: [RepairPatient]
    /// By group: who is in it, as places in `patients`.
    private let members: [[Int]]
    /// By patient: the groups they are in.
    private let groupsOf: [[Int]]
    /// By group and option: points of the group and of those who are in no other.
    private var optionPoints: [[Int]] = []
    private let openings: RepairOpeningsBook

    private(set) var best: RepairPlan?
    /// A repair has to have fewer.
    private(set) var bestPoints: Int
    private var hasSeenAll = true
    private(set) var steps = 0
    private let limit: Int
    private let stop: () -> Bool
    private let improved: (RepairPlan) -> Void
    private(set) var isOver = false
    /// What the points of options took so far, in `RepairPatient.work`, and how much of it is done unasked.
    private var work = 0
    private static let allowance = 1 << 25

    init(
        _ problem: RepairProblem, style: RepairStyle, barring barred: Set<RepairWay> = [],
        openings: RepairOpeningsBook, below points: Int, limit: Int,
        stop: @escaping () -> Bool, improved: @escaping (RepairPlan) -> Void
    ) {
        self.problem = problem
        self.openings = openings
        self.limit = limit
        self.stop = stop
        self.improved = improved
        bestPoints = points
        let patients = problem.affected.map {
            RepairPatient($0, in: problem, style: style, barring: barred) { openings[$0, $1] }
        }
        var place = [Int: Int]()
        for (i, p) in patients.enumerated() { place[p.patient] = i }
        let groups = problem.freed.indices.filter { !problem.isOwn($0) }.map { f in
            RepairGroup(
                f, in: problem,
                openings[problem.before.sittings[problem.freed[f].place].service, problem.freed[f].minutes],
                style: style, barring: barred
            ) { patients[place[$0] ?? 0] }
        }
        self.patients = patients
        self.groups = groups
        members = groups.map { $0.patients.compactMap { place[$0] } }
        groupsOf = patients.map { p in groups.indices.filter { groups[$0].patients.contains(p.patient) } }
        for p in patients { p.finish(groups, style: style) }
    }
    /// Nothing better was left out, for want of time or memory or because it can't be said.
    var isComplete: Bool {
        hasSeenAll && !patients.contains { $0.isPartial } && !groups.contains { $0.isPartial }
    }

    // MARK: Groups

    func run() {
        optionPoints = groups.indices.map { g in
            groups[g].options.indices.map { mayGoOn(g) ? points(g, $0) : RepairPatient.never }
        }
        let lists = groups.indices.map { g in
            groups[g].options.indices.filter { optionPoints[g][$0] < RepairPatient.never }
                .sorted { (optionPoints[g][$0], $0) < (optionPoints[g][$1], $1) }
        }
        // Where most hangs on it first.
        let sequence = groups.indices.sorted {
            (-groups[$0].patients.count, $0) < (-groups[$1].patients.count, $1)
        }
        let least = sequence.map { g in lists[g].first.map { optionPoints[g][$0] } ?? RepairPatient.never }
        var rest = [Int](repeating: 0, count: sequence.count + 1)
        for i in sequence.indices.reversed() { rest[i] = min(RepairPatient.never, rest[i + 1] + least[i]) }
        // Who is in no group at all.
        var base = 0
        for (i, p) in patients.enumerated() where groupsOf[i].isEmpty {
            base += p.outlook([], offers: nil).least
        }
        var choice = [Int](repeating: -1, count: groups.count)
        settle(0, sequence, lists, rest, base, &choice)
    }

    /// Whether the points of an option are to be worked out, asked only once that takes long.
    private func mayGoOn(_ g: Int) -> Bool {
        for i in members[g] { work += patients[i].work }
        if work > Self.allowance, !isOver, stop() {
            isOver = true
            giveUp()
        }
        return !isOver
    }
    /// Points of an option: the group's own, and the least of the weeks of those who are in no other.
    private func points(_ g: Int, _ o: Int) -> Int {
        var sum = groups[g].options[o].points
        for i in members[g] where groupsOf[i].count == 1 {
            sum += patients[i].outlook(meetings(i, [(g, o)]), offers: nil).least
            if sum >= RepairPatient.never { return RepairPatient.never }
        }
        return sum
    }
    /// What a patient meets when groups are settled so.
    private func meetings(_ i: Int, _ choices: [(group: Int, option: Int)]) -> [RepairMeeting] {
        choices.compactMap { c in
            let o = groups[c.group].options[c.option]
            guard o.attending.contains(patients[i].patient) else { return nil }
            return patients[i].meeting(groups[c.group], o)
        }
    }

    private func settle(
        _ i: Int, _ sequence: [Int], _ lists: [[Int]], _ rest: [Int], _ sum: Int, _ choice: inout [Int]
    ) {
        if isOver { return }
        if i == sequence.count {
            seat(choice)
            return
        }
        let g = sequence[i]
        for o in lists[g] {
            let own = optionPoints[g][o]
            if sum + own + rest[i + 1] >= bestPoints { break }
            step()
            if isOver { return }
            choice[g] = o
            var next = sum + own
            // Those in several groups count as soon as the last of these is settled.
            for m in members[g] where groupsOf[m].count > 1 && groupsOf[m].allSatisfy({ choice[$0] >= 0 }) {
                next +=
                    patients[m].outlook(meetings(m, groupsOf[m].map { ($0, choice[$0]) }), offers: nil).least
            }
            if next + rest[i + 1] < bestPoints, isStaffed(sequence[...i], choice) {
                settle(i + 1, sequence, lists, rest, next, &choice)
            }
            choice[g] = -1
        }
    }
    /// Whether the groups settled so far find different people to lead them.
    private func isStaffed(_ settled: ArraySlice<Int>, _ choice: [Int]) -> Bool {
        var room = RepairBooking(problem)
        let held = settled.filter { groups[$0].options[choice[$0]].start >= 0 }
        func staff(_ n: Int) -> Bool {
            if n == held.count { return true }
            let o = groups[held[n]].options[choice[held[n]]]
            let s = problem.sitting(ofGroup: groups[held[n]].freed, at: o.start)
            for team in o.teams {
                let mark = room.mark
                if room.book(team, s, isKept: o.kind == .kept) {
                    if staff(n + 1) { return true }
                    room.unbook(to: mark)
                }
            }
            return false
        }
        return staff(0)
    }

    func step() {
        steps += 1
        if steps >= limit || steps & 63 == 0 && stop() { isOver = true }
        if isOver { hasSeenAll = false }
    }
    private func giveUp() { hasSeenAll = false }

    // MARK: Patients

    private func seat(_ choice: [Int]) {
        var offers: Set<RepairOffer> = []
        for (g, o) in choice.enumerated() where groups[g].options[o].start >= 0 {
            offers.insert(RepairOffer(group: groups[g].freed, start: groups[g].options[o].start))
        }
        let outlooks = patients.indices.map { i in
            patients[i].outlook(meetings(i, groupsOf[i].map { ($0, choice[$0]) }), offers: offers)
        }
        var bound = choice.indices.reduce(0) { $0 + groups[$1].options[choice[$1]].points }
        for o in outlooks { bound = min(RepairPatient.never, bound + o.least) }
        for slack in [0, 9, 29, 79, 199, 999, RepairPatient.never] {
            guard bound < bestPoints, !isOver else { return }
            let upTo = min(bestPoints - 1, bound + slack)
            let seating = RepairSeating(self, choice, outlooks, bound: bound, upTo: upTo, openings: openings)
            guard let seating else { return giveUp() }
            seating.run {
                self.step()
            } isOver: {
                self.isOver
            }
            if let plan = seating.best {
                best = plan
                bestPoints = seating.bestPoints
                improved(plan)
                if !seating.isComplete { giveUp() }
                return
            }
            if !seating.isComplete { return giveUp() }
            if upTo == bestPoints - 1 { return }
        }
    }
}

/// Openings by service and length, worked out once each.
final class RepairOpeningsBook {
    private let rest: ClinicWeek
    private let firstMinute: Int
    private var known: [(service: Int, minutes: Int, openings: RepairOpenings)] = []
    init(_ problem: RepairProblem) {
        rest = problem.rest
        firstMinute = problem.firstMinute
    }
    subscript(service: Int, minutes: Int) -> RepairOpenings {
        if let k = known.first(where: { $0.service == service && $0.minutes == minutes }) {
            return k.openings
        }
        let new = RepairOpenings(service, minutes: minutes, from: firstMinute, in: rest)
        known.append((service, minutes, new))
        return new
    }
}

/// Who leads what while a repair is put together.
struct RepairBooking {
    private struct Use {
        var therapist: Int
        var start: Int
        var end: Int
        var minutes: Int
        var isKept: Bool
    }
    private var uses: [Use] = []
    private let problem: RepairProblem

    init(_ problem: RepairProblem) { self.problem = problem }
    var mark: Int { uses.count }

    /// Books the team, or nothing when one of them is busy or would pass the most of the week.
    mutating func book(_ team: [Int], _ s: Sitting, isKept: Bool) -> Bool {
        guard admits(team, s, isKept: isKept) else { return false }
        for t in team {
            uses.append(Use(therapist: t, start: s.start, end: s.noteEnd, minutes: s.minutes, isKept: isKept))
        }
        return true
    }
    func admits(_ team: [Int], _ s: Sitting, isKept: Bool) -> Bool {
        for t in team {
            var minutes = problem.standingMinutes[t] + s.minutes
            for u in uses where u.therapist == t {
                if u.start < s.noteEnd, s.start < u.end, !(isKept && u.isKept) { return false }
                minutes += u.minutes
            }
            if minutes > problem.mostMinutes[t] { return false }
        }
        return true
    }
    mutating func unbook(to mark: Int) { uses.removeLast(uses.count - mark) }
}
