/// Keys by name, as the configuration and the hints write them: `Ctrl-L`, `Alt-x`, `Shift-Tab`, `F1`,
/// `Space`, `PgUp`, `g`.
extension Key {
    /// The usual name; empty for what has none (paste, mouse, resize, hang-up).
    package var name: String {
        switch self {
        case .character(" "): "Space"
        case .character(let c): String(c)
        case .control(let c): "Ctrl-\(c.uppercased())"
        case .alt(let c): c == " " ? "Alt-Space" : "Alt-\(c)"
        case .function(let n): "F\(n)"
        case .shift(let arrow): "Shift-\(arrow.rawValue.capitalizedASCII)"
        case .controlArrow(let arrow): "Ctrl-\(arrow.rawValue.capitalizedASCII)"
        case .paste, .mouse, .resize, .hangUp, .unknown: ""
        default: Self.named.first { $0.key == self }?.name ?? ""
        }
    }

    /// Reads a name; words without regard to case, single letters with.
    package init?(name: String) {
        guard !name.isEmpty else { return nil }
        if name.count == 1, let c = name.first {
            guard c != " ", c.unicodeScalars.allSatisfy({ TextWidth.columns(of: $0) > 0 }), !c.isASCIIControl
            else { return nil }
            self = .character(c)
            return
        }
        let lower = name.lowercased()
        if let key = Self.named.first(where: { $0.name.lowercased() == lower })?.key ?? Self.aliases[lower] {
            self = key
        } else if lower.hasPrefix("f"), let n = Int(lower.dropFirst()), (1...24).contains(n) {
            self = .function(n)
        } else if let dash = name.dropLast().firstIndex(of: "-") {
            let rest = String(name[name.index(after: dash)...])
            guard let key = Self.modified(String(lower.prefix(upTo: dash)), rest) else { return nil }
            self = key
        } else {
            return nil
        }
    }

    private static func modified(_ modifier: String, _ rest: String) -> Key? {
        let arrow = Arrow(rawValue: rest.lowercased())
        let letter = rest.count == 1 ? rest.first : nil
        switch modifier {
        case "ctrl", "control", "c":
            if let arrow { return .controlArrow(arrow) }
            if rest.lowercased() == "space" { return .control("@") }
            guard let c = letter?.lowercased().first, c.isASCII, c.isLetter || "@[\\]^_".contains(c)
            else { return nil }
            // Terminals send the same byte for these pairs.
            switch c {
            case "i": return .tab
            case "m": return .enter
            case "[": return .escape
            default: return .control(c)
            }
        case "alt", "meta", "a", "m":
            if rest.lowercased() == "space" { return .alt(" ") }
            return letter.map { .alt($0) }
        case "shift", "s":
            if let arrow { return .shift(arrow) }
            if rest.lowercased() == "tab" { return .backTab }
            guard let c = letter, c.isLetter, let upper = c.uppercased().first else { return nil }
            return .character(upper)
        default: return nil
        }
    }

    private static let named: [(name: String, key: Key)] = [
        ("Enter", .enter), ("Esc", .escape), ("Tab", .tab), ("Shift-Tab", .backTab),
        ("Backspace", .backspace), ("Del", .delete), ("Ins", .insert), ("Up", .up), ("Down", .down),
        ("Left", .left), ("Right", .right), ("Home", .home), ("End", .end), ("PgUp", .pageUp),
        ("PgDn", .pageDown), ("Space", .character(" ")),
    ]
    private static let aliases: [String: Key] = [
        "return": .enter, "escape": .escape, "backtab": .backTab, "delete": .delete, "insert": .insert,
        "pageup": .pageUp, "page-up": .pageUp, "pagedown": .pageDown, "page-down": .pageDown,
        "minus": .character("-"),
    ]
}

extension Character {
    fileprivate var isASCIIControl: Bool { asciiValue.map { $0 < 0x20 || $0 == 0x7F } ?? false }
}
extension String {
    fileprivate var capitalizedASCII: String { prefix(1).uppercased() + dropFirst() }
}
