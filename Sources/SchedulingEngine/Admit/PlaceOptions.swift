internal import ClinicModel

/// Sessions of one service that a patient's plan lacks in the week.
struct MissingNeed {
    var service: Int
    /// At most seven, which is as many as have a place: one a day.
    var missing: Int
    /// What the plan lacks beyond.
    var beyond: Int
    /// Asked for every week, so that an hour of it is a standing one.
    var isWeekly: Bool
    /// Points that one session left out costs.
    var unmetPoints: Int
}

/// One place that a need may take, allowed and costed by itself. Minutes are of the week.
struct PlaceOption {
    var need: Int
    var day: Int
    var start: Int
    var end: Int
    /// Until when its therapists are busy, for an hour of its own.
    var noteEnd: Int
    var isInPerson: Bool
    /// Minutes that count toward the paid day.
    var bundled: Int
    /// The session of the week to sit in; −1: an hour of its own.
    var seat: Int
    /// Who leads an hour of its own, in `PlaceOptions.teams`; −1 for a seat.
    var team: Int
    /// Continuity, preference, later weeks, and what it does to a group's least.
    var points: Int
    /// Of these, the points of continuity.
    var strangeness: Int
    var isOutsideWishes: Bool
    /// Dates of the weeks after on which it does not hold.
    var exceptions: Int
    /// Breaks ties: how much others would want it. At most 127.
    var demand: Int
    /// Sets that differ in one of these are told apart: the group, or who leads.
    var key: Int
}

/// Everything that a patient's missing needs may take in a week, each place by itself.
struct PlaceOptions {
    let week: ClinicWeek
    let patient: Int
    let ahead: WeeksAhead
    let needs: [MissingNeed]
    /// The plan lacks more services than are looked at together.
    let hasMoreNeeds: Bool
    private(set) var all: [PlaceOption] = []
    private(set) var teams: [[Int]] = []
    /// By session of the week: the dates after of its series.
    private(set) var datesAhead: [Int: [DateAhead]] = [:]
    private var teamIndex: [[Int]: Int] = [:]

    /// Of an hour's therapists who cost the same at a start so many are looked at, those first who would be
    /// asked first. More would give sets that differ in nothing a score or an aim asks about.
    private let alike: Int
    /// Sessions missing that are hours of their own.
    let hours: Int

    init(_ week: ClinicWeek, _ p: Int, _ request: AdmissionRequest) {
        self.week = week
        patient = p
        let missing = Self.missing(week, p)
        needs = Array(missing.prefix(16))
        hasMoreNeeds = missing.count > needs.count
        hours = needs.reduce(0) { $0 + (week.clinic.services[$1.service].isGroup ? 0 : $1.missing) }
        alike = max(request.count, hours)
        let notBefore = request.from.map { $0.minutes - week.origin } ?? .min
        var seats: [[GroupSearch.Seat]] = []
        var isCandidate = [Bool](repeating: false, count: week.clinic.series.count)
        for need in needs {
            let list = Self.seats(week, p, need.service, notBefore)
            for s in list where s.trial.sitting.series >= 0 { isCandidate[s.trial.sitting.series] = true }
            seats.append(list)
        }
        ahead = WeeksAhead(week, p, weeks: request.weeks) { isCandidate[$0] }
        for n in needs.indices {
            for s in seats[n] { add(s, need: n) }
            if !week.clinic.services[needs[n].service].isGroup { addHours(need: n, request) }
        }
    }

    private static func missing(_ week: ClinicWeek, _ p: Int) -> [MissingNeed] {
        guard week.courses.of[p].isActive else { return [] }
        let plan = week.clinic.patients[p].stage(inWeek: week.week).plan
        return week.courses.needs[p].compactMap { need in
            let have = week.ofPatient[p].count { week.sittings[$0].service == need.service }
            guard need.count > have else { return nil }
            let service = week.clinic.services[need.service]
            let missing = min(7, need.count - have)
            return MissingNeed(
                service: need.service, missing: missing, beyond: need.count - have - missing,
                isWeekly: plan?.needs.first { $0.service == service.id }?.everyWeeks == 1,
                unmetPoints: Points.unmet(1, of: service.minutes))
        }
    }

    /// Seats that break no rule. A series has one a week; who is enrolled and stays away has none.
    private static func seats(_ week: ClinicWeek, _ p: Int, _ service: Int, _ notBefore: Int)
        -> [GroupSearch.Seat]
    {
        let id = week.clinic.patients[p].id
        let search = GroupSearch(
            p, service, in: week, therapist: nil, room: nil, leaving: nil, notBefore: notBefore, lasting: true
        )
        var out: [GroupSearch.Seat] = []
        for seat in search.seats where seat.broken.isEmpty {
            let s = seat.trial.sitting
            if week.absentees.isAbsent(id, from: seat.trial.name) { continue }
            if s.series >= 0, week.ofPatient[p].contains(where: { week.sittings[$0].series == s.series }) {
                continue
            }
            // Of a series held twice in the week, the one that is of this week by its pattern.
            if s.series >= 0, let i = out.firstIndex(where: { $0.trial.sitting.series == s.series }) {
                if case .occurrence(_, let date) = seat.trial.name, week.contains(date) { out[i] = seat }
                continue
            }
            out.append(seat)
        }
        return out
    }

