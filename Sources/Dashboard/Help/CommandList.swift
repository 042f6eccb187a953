internal import Terminal

/// `?` and `:`: commands by name; the one that is chosen is run.
package struct CommandList: Sendable {
    struct Item: Hashable, Sendable {
        var command: Command
        /// Of a command with a key for each meaning, the one that is meant.
        var key: Key?
        var title: String
    }
    /// Help lists every key that works where it was opened; the palette what can be run by name.
    let isHelp: Bool
    let context: KeyContext
    var returning: Mode
    var picker: Picker<Item>

    init(isHelp: Bool, over mode: Mode, in state: DashboardState) {
        self.isHelp = isHelp
        context = mode.context
        returning = mode
        let context = context
        let keymap = state.keymap
        let commands = Command.allCases.filter { c in
            guard mode.answers(c) else { return false }
            return isHelp
                ? c.works(in: context) && (keymap.key(of: c, in: context) != nil || context != .list)
                : c.isInPalette(of: context)
        }
        // Those of the mode itself come before what works everywhere.
        let own = commands.filter { $0.context == context } + commands.filter { $0.context != context }
        var items = own.map { Item(command: $0, title: mode.title(of: $0)) }
        if context == .week {
            items += state.screen.cures.map {
                Item(
                    command: .cure, key: .character(Character("\($0.number)")),
                    title: "Take the cure: \($0.words)")
            }
        }
        picker = Picker(items) { item in
            SearchText(item.title, item.command.rawValue, keymap.labels(of: item.command))
        }
    }
}

extension DashboardState {
    mutating func press(_ key: Key, _ command: Command?, in list: CommandList) -> [DashboardEffect] {
        var list = list
        switch command {
        case .leave:
            mode = list.returning
            return []
        case .listUp: list.picker.step(-1)
        case .listDown: list.picker.step(1)
        case .choose:
            guard let item = list.picker.selected else {
                complain("No command has such a name")
                return []
            }
            mode = list.returning
            return run(item, in: list.context)
        default:
            guard list.picker.page(key) || list.picker.take(key) else { return lost(key) }
        }
        mode = .commands(list)
        return []
    }
    private mutating func run(_ item: CommandList.Item, in context: KeyContext) -> [DashboardEffect] {
        if context == .week, item.key == nil, !item.command.isFamily { return run(item.command) }
        if item.command == .cure, let key = item.key, case .character(let c) = key, let n = c.wholeNumberValue
        {
            return take(cure: n)
        }
        guard let key = item.key ?? keymap.key(of: item.command, in: context) else {
            complain("\(item.title): it has no key here")
            return []
        }
        return update(on: .key(key))
    }
}
