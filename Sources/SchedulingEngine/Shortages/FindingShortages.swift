package import ClinicModel

extension ClinicWeek {
    /// Every shortage of the week: of seats, the services in their order, then of therapists, then of rooms; each
    /// as there is however the week is booked, else as what stands leaves too little. `from`: of what is still to
    /// come then; nil: of the whole week.
    package func shortages(from: CivilMoment? = nil) -> [Shortage] {
        let search = ShortageSearches(self, from)
        var out = clinic.services.indices.filter { clinic.services[$0].isGroup }.flatMap { k in
            search.find { $0.seats(k) }
        }
        for services in search.sharing(by: \.credentials) {
            out += search.find { $0.therapists(services) } + search.find { $0.contracts(services) }
        }
        for services in search.sharing(by: \.roomFeatures) { out += search.find { $0.rooms(services) } }
        return out
    }
    /// Those that concern one service.
    package func shortages(of service: ServiceID, from: CivilMoment? = nil) -> [Shortage] {
        guard let k = directory.services[service] else { return [] }
        let search = ShortageSearches(self, from)
        if clinic.services[k].isGroup { return search.find { $0.seats(k) } }
        let leading = search.sharing(by: \.credentials).first { $0.contains(k) } ?? [k]
        let housed = search.sharing(by: \.roomFeatures).first { $0.contains(k) } ?? [k]
        return search.find { $0.therapists(leading) } + search.find { $0.contracts(leading) }
            + (clinic.services[k].telehealth ? [] : search.find { $0.rooms(housed) })
    }
}

/// The week with what stands in it, and with all of it to be booked anew.
private struct ShortageSearches {
    private let standing: ShortageSearch
    private let anew: ShortageSearch

    init(_ week: ClinicWeek, _ from: CivilMoment?) {
        let times = ShortageTimes(week)
        standing = ShortageSearch(week, from, keepsAll: true, times)
        anew = ShortageSearch(week, from, keepsAll: false, times)
    }
    /// What is short however it is booked is short as it stands, too.
    func find(_ look: (ShortageSearch) -> [Shortage]) -> [Shortage] {
        let found = look(standing)
        if found.isEmpty { return [] }
        let always = look(anew)
        return always.isEmpty ? found : always
    }
    func sharing(by what: (Service) -> [String]) -> [[Int]] { standing.sharing(by: what) }
}

/// When patients can come and the clinic is open, whatever is booked: worked out once each.
private final class ShortageTimes {
    private struct Key: Hashable {
        var patient: Int
        var service: Int
        var minutes: Int
    }
    private let week: ClinicWeek
    private let grid: WeekMask
    /// By length in minutes.
    private var open: [Int: WeekMask] = [:]
    private var owns: [Key: WeekMask] = [:]

    init(_ week: ClinicWeek) {
        self.week = week
        var grid = WeekMask()
        for start in stride(from: 0, to: 7 * 1440, by: week.clinic.profile.gridMinutes) {
            grid.insert(from: start, to: start + WeekMask.resolution)
        }
        self.grid = grid
    }
    /// Starts of the grid within the clinic's hours.
    func starts(_ minutes: Int) -> WeekMask {
        if let known = open[minutes] { return known }
        let found = blocks(0, 0, minutes).open().intersection(grid)
        open[minutes] = found
        return found
    }
    /// Starts at which the patient's own times, care and authorizations allow so long.
    func own(_ p: Int, _ service: Int, _ minutes: Int) -> WeekMask {
        let key = Key(patient: p, service: service, minutes: minutes)
        if let known = owns[key] { return known }
        var out = StartBlocks.always
        for block in blocks(p, service, minutes).ofTimes() { out.subtract(block.starts) }
        for day in 0..<7
        where !week.courses.of[p].isActive(onDay: day)
            || !AuthorizationRule.isDated(p, service: service, day: day, in: week)
        {
            out.remove(from: day * 1440, to: (day + 1) * 1440)
        }
        owns[key] = out
        return out
    }
    private func blocks(_ p: Int, _ service: Int, _ minutes: Int) -> StartBlocks {
        StartBlocks(
            week: week, patient: p, service: service, series: -1, minutes: minutes, name: Placement.unnamed,
            lifted: nil)
    }
}

/// Counts what the week's plans ask for against what there is: a least cut is a shortage that no other way of
/// booking mends. What is booked is taken back for it, or all of it is kept and what is missing counted.
///
/// Time is counted by areas, as if sessions could be cut in pieces, so that it may see too little of a
/// shortage, never one that is none. What a patient's other services may still take is left out as well.
private final class ShortageSearch {
    let week: ClinicWeek
    /// Minute of the week from which on there is anything to give.
    private let first: Int
    /// What stands is kept; otherwise only what has begun by then.
    private let keepsAll: Bool
    private let times: ShortageTimes
    /// By service of single patients, as far as asked for.
    private var demands: [Int: [Demand]] = [:]
    private var clinic: Clinic { week.clinic }

