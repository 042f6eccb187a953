/// Where the keys of a TOML text stand, because the parser forgets it.
package enum TOMLLines {
    package static func key(_ path: [String]) -> String { path.joined(separator: "\u{1F}") }

    /// The line, from 1, of every table header and every key at the start of a line.
    package static func lines(of toml: String) -> [String: Int] {
        var found: [String: Int] = [:]
        var header: [String] = []
        for (n, line) in toml.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            var rest = line.drop { $0 == " " || $0 == "\t" }
            if rest.first == "[" {
                rest = rest.drop { $0 == "[" || $0 == " " }
                header = keyPath(&rest)
                if found[key(header)] == nil { found[key(header)] = n + 1 }
            } else {
                let path = keyPath(&rest)
                guard !path.isEmpty, rest.first == "=" else { continue }
                if found[key(header + path)] == nil { found[key(header + path)] = n + 1 }
            }
        }
        return found
    }

    /// Reads `a.b."c.d"` and the blanks behind it.
    private static func keyPath(_ rest: inout Substring) -> [String] {
        var path: [String] = []
        while let first = rest.first {
            if first == "\"" || first == "'" {
                let inner = rest.dropFirst()
                guard let end = inner.firstIndex(of: first) else { return [] }
                path.append(String(inner[..<end]))
                rest = inner[inner.index(after: end)...]
            } else {
                let word = rest.prefix { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "-" }
                guard !word.isEmpty else { return path }
                path.append(String(word))
                rest = rest.dropFirst(word.count)
            }
            rest = rest.drop { $0 == " " || $0 == "\t" }
            guard rest.first == "." else { return path }
            rest = rest.dropFirst().drop { $0 == " " || $0 == "\t" }
        }
        return path
    }
}

/// How far one word is from another: letters to insert, drop or change.
package enum Spelling {
    package static func distance(_ a: String, _ b: String) -> Int { distance(Array(a), Array(b)) }
    package static func distance<Letter: Equatable>(_ a: [Letter], _ b: [Letter]) -> Int {
        var row = Array(0...b.count)
        for (i, x) in a.enumerated() {
            var diagonal = row[0]
            row[0] = i + 1
            for (j, y) in b.enumerated() {
                let changed = diagonal + (x == y ? 0 : 1)
                diagonal = row[j + 1]
                row[j + 1] = min(changed, row[j] + 1, row[j + 1] + 1)
            }
        }
        return row[b.count]
    }
}
