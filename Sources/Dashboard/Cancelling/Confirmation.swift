internal import ClinicModel
internal import FrontDesk
internal import SchedulingEngine
internal import Terminal

/// Something about to be done, with its consequences, its scope and its reason.
package struct Confirmation: Sendable {
    /// With the narrowest scope.
    let intent: Intent
    let title: String
    /// Scopes to choose from, narrowest first; empty: there is but one.
    let scopes: [SeriesScope]
    var selected = 0
    var reason: TextField
    /// The word that stands for more than one session.
    var word = TextField()
    var forecast: Foresight.Forecast?
    var returning: Mode

    init(
        intent: Intent, title: String, scopes: [SeriesScope] = [], reason: String = "", returning: Mode
    ) {
        self.intent = intent
        self.title = title
        self.scopes = scopes
        self.reason = TextField(reason)
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
        case .book, .enroll, .leave, .seat, .allow, .cancelEach, .accept: intent
        }
    }
    var isCancelling: Bool {
        switch intent {
        case .cancel, .cancelEach: true
        default: false
        }
    }
    /// It can't be done as it stands, whatever reason is given.
    var isHopeless: Bool { forecast?.isHopeless == true }
    /// Cancelling more than one session is said in a word, not by a key beside a common one.
    var needsWord: Bool {
        if case .cancelEach = intent { return true }
        return isCancelling && scope != .this
    }
    /// What the word is asked for.
    var extent: String {
        if case .cancelEach(let sessions) = intent { return "\(sessions.count) sessions" }
        return Self.words(scope)
    }
    static let word = "cancel"
    var permit: Permit {
        let words = reason.words
        return Permit(reason: words.isEmpty ? nil : words)
    }
    static func words(_ scope: SeriesScope) -> String {
        switch scope {
        case .this: "this one"
        case .later: "this and later"
        case .all: "all of the series"
        }
    }
}

extension Intent {
    /// How much of a series it can be for. A seat is one patient's: all of the series would say that the group
    /// moves.
    fileprivate var scopes: [SeriesScope] {
        if case .reseat = self { [.this, .later] } else { SeriesScope.allCases }
    }
}

extension DashboardState {
    mutating func confirm(_ intent: Intent, _ title: String, scopes: Bool = false, reason: String = "")
        -> [DashboardEffect]
    {
        let c = Confirmation(
            intent: intent, title: title, scopes: scopes ? intent.scopes : [], reason: reason,
            returning: mode)
        mode = .confirming(c)
        return [.preview(c.scoped, c.permit)]
    }
    mutating func startCancelling(reason: String = "") -> [DashboardEffect] {
        let marked = week.sessions.map(\.reference).filter { scene.marked.contains($0) }
        if marked.count > 1 {
            return confirm(.cancelEach(marked), "Cancel \(marked.count) marked sessions", reason: reason)
        }
        guard let session = marked.first.flatMap({ week.session($0) }) ?? selected else { return [] }
        return confirm(
            .cancel(session.reference), "Cancel \(title(of: session))",
            scopes: session.reference.series != nil, reason: reason)
    }

    mutating func press(_ key: Key, _ command: Command?, in confirmation: Confirmation) -> [DashboardEffect] {
        var c = confirmation
        switch command {
        case .leave:
            mode = c.returning
            return []
        case .toggle, .listDown, .listUp:
            guard c.scopes.count > 1 else {
                return command == .toggle ? lost(key) : []
            }
            c.selected = (c.selected + (command == .listUp ? c.scopes.count - 1 : 1)) % c.scopes.count
            c.forecast = nil
            c.word = TextField()
            mode = .confirming(c)
            return [.preview(c.scoped, c.permit)]
        case .choose:
            if c.isHopeless {
                complain("It can't be done as it stands; nothing was changed")
                return []
            }
            if c.needsWord, c.word.words.lowercased() != Confirmation.word {
                complain("Type the word \(Confirmation.word) to cancel \(c.extent)")
                return []
            }
            return [.perform(c.scoped, c.permit)]
        default:
            guard c.needsWord ? c.word.take(key) : c.reason.take(key) else { return lost(key) }
            mode = .confirming(c)
            return []
        }
    }
}
