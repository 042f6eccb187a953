internal import Terminal

/// The bottom line: the keys that work now, as many as fit, each with its word.
struct HintLine {
    struct Item {
        var command: Command
        var key: String
        var word: String
        var isDisabled: Bool
        var x: Int
        var width: Int { Canvas.width(of: key) + 1 + Canvas.width(of: word) }
    }
    let items: [Item]
    private let width: Int
    private let y: Int

    init(_ state: DashboardState) {
        width = state.size.columns
        y = state.size.rows - 1
        var x = 1
        var items: [Item] = []
        for (command, word) in Self.commands(state) {
            let key = Self.key(state.keymap.label(of: command), state.scene.glyphs)
            guard !key.isEmpty else { continue }
            let item = Item(
                command: command, key: key, word: word,
                isDisabled: command.context == .week && state.disabledReason(command) != nil, x: x)
            guard x + item.width < width else { continue }
            items.append(item)
            x += item.width + 2
        }
        self.items = items
    }
    private static func key(_ label: String, _ glyphs: GlyphSet) -> String {
        label == "Enter" ? String(glyphs.enter) : label
    }

    private static func commands(_ state: DashboardState) -> [(Command, String)] {
        func plain(_ list: [Command]) -> [(Command, String)] { list.map { ($0, $0.row.hint ?? $0.title) } }
        switch state.mode {
        case .week:
            var list = plain([.book, .move, .cancel, .seat, .takeOut, .find])
            list.append((.day, state.scene.view == .day ? "week" : "day"))
            list.append((.calendar, state.scene.view == .calendar ? "board" : "calendar"))
            if state.scene.view == .calendar { list.append((.zoom, "zoom")) }
            if state.scene.view == .day { list.append((.nextPane, "\(state.scene.dayRows.next)")) }
            return list + plain([.undo, .help, .open, .nextConflict, .palette, .quit])
        case .booking(let b):
            return [
                (.choosePlace, "choose"), (.accept, "book"),
                (.variant, b.isGroup ? "this evening/from now on" : "once/weekly"),
                (.otherTherapist, "therapist"),
                (.otherRoom, "room"), (.earlierDay, "week before"), (.laterDay, "week after"),
                (.putBack, "back"),
            ]
        case .moving:
            return [
                (.carryLeft, "carry"), (.choosePlace, "places"), (.accept, "drop"),
                (.otherTherapist, "therapist"),
                (.otherRoom, "room"), (.laterDay, "week after"), (.putBack, "put back"),
            ]
        case .asking:
            return [(.choose, "show places"), (.listUp, "up"), (.listDown, "down"), (.leave, "back")]
        case .seating(let s):
            return [
                (.choose, s.isOut ? "take out" : "seat"), (.toggle, "this evening/from now on"),
                (.listDown, "down"), (.leave, "back"),
            ]
        case .confirming(let c):
            return [(.choose, "do it")] + (c.scopes.count > 1 ? [(.toggle, "scope")] : []) + [
                (.leave, "back")
            ]
        case .refused(let r):
            return (r.rules.isEmpty ? [] : [(.choose, "allow it for this reason")]) + [
                (.leave, "back to the draft")
            ]
        case .finding: return [(.choose, "look at"), (.listUp, "up"), (.listDown, "down"), (.leave, "back")]
        case .goingToDate: return [(.choose, "go"), (.leave, "back")]
        case .filtering: return [(.choose, "keep"), (.toggle, "dim/hide"), (.leave, "as before")]
        case .commands: return [(.choose, "run"), (.listUp, "up"), (.listDown, "down"), (.leave, "back")]
        case .choosingTheme:
            return [(.listUp, "up"), (.listDown, "down"), (.choose, "keep"), (.leave, "as before")]
        case .quitting: return [(.choose, "quit, drop it"), (.leave, "back to it")]
        }
    }

    func draw(into canvas: inout Canvas) {
        guard y >= 0 else { return }
        canvas.fill(Rect(x: 0, y: y, width: width, height: 1), " ", .hint)
        for item in items {
            let n = canvas.write(item.key, at: item.x, y, item.isDisabled ? .hintDisabled : .hintKey)
            canvas.write(" " + item.word, at: item.x + n, y, item.isDisabled ? .hintDisabled : .hint)
        }
    }
    func command(at x: Int) -> Command? { items.first { x >= $0.x && x < $0.x + $0.width }?.command }
}
