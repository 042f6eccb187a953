internal import ClinicModel
internal import SchedulingEngine
package import Terminal

/// Where the parts of the screen stand; the last row is left to the keys.
package struct ScreenAreas: Hashable, Sendable {
    package let size: Size
    package let header: Rect
    package let drawing: Rect
    /// Beside the drawing on a wide screen; its text, without the line that sets it off.
    package let inspector: Rect?
    /// Below the drawing on a narrow one, empty when there is no room.
    package let details: Rect
    package let hint: Rect

    init(_ size: Size, view: WeekView) {
        self.size = size
        let (header, rest) = Rect(size).splitTop(1)
        let (body, hint) = rest.splitBottom(1)
        self.header = header
        self.hint = hint
        let widest = view == .day ? 150 : 110
        if size.columns >= widest {
            let (drawing, side) = body.splitRight(Inspector.defaultWidth + 2)
            inspector = Rect(x: side.x + 2, y: side.y, width: side.width - 2, height: side.height)
            if view == .day {
                (self.drawing, details) = drawing.splitBottom(2)
            } else {
                self.drawing = drawing
                details = Rect(x: 0, y: hint.y, width: 0, height: 0)
            }
        } else {
            inspector = nil
            let lines = size.rows >= 16 ? 2 : 1
            (drawing, details) = body.splitBottom(view == .day && size.rows >= 20 ? 3 : lines)
        }
    }
}

