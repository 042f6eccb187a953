package import Terminal

/// Which key means what, context by context.
package struct Keymap: Sendable {
    /// Sets of keys to begin from.
    package enum Preset: String, CaseIterable, Sendable {
        /// Arrows and letters; `h j k l` walk as well.
        case plain
        /// The same with `Ctrl-D`/`Ctrl-U` for pages and `0`/`$` for the row's ends.
        case vi
        /// The same with `Ctrl-F/B/N/P/A/E` to walk and `Ctrl-S` to find, `Ctrl-G` to go back.
        case emacs

        var extra: [(Command, [Key])] {
            switch self {
            case .plain: []
            case .vi:
                [
                    (.pageDown, [.control("d")]), (.pageUp, [.control("u")]), (.lineStart, [.character("0")]),
                    (.lineEnd, [.character("$")]),
                ]
            case .emacs:
                [
                    (.right, [.control("f")]), (.left, [.control("b")]), (.down, [.control("n")]),
                    (.up, [.control("p")]), (.lineStart, [.control("a")]), (.lineEnd, [.control("e")]),
                    (.find, [.control("s")]), (.back, [.control("g")]), (.putBack, [.control("g")]),
                    (.leave, [.control("g")]), (.undo, [.control("_")]),
                ]
            }
        }
    }

    private var bound: [KeyContext: [Key: Command]] = [:]
    /// The keys of each command, in the order they are shown.
    private var keysOf: [Command: [Key]] = [:]

    package init(preset: Preset = .plain) {
        for command in Command.allCases { bind(command, command.row.keys) }
        for (command, keys) in preset.extra { bind(command, (keysOf[command] ?? []) + keys) }
        // Ctrl-C is Esc everywhere.
        bound[.week, default: [:]][.control("c")] = .back
    }

    /// Gives a command these keys in place of its own; who had one of them in the same context loses it.
    package mutating func bind(_ command: Command, _ keys: [Key]) {
        let context = command.context
        for old in keysOf[command] ?? [] where bound[context]?[old] == command { bound[context]?[old] = nil }
        for key in keys {
            if let other = bound[context]?[key], other != command { keysOf[other]?.removeAll { $0 == key } }
            bound[context, default: [:]][key] = command
        }
        keysOf[command] = keys
    }

    package func command(for key: Key, in context: KeyContext) -> Command? { bound[context]?[key] }
    package func keys(of command: Command) -> [Key] { keysOf[command] ?? [] }
    /// `b`, `Enter`, `a–g`; nothing for a command without a key.
    package func label(of command: Command) -> String {
        let keys = keys(of: command)
        guard let first = keys.first else { return "" }
        if keys.count > 3, let last = keys.last { return first.name + "–" + last.name }
        return first.name
    }
    /// All keys of a command, for tables.
    package func labels(of command: Command) -> String {
        let keys = keys(of: command)
        return keys.count > 3 ? label(of: command) : keys.map(\.name).joined(separator: " ")
    }

    /// The table as text, a command a line: context, keys, id, title.
    package var table: String {
        var out = ""
        for context in KeyContext.allCases {
            let rows = Command.allCases.filter { $0.context == context }
            for command in rows {
                out += Self.column(context.rawValue, 8) + Self.column(labels(of: command), 16)
                out += Self.column(command.rawValue, 18) + command.title + "\n"
            }
        }
        return out
    }
    private static func column(_ text: String, _ width: Int) -> String {
        text + String(repeating: " ", count: max(1, width - text.count))
    }
}
