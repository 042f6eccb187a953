package import ClinicModel

extension ClinicWeek {
    /// Every shortage of the week, the services in their order: seats, then therapists, then rooms.
    package func shortages() -> [Shortage] {
        let search = ShortageSearch(self)
        var out = clinic.services.indices.filter { clinic.services[$0].isGroup }.flatMap { search.seats($0) }
        for services in search.sharing(by: \.credentials) {
            out += search.therapists(services)
            out += search.contracts(services)
        }
        for services in search.sharing(by: \.roomFeatures)
        where services.contains(where: { !clinic.services[$0].telehealth }) {
            out += search.rooms(services.filter { !clinic.services[$0].telehealth })
        }
        return out
    }
    /// Those that concern one service.
    package func shortages(of service: ServiceID) -> [Shortage] {
        guard let k = directory.services[service] else { return [] }
        let search = ShortageSearch(self)
        if clinic.services[k].isGroup { return search.seats(k) }
        let leading = search.sharing(by: \.credentials).first { $0.contains(k) } ?? [k]
        let housed = search.sharing(by: \.roomFeatures).first { $0.contains(k) } ?? [k]
        return search.therapists(leading) + search.contracts(leading)
            + (clinic.services[k].telehealth
                ? [] : search.rooms(housed.filter { !clinic.services[$0].telehealth }))
    }
}

/// Counts what the week's plans ask for against what there is, everything that was booked for single patients
/// taken back: a least cut is a shortage that no other way of booking mends.
///
/// Time is counted by areas, as if sessions could be cut in pieces, so that it may see too little of a
/// shortage, never one that is none. What a patient's other services take is left out as well.
private struct ShortageSearch {
    let week: ClinicWeek
    private let grid: WeekMask
    private var clinic: Clinic { week.clinic }

