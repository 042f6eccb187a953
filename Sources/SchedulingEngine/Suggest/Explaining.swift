internal import ClinicModel

extension ClinicWeek {
    /// Why a session has no more places: how many starts each rule takes, and what giving up one thing, a
    /// rule or the wish for one therapist or room, would open. The places themselves are `suggest`'s.
    package func explain(_ request: SuggestionRequest) -> Suggestions {
        let relaxed = RuleSet(request.relaxing)
        guard let service = service(request.service) else { return Suggestions() }
        if service.isGroup {
            guard let search = GroupSearch(request, in: self) else { return Suggestions() }
            return explain(search, request, relaxed)
        }
        guard let space = SoloSpace(request, in: self) else { return Suggestions() }
        var questions = SoloQuestions(space)
        return explain(space, &questions, request, relaxed)
    }

    func explain(
        _ space: SoloSpace, _ questions: inout SoloQuestions, _ request: SuggestionRequest,
        _ relaxed: RuleSet
    ) -> Suggestions {
        let tried = space.starts(relaxing: relaxed).count
        var counts: [RuleCount] = []
        // The rules not asked yet are relaxed, too.
        var unasked = RuleSet(Suggestions.order)
        var left = tried
        for rule in Suggestions.order where !relaxed.contains(rule) {
            unasked.remove(RuleSet(rule))
            let fit = questions.fitting(relaxing: relaxed.union(unasked)).count
            if fit < left { counts.append(RuleCount(rule: rule, count: left - fit)) }
            left = fit
        }
        let fits = questions.fitting(relaxing: relaxed)
        var relaxations: [Relaxation] = []
        func offer(_ what: Relaxation.What, _ mask: WeekMask) {
            let opens = mask.subtracting(fits).count
            if opens > 0 { relaxations.append(Relaxation(what: what, opens: opens)) }
        }
        if request.therapist != nil, let t = mostOpening(space.fittingByTherapist(relaxing: relaxed), fits) {
            offer(.therapist(clinic.therapists[t.place].id), t.starts)
        }
        if request.room != nil, !clinic.services[space.blocks.service].telehealth,
            let r = mostOpening(space.fittingByRoom(relaxing: relaxed), fits)
        {
            offer(.room(clinic.rooms[r.place].id), r.starts)
        }
        for rule in RuleName.allCases where !relaxed.contains(rule) {
            offer(.rule(rule), questions.fitting(relaxing: relaxed.union(RuleSet(rule))))
        }
        return Suggestions(startsTried: tried, counts: counts, relaxations: sorted(relaxations))
    }
    /// The first of those that open most beside what fits.
    private func mostOpening(_ list: [WeekMask], _ fits: WeekMask) -> (place: Int, starts: WeekMask)? {
        let opens = list.map { $0.subtracting(fits).count }
        guard let most = opens.max(), let place = opens.firstIndex(of: most) else { return nil }
        return (place, list[place])
    }

    func explain(_ search: GroupSearch, _ request: SuggestionRequest, _ relaxed: RuleSet) -> Suggestions {
        var counts: [RuleCount] = []
        let lost = search.seats.map { $0.broken.subtracting(relaxed) }.filter { !$0.isEmpty }
        for rule in Suggestions.order {
            let n = lost.count { broken in Suggestions.order.first { broken.contains($0) } == rule }
            if n > 0 { counts.append(RuleCount(rule: rule, count: n)) }
        }
        var relaxations: [Relaxation] = []
        for rule in RuleName.allCases {
            let opens = lost.count { $0 == RuleSet(rule) }
            if opens > 0 { relaxations.append(Relaxation(what: .rule(rule), opens: opens)) }
        }
        var found = Suggestions(
            startsTried: search.seats.count, counts: counts,
            relaxations: sorted(relaxations + wishes(search, request, relaxed)))
        found.seated = ofPatient[search.patient].filter {
            clinic.services[sittings[$0].service].id == request.service
        }.map { sessions[$0].reference }
        return found
    }
    /// Seats with another therapist, or in another room, than asked for.
    private func wishes(_ search: GroupSearch, _ request: SuggestionRequest, _ relaxed: RuleSet)
        -> [Relaxation]
    {
        func fitting(_ request: SuggestionRequest) -> [GroupSearch.Seat] {
            GroupSearch(request, in: self)?.seats.filter { relaxed.isSuperset(of: $0.broken) } ?? []
        }
        func most<T>(_ places: [Int], _ what: (T) -> Relaxation.What, _ list: [T]) -> [Relaxation] {
            let opens = list.indices.map { i in places.count { $0 == i } }
            guard let n = opens.max(), n > 0, let i = opens.firstIndex(of: n) else { return [] }
            return [Relaxation(what: what(list[i]), opens: n)]
        }
        var out: [Relaxation] = []
        if let asked = request.therapist.flatMap({ directory.therapists[$0] }) {
            var free = request
            free.therapist = nil
            let open = fitting(free).filter { !$0.trial.roster.therapists.contains(asked) }
            out += most(
                open.flatMap(\.trial.roster.therapists), { .therapist($0.id) }, clinic.therapists)
        }
        if let asked = request.room.flatMap({ directory.rooms[$0] }) {
            var free = request
            free.room = nil
            let open = fitting(free).map(\.trial.sitting.takenRoom).filter { $0 != asked }
            out += most(open, { .room($0.id) }, clinic.rooms)
        }
        return out
    }
    /// Wishes first, then rules that may be overridden, then the others; the one that opens most first.
    private func sorted(_ list: [Relaxation]) -> [Relaxation] {
        func rank(_ r: Relaxation) -> Int {
            if case .rule(let rule) = r.what { rule.isOverridable ? 1 : 2 } else { 0 }
        }
        return list.enumerated().sorted { a, b in
            (rank(a.element), -a.element.opens, a.offset) < (rank(b.element), -b.element.opens, b.offset)
        }.map(\.element)
    }
}
