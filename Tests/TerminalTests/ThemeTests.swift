import Terminal
import Testing
import Themes

private func library(_ toml: String, name: String = "mine") -> ThemeLibrary {
    ThemeLibrary(shipped: shippedSources, own: [.init(name: name, file: "\(name).toml", toml: toml)])
}
let shippedSources = ShippedThemes.texts.map {
    ThemeLibrary.Source(name: $0.name, file: "\($0.name).toml", toml: $0.toml)
}

@Suite struct `Role names` {
    @Test func `come from their parts`() {
        #expect(Role.eventGroupFull.name == "event.group.full")
        #expect(Role.heat0.name == "heat.0")
        #expect(Role.dayHeaderToday.name == "day.header.today")
    }

    @Test(arguments: Role.allCases)
    func `lead back to their role and up to the base`(role: Role) {
        #expect(Role(name: role.name) == role)
        var last = role
        var steps = 0
        while let next = last.fallback, steps < 9 {
            (last, steps) = (next, steps + 1)
        }
        #expect(last == .base)
    }

    @Test(arguments: [
        (Role.eventGroupFull, Role.eventGroup), (.eventGroup, .event), (.event, .base), (.heat2, .heat),
        (.inputCursor, .input),
    ])
    func `fall back by dropping their last part`(role: Role, fallback: Role) {
        #expect(role.fallback == fallback)
    }

    @Test func `match by parts with a star`() {
        #expect(Role.matching("event.*.full").count == EventKind.allCases.count)
        #expect(Role.matching("event.*") == EventKind.allCases.map { $0.role() })
        #expect(Role.matching("no.*") == [])
    }

    @Test func `tell each kind and standing apart`() {
        #expect(EventKind.family.role(.conflict).name == "event.family.conflict")
        #expect(EventKind.other.role(.ghost).name == "event.other.ghost")
        #expect(EventKind.group.role().name == "event.group")
    }
}

