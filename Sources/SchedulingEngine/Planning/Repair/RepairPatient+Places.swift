internal import ClinicModel

/// The places that a patient may take.
extension RepairPatient {
    /// Points of a session at a time, who leads it left out.
    func points(_ s: Sitting) -> Int {
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
    func addKept() {
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
    func addHours(_ openings: (Int, Int) -> RepairOpenings, _ style: RepairStyle) {
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
    func addSeats() {
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
    func addSeats(_ g: RepairGroup) {
        guard let l = line(of: g.service) else { return }
        var starts: [Int] = []
        for o in g.options where o.start >= max(0, problem.firstMinute) && !starts.contains(o.start) {
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
    func isAuthorized(_ service: Int, _ day: Int) -> Bool {
        AuthorizationRule.isDated(patient, service: service, day: day, in: problem.rest)
    }
}