    init(_ week: ClinicWeek, _ from: CivilMoment?, keepsAll: Bool, _ times: ShortageTimes) {
        self.week = week
        self.keepsAll = keepsAll
        self.times = times
        first = from.map { min(7 * 1440, max(0, $0.minutes - week.origin)) } ?? 0
    }
    private func isKept(_ s: Sitting) -> Bool { keepsAll || s.start < first }
    private func kept(of p: Int) -> [Sitting] {
        week.ofPatient[p].map { week.sittings[$0] }.filter(isKept)
    }

    /// Services of single patients that are led by the same people, or take the same rooms.
    func sharing(by what: (Service) -> [String]) -> [[Int]] {
        var out: [(what: [String], services: [Int])] = []
        for (k, service) in clinic.services.enumerated() where !service.isGroup {
            let key = what(service).sorted()
            if let i = out.firstIndex(where: { $0.what == key }) {
                out[i].services.append(k)
            } else {
                out.append((key, [k]))
            }
        }
        return out.map(\.services)
    }

    /// Sessions of a service that a patient needs, and when the patient can come for one.
    private struct Demand {
        var patient: Int
        var count: Int
        var starts: WeekMask
        var days: Int
    }
    private func demand(for service: Int) -> [Demand] {
        if let known = demands[service] { return known }
        let minutes = clinic.services[service].minutes
        let found = needs(of: service).map { p, count in
            let starts = canCome(p, service, minutes)
            return Demand(patient: p, count: count, starts: starts, days: daysOf(starts))
        }
        demands[service] = found
        return found
    }

    /// What the week's plans ask of a service beyond what is kept, as far as an authorization that runs all week
    /// bears it.
    private func needs(of service: Int) -> [(patient: Int, count: Int)] {
        var out: [(patient: Int, count: Int)] = []
        for p in clinic.patients.indices where week.courses.of[p].isActive {
            guard let need = week.courses.needs[p].first(where: { $0.service == service }) else { continue }
            let kept = kept(of: p)
            var count = need.count - kept.count { $0.service == service }
            if count <= 0 { continue }
            for a in week.allowances.of.range(p) where week.allowances.lists(a, service) {
                let allowance = week.allowances.of.values[a]
                guard allowance.covers(0), allowance.covers(6) else { continue }
                let used = AuthorizationRule.units(a, of: kept, in: week)
                let left = max(0, allowance.granted - allowance.spent - used)
                count = min(
                    count, allowance.unit == .minute ? left / max(1, clinic.services[service].minutes) : left)
            }
            if count > 0 { out.append((p, count)) }
        }
        return out
    }
    /// Starts of the grid at which a patient can come for so long.
    private func canCome(_ p: Int, _ service: Int, _ minutes: Int) -> WeekMask {
        own(p, service, minutes).intersection(times.starts(minutes))
    }
    /// Starts still to come at which the patient's own times, care and authorizations, and what is kept, allow
    /// so long.
    private func own(_ p: Int, _ service: Int, _ minutes: Int) -> WeekMask {
        var out = times.own(p, service, minutes)
        out.remove(from: 0, to: first)
        for s in kept(of: p) {
            if s.service == service {
                out.remove(from: s.day * 1440, to: (s.day + 1) * 1440)
            } else {
                out.remove(from: s.start - minutes + WeekMask.resolution, to: s.end)
            }
        }
        return out
    }

    // MARK: Seats

