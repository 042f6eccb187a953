internal import Terminal

/// `?` and `:`: commands by name; the one that is chosen is run.
package struct CommandList: Sendable {
    /// Help lists every key of the context; the palette what can be run from anywhere.
    var isHelp: Bool
    var context: KeyContext
    var returning: Mode
    var field = TextField()
    var selected = 0

    init(isHelp: Bool, context: KeyContext, returning: Mode = .week) {
        self.isHelp = isHelp
        self.context = context
        self.returning = returning
    }

    func commands(_ keymap: Keymap) -> [Command] {
        let words = Match.words(field.text)
        let all = Command.allCases.filter { isHelp ? $0.context == context : $0.isInPalette }
        let ranked = all.enumerated().compactMap { i, c in
            Match.rank(words, in: "\(c.title) \(c.rawValue) \(keymap.labels(of: c))").map { (c, $0, i) }
        }
        return ranked.sorted { ($0.1, $0.2) < ($1.1, $1.2) }.map(\.0)
    }
}

extension DashboardState {
    mutating func press(_ key: Key, in list: CommandList) -> [DashboardEffect] {
        var list = list
        switch keymap.command(for: key, in: .list) {
        case .leave:
            mode = list.returning
            return []
        case .listUp: list.selected = max(0, list.selected - 1)
        case .listDown: list.selected = min(max(0, list.commands(keymap).count - 1), list.selected + 1)
        case .choose:
            let commands = list.commands(keymap)
            guard commands.indices.contains(list.selected) else {
                toast = Toast("No command is called so", isError: true)
                return []
            }
            let command = commands[list.selected]
            mode = list.returning
            if list.context == .week { return run(command) }
            guard let key = keymap.keys(of: command).first else { return [] }
            return update(on: .key(key))
        default:
            if list.field.take(key) { list.selected = 0 }
        }
        mode = .commands(list)
        return []
    }
}