    init(_ week: ClinicWeek) {
        self.week = week
        var grid = WeekMask()
        let step = week.clinic.profile.gridMinutes
        for start in stride(from: 0, to: 7 * 1440, by: step) {
            grid.insert(from: start, to: start + WeekMask.resolution)
        }
        self.grid = grid
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

    /// What the week's plans ask of a service, as far as an authorization that runs all week bears it.
    private func needs(of service: Int) -> [(patient: Int, count: Int)] {
        var out: [(patient: Int, count: Int)] = []
        for p in clinic.patients.indices where week.courses.of[p].isActive {
            guard let need = week.courses.needs[p].first(where: { $0.service == service }) else { continue }
            var count = need.count
            for a in week.allowances.of.range(p) where week.allowances.lists(a, service) {
                let allowance = week.allowances.of.values[a]
                guard allowance.covers(0), allowance.covers(6) else { continue }
                let left = max(0, allowance.granted - allowance.spent)
                count = min(
                    count, allowance.unit == .minute ? left / clinic.services[service].minutes : left)
            }
            if count > 0 { out.append((p, count)) }
        }
        return out
    }
    /// Starts at which a patient can come for so long, whatever is booked.
    private func canCome(_ p: Int, _ service: Int, _ minutes: Int, series: Int = -1) -> WeekMask {
        let blocks = StartBlocks(
            week: week, patient: p, service: service, series: series, minutes: minutes,
            name: Placement.unnamed, lifted: nil)
        var out = blocks.open()
        out.formIntersection(grid)
        for block in blocks.ofTimes() { out.subtract(block.starts) }
        for day in 0..<7 where !isPossible(p, service, day) {
            out.remove(from: day * 1440, to: (day + 1) * 1440)
        }
        return out
    }
    private func isPossible(_ p: Int, _ service: Int, _ day: Int) -> Bool {
        week.courses.of[p].isActive(onDay: day)
            && AuthorizationRule.isDated(p, service: service, day: day, in: week)
    }

    // MARK: Seats

    private static let ofPerson: [any Rule.Type] = [
        ActiveRule.self, PopulationRule.self, PatientWork.self, PatientUnavailable.self,
        FamilyUnavailable.self,
    ]

    func seats(_ service: Int) -> [Shortage] {
        let held = week.sittings.filter { $0.service == service }
        let waiting = clinic.series.indices.filter {
            clinic.series[$0].slot == nil && !clinic.series[$0].pinned
                && clinic.series[$0].service == clinic.services[service].id
        }
        var network = DemandNetwork(
            held.map { week.seats(service: service, room: $0.takenRoom) }
                + waiting.map { week.seats(service: service, room: room(of: $0)) })
        var people: [Int] = []
        for (p, count) in needs(of: service) {
            var wishes: [DemandNetwork.Wish] = []
            for (i, s) in held.enumerated() where canSit(p, in: s) {
                wishes.append(DemandNetwork.Wish(day: s.day, thing: i, most: 1))
            }
            for (i, x) in waiting.enumerated() {
                let minutes = clinic.series[x].minutes ?? clinic.services[service].minutes
                guard PopulationRule.admits(clinic.patients[p], to: clinic.series[x].population) else {
                    continue
                }
                let starts = canCome(p, service, minutes, series: x)
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
                there: lack.there)
        }
    }
    private func room(of series: Int) -> Int {
        clinic.series[series].room.flatMap { week.directory.rooms[$0] } ?? -1
    }
    private func canSit(_ p: Int, in s: Sitting) -> Bool {
        guard isPossible(p, s.service, s.day) else { return false }
        var found = Findings(withReasons: false)
        var sitting = s
        sitting.isOnTrial = true
        let scope = Scope.seating(p, in: sitting, Roster(therapists: [], patients: [p]), leaving: -1)
        for rule in Self.ofPerson where found.broken.isEmpty { rule.judge(scope, in: week, &found) }
        return found.broken.isEmpty
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
                    cover(led[i][t], clinic.services[k].minutes + clinic.services[k].noteMinutes))
            }
            return mask
        }
        return areas(
            services, starts, time,
            length: { clinic.services[$0].minutes + clinic.services[$0].noteMinutes },
            share: { clinic.services[$0].facilitators }
        ) { .therapists($0.map { clinic.therapists[$0].id }) }
    }

    func rooms(_ services: [Int]) -> [Shortage] {
        var time: [WeekMask] = []
        for r in clinic.rooms.indices {
            var mask = WeekMask()
            if services.contains(where: {
                week.suits(room: r, service: $0) && week.seats(service: $0, room: r) > 0
            }) {
                mask.insert(from: 0, to: 7 * 1440)
                mask.subtract(week.closedMask(of: clinic.rooms[r].id))
                mask.subtract(groups(week.inRoom, r, until: \.end))
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
            let led = week.ofTherapist[t].filter { clinic.services[week.sittings[$0].service].isGroup }
                .reduce(0) { $0 + week.sittings[$1].minutes }
            there += max(0, most - led)
        }
        var needed = 0
        var people: Set<Int> = []
        for k in services {
            for (p, count) in needs(of: k) {
                // Whoever can't come at all is short of something else.
                let days = daysOf(canCome(p, k, clinic.services[k].minutes))
                if days == 0 { continue }
                needed += min(count, days) * clinic.services[k].minutes * clinic.services[k].facilitators
                people.insert(p)
            }
        }
        if needed <= there { return [] }
        return [
            Shortage(
                of: .contracts(able.map { clinic.therapists[$0].id }),
                services: services.map { clinic.services[$0].id }, times: [],
                patients: people.sorted().map { clinic.patients[$0].id }, needed: needed, there: there)
        ]
    }

    /// A therapist's hours on days with a credential for the service, less the groups they lead.
    private func free(_ t: Int, for service: Int) -> WeekMask {
        var out = week.hoursMask(of: clinic.therapists[t].id)
        for day in 0..<7 where !week.qualification.holds(t, service: service, day: day) {
            out.remove(from: day * 1440, to: (day + 1) * 1440)
        }
        out.subtract(groups(week.ofTherapist, t, until: \.noteEnd))
        return out
    }
    private func groups(_ rows: Rows<Int>, _ row: Int, until end: (Sitting) -> Int) -> WeekMask {
        var out = WeekMask()
        for i in rows[row] where clinic.services[week.sittings[i].service].isGroup {
            out.insert(from: week.sittings[i].start, to: end(week.sittings[i]))
        }
        return out
    }
    private func cover(_ starts: WeekMask, _ minutes: Int) -> WeekMask {
        var out = WeekMask()
        starts.forEachMinute { out.insert(from: $0, to: $0 + minutes) }
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
            for (p, count) in needs(of: k) {
                let fits = canCome(p, k, clinic.services[k].minutes).intersection(starts[i])
                let days = daysOf(fits)
                if days == 0 { continue }
                let each = length(k) * share(k)
                var wishes: [DemandNetwork.Wish] = []
                for (c, minutes) in cells(cover(fits, length(k))).enumerated() where minutes > 0 {
                    wishes.append(
                        DemandNetwork.Wish(day: c * Self.cell / 1440, thing: c, most: minutes * share(k)))
                }
                people.append(p)
                network.add(wanting: each * min(count, days), aDay: each, wishes)
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
                needed: lack.needed, there: lack.there)
        }
    }
}