    func seats(_ service: Int) -> [Shortage] {
        let held = week.sittings.filter { $0.service == service && $0.start >= first }
        let waiting = clinic.series.indices.filter {
            clinic.series[$0].slot == nil && !clinic.series[$0].pinned
                && clinic.series[$0].service == clinic.services[service].id
        }
        var network = DemandNetwork(
            held.map {
                let taken = keepsAll ? week.rosters[$0.place].patients.count : 0
                return max(0, week.seats(service: service, room: $0.takenRoom) - taken)
            }
                + waiting.map { week.seats(service: service, room: room(of: $0)) })
        let populations = held.map { $0.series < 0 ? nil : clinic.series[$0.series].population }
        let lengths = waiting.map { clinic.series[$0].minutes ?? clinic.services[service].minutes }
        var people: [Int] = []
        let needs = needs(of: service)
        if held.isEmpty, waiting.isEmpty, !needs.isEmpty {
            return [
                Shortage(
                    of: .seats(in: [], waiting: []), services: [clinic.services[service].id], times: [],
                    patients: needs.map { clinic.patients[$0.patient].id },
                    needed: needs.reduce(0) { $0 + $1.count }, there: 0, isAsItStands: keepsAll)
            ]
        }
        for (p, count) in needs {
            var times: [(minutes: Int, starts: WeekMask)] = []
            func can(_ minutes: Int) -> Int {
                if let known = times.firstIndex(where: { $0.minutes == minutes }) { return known }
                times.append((minutes, own(p, service, minutes)))
                return times.count - 1
            }
            let person = clinic.patients[p]
            func fits(_ population: Population?) -> Bool {
                population == nil || PopulationRule.admits(person, to: population)
            }
            var wishes: [DemandNetwork.Wish] = []
            for (i, s) in held.enumerated()
            where times[can(s.minutes)].starts.contains(minute: s.start) && fits(populations[i]) {
                wishes.append(DemandNetwork.Wish(day: s.day, thing: i, most: 1))
            }
            for (i, x) in waiting.enumerated() where fits(clinic.series[x].population) {
                let starts = times[can(lengths[i])].starts.intersection(self.times.starts(lengths[i]))
                for day in 0..<7 where starts.touches(from: day * 1440, to: (day + 1) * 1440) {
                    wishes.append(DemandNetwork.Wish(day: day, thing: held.count + i, most: 1))
                }
            }
            let days = (0..<7).count { day in wishes.contains { $0.day == day } }
            if days == 0 { continue }
            people.append(p)
            network.add(wanting: min(count, days), aDay: 1, wishes)
        }
        return network.lacks().map { lack in
            let sessions = lack.things.filter { $0 < held.count }.map { held[$0] }
            return Shortage(
                of: .seats(
                    in: sessions.map { week.sessions[$0.place].reference },
                    waiting: lack.things.filter { $0 >= held.count }.map {
                        clinic.series[waiting[$0 - held.count]].id
                    }),
                services: [clinic.services[service].id],
                times: sessions.map { Interval(week.origin + $0.start, week.origin + $0.end) },
                patients: lack.people.map { clinic.patients[people[$0]].id }, needed: lack.needed,
                there: lack.there, isAsItStands: keepsAll)
        }
    }
    private func room(of series: Int) -> Int {
        clinic.series[series].room.flatMap { week.directory.rooms[$0] } ?? -1
    }

    // MARK: Time

    /// Part of an hour that time is counted in.
    private static let cell = 15
    private static let cells = 7 * 1440 / cell

    func therapists(_ services: [Int]) -> [Shortage] {
        let led = services.map { k -> [WeekMask] in
            let service = clinic.services[k]
            return clinic.therapists.indices.map { t in
                free(t, for: k).starts(ofLength: service.minutes + service.noteMinutes)
            }
        }
        // Where a service can be led at all, and what each person's time comes to.
        let starts = services.indices.map { i in
            SoloSpace.staffed(led[i], clinic.services[services[i]].facilitators)
        }
        let time = clinic.therapists.indices.map { t in
            var mask = WeekMask()
            for (i, k) in services.enumerated() {
                mask.formUnion(
                    led[i][t].spans(
                        ofLength: clinic.services[k].minutes + clinic.services[k].noteMinutes))
            }
            return mask
        }
        return areas(
            services, starts, time,
            length: { clinic.services[$0].minutes + clinic.services[$0].noteMinutes },
            share: { clinic.services[$0].facilitators }
        ) { .therapists($0.map { clinic.therapists[$0].id }) }
    }

    /// Of those of the services that are held in person.
    func rooms(_ all: [Int]) -> [Shortage] {
        let services = all.filter { !clinic.services[$0].telehealth }
        if services.isEmpty { return [] }
        var time: [WeekMask] = []
        for r in clinic.rooms.indices {
            var mask = WeekMask()
            if services.contains(where: {
                week.suits(room: r, service: $0) && week.seats(service: $0, room: r) > 0
            }) {
                mask.insert(from: 0, to: 7 * 1440)
                mask.subtract(week.closedMask(of: clinic.rooms[r].id))
                mask.subtract(taken(week.inRoom, r, until: \.end))
            }
            time.append(mask)
        }
        let starts = services.map { k in
            SoloSpace.any(time.map { $0.starts(ofLength: clinic.services[k].minutes) })
        }
        return areas(
            services, starts, time, length: { clinic.services[$0].minutes }, share: { _ in 1 }
        ) { .rooms($0.map { clinic.rooms[$0].id }) }
    }

