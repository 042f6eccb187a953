/// How well what was typed names something: every word typed begins a word of the name, or stands in it.
package enum Match {
    /// Lower is better; nil: no match. Words may come in any order; an exact beginning of a word is better
    /// than a place inside it.
    package static func rank(_ typed: [Substring], in name: String) -> Int? {
        if typed.isEmpty { return 0 }
        let name = name.lowercased()
        let words = name.split(whereSeparator: { $0 == " " || $0 == "-" || $0 == "," })
        var cost = 0
        for part in typed {
            if let i = words.firstIndex(where: { $0 == part }) {
                cost += i
            } else if let i = words.firstIndex(where: { $0.hasPrefix(part) }) {
                cost += 2 + i
            } else if part.count > 1, name.contains(part) {
                cost += 20
            } else {
                return nil
            }
        }
        return cost
    }
    package static func words(_ text: String) -> [Substring] {
        // The words are lower case and hold no blanks.
        Substring(text.lowercased()).split(separator: " ")
    }
}
