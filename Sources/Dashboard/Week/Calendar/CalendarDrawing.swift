internal import ClinicModel
internal import SchedulingEngine
internal import Terminal

extension CalendarLayout {
    func draw(into canvas: inout Canvas) {
        guard !area.isEmpty else { return }
        drawHead(into: &canvas)
        drawAxis(into: &canvas)
        for column in columns.columns where !column.isFolded {
            drawShades(column, into: &canvas)
            drawMarks(column, into: &canvas)
            drawBlocks(column, into: &canvas)
            drawPlacements(column, into: &canvas)
            drawCursor(column, into: &canvas)
        }
        drawFoot(into: &canvas)
    }

    // MARK: Where things are

    /// The rows of the screen that lines take, cut to what is seen; nil when none of them is.
    func ys(_ lines: Range<Int>) -> Range<Int>? {
        let a = max(lines.lowerBound, top)
        let b = min(lines.upperBound, top + bodyHeight, axis.lines.count)
        return a < b ? (area.y + head + a - top)..<(area.y + head + b - top) : nil
    }
    var seen: Range<Int> { top..<max(top, min(axis.lines.count, top + bodyHeight)) }
    private func paper(_ column: DayColumns.Column) -> Role? {
        scene.week.week + column.day == scene.today ? .dayToday : nil
    }
    /// Without the border at its left.
    func content(_ column: DayColumns.Column) -> (x: Int, width: Int) {
        (column.x + 1, max(0, column.width - 1))
    }

    // MARK: Frame

    private func drawHead(into canvas: inout Canvas) {
        for column in columns.columns {
            let date = scene.week.week + column.day
            if column.isFolded {
                columns.drawFolded(column, date, isToday: date == scene.today, area.y, into: &canvas)
                continue
            }
            let isToday = date == scene.today
            let (x, width) = content(column)
            if isToday {
                canvas.fill(Rect(x: x, y: area.y, width: width, height: 1), " ", .base, paper: .dayToday)
            }
            let n = canvas.write(
                BoardLayout.dayName(date, isToday: isToday, width: width > 20 ? width : 0), at: x, area.y,
                isToday ? .dayHeaderToday : .dayHeader, paper: paper(column), marks: .bold, width: width)
            // How many days follow stands at the end of the last.
            let rest = column.day == columns.columns.last?.day && columns.hidden.after > 0 ? width - 3 : width
            guard let sum = daySum(column.day), n + sum.count + 2 <= rest else { continue }
            canvas.write(sum, at: x + rest - 1 - sum.count, area.y, .dayCount, paper: paper(column))
        }
        columns.drawHidden(at: area.x + 1, area.y, end: area.x + area.width, scene.glyphs, into: &canvas)
    }
    /// Hours of the lens on a day: `3.0 h`.
    private func daySum(_ day: Int) -> String? {
        let faces = lanes[day].blocks.map { scene.digest.faces[$0.face] }
        guard !faces.isEmpty else { return nil }
        switch scene.lens {
        case .patient, .therapist, .room:
            return Figures.hours(faces.reduce(0) { $0 + $1.end - $1.start }) + " h"
        default: return faces.count == 1 ? "1 session" : "\(faces.count) sessions"
        }
    }
    private func drawAxis(into canvas: inout Canvas) {
        let now = Int(scene.now.time.minutes)
        let nowLine =
            scene.dates.contains(scene.today)
            ? axis.lines.firstIndex { $0.start <= now && now < $0.end } : nil
        for (y, i) in zip((area.y + head)..., seen) {
            let line = axis.lines[i]
            if i == nowLine, !line.isFolded {
                canvas.write(
                    "\(scene.now.time)\(scene.glyphs.pointer)", at: area.x, y, .axisNow, width: Self.timeWidth
                )
            } else if line.isFolded {
                canvas.write(
                    Figures.span(line.start, line.end, scene.glyphs), at: area.x, y, .axis,
                    width: Self.timeWidth)
            } else if line.start % 60 == 0 || i == top {
                canvas.write(
                    TimeOfDay(minutes: line.start).description, at: area.x, y, .axisHour,
                    width: Self.timeWidth)
            } else if line.end - line.start < 30 {
                canvas.write(
                    "  :" + Digits.padded(line.start % 60, to: 2), at: area.x, y, .axis, width: Self.timeWidth
                )
            }
        }
    }

