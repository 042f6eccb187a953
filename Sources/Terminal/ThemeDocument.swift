internal import TOMLKit

/// A theme file as written: names not yet looked up, every entry with its place.
struct ThemeDocument: Sendable {
    /// Where an entry stands.
    struct Place: Hashable, Sendable {
        let file: String
        let line: Int?
    }
    /// A colour as written: a palette name, `#rrggbb`, `default`, one of the sixteen names or a number.
    struct Tone: Sendable {
        enum Value: Sendable {
            case word(String)
            case number(Int)
        }
        var value: Value
        var place: Place
    }
    /// A palette entry: its colour, and what stands for it where there are fewer.
    struct Dye: Sendable {
        var rgb: Tone?
        var x256: Tone?
        var x16: Tone?
    }
    struct Look: Sendable {
        var ink: Tone?
        var paper: Tone?
        var marks: Marks?
    }
    /// A role's entry: its look, and looks that replace it where there are fewer colours.
    struct Entry: Sendable {
        var look = Look()
        var x256: Look?
        var x16: Look?
        var mono: Marks?
        var place: Place

        /// This entry, and what it leaves out from another.
        func over(_ other: Entry?) -> Entry {
            guard let other else { return self }
            var entry = self
            entry.look.ink = look.ink ?? other.look.ink
            entry.look.paper = look.paper ?? other.look.paper
            entry.look.marks = look.marks ?? other.look.marks
            entry.x256 = x256 ?? other.x256
            entry.x16 = x16 ?? other.x16
            entry.mono = mono ?? other.mono
            return entry
        }
    }

    var title: String?
    var about: String?
    var inherits: (name: String, place: Place)?
    /// The most colours the theme uses.
    var depth: ColorDepth?
    /// The least contrast of text; quiet text may have two thirds of it.
    var contrast: Double?
    var palette: [String: Dye] = [:]
    var roles: [Role: Entry] = [:]
    var problems: [ThemeProblem] = []
    /// Nothing of the file could be read.
    var isBroken = false

    private let file: String
    private let lines: [String: Int]

    init(_ toml: String, file: String) {
        self.file = file
        do {
            let table = try TOMLTable(string: toml)
            lines = TOMLLines.lines(of: toml)
            withExtendedLifetime(table) { read(table) }
        } catch {
            lines = [:]
            let parsing = error as? TOMLParseError
            problems = [
                ThemeProblem(
                    file: file, line: parsing?.source.begin.line,
                    "not TOML: \(parsing?.description ?? "\(error)")")
            ]
            isBroken = true
        }
    }

    /// The nearest entry up a role's name.
    func entry(for role: Role) -> Entry? { roles[role] ?? role.fallback.flatMap { entry(for: $0) } }

    /// This theme on top of the one it inherits from: what both say, this one says.
    func inheriting(_ parent: ThemeDocument) -> ThemeDocument {
        var merged = self
        merged.about = about ?? parent.about
        merged.depth = depth ?? parent.depth
        merged.contrast = contrast ?? parent.contrast
        merged.palette = parent.palette.merging(palette) { _, own in own }
        merged.roles = parent.roles.merging(roles) { theirs, own in own.over(theirs) }
        return merged
    }
}

extension ThemeDocument {
    private func place(_ path: [String]) -> Place {
        for n in stride(from: path.count, to: 0, by: -1) {
            if let line = lines[TOMLLines.key(Array(path.prefix(n)))] { return Place(file: file, line: line) }
        }
        return Place(file: file, line: nil)
    }
    private mutating func complain(_ path: [String], _ message: String) {
        let place = place(path)
        problems.append(ThemeProblem(file: place.file, line: place.line, message))
    }

    private mutating func read(_ table: TOMLTable) {
        for key in table.keys {
            guard let value = table[key] else { continue }
            switch key {
            case "title": title = text(value, [key])
            case "about": about = text(value, [key])
            case "inherits": inherits = text(value, [key]).map { ($0, place([key])) }
            case "depth":
                depth = text(value, [key]).flatMap { ColorDepth(rawValue: $0) }
                if depth == nil { complain([key], "depth is one of truecolor, 256, 16, mono") }
            case "contrast":
                contrast = value.double ?? value.int.map(Double.init)
                if contrast.map({ !(1...21).contains($0) }) ?? true {
                    complain([key], "contrast is a number from 1 to 21")
                    contrast = nil
                }
            case "palette":
                guard let table = subtable(value, [key]) else { continue }
                for name in table.keys { palette[name] = table[name].flatMap { dye($0, [key, name]) } }
            case "roles":
                guard let table = subtable(value, [key]) else { continue }
                for name in table.keys { table[name].map { readRole($0, name: name, path: [key, name]) } }
            default:
                complain(
                    [key],
                    "\"\(key)\" is not known here; a theme has title, about, inherits, depth, contrast, palette and roles"
                )
            }
        }
    }

