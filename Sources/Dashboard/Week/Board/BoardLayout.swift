internal import ClinicModel
internal import SchedulingEngine
internal import Terminal

/// Where everything of the board stands: days across, starting times down, a row as high as its fullest day.
struct BoardLayout: Sendable {
    /// One line of a cell.
    enum Item: Sendable {
        /// Index into the digest's faces.
        case session(Int)
        /// Several of them; open, its sessions follow.
        case fold(Fold, [Int], isOpen: Bool)
        /// A suggested place where no session stands yet.
        case letter(PlaceMarks.Letter)
        case ghost(PlaceMarks.Ghost)
    }
    struct Row: Sendable {
        /// Minutes from midnight.
        let start: Int
        /// Its first line, counted from the first row's.
        let first: Int
        let height: Int
    }
    let scene: WeekScene
    let area: Rect
    let columns: DayColumns
    let rows: [Row]
    /// Row by row, seven days each.
    private let cells: [[Item]]
    let lineCount: Int
    /// Lines of the head: days, seats free, what lies above.
    let head: Int
    let bodyHeight: Int
    let top: Int
    let cursor: Cursor
    /// Where the cursor stands: row, day, line within the cell.
    let position: (row: Int, day: Int, line: Int)?

    /// Columns of the times; the sessions' bars follow.
    static let timeWidth = 6
    /// The evening begins: a board opens here.
    static let evening = 16 * 60

    init(_ scene: WeekScene, area: Rect, screen columnCount: Int) {
        self.scene = scene
        self.area = area
        let stacks = Stacks(scene, height: area.height)
        let cursorDay = min(max(0, scene.cursor.moment.date - scene.week.week), 6)
        columns = DayColumns(
            loads: stacks.loads, x: area.x + Self.timeWidth, width: max(0, area.width - Self.timeWidth),
            screen: columnCount, left: scene.scroll.left, keeping: cursorDay)
        let drawn = columns.columns.map(\.day)

        var rows: [Row] = []
        var cells: [[Item]] = []
        var line = 0
        for start in stacks.starts(of: drawn) {
            let row = stacks.row(start: start, drawn: drawn)
            rows.append(Row(start: start, first: line, height: row.height))
            cells += row.cells
            line += row.height
        }
        self.rows = rows
        self.cells = cells
        lineCount = line

        let position = Self.position(
            of: scene.cursor, rows: rows, cells: cells, columns: columns, week: scene.week.week,
            digest: scene.digest)
        self.position = position
        cursor = position.map { Self.cursor(at: $0, rows: rows, cells: cells, scene: scene) } ?? scene.cursor
        let at = position.map { rows[$0.row].first + $0.line }
        let opening = rows.first { $0.start >= Self.evening }?.first ?? 0
        var frame = Frame(head: area.height >= 12 ? 3 : 2, height: area.height, lines: line)
        frame.show(at, from: scene.scroll.top ?? opening)
        // A low screen does without the line for what lies above where nothing does.
        if frame.head == 2, frame.top == 0 {
            frame = Frame(head: 1, height: area.height, lines: line)
            frame.show(at, from: 0)
        }
        (head, bodyHeight, top) = (frame.head, frame.body, frame.top)
    }
    /// What is seen of the lines: below a head, above a foot where they do not fit.
    private struct Frame {
        let head: Int
        let body: Int
        let lines: Int
        private(set) var top = 0

        init(head: Int, height: Int, lines: Int) {
            self.head = head
            self.lines = lines
            let room = max(0, height - head)
            body = lines > room ? max(0, room - 1) : room
        }
        /// From a line on, but so that the cursor's is seen, with one above and below it where there is room.
        mutating func show(_ line: Int?, from first: Int) {
            let most = max(0, lines - body)
            top = min(max(0, first), most)
            guard let line else { return }
            let margin = body > 8 ? 1 : 0
            if line - margin < top { top = max(0, line - margin) }
            if line + margin >= top + body { top = min(most, max(0, line + margin - body + 1)) }
        }
    }
    var scroll: Scroll { Scroll(top: top, left: columns.first) }

    func items(row: Int, day: Int) -> [Item] { cells[row * 7 + day] }
    /// The row that a line belongs to, counted from the first row's first line.
    func row(ofLine line: Int) -> Int? {
        guard line >= 0, line < lineCount else { return nil }
        var low = 0
        var high = rows.count - 1
        while low < high {
            let middle = (low + high + 1) / 2
            if rows[middle].first <= line { low = middle } else { high = middle - 1 }
        }
        return low
    }
    func cursor(row: Int, day: Int, line: Int) -> Cursor {
        Self.cursor(at: (row, day, line), rows: rows, cells: cells, scene: scene)
    }

    private static func cursor(
        at p: (row: Int, day: Int, line: Int), rows: [Row], cells: [[Item]], scene: WeekScene
    ) -> Cursor {
        let moment = CivilMoment(scene.week.week + p.day, TimeOfDay(minutes: rows[p.row].start))
        let items = cells[p.row * 7 + p.day]
        guard items.indices.contains(p.line) else { return Cursor(.place, at: moment) }
        switch items[p.line] {
        case .session(let i): return Cursor(.session(scene.digest.faces[i].reference), at: moment)
        case .fold(let fold, _, _): return Cursor(.fold(fold), at: moment)
        case .letter, .ghost: return Cursor(.place, at: moment)
        }
    }

    /// Where a cursor stands; where it is gone, what is nearest on its day.
    private static func position(
        of cursor: Cursor, rows: [Row], cells: [[Item]], columns: DayColumns, week: CivilDate,
        digest: WeekDigest
    ) -> (row: Int, day: Int, line: Int)? {
        guard !rows.isEmpty, let anyDay = columns.columns.first(where: { !$0.isFolded })?.day else {
            return nil
        }
        var date = cursor.moment.date
        var time = Int(cursor.moment.time.minutes)
        if let r = cursor.session, let face = digest.face(of: r) { (date, time) = (face.date, face.start) }
        var day = date - week
        if columns.column(of: day).map(\.isFolded) ?? true { day = anyDay }
        let nearest = rows.indices.min { abs(rows[$0].start - time) < abs(rows[$1].start - time) } ?? 0
        let items = cells[nearest * 7 + day]
        let exact = items.firstIndex { item in
            switch (item, cursor.target) {
            case (.session(let i), .session(let r)): digest.faces[i].reference == r
            case (.fold(let f, _, _), .fold(let g)): f == g
            case (.fold(_, let list, let isOpen), .session(let r)):
                !isOpen && list.contains { digest.faces[$0].reference == r }
            default: false
            }
        }
        if let exact { return (nearest, day, exact) }
        if cursor.isPlace, let free = items.firstIndex(where: { if case .ghost = $0 { true } else { false } })
        {
            return (nearest, day, free)
        }
        // Below the sessions of its start, where the row has a line to spare.
        if cursor.isPlace, rows[nearest].start == time, items.count < rows[nearest].height {
            return (nearest, day, items.count)
        }
        return (nearest, day, 0)
    }
}
