internal import SchedulingEngine
internal import Terminal

/// The bottom line: the keys that work now, as many as fit, each with its word; the way out and the way to help
/// stand on the narrowest. The key of one that can't work now is dim; it says why when it is pressed.
struct HintLine {
    struct Item {
        var command: Command
        /// What a click on it presses.
        var key: Key
        var label: String
        var word: String
        var isDisabled: Bool
        var x: Int
        var width: Int { Canvas.width(of: label) + 1 + Canvas.width(of: word) }
    }
    let items: [Item]
    private let width: Int
    private let y: Int

    init(_ state: DashboardState) {
        width = state.size.columns
        y = state.size.rows - 1
        let context = state.mode.context
        let all = Self.commands(state).compactMap { command, word -> Item? in
            // A list hands on what it does not need itself.
            guard let key = state.keymap.key(of: command, in: command == .cure ? .week : context) else {
                return nil
            }
            return Item(
                command: command, key: key, label: Self.label(command, key, state), word: word,
                isDisabled: state.disabledReason(command) != nil && context != .list, x: 1)
        }
        var kept = all.filter { Self.isKept($0.command) }.reduce(0) { $0 + $1.width + 2 }
        let help = all.first { $0.command == .help }.map { $0.width + 2 } ?? 0
        var x = 1
        var items: [Item] = []
        for (n, var item) in all.enumerated() {
            if Self.isKept(item.command) { kept -= item.width + 2 }
            // What the mode is for comes first; before it is left out, the word for help is.
            let reserved = n == 0 ? max(0, kept - help) : kept
            guard x + item.width + reserved < width || Self.isKept(item.command) && x + item.width < width
            else { continue }
            item.x = x
            items.append(item)
            x += item.width + 2
        }
        self.items = items
    }
    private static func isKept(_ command: Command) -> Bool {
        [.help, .leave, .putBack, .dropProposal, .dropSet].contains(command)
    }
    private static func label(_ command: Command, _ key: Key, _ state: DashboardState) -> String {
        switch command {
        case .cure:
            let most = state.screen.cures.count
            return most > 1 ? "1\(state.glyphs.dash)\(most)" : "1"
        case _ where command.isFamily: return state.keymap.label(of: command, state.glyphs)
        case .carryLeft, .listUp, .rowUp:
            let all: [Command] =
                command == .listUp
                ? [.listUp, .listDown]
                : command == .rowUp ? [.rowUp, .rowDown] : [.carryLeft, .carryDown, .carryUp, .carryRight]
            let keys = all.compactMap {
                state.keymap.key(of: $0, in: state.mode.context)?.label(state.glyphs)
            }
            return keys.joined(separator: state.glyphs.kind == .unicode ? "" : " ")
        default: return key.label(state.glyphs)
        }
    }

