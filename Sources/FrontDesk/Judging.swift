internal import ClinicModel
internal import SchedulingEngine

/// What a draft comes to once the rules have been asked.
struct Judgement {
    /// Those of the draft, and the overrides it needs.
    var changes: ChangeSet
    var after: Clinic
    var consequences: [Consequence] = []
    var scoreChange = 0
    var overridden: [Violation] = []
}

struct Judge {
    let before: Clinic
    let permit: Permit
    let coordinator: String
    let today: CivilDate
    /// Broken rules that stood before the change that is now taken back.
    var mended: Set<String> = []

    func check(_ permit: Permit) throws(DeskError) {
        for (rule, reason) in permit.overrides.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
            guard rule.isOverridable else { throw .cannot(.notOverridable(rule), before) }
            guard reason.contains(where: { !$0.isWhitespace }) else {
                throw .cannot(.reasonMissing(rule), before)
            }
        }
    }

    func judge(_ draft: Draft) throws(DeskError) -> Judgement {
        try check(permit)
        let near = Neighbourhood(draft.changes, [before, draft.after])
        let old = near.part(of: before)
        let new = near.part(of: draft.after)
        var judgement = Judgement(changes: draft.changes, after: draft.after)
        var refused: [Violation] = []
        var later: [LaterClash] = []
        for v in Self.newlyBroken(from: old, to: new, weeks: draft.weeks) {
            if mended.contains(v.mark) { continue }
            if isCovered(v, by: draft.changes) {
                judgement.overridden.append(v)
            } else if let reason = permit.overrides[v.rule] {
                judgement.overridden.append(v)
                try allow(v, reason, draft, &judgement)
            } else if isLater(v, draft), draft.proposedWeek != nil || v.rule.isSettledLater {
                LaterClash.add(v, before.profile.calendar, to: &later)
            } else if let session = draft.leavesHit(v) {
                judgement.consequences.append(.staysHit(v.rule, v.subject, session, v.moment))
            } else {
                refused.append(v)
            }
        }
        if !refused.isEmpty { throw .refused(refusal(refused, draft, new)) }
        if let session = draft.allowing {
            for v in standing(session, draft) {
                guard let reason = permit.overrides[v.rule] else { continue }
                judgement.overridden.append(v)
                try allow(v, reason, draft, &judgement)
            }
            guard !judgement.changes.isEmpty else { throw .cannot(.nothingChanges, before) }
        }
        judgement.consequences = draft.notices + judgement.consequences
        for clash in later {
            judgement.consequences.append(
                .clashesLater(
                    clash.rule, clash.subject, first: clash.first, extent: clash.extent,
                    count: clash.weeks.count))
        }
        weigh(draft, from: old, to: new, &judgement)
        return judgement
    }

    /// What is broken that did not stand just so before. Overrides that stand are no licence for another
    /// place: they covered what stood.
    static func newlyBroken(from before: Clinic, to after: Clinic, weeks: [CivilDate]) -> [Violation] {
        var bare = after
        bare.overrides = []
        return RuleBook.newlyBroken(from: before, to: bare, weeks: weeks)
    }
    private func isCovered(_ v: Violation, by changes: ChangeSet) -> Bool {
        changes.changes.contains {
            if case .override(nil, let new?) = $0 { new.covers(v) } else { false }
        }
    }
    private func isLater(_ v: Violation, _ draft: Draft) -> Bool {
        guard let first = draft.proposedWeek ?? draft.weeks.first,
            !draft.series.isEmpty || draft.proposedWeek != nil
        else { return false }
        return before.profile.calendar.week(of: v.moment.date) > first
    }

    /// What a session that stands breaks and nobody has allowed.
    private func standing(_ session: SessionReference, _ draft: Draft) -> [Violation] {
        draft.weeks.flatMap { ClinicWeek(before, week: $0).violations(of: session) }
            .filter { $0.override == nil }
    }
    /// Adds the override that lets it stand.
    private func allow(_ v: Violation, _ reason: String, _ draft: Draft, _ judgement: inout Judgement)
        throws(DeskError)
    {
        let row = RuleOverride(
            rule: v.rule, scope: scope(of: v, draft), person: v.person, reason: Confidential(reason),
            by: coordinator, on: today)
        if judgement.changes.changes.contains(.override(before: nil, after: row)) { return }
        let change = Change.override(before: nil, after: row)
        do {
            let made = try judgement.after.apply(ChangeSet([change]))
            judgement.changes.places[judgement.changes.changes.count] = made.places[0]
            judgement.changes.changes.append(change)
        } catch { throw .cannot(.nothingChanges, before) }
    }
    /// A series that changes for good as a whole, else the session that the draft is about.
    private func scope(of v: Violation, _ draft: Draft) -> OverrideScope {
        for s in v.sessions {
            if let series = s.series, draft.series.contains(series) { return .series(series) }
        }
        if let s = draft.session, v.sessions.contains(s) { return .session(s) }
        return .session(v.sessions.first ?? draft.session ?? .single(""))
    }

    private func refusal(_ violations: [Violation], _ draft: Draft, _ after: Clinic) -> Refusal {
        var weeks: [CivilDate: ClinicWeek] = [:]
        func isOwn(_ s: SessionReference) -> Bool {
            s == draft.session || s.series.map(draft.series.contains) ?? false
        }
        return Refusal(
            findings: violations.map { v in
                let date = before.profile.calendar.week(of: v.moment.date)
                let week = weeks[date] ?? ClinicWeek(after, week: date)
                weeks[date] = week
                // Whoever filled a group is in the way, too.
                let others = v.rule == .capacity ? v.sessions : v.sessions.filter { !isOwn($0) }
                return Refusal.Finding(violation: v, week: week, others: others)
            })
    }
}

