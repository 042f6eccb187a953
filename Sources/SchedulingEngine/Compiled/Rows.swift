/// Lists of different lengths, one a row, in one buffer.
struct Rows<Element: Sendable>: Sendable {
    var values: [Element] = []
    private var ends: [Int] = []

    init() {}
    /// Fills the row at the end.
    mutating func append(_ value: Element) { values.append(value) }
    mutating func endRow() { ends.append(values.count) }

    /// Rows in their order, each filled by `fill`.
    init(count: Int, _ fill: (_ row: Int, _ append: (Element) -> Void) -> Void) {
        ends.reserveCapacity(count)
        for row in 0..<count {
            fill(row) { values.append($0) }
            ends.append(values.count)
        }
    }
    /// Values that come in any order of rows; within a row they keep theirs. `emit` is called twice, for
    /// the lengths and for the values, and has to say the same.
    init(
        count: Int, filledWith filler: Element,
        _ emit: (_ put: (_ row: Int, _ value: Element) -> Void) -> Void
    ) {
        var next = [Int](repeating: 0, count: count + 1)
        emit { row, _ in next[row + 1] += 1 }
        for row in 0..<count { next[row + 1] += next[row] }
        ends = Array(next.dropFirst())
        values = [Element](repeating: filler, count: next[count])
        emit { row, value in
            values[next[row]] = value
            next[row] += 1
        }
    }

    var count: Int { ends.count }
    /// Where in `values` a row lies.
    func range(_ row: Int) -> Range<Int> { (row == 0 ? 0 : ends[row - 1])..<ends[row] }
    subscript(row: Int) -> ArraySlice<Element> { values[range(row)] }
    func isEmpty(_ row: Int) -> Bool { range(row).isEmpty }
}
