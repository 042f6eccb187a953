/// Looks up what a theme wrote: palette names become colours, roles get what they inherit, and every colour
/// gets its stand-in where there are fewer.
struct ThemePainter {
    private let document: ThemeDocument
    private let colors: [String: Shades]
    private(set) var problems: [ThemeProblem] = []

    /// One colour at each depth.
    struct Shades: Sendable {
        let full: Paint
        /// Nil: the nearest.
        var x256: Paint?
        var x16: Paint?

        static let standard = Shades(.standard)

        init(_ full: Paint) { self.full = full }

        /// The same with the nearest worked out, which is not done for colours that say their own.
        var complete: Shades {
            var shades = self
            if let look = full.look {
                if x256 == nil { shades.x256 = .index(IndexedColors.nearest256(look)) }
                if x16 == nil { shades.x16 = .index(IndexedColors.nearest16(look)) }
            }
            return shades
        }
        /// A number of the 256, which all terminals with so many have.
        init(index: UInt8) {
            full = .index(index)
            x256 = full
            if index < 16 { x16 = full }
        }
        func paint(at depth: ColorDepth) -> Paint {
            switch depth {
            case .truecolor: full
            case .x256: x256 ?? .standard
            case .x16: x16 ?? .standard
            case .mono: .standard
            }
        }
    }

    init(_ document: ThemeDocument) {
        self.document = document
        var problems: [ThemeProblem] = []
        var colors: [String: Shades] = [:]
        for (name, dye) in document.palette {
            var shades = Shades.standard
            if let tone = dye.rgb { shades = Self.literal(tone, &problems) ?? .standard }
            if let tone = dye.x256, let fewer = Self.literal(tone, &problems) {
                shades.x256 = fewer.complete.x256 ?? .standard
            }
            if let tone = dye.x16, let fewer = Self.literal(tone, &problems) {
                shades.x16 = fewer.complete.x16 ?? .standard
            }
            colors[name] = shades.complete
        }
        self.colors = colors
        for entry in document.roles.values {
            for look in [entry.look, entry.x256, entry.x16] {
                for tone in [look?.ink, look?.paper] {
                    if let tone, Self.shades(of: tone, colors) == nil {
                        problems.append(Self.unknown(tone, colors))
                    }
                }
            }
        }
        self.problems = problems
    }

    func theme(named name: String) -> Theme {
        let most = document.depth ?? .truecolor
        return Theme(
            name: name, title: document.title ?? name, about: document.about ?? "",
            look: { depth, role in look(of: role, at: Self.fewer(depth, most)) })
    }

    private static func fewer(_ a: ColorDepth, _ b: ColorDepth) -> ColorDepth {
        let order = ColorDepth.allCases
        return order[max(order.firstIndex(of: a) ?? 0, order.firstIndex(of: b) ?? 0)]
    }

    /// Each of ink, paper and marks comes from the nearest role up the name that says it.
    private func look(of role: Role, at depth: ColorDepth) -> Style {
        var ink: Paint?
        var paper: Paint?
        var marks: Marks?
        var next: Role? = role
        while let current = next {
            if let entry = document.roles[current] {
                let fewer = depth == .x256 ? entry.x256 : depth == .x16 ? entry.x16 : nil
                ink = ink ?? paint(fewer?.ink ?? entry.look.ink, at: depth)
                paper = paper ?? paint(fewer?.paper ?? entry.look.paper, at: depth)
                marks = marks ?? (depth == .mono ? entry.mono : nil) ?? fewer?.marks ?? entry.look.marks
            }
            next = current.fallback
        }
        return Style(ink: ink ?? .standard, paper: paper ?? .standard, marks: marks ?? [])
    }
    private func paint(_ tone: ThemeDocument.Tone?, at depth: ColorDepth) -> Paint? {
        tone.flatMap { Self.shades(of: $0, colors) }?.paint(at: depth)
    }

    private static func shades(of tone: ThemeDocument.Tone, _ colors: [String: Shades]) -> Shades? {
        if case .word(let word) = tone.value, let own = colors[word] { return own }
        var ignored: [ThemeProblem] = []
        return literal(tone, &ignored)?.complete
    }
    /// A colour that needs no palette.
    private static func literal(_ tone: ThemeDocument.Tone, _ problems: inout [ThemeProblem]) -> Shades? {
        switch tone.value {
        case .word("default"): return .standard
        case .word(let word):
            if let rgb = RGB(word) { return Shades(.rgb(rgb)) }
            if let i = IndexedColors.names.firstIndex(of: word) { return Shades(index: UInt8(i)) }
        case .number(let n):
            if let index = UInt8(exactly: n) { return Shades(index: index) }
        }
        problems.append(unknown(tone, [:]))
        return nil
    }
    private static func unknown(_ tone: ThemeDocument.Tone, _ colors: [String: Shades]) -> ThemeProblem {
        let message =
            switch tone.value {
            case .number(let n): "\(n) is not a colour's number (0–255)"
            case .word(let word) where word.hasPrefix("#"):
                "\"\(word)\" is not a colour; one is written like \"#7aa2f7\""
            case .word(let word):
                "there is no colour \"\(word)\"" + (colors.isEmpty ? "" : " in the palette")
            }
        return ThemeProblem(file: tone.place.file, line: tone.place.line, message)
    }
}
