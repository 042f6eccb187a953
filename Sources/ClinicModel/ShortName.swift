extension Clinic {
    /// What a service is called where there is no room: its own `short`, else three letters made from its
    /// name, unique in the clinic.
    ///
    /// A closed syllable reads best (`REL` of Relapse prevention, `IND`, `WOM`); where none is free, the first
    /// letter with the beginning of the next word (`FED` of Family education), or the consonants (`PRC` of
    /// Process group, `SKL`, `ASM`), then letters further on, at last a number.
    package var shortNames: [ServiceID: String] {
        var out: [ServiceID: String] = [:]
        var taken: Set<String> = []
        for s in services {
            guard let short = s.short else { continue }
            out[s.id] = short
            taken.insert(short.uppercased())
        }
        let nameless = services.filter { $0.short == nil }.map { ($0.id, ShortName.words(of: $0.name)) }
        // Names of one word have the first choice: they have no other.
        for (id, words) in nameless.filter({ $0.1.count < 2 }) + nameless.filter({ $0.1.count >= 2 }) {
            let name =
                ShortName.candidates(for: words).first { !taken.contains($0) }
                ?? ShortName.numbered(words, taken)
            taken.insert(name)
            out[id] = name
        }
        return out
    }
}

enum ShortName {
    /// Words that say only what kind of thing it is.
    private static let generic: Set<String> = [
        "GROUP", "GROUPS", "SESSION", "SESSIONS", "CLASS", "MEETING", "AND", "OF", "THE",
    ]
    /// Beside numbers and days these would be read as something else.
    private static let misleading: Set<String> = [
        "MIN", "MAX", "SUM", "MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN", "NOW", "NEW", "FULL",
    ]
    private static let vowels: Set<Character> = ["A", "E", "I", "O", "U"]

    /// The telling words in capitals, letters and digits alone; all of them if none tells.
    static func words(of name: String) -> [[Character]] {
        let all = name.uppercased().split { !($0.isLetter || $0.isNumber || $0 == "'" || $0 == "’") }
            .map { $0.filter { $0.isLetter || $0.isNumber } }.filter { !$0.isEmpty }
        let telling = all.filter { !generic.contains($0) }
        return (telling.isEmpty ? all : telling).map(Array.init)
    }

    static func candidates(for words: [[Character]]) -> [String] {
        guard let first = words.first else { return [] }
        var out = words.map { Array($0.prefix(3)) }.filter(isClosedSyllable).map { String($0) }
        for next in words.dropFirst() {
            out.append(String([first[0]] + next.prefix(2)))
            out.append(String(first.prefix(2) + next.prefix(1)))
        }
        let skeleton = skeleton(first)
        if skeleton.count == 3 { out.append(String(skeleton)) }
        out.append(String(first.prefix(3)))
        for third in first.dropFirst(3) { out.append(String(first.prefix(2) + [third])) }
        return out.filter { !misleading.contains($0) }
    }
    static func numbered(_ words: [[Character]], _ taken: Set<String>) -> String {
        let stem = String((words.first ?? ["X"]).prefix(2))
        var n = 2
        while taken.contains("\(stem)\(n)") { n += 1 }
        return "\(stem)\(n)"
    }

    /// Consonant, vowel, consonant or vowel, two consonants, no letter twice running: it can be said.
    private static func isClosedSyllable(_ c: [Character]) -> Bool {
        guard c.count == 3, c[1] != c[2] else { return false }
        return vowels.contains(c[0])
            ? !vowels.contains(c[1]) && !vowels.contains(c[2])
            : vowels.contains(c[1]) && !vowels.contains(c[2])
    }
    /// The first letter and the two consonants that follow, none of them twice running.
    private static func skeleton(_ word: [Character]) -> [Character] {
        var out: [Character] = []
        for (i, c) in word.enumerated() where i == 0 || !vowels.contains(c) {
            if out.last != c { out.append(c) }
            if out.count == 3 { break }
        }
        return out
    }
}