    // MARK: Shades

    private func drawShades(_ column: DayColumns.Column, into canvas: inout Canvas) {
        let (x, width) = content(column)
        let isCounting = scene.marks.starts.values.contains { $0.coming != nil }
        let shades = shading.days[column.day]
        var runs: [(shade: Shade?, lines: Range<Int>)] = []
        for i in seen {
            let shade = shade(of: axis.lines[i], shades)
            if let last = runs.last, last.shade?.kind == shade?.kind, last.shade?.label == shade?.label {
                runs[runs.count - 1].lines = last.lines.lowerBound..<(i + 1)
            } else {
                runs.append((shade, i..<(i + 1)))
            }
        }
        for run in runs {
            guard let ys = ys(run.lines) else { continue }
            let rect = Rect(x: x, y: ys.lowerBound, width: width, height: ys.count)
            guard let shade = run.shade else {
                canvas.fill(rect, " ", .base, paper: paper(column))
                continue
            }
            canvas.fill(rect, shade.kind.glyph(scene.glyphs), shade.kind.role)
            let label = shade.label ?? (shade.kind == .commute && ys.count < 2 ? "" : shade.kind.word)
            let wide = Canvas.width(of: label) + 4 <= width
            let text = label.isEmpty ? "" : wide ? " \(label) " : label
            let room = min(Canvas.width(of: text), max(0, width - 2))
            // Where it is counted who can come, the counts stand.
            guard room > 3, !isCounting, let line = bare(ys, column.day) else { continue }
            canvas.write(
                text, at: x + (width - room) / 2, line, shade.kind.labelRole, paper: shade.kind.role,
                width: room)
        }
        for i in seen {
            let line = axis.lines[i]
            let isPreferred = shading.prefers[column.day].contains {
                $0.start < line.end && line.start < $0.end
            }
            let y = area.y + head + i - top
            canvas.write(
                isPreferred ? String(scene.glyphs.preferred) : String(scene.glyphs.vertical), at: column.x, y,
                isPreferred ? .prefers : .grid)
            if line.isFolded { drawFolded(line, column, y, into: &canvas) }
        }
    }
    /// Of some rows the one nearest to their middle on which no session stands.
    private func bare(_ ys: Range<Int>, _ day: Int) -> Int? {
        let middle = ys.lowerBound + (ys.count - 1) / 2
        let taken = lanes[day].blocks.compactMap { self.ys($0.lines) }
        return ys.filter { y in !taken.contains { $0.contains(y) } }
            .min { (abs($0 - middle), $0) < (abs($1 - middle), $1) }
    }
    /// What takes most of a line; of equals the first. When the family is away only family sessions can't be,
    /// so anything else comes before that.
    private func shade(of line: CalendarAxis.Line, _ shades: [Shade]) -> Shade? {
        var best: Shade?
        var most = 0
        for shade in shades {
            let minutes = shade.minutes(in: line) * (shade.kind == .family ? 1 : 1000)
            if minutes > most { (best, most) = (shade, minutes) }
        }
        return best
    }
    /// A folded stretch says how long it is where nothing else stands.
    private func drawFolded(
        _ line: CalendarAxis.Line, _ column: DayColumns.Column, _ y: Int, into canvas: inout Canvas
    ) {
        guard shade(of: line, shading.days[column.day]) == nil else { return }
        let (x, width) = content(column)
        let hours = "\(Figures.hours(line.end - line.start)) h"
        let text = width >= hours.count + 7 ? "\(hours) free" : hours
        let room = min(width, text.count)
        canvas.write(
            text, at: x + (width - room) / 2, y, .dim, paper: paper(column), width: room, overflow: .cut)
    }

    // MARK: Sessions

