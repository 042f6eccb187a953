internal import Terminal

/// A whole screen in place of the week: a header, lines, a list with one line selected, more lines.
struct Page {
    var title: String
    var note: String
    /// At the right of the header, before the clock.
    var right = ""
    var clock = ""
    var top: [SideLine] = []
    var count = 0
    var row: (Int) -> SideLine = { _ in .blank }
    var selection: Int?
    var bottom: [SideLine] = []

    init(title: String, note: String) {
        self.title = title
        self.note = note
    }
}

/// Where the lines of a page stand.
struct PageLayout {
    let page: Page
    let size: Size
    private let top: ArraySlice<SideLine>
    private let bottom: ArraySlice<SideLine>
    let list: Rect
    let firstRow: Int

    init(_ page: Page, screen size: Size) {
        self.page = page
        self.size = size
        // The list keeps some lines whatever stands around it.
        let room = max(0, size.rows - 2)
        top = page.top.prefix(max(0, room - min(page.count, 4)))
        let left = room - top.count
        bottom = page.bottom.prefix(max(0, left - min(page.count, max(6, left / 2))))
        list = Rect(
            x: 0, y: 1 + top.count, width: size.columns, height: min(max(0, left - bottom.count), page.count))
        let selected = page.selection ?? 0
        firstRow =
            page.count <= list.height
            ? 0 : max(0, min(selected - list.height / 2, page.count - list.height))
    }

    /// The line of the list at a cell of the screen.
    func row(at point: Point) -> Int? {
        guard list.contains(point) else { return nil }
        let row = firstRow + point.y - list.y
        return row < page.count ? row : nil
    }

    func draw(into canvas: inout Canvas, glyphs: GlyphSet) {
        canvas.fill(Rect(x: 0, y: 0, width: size.columns, height: size.rows), " ", .base)
        canvas.fill(Rect(x: 0, y: 0, width: size.columns, height: 1), " ", .bar)
        let n = canvas.write(page.title, at: 1, 0, .bar, marks: .bold, width: size.columns - 2)
        let clockAt = size.columns - 1 - Canvas.width(of: page.clock)
        let right = Canvas.width(of: page.right)
        let rightAt = clockAt - right - (page.clock.isEmpty || right == 0 ? 0 : 2)
        canvas.write(page.note, at: n + 3, 0, .barDim, paper: .bar, width: max(0, rightAt - n - 5))
        if clockAt > n + 2 { canvas.write(page.clock, at: clockAt, 0, .barDim, paper: .bar, marks: .bold) }
        if rightAt > n + 2 { canvas.write(page.right, at: rightAt, 0, .barGood, paper: .bar, marks: .bold) }
        let width = size.columns - 2
        for (i, line) in top.enumerated() { line.draw(at: 1, 1 + i, width: width, into: &canvas) }
        for y in 0..<list.height where firstRow + y < page.count {
            let row = firstRow + y
            let isSelected = row == page.selection
            page.row(row).draw(at: 2, list.y + y, width: width - 1, into: &canvas)
            guard isSelected else { continue }
            canvas.tint(
                Rect(x: 0, y: list.y + y, width: size.columns, height: 1), ink: .selection, paper: .selection)
            canvas.write(String(glyphs.pointer), at: 0, list.y + y, .selection)
            canvas.cursor = Point(0, list.y + y)
        }
        if page.count > list.height, list.height > 0 {
            let above = firstRow > 0 ? glyphs.above : " "
            let below = firstRow + list.height < page.count ? glyphs.below : " "
            canvas.write(String(above), at: size.columns - 1, list.y, .dim)
            canvas.write(String(below), at: size.columns - 1, list.maxY - 1, .dim)
        }
        for (i, line) in bottom.enumerated() { line.draw(at: 1, list.maxY + i, width: width, into: &canvas) }
    }
    /// The selected line in words, for `--accessible`.
    var spoken: String {
        guard let selection = page.selection, selection < page.count else { return page.title }
        return page.row(selection).spoken
    }
}