@Suite struct `A theme` {
    @Test func `gives a role what it leaves out from the longer name's stem`() {
        let (theme, problems) = library(
            """
            [palette]
            ink = "#ffffff"
            [roles]
            base = { ink = "ink", paper = "#000000" }
            event = { paper = "#101010", marks = ["bold"] }
            "event.group" = { ink = "#aaaaff" }
            "event.group.full" = { marks = [] }
            """
        ).theme(named: "mine")
        #expect(problems.filter { !$0.message.contains("vanishes") } == [])
        #expect(
            theme.look(of: .eventGroupFull, at: .truecolor)
                == Style(ink: .rgb(RGB(0xaaaaff)), paper: .rgb(RGB(0x101010))))
        #expect(
            theme.look(of: .eventFamily, at: .truecolor)
                == Style(ink: .rgb(RGB(0xffffff)), paper: .rgb(RGB(0x101010)), marks: .bold))
    }

    @Test func `changes another's palette by inheriting it`() {
        let (theme, problems) = library(
            """
            inherits = "night"
            [palette]
            blue = "#88aaff"
            [roles.event.family]
            marks = ["underline"]
            """
        ).theme(named: "mine")
        #expect(problems == [])
        let night = ThemeLibrary(shipped: shippedSources).theme(named: "night").theme
        #expect(theme.look(of: .eventGroup, at: .truecolor).ink == .rgb(RGB(0x88aaff)))
        #expect(
            theme.look(of: .eventFamily, at: .truecolor).ink
                == night.look(of: .eventFamily, at: .truecolor).ink)
        #expect(theme.look(of: .eventFamily, at: .truecolor).marks == .underline)
        #expect(theme.title == "mine")
    }

    @Test func `of a shipped name stands for it and may build on it`() {
        let library = library("inherits = \"day\"\ntitle = \"My day\"", name: "day")
        #expect(library.names == ShippedThemes.texts.map(\.name))
        let (theme, problems) = library.theme(named: "day")
        #expect(theme.title == "My day")
        #expect(problems == [])
    }

    @Test func `names stand-ins for fewer colours`() {
        let (theme, _) = library(
            """
            inherits = "night"
            [palette]
            blue = { rgb = "#7aa2f7", x256 = 33, x16 = "bright-cyan" }
            green = "#00d700"
            [roles]
            fits = { ink = "blue", x16 = { ink = 1, marks = ["reverse"] }, mono = ["dim"] }
            good = { ink = "green" }
            """
        ).theme(named: "mine")
        #expect(theme.look(of: .fits, at: .x256).ink == .index(33))
        #expect(theme.look(of: .fits, at: .x16).ink == .index(1))
        #expect(theme.look(of: .fits, at: .x16).marks == .reverse)
        #expect(theme.look(of: .fits, at: .mono) == Style(marks: .dim))
        #expect(theme.look(of: .eventGroup, at: .x16).ink == .index(14))
        #expect(theme.look(of: .good, at: .x256).ink == .index(40))
        #expect(theme.look(of: .good, at: .x16).ink == .index(2))
    }

    @Test func `puts any ink on any paper, reversed where the paper reverses`() {
        let night = ThemeLibrary(shipped: shippedSources).theme(named: "night").theme
        let onSelection = night.style(ink: .alert, paper: .selection, marks: .underline, at: .mono)
        #expect(onSelection.marks.isSuperset(of: [.reverse, .underline, .bold]))
        let ink = night.look(of: .alert, at: .truecolor).ink
        let style = night.style(ink: .alert, paper: .selection, marks: [], at: .truecolor)
        #expect(style.ink == ink)
        #expect(style.paper == night.look(of: .selection, at: .truecolor).paper)
    }

    static let broken: [(String, [String])] = [
        ("title = \"x\"\n[roles\n", ["mine.toml:2: not TOML"]),
        (
            "inherits = \"night\"\n[roles]\n\"evnt.group\" = { ink = \"blue\" }",
            ["mine.toml:3: there is no role \"evnt.group\"; did you mean \"event.group\"?"]
        ),
        (
            "inherits = \"night\"\n[roles]\nbase = { ink = \"blu\" }",
            ["mine.toml:3: there is no colour \"blu\" in the palette"]
        ),
        (
            "inherits = \"night\"\n\n[palette]\nblue = \"#12\"",
            ["mine.toml:4: \"#12\" is not a colour; one is written like \"#7aa2f7\""]
        ),
        (
            "inherits = \"night\"\n[roles]\nfits = { ink = 300 }",
            ["mine.toml:3: 300 is not a colour's number (0–255)"]
        ),
        ("inherits = \"dusk\"", ["mine.toml:1: inherits from \"dusk\", which is not there"]),
        ("\ninherits = \"mine\"", ["mine.toml:2: inherits from \"mine\", which is not there"]),
        ("inherits = \"night\"\ncolour = 3", ["mine.toml:2: \"colour\" is not known here"]),
        (
            "inherits = \"night\"\n[roles]\n[roles.fits]\nshine = true",
            ["mine.toml:4: \"shine\" is not known in a role"]
        ),
        (
            "inherits = \"night\"\n[roles]\nfits = { marks = [\"blink\"] }",
            ["mine.toml:3: \"blink\" is not a mark"]
        ),
        ("inherits = \"night\"\n[roles]\nfits = \"blue\"", ["mine.toml:3: roles.fits is a table"]),
        ("inherits = \"night\"\ncontrast = 40", ["mine.toml:2: contrast is a number from 1 to 21"]),
        ("inherits = \"night\"\ndepth = \"88\"", ["mine.toml:2: depth is one of"]),
        (
            "inherits = \"night\"\n[roles]\nselection = { mono = [], marks = [] }\n\"cursor.free\" = { mono = [] }",
            [
                "mine.toml:3: selection looks like plain text at no colours",
                "mine.toml:4: cursor.free looks like plain text at no colours",
            ]
        ),
        (
            "inherits = \"night\"\n[roles]\nwarning = { ink = \"#333333\" }",
            [
                "mine.toml:3: warning on popup has a contrast of 1.1 at 256 colours; at least 4.5 is needed ("
            ]
        ),
        (
            "inherits = \"night\"\n[roles]\nbase = { ink = \"#222222\", paper = \"ground\" }",
            ["mine.toml:3: bar has a contrast of 1."]
        ),
        (
            "inherits = \"night\"\n[palette]\nyellow = \"#443300\"",
            ["mine.toml:3: warning on ", "mine.toml:3: bar.warning has a contrast of"]
        ),
        (
            "inherits = \"day\"\n[palette]\nshut = { rgb = \"#e6e3dc\", x256 = 255 }",
            ["mine.toml:3: day.today looks like closed at 256 colours"]
        ),
        (
            "inherits = \"night\"\n[roles]\nlabel = { ink = \"shade\" }",
            ["mine.toml:3: label on "]
        ),
    ]

    @Test(arguments: broken)
    func `says what is wrong and where, and never stops the program`(toml: String, expected: [String]) {
        let library = library(toml)
        let (theme, problems) = library.theme(named: "mine")
        let lines = problems.map(\.description)
        #expect(lines.allSatisfy { $0.hasPrefix("mine.toml") }, "what is inherited is not to blame: \(lines)")
        for line in expected {
            #expect(lines.contains { $0.hasPrefix(line) }, "\(lines)")
        }
        #expect(library.check(.init(name: "mine", file: "mine.toml", toml: toml)).map(\.description) == lines)
        #expect(theme.look(of: .base, at: .truecolor).paper != .standard, "a theme to draw with is there")
    }

    @Test func `that inherits in a circle falls back to night`() {
        let library = ThemeLibrary(
            shipped: shippedSources,
            own: [
                .init(name: "a", file: "a.toml", toml: "inherits = \"b\""),
                .init(name: "b", file: "b.toml", toml: "\ninherits = \"a\""),
            ])
        let (theme, problems) = library.theme(named: "a")
        #expect(theme.name == "night")
        #expect(problems.map(\.description) == ["b.toml:2: inherits in a circle: a → b → a"])
    }

    @Test func `that nobody knows falls back to night and names those there are`() {
        let (theme, problems) = ThemeLibrary(shipped: shippedSources).theme(named: "nite")
        #expect(theme.name == "night")
        #expect(problems.map(\.message).first?.contains("night, day") == true)
    }

    @Test func `is there even without any file`() {
        let (theme, problems) = ThemeLibrary(shipped: []).theme(named: "night")
        #expect(theme.name == "plain")
        #expect(!problems.isEmpty)
        #expect(theme.style(ink: .base, paper: .selection, marks: [], at: .mono).marks == .reverse)
    }
}
