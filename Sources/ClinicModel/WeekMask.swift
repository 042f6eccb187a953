/// One week as 2,016 bits, one for each 5 minutes from 00:00 of the week's first day.
package struct WeekMask: Sendable, Equatable {
    /// Minutes a bit stands for.
    package static let resolution = 5
    /// Bits of a day.
    package static let bitsPerDay = 1440 / resolution
    package static let bitCount = 7 * bitsPerDay
    private static let wordCount = 32

    private var words: InlineArray<32, UInt64>

    package init() { words = InlineArray(repeating: 0) }

    package static func == (a: Self, b: Self) -> Bool {
        for i in 0..<wordCount where a.words[i] != b.words[i] { return false }
        return true
    }

    /// Sets every bit that a minute of the half-open range `start..<end` falls in (minutes of the week);
    /// what lies outside the week is left out.
    package mutating func insert(from start: Int, to end: Int) {
        forEachWord(from: start, to: end) { mask, i, bits in mask.words[i] |= bits }
    }
    package mutating func remove(from start: Int, to end: Int) {
        forEachWord(from: start, to: end) { mask, i, bits in mask.words[i] &= ~bits }
    }
    private mutating func forEachWord(from start: Int, to end: Int, _ body: (inout Self, Int, UInt64) -> Void)
    {
        let a = max(0, start) / Self.resolution
        let b = min(Self.bitCount, (max(0, end) + Self.resolution - 1) / Self.resolution)
        var bit = a
        while bit < b {
            let word = bit >> 6
            let upTo = min(b, (word + 1) << 6)
            let width = upTo - bit
            let ones: UInt64 = width == 64 ? .max : (1 << UInt64(width)) - 1
            body(&self, word, ones << UInt64(bit & 63))
            bit = upTo
        }
    }
    /// Whether the 5 minutes that `minute` of the week falls in are set; false outside the week.
    package func contains(minute: Int) -> Bool {
        guard minute >= 0, minute < Self.bitCount * Self.resolution else { return false }
        let bit = minute / Self.resolution
        return words[bit >> 6] >> UInt64(bit & 63) & 1 == 1
    }
    /// Whether any bit of the half-open range of minutes is set.
    package func touches(from start: Int, to end: Int) -> Bool {
        var range = WeekMask()
        range.insert(from: start, to: end)
        return !intersection(range).isEmpty
    }
    /// Whether every bit of the half-open range of minutes is set.
    package func covers(from start: Int, to end: Int) -> Bool {
        var range = WeekMask()
        range.insert(from: start, to: end)
        return intersection(range) == range
    }
    package var isEmpty: Bool {
        for i in 0..<Self.wordCount where words[i] != 0 { return false }
        return true
    }
    /// Minutes set.
    package var minutes: Int {
        var n = 0
        for i in 0..<Self.wordCount { n += words[i].nonzeroBitCount }
        return n * Self.resolution
    }
    /// Bits set.
    package var count: Int { minutes / Self.resolution }
    /// The first minute of every set bit, in order.
    package func forEachMinute(_ body: (Int) -> Void) {
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
        for i in 0..<Self.wordCount { words[i] &= other.words[i] }
    }
    package mutating func formUnion(_ other: Self) {
        for i in 0..<Self.wordCount { words[i] |= other.words[i] }
    }
    package mutating func subtract(_ other: Self) {
        for i in 0..<Self.wordCount { words[i] &= ~other.words[i] }
    }
    /// Every bit from which `minutes` in a row are set: the starts of a free stretch of that length.
    package func starts(ofLength minutes: Int) -> Self {
        let n = (minutes + Self.resolution - 1) / Self.resolution
        var out = self
        var have = 1
        while have < n {
            let step = min(have, n - have)
            out = out.intersection(out.shiftedDown(by: step))
            have += step
        }
        return out
    }
    private func shiftedDown(by n: Int) -> Self {
        var out = WeekMask()
        let whole = n >> 6
        let part = UInt64(n & 63)
        for i in 0..<(Self.wordCount - whole) {
            var w = words[i + whole] >> part
            if part > 0, i + whole + 1 < Self.wordCount { w |= words[i + whole + 1] << (64 - part) }
            out.words[i] = w
        }
        return out
    }
}
