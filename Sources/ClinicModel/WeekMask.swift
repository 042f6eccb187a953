/// One week as 2,016 bits, one for each 5 minutes from 00:00 of the week's first day.
package struct WeekMask: Sendable, Equatable {
    /// Minutes a bit stands for.
    package static var resolution: Int { 5 }
    /// Bits of a day.
    package static var bitsPerDay: Int { 1440 / resolution }
    package static var bitCount: Int { 7 * bitsPerDay }
    private static var wordCount: Int { 32 }

    /// Read and written through spans: an index into an inline array that is a parameter copies all of it.
    private var words: InlineArray<32, UInt64>

    package init() { words = InlineArray(repeating: 0) }

    package static func == (a: Self, b: Self) -> Bool {
        let x = a.words.span
        let y = b.words.span
        for i in 0..<wordCount where x[i] != y[i] { return false }
        return true
    }

    /// Sets every bit that a minute of the half-open range `start..<end` falls in (minutes of the week);
    /// what lies outside the week is left out.
    package mutating func insert(from start: Int, to end: Int) {
        var words = self.words.mutableSpan
        Self.forEachWord(from: start, to: end) { i, bits in words[i] |= bits }
    }
    package mutating func remove(from start: Int, to end: Int) {
        var words = self.words.mutableSpan
        Self.forEachWord(from: start, to: end) { i, bits in words[i] &= ~bits }
    }
    private static func forEachWord(from start: Int, to end: Int, _ body: (Int, UInt64) -> Void) {
        let a = max(0, start) / resolution
        let b = min(bitCount, (max(0, end) + resolution - 1) / resolution)
        var bit = a
        while bit < b {
            let word = bit >> 6
            let upTo = min(b, (word + 1) << 6)
            let width = upTo - bit
            let ones: UInt64 = width == 64 ? .max : (1 << UInt64(width)) - 1
            body(word, ones << UInt64(bit & 63))
            bit = upTo
        }
    }
    /// Whether the 5 minutes that `minute` of the week falls in are set; false outside the week.
    package func contains(minute: Int) -> Bool {
        guard minute >= 0, minute < Self.bitCount * Self.resolution else { return false }
        let bit = minute / Self.resolution
        return words.span[bit >> 6] >> UInt64(bit & 63) & 1 == 1
    }
    /// Whether any bit of the half-open range of minutes is set.
    package func touches(from start: Int, to end: Int) -> Bool {
        let words = self.words.span
        var isTouched = false
        Self.forEachWord(from: start, to: end) { i, bits in isTouched = isTouched || words[i] & bits != 0 }
        return isTouched
    }
    /// Whether every bit of the half-open range of minutes is set.
    package func covers(from start: Int, to end: Int) -> Bool {
        let words = self.words.span
        var isCovered = true
        Self.forEachWord(from: start, to: end) { i, bits in isCovered = isCovered && words[i] & bits == bits }
        return isCovered
    }
    package var isEmpty: Bool {
        let words = self.words.span
        for i in 0..<Self.wordCount where words[i] != 0 { return false }
        return true
    }
    /// Minutes set.
    package var minutes: Int {
        let words = self.words.span
        var n = 0
        for i in 0..<Self.wordCount { n += words[i].nonzeroBitCount }
        return n * Self.resolution
    }
    /// Bits set.
    package var count: Int { minutes / Self.resolution }
    /// The first minute of every set bit, in order.
    package func forEachMinute(_ body: (Int) -> Void) {
        let words = self.words.span
        for i in 0..<Self.wordCount {
            var word = words[i]
            while word != 0 {
                body((i * 64 + word.trailingZeroBitCount) * Self.resolution)
                word &= word - 1
            }
        }
    }
    package func intersection(_ other: Self) -> Self {
        var out = self
        out.formIntersection(other)
        return out
    }
    package func union(_ other: Self) -> Self {
        var out = self
        out.formUnion(other)
        return out
    }
    package func subtracting(_ other: Self) -> Self {
        var out = self
        out.subtract(other)
        return out
    }
    package mutating func formIntersection(_ other: Self) {
        let others = other.words.span
        var words = self.words.mutableSpan
        for i in 0..<Self.wordCount { words[i] &= others[i] }
    }
    package mutating func formUnion(_ other: Self) {
        let others = other.words.span
        var words = self.words.mutableSpan
        for i in 0..<Self.wordCount { words[i] |= others[i] }
    }
    package mutating func subtract(_ other: Self) {
        let others = other.words.span
        var words = self.words.mutableSpan
        for i in 0..<Self.wordCount { words[i] &= ~others[i] }
    }
    /// Every bit from which `minutes` in a row are set: the starts of a free stretch of that length.
    package func starts(ofLength minutes: Int) -> Self {
        let n = Self.bits(of: minutes)
        if n > Self.bitCount { return Self() }
        var out = self
        var have = 1
        while have < n {
            let step = min(have, n - have)
            out = out.intersection(out.shiftedDown(by: step))
            have += step
        }
        return out
    }
    /// Every bit within `minutes` of a set bit, from it on: the time that sessions of that length take which
    /// begin at the set bits. Their ends may lie past the week's and are left out.
    package func spans(ofLength minutes: Int) -> Self {
        let n = Self.bits(of: minutes)
        var out = self
        var have = 1
        while have < n {
            let step = min(have, n - have)
            out = out.union(out.shiftedUp(by: step))
            have += step
        }
        return out
    }
    /// Bits that so many minutes take; of more than a week's one more than a week has.
    private static func bits(of minutes: Int) -> Int {
        (min(minutes, (bitCount + 1) * resolution) + resolution - 1) / resolution
    }
    private func shiftedUp(by n: Int) -> Self {
        var out = WeekMask()
        let whole = n >> 6
        let part = UInt64(n & 63)
        let from = words.span
        var to = out.words.mutableSpan
        for i in whole..<Self.wordCount {
            var w = from[i - whole] << part
            if part > 0, i > whole { w |= from[i - whole - 1] >> (64 - part) }
            to[i] = w
        }
        // The last word is longer than the week.
        to[Self.wordCount - 1] &= (1 << UInt64(Self.bitCount & 63)) - 1
        return out
    }
    private func shiftedDown(by n: Int) -> Self {
        var out = WeekMask()
        let whole = n >> 6
        let part = UInt64(n & 63)
        let from = words.span
        var to = out.words.mutableSpan
        for i in 0..<(Self.wordCount - whole) {
            var w = from[i + whole] >> part
            if part > 0, i + whole + 1 < Self.wordCount { w |= from[i + whole + 1] << (64 - part) }
            to[i] = w
        }
        return out
    }
}
