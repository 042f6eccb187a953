package import Terminal

/// Which key means what, context by context.
package struct Keymap: Sendable {
    /// Sets of keys to begin from.
    package enum Preset: String, CaseIterable, Sendable {
        /// Arrows and letters; `h j k l` walk as well.
        case plain
        /// The same with `Ctrl-F`/`Ctrl-B` for pages and `0`/`$` for the row's ends. Digits before a walking
        /// key count; a number and Enter takes the cure of that number.
        case vi
        /// The same with `Ctrl-F/B/N/P/A/E` to walk, `Ctrl-R` to find, `Ctrl-G` to go back, `Alt-x` for
        /// commands.
        case emacs

        fileprivate func keys(of command: Command) -> [Key] {
            switch self {
            case .plain: command.row.keys
            case .vi: command == .cure ? [] : command.row.keys + (Self.viKeys[command] ?? [])
            case .emacs: command.row.keys + (Self.emacsKeys[command] ?? [])
            }
        }
        private static let viKeys: [Command: [Key]] = [
            .pageDown: [.control("f")], .pageUp: [.control("b")], .lineStart: [.character("0")],
            .lineEnd: [.character("$")], .redo: [.control("r")],
        ]
        private static let emacsKeys: [Command: [Key]] = [
            .right: [.control("f")], .left: [.control("b")], .down: [.control("n")], .up: [.control("p")],
            .carryRight: [.control("f")], .carryLeft: [.control("b")], .carryDown: [.control("n")],
            .carryUp: [.control("p")], .lineStart: [.control("a")], .lineEnd: [.control("e")],
            .firstDay: [.control("a")], .lastDay: [.control("e")], .pageDown: [.control("v")],
            .pageUp: [.alt("v")], .find: [.control("r")], .back: [.control("g")], .putBack: [.control("g")],
            .dropSet: [.control("g")],
            .leave: [.control("g")], .undo: [.control("_")], .palette: [.alt("x")],
        ]
    }

    package let preset: Preset
    private var bound: [KeyContext: [Key: Command]] = [:]
    /// The keys of each command, in the order they are shown.
    private var keysOf: [Command: [Key]] = [:]

    package init(preset: Preset = .plain) {
        self.preset = preset
        // Families last: letters of places shadow what they mean elsewhere.
        for command in Command.allCases.filter({ !$0.isFamily }) { bind(command, preset.keys(of: command)) }
        for command in Command.allCases.filter(\.isFamily) { bind(command, preset.keys(of: command)) }
    }

    /// Gives a command these keys in place of its own; who had one of them in the same context loses it.
    /// However keys are given, Esc and Ctrl-C lead out.
    package mutating func bind(_ command: Command, _ keys: [Key]) {
        let isWayOut = [.back, .putBack, .leave, .dropProposal, .dropSet].contains(command)
        let out: [Key] = isWayOut ? [.escape, .control("c")].filter { !keys.contains($0) } : []
        let keys = keys.filter { isWayOut || ($0 != .escape && $0 != .control("c")) } + out
        for context in KeyContext.allCases where command.works(in: context) {
            for old in keysOf[command] ?? [] where bound[context]?[old] == command {
                bound[context]?[old] = nil
            }
            for key in keys where context != .list || !key.isText {
                let other = bound[context]?[key]
                // A place's letter stays one.
                if let other, other.isFamily, !command.isFamily { continue }
                bound[context, default: [:]][key] = command
                if let other, other != command { forget(key, of: other) }
            }
        }
        keysOf[command] = keys
    }
    /// A key that does nothing more anywhere is no longer shown.
    private mutating func forget(_ key: Key, of command: Command) {
        guard !KeyContext.allCases.contains(where: { bound[$0]?[key] == command }) else { return }
        keysOf[command]?.removeAll { $0 == key }
    }

    package func command(for key: Key, in context: KeyContext) -> Command? { bound[context]?[key] }
    package func keys(of command: Command) -> [Key] { keysOf[command] ?? [] }
    /// The key to show for a command in a context; nil when it has none there.
    func key(of command: Command, in context: KeyContext) -> Key? {
        keys(of: command).first { self.command(for: $0, in: context) == command }
    }
    /// `b`, `Enter`, `a–g`; nothing for a command without a key.
    package func label(of command: Command, _ glyphs: GlyphSet = .unicode) -> String {
        let keys = keys(of: command)
        guard let first = keys.first else { return "" }
        if command.isFamily, keys.count > 1, let last = keys.last {
            return "\(first.name)\(glyphs.dash)\(last.name)"
        }
        return first.name
    }
    /// All keys of a command, for tables.
    package func labels(of command: Command) -> String {
        command.isFamily ? label(of: command) : keys(of: command).map(\.name).joined(separator: " ")
    }
}

extension Key {
    /// Types text where there is a field.
    var isText: Bool {
        switch self {
        case .character, .paste: true
        default: false
        }
    }
    /// Short, for hints: arrows and Enter as signs.
    func label(_ glyphs: GlyphSet) -> String {
        guard glyphs.kind == .unicode else { return name }
        return switch self {
        case .enter: String(glyphs.enter)
        case .up: String(glyphs.up)
        case .down: String(glyphs.down)
        case .left: String(glyphs.left)
        case .right: String(glyphs.right)
        default: name
        }
    }
}
