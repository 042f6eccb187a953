internal import ClinicModel
internal import Terminal

extension DayLayout {
    func cursor(moved direction: Direction) -> Cursor {
        guard rows.indices.contains(position) else { return cursor }
        switch direction {
        case .up: return at(position - 1, Int(cursor.moment.time.minutes))
        case .down: return at(position + 1, Int(cursor.moment.time.minutes))
        case .pageUp: return at(max(0, position - max(1, bodyHeight - 1)), Int(cursor.moment.time.minutes))
        case .pageDown:
            return at(min(rows.count - 1, position + max(1, bodyHeight - 1)), Int(cursor.moment.time.minutes))
        case .left: return along(-1)
        case .right: return along(1)
        case .home: return at(position, bounds.start)
        case .end: return at(position, bounds.end - 30)
        }
    }
    /// The whole day, also where only a part of it is drawn.
    private var bounds: Interval {
        let about = scene.digest.days[day]
        let faces = about.faces.map { scene.digest.faces[$0] }
        let start = min(about.hours.first?.start ?? 9 * 60, faces.map(\.start).min() ?? 1440)
        let end = max(about.hours.last?.end ?? 21 * 60, faces.map(\.end).max() ?? 0)
        return Interval(start, min(1440, end))
    }
    private func face(in row: Int, at minute: Int) -> SessionFace? {
        rows[row].faces.map { scene.digest.faces[$0] }.last { $0.start <= minute && minute < $0.end }
    }
    /// What stands in a row at a minute: a session or a free place.
    private func at(_ row: Int, _ minute: Int) -> Cursor {
        guard rows.indices.contains(row) else { return cursor }
        if let face = face(in: row, at: minute) {
            return Cursor(.session(face.reference), at: face.begins, row: rows[row].row)
        }
        let time = min(max(bounds.start, minute), max(bounds.start, bounds.end - 15))
        return Cursor(
            .place, at: CivilMoment(scene.digest.days[day].date, TimeOfDay(minutes: time)), row: rows[row].row
        )
    }
    /// The next session or free half hour of the row.
    private func along(_ step: Int) -> Cursor {
        let faces = rows[position].faces.map { scene.digest.faces[$0] }
        var stops = faces.map(\.cursor)
        for minute in stride(from: (bounds.start + 29) / 30 * 30, to: bounds.end, by: 30)
        where !faces.contains(where: { $0.start <= minute && minute < $0.end }) {
            stops.append(
                Cursor(.place, at: CivilMoment(scene.digest.days[day].date, TimeOfDay(minutes: minute))))
        }
        stops.sort {
            ($0.moment.minutes, $0.session?.description ?? "") < (
                $1.moment.minutes, $1.session?.description ?? ""
            )
        }
        let here = stops.firstIndex { $0.target == cursor.target && $0.moment == cursor.moment }
        let next: Cursor? =
            if let here { stops.indices.contains(here + step) ? stops[here + step] : nil } else if step > 0 {
                stops.first { $0.moment > cursor.moment }
            } else { stops.last { $0.moment < cursor.moment } }
        guard var next else { return cursor }
        next.row = rows[position].row
        return next
    }

    func hit(_ point: Point) -> Cursor? {
        let i = point.y - area.y - Self.head + top
        guard area.contains(point), point.y >= area.y + Self.head, rows.indices.contains(i) else {
            return nil
        }
        guard let minute = clock.minute(at: point.x) else { return at(i, Int(cursor.moment.time.minutes)) }
        return at(i, face(in: i, at: minute) == nil ? minute / 15 * 15 : minute)
    }

    func scrolled(by lines: Int) -> (scroll: Scroll, cursor: Cursor) {
        let top = min(max(0, self.top + lines), max(0, rows.count - bodyHeight))
        let row = min(max(position, top), max(top, top + bodyHeight - 1))
        let moved = row == position ? cursor : at(row, Int(cursor.moment.time.minutes))
        return (Scroll(top: top, left: scroll.left), moved)
    }
}
