package import ClinicModel

/// Sessions that a plan asks for and a week lacks.
package struct UnmetNeed: Hashable, Sendable {
    package enum Reason: Hashable, Sendable {
        /// Proved: not to be had even if nobody else came and the patient's own sessions that are not pinned went
        /// elsewhere.
        case forced(Cause)
        /// Places there are, but others hold them: those groups are full, have somebody in them whom the patient
        /// may not meet, or take the therapist's time; those people have the seats or the hours. Each in the
        /// document's order.
        case crowdedOut(groups: [SeriesID], by: [PatientID])
        /// So many places are free as the week stands.
        case placesFree(Int)
        /// So many series of the service wait for a time, and nothing else is in the way.
        case seriesWaiting(Int)
        /// The proposal that is told of cancels a session of it, and has no other for the patient.
        case cancelled
        /// Not proved impossible, but no place was found: as the week stands these rules leave none between them.
        case noneFound(by: [RuleName])
        /// Not asked yet, or the time was over before.
        case unexplained
    }
    package enum Cause: Hashable, Sendable {
        /// These rules leave no group and no hour, least negotiable first (`Conflict.order`).
        case noPlace([RuleName])
        /// There are places on so many days only, and a day takes one.
        case days(Int)
        /// So many groups are for patients like this one, and each is held once.
        case groups(Int)
        /// An authorization, by its number, does not bear another.
        case authorization(String)
        /// The service is held only within the dates of an authorization that lists it, and none runs.
        case notAuthorized
        /// Weekly hours would pass the level of care's greatest.
        case weeklyMaximum
        /// The patient's own other sessions leave no time, wherever those go that can be moved.
        case ownSessions
    }
    package var patient: PatientID
    package var service: ServiceID
    package var sessions: Int
    package var reason: Reason
    package init(patient: PatientID, service: ServiceID, sessions: Int, reason: Reason) {
        self.patient = patient
        self.service = service
        self.sessions = sessions
        self.reason = reason
    }
    package var isForced: Bool { if case .forced = reason { true } else { false } }
}

extension UnmetNeed {
    /// What a week lacks of its patients' plans, in their order, and why. `from`: only what is still to come may
    /// be placed or moved; nil: the whole week. Cancelled, it tells why of the first `explained` patients with
    /// something unmet, and leaves the others `unexplained`.
    package static func list(
        in week: ClinicWeek, from: CivilMoment? = nil, isCancelled: () -> Bool = { false }
    ) -> [UnmetNeed] {
        let needs = UnmetNeeds(week: week, from: from)
        var left = explained
        var out: [UnmetNeed] = []
        for p in week.clinic.patients.indices {
            let isLate = left <= 0 && isCancelled()
            let found = isLate ? needs.untold(p) : needs.of(p)
            if !found.isEmpty { left -= 1 }
            out += found
        }
        return out
    }
    /// Patients of whom it takes a tenth of a second to tell why their needs are unmet.
    private static let explained = 24
    /// The same of one patient.
    package static func list(of patient: PatientID, in week: ClinicWeek, from: CivilMoment? = nil)
        -> [UnmetNeed]
    {
        week.directory.patients[patient].map { UnmetNeeds(week: week, from: from).of($0) } ?? []
    }
}

/// Finds why needs are unmet, patient by patient.
private struct UnmetNeeds {
    let week: ClinicWeek
    let from: CivilMoment?

    /// By need of a patient: sessions that the week lacks.
    private func short(_ p: Int) -> [Int] {
        guard week.courses.of[p].isActive else { return [] }
        return week.courses.needs[p].map { n in
            max(0, n.count - week.ofPatient[p].count { week.sittings[$0].service == n.service })
        }
    }
    /// What a patient lacks, without why.
    func untold(_ p: Int) -> [UnmetNeed] {
        zip(week.courses.needs[p], short(p)).filter { $1 > 0 }.map { need, sessions in
            UnmetNeed(
                patient: week.clinic.patients[p].id, service: week.clinic.services[need.service].id,
                sessions: sessions, reason: .unexplained)
        }
    }
    func of(_ p: Int) -> [UnmetNeed] {
        let short = short(p)
        guard short.contains(where: { $0 > 0 }) else { return [] }
        let needs = Array(week.courses.needs[p])
        let alone = SolitaryWeek(p, in: week, from: from)
        let wanted = alone.missing
        let most = alone.most(
            atLeast: alone.had, worth: wanted.indices.map { week.clinic.services[needs[$0].service].minutes })
        var out: [UnmetNeed] = []
        for (i, n) in needs.enumerated() where short[i] > 0 {
            func add(_ sessions: Int, _ reason: @autoclosure () -> UnmetNeed.Reason) {
                if sessions <= 0 { return }
                out.append(
                    UnmetNeed(
                        patient: week.clinic.patients[p].id, service: week.clinic.services[n.service].id,
                        sessions: sessions, reason: reason()))
            }
            var forced = 0
            if let most, wanted.indices.contains(i) {
                forced = min(short[i], max(0, wanted[i] + alone.beyond[i] - most[i]))
            }
            add(forced, .forced(cause(i, beside: most ?? alone.had, alone, n, p)))
            add(short[i] - forced, crowd(n.service, p))
        }
        return out
    }

