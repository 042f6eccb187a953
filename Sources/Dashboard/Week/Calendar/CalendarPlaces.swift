internal import ClinicModel
internal import SchedulingEngine
internal import Terminal

// What is drawn over a calendar while something is booked or moved, and the cursor on a free place.
extension CalendarLayout {
    func drawMarks(_ column: DayColumns.Column, into canvas: inout Canvas) {
        guard !scene.marks.starts.isEmpty else { return }
        let date = scene.week.week + column.day
        let (x, width) = content(column)
        let grid = max(5, scene.week.clinic.profile.gridMinutes)
        for i in seen {
            let line = axis.lines[i]
            let starts = stride(from: (line.start + grid - 1) / grid * grid, to: line.end, by: grid)
            let marks = starts.compactMap { scene.marks.starts[CivilMoment(date, TimeOfDay(minutes: $0))] }
            guard let best = marks.min(by: { ($0.fit, -($0.coming ?? 0)) < ($1.fit, -($1.coming ?? 0)) })
            else { continue }
            let y = area.y + head + i - top
            if best.fit != .clashes {
                canvas.tint(Rect(x: x, y: y, width: width, height: 1), paper: best.fit.role)
            }
            var text = String(scene.glyphs.mark(best.fit))
            if let coming = best.coming, let roster = best.roster { text += "\(coming)/\(roster)" }
            canvas.write(text, at: column.x, y, best.fit.role, marks: .bold, width: width + 1)
        }
    }
    /// Suggested places and what is carried. Of places that overlap, the chosen one or else the first is a
    /// block; the others are a letter at the end of the line they begin on.
    func drawPlacements(_ column: DayColumns.Column, into canvas: inout Canvas) {
        let date = scene.week.week + column.day
        let here = lanes[column.day].blocks.map { scene.digest.faces[$0.face].reference }
        let letters = scene.marks.letters.filter { letter in
            letter.placement.date == date
                && !(scene.face(of: letter).map { here.contains($0.reference) } ?? false)
        }
        let chosen = letters.filter { isChosen($0) }
        var blocks: [PlaceMarks.Letter] = []
        var tags: [Int: [PlaceMarks.Letter]] = [:]
        let ghost = scene.marks.ghost.flatMap { $0.placement.date == date ? lines($0.placement) : nil }
        for letter in chosen + letters.filter({ !isChosen($0) }) {
            let lines = lines(letter.placement)
            if blocks.contains(where: { self.lines($0.placement).overlaps(lines) })
                || ghost?.overlaps(lines) ?? false
            {
                tags[lines.lowerBound, default: []].append(letter)
            } else {
                blocks.append(letter)
            }
        }
        for letter in blocks {
            let p = letter.placement
            let fields =
                [.init("\(letter.letter) \(short(p))"), .init("\(p.start)", isNumber: true)]
                + therapists(p, besides: letter.note)
                + [BlockText.Field(letter.note)]
            let ink: Role = isChosen(letter) ? .selection : scene.kind(of: p.service).role(.ghost)
            draw(p, fields, column, ink, tags: tags, into: &canvas)
            guard !isChosen(letter) else { continue }
            write(letter, at: column.x + 2, lines(p).lowerBound, into: &canvas)
        }
        if let ghost = scene.marks.ghost, ghost.placement.date == date {
            let p = ghost.placement
            let fields =
                [
                    BlockText.Field("\(scene.glyphs.mark(ghost.fit)) \(p.start)"), .init(short(p)),
                    .init(ghost.title),
                ]
                + ghost.notes.map { .init($0) }
            draw(p, fields, column, .selection, tags: tags, into: &canvas)
        }
        let end = column.x + column.width
        for (line, letters) in tags {
            for (i, letter) in letters.reversed().enumerated() where i * 2 < column.width - 2 {
                write(letter, at: end - 1 - i * 2, line, into: &canvas)
            }
        }
    }
    private func isChosen(_ letter: PlaceMarks.Letter) -> Bool {
        cursor.isPlace && cursor.moment == letter.placement.begins
    }
    private func write(_ letter: PlaceMarks.Letter, at x: Int, _ line: Int, into canvas: inout Canvas) {
        guard let y = ys(line..<(line + 1))?.first else { return }
        canvas.write(String(letter.letter), at: x, y, .letter, marks: .bold)
    }
    private func short(_ p: Placement) -> String { scene.digest.shortNames[p.service] ?? "" }
    /// Those that the note does not name already.
    private func therapists(_ p: Placement, besides note: String) -> [BlockText.Field] {
        p.therapists.map { scene.digest.names.name(of: $0).family }.filter { !note.contains($0) }.map {
            .init($0)
        }
    }
    private func lines(_ p: Placement) -> Range<Int> {
        let length = p.minutes ?? scene.week.service(p.service)?.minutes ?? 30
        return axis.lines(from: Int(p.start.minutes), to: Int(p.start.minutes) + length)
    }
    private func draw(
        _ p: Placement, _ fields: [BlockText.Field], _ column: DayColumns.Column, _ ink: Role,
        tags: [Int: [PlaceMarks.Letter]], into canvas: inout Canvas
    ) {
        guard let ys = ys(lines(p)) else { return }
        let (x, width) = content(column)
        // The letters of others stand at the ends of its lines.
        let room = width - 1 - (lines(p).map { (tags[$0]?.count ?? 0) * 2 }.max() ?? 0)
        canvas.fill(Rect(x: x, y: ys.lowerBound, width: width, height: ys.count), " ", ink)
        for y in ys { canvas.write(String(scene.glyphs.ghostBar), at: x, y, ink) }
        for (y, text) in zip(ys, BlockText.lines(fields, width: max(0, room), count: ys.count)) {
            canvas.write(
                text, at: x + 1, y, ink, marks: y == ys.lowerBound ? .bold : [], width: max(0, room),
                overflow: .cut)
        }
    }

    func drawCursor(_ column: DayColumns.Column, into canvas: inout Canvas) {
        guard cursor.isPlace, position.day == column.day, scene.marks.ghost == nil,
            !scene.marks.letters.contains(where: {
                CivilMoment($0.placement.date, $0.placement.start) == cursor.moment
            }),
            let ys = ys(position.line..<(position.line + 1))
        else { return }
        let (x, width) = content(column)
        canvas.fill(Rect(x: x, y: ys.lowerBound, width: width, height: 1), " ", .cursorFree)
        canvas.write(
            "\(scene.glyphs.pointer)\(cursor.moment.time) \(scene.standing(at: cursor).word)", at: x,
            ys.lowerBound, .cursorFree,
            width: width, overflow: .cut)
    }
}