/// One frame of the week: header line, drawing, inspector or details. The last row is the caller's.
///
/// Made once for a scene and a size; everything it answers after that is looked up.
package struct WeekScreen: Sendable {
    /// On a smaller screen there is only a line that says so.
    package static let leastSize = Size(columns: 40, rows: 10)

    private enum Layout: Sendable {
        case tooSmall
        case board(BoardLayout)
        case calendar(CalendarLayout)
        case day(DayLayout)
    }
    package let scene: WeekScene
    package let areas: ScreenAreas
    private let layout: Layout
    /// Where the cursor stands: the scene's, or what is nearest to it where that is gone. Keep it.
    package let cursor: Cursor
    /// The scene's, kept in bounds and so that the cursor is in sight. Keep it.
    package let scroll: Scroll
    private let inspector: Inspector?

    package init(_ scene: WeekScene, size: Size) {
        self.scene = scene
        areas = ScreenAreas(size, view: scene.view)
        if size.columns < Self.leastSize.columns || size.rows < Self.leastSize.rows {
            layout = .tooSmall
            cursor = scene.cursor
            scroll = scene.scroll
            inspector = nil
            return
        }
        switch scene.view {
        case .board:
            let board = BoardLayout(scene, area: areas.drawing, screen: size.columns)
            (layout, cursor, scroll) = (.board(board), board.cursor, board.scroll)
        case .calendar:
            let calendar = CalendarLayout(scene, area: areas.drawing, screen: size.columns)
            (layout, cursor, scroll) = (.calendar(calendar), calendar.cursor, calendar.scroll)
        case .day:
            let day = DayLayout(scene, area: areas.drawing)
            (layout, cursor, scroll) = (.day(day), day.cursor, day.scroll)
        }
        let cursor = cursor
        inspector = areas.inspector.map { Inspector(scene, cursor: cursor, width: $0.width) }
    }

    package var isTooSmall: Bool { if case .tooSmall = layout { true } else { false } }

    /// What the inspector offers by digit: beside the drawing what is to be seen of it, in a window over the
    /// drawing all.
    package var cures: [NumberedCure] { wholeInspector.cures }

    private var hasMonth: Bool {
        areas.size.columns >= 180 && (areas.inspector?.height ?? 0) >= MiniMonth.size.rows + 20
    }
    private var fittedInspector: (lines: [SideLine], cures: [NumberedCure])? {
        guard let area = areas.inspector, let inspector else { return nil }
        return inspector.fitted(height: area.height - (hasMonth ? MiniMonth.size.rows + 1 : 0))
    }

    /// The lines of the inspector as they are drawn; on a narrow screen as they would be, all of them.
    package var inspectorLines: [SideLine] { wholeInspector.lines }
    private var wholeInspector: (lines: [SideLine], cures: [NumberedCure]) {
        if let fittedInspector { return fittedInspector }
        if isTooSmall { return ([], []) }
        return Inspector(scene, cursor: cursor, width: Inspector.defaultWidth).fitted(height: 200)
    }

    // MARK: Drawing

    package func draw(into canvas: inout Canvas) {
        switch layout {
        case .tooSmall:
            TinyScreen(size: areas.size, least: Self.leastSize, glyphs: scene.glyphs).draw(into: &canvas)
            return
        case .board(let board): board.draw(into: &canvas)
        case .calendar(let calendar): calendar.draw(into: &canvas)
        case .day(let day): day.draw(into: &canvas)
        }
        HeaderLine(scene: scene, day: cursor.moment.date).draw(into: &canvas, width: areas.size.columns)
        drawDetails(into: &canvas)
        drawInspector(into: &canvas)
    }
    private func drawDetails(into canvas: inout Canvas) {
        let area = areas.details
        guard !area.isEmpty else { return }
        var lines: [SideLine] = []
        if case .day(let day) = layout {
            lines = DayAnswer(layout: day).lines(
                detail: inspector == nil, count: area.height, width: area.width - 2)
        } else {
            lines = DetailLines(scene: scene, cursor: cursor)
                .lines(width: area.width - 2, count: area.height)
        }
        for (i, line) in lines.prefix(area.height).enumerated() {
            line.draw(at: area.x + 1, area.y + i, width: area.width - 2, into: &canvas)
        }
    }
    private func drawInspector(into canvas: inout Canvas) {
        guard let area = areas.inspector, let fittedInspector else { return }
        canvas.fill(
            Rect(x: area.x - 2, y: area.y, width: 1, height: area.height), scene.glyphs.vertical, .grid)
        if hasMonth {
            MiniMonth(
                week: scene.week.week, today: scene.today,
                startsOn: scene.week.clinic.profile.weekStartsOn, glyphs: scene.glyphs
            ).draw(in: area.splitBottom(MiniMonth.size.rows).bottom, into: &canvas)
        }
        for (i, line) in fittedInspector.lines.enumerated() {
            line.draw(at: area.x, area.y + i, width: area.width, into: &canvas)
        }
    }

    // MARK: Walking and pointing

    /// What the arrows lead to; the cursor itself at the edge.
    package func cursor(moved direction: Direction) -> Cursor {
        switch layout {
        case .tooSmall: cursor
        case .board(let board): board.cursor(moved: direction)
        case .calendar(let calendar): calendar.cursor(moved: direction)
        case .day(let day): day.cursor(moved: direction)
        }
    }
    /// What arrows lead to while something is carried: by the clock alone, whatever stands there.
    package func place(moved direction: Direction) -> Cursor {
        if case .calendar(let calendar) = layout { return calendar.place(moved: direction) }
        return cursor(moved: direction)
    }
    /// What stands at a cell of the screen.
    package func hit(_ point: Point) -> Cursor? {
        switch layout {
        case .tooSmall: nil
        case .board(let board): board.hit(point)
        case .calendar(let calendar): calendar.hit(point)
        case .day(let day): day.hit(point)
        }
    }
    package func cure(at point: Point) -> NumberedCure? {
        guard let area = areas.inspector, area.contains(point), let fittedInspector,
            fittedInspector.lines.indices.contains(point.y - area.y),
            let number = fittedInspector.lines[point.y - area.y].cure
        else { return nil }
        return fittedInspector.cures.first { $0.number == number }
    }
    /// The wheel: the drawing moves, the cursor comes along where it would leave the picture.
    package func scrolled(by lines: Int) -> (scroll: Scroll, cursor: Cursor) {
        switch layout {
        case .tooSmall: (scroll, cursor)
        case .board(let board): board.scrolled(by: lines)
        case .calendar(let calendar): calendar.scrolled(by: lines)
        case .day(let day): day.scrolled(by: lines)
        }
    }
    /// The selected thing in a sentence, for `--accessible`.
    package var spoken: String {
        SideLine.spoken(DetailLines(scene: scene, cursor: cursor).lines(width: 1000))
    }
}