extension Draft {
    /// Of an absence: a session that it hits and that the draft leaves as it is. To be out is no fault, and
    /// what was not mended still waits to be.
    fileprivate func leavesHit(_ v: Violation) -> SessionReference? {
        guard let session = v.sessions.first, v.sessions.count == 1, proposedWeek != nil else { return nil }
        var isOut = false
        for change in changes.changes {
            switch (change, v.subject) {
            case (.timeOff(let id, _, _), .therapist(let t)) where v.rule == .therapistHours:
                isOut = isOut || id == t
            case (.closure(let id, _, _), .session) where v.rule == .roomClosed:
                isOut = isOut || v.held.first?.room == id
            case (.unavailable(let id, _, _), .patient(let p)) where v.rule == .patientUnavailable:
                isOut = isOut || id == p
            default: if change.puts(session) { return nil }
            }
        }
        return isOut ? session : nil
    }
}

extension Change {
    /// Whether it says when, where or by whom the session is held, or who is in it.
    fileprivate func puts(_ session: SessionReference) -> Bool {
        switch (self, session) {
        case (.session(_, let s?), .single(let id)): s.id == id
        case (.series(_, let s?), .occurrence(let id, _)): s.id == id
        case (.exception(let s, _, let e?), .occurrence(let id, let date)): s == id && e.date == date
        case (.enrollment(let s, _, let e?), .occurrence(let id, let date)): s == id && e.covers(date)
        default: false
        }
    }
}

/// A rule that one person's later weeks break.
private struct LaterClash {
    let rule: RuleName
    let subject: Violation.Subject
    let extent: Violation.Extent
    var first: CivilMoment
    var weeks: Set<CivilDate>

    static func add(_ v: Violation, _ calendar: WeekCalendar, to list: inout [LaterClash]) {
        let week = calendar.week(of: v.moment.date)
        if let i = list.firstIndex(where: {
            $0.rule == v.rule && $0.subject == v.subject && $0.extent == v.extent
        }) {
            list[i].first = min(list[i].first, v.moment)
            list[i].weeks.insert(week)
        } else {
            list.append(
                LaterClash(
                    rule: v.rule, subject: v.subject, extent: v.extent, first: v.moment, weeks: [week]))
        }
    }
}

extension Violation {
    /// What makes it the same broken rule after a change was taken back: rule, person and sessions.
    var mark: String {
        let names = sessions.map(\.description).joined(separator: " ")
        return "\(rule.rawValue) \(subject.key) \(limit == nil || extent == .session ? names : when)"
    }
}

extension Violation.Subject {
    fileprivate var key: String {
        switch self {
        case .patient(let p): "p:\(p)"
        case .therapist(let t): "t:\(t)"
        case .room(let r): "r:\(r)"
        case .session(let s): "s:\(s)"
        case .pair(let a, let b): "\(a):\(b)"
        }
    }
}