    private mutating func text(_ value: any TOMLValueConvertible, _ path: [String]) -> String? {
        if let text = value.string { return text }
        complain(path, "\(path.joined(separator: ".")) is a text in quotes")
        return nil
    }
    private mutating func subtable(_ value: any TOMLValueConvertible, _ path: [String]) -> TOMLTable? {
        if let table = value.table { return table }
        complain(path, "\(path.joined(separator: ".")) is a table")
        return nil
    }
    private mutating func tone(_ value: any TOMLValueConvertible, _ path: [String]) -> Tone? {
        if let word = value.string { return Tone(value: .word(word), place: place(path)) }
        if let number = value.int { return Tone(value: .number(number), place: place(path)) }
        complain(path, "a colour is a palette name, \"#rrggbb\", \"default\", a colour's name or its number")
        return nil
    }
    private mutating func dye(_ value: any TOMLValueConvertible, _ path: [String]) -> Dye? {
        guard let table = value.table else { return tone(value, path).map { Dye(rgb: $0) } }
        var dye = Dye()
        for key in table.keys {
            guard let value = table[key] else { continue }
            switch key {
            case "rgb": dye.rgb = tone(value, path + [key])
            case "x256": dye.x256 = tone(value, path + [key])
            case "x16": dye.x16 = tone(value, path + [key])
            default: complain(path + [key], "\"\(key)\" is not known in a colour; it has rgb, x256 and x16")
            }
        }
        return dye
    }

    /// A role's entry; keys that are not of an entry are parts of longer names
    /// (`[roles.event.group]`, `[roles.event.group.full]`).
    private mutating func readRole(_ value: any TOMLValueConvertible, name: String, path: [String]) {
        guard let table = subtable(value, path) else { return }
        var entry = Entry(place: place(path))
        var isEntry = false
        for key in table.keys {
            guard let value = table[key] else { continue }
            switch key {
            case "ink": entry.look.ink = tone(value, path + [key])
            case "paper": entry.look.paper = tone(value, path + [key])
            case "marks": entry.look.marks = marks(value, path + [key])
            case "mono": entry.mono = marks(value, path + [key])
            case "x256": entry.x256 = look(value, path + [key])
            case "x16": entry.x16 = look(value, path + [key])
            default:
                if value.table != nil {
                    readRole(value, name: "\(name).\(key)", path: path + [key])
                } else {
                    complain(
                        path + [key],
                        "\"\(key)\" is not known in a role; it has ink, paper, marks, x256, x16 and mono")
                }
                continue
            }
            isEntry = true
        }
        guard isEntry else { return }
        // A table's keys come sorted, `*` before letters: what names one role stands over what names many.
        let meant = Role.matching(name)
        for role in meant { roles[role] = entry.over(roles[role]) }
        if meant.isEmpty {
            complain(path, "there is no role \"\(name)\"\(Self.nearest(to: name))")
        }
    }
    private mutating func look(_ value: any TOMLValueConvertible, _ path: [String]) -> Look? {
        guard let table = subtable(value, path) else { return nil }
        var look = Look()
        for key in table.keys {
            guard let value = table[key] else { continue }
            switch key {
            case "ink": look.ink = tone(value, path + [key])
            case "paper": look.paper = tone(value, path + [key])
            case "marks": look.marks = marks(value, path + [key])
            default: complain(path + [key], "\"\(key)\" is not known here; ink, paper and marks are")
            }
        }
        return look
    }
    private mutating func marks(_ value: any TOMLValueConvertible, _ path: [String]) -> Marks? {
        guard let array = value.array else {
            complain(path, "\(path.last ?? "marks") is a list like [\"bold\"]")
            return nil
        }
        var marks: Marks = []
        for item in array {
            switch item.string {
            case "bold": marks.insert(.bold)
            case "underline": marks.insert(.underline)
            case "reverse": marks.insert(.reverse)
            case "dim": marks.insert(.dim)
            default:
                complain(path, "\(item.debugDescription) is not a mark; bold, underline, reverse and dim are")
            }
        }
        return marks
    }

    /// `; did you mean "event.group"?` when some role's name is close.
    private static func nearest(to name: String) -> String {
        let near = Role.allCases.map { ($0.name, Spelling.distance(name, $0.name)) }.min { $0.1 < $1.1 }
        guard let near, near.1 <= max(2, name.count / 4) else { return "" }
        return "; did you mean \"\(near.0)\"?"
    }
}
