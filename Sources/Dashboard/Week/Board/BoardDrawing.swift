internal import ClinicModel
internal import SchedulingEngine
internal import Terminal

extension BoardLayout {
    func draw(into canvas: inout Canvas) {
        guard !area.isEmpty else { return }
        drawToday(into: &canvas)
        drawHead(into: &canvas)
        drawHiddenDays(into: &canvas)
        let bottom = min(lineCount, top + bodyHeight)
        var line = top
        while line < bottom, let r = row(ofLine: line) {
            let row = rows[r]
            let end = min(bottom, row.first + row.height)
            let y = area.y + head + line - top
            drawTime(of: r, at: y, lines: end - line, into: &canvas)
            for column in columns.columns where !column.isFolded {
                drawCell(r, column, from: line - row.first, through: end - row.first, at: y, into: &canvas)
            }
            line = end
        }
        if lineCount > bodyHeight { drawBelow(from: bottom, into: &canvas) }
        if rows.isEmpty { drawEmptiness(into: &canvas) }
    }

    private func drawEmptiness(into canvas: inout Canvas) {
        let width = max(1, area.width - 2)
        for (i, line) in SideLine.wrapped(scene.emptiness, width: width, .dim).enumerated()
        where head + 1 + i < area.height {
            line.draw(at: area.x + 1, area.y + head + 1 + i, width: width, into: &canvas)
        }
    }
    private func drawToday(into canvas: inout Canvas) {
        for column in columns.columns where scene.week.week + column.day == scene.today {
            canvas.fill(
                Rect(x: column.x, y: area.y, width: column.width, height: area.height), " ", .base,
                paper: .dayToday)
        }
    }
    private func paper(_ column: DayColumns.Column) -> Role? {
        scene.week.week + column.day == scene.today ? .dayToday : nil
    }

    // MARK: Head and foot

    private func drawHead(into canvas: inout Canvas) {
        if head > 2 { canvas.write(" seats", at: area.x, area.y + 1, .dayCount, width: Self.timeWidth) }
        let hidden = head > 1 && top > 0 ? sessions(before: top) : nil
        if hidden != nil {
            canvas.write(
                "  \(scene.glyphs.above)", at: area.x, area.y + head - 1, .dayCount, width: Self.timeWidth)
        }
        for column in columns.columns {
            let day = scene.digest.days[column.day]
            let isToday = day.date == scene.today
            let paper = paper(column)
            if column.isFolded {
                columns.drawFolded(column, day.date, isToday: isToday, area.y, into: &canvas)
                continue
            }
            // The blank before the next day may be written on: its text begins one further.
            let width = column.contentWidth
            canvas.write(
                Self.dayName(day.date, isToday: isToday, width: width), at: column.x + 1, area.y,
                isToday ? .dayHeaderToday : .dayHeader, paper: paper, marks: .bold, width: width)
            if head > 2 {
                canvas.write(
                    count(of: day, width: width), at: column.x + 1, area.y + 1, .dayCount, paper: paper,
                    width: width)
            }
            if let n = hidden?[column.day], n > 0 {
                let first = rows.indices.contains(0) ? row(ofLine: top).map { rows[$0].start } : nil
                let long = first.map { "\(n) before \(TimeOfDay(minutes: $0))" } ?? ""
                let text = width >= 18 ? long : "\(n) earlier"
                canvas.write(text, at: column.x + 1, area.y + head - 1, .dayCount, paper: paper, width: width)
            }
        }
    }
    static func dayName(_ date: CivilDate, isToday: Bool, width: Int) -> String {
        let name = "\(date.weekday.short) \(date.day)"
        guard isToday else { return name }
        return width >= name.count + 7 ? name + "  today" : name + "*"
    }
    private func drawHiddenDays(into canvas: inout Canvas) {
        columns.drawHidden(at: area.x + 1, area.y, end: area.x + area.width, scene.glyphs, into: &canvas)
    }
    private func count(of day: WeekDigest.Day, width: Int) -> String {
        if let closure = day.closure, day.faces.isEmpty { return closure }
        if day.faces.isEmpty { return "none" }
        let free = "\(day.seatsFree) free"
        let long = "\(day.faces.count) sessions \(scene.glyphs.middleDot) \(free)"
        return Canvas.width(of: long) <= width ? long : free
    }
    private func drawBelow(from line: Int, into canvas: inout Canvas) {
        let y = area.y + head + bodyHeight
        let hidden = sessions(from: line)
        guard hidden.contains(where: { $0 > 0 }) else { return }
        canvas.write("  \(scene.glyphs.below)", at: area.x, y, .dayCount, width: Self.timeWidth)
        for column in columns.columns where !column.isFolded && hidden[column.day] > 0 {
            canvas.write(
                "\(hidden[column.day]) later", at: column.x + 1, y, .dayCount, paper: paper(column),
                width: column.contentWidth)
        }
    }
    /// For each day the sessions on lines before one, folded ones counted.
    private func sessions(before line: Int) -> [Int] { count { $0 < line } }
    private func sessions(from line: Int) -> [Int] { count { $0 >= line } }
    private func count(where isMeant: (Int) -> Bool) -> [Int] {
        var out = Array(repeating: 0, count: 7)
        for (r, row) in rows.enumerated() {
            let all = isMeant(row.first) && isMeant(row.first + row.height - 1)
            if !all, !isMeant(row.first), !isMeant(row.first + row.height - 1) { continue }
            for day in 0..<7 {
                for (i, item) in items(row: r, day: day).enumerated() where all || isMeant(row.first + i) {
                    switch item {
                    case .session: out[day] += 1
                    case .fold(_, let list, let isOpen): out[day] += isOpen ? 0 : list.count
                    case .letter, .ghost: break
                    }
                }
            }
        }
        return out
    }

