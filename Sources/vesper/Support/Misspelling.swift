internal import ArgumentParser

/// A command that there is not, and the one that may have been meant.
enum Misspelling {
    static func sentence(for word: String?, among commands: [String]) -> String? {
        guard let word, !word.hasPrefix("-"), !commands.contains(word) else { return nil }
        let near = commands.map { ($0, distance(word.lowercased(), $0)) }.min { $0.1 < $1.1 }
        let hint = near.flatMap { $0.1 <= 2 ? "; did you mean \($0.0)?" : nil } ?? ";"
        return "there is no command \"\(word)\"\(hint) `vesper --help` lists them all"
    }

    /// Letters to change, add or drop to get from one word to the other.
    private static func distance(_ a: String, _ b: String) -> Int {
        let b = Array(b)
        var row = Array(0...b.count)
        for (i, x) in a.enumerated() {
            var corner = row[0]
            row[0] = i + 1
            for (j, y) in b.enumerated() {
                let best = min(row[j] + 1, row[j + 1] + 1, corner + (x == y ? 0 : 1))
                corner = row[j + 1]
                row[j + 1] = best
            }
        }
        return row[b.count]
    }
}
