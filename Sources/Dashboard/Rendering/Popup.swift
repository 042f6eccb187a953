internal import Terminal

/// A window over the week: a title, a field, lines, a list with one line selected, more lines.
struct Popup {
    struct Row {
        var line: SideLine
        var isEnabled = true
    }
    var title: String
    var field: (field: TextField, prompt: String)?
    /// Between the field and the list.
    var above: [SideLine] = []
    var count = 0
    /// One line of the list; asked only for those that are seen.
    var row: (Int) -> Row = { _ in Row(line: .blank) }
    var selection: Int?
    /// The first line of the list that is seen, of one that is read and not chosen from.
    var top: Int?
    /// Said in place of an empty list.
    var empty = ""
    /// Below the list.
    var below: [SideLine] = []
    /// Columns of text it would like.
    var width = 60
    /// Lines of the list it would like at most.
    var height = 14

    init(_ title: String, width: Int = 60) {
        self.title = title
        self.width = width
    }
    /// A list that is chosen from by typing.
    init<Item>(
        _ title: String, width: Int, choosingFrom picker: Picker<Item>, prompt: String, empty: String,
        row: @escaping (Item) -> Row
    ) {
        self.init(title, width: width)
        field = (picker.field, prompt)
        count = picker.matches.count
        selection = picker.selection
        self.empty = empty
        self.row = { row(picker.items[picker.matches[$0]]) }
    }

    /// What `--accessible` says of it: the selected line, else all of it; and what is said of that below.
    var spoken: String {
        let said =
            if let selection, selection < count { [row(selection).line] } else {
                [SideLine(title)] + above + [SideLine(empty)]
            }
        return SideLine.spoken(said + below)
    }
}

/// Where a popup stands on the screen and which of its lines are seen.
struct PopupLayout {
    let popup: Popup
    let frame: Rect
    /// The title; what does not fit beside the border follows below it.
    private let title: [String]
    private let fieldRow: Int?
    private let aboveRow: Int
    private let above: Int
    private let list: Rect
    private let belowRow: Int
    private let below: [SideLine]
    private let firstRow: Int

    init(_ popup: Popup, screen size: Size) {
        self.popup = popup
        // The header and the hint line stay in sight.
        let area = Rect(x: 0, y: 1, width: size.columns, height: max(0, size.rows - 2))
        let width = min(area.width, popup.width + 4)
        title = SideLine.wrap(popup.title, width: max(1, width - 6))
        let more = max(0, title.count - 1)
        let field = popup.field == nil ? 0 : 1
        let wanted = popup.count == 0 ? (popup.empty.isEmpty ? 0 : 1) : min(popup.count, popup.height)
        let gap = popup.below.isEmpty || (wanted == 0 && popup.above.isEmpty && field == 0) ? 0 : 1
        let room = max(0, area.height - 2 - more - field)
        // The list keeps three lines where there are so few; what stands around it gives way.
        let least = min(3, wanted)
        above = min(popup.above.count, max(0, room - least))
        let under = max(0, min(popup.below.count + gap, room - above - least))
        let shown = max(0, min(wanted, room - above - under))
        below = Array((gap > 0 ? [.blank] : []) + popup.below).prefix(under).map { $0 }
        let height = min(area.height, 2 + more + field + above + shown + below.count)
        let top = area.y + max(0, min((area.height - height) / 4, area.height - height))
        frame = Rect(x: max(0, (area.width - width) / 2), y: top, width: width, height: height)
        var y = frame.y + 1 + more
        fieldRow = popup.field == nil ? nil : y
        y += field
        aboveRow = y
        y += above
        list = Rect(x: frame.x + 1, y: y, width: max(0, width - 2), height: shown)
        belowRow = y + shown
        firstRow =
            popup.count <= shown
            ? 0 : max(0, min(popup.top ?? (popup.selection ?? 0) - shown / 2, popup.count - shown))
    }

    /// The first line seen of a list that is read, a step further.
    func scrolled(_ line: Int, _ direction: Direction) -> Int {
        let page = max(1, list.height)
        let next =
            switch direction {
            case .up, .left: line - 1
            case .down, .right: line + 1
            case .pageUp: line - page
            case .pageDown: line + page
            case .home: 0
            case .end: popup.count
            }
        return max(0, min(next, popup.count - page))
    }

    /// The line of the list at a cell of the screen.
    func row(at point: Point) -> Int? {
        guard list.contains(point) else { return nil }
        let row = firstRow + point.y - list.y
        return row < popup.count ? row : nil
    }

    func draw(into canvas: inout Canvas, glyphs: GlyphSet, isPlain: Bool) {
        guard frame.width > 4, frame.height > 2 else { return }
        canvas.fill(frame, " ", .popup)
        if !isPlain { canvas.box(frame, glyphs, .popupBorder, paper: .popup) }
        let x = frame.x + 2
        let width = frame.width - 4
        for (i, line) in title.enumerated() where i < frame.height {
            canvas.write(" \(line) ", at: x, frame.y + i, .popupTitle, paper: .popup, width: width)
        }
        for (i, line) in popup.above.prefix(above).enumerated() {
            line.draw(at: x, aboveRow + i, width: width, into: &canvas, paper: .popup)
        }
        if let fieldRow, fieldRow < frame.maxY - 1, let (field, prompt) = popup.field {
            field.draw(at: x, fieldRow, width: width, prompt: prompt, into: &canvas)
        }
        // A screen reader follows the terminal's cursor: there it stands on the line that Enter takes.
        drawList(at: x, width: width, into: &canvas, glyphs, pointing: isPlain || popup.field == nil)
        for (i, line) in below.enumerated() {
            line.draw(at: x, belowRow + i, width: width, into: &canvas, paper: .popup)
        }
    }

    private func drawList(
        at x: Int, width: Int, into canvas: inout Canvas, _ glyphs: GlyphSet, pointing: Bool
    ) {
        if popup.count == 0, list.height > 0 {
            canvas.write(popup.empty, at: x, list.y, .popupDim, paper: .popup, width: width)
        }
        for y in 0..<list.height where firstRow + y < popup.count {
            let n = firstRow + y
            let row = popup.row(n)
            let isSelected = n == popup.selection
            let paper: Role = isSelected ? .popupSelection : .popup
            if isSelected {
                canvas.fill(
                    Rect(x: list.x, y: list.y + y, width: list.width, height: 1), " ", .popupSelection)
                canvas.write(String(glyphs.pointer), at: list.x, list.y + y, .popupSelection, paper: paper)
                if pointing { canvas.cursor = Point(list.x, list.y + y) }
            }
            var line = row.line
            let role: Role? = !row.isEnabled ? .popupDisabled : isSelected ? .popupSelection : nil
            if let role {
                for i in line.pieces.indices { line.pieces[i].role = role }
                for i in line.right.indices { line.right[i].role = role }
            }
            line.draw(at: x, list.y + y, width: width, into: &canvas, paper: paper)
        }
        guard popup.count > list.height, list.height > 0 else { return }
        let last = popup.top == nil ? (popup.selection ?? firstRow) + 1 : firstRow + list.height
        let count = " \(last)/\(popup.count) "
        canvas.write(
            count, at: frame.maxX - Canvas.width(of: count) - 2, frame.maxY - 1, .popupDim, paper: .popup)
    }
}