    // MARK: Body

    private func drawTime(of r: Int, at y: Int, lines: Int, into canvas: inout Canvas) {
        let row = rows[r]
        canvas.write(
            TimeOfDay(minutes: row.start).description, at: area.x, y,
            row.start % 60 == 0 ? .axisHour : .axis, width: Self.timeWidth - 1)
        guard r == nowRow else { return }
        // What began has begun: now stands below it, by the clock where the row has a line for that.
        let now = "\(scene.now.time)\(scene.glyphs.pointer)"
        if row.start == Int(scene.now.time.minutes) {
            canvas.write(now, at: area.x, y, .axisNow, width: Self.timeWidth)
        } else if lines > 1 {
            canvas.write(now, at: area.x, y + lines - 1, .axisNow, width: Self.timeWidth)
        } else {
            canvas.write(String(scene.glyphs.below), at: area.x + 5, y, .axisNow)
        }
    }
    /// The row that now falls in, when today is in the week.
    private var nowRow: Int? {
        guard scene.dates.contains(scene.today) else { return nil }
        return rows.lastIndex { $0.start <= Int(scene.now.time.minutes) }
    }

    private func drawCell(
        _ r: Int, _ column: DayColumns.Column, from: Int, through: Int, at y: Int, into canvas: inout Canvas
    ) {
        let items = items(row: r, day: column.day)
        let selected = position.flatMap { $0.row == r && $0.day == column.day ? $0.line : nil }
        let moment = CivilMoment(scene.week.week + column.day, TimeOfDay(minutes: rows[r].start))
        for i in from..<max(from, min(through, items.count)) {
            let line = BoardLine(
                scene: scene, x: column.x, y: y + i - from, width: column.contentWidth, paper: paper(column),
                isSelected: selected == i)
            line.draw(items[i], into: &canvas)
        }
        if let selected, selected == items.count, from <= selected, selected < through {
            drawPlace(moment, column, at: y + selected - from, into: &canvas)
        }
        if from == 0, let mark = scene.marks.starts[moment], column.width > 1 {
            canvas.write(
                String(scene.glyphs.mark(mark.fit)), at: column.x + column.width - 1, y, mark.fit.role,
                paper: paper(column))
        }
    }
    private func drawPlace(
        _ moment: CivilMoment, _ column: DayColumns.Column, at y: Int, into canvas: inout Canvas
    ) {
        canvas.fill(Rect(x: column.x, y: y, width: column.contentWidth, height: 1), " ", .cursorFree)
        canvas.write(
            "\(scene.glyphs.pointer)\(scene.standing(at: Cursor(.place, at: moment)).word)", at: column.x, y,
            .cursorFree,
            width: column.contentWidth)
    }
}
