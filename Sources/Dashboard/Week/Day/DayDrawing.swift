internal import ClinicModel
internal import SchedulingEngine
internal import Terminal

extension DayLayout {
    func draw(into canvas: inout Canvas) {
        guard !area.isEmpty else { return }
        drawHead(into: &canvas)
        for y in 0..<bodyHeight {
            let i = top + y
            drawGuides(at: area.y + Self.head + y, into: &canvas)
            if rows.indices.contains(i) { draw(row: i, at: area.y + Self.head + y, into: &canvas) }
        }
    }

    private func drawHead(into canvas: inout Canvas) {
        let hour = Int(cursor.moment.time.minutes) / 60
        let now = scene.digest.days[day].date == scene.today ? Int(scene.now.time.minutes) / 60 : -1
        if rows.count > bodyHeight, nameWidth > 0 {
            let text = "\(top + 1)\(scene.glyphs.dash)\(min(rows.count, top + bodyHeight)) of \(rows.count)"
            canvas.write(text, at: area.x + 1, area.y, .dayCount, width: nameWidth + detailWidth)
        }
        var written = 0
        for h in clock.hours where h.start % 60 == 0 && h.x > written {
            let role: Role =
                h.hour == now ? .axisNow : h.hour == hour ? .dayHeaderToday : h.isEvening ? .axisHour : .axis
            let text = Digits.padded(h.hour, to: 2) + (h.hour == now ? String(scene.glyphs.below) : "")
            let marks: Marks = h.hour == hour ? [.bold, .underline] : h.isEvening ? .bold : []
            written =
                h.x
                + canvas.write(
                    text, at: h.x, area.y, role, marks: marks, width: clock.maxX - h.x, overflow: .cut)
        }
    }
    private func drawGuides(at y: Int, into canvas: inout Canvas) {
        for h in clock.hours where h.width > 2 && h.start % 60 == 0 {
            canvas.write(String(scene.glyphs.gridVertical), at: h.x, y, .grid)
        }
    }

    private func draw(row i: Int, at y: Int, into canvas: inout Canvas) {
        let row = rows[i]
        let isHere = i == position
        if isHere {
            canvas.fill(
                Rect(x: area.x, y: y, width: 1 + nameWidth + detailWidth, height: 1), " ", .selectionDim)
            canvas.write(String(scene.glyphs.pointer), at: area.x, y, .selectionDim, marks: .bold)
        }
        canvas.write(
            row.name, at: area.x + 1, y, isHere ? .selectionDim : .base, marks: isHere ? .bold : [],
            width: nameWidth - 1,
            overflow: .cut)
        if detailWidth > 0 {
            canvas.write(
                detail(of: row.row), at: area.x + 1 + nameWidth, y, isHere ? .selectionDim : .dim,
                width: detailWidth - 1,
                overflow: .cut)
        }
        let all = shades(of: row.row)
        let shades = all.filter { $0.kind == .family } + all.filter { $0.kind != .family }
        for shade in shades { draw(shade, at: y, into: &canvas) }
        for (i, shade) in shades.enumerated() {
            drawLabel(of: shade, under: shades[(i + 1)...], at: y, into: &canvas)
        }
        for f in row.faces { draw(face: f, row.faces, at: y, isHere: isHere, into: &canvas) }
        if isHere, cursor.isPlace { drawPlace(at: y, row, into: &canvas) }
        if loadWidth > 0 {
            canvas.write(
                Figures.right(load(of: row.row), loadWidth - 1), at: area.maxX - loadWidth, y, .dim,
                width: loadWidth,
                overflow: .cut)
        }
    }
    private func draw(_ shade: Shade, at y: Int, into canvas: inout Canvas) {
        let a = clock.x(of: shade.interval.start)
        let b = clock.x(of: shade.interval.end)
        guard a < b else { return }
        let glyph = shade.kind == .closed ? " " : shade.kind.glyph(scene.glyphs)
        canvas.fill(Rect(x: a, y: y, width: b - a, height: 1), glyph, shade.kind.role)
    }
    /// In the widest part of it that no other covers.
    private func drawLabel(
        of shade: Shade, under others: ArraySlice<Shade>, at y: Int, into canvas: inout Canvas
    ) {
        guard let label = shade.label, shade.kind != .closed else { return }
        var parts = [clock.x(of: shade.interval.start)..<clock.x(of: shade.interval.end)]
        for other in others {
            let taken = clock.x(of: other.interval.start)..<clock.x(of: other.interval.end)
            parts = parts.flatMap { part in
                part.overlaps(taken)
                    ? [
                        part.lowerBound..<max(part.lowerBound, taken.lowerBound),
                        min(part.upperBound, taken.upperBound)..<part.upperBound,
                    ] : [part]
            }
        }
        let width = Canvas.width(of: label)
        guard let part = parts.max(by: { $0.count < $1.count }), part.count >= width + 4 else { return }
        canvas.write(
            " \(label) ", at: part.lowerBound + (part.count - width - 2) / 2, y, shade.kind.labelRole,
            paper: shade.kind.role)
    }

