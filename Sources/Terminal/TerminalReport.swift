/// What the person or the program wishes of the screen.
package struct ScreenOptions: Sendable {
    package enum Color: String, Sendable, CaseIterable { case auto, always, never }

    /// The process's environment.
    package var environment: [String: String]
    package var color: Color
    /// These glyphs whatever the locale says.
    package var glyphs: GlyphSet.Kind?
    package var mouse: Bool

    package init(
        environment: [String: String], color: Color = .auto, glyphs: GlyphSet.Kind? = nil, mouse: Bool = true
    ) {
        self.environment = environment
        self.color = color
        self.glyphs = glyphs
        self.mouse = mouse
    }
}

/// What the terminal can do, what was chosen for it and why, and what is wrong with its cure.
package struct TerminalReport: Sendable {
    package struct Problem: Hashable, Sendable, CustomStringConvertible {
        package let what: String
        package let cure: String
        package var description: String { "\(what); \(cure)" }
    }
    /// What a terminal description says.
    package struct Description: Hashable, Sendable {
        package var isAddressable = true
        package var hasAlternateScreen = true
        package var hasMouse = true
        package var hasDirectColor = false
        /// 0 or less: none.
        package var colors = 256

        package init() {}
    }
    /// What the world says, before anything is chosen.
    package struct Facts {
        package var isTerminal = true
        package var size: Size?
        package var codeset = "UTF-8"
        package var describe: (String) -> Description? = { _ in nil }

        package init() {}
    }

    /// `TERM` as it is set; empty when it is not.
    package let term: String
    /// The description that is used; nil when there is none to use.
    package let usedTerm: String?
    package let isTerminal: Bool
    package let size: Size?
    package let codeset: String
    package let colors: Int
    package let depth: ColorDepth
    package let depthReason: String
    package let glyphs: GlyphSet
    package let glyphsReason: String
    package let hasAlternateScreen: Bool
    package let hasMouse: Bool
    /// Whether it understands xterm's sequences for title, paste and mouse.
    let speaksXterm: Bool
    package let problems: [Problem]

    /// What the problem is called that only the dashboard has.
    package static let noTerminal = "input or output is not a terminal"

    /// Whether a full screen can be shown.
    package var isUsable: Bool { isTerminal && usedTerm != nil }
}

extension TerminalReport {
    package init(_ options: ScreenOptions, _ facts: Facts) {
        var problems: [Problem] = []
        let environment = options.environment
        let named = environment["TERM"] ?? ""
        let found = Self.choose(named, facts.describe)
        let family = TerminalFamily(named)

        term = named
        isTerminal = facts.isTerminal
        size = facts.size
        // As libc calls it, nobody does.
        codeset = facts.codeset == "ANSI_X3.4-1968" ? "ASCII" : facts.codeset
        usedTerm = found?.name
        let described = found?.description
        colors = max(0, described?.colors ?? 0)
        hasAlternateScreen = described?.hasAlternateScreen ?? false
        speaksXterm = family.speaksXterm || TerminalFamily(found?.name ?? "").speaksXterm
        hasMouse = options.mouse && (described?.hasMouse ?? false || speaksXterm)

        if !facts.isTerminal {
            problems.append(
                Problem(
                    what: Self.noTerminal,
                    cure: "start the dashboard without pipes, or use the commands (vesper --help)"))
        }
        if found == nil {
            problems.append(
                Problem(
                    what: named.isEmpty
                        ? "no terminal description was found"
                        : "a terminal \"\(named)\" cannot place its cursor",
                    cure: "set TERM to what your terminal is, for example: export TERM=xterm-256color"))
        } else if let used = found?.name, used != named {
            problems.append(
                Problem(
                    what: named.isEmpty
                        ? "TERM is not set; \(used) is used"
                        : "there is no description of \"\(named)\" here; \(used) is used",
                    cure: named.isEmpty
                        ? "set TERM to what your terminal is"
                        : "install it (on Debian the package ncurses-term or kitty-terminfo) or leave it so"))
        }

        (depth, depthReason) = Self.depth(options, described, named: named, used: found?.name ?? "", family)
        if colors > 0, colors < 256, named == "xterm" || named == "screen" || named == "tmux" {
            problems.append(
                Problem(
                    what: "\(named) stands for \(colors) colours",
                    cure: "nearly all terminals take 256: export TERM=\(named)-256color"))
        }

        let codeset = self.codeset
        let isUnicode = facts.codeset.uppercased() == "UTF-8" || facts.codeset.uppercased() == "UTF8"
        if let wish = options.glyphs {
            glyphs = wish == .unicode && isUnicode ? .unicode : .ascii
            glyphsReason = wish == glyphs.kind ? "as asked" : "the locale's character set is \(codeset)"
        } else if !isUnicode {
            (glyphs, glyphsReason) = (.ascii, "the locale's character set is \(codeset)")
        } else if family.hasSmallFont {
            (glyphs, glyphsReason) = (.ascii, "the font of \(named) has few of the others")
        } else {
            (glyphs, glyphsReason) = (.unicode, "the locale is UTF-8")
        }
        if !isUnicode {
            problems.append(
                Problem(
                    what:
                        "the locale's character set is \(codeset): names lose their accents, lines are drawn in ASCII",
                    cure: "export LC_ALL=C.UTF-8 (or your language's UTF-8 locale)"))
        }
        if let size, size.columns < 80 || size.rows < 24 {
            problems.append(
                Problem(
                    what: "the terminal is \(size), less than 80×24",
                    cure: "make the window larger or the font smaller"))
        }
        if found != nil, !hasAlternateScreen {
            problems.append(
                Problem(
                    what: "\(found?.name ?? named) has no second screen: it is cleared when the program ends",
                    cure: "use a terminal emulator or tmux to keep what stood there"))
        }
        self.problems = problems
    }

