internal import Terminal

/// Text that is looked for by typing: its words, without case and accents.
struct SearchText: Hashable, Sendable {
    private let words: [[UInt8]]

    init(_ texts: String...) { self.init(texts) }
    init(_ texts: [String]) {
        words = texts.flatMap { text in
            Self.plain(text).split(whereSeparator: { !$0.isLetter && !$0.isNumber && $0 != "'" && $0 != ":" })
                .map { Array($0.utf8) }
        }
    }
    static func plain(_ text: String) -> String { PlainLetters.plain(text).lowercased() }

    /// How well a typed word fits: the start of a word best, then what stands inside one, then letters left
    /// out (`wtf` for Whitfield), then one letter wrong. 0: not at all.
    func score(_ typed: [UInt8]) -> Int {
        var best = 0
        for (n, word) in words.enumerated() {
            let s = Self.score(typed, in: word)
            // Earlier words weigh a little more.
            if s > 0 { best = max(best, s - min(n, 9)) }
        }
        return best
    }
    private static func score(_ typed: [UInt8], in word: [UInt8]) -> Int {
        if typed == word { return 120 }
        if word.starts(with: typed) { return 100 }
        if typed.count >= 2, contains(word, typed) { return 60 }
        if typed.count >= 3, isSubsequence(typed, of: word) { return 40 }
        if typed.count >= 4, Spelling.distance(typed, Array(word.prefix(typed.count))) <= 1 { return 20 }
        return 0
    }
    private static func contains(_ word: [UInt8], _ typed: [UInt8]) -> Bool {
        guard word.count >= typed.count else { return false }
        return (0...(word.count - typed.count)).contains { word[$0...].starts(with: typed) }
    }
    /// With the same first letter.
    private static func isSubsequence(_ typed: [UInt8], of word: [UInt8]) -> Bool {
        guard typed.first == word.first else { return false }
        var i = 0
        for letter in word where i < typed.count && letter == typed[i] { i += 1 }
        return i == typed.count
    }
}

/// What was typed, word by word.
struct Query: Hashable, Sendable {
    let words: [[UInt8]]
    init(_ text: String) {
        words = SearchText.plain(text).split(whereSeparator: \.isWhitespace).map { Array($0.utf8) }
    }
    var isEmpty: Bool { words.isEmpty }

    /// 0 unless every word fits.
    func score(_ text: SearchText) -> Int {
        var sum = 0
        for word in words {
            let s = text.score(word)
            if s == 0 { return 0 }
            sum += s
        }
        return sum
    }
}
