import Dashboard
import Terminal
import Testing

struct `The table of keys` {
    @Test func `gives each key of a context to one command`() {
        let keymap = Keymap()
        for context in KeyContext.allCases {
            var seen: [Key: Command] = [:]
            for command in Command.allCases where command.context == context {
                for key in keymap.keys(of: command) {
                    #expect(
                        seen[key] == nil,
                        "\(key.name) is \(command.rawValue) and \(seen[key]?.rawValue ?? "")")
                    seen[key] = command
                    #expect(keymap.command(for: key, in: context) == command)
                }
            }
        }
    }

    @Test(arguments: Command.allCases)
    func `lists every command with a key and a title`(command: Command) {
        #expect(!command.title.isEmpty)
        #expect(!Keymap().label(of: command).isEmpty)
        #expect(
            Keymap().keys(of: command).contains { Keymap().command(for: $0, in: command.context) == command })
    }

    @Test(arguments: Keymap.Preset.allCases)
    func `presets keep every command reachable`(preset: Keymap.Preset) {
        let keymap = Keymap(preset: preset)
        // Digits are counts in the vi preset: a number and Enter takes a cure.
        for command in Command.allCases where preset != .vi || command != .cure {
            #expect(!keymap.keys(of: command).isEmpty, "\(command.rawValue) has no key")
        }
    }

    @Test func `a configuration rebinds, and its mistakes are told with their line`() {
        let toml = """
            theme = "day"
            preset = "vi"
            colour = "red"
            [keys]
            book = ["Ins", "B"]
            fly = "f"
            move = "Hyper-Q"
            """
        let c = Configuration(toml: toml, file: "config.toml")
        #expect(c.theme == "day")
        #expect(c.preset == .vi)
        #expect(c.keymap.command(for: .insert, in: .week) == .book)
        #expect(c.keymap.command(for: .character("b"), in: .week) == nil)
        #expect(c.keymap.command(for: .character("m"), in: .week) == .move)
        #expect(c.problems.count == 3, "\(c.problems)")
        #expect(c.problems.contains { $0.hasPrefix("config.toml:3:") && $0.contains("colour") })
        #expect(c.problems.contains { $0.hasPrefix("config.toml:6:") && $0.contains("fly") })
        #expect(c.problems.contains { $0.hasPrefix("config.toml:7:") && $0.contains("Hyper-Q") })
    }

    @Test func `a configuration that is no TOML is told and nothing else`() {
        let c = Configuration(toml: "theme = \n[", file: "config.toml")
        #expect(c.problems.count == 1)
        #expect(c.keymap.command(for: .character("b"), in: .week) == .book)
    }
}

struct `A text field` {
    @Test(arguments: [
        ("abc", ["Backspace"], "ab"), ("abc", ["Left", "Backspace"], "ac"), ("abc", ["Home", "Del"], "bc"),
        ("one two", ["Ctrl-W"], "one "), ("one two", ["Ctrl-U"], ""), ("abc", ["Home", "x"], "xabc"),
        ("", ["Backspace"], ""),
    ])
    func `is edited as people expect`(text: String, keys: [String], after: String) throws {
        var field = TextField(text)
        for name in keys { #expect(field.take(try #require(Key(name: name)))) }
        #expect(field.text == after)
    }
}