    private func draw(face i: Int, _ all: [Int], at y: Int, isHere: Bool, into canvas: inout Canvas) {
        let face = scene.digest.faces[i]
        let a = clock.x(of: face.start)
        // Where another begins before the end, what is written stops there.
        let next = all.map { scene.digest.faces[$0] }.first { $0.start > face.start && $0.start < face.end }
        let b = max(a + 1, clock.x(of: next?.start ?? face.end))
        guard face.end > clock.start, face.start < clock.end else { return }
        let isSelected = isHere && cursor.session == face.reference
        let elsewhere = !isHere && cursor.session == face.reference
        let presence = scene.focus.presence[i]
        let isLifted = scene.marks.lifted == face.reference
        let dim = presence == .dim || isLifted
        let ink: Role = isSelected ? .selection : elsewhere ? .selectionDim : dim ? .dim : face.kind.role()
        if scene.dayRows == .therapists {
            let (end, noteEnd) = (clock.x(of: face.end), clock.x(of: face.noteEnd))
            canvas.fill(Rect(x: end, y: y, width: noteEnd - end, height: 1), scene.glyphs.shade2, .notes)
        }
        canvas.fill(Rect(x: a, y: y, width: b - a, height: 1), " ", ink)
        let bar = isSelected ? scene.glyphs.pointer : isLifted ? scene.glyphs.ghostBar : scene.glyphs.bar
        canvas.write(String(bar), at: a, y, ink, marks: isSelected ? .bold : [])
        if scene.marked.contains(face.reference) {
            canvas.write(String(scene.glyphs.check), at: a, y, .letter, marks: .bold)
        }
        let mark = face.mark(scene.glyphs)
        let room = b - a - 1 - (mark == nil || b - a < 4 ? 0 : 1)
        canvas.write(
            words(face, room), at: a + 1, y, ink, marks: isSelected || presence == .own ? .bold : [],
            width: room, overflow: .cut)
        if let mark, b - a >= 4 || face.isInConflict {
            let role: Role = isSelected ? .selectionAlert : dim ? .dim : face.kind.role(face.standing)
            canvas.write(String(mark), at: b - 1, y, role, marks: .bold)
        }
    }
    private func words(_ face: SessionFace, _ room: Int) -> String {
        let names = scene.digest.names
        let patient = face.patients.first.map { names.name(of: $0).fitting(room) } ?? "nobody"
        let therapist = face.therapists.first.map { names.name(of: $0).family } ?? "no therapist"
        let place = names.name(of: face.room)
        switch scene.dayRows {
        case .therapists: return face.isGroup ? "\(face.short) \(face.seats) \(place)" : "\(patient) \(place)"
        case .rooms:
            return face.isGroup ? "\(face.short) \(face.seats) \(therapist)" : "\(patient) \(therapist)"
        case .patients: return "\(face.short) \(therapist) \(place)"
        }
    }
    private func drawPlace(at y: Int, _ row: Row, into canvas: inout Canvas) {
        let at = Int(cursor.moment.time.minutes)
        let a = clock.x(of: at)
        let b = min(clock.maxX, max(a + 1, clock.x(of: at + 30)))
        guard a < clock.maxX else { return }
        // The whole time of day, unless a session begins before there is room for it.
        let next = row.faces.map { scene.digest.faces[$0].start }.filter { $0 > at }.min()
        let end = next.map { clock.x(of: $0) } ?? clock.maxX
        let width = max(1, b - a, min(6, end - a))
        canvas.fill(Rect(x: a, y: y, width: width, height: 1), " ", .cursorFree)
        canvas.write(
            "\(scene.glyphs.pointer)\(cursor.moment.time)", at: a, y, .cursorFree, marks: .bold, width: width,
            overflow: .cut)
    }
}
