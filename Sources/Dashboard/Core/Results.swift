internal import ClinicModel
internal import FrontDesk
internal import SchedulingEngine
internal import Terminal

/// What the draft on the screen would come to.
struct Foresight: Sendable {
    enum Forecast: Sendable {
        case fine([Said])
        /// `allowable`: a reason would do.
        case refused([String], allowable: Bool)

        /// Nothing will come of it.
        var isHopeless: Bool { if case .refused(_, allowable: false) = self { true } else { false } }
    }
    struct Said: Hashable, Sendable {
        var text: String
        var isWarning: Bool
        var isScore: Bool
        /// Of later weeks: it is summed up where all of them are.
        var isLater: Bool
    }
    let intent: Intent
    let permit: Permit
    var forecast: Forecast?
    /// Clashes of later weeks, the most weeks that one goes on for, and the first of them; nil: there is none, or
    /// it is not known.
    var later: (count: Int, weeks: Int, first: CivilMoment)?
    /// Enter was pressed before it was known: what has no warnings is done at once.
    var isAwaited = false

    func isOf(_ intent: Intent, _ permit: Permit) -> Bool { self.intent == intent && self.permit == permit }
    var isKnown: Bool { forecast != nil }
}

// What the desk answered.
extension DashboardState {
    /// What a draft in hand would come to, not asked for yet: the loop asks when nobody types.
    package var openQuestion: DashboardEffect? {
        // What stands over a draft asks for itself.
        guard mode.below == nil, let (intent, permit) = mode.wish(phrase),
            foresight?.isOf(intent, permit) != true
        else { return nil }
        return .preview(intent, permit)
    }

    /// Does what is drafted, once its consequences have been on the screen.
    mutating func commit(_ intent: Intent, _ permit: Permit = Permit()) -> [DashboardEffect] {
        if let foresight, foresight.isOf(intent, permit), case .fine = foresight.forecast {
            return [.perform(intent, permit)]
        }
        foresight = Foresight(intent: intent, permit: permit, isAwaited: true)
        return [.preview(intent, permit)]
    }

    mutating func foresee(_ intent: Intent, _ permit: Permit, _ result: Result<Outcome, DeskError>)
        -> [DashboardEffect]
    {
        if case .confirming(var c) = mode, c.scoped == intent {
            c.forecast = forecast(intent, result)
            mode = .confirming(c)
            return []
        }
        guard mode.draft?.wish(phrase).map({ $0 == intent && $1 == permit }) ?? false else { return [] }
        let isAwaited = foresight?.isOf(intent, permit) == true && foresight?.isAwaited == true
        let forecast = forecast(intent, result)
        foresight = Foresight(intent: intent, permit: permit, forecast: forecast)
        if case .success(let outcome) = result { foresight?.later = outcome.consequences.clashesLater }
        if case .booking(var booking) = mode, booking.loss != nil,
            case .failure(.refused(let refusal)) = result,
            let faster = refusal.findings.compactMap(\.booked).first
        {
            booking.blame(faster.coordinator)
            mode = .booking(booking)
            if let loss = booking.loss { complain(loss.sentence) }
        }
        showDraft()
        guard isAwaited else { return [] }
        switch result {
        case .failure(let error): return refuse(intent, permit, error)
        case .success:
            guard case .fine(let said) = forecast, let first = said.first(where: \.isWarning) else {
                return [.perform(intent, permit)]
            }
            let enter: Command = if case .admitting = mode.draft { .bookSet } else { .accept }
            let key = keymap.key(of: enter, in: enter.context)?.name ?? "Enter"
            complain("\(first.text). \(key) does it all the same, and u takes it back")
            return []
        }
    }
    private func forecast(_ intent: Intent, _ result: Result<Outcome, DeskError>) -> Foresight.Forecast {
        switch result {
        case .success(let outcome):
            .fine(
                outcome.consequences.map { c in
                    var isScore = false
                    if case .score = c { isScore = true }
                    return Foresight.Said(
                        text: outcome.sentence(c, scene.naming),
                        isWarning: c.isWarning && !c.isNoFault(of: intent), isScore: isScore,
                        isLater: c.isOfLater)
                })
        case .failure(let error):
            .refused(
                error.sentence(naming: scene.naming).split(separator: "\n").map(String.init),
                allowable: error.isAllowable)
        }
    }

    mutating func finish(_ intent: Intent, _ permit: Permit, _ outcome: Outcome) {
        var moved = 0
        if case .moving(let m) = mode.draft { moved = m.placement.begins.minutes - m.origin.begins.minutes }
        if let again = Repeatable(intent, permit, moved: moved) { last = again }
        viewBefore = mode.home ?? here
        endMode(returning: mode.home)
        scene.marked = []
        if let session = outcome.session { show(session) }
        // They were on the screen before it was done: the first is a reminder.
        let warnings = outcome.consequences.filter(\.isWarning)
        let first = warnings.first.map { outcome.sentence($0, scene.naming) }
        let more = warnings.count > 1 ? "and \(warnings.count - 1) more" : nil
        say([outcome.title(scene.naming), first, more].compactMap { $0 }.joined(separator: " · "))
    }

    /// Where the same is still looked at, the board begins where it began before the change that was taken back.
    mutating func bringViewBack() {
        defer { viewBefore = nil }
        guard let before = viewBefore, case .week = mode, before.week == week.week, before.view == scene.view,
            before.lens == scene.lens
        else { return }
        scene.scroll = before.scroll
        scene.unfolded = before.unfolded
    }