    /// The description to use: the terminal's own, one of its family, or the nearest that everybody
    /// understands. One that cannot place its cursor (`dumb`) is of no use.
    private static func choose(
        _ term: String, _ describe: (String) -> Description?
    ) -> (name: String, description: Description)? {
        if !term.isEmpty, let own = describe(term) { return own.isAddressable ? (term, own) : nil }
        for name in TerminalFamily(term).candidates {
            if let found = describe(name), found.isAddressable { return (name, found) }
        }
        return nil
    }

    private static func depth(
        _ options: ScreenOptions, _ described: Description?, named: String, used: String,
        _ family: TerminalFamily
    ) -> (ColorDepth, String) {
        let environment = options.environment
        if options.color == .never { return (.mono, "--color never") }
        if options.color == .auto, let no = environment["NO_COLOR"], !no.isEmpty {
            return (.mono, "NO_COLOR is set")
        }
        let colors = described?.colors ?? 0
        guard colors >= 8 else { return (.mono, "\(used.isEmpty ? "the terminal" : used) has no colours") }
        let colorTerm = environment["COLORTERM"] ?? ""
        if described?.hasDirectColor == true { return (.truecolor, "\(used) says RGB") }
        if named.hasSuffix("-direct") { return (.truecolor, "\(named) says so") }
        if family.hasTruecolor { return (.truecolor, "\(named) takes 24-bit colours") }
        if colorTerm == "truecolor" || colorTerm == "24bit" {
            // GNU screen hands the variable down from the terminal around it and then drops the colours.
            let isScreen = named.hasPrefix("screen") && (environment["TMUX"] ?? "").isEmpty
            if !isScreen, colors >= 256 { return (.truecolor, "COLORTERM=\(colorTerm)") }
        }
        if colors >= 256 { return (.x256, "\(used) has \(colors) colours") }
        return (.x16, colors < 16 ? "\(used) has \(colors), and bold ones" : "\(used) has \(colors) colours")
    }
}

/// What is known of terminals by their names.
struct TerminalFamily {
    let name: String

    init(_ name: String) { self.name = name }

    private func isOf(_ stems: [String]) -> Bool { stems.contains { name == $0 || name.hasPrefix($0 + "-") } }

    /// Descriptions to try when there is none of the terminal's own name.
    var candidates: [String] {
        let tail = ["xterm-256color", "xterm", "vt100", "ansi"]
        if name.isEmpty || name == "unknown" { return ["vt100", "ansi"] }
        if isOf(["tmux"]) { return ["tmux-256color", "screen-256color", "screen"] + tail }
        if isOf(["screen"]) { return ["screen-256color", "screen"] + tail }
        if name.hasPrefix("rxvt") { return ["rxvt-unicode-256color", "rxvt"] + tail }
        if isOf(["linux"]) { return ["linux"] + tail }
        if name.hasPrefix("vt") { return ["vt220", "vt100"] + tail }
        return tail
    }
    /// They take 24-bit colours; over SSH COLORTERM is mostly lost, the name is not.
    var hasTruecolor: Bool {
        isOf([
            "xterm-kitty", "kitty", "xterm-ghostty", "ghostty", "alacritty", "foot", "wezterm", "contour",
            "rio",
        ])
    }
    var speaksXterm: Bool {
        hasTruecolor || name.hasPrefix("rxvt")
            || isOf([
                "xterm", "tmux", "screen", "st", "konsole", "vte", "gnome", "iterm", "iterm2", "putty",
                "mintty", "mlterm",
            ])
    }
    /// Consoles whose fonts hold few hundred characters.
    var hasSmallFont: Bool { isOf(["linux", "cons25", "ansi"]) || name.hasPrefix("vt") }
}
