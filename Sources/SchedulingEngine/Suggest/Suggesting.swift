internal import ClinicModel

extension ClinicWeek {
    /// The best places of the week for a session, exactly. For a group service these are seats in sessions
    /// that stand; for any other, every start on the grid with every therapist and room, where therapists
    /// who cost the same at a start are one place and neighbouring starts that cost the same are one, too.
    /// Cheapest first; of equal ones those that leave others the most choice.
    package func suggest(_ request: SuggestionRequest, count: Int) -> Suggestions {
        let relaxed = RuleSet(request.relaxing)
        guard let service = service(request.service) else { return Suggestions() }
        if service.isGroup {
            guard let search = GroupSearch(request, in: self) else { return Suggestions() }
            return Suggestions(
                places: search.best(count, relaxing: relaxed).map { suggestion($0.seat, $0.cost, search) },
                startsTried: search.seats.count)
        }
        guard let space = SoloSpace(request, in: self) else { return Suggestions() }
        return Suggestions(
            places: SoloSearch(space, relaxing: relaxed).best(count).map { suggestion($0, space) },
            startsTried: space.starts(relaxing: relaxed).count)
    }

    func suggestion(_ run: SoloRun, _ space: SoloSpace) -> Suggestion {
        let team = run.team.map { space.therapists[$0] }
        let trial = space.blocks.trial(at: run.first, team, room: space.rooms[run.room])
        let name = trial.name == Placement.unnamed ? nil : trial.name
        let s = trial.sitting
        let placement = Placement(
            service: clinic.services[s.service].id, date: week + s.day, start: moment(s.start).time,
            minutes: s.minutes == clinic.services[s.service].minutes ? nil : s.minutes,
            room: s.room >= 0 ? clinic.rooms[s.room].id : nil,
            therapists: team.map { clinic.therapists[$0].id },
            patients: trial.roster.patients.map { clinic.patients[$0].id }, series: name?.series,
            replacing: name)
        return Suggestion(
            placement: placement, latestEqualStart: run.last > run.first ? moment(run.last).time : nil,
            alternatives: run.alternatives.map { clinic.therapists[space.therapists[$0]].id },
            cost: run.cost, reasons: reasons(space.blocks.patient, trial, seatsLeft: nil))
    }
    func suggestion(_ seat: GroupSearch.Seat, _ cost: Int, _ search: GroupSearch) -> Suggestion {
        let standing = sessions[seat.trial.sitting.place]
        var placement = Placement(moving: standing)
        placement.patients.append(clinic.patients[search.patient].id)
        let left = search.left(seat)
        return Suggestion(
            placement: placement, occurrence: standing.reference, cost: cost,
            reasons: reasons(search.patient, seat.trial, seatsLeft: left), seatsLeft: left)
    }

    /// What speaks for a place and against it, in the order a coordinator asks.
    func reasons(_ p: Int, _ trial: Trial, seatsLeft: Int?) -> [Reason] {
        let s = trial.sitting
        let course = courses.of[p]
        let service = clinic.services[s.service]
        var out: [Reason] = []

        let before = have(s.service, p, trial.before)
        let wanted = courses.needs[p].first { $0.service == s.service }?.count ?? 0
        let after = have(s.service, p, trial.scope)
        out.append(
            after <= wanted || before < wanted && after > before
                ? .meetsNeed(service.id, missing: max(0, wanted - after)) : .beyondPlan(service.id))
        if !service.isGroup,
            let t = trial.roster.therapists.min(by: {
                continuity(p, therapist: $0) < continuity(p, therapist: $1)
            })
        {
            let id = clinic.therapists[t].id
            switch continuity(p, therapist: t) {
            case 0: out.append(.primaryTherapist(id))
            case Points.careTeam: out.append(.careTeam(id))
            default: out.append(.otherTherapist(id))
            }
        }
        if course.hasWishes {
            out.append(times.prefers.contains(p, s.start, s.end) ? .preferredHours : .outsidePreferredHours)
        }
        out += dayReasons(p, trial)
        if let seatsLeft {
            let least = service.leastPatients
            if trial.roster.patients.count == least, least > 1 { out.append(.fillsGroup(least: least)) }
            if trial.roster.patients.count < least {
                out.append(.underfilled(have: trial.roster.patients.count, least: least))
            }
            out.append(.seatsLeft(seatsLeft - 1))
            if s.series >= 0 {
                // A seat lasts until the discharge.
                let last = clinic.patients[p].discharged
                let clashes =
                    later(p, in: s.series) { date in last.map { date <= $0 } ?? true } / Points.later
                if clashes > 0 { out.append(.clashesLater(clashes)) }
            }
        }
        return out
    }
    private func dayReasons(_ p: Int, _ trial: Trial) -> [Reason] {
        let s = trial.sitting
        let course = courses.of[p]
        let was = DayShapes(p, trial.before, in: self)
        let now = DayShapes(p, trial.scope, in: self)
        var out: [Reason] = []
        if s.isInPerson {
            out.append(now.first[s.day] < s.start || now.last[s.day] > s.end ? .sameTrip : .extraTrip)
            let waiting = now.idleMinutes(s.day) - was.idleMinutes(s.day)
            if waiting != 0 { out.append(.waiting(minutes: waiting)) }
        }
        guard s.isBundled else { return out }
        let least = course.payerMinimum
        if now.isShort(s.day, minimum: least) {
            out.append(.shortDay(minutes: now.bundled[s.day], of: least))
        } else if was.isShort(s.day, minimum: least) {
            out.append(.completesDay(minutes: now.bundled[s.day], of: least))
        }
        func paid(_ shapes: DayShapes) -> Int { (0..<7).count { shapes.isPaid($0, minimum: least) } }
        if course.hasLevel, paid(was) < course.minimumDays, paid(now) > paid(was) {
            out.append(.dayTowardMinimum(paid(now), of: course.minimumDays))
        }
        return out
    }
    private func have(_ service: Int, _ p: Int, _ scope: Scope) -> Int {
        var n = 0
        scope.forEachSession(ofPatient: p, in: self) { if $0.service == service { n += 1 } }
        return n
    }
}
