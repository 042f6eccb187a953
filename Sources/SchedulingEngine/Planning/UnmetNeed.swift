package import ClinicModel

/// Sessions that a plan asks for and a week lacks.
package struct UnmetNeed: Hashable, Sendable {
    package enum Reason: Hashable, Sendable {
        /// Proved: not to be had beside what the patient has, even if nobody else came.
        case forced(Cause)
        /// Places there are, but others hold them: those groups are full or take the therapist's time, those
        /// people have the seats or the hours, each in the document's order.
        case crowdedOut(groups: [SeriesID], by: [PatientID])
        /// So many places are free as the week stands.
        case placesFree(Int)
        /// So many series of the service wait for a time, and nothing else is in the way.
        case seriesWaiting(Int)
        /// Not proved impossible, but no place was found.
        case noneFound
    }
    package enum Cause: Hashable, Sendable {
        /// These rules leave no group and no hour, least negotiable first (`Conflict.order`).
        case noPlace([RuleName])
        /// There are places on so many days only, and a day takes one.
        case days(Int)
        /// An authorization, by its number, does not bear another.
        case authorization(String)
        /// The service is held only within the dates of an authorization that lists it, and none runs.
        case notAuthorized
        /// Weekly hours would pass the level of care's greatest.
        case weeklyMaximum
        /// The patient's own other sessions leave no time.
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
    /// What a week lacks of its patients' plans, in their order, and why. `standing`: the same week with
    /// nothing in it but what was not to be changed; a patient's other sessions of `week` might lie elsewhere.
    package static func list(in week: ClinicWeek, standing: ClinicWeek) -> [UnmetNeed] {
        week.clinic.patients.indices.flatMap { UnmetNeeds(week, standing: standing).of($0) }
    }
    /// The same of one patient.
    package static func list(of patient: PatientID, in week: ClinicWeek, standing: ClinicWeek) -> [UnmetNeed]
    {
        week.directory.patients[patient].map { UnmetNeeds(week, standing: standing).of($0) } ?? []
    }
}

/// Finds why needs are unmet, patient by patient.
private struct UnmetNeeds {
    let week: ClinicWeek
    let standing: ClinicWeek

    init(_ week: ClinicWeek, standing: ClinicWeek) {
        self.week = week
        self.standing = standing
    }

    func of(_ p: Int) -> [UnmetNeed] {
        guard week.courses.of[p].isActive else { return [] }
        let needs = Array(week.courses.needs[p])
        func have(_ n: DueNeed, in week: ClinicWeek) -> Int {
            week.ofPatient[p].count { week.sittings[$0].service == n.service }
        }
        let short = needs.map { max(0, $0.count - have($0, in: week)) }
        guard short.contains(where: { $0 > 0 }) else { return [] }
        // Of each need, what a plan could add to what stands, and what it did add.
        let wanted = needs.indices.map { i in
            max(short[i], needs[i].count - min(have(needs[i], in: standing), have(needs[i], in: week)))
        }
        let alone = SolitaryWeek(
            p, missing: needs.indices.map { (needs[$0].service, wanted[$0]) }, in: standing)
        let looked = alone.services.indices
        let added = looked.map { min(alone.missing[$0], wanted[$0] - short[$0]) }
        let most = alone.most(
            atLeast: added, worth: looked.map { week.clinic.services[alone.services[$0]].minutes })
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
            if let most, looked.contains(i) { forced = max(0, wanted[i] - most[i]) }
            add(min(forced, short[i]), .forced(cause(i, beside: most ?? added, alone, n, p)))
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
            return days > 0 ? .days(days) : .noPlace(alone.conflict(need))
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
            patient: week.clinic.patients[p].id, service: week.clinic.services[service].id)
        var sessions: [Int] = []
        var free = 0
        if week.clinic.services[service].isGroup {
            let search = GroupSearch(request, in: week)
            free = search?.seats.count { $0.broken.isEmpty } ?? 0
            for seat in search?.seats ?? []
            where seat.broken == RuleSet(.capacity) {
                sessions.append(seat.trial.sitting.place)
            }
        } else if let space = SoloSpace(request, in: week) {
            free =
                space.fitting(
                    space.leading(relaxing: []), space.housing(relaxing: []), relaxing: []
                ).count
            let ways = OccupiedSearch(week: week).solo(space, relaxing: [], count: OccupiedSearch.most)
            for way in ways { sessions += way.sessions.compactMap { week.placeOfSession[$0] } }
        }
        if free > 0 { return .placesFree(free) }
        let held = sessions.filter { !week.rosters[$0].patients.contains(p) }
        let groups = Set(
            held.filter { week.clinic.services[week.sittings[$0].service].isGroup }.map {
                week.sittings[$0].series
            }
        ).filter { $0 >= 0 }.sorted()
        let people = Set(held.flatMap { week.rosters[$0].patients }).sorted()
        if groups.isEmpty, people.isEmpty {
            let waiting = week.clinic.series.count { $0.slot == nil && $0.service == request.service }
            return waiting > 0 ? .seriesWaiting(waiting) : .noneFound
        }
        return .crowdedOut(
            groups: groups.map { week.clinic.series[$0].id }, by: people.map { week.clinic.patients[$0].id })
    }
}
