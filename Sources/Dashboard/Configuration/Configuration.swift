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
    package var preset: Keymap.Preset = .plain
    package var keymap = Keymap()
    package var glyphs: GlyphSet.Kind?
    package var isAccessible = false
    /// What could not be used, with the file and, where known, the line.
    package var problems: [String] = []

    package init() {}

    package init(toml: String, file: String) {
        let table: TOMLTable
        do {
            table = try TOMLTable(string: toml)
        } catch let error as TOMLParseError {
            problems = ["\(file):\(error.source.begin.line): \(error.description)"]
            return
        } catch {
            problems = ["\(file): is no TOML"]
            return
        }
        let lines = TOMLLines.lines(of: toml)
        func at(_ path: String...) -> String { lines[TOMLLines.key(path)].map { "\(file):\($0)" } ?? file }
        let known = ["theme", "preset", "glyphs", "accessible", "keys"]
        for key in table.keys.sorted() where !known.contains(key) {
            problems.append(
                "\(at(key)): there is no setting \"\(key)\"; there are \(known.joined(separator: ", "))")
        }
        theme = string(table, "theme", at("theme"))
        if let name = string(table, "preset", at("preset")) {
            if let p = Keymap.Preset(rawValue: name) {
                preset = p
            } else {
                problems.append("\(at("preset")): preset \"\(name)\" is none of plain, vi, emacs")
            }
        }
        if let name = string(table, "glyphs", at("glyphs")) {
            glyphs = GlyphSet.Kind(rawValue: name)
            if glyphs == nil {
                problems.append("\(at("glyphs")): glyphs \"\(name)\" is none of unicode, ascii")
            }
        }
        if let value = table["accessible"] {
            if let flag = value.bool {
                isAccessible = flag
            } else {
                problems.append("\(at("accessible")): accessible is true or false")
            }
        }
        keymap = Keymap(preset: preset)
        if let keys = table["keys"]?.table {
            bind(keys) { at("keys", $0) }
        } else if table["keys"] != nil {
            problems.append("\(at("keys")): [keys] is a table: command = key, or a list of keys")
        }
    }

    private mutating func string(_ table: TOMLTable, _ key: String, _ place: String) -> String? {
        guard let value = table[key] else { return nil }
        if let text = value.string { return text }
        problems.append("\(place): \(key) is a text in quotes")
        return nil
    }
    private mutating func bind(_ table: TOMLTable, _ at: (String) -> String) {
        for id in table.keys.sorted() {
            guard let command = Command(rawValue: id) else {
                problems.append("\(at(id)): [keys] has no command \"\(id)\"; `vesper keys` lists them")
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
                    problems.append("\(at(id)): [keys] \(id): there is no key \"\(name)\"")
                }
            }
            if names.isEmpty {
                problems.append(
                    "\(at(id)): [keys] \(id): a key or a list of keys is wanted, like [\"b\", \"Ins\"]")
            } else if !keys.isEmpty {
                keymap.bind(command, keys)
            }
        }
    }
}
