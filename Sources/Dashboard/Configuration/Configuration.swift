internal import TOMLKit
package import Terminal

/// What a person has set: `config.toml` of the configuration folder. What can't be read is told and left at
/// its default; it never stops the program.
///
/// ```toml
/// theme = "day"
/// preset = "vi"            # plain, vi, emacs
/// glyphs = "ascii"         # unicode, ascii
/// accessible = false
/// [keys]
/// book = ["b", "Ins"]      # ids as `vesper keys` prints them
/// ```
package struct Configuration: Sendable {
    package var theme: String?
    /// Of the theme's setting.
    package private(set) var themeLine = 0
    package var preset: Keymap.Preset = .plain
    package var keymap = Keymap()
    package var glyphs: GlyphSet.Kind?
    package var isAccessible = false
    /// What could not be used, with the file and, where known, the line; in the order of the lines.
    package var problems: [String] {
        told.map { $0.line > 0 ? "\(file):\($0.line): \($0.text)" : "\(file): \($0.text)" }
    }
    /// Commands that have no key any more, because others were given theirs. Wished, perhaps.
    package private(set) var notices: [String] = []
    private var told: [(line: Int, text: String)] = []
    private var file = ""

    package init() {}
    /// Of a file that can't be read at all.
    package init(file: String, problem: String) {
        self.file = file
        told = [(0, problem)]
    }

    package init(toml: String, file: String) {
        self.file = file
        let table: TOMLTable
        do {
            table = try TOMLTable(string: toml)
        } catch let error as TOMLParseError {
            told = [(Int(error.source.begin.line), error.description)]
            return
        } catch {
            told = [(0, "is no TOML")]
            return
        }
        let lines = TOMLLines.lines(of: toml)
        func line(_ path: String...) -> Int { lines[TOMLLines.key(path)] ?? 0 }
        let known = ["theme", "preset", "glyphs", "accessible", "keys"]
        for key in table.keys where !known.contains(key) {
            tell(line(key), "there is no setting \"\(key)\"; there are \(known.joined(separator: ", "))")
        }
        theme = string(table, "theme", line("theme"))
        themeLine = line("theme")
        if let name = string(table, "preset", line("preset")) {
            if let p = Keymap.Preset(rawValue: name) {
                preset = p
            } else {
                tell(line("preset"), "preset \"\(name)\" is none of plain, vi, emacs")
            }
        }
        if let name = string(table, "glyphs", line("glyphs")) {
            glyphs = GlyphSet.Kind(rawValue: name)
            if glyphs == nil { tell(line("glyphs"), "glyphs \"\(name)\" is none of unicode, ascii") }
        }
        if let value = table["accessible"] {
            if let flag = value.bool {
                isAccessible = flag
            } else {
                tell(line("accessible"), "accessible is true or false")
            }
        }
        keymap = Keymap(preset: preset)
        if let keys = table["keys"]?.table {
            bind(keys) { line("keys", $0) }
        } else if table["keys"] != nil {
            tell(line("keys"), "[keys] is a table: command = key, or a list of keys")
        }
    }

    private mutating func tell(_ line: Int, _ text: String) {
        told.append((line, text))
        told.sort { ($0.line, $0.text) < ($1.line, $1.text) }
    }
    private mutating func string(_ table: TOMLTable, _ key: String, _ line: Int) -> String? {
        guard let value = table[key] else { return nil }
        if let text = value.string { return text }
        tell(line, "\(key) is a text in quotes")
        return nil
    }
    private mutating func bind(_ table: TOMLTable, _ line: (String) -> Int) {
        var given: [(command: Command, keys: [Key])] = []
        for id in table.keys.sorted() {
            guard let command = Command(rawValue: id) else {
                tell(line(id), "[keys] has no command \"\(id)\"; `vesper keys` lists them")
                continue
            }
            var names: [String] = []
            if let one = table[id]?.string { names = [one] }
            for value in table[id]?.array ?? TOMLArray() { if let name = value.string { names.append(name) } }
            var keys: [Key] = []
            for name in names {
                if let key = Key(name: name) {
                    keys.append(key)
                } else {
                    tell(line(id), "[keys] \(id): there is no key \"\(name)\"")
                }
            }
            if names.isEmpty {
                tell(line(id), "[keys] \(id): a key or a list of keys is wanted, like [\"b\", \"Ins\"]")
            } else if !keys.isEmpty {
                keymap.bind(command, keys)
                given.append((command, keys))
            }
        }
        for (command, keys) in given {
            for key in keys {
                let owners = KeyContext.allCases.filter(command.works).compactMap {
                    keymap.command(for: key, in: $0)
                }
                guard let owner = given.first(where: { $0.command != command && owners.contains($0.command) })
                else { continue }
                let id = owner.command.rawValue
                tell(
                    line(command.rawValue),
                    "[keys] \(command.rawValue): \(key.name) is given to \(id) as well (line \(line(id))), which has "
                        + "it; give one of them another")
            }
        }
        let before = Keymap(preset: preset)
        for command in Command.allCases where keymap.keys(of: command).isEmpty {
            let lost = before.keys(of: command)
            guard !given.contains(where: { $0.command == command }),
                let taker = given.first(where: { $0.keys.contains(where: lost.contains) })?.command
            else { continue }
            notices.append(
                "\(file):\(line(taker.rawValue)): [keys] \(command.rawValue) has no key any more: "
                    + "\(before.labels(of: command)) is given to \(taker.rawValue); give it another")
        }
    }
}
