internal import Terminal

/// A word as it is looked for: its letters without case and accents, as bytes.
struct SearchWord: Hashable, Sendable {
    let letters: [UInt8]
    /// Which letters it has, a bit each (by their last six bits): most words are told apart by that alone.
    private let alphabet: UInt64

    init(_ letters: [UInt8]) {
        self.letters = letters
        alphabet = letters.reduce(0) { $0 | 1 << UInt64($1 & 63) }
    }

    /// How well it fits as something typed: the start of a word best, then what stands inside one, then letters
    /// left out (`wtf` for Whitfield), then one letter wrong. 0: not at all. Costs no more than one walk
    /// along the longer of the two for each place inside, however long they are.
    func score(in word: SearchWord) -> Int {
        let (typed, word) = (letters, word)
        guard typed.count <= word.letters.count + 1,
            (alphabet & ~word.alphabet).nonzeroBitCount <= 1
        else { return 0 }
        let common = Self.common(typed, word.letters)
        if common == typed.count { return typed.count == word.letters.count ? 120 : 100 }
        if typed.count >= 2, Self.contains(word.letters, typed) { return 60 }
        if typed.count >= 3, Self.isSubsequence(typed, of: word.letters) { return 40 }
        // The later the wrong letter, the likelier it is meant.
        if typed.count >= 4, Self.isOneOff(typed, word.letters, at: common) { return 10 + min(common, 8) * 3 }
        return 0
    }
    /// The least that a word is worth of which the start was typed; see `SearchText.score`.
    static let start = 91

    /// Letters at the beginning that are the same.
    private static func common(_ a: [UInt8], _ b: [UInt8]) -> Int {
        var i = 0
        while i < a.count, i < b.count, a[i] == b[i] { i += 1 }
        return i
    }
    private static func contains(_ word: [UInt8], _ typed: [UInt8]) -> Bool {
        guard word.count >= typed.count else { return false }
        return (0...(word.count - typed.count)).contains { starts(word, $0, with: typed, from: 0) }
    }
    /// With the same first letter.
    private static func isSubsequence(_ typed: [UInt8], of word: [UInt8]) -> Bool {
        guard typed.first == word.first else { return false }
        var i = 0
        for letter in word where i < typed.count && letter == typed[i] { i += 1 }
        return i == typed.count
    }
    /// What stands from `at` on is the start of the word once one letter is changed, left out, put in, or
    /// two neighbours are swapped.
    private static func isOneOff(_ typed: [UInt8], _ word: [UInt8], at: Int) -> Bool {
        if starts(word, at + 1, with: typed, from: at + 1) || starts(word, at, with: typed, from: at + 1)
            || starts(word, at + 1, with: typed, from: at)
        {
            return true
        }
        return at + 1 < typed.count && at + 1 < word.count && typed[at] == word[at + 1]
            && typed[at + 1] == word[at] && starts(word, at + 2, with: typed, from: at + 2)
    }
    /// Whether the rest of what was typed stands in the word at a place.
    private static func starts(_ word: [UInt8], _ place: Int, with typed: [UInt8], from: Int) -> Bool {
        guard typed.count - from <= word.count - place else { return false }
        var i = from
        while i < typed.count {
            if typed[i] != word[place + i - from] { return false }
            i += 1
        }
        return true
    }
}

/// Text that is looked for by typing: its words, without case and accents.
struct SearchText: Hashable, Sendable {
    private let words: [SearchWord]

    init(_ texts: String...) { self.init(texts) }
    init(_ texts: [String]) {
        words = texts.flatMap { text in
            Self.plain(text).split(whereSeparator: { !$0.isLetter && !$0.isNumber && $0 != "'" && $0 != ":" })
                .map { SearchWord(Array($0.utf8)) }
        }
    }
    static func plain(_ text: String) -> String { PlainLetters.plain(text).lowercased() }

    /// How well a typed word fits the best of the words. 0: none.
    func score(_ typed: SearchWord) -> Int {
        var best = 0
        for (n, word) in words.enumerated() {
            let s = typed.score(in: word)
            // Earlier words weigh a little more.
            if s > 0 { best = max(best, s - min(n, 9)) }
        }
        return best
    }
}

/// What was typed, word by word.
struct Query: Hashable, Sendable {
    let words: [SearchWord]
    init(_ text: String) {
        var words: [SearchWord] = []
        for part in SearchText.plain(text).split(whereSeparator: \.isWhitespace) {
            let word = SearchWord(Array(part.utf8))
            // Said twice it asks for no more.
            if !words.contains(word) { words.append(word) }
        }
        self.words = words
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