    /// Weekly maxima against all that is needed.
    func contracts(_ services: [Int]) -> [Shortage] {
        let able = clinic.therapists.indices.filter { t in
            services.contains { k in (0..<7).contains { week.qualification.holds(t, service: k, day: $0) } }
        }
        var there = 0
        for t in able {
            guard let most = clinic.therapists[t].maximumWeeklyMinutes else { return [] }
            let led = week.ofTherapist[t].map { week.sittings[$0] }.filter(isTaken).reduce(0) {
                $0 + $1.minutes
            }
            there += max(0, most - led)
        }
        var needed = 0
        var people: Set<Int> = []
        for k in services {
            // Whoever can't come at all is short of something else.
            for d in demand(for: k) where d.days > 0 {
                needed += min(d.count, d.days) * clinic.services[k].minutes * clinic.services[k].facilitators
                people.insert(d.patient)
            }
        }
        if needed <= there { return [] }
        return [
            Shortage(
                of: .contracts(able.map { clinic.therapists[$0].id }),
                services: services.map { clinic.services[$0].id }, times: [],
                patients: people.sorted().map { clinic.patients[$0].id }, needed: needed, there: there,
                isAsItStands: keepsAll)
        ]
    }

    /// A therapist's hours to come on days with a credential for the service, less what is kept and the groups
    /// they lead.
    private func free(_ t: Int, for service: Int) -> WeekMask {
        var out = week.hoursMask(of: clinic.therapists[t].id)
        for day in 0..<7 where !week.qualification.holds(t, service: service, day: day) {
            out.remove(from: day * 1440, to: (day + 1) * 1440)
        }
        out.subtract(taken(week.ofTherapist, t, until: \.noteEnd))
        return out
    }
    /// Whether a session's time is given to nobody else.
    private func isTaken(_ s: Sitting) -> Bool { isKept(s) || clinic.services[s.service].isGroup }
    private func taken(_ rows: Rows<Int>, _ row: Int, until end: (Sitting) -> Int) -> WeekMask {
        var out = WeekMask()
        for i in rows[row] where isTaken(week.sittings[i]) {
            out.insert(from: week.sittings[i].start, to: end(week.sittings[i]))
        }
        return out
    }
    private func daysOf(_ starts: WeekMask) -> Int {
        (0..<7).count { starts.touches(from: $0 * 1440, to: ($0 + 1) * 1440) }
    }
    /// Minutes of a mask in each cell.
    private func cells(_ mask: WeekMask) -> [Int] {
        var out = [Int](repeating: 0, count: Self.cells)
        mask.forEachMinute { out[$0 / Self.cell] += WeekMask.resolution }
        return out
    }

    /// `starts`: by service, where it could take place; `time`: by therapist or room, when they have any.
    private func areas(
        _ services: [Int], _ starts: [WeekMask], _ time: [WeekMask], length: (Int) -> Int,
        share: (Int) -> Int, _ what: ([Int]) -> Shortage.Of
    ) -> [Shortage] {
        var gives = [Int](repeating: 0, count: Self.cells)
        let byOne = time.map { cells($0) }
        for list in byOne { for i in list.indices { gives[i] += list[i] } }
        var network = DemandNetwork(gives)
        var people: [Int] = []
        for (i, k) in services.enumerated() {
            for d in demand(for: k) {
                let fits = d.starts.intersection(starts[i])
                let days = daysOf(fits)
                if days == 0 { continue }
                let each = length(k) * share(k)
                var wishes: [DemandNetwork.Wish] = []
                let bit = WeekMask.resolution * share(k)
                fits.spans(ofLength: length(k)).forEachMinute { minute in
                    let c = minute / Self.cell
                    if let last = wishes.indices.last, wishes[last].thing == c {
                        wishes[last].most += bit
                    } else {
                        wishes.append(DemandNetwork.Wish(day: minute / 1440, thing: c, most: bit))
                    }
                }
                people.append(d.patient)
                network.add(wanting: each * min(d.count, days), aDay: each, wishes)
            }
        }
        return network.lacks().map { lack in
            let who = byOne.indices.filter { n in lack.things.contains { byOne[n][$0] > 0 } }
            let spans = lack.things.map {
                Interval(week.origin + $0 * Self.cell, week.origin + ($0 + 1) * Self.cell)
            }
            let patients = Set(lack.people.map { people[$0] }).sorted()
            return Shortage(
                of: what(who), services: services.map { clinic.services[$0].id },
                times: Interval.joined(spans), patients: patients.map { clinic.patients[$0].id },
                needed: lack.needed, there: lack.there, isAsItStands: keepsAll)
        }
    }
}
