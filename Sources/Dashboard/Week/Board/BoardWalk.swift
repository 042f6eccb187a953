internal import ClinicModel
internal import Terminal

extension BoardLayout {
    func cursor(moved direction: Direction) -> Cursor {
        guard let p = position else { return cursor }
        switch direction {
        case .up: return step(from: p, by: -1)
        case .down: return step(from: p, by: 1)
        case .left: return sideways(from: p, to: columns.neighbour(of: p.day, by: -1) ?? wrapped(p.day, -1))
        case .right: return sideways(from: p, to: columns.neighbour(of: p.day, by: 1) ?? wrapped(p.day, 1))
        case .home: return sideways(from: p, to: columns.columns.first { !$0.isFolded })
        case .end: return sideways(from: p, to: columns.columns.last { !$0.isFolded })
        case .pageUp: return page(from: p, by: -max(1, bodyHeight - 2))
        case .pageDown: return page(from: p, by: max(1, bodyHeight - 2))
        }
    }
    /// Where only some days are drawn, the next one comes into sight.
    private func wrapped(_ day: Int, _ step: Int) -> DayColumns.Column? {
        guard columns.columns.count < 7 else { return nil }
        var d = day + step
        while (0..<7).contains(d) {
            if !scene.digest.days[d].isQuiet {
                return DayColumns.Column(day: d, x: 0, width: 0, isFolded: false)
            }
            d += step
        }
        return nil
    }
    private func step(from p: (row: Int, day: Int, line: Int), by step: Int) -> Cursor {
        let line = p.line + step
        if line >= 0, line < items(row: p.row, day: p.day).count {
            return cursor(row: p.row, day: p.day, line: line)
        }
        let row = p.row + step
        guard rows.indices.contains(row) else { return cursor }
        let last = max(0, items(row: row, day: p.day).count - 1)
        return cursor(row: row, day: p.day, line: step < 0 ? last : 0)
    }
    private func sideways(from p: (row: Int, day: Int, line: Int), to column: DayColumns.Column?) -> Cursor {
        guard let column else { return cursor }
        return cursor(
            row: p.row, day: column.day,
            line: min(p.line, max(0, items(row: p.row, day: column.day).count - 1)))
    }
    private func page(from p: (row: Int, day: Int, line: Int), by lines: Int) -> Cursor {
        let line = min(max(0, rows[p.row].first + p.line + lines), max(0, lineCount - 1))
        return cursor(onLine: line, day: p.day)
    }
    /// What is nearest to a line on a day.
    private func cursor(onLine line: Int, day: Int) -> Cursor {
        guard let r = row(ofLine: line) else { return cursor }
        return cursor(
            row: r, day: day, line: min(line - rows[r].first, max(0, items(row: r, day: day).count - 1)))
    }

    /// What stands at a cell; nil on the head and beyond.
    func hit(_ point: Point) -> Cursor? {
        let line = point.y - area.y - head + top
        guard area.contains(point), point.y >= area.y + head, line < top + bodyHeight,
            let r = row(ofLine: line),
            let column = columns.column(at: point.x), !column.isFolded
        else { return nil }
        return cursor(row: r, day: column.day, line: line - rows[r].first)
    }

    /// The drawing moved by lines, the cursor brought along where it would leave the picture.
    func scrolled(by lines: Int) -> (scroll: Scroll, cursor: Cursor) {
        let top = min(max(0, self.top + lines), max(0, lineCount - bodyHeight))
        guard let p = position else { return (scroll, cursor) }
        let margin = bodyHeight > 8 ? 1 : 0
        let at = rows[p.row].first + p.line
        let low = top == 0 ? 0 : top + margin
        let high = top + bodyHeight - 1 - margin
        guard at < low || at > high else { return (Scroll(top: top, left: scroll.left), cursor) }
        // Where a day has fewer lines than its row, the nearest lies above: then the next row's first.
        var line = min(max(at, low), max(low, high))
        if at < low, let r = row(ofLine: line), line > rows[r].first,
            line - rows[r].first >= items(row: r, day: p.day).count
        {
            line = rows[r].first + rows[r].height
        }
        return (Scroll(top: top, left: scroll.left), cursor(onLine: min(line, lineCount - 1), day: p.day))
    }
}
