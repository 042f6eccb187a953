/// One step of how a repair mends what is hit. Repairs of the same steps are alike, whatever else differs in them;
/// a step that is barred leads to another repair.
enum RepairWay: Hashable {
    /// A group held at a start; `team` is empty where who leads it is not what had to change.
    case group(place: Int, start: Int, team: [Int])
    /// A group given up. `place`: the session's in the week before.
    case givenUp(place: Int)
    /// An hour of a patient's own.
    case hour(patient: Int, service: Int, start: Int, team: [Int])
    /// A guest's seat.
    case seat(patient: Int, service: Int, start: Int)
}

extension RepairPlan {
    /// How it mends what is hit, groups first.
    func ways(in problem: RepairProblem) -> [RepairWay] {
        let before = problem.before
        var isStaff = false
        if case .therapist = problem.absence.subject { isStaff = true }
        func team(_ spot: Spot) -> [Int] { isStaff ? spot.team.sorted() : [] }
        var groups: [RepairWay] = []
        var own: [RepairWay] = []
        var services: [Int: Set<Int>] = [:]
        for (f, freed) in problem.freed.enumerated() where freed.mustChange || !freed.absent.isEmpty {
            let service = before.sittings[freed.place].service
            for p in freed.mustChange ? freed.patients : freed.absent {
                services[p, default: []].insert(service)
            }
            switch (fates[f], problem.isOwn(f)) {
            case (.kept, _), (.cancelled, true): break
            case (.cancelled, false): groups.append(.givenUp(place: freed.place))
            case (.placed(let spot), true):
                own.append(
                    .hour(
                        patient: freed.patients[0], service: service, start: spot.start, team: team(spot)))
            case (.placed(let spot), false):
                groups.append(.group(place: freed.place, start: spot.start, team: team(spot)))
            }
        }
        for hour in hours where services[hour.patient]?.contains(hour.service) ?? false {
            own.append(
                .hour(
                    patient: hour.patient, service: hour.service, start: hour.spot.start,
                    team: team(hour.spot)))
        }
        for seat in seats {
            guard let s = sitting(ofHost: seat.host, in: problem),
                services[seat.patient]?.contains(s.service) ?? false
            else { continue }
            own.append(.seat(patient: seat.patient, service: s.service, start: s.start))
        }
        return groups + own
    }
    /// Where a host is held; nil: it is not.
    private func sitting(ofHost h: Int, in problem: RepairProblem) -> Sitting? {
        let host = problem.hosts[h]
        if host.standing >= 0 { return problem.rest.sittings[host.standing] }
        return switch fates[host.freed] {
        case .placed(let spot): problem.sitting(ofGroup: host.freed, at: spot.start)
        case .kept: problem.before.sittings[problem.freed[host.freed].place]
        case .cancelled: nil
        }
    }
}

extension Set<RepairWay> {
    /// A group's option without the teams that are barred; nil: nothing is left of it.
    func allowed(_ option: GroupOption, of place: Int) -> GroupOption? {
        if isEmpty || option.kind == .kept { return option }
        if option.kind == .cancelled { return contains(.givenUp(place: place)) ? nil : option }
        if contains(.group(place: place, start: option.start, team: [])) { return nil }
        var out = option
        out.teams.removeAll { contains(.group(place: place, start: option.start, team: $0.sorted())) }
        return out.teams.isEmpty ? nil : out
    }
    /// A patient's place without the teams that are barred; nil: nothing is left of it.
    func allowed(_ pick: RepairPick, for p: Int) -> RepairPick? {
        if isEmpty || pick.kept >= 0 { return pick }
        let s = pick.sitting
        if pick.host >= 0 {
            return contains(.seat(patient: p, service: s.service, start: s.start)) ? nil : pick
        }
        func isBarred(_ team: [Int]) -> Bool {
            contains(.hour(patient: p, service: s.service, start: s.start, team: team))
        }
        if isBarred([]) { return nil }
        var out = pick
        out.teams.removeAll { isBarred($0.sorted()) }
        return out.teams.isEmpty ? nil : out
    }
}
