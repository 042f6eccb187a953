internal import ClinicModel

// Time of therapists and of rooms.
extension ShortageSearch {
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
    func daysOf(_ starts: WeekMask) -> Int {
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
