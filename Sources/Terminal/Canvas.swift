/// A picture of the screen as a value: cells, and where the terminal's own cursor stands.
///
/// Every coordinate is safe: what falls outside is cut off. A wide character that would be cut in half is
/// drawn as a blank, and writing over half of one blanks the other half.
package struct Canvas: Sendable {
    package let size: Size
    /// Where the terminal's cursor is shown; nil hides it.
    package var cursor: Point?
    /// What stands for the end of a text that does not fit.
    package let ellipsis: Character
    /// Whatever is written, signs and letters beyond ASCII are drawn as their twins.
    private let isPlain: Bool

    private(set) var cells: [PackedCell]
    /// Letters with combining marks, in the order they came.
    private(set) var clusters: [Character] = []

    package init(size: Size, glyphs: GlyphSet = .unicode) {
        self.size = Size(columns: max(0, size.columns), rows: max(0, size.rows))
        ellipsis = glyphs.ellipsis
        isPlain = glyphs.kind == .ascii
        cells = Array(repeating: .blank, count: self.size.columns * self.size.rows)
    }

    /// A blank cell outside.
    package subscript(x: Int, y: Int) -> Cell {
        guard isInside(x, y) else { return .blank }
        let c = cells[y * size.columns + x]
        return Cell(character(of: c.glyph), c.ink, paper: c.paper, marks: c.marks)
    }

    /// What to do with text wider than its width.
    package enum Overflow: Sendable { case ellipsis, cut }

    /// Writes one line of text and returns the columns it took, also where the canvas ends before it.
    ///
    /// Control characters are drawn as `?`. Without `paper` the text has its ink's own background.
    @discardableResult
    package mutating func write(
        _ text: some StringProtocol, at x: Int, _ y: Int, _ ink: Role = .base, paper: Role? = nil,
        marks: Marks = [], width: Int? = nil, overflow: Overflow = .ellipsis
    ) -> Int {
        let pen = Pen(ink: ink, paper: paper, marks: marks)
        let (x, y) = (Rect.bounded(x), Rect.bounded(y))
        guard let width else { return put(String(text), at: x, y, pen, columns: .max) }
        guard width > 0 else { return 0 }
        let text = String(text)
        if overflow == .cut || text.utf8.count <= width || TextWidth.columns(of: text) <= width {
            return put(text, at: x, y, pen, columns: width)
        }
        let n = put(text, at: x, y, pen, columns: width - 1)
        return n + put(String(ellipsis), at: x + n, y, pen, columns: 1)
    }

    /// Fills a rectangle with a character one column wide.
    package mutating func fill(
        _ rect: Rect, _ character: Character = " ", _ ink: Role = .base, paper: Role? = nil, marks: Marks = []
    ) {
        let r = rect.intersection(Rect(size))
        guard !r.isEmpty else { return }
        let cell = PackedCell(glyph: narrowGlyph(character), ink: ink, paper: paper, marks: marks)
        for y in r.y..<r.maxY {
            blankHalf(at: r.x, y)
            blankHalf(at: r.maxX, y)
            let row = y * size.columns
            for i in row + r.x..<row + r.maxX { cells[i] = cell }
        }
    }

    /// Changes colours and marks of what stands in a rectangle; nil leaves as is.
    package mutating func tint(_ rect: Rect, ink: Role? = nil, paper: Role? = nil, marks: Marks? = nil) {
        let r = rect.intersection(Rect(size))
        for y in r.y..<r.y + r.height {
            let row = y * size.columns
            for i in row + r.x..<row + r.x + r.width {
                if let ink { cells[i].ink = ink }
                if let paper { cells[i].paper = paper }
                if let marks { cells[i].marks = marks }
            }
        }
    }

    /// A border along the inside of a rectangle.
    package mutating func box(
        _ rect: Rect, _ glyphs: GlyphSet, _ ink: Role = .popupBorder, paper: Role? = nil
    ) {
        guard rect.width > 1, rect.height > 1 else { return }
        let (right, bottom) = (rect.maxX - 1, rect.maxY - 1)
        for y in [rect.y, bottom] {
            fill(Rect(x: rect.x, y: y, width: rect.width, height: 1), glyphs.horizontal, ink, paper: paper)
        }
        for x in [rect.x, right] {
            fill(Rect(x: x, y: rect.y, width: 1, height: rect.height), glyphs.vertical, ink, paper: paper)
        }
        for (x, y, corner) in [
            (rect.x, rect.y, glyphs.topLeft), (right, rect.y, glyphs.topRight),
            (rect.x, bottom, glyphs.bottomLeft), (right, bottom, glyphs.bottomRight),
        ] {
            fill(Rect(x: x, y: y, width: 1, height: 1), corner, ink, paper: paper)
        }
    }

    /// The picture: rows joined by line ends, blanks at their ends left out.
    package var text: String {
        var rows: [String] = []
        for y in 0..<size.rows {
            var row = ""
            for x in 0..<size.columns {
                let glyph = cells[y * size.columns + x].glyph
                if glyph != 0 { row.append(character(of: glyph)) }
            }
            while row.last == " " { row.removeLast() }
            rows.append(row)
        }
        return rows.joined(separator: "\n")
    }

    /// Columns a text takes.
    package static func width(of text: some StringProtocol) -> Int { TextWidth.columns(of: text) }

    func character(of glyph: UInt32) -> Character {
        if glyph >= PackedCell.firstCluster { return clusters[Int(glyph - PackedCell.firstCluster)] }
        return Unicode.Scalar(glyph).map { Character($0) } ?? "?"
    }
}

