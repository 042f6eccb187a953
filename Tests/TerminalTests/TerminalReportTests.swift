import Terminal
import Testing

@Suite struct `The terminal report` {
    /// Descriptions a plain Debian has, by name, with their colours.
    static let known: [String: Int] = [
        "xterm": 8, "xterm-256color": 256, "screen": 8, "screen-256color": 256, "tmux": 8,
        "tmux-256color": 256,
        "linux": 8, "vt100": -1, "vt220": -1, "ansi": 8, "rxvt": 8, "rxvt-unicode-256color": 256,
    ]
    private func report(
        _ environment: [String: String], color: ScreenOptions.Color = .auto, codeset: String = "UTF-8",
        glyphs: GlyphSet.Kind? = nil, isTerminal: Bool = true, size: Size? = Size(columns: 120, rows: 40)
    ) -> TerminalReport {
        var facts = TerminalReport.Facts()
        facts.isTerminal = isTerminal
        facts.codeset = codeset
        facts.size = size
        facts.describe = { name in
            var description = TerminalReport.Description()
            if name == "dumb" {
                description.isAddressable = false
                return description
            }
            guard let colors = Self.known[name] else { return nil }
            description.colors = colors
            description.hasAlternateScreen = !["linux", "vt100", "ansi"].contains(name)
            return description
        }
        return TerminalReport(ScreenOptions(environment: environment, color: color, glyphs: glyphs), facts)
    }

    @Test(arguments: [
        ("xterm-256color", "xterm-256color"), ("xterm-kitty", "xterm-256color"),
        ("alacritty", "xterm-256color"),
        ("foot", "xterm-256color"), ("tmux-direct", "tmux-256color"), ("screen.xterm-new", "xterm-256color"),
        ("rxvt-unicode", "rxvt-unicode-256color"), ("linux-16color", "linux"), ("vt420", "vt220"),
        ("", "vt100"),
        ("made-up", "xterm-256color"),
    ])
    func `uses the nearest description there is`(term: String, used: String) {
        let report = report(["TERM": term])
        #expect(report.usedTerm == used)
        #expect(report.isUsable)
        #expect(report.problems.contains { $0.what.contains(used) } == (term != used))
    }

    @Test func `refuses a terminal that cannot place its cursor, with the cure`() {
        let report = report(["TERM": "dumb"])
        #expect(!report.isUsable)
        #expect(report.problems.contains { $0.cure.contains("export TERM=") })
    }

    @Test func `refuses what is no terminal`() {
        #expect(!report(["TERM": "xterm-256color"], isTerminal: false).isUsable)
    }

    @Test(arguments: [
        (["TERM": "xterm-256color"], ScreenOptions.Color.auto, ColorDepth.x256),
        (["TERM": "xterm-256color", "COLORTERM": "truecolor"], .auto, .truecolor),
        (["TERM": "xterm-256color", "COLORTERM": "24bit"], .always, .truecolor),
        (["TERM": "xterm-256color", "COLORTERM": "yes"], .auto, .x256),
        (["TERM": "xterm-kitty"], .auto, .truecolor),
        (["TERM": "screen-256color", "COLORTERM": "truecolor"], .auto, .x256),
        (["TERM": "screen-256color", "COLORTERM": "truecolor", "TMUX": "/tmp/s,1,0"], .auto, .truecolor),
        (["TERM": "tmux-256color", "COLORTERM": "truecolor"], .auto, .truecolor),
        (["TERM": "xterm"], .auto, .x16),
        (["TERM": "linux"], .auto, .x16), (["TERM": "linux", "COLORTERM": "truecolor"], .auto, .x16),
        (["TERM": "vt100"], .auto, .mono), (["TERM": "vt100"], .always, .mono),
        (["TERM": "xterm-256color", "NO_COLOR": "1"], .auto, .mono),
        (["TERM": "xterm-256color", "NO_COLOR": ""], .auto, .x256),
        (["TERM": "xterm-256color", "NO_COLOR": "1"], .always, .x256),
        (["TERM": "xterm-256color", "COLORTERM": "truecolor"], .never, .mono),
    ])
    func `chooses as many colours as the terminal surely has`(
        environment: [String: String], color: ScreenOptions.Color, depth: ColorDepth
    ) {
        let report = report(environment, color: color)
        #expect(report.depth == depth)
        #expect(!report.depthReason.isEmpty)
    }

