internal import ClinicModel
internal import FrontDesk
internal import SchedulingEngine
internal import Terminal

/// Something about to be done, with its consequences, its scope and its reason.
package struct Confirmation: Sendable {
    /// With the narrowest scope.
    var intent: Intent
    var title: String
    /// Scopes to choose from, narrowest first; empty: there is but one.
    var scopes: [SeriesScope]
    var selected = 0
    var reason = TextField()
    var consequences: [String]?
    var refusal: [String] = []
    var home: Jump?
    var returning: Mode

    init(intent: Intent, title: String, scopes: [SeriesScope], home: Jump?, returning: Mode) {
        self.intent = intent
        self.title = title
        self.scopes = scopes
        self.home = home
        self.returning = returning
    }
    var scope: SeriesScope { scopes.indices.contains(selected) ? scopes[selected] : .this }

    /// The intent with the chosen scope.
    var scoped: Intent {
        guard !scopes.isEmpty else { return intent }
        return switch intent {
        case .move(let s, let to, let therapists, let room, _):
            .move(s, to: to, therapists: therapists, room: room, scope: scope)
        case .cancel(let s, _): .cancel(s, scope: scope)
        case .unseat(let p, let s, _): .unseat(p, from: s, scope: scope)
        case .reseat(let p, let a, let b, _): .reseat(p, from: a, to: b, scope: scope)
        case .book, .enroll, .leave, .seat: intent
        }
    }
    var isCancelling: Bool { if case .cancel = intent { true } else { false } }
    /// Cancelling more than one session is said in a word, not by a key beside a common one.
    var needsWord: Bool { isCancelling && scope != .this }
    static let word = "cancel"
    var permit: Permit {
        let words = reason.text.trimmingBlanks
        return Permit(reason: words.isEmpty || needsWord ? nil : words)
    }
    static func words(_ scope: SeriesScope) -> String {
        switch scope {
        case .this: "this one"
        case .later: "this and later"
        case .all: "all"
        }
    }
}

extension DashboardState {
    mutating func startCancelling() -> [DashboardEffect] {
        guard let session = selected else { return [] }
        return confirm(
            .cancel(session.reference), "Cancel \(title(of: session))",
            scopes: session.reference.series != nil)
    }

    mutating func press(_ key: Key, in confirmation: Confirmation) -> [DashboardEffect] {
        var c = confirmation
        switch keymap.command(for: key, in: .list) {
        case .leave:
            mode = c.returning
            return []
        case .toggle, .listDown, .listUp:
            guard c.scopes.count > 1 else { return [] }
            let step = keymap.command(for: key, in: .list) == .listUp ? c.scopes.count - 1 : 1
            c.selected = (c.selected + step) % c.scopes.count
            c.consequences = nil
            mode = .confirming(c)
            return [.preview(c.scoped, c.permit)]
        case .choose:
            if c.needsWord, c.reason.text.trimmingBlanks.lowercased() != Confirmation.word {
                toast = Toast(
                    "Type the word \(Confirmation.word) to cancel \(Confirmation.words(c.scope))",
                    isError: true)
                return []
            }
            return [.perform(c.scoped, c.permit)]
        default:
            if c.reason.take(key) { mode = .confirming(c) }
            return []
        }
    }
}
