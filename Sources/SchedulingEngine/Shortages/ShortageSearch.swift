internal import ClinicModel

/// Counts what the week's plans ask for against what there is: a least cut is a shortage that no other way of
/// booking mends. What is booked is taken back for it, or all of it is kept and what is missing counted.
///
/// Time is counted by areas, as if sessions could be cut in pieces, so that it may see too little of a
/// shortage, never one that is none. What a patient's other services may still take is left out as well.
final class ShortageSearch {
    let week: ClinicWeek
    /// Minute of the week from which on there is anything to give.
    let first: Int
    /// What stands is kept; otherwise only what has begun by then.
    let keepsAll: Bool
    private let times: ShortageTimes
    /// By service of single patients, as far as asked for.
    private var demands: [Int: [Demand]] = [:]
    var clinic: Clinic { week.clinic }

    init(_ week: ClinicWeek, _ from: CivilMoment?, keepsAll: Bool, _ times: ShortageTimes) {
        self.week = week
        self.keepsAll = keepsAll
        self.times = times
        first = from.map { min(7 * 1440, max(0, $0.minutes - week.origin)) } ?? 0
    }
    func isKept(_ s: Sitting) -> Bool { keepsAll || s.start < first }
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
    struct Demand {
        var patient: Int
        var count: Int
        var starts: WeekMask
        var days: Int
    }
    func demand(for service: Int) -> [Demand] {
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
}