    private mutating func add(_ seat: GroupSearch.Seat, need: Int) {
        let s = seat.trial.sitting
        let service = week.clinic.services[s.service]
        let patients = seat.trial.roster.patients.count
        var points =
            week.underfilled(s.service, patients) - week.underfilled(s.service, patients - 1)
        var exceptions = 0
        if s.series >= 0 {
            let dates = ahead.dates(ofSeat: s.series)
            datesAhead[s.place] = dates
            exceptions = dates.count { !$0.exceptions.isEmpty }
            points += laterPoints(
                series: s.series, without: Set(dates.filter(\.isBarred).map(\.date)))
        }
        let strangeness =
            service.isGroup
            ? 0
            : seat.trial.roster.therapists.map { week.continuity(patient, therapist: $0) }.min()
                ?? Points.stranger
        let left = week.seats(service: s.service, room: s.takenRoom) - patients
        all.append(
            option(
                need, s, points: points + strangeness, strangeness: strangeness, exceptions: exceptions,
                demand: max(0, 127 - left), seat: s.place, team: -1, key: s.place))
    }

    /// Points for the three weeks after of a seat in a series for good, but for the dates left out; 0 for a
    /// session that is of none.
    func laterPoints(series: Int, without barred: Set<CivilDate>) -> Int {
        if series < 0 { return 0 }
        let who = week.clinic.patients[patient]
        return week.later(patient, in: series) { date in
            who.discharged.map { date <= $0 } ?? true && !barred.contains(date)
                && !week.absentees.isAbsent(
                    who.id, from: .occurrence(week.clinic.series[series].id, date))
        }
    }

    private mutating func addHours(need n: Int, _ request: AdmissionRequest) {
        let service = week.clinic.services[needs[n].service]
        let asked = SuggestionRequest(
            patient: week.clinic.patients[patient].id, service: service.id, from: request.from)
        guard let space = SoloSpace(asked, in: week) else { return }
        let leading = space.leading(relaxing: [])
        let housing = space.housing(relaxing: [])
        let able = space.therapists.indices.filter { !leading[$0].isEmpty }
        let hours =
            needs[n].isWeekly ? HoursAhead(ahead, service: needs[n].service, therapists: able) : nil
        let order = able.map { t in
            (
                t: t, points: week.continuity(patient, therapist: t),
                load: week.ofTherapist.range(t).reduce(0) {
                    $0 + week.sittings[week.ofTherapist.values[$1]].minutes
                }
            )
        }.sorted { ($0.points, $0.load, $0.t) < ($1.points, $1.load, $1.t) }
        space.fitting(leading, housing, relaxing: []).forEachMinute { start in
            let free = order.filter { leading[$0.t].contains(minute: start) }
            let sitting = space.blocks.trial(at: start).sitting
            func add(_ team: [Int], _ points: Int, _ rank: Int, _ exceptions: Int) {
                all.append(
                    option(
                        n, sitting, points: points, strangeness: points, exceptions: exceptions,
                        demand: min(127, max(0, 63 - free.count) + rank), seat: -1, team: known(team),
                        key: week.sittings.count + known(team)))
            }
            for (points, team) in teams(free.map { ($0.t, $0.points) }, space.teamSize, hours, start) {
                for (rank, one) in team.enumerated() { add(one.team, points, rank, one.exceptions) }
            }
        }
    }

    /// Teams that may lead at a start by their points, those that hold longest first.
    private func teams(
        _ free: [(t: Int, points: Int)], _ size: Int, _ hours: HoursAhead?, _ start: Int
    ) -> [(points: Int, list: [(team: [Int], exceptions: Int)])] {
        var out: [(points: Int, list: [(team: [Int], exceptions: Int)])] = []
        var first = 0
        while first < free.count {
            let points = free[first].points
            let end = free[first...].firstIndex { $0.points != points } ?? free.count
            var list: [(team: [Int], exceptions: Int)] = []
            for lead in first..<end {
                let others = free[(lead + 1)...].prefix(size - 1).map(\.t)
                guard others.count == size - 1 else { continue }
                let team = [free[lead].t] + others
                list.append((team, hours?.exceptions(team, at: start) ?? 0))
            }
            let best = list.enumerated().sorted {
                ($0.element.exceptions, $0.offset) < ($1.element.exceptions, $1.offset)
            }
            if !best.isEmpty { out.append((points, best.prefix(alike).map(\.element))) }
            first = end
        }
        return out
    }
    private mutating func known(_ team: [Int]) -> Int {
        if let i = teamIndex[team] { return i }
        teamIndex[team] = teams.count
        teams.append(team)
        return teams.count - 1
    }

    private func option(
        _ need: Int, _ s: Sitting, points: Int, strangeness: Int, exceptions: Int, demand: Int, seat: Int,
        team: Int, key: Int
    ) -> PlaceOption {
        let outside =
            week.courses.of[patient].hasWishes && !week.times.prefers.contains(patient, s.start, s.end)
        return PlaceOption(
            need: need, day: s.day, start: s.start, end: s.end, noteEnd: s.noteEnd, isInPerson: s.isInPerson,
            bundled: s.isBundled ? s.end - s.start : 0, seat: seat, team: team,
            points: points + (outside ? Points.preference : 0), strangeness: strangeness,
            isOutsideWishes: outside, exceptions: exceptions, demand: demand, key: key)
    }
}
