/// A fixed number of plain values at one place in memory: no bounds check in release builds, no retain, no
/// copy on write, which is what the search's inner loops need. Whoever makes one must `free` it.
@safe struct Cells<Element: BitwiseCopyable> {
    private let base: UnsafeMutablePointer<Element>
    let count: Int

    init(_ count: Int, _ value: Element) {
        self.count = count
        unsafe base = .allocate(capacity: max(1, count))
        unsafe base.initialize(repeating: value, count: max(1, count))
    }
    init(_ list: [Element], or value: Element) {
        self.init(list.count, value)
        for (i, x) in list.enumerated() { self[i] = x }
    }
    func free() { unsafe base.deallocate() }

    subscript(i: Int) -> Element {
        @inline(__always) get {
            assert(i >= 0 && i < count)
            return unsafe base[i]
        }
        @inline(__always) nonmutating set {
            assert(i >= 0 && i < count)
            unsafe base[i] = newValue
        }
    }
    func copy(from other: Cells) {
        assert(other.count == count)
        unsafe base.update(from: other.base, count: count)
    }
    var list: [Element] { (0..<count).map { self[$0] } }
    /// Over a list of the same length.
    func write(to list: inout [Element]) {
        for i in list.indices { list[i] = self[i] }
    }
}

/// SplitMix64 by Steele, Lea and Flood: small, quick and the same on every machine for one seed.
struct PlanRandom {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed &* 0x9E37_79B9_7F4A_7C15 &+ 0xD1B5_4A32_D192_ED03
        _ = next()
    }
    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
    /// 0..<n, for n from 1 to 2³² − 1.
    @inline(__always) mutating func below(_ n: Int) -> Int {
        Int(((next() >> 32) &* UInt64(truncatingIfNeeded: n)) >> 32)
    }
    /// Whether one in a thousand chances `n` came.
    @inline(__always) mutating func chance(_ n: Int) -> Bool { below(1000) < n }
    /// 0 ..< 1.
    @inline(__always) mutating func unit() -> Double {
        Double(next() >> 11) * (1.0 / 9_007_199_254_740_992.0)
    }
}

/// Rows of bits, one for each 5 minutes from 00:00 of the week's first day: the seven days and what a late
/// session's note time may reach of the two after.
struct BitRows {
    static let minutes = 5
    static let perDay = 1440 / minutes
    static let words = 40
    static let bits = words * 64
    /// One word is to spare: a window reads the word after its own as well.
    let cells: Cells<UInt64>

    init(rows: Int, full: Bool = false) { cells = Cells(rows * Self.words + 1, full ? .max : 0) }
    /// Bits of a row past the week's end.
    static let beyond = bits - 7 * perDay
    /// Whether a row has room for so many bits, and for so many after them, from any start within the week.
    static func holds(_ bits: Int, _ more: Int = 0) -> Bool { bits + more <= beyond }
    func free() { cells.free() }

    /// Up to 64 bits of a row from `bit` on.
    @inline(__always) func window(_ row: Int, _ bit: Int, _ n: Int) -> UInt64 {
        let w = row &* Self.words &+ (bit >> 6)
        let s = UInt64(truncatingIfNeeded: bit & 63)
        let v = (cells[w] >> s) | ((cells[w &+ 1] &<< 1) &<< (63 &- s))
        return v & (UInt64.max >> UInt64(truncatingIfNeeded: 64 &- n))
    }
    @inline(__always) func allSet(_ row: Int, _ bit: Int, _ n: Int) -> Bool {
        if n <= 64 { return window(row, bit, n) == .max >> UInt64(truncatingIfNeeded: 64 &- n) }
        return window(row, bit, 64) == .max && allSetLong(row, bit + 64, n - 64)
    }
    /// What lies past a row's end is never set.
    @inline(never) private func allSetLong(_ row: Int, _ bit: Int, _ n: Int) -> Bool {
        bit &+ n <= Self.bits && allSet(row, bit, n)
    }
    @inline(__always) func noneSet(_ row: Int, _ bit: Int, _ n: Int) -> Bool {
        if n <= 64 { return window(row, bit, n) == 0 }
        return window(row, bit, 64) == 0 && noneSetLong(row, bit + 64, n - 64)
    }
    @inline(never) private func noneSetLong(_ row: Int, _ bit: Int, _ n: Int) -> Bool {
        let inside = min(n, Self.bits &- bit)
        return inside <= 0 || noneSet(row, bit, inside)
    }
    /// Whether all of `bit ..< bit + n` is set once `own` is taken for set, too.
    @inline(__always) func allSet(_ row: Int, _ bit: Int, _ n: Int, besides own: Range<Int>) -> Bool {
        if allSet(row, bit, n) { return true }
        let a = max(bit, own.lowerBound)
        let b = min(bit &+ n, own.upperBound)
        if a >= b { return false }
        return (a == bit || allSet(row, bit, a &- bit)) && (b == bit &+ n || allSet(row, b, bit &+ n &- b))
    }
    func set(_ row: Int, _ from: Int, _ to: Int) { change(row, from, to) { $0 | $1 } }
    func clear(_ row: Int, _ from: Int, _ to: Int) { change(row, from, to) { $0 & ~$1 } }
    @inline(__always)
    private func change(_ row: Int, _ from: Int, _ to: Int, _ body: (UInt64, UInt64) -> UInt64) {
        var bit = max(0, from)
        let end = min(Self.bits, to)
        while bit < end {
            let upTo = min(end, (bit | 63) + 1)
            let ones = (UInt64.max >> UInt64(64 - (upTo - bit))) << UInt64(bit & 63)
            let w = row * Self.words + (bit >> 6)
            cells[w] = body(cells[w], ones)
            bit = upTo
        }
    }
}
