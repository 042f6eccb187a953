internal import Terminal

/// A window over the week: a title, perhaps a field, and lines of which one may be selected.
struct Popup {
    var title: String
    var field: (field: TextField, prompt: String)?
    var lines: [SideLine] = []
    /// The line that is selected, kept in sight.
    var selected: Int?
    /// Lines that stand below the list, always in sight.
    var foot: [SideLine] = []
    var width = 64
    /// At most so many lines of the list.
    var height = 14

    /// Where the window stands on a canvas of this size: in the upper third, so that the week stays in sight.
    func frame(in size: Size) -> Rect {
        let rows = min(lines.count, height) + (field == nil ? 0 : 1) + (foot.isEmpty ? 0 : foot.count + 1) + 2
        let w = min(width, size.columns)
        let h = min(rows, max(3, size.rows - 1))
        return Rect(x: (size.columns - w) / 2, y: max(0, min(2, size.rows - 1 - h)), width: w, height: h)
    }

    func draw(into canvas: inout Canvas, glyphs: GlyphSet) {
        let frame = frame(in: canvas.size)
        guard frame.width > 4, frame.height > 2 else { return }
        canvas.fill(frame, " ", .popup)
        canvas.box(frame, glyphs)
        canvas.write(
            " \(title) ", at: frame.x + 2, frame.y, .popupTitle, paper: .popup, width: frame.width - 4)
        let inner = frame.inset(2, 1)
        var y = inner.y
        if let field {
            field.field.draw(at: inner.x, y, width: inner.width, prompt: field.prompt, into: &canvas)
            y += 1
        }
        let room = max(0, inner.maxY - y - (foot.isEmpty ? 0 : foot.count + 1))
        let first = selected.map { max(0, min($0 - room / 2, lines.count - room)) } ?? 0
        for i in lines.indices.dropFirst(first).prefix(room) {
            let isSelected = i == selected
            if isSelected {
                canvas.fill(
                    Rect(x: frame.x + 1, y: y, width: frame.width - 2, height: 1), " ", .popupSelection)
                canvas.write(String(glyphs.pointer), at: frame.x + 1, y, .popupSelection)
            }
            lines[i].draw(
                at: inner.x, y, width: inner.width, into: &canvas,
                paper: isSelected ? .popupSelection : .popup)
            if isSelected {
                canvas.tint(
                    Rect(x: frame.x + 1, y: y, width: frame.width - 2, height: 1), ink: .popupSelection)
            }
            y += 1
        }
        if lines.count > room, room > 0 {
            let rest = lines.count - first - room
            if rest > 0 {
                canvas.write(
                    " \(rest) more \(glyphs.below) ", at: frame.maxX - 14, frame.maxY - 1, .popupDim,
                    paper: .popup)
            }
        }
        y = inner.maxY - foot.count
        for line in foot where y >= inner.y {
            line.draw(at: inner.x, y, width: inner.width, into: &canvas, paper: .popup)
            y += 1
        }
    }
}
