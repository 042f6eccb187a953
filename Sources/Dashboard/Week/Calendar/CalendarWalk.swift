internal import ClinicModel
internal import SchedulingEngine
internal import Terminal

extension CalendarLayout {
    func cursor(moved direction: Direction) -> Cursor {
        switch direction {
        case .up: vertical(-1)
        case .down: vertical(1)
        case .left: horizontal(-1)
        case .right: horizontal(1)
        case .home: columns.columns.first { !$0.isFolded }.map { at($0.day, position.line) } ?? cursor
        case .end: columns.columns.last { !$0.isFolded }.map { at($0.day, position.line) } ?? cursor
        case .pageUp: at(position.day, max(0, position.line - max(1, bodyHeight - 2)))
        case .pageDown: at(position.day, min(axis.lines.count - 1, position.line + max(1, bodyHeight - 2)))
        }
    }
    /// By the clock alone, whatever stands there: a step of the grid, or a day.
    func place(moved direction: Direction) -> Cursor {
        let grid = max(5, scene.week.clinic.profile.gridMinutes)
        let now = Int(cursor.moment.time.minutes)
        func at(_ date: CivilDate, _ minute: Int) -> Cursor {
            let low = axis.lines.first?.start ?? 0
            let high = max(low, (axis.lines.last?.end ?? 1440) - grid)
            return Cursor(.place, at: CivilMoment(date, TimeOfDay(minutes: min(max(low, minute), high))))
        }
        let date = cursor.moment.date
        switch direction {
        case .up: return at(date, (now - 1) / grid * grid)
        case .down: return at(date, now / grid * grid + grid)
        case .pageUp: return at(date, now - 60)
        case .pageDown: return at(date, now + 60)
        case .left, .right:
            let step = direction == .left ? -1 : 1
            guard let column = columns.neighbour(of: position.day, by: step) ?? beyond(step) else {
                return at(date, now)
            }
            return at(scene.week.week + column.day, now)
        case .home:
            return columns.columns.first { !$0.isFolded }.map { at(scene.week.week + $0.day, now) } ?? cursor
        case .end:
            return columns.columns.last { !$0.isFolded }.map { at(scene.week.week + $0.day, now) } ?? cursor
        }
    }

    private var selected: CalendarLanes.Block? {
        guard let r = cursor.session else { return nil }
        return lanes[position.day].blocks.first { scene.digest.faces[$0.face].reference == r }
    }
    /// To the next line on which a session begins, or nothing stands: later by down, earlier by up.
    private func vertical(_ step: Int) -> Cursor {
        let from = selected?.lines.lowerBound ?? position.line
        var line = from + step
        while axis.lines.indices.contains(line) {
            let here = blocks(day: position.day, line: line)
            if here.isEmpty { return freePlace(position.day, line) }
            let beginning = here.filter { $0.lines.lowerBound == line }
            if let block = beginning.first(where: { $0.lane == selected?.lane }) ?? beginning.first {
                return scene.digest.faces[block.face].cursor
            }
            line += step
        }
        return cursor
    }
    private func horizontal(_ step: Int) -> Cursor {
        let here = blocks(day: position.day, line: position.line)
        if let selected, let i = here.firstIndex(where: { $0.face == selected.face }),
            here.indices.contains(i + step)
        {
            return scene.digest.faces[here[i + step].face].cursor
        }
        guard let column = columns.neighbour(of: position.day, by: step) ?? beyond(step) else {
            return cursor
        }
        let there = blocks(day: column.day, line: position.line)
        let next = step > 0 ? there.first : there.last
        return next.map { scene.digest.faces[$0.face].cursor } ?? at(column.day, position.line)
    }
    private func beyond(_ step: Int) -> DayColumns.Column? {
        guard columns.columns.count < 7 else { return nil }
        var d = position.day + step
        while (0..<7).contains(d) {
            if !scene.digest.days[d].isQuiet {
                return DayColumns.Column(day: d, x: 0, width: 0, isFolded: false)
            }
            d += step
        }
        return nil
    }
    /// What stands on a line of a day: the first session, or a free place.
    private func at(_ day: Int, _ line: Int) -> Cursor {
        if let block = blocks(day: day, line: line).first { return scene.digest.faces[block.face].cursor }
        return axis.lines.indices.contains(line) ? freePlace(day, line) : cursor
    }

    func hit(_ point: Point) -> Cursor? {
        let line = point.y - area.y - head + top
        guard area.contains(point), point.y >= area.y + head, line < top + bodyHeight,
            axis.lines.indices.contains(line),
            let column = columns.column(at: point.x), !column.isFolded
        else { return nil }
        let here = blocks(day: column.day, line: line)
        let (x, width) = content(column)
        guard let one = here.first, width > 0 else { return at(column.day, line) }
        let shown = lanesShown(one.lanes, in: width)
        let lane = min(max(0, (point.x - x) * shown / width), shown - 1)
        return here.first { $0.lane == lane }.map { scene.digest.faces[$0.face].cursor }
            ?? freePlace(column.day, line)
    }
    private func freePlace(_ day: Int, _ line: Int) -> Cursor {
        Cursor(.place, at: CivilMoment(scene.week.week + day, TimeOfDay(minutes: axis.lines[line].start)))
    }

    func scrolled(by lines: Int) -> (scroll: Scroll, cursor: Cursor) {
        let top = min(max(0, self.top + lines), max(0, axis.lines.count - bodyHeight))
        let margin = bodyHeight > 8 ? 1 : 0
        let low = top == 0 ? 0 : top + margin
        let high = max(low, top + bodyHeight - 1 - margin)
        let moved =
            position.line < low || position.line > high
            ? at(position.day, min(max(position.line, low), high)) : cursor
        return (Scroll(top: top, left: scroll.left), moved)
    }
}
