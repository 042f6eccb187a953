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