extension Canvas: Equatable {
    package static func == (a: Self, b: Self) -> Bool {
        guard a.size == b.size, a.cursor == b.cursor else { return false }
        if a.clusters == b.clusters { return a.cells == b.cells }
        return zip(a.cells, b.cells).allSatisfy { x, y in
            x.ink == y.ink && x.paper == y.paper && x.marks == y.marks
                && a.character(of: x.glyph) == b.character(of: y.glyph)
        }
    }
}

// Putting scalars into cells.
extension Canvas {
    fileprivate struct Pen {
        let ink: Role
        let paper: Role?
        let marks: Marks
    }
    /// Combining marks a cell keeps; ncurses draws no more.
    private static let mostMarks = 4

    private func isInside(_ x: Int, _ y: Int) -> Bool {
        x >= 0 && y >= 0 && x < size.columns && y < size.rows
    }
    private func narrowGlyph(_ character: Character) -> UInt32 {
        guard let scalar = character.unicodeScalars.first, TextWidth.kind(of: scalar) == .narrow else {
            return 63
        }
        return scalar.value
    }
    /// When the cut before column `x` would split a wide character, both its halves become blanks.
    private mutating func blankHalf(at x: Int, _ y: Int) {
        guard x > 0, x < size.columns, y >= 0, y < size.rows else { return }
        let i = y * size.columns + x
        if cells[i].glyph == 0 {
            cells[i].glyph = 32
            cells[i - 1].glyph = 32
        }
    }

    private mutating func put(_ text: String, at x: Int, _ y: Int, _ pen: Pen, columns: Int) -> Int {
        var at = 0
        var combined = 0
        let visibleRow = y >= 0 && y < size.rows
        for scalar in text.unicodeScalars {
            var glyph = scalar.value
            let width: Int
            switch TextWidth.kind(of: scalar) {
            case .narrow:
                width = 1
                if isPlain, !scalar.isASCII { glyph = PlainLetters.twin(of: glyph) }
            case .combining where isPlain: continue
            case .wide: width = 2
            case .unprintable: (width, glyph) = (1, 63)
            case .dropped: continue
            case .combining:
                if at > 0, visibleRow, combined < Self.mostMarks { combine(scalar, before: x + at, y) }
                combined += 1
                continue
            }
            if at + width > columns { break }
            if visibleRow { place(glyph, width, at: x + at, y, pen) }
            combined = 0
            at += width
        }
        return at
    }

    private mutating func place(_ glyph: UInt32, _ width: Int, at x: Int, _ y: Int, _ pen: Pen) {
        guard x + width > 0, x < size.columns else { return }
        blankHalf(at: x, y)
        blankHalf(at: x + width, y)
        let i = y * size.columns + x
        var cell = PackedCell(glyph: glyph, ink: pen.ink, paper: pen.paper, marks: pen.marks)
        if width == 1 {
            cells[i] = cell
            return
        }
        let fits = x >= 0 && x + 1 < size.columns
        if !fits { cell.glyph = 32 }
        if x >= 0 { cells[i] = cell }
        if x + 1 < size.columns {
            cell.glyph = fits ? 0 : 32
            cells[i + 1] = cell
        }
    }

    private mutating func combine(_ mark: Unicode.Scalar, before x: Int, _ y: Int) {
        guard isInside(x - 1, y) else { return }
        var i = y * size.columns + x - 1
        if cells[i].glyph == 0, x > 1 { i -= 1 }
        var cluster = String(character(of: cells[i].glyph))
        cluster.unicodeScalars.append(mark)
        guard cluster.count == 1, let letter = cluster.first else { return }
        let index = clusters.firstIndex(of: letter) ?? clusters.count
        if index == clusters.count { clusters.append(letter) }
        cells[i].glyph = PackedCell.firstCluster + UInt32(index)
    }
}