    @Test(arguments: [
        ("xterm", "UTF-8", nil as GlyphSet.Kind?, GlyphSet.Kind.unicode),
        ("xterm", "ISO-8859-1", nil, .ascii),
        ("xterm", "ISO-8859-1", GlyphSet.Kind.unicode, .ascii), ("xterm", "UTF-8", .ascii, .ascii),
        ("linux", "UTF-8", nil, .ascii),
        ("linux", "UTF-8", .unicode, .unicode), ("vt100", "UTF-8", nil, .ascii),
    ])
    func `chooses glyphs the terminal can show`(
        term: String, codeset: String, wish: GlyphSet.Kind?, glyphs: GlyphSet.Kind
    ) {
        #expect(report(["TERM": term], codeset: codeset, glyphs: wish).glyphs.kind == glyphs)
    }

    @Test(arguments: [
        (["TERM": "xterm"], "UTF-8", Size(columns: 120, rows: 40), "TERM=xterm-256color"),
        (["TERM": "xterm-256color"], "ISO-8859-1", Size(columns: 120, rows: 40), "LC_ALL=C.UTF-8"),
        (["TERM": "xterm-256color"], "UTF-8", Size(columns: 60, rows: 20), "larger"),
        (["TERM": "linux"], "UTF-8", Size(columns: 120, rows: 40), "tmux"),
        ([:], "UTF-8", Size(columns: 120, rows: 40), "set TERM"),
    ])
    func `tells each problem with its cure`(
        environment: [String: String], codeset: String, size: Size, cure: String
    ) {
        let report = report(environment, codeset: codeset, size: size)
        #expect(report.problems.contains { $0.cure.contains(cure) }, "\(report.problems)")
    }

    @Test func `finds nothing wrong with a good terminal`() {
        #expect(report(["TERM": "xterm-256color", "COLORTERM": "truecolor"]).problems == [])
    }

    @Test func `says in words why there is no screen`() {
        #expect(ScreenError.notATerminal.sentence.contains("vesper --help"))
        #expect(ScreenError.unusable("dumb").sentence.contains("\"dumb\""))
    }
}

@Suite struct `Glyph sets` {
    @Test(arguments: [GlyphSet.unicode, .ascii])
    func `hold characters one column wide`(glyphs: GlyphSet) {
        for child in Mirror(reflecting: glyphs).children {
            for c in (child.value as? Character).map({ [$0] }) ?? child.value as? [Character] ?? [] {
                #expect(Canvas.width(of: String(c)) == 1, "\(child.label ?? "")")
                #expect(glyphs.kind == .unicode || c.isASCII)
            }
        }
    }
}

@Suite struct `A scripted screen` {
    @Test func `gives its keys in order, keeps its pictures and then hangs up`() {
        let screen = ScriptedScreen(size: Size(columns: 4, rows: 1), keys: [.enter])
        screen.type("ab")
        screen.type([.resize(Size(columns: 2, rows: 2))])
        var keys: [Key] = []
        while let key = screen.nextKey(timeoutMilliseconds: nil), key != .hangUp { keys.append(key) }
        #expect(keys == [.enter, .character("a"), .character("b"), .resize(Size(columns: 2, rows: 2))])
        #expect(screen.size == Size(columns: 2, rows: 2))
        var canvas = Canvas(size: screen.size)
        canvas.write("ok", at: 0, 1)
        screen.draw(canvas)
        #expect(screen.text == "\nok")
    }
}