    private func drawBlocks(_ column: DayColumns.Column, into canvas: inout Canvas) {
        let (x, width) = content(column)
        for block in lanes[column.day].blocks {
            let shown = lanesShown(block.lanes, in: width)
            let isSelected = cursor.session == scene.digest.faces[block.face].reference
            let isCut = shown < block.lanes
            if isCut, block.lane >= max(1, shown - 1), !isSelected { continue }
            let lane = min(block.lane, shown - 1)
            let room = isCut && shown == 1 ? max(0, width - 4) : width
            let left = x + room * lane / shown
            let right = x + room * (lane + 1) / shown
            guard let ys = ys(block.lines) else { continue }
            CalendarBlock(
                scene: scene, rect: Rect(x: left, y: ys.lowerBound, width: right - left, height: ys.count),
                isSelected: isSelected, startsOnLine: axis.lines[block.lines.lowerBound].start,
                cutAtTop: block.lines.lowerBound < top
            ).draw(block.face, into: &canvas)
        }
        drawRest(column, into: &canvas)
    }
    /// `+3` in the last lane, where it begins and where the number changes.
    private func drawRest(_ column: DayColumns.Column, into canvas: inout Canvas) {
        let (x, width) = content(column)
        let hidden = lanes[column.day].blocks.filter { block in
            let shown = lanesShown(block.lanes, in: width)
            return shown < block.lanes && block.lane >= max(1, shown - 1)
        }
        guard !hidden.isEmpty else { return }
        var before = 0
        for i in seen {
            let here = hidden.filter { $0.lines.contains(i) }
            defer { before = here.count }
            guard let one = here.first,
                !here.contains(where: { scene.digest.faces[$0.face].reference == cursor.session })
            else { continue }
            let shown = lanesShown(one.lanes, in: width)
            let left = shown == 1 ? x + max(0, width - 4) : x + width * (shown - 1) / shown
            let y = area.y + head + i - top
            let room = x + width - left
            canvas.fill(Rect(x: left, y: y, width: room, height: 1), " ", .dim, paper: .eventOther)
            if here.count != before {
                canvas.write(
                    "+\(here.count)", at: left + (room > 3 ? 1 : 0), y, .strong, paper: .eventOther,
                    width: room > 3 ? room - 1 : room, overflow: .cut)
            }
        }
    }

    // MARK: Foot

    /// What the shades mean, and what lies out of sight.
    private func drawFoot(into canvas: inout Canvas) {
        guard foot > 0 else { return }
        let y = area.y + area.height - 1
        var x = area.x + Self.timeWidth
        var end = area.x + area.width
        let later = axis.lines.count - top - bodyHeight
        var hidden: [String] = []
        if top > 0 { hidden.append("\(scene.glyphs.above) from \(TimeOfDay(minutes: axis.lines[0].start))") }
        if later > 0, let last = axis.lines.last {
            hidden.append("\(scene.glyphs.below) to \(TimeOfDay(minutes: last.end))")
        }
        let text = hidden.joined(separator: "  ")
        if !text.isEmpty, x + Canvas.width(of: text) <= end {
            canvas.write(text, at: end - Canvas.width(of: text), y, .dayCount)
            end -= Canvas.width(of: text) + 2
        }
        // The marks at the places can't be guessed: they come before the shades.
        let marks = scene.glyphs.marksLegend
        if !scene.marks.starts.isEmpty, x + Canvas.width(of: marks) <= end {
            x += canvas.write(marks, at: x, y, .dim) + 3
        }
        let present = shading.kinds
        for kind in Shade.Kind.allCases where present.contains(kind) && kind != .closed {
            let text = "\(kind.glyph(scene.glyphs)) \(kind.word)"
            guard x + Canvas.width(of: text) <= end else { break }
            x += canvas.write(text, at: x, y, .dim) + 3
        }
        if shading.prefers.contains(where: { !$0.isEmpty }), x + 9 <= end {
            x += canvas.write("\(scene.glyphs.preferred) prefers", at: x, y, .dim) + 3
        }
    }
}
