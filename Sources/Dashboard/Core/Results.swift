internal import ClinicModel
internal import FrontDesk
internal import SchedulingEngine
internal import Terminal

// What the desk answered.
extension DashboardState {
    mutating func finish(_ intent: Intent, _ outcome: Outcome) {
        var home: Jump?
        switch mode {
        case .booking(let b): home = b.home
        case .moving(let m): home = m.home
        case .confirming(let c): home = c.home
        case .refused(let r): home = r.home
        default: break
        }
        endMode(returning: home)
        if let session = outcome.session { show(session) }
        settle()
        let warnings = outcome.consequences.filter(\.isWarning).prefix(2)
            .map { $0.sentence(in: outcome.snapshot.clinic, naming: scene.naming) }
        toast = Toast(([outcome.title(scene.naming)] + warnings).joined(separator: " · "))
    }

    /// A refusal keeps the draft: the rules in words, and a field for a reason where one would do.
    mutating func refuse(_ intent: Intent, _ error: DeskError) {
        guard case .refused(let refusal) = error else {
            toast = Toast(error.sentence(naming: scene.naming).replacing("\n", with: " · "), isError: true)
            return
        }
        let lines = refusal.findings.map { $0.sentence(naming: scene.naming) }
        mode = .refused(
            RefusedDraft(
                intent: intent, rules: refusal.overridable.sorted { $0.rawValue < $1.rawValue }, lines: lines,
                returning: mode, home: home(of: mode)))
    }
    private func home(of mode: Mode) -> Jump? {
        switch mode {
        case .booking(let b): b.home
        case .moving(let m): m.home
        case .confirming(let c): c.home
        default: nil
        }
    }

    mutating func preview(_ intent: Intent, _ result: Result<Outcome, DeskError>) {
        guard case .confirming(var c) = mode, c.scoped == intent else { return }
        switch result {
        case .success(let outcome):
            c.consequences = outcome.sentences(scene.naming)
            c.refusal = []
        case .failure(let error):
            c.consequences = []
            c.refusal = error.sentence(naming: scene.naming).split(separator: "\n").map(String.init)
        }
        mode = .confirming(c)
    }
}

/// A draft that rules forbid: what they say, and the reason that would allow it.
package struct RefusedDraft: Sendable {
    var intent: Intent
    /// Rules that a reason allows; empty when one of those broken can't be.
    var rules: [RuleName]
    var lines: [String]
    var reason = TextField()
    var returning: Mode
    var home: Jump?
}

extension DashboardState {
    mutating func press(_ key: Key, in draft: RefusedDraft) -> [DashboardEffect] {
        var draft = draft
        switch keymap.command(for: key, in: .list) {
        case .leave:
            mode = draft.returning
            return []
        case .choose:
            if draft.rules.isEmpty {
                mode = draft.returning
                return []
            }
            let reason = draft.reason.text.trimmingBlanks
            guard !reason.isEmpty else {
                toast = Toast("A reason is wanted; it is kept with the override", isError: true)
                return []
            }
            let overrides = Dictionary(draft.rules.map { ($0, reason) }, uniquingKeysWith: { a, _ in a })
            return [.perform(draft.intent, Permit(overrides: overrides, reason: reason))]
        default:
            if !draft.rules.isEmpty, draft.reason.take(key) { mode = .refused(draft) }
            return []
        }
    }
}

extension String {
    var trimmingBlanks: String {
        var s = Substring(self)
        while s.first == " " { s.removeFirst() }
        while s.last == " " { s.removeLast() }
        return String(s)
    }
}