    /// The least negotiable of the reasons why a need goes no further in an otherwise empty week.
    private func cause(_ need: Int, beside most: [Int], _ alone: SolitaryWeek, _ n: DueNeed, _ p: Int)
        -> UnmetNeed.Cause
    {
        var more = most
        more[need] += 1
        let own = RuleSet([.patientOverlap, .onePerDay])
        let reasons: [RuleName] = [.authorization, .weeklyMaximum, .patientOverlap]
        let conflict = Conflict.preferred(of: reasons) { held in
            var relaxed = RuleSet(reasons).subtracting(held)
            var counts = more
            if relaxed.contains(.patientOverlap) {
                relaxed.formUnion(own)
                for i in counts.indices where i != need { counts[i] = 0 }
            }
            return alone.holds(counts, relaxing: relaxed)
        }
        switch conflict.first {
        case .authorization:
            return authorization(n.service, p).map { .authorization($0) } ?? .notAuthorized
        case .weeklyMaximum: return .weeklyMaximum
        case .patientOverlap: return .ownSessions
        default:
            let days = alone.days(need)
            if days == 0 { return .noPlace(alone.conflict(need)) }
            if let groups = alone.groups(need), groups < more[need] { return .groups(groups) }
            return .days(days)
        }
    }
    /// Of the patient's authorizations that list a service and run in the week, the one with the fewest
    /// sessions left; nil: none runs.
    private func authorization(_ service: Int, _ p: Int) -> String? {
        var scarcest: (number: String, left: Int)?
        for (ordinal, a) in week.allowances.of.range(p).enumerated() where week.allowances.lists(a, service) {
            let allowance = week.allowances.of.values[a]
            guard allowance.from <= 6, allowance.to >= 0 else { continue }
            var left = allowance.granted - AuthorizationRule.units(a, p, .wholeWeek, in: week).spent
            if allowance.unit == .minute { left /= max(1, week.clinic.services[service].minutes) }
            if scarcest.map({ left < $0.left }) ?? true {
                scarcest = (week.clinic.patients[p].authorizations[ordinal].number, left)
            }
        }
        return scarcest?.number
    }

    /// Who has the places that the patient might take.
    private func crowd(_ service: Int, _ p: Int) -> UnmetNeed.Reason {
        let request = SuggestionRequest(
            patient: week.clinic.patients[p].id, service: week.clinic.services[service].id, from: from)
        var held: [Int] = []
        var apart: [Int] = []
        var free = 0
        if week.clinic.services[service].isGroup {
            // The patient's own sessions could go elsewhere.
            let own = RuleSet([.patientOverlap, .onePerDay])
            for seat in GroupSearch(request, in: week)?.seats ?? [] {
                if seat.broken.isEmpty { free += 1 }
                let others = seat.broken.subtracting(own)
                if others == RuleSet(.capacity) { held.append(seat.trial.sitting.place) }
                if others == RuleSet(.noContact) { apart.append(seat.trial.sitting.place) }
            }
        } else if let space = SoloSpace(request, in: week) {
            free =
                space.fitting(
                    space.leading(relaxing: []), space.housing(relaxing: []), relaxing: []
                ).count
            let ways = OccupiedSearch(week: week).solo(space, relaxing: [], count: OccupiedSearch.most)
            for way in ways { held += way.sessions.compactMap { week.placeOfSession[$0] } }
        }
        if free > 0 { return .placesFree(free) }
        held = held.filter { !week.rosters[$0].patients.contains(p) }
        let groups = Set(
            (held + apart).filter { week.clinic.services[week.sittings[$0].service].isGroup }.map {
                week.sittings[$0].series
            }
        ).filter { $0 >= 0 }.sorted()
        let people = Set(held.flatMap { week.rosters[$0].patients }).sorted()
        if groups.isEmpty, people.isEmpty {
            let waiting = week.clinic.series.count { series in
                series.slot == nil && series.service == request.service
                    && PopulationRule.admits(week.clinic.patients[p], to: series.population)
            }
            return waiting > 0
                ? .seriesWaiting(waiting) : .noneFound(by: week.why(request)?.conflict ?? [])
        }
        return .crowdedOut(
            groups: groups.map { week.clinic.series[$0].id }, by: people.map { week.clinic.patients[$0].id })
    }
}
