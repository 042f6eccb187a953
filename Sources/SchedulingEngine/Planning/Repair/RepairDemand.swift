internal import ClinicModel

/// Who could want what, once groups are settled: a place that only one could want is nobody's loss.
struct RepairDemand {
    /// A patient or a group with every place that it might take.
    private struct Owner {
        /// Therapists it might have, with their times.
        var staff: [(therapist: Int, times: WeekMask)] = []
        /// Times at which it might be in a room.
        var present = WeekMask()
        var hosts: [Int] = []
        /// The longest that it might take of anybody's week.
        var minutes = 0
        var patient = -1
    }
    private let seating: RepairSeating
    private let problem: RepairProblem
    /// Groups first, then patients.
    private var owners: [Owner] = []
    /// By therapist: times that two or more might want.
    private var wanted: [Int: WeekMask] = [:]
    /// Therapists whose week might be too short for all.
    private var scarce: Set<Int> = []
    private let groups: Int

    init(_ seating: RepairSeating, _ problem: RepairProblem) {
        self.seating = seating
        self.problem = problem
        groups = seating.groupCount
        for g in 0..<seating.groupCount {
            var owner = Owner()
            if seating.option(g).start >= 0 {
                let s = seating.sitting(g)
                owner.minutes = s.minutes
                for team in seating.option(g).teams { Self.add(team, s, &owner) }
            }
            owners.append(owner)
        }
        for i in 0..<seating.patientCount {
            var owner = Owner()
            owner.patient = seating.patient(i)
            owner.minutes = seating.longest(i)
            var seen: Set<Int> = []
            for n in seating.columns(of: i).flatMap(\.picks) where seen.insert(n).inserted {
                let x = seating.pick(i, n)
                if x.host >= 0 {
                    if !owner.hosts.contains(x.host) { owner.hosts.append(x.host) }
                } else {
                    for team in x.teams { Self.add(team, x.sitting, &owner) }
                }
            }
            owners.append(owner)
        }
        var once: [Int: WeekMask] = [:]
        var sums: [Int: Int] = [:]
        for owner in owners {
            for s in owner.staff {
                let known = once[s.therapist] ?? WeekMask()
                wanted[s.therapist, default: WeekMask()].formUnion(known.intersection(s.times))
                once[s.therapist] = known.union(s.times)
            }
            for s in owner.staff { sums[s.therapist, default: 0] += owner.minutes }
        }
        for (t, m) in sums where problem.standingMinutes[t] + m > problem.mostMinutes[t] { scarce.insert(t) }
    }

    private static func add(_ team: [Int], _ s: Sitting, _ owner: inout Owner) {
        for t in team {
            var mask = WeekMask()
            mask.insert(from: s.start, to: s.noteEnd)
            if let i = owner.staff.firstIndex(where: { $0.therapist == t }) {
                owner.staff[i].times.formUnion(mask)
            } else {
                owner.staff.append((t, mask))
            }
        }
        if s.isInPerson { owner.present.insert(from: s.start, to: s.end) }
    }

    private func isPrivate(_ team: [Int], _ s: Sitting) -> Bool {
        team.allSatisfy { t in
            !scarce.contains(t) && !(wanted[t]?.touches(from: s.start, to: s.noteEnd) ?? false)
        }
    }
    /// Rooms enough for everybody who might want one then, each of the others twice.
    private func isRoomy(_ rooms: [Int], _ s: Sitting) -> Bool {
        let others = owners.count { $0.present.touches(from: s.start, to: s.end) } - 1
        return rooms.count > 3 * max(0, others)
    }

    /// A team that nobody else could want, if the group would not be short of a room either.
    func privateTeam(ofGroup g: Int) -> [Int]? {
        let o = seating.option(g)
        let s = seating.sitting(g)
        guard !s.isInPerson || isRoomy(o.rooms, s) else { return nil }
        return o.teams.first { isPrivate($0, s) }
    }

    /// Teams for a patient's cheapest set of places, none of which anybody else could want; nil: there are
    /// none.
    func privateTeams(of i: Int) -> [[Int]]? {
        guard let c = seating.columns(of: i).first else { return nil }
        var out: [[Int]] = []
        var booking = RepairBooking(problem)
        for n in c.picks {
            let x = seating.pick(i, n)
            if x.host >= 0 {
                guard isFreeForAll(x.host) else { return nil }
                out.append([])
                continue
            }
            let rooms = seating.rooms(x)
            if !rooms.isEmpty, !isRoomy(rooms, x.sitting) { return nil }
            guard
                let team = x.teams.first(where: {
                    isPrivate($0, x.sitting) && booking.book($0, x.sitting, isKept: x.kept >= 0)
                })
            else { return nil }
            out.append(team)
        }
        return out
    }
    /// A seat for everybody who might come, who all may meet, in a group that is not below its least.
    private func isFreeForAll(_ h: Int) -> Bool {
        let comers = owners.filter { $0.hosts.contains(h) }.map(\.patient)
        let (left, have, least) = seating.seats(h)
        return comers.count <= left && have >= least && problem.mayMeet(comers)
    }
}