    private static func commands(_ state: DashboardState) -> [(Command, String)] {
        func plain(_ list: [Command]) -> [(Command, String)] { list.map { ($0, $0.row.hint ?? $0.title) } }
        let back: (Command, String) = (.leave, "back")
        switch state.mode {
        case .week: return week(state, plain)
        case .inspecting:
            return [(.choose, "open"), (.listUp, "walk")]
                + (state.screen.cures.isEmpty ? [] : [(.cure, "take")])
                + [(.toggle, "week"), back]
        case .booking(let b) where b.isTypingDate:
            return [(.choose, "book"), (.toggle, "once"), (.leave, "back"), (.help, "help")]
        case .booking(let b):
            var list: [(Command, String)] = [(.accept, "book")]
            if b.places.isEmpty {
                list = b.why.relaxations.isEmpty ? [] : [(.relax, "give up")]
            } else {
                list += [(.choosePlace, "choose"), (.carryLeft, "walk")]
            }
            list.append((.variant, b.isGroup ? "how long" : "once/weekly"))
            if !b.isGroup { list += [(.otherTherapist, "therapist"), (.otherRoom, "room")] }
            list.append((.putBack, "back"))
            return list + [(.laterWeek, "next week"), (.say, "reason"), (.help, "help")]
        case .moving(let m):
            var list: [(Command, String)] = [(.accept, "drop"), (.carryLeft, "carry")]
            if !m.best.isEmpty { list.append((.choosePlace, "places")) }
            if m.reseated == nil { list += [(.otherTherapist, "therapist"), (.otherRoom, "room")] }
            list.append((.putBack, "put back"))
            return list + [(.laterWeek, "next week"), (.say, "reason"), (.help, "help")]
        case .admitting(let a):
            var list: [(Command, String)] = []
            if !a.found.sets.isEmpty {
                list += [(.bookSet, "book all"), (.nextSet, "next"), (.choosePlace, "choose")]
            }
            let next =
                switch a.pane {
                case .set: "seats"
                case .seats: a.found.sets.isEmpty ? "the set" : "all of it"
                case .everything: "the set"
                }
            list += [(.heatMap, next), (.dropSet, "back")]
            if !a.found.sets.isEmpty { list.append((.carryLeft, "walk")) }
            return list + [(.why, "why"), (.laterWeek, "next week"), (.say, "reason"), (.help, "help")]
        case .choosingPatient:
            return [(.choose, "find places"), (.listUp, "walk"), back, (.help, "help")]
        case .asking: return [(.choose, "show places"), (.listUp, "walk"), back, (.help, "help")]
        case .wondering: return [(.choose, "why"), (.listUp, "walk"), back, (.help, "help")]
        case .answering(let a):
            if !a.canBook { return [back, (.help, "help")] }
            return a.relaxations.isEmpty
                ? [(.choose, "show places"), back, (.help, "help")]
                : [(.choose, "give it up, show places"), (.listUp, "walk"), back, (.help, "help")]
        case .seating(let s):
            return [
                (.choose, s.isOut ? "take out" : "seat"), (.toggle, "how much of the series"),
                (.listUp, "walk"), back, (.help, "help"),
            ]
        case .confirming(let c):
            var choose = c.isCancelling ? "cancel it" : "do it"
            if case .refused(_, allowable: true) = c.forecast { choose = "say why" }
            return (c.isHopeless ? [] : [(.choose, choose)])
                + (c.scopes.count > 1 ? [(.toggle, "how much of the series")] : []) + [back, (.help, "help")]
        case .refused(let r):
            return (r.rules.isEmpty ? [] : [(.choose, "allow it")]) + [
                (.leave, "back to the draft"), (.help, "help"),
            ]
        case .explaining: return [(.choose, "keep"), back, (.help, "help")]
        case .finding: return [(.choose, "look at"), (.listUp, "walk"), back, (.help, "help")]
        case .goingToDate: return [(.choose, "go"), back, (.help, "help")]
        case .filtering:
            return [(.choose, "keep"), (.toggle, "dim/hide"), (.leave, "as before"), (.help, "help")]
        case .commands: return [(.choose, "do it"), (.listUp, "walk"), back]
        case .choosingTheme: return [(.choose, "keep"), (.listUp, "walk"), (.leave, "as before")]
        case .planning, .repairing: return proposal(state)
        case .calling:
            return [
                (.tick, "called"), (.rowUp, "walk"), (.dropProposal, "back"), (.absence, "another absence"),
                (.help, "help"),
            ]
        case .reporting(let q):
            return q.subject == nil
                ? [(.choose, "take"), (.listUp, "walk"), back, (.help, "help")]
                : [(.choose, "mend it"), back, (.help, "help")]
        case .quitting: return [(.choose, "quit, drop it"), (.leave, "back to it")]
        }
    }
    private static func proposal(_ state: DashboardState) -> [(Command, String)] {
        let review: Review?
        let isRunning: Bool
        var more: [(Command, String)] = []
        var others: [(Command, String)] = []
        if case .planning = state.mode {
            review = state.planning?.review
            isRunning = state.planning?.isRunning ?? false
            if !isRunning { more = [(.searchOn, "search on")] }
        } else {
            review = state.repairing?.review
            isRunning = state.repairing?.isRunning ?? false
            if (state.repairing?.reviews.count ?? 0) > 1 { others = [(.nextProposal, "next")] }
        }
        let back: (Command, String) = (.dropProposal, isRunning ? "keep the best so far" : "back")
        guard let review, !(isRunning && state.planning?.isRunning == true) else {
            return [back, (.aside, "to the week"), (.help, "help")]
        }
        let accept = review.refusal.isEmpty ? "accept the ticked" : "accept the rest"
        let hands: [(Command, String)] =
            review.list.isEmpty
            ? []
            : (review.isHopeless ? [] : [(.acceptTicked, accept)]) + [
                (.tick, review.isOnPerson ? "tick for all in it" : "tick"), (.unfold, "unfold"),
            ]
        let regroup: [(Command, String)] =
            review.rows.isEmpty && review.part.lacks.isEmpty
            ? [] : [(.regroup, "regroup")]
        var last: [(Command, String)] = [(.aside, "to the week"), (.help, "help")]
        if case .repairing = state.mode { last.insert((.absence, "another absence"), at: 1) }
        return hands + others + regroup + more + [back] + last
    }
    private static func week(
        _ state: DashboardState, _ plain: ([Command]) -> [(Command, String)]
    ) -> [(Command, String)] {
        let view = state.scene.view
        // What the program is for stands on a small screen, too.
        var list = plain([.book, .findPlace, .move, .cancel, .plan, .absence, .why, .find])
        // Whatever else there is no room for, where to find it stands.
        list += plain([.help])
        list.append((.day, view == .day ? "week" : "day"))
        list.append((.calendar, view == .calendar ? "board" : "calendar"))
        if view == .calendar { list.append((.zoom, "zoom")) }
        if view == .day { list.append((.nextPane, "\(state.scene.dayRows.next)")) }
        list += plain([.undo, .seat, .open, .takeOut, .nextConflict])
        if view != .day { list += plain([.nextPane]) }
        return list + plain([.palette, .quit])
    }

    func draw(into canvas: inout Canvas) {
        guard y >= 0 else { return }
        canvas.fill(Rect(x: 0, y: y, width: width, height: 1), " ", .hint)
        for item in items {
            let n = canvas.write(item.label, at: item.x, y, item.isDisabled ? .hintDisabled : .hintKey)
            // The word stays as it is: what is selected changes with every key, and the line with it.
            canvas.write(" " + item.word, at: item.x + n, y, .hint)
        }
    }
    func item(at x: Int) -> Item? { items.first { x >= $0.x && x < $0.x + $0.width } }
}