    /// A refusal keeps the draft: the rules in words, and a field for a reason where one would do.
    mutating func refuse(_ intent: Intent, _ permit: Permit, _ error: DeskError) -> [DashboardEffect] {
        if case .accept(let acceptance) = intent, refuseProposal(acceptance, error) { return [.reload] }
        guard case .refused(let refusal) = error else {
            complain(error.sentence(naming: scene.naming).replacing("\n", with: " · "))
            // Somebody has changed what this was drafted on.
            return [.reload]
        }
        let lines = refusal.sentences(naming: scene.naming)
        // A reason that is being given stays where it is typed.
        let returning: Mode = if case .refused(let before) = mode { before.returning } else { mode }
        mode = .refused(
            RefusedDraft(
                intent: intent, permit: permit,
                rules: refusal.overridable.sorted { $0.rawValue < $1.rawValue },
                lines: lines, returning: returning))
        return refusal.findings.contains { $0.booked?.isNews == true } ? [.reload] : []
    }
}

/// A draft that rules forbid: what they say, and the reason that would allow it.
package struct RefusedDraft: Sendable {
    var intent: Intent
    var permit: Permit
    /// Rules that a reason allows; empty when one of those broken can't be.
    var rules: [RuleName]
    var lines: [String]
    var reason = TextField()
    var returning: Mode
}

extension DashboardState {
    mutating func press(_ key: Key, _ command: Command?, in draft: RefusedDraft) -> [DashboardEffect] {
        var draft = draft
        switch command {
        case .leave: mode = draft.returning
        case .choose:
            if draft.rules.isEmpty {
                mode = draft.returning
                return []
            }
            let reason = draft.reason.words
            guard !reason.isEmpty else {
                complain("A reason is wanted; it is kept with the override")
                return []
            }
            var permit = draft.permit
            for rule in draft.rules { permit.overrides[rule] = reason }
            permit.reason = permit.reason ?? reason
            return [.perform(draft.intent, permit)]
        default:
            guard !draft.rules.isEmpty, draft.reason.take(key) else { return lost(key) }
            mode = .refused(draft)
        }
        return []
    }
}

/// A reason for a change or for a broken rule, being typed.
package struct Explaining: Sendable {
    enum Purpose: Sendable {
        /// Kept in the journal with the change in hand.
        case change
        /// Rules broken by a session that stands.
        case allowing(SessionReference, [Allowance])
    }
    struct Allowance: Hashable, Sendable {
        var rule: RuleName
        var person: String?
        var sentence: String
    }
    var purpose: Purpose
    var field: TextField
    var returning: Mode
}

extension DashboardState {
    mutating func press(_ key: Key, _ command: Command?, in explaining: Explaining) -> [DashboardEffect] {
        var explaining = explaining
        switch command {
        case .leave: mode = explaining.returning
        case .choose:
            let words = explaining.field.words
            switch explaining.purpose {
            case .change:
                mode = explaining.returning.explained(words)
                showDraft()
            case .allowing(let session, let allowances):
                guard !words.isEmpty else {
                    complain("A reason is wanted; it is kept with the override")
                    return []
                }
                let reasons = allowances.map { ($0.rule, words) }
                let permit = Permit(
                    overrides: Dictionary(reasons, uniquingKeysWith: { a, _ in a }), reason: words)
                return [.perform(.allow(session), permit)]
            }
        default:
            guard explaining.field.take(key) else { return lost(key) }
            mode = .explaining(explaining)
        }
        return []
    }
    /// `c`: the broken rules of the selected session that a reason would allow.
    mutating func startAllowing() {
        guard let session = selected else { return }
        let allowances = allowable(session)
        guard !allowances.isEmpty else { return }
        mode = .explaining(
            Explaining(
                purpose: .allowing(session.reference, allowances), field: TextField(), returning: mode))
    }
    func allowable(_ session: ScheduledSession) -> [Explaining.Allowance] {
        week.violations(of: session.reference).filter { $0.override == nil && $0.rule.isOverridable }.map {
            Explaining.Allowance(
                rule: $0.rule, person: $0.person, sentence: $0.sentence(in: week, naming: scene.naming))
        }
    }
}

extension DeskError {
    fileprivate var isAllowable: Bool {
        if case .refused(let refusal) = self { !refusal.overridable.isEmpty } else { false }
    }
}

extension Consequence {
    /// A group short of patients is not worse off for one more.
    fileprivate func isNoFault(of intent: Intent) -> Bool {
        guard case .underfilled = self else { return false }
        return switch intent {
        case .book, .seat, .enroll: true
        default: false
        }
    }
}

extension Mode {
    /// What the desk would be asked for if the draft were done now; nil when it is not whole.
    func wish(_ phrase: DatePhrase) -> (Intent, Permit)? {
        switch self {
        case .booking(let b): b.intent(phrase).map { ($0, b.permit) }
        case .moving(let m): m.intent.map { ($0, m.permit) }
        case .admitting(let a): a.intent.map { ($0, a.permit) }
        default: nil
        }
    }
    /// The place that is chosen breaks rules of its own week.
    var isBroken: Bool {
        switch self {
        case .booking(let b): b.walked != nil && !b.verdict.isEmpty
        case .moving(let m): !m.verdict.isEmpty
        default: false
        }
    }
    /// The draft with a reason.
    fileprivate func explained(_ reason: String) -> Mode {
        switch self {
        case .booking(var b):
            b.reason = reason
            return .booking(b)
        case .moving(var m):
            m.reason = reason
            return .moving(m)
        case .admitting(var a):
            a.reason = reason
            return .admitting(a)
        default: return self
        }
    }
}
