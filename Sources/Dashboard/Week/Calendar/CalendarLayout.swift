internal import ClinicModel
internal import SchedulingEngine
internal import Terminal

/// Where everything of a calendar stands: days across, the clock down, sessions as long as they last.
struct CalendarLayout: Sendable {
    let scene: WeekScene
    let area: Rect
    let columns: DayColumns
    let axis: CalendarAxis
    let shading: WeekShading
    /// Of each day.
    let lanes: [CalendarLanes]
    let head: Int
    /// A line at the bottom that says what the shades mean.
    let foot: Int
    let bodyHeight: Int
    let top: Int
    let cursor: Cursor
    let position: (day: Int, line: Int)

    static let timeWidth = 6
    /// A session narrower than this says nothing.
    static let leastLane = 5

    init(_ scene: WeekScene, area: Rect, screen columnCount: Int) {
        self.scene = scene
        self.area = area
        let digest = scene.digest
        shading = WeekShading(scene)
        head = 1
        foot = area.height >= 16 ? 1 : 0
        bodyHeight = max(0, area.height - head - foot)

        let visible = digest.days.map { day in day.faces.filter { scene.focus.presence[$0] != .hidden } }
        let axis = Self.axis(scene, visible, height: bodyHeight)
        self.axis = axis
        let lanes = visible.map { faces in
            CalendarLanes(
                faces.map { i in
                    let face = digest.faces[i]
                    return CalendarLanes.Entry(
                        face: i, lines: axis.lines(from: face.start, to: face.end), start: face.start,
                        end: face.end,
                        room: digest.names.name(of: face.room), id: face.reference.description)
                })
        }
        self.lanes = lanes

        let marked = Self.markedDays(scene)
        let moment = Self.moment(of: scene)
        let day = min(max(0, moment.date - scene.week.week), 6)
        let wide = lanes.map(\.mostLanes)
        columns = DayColumns(
            loads: digest.days.indices.map { d in
                digest.days[d].isQuiet && !marked.contains(d)
                    ? nil : max(1, max(wide[d], (wide.max() ?? 1) / 2))
            }, x: area.x + Self.timeWidth, width: max(0, area.width - Self.timeWidth), screen: columnCount,
            left: scene.scroll.left, keeping: day)

        let shownDay =
            columns.column(of: day).map { !$0.isFolded } ?? false
            ? day : columns.columns.first { !$0.isFolded }?.day ?? day
        cursor = Self.resolved(scene, visible[shownDay], day: shownDay, moment)
        let line = axis.line(at: Int(cursor.moment.time.minutes))
        position = (shownDay, line)

        let most = max(0, axis.lines.count - bodyHeight)
        var top = min(max(0, scene.scroll.top ?? axis.line(at: BoardLayout.evening)), most)
        let margin = bodyHeight > 8 ? 1 : 0
        if line - margin < top { top = max(0, line - margin) }
        var last = line
        if let face = cursor.session.flatMap({ digest.face(of: $0) }) {
            last = min(
                axis.lines(from: face.start, to: face.end).upperBound - 1, line + max(0, bodyHeight - 3))
        }
        if last + margin >= top + bodyHeight { top = min(most, max(0, last + margin - bodyHeight + 1)) }
        self.top = top
    }
    var scroll: Scroll { Scroll(top: top, left: columns.first) }

    /// Where the cursor is in time: its session's start, if that stands.
    private static func moment(of scene: WeekScene) -> CivilMoment {
        scene.cursor.session.flatMap { scene.digest.face(of: $0)?.begins } ?? scene.cursor.moment
    }
    private static func resolved(_ scene: WeekScene, _ faces: [Int], day: Int, _ moment: CivilMoment)
        -> Cursor
    {
        let date = scene.week.week + day
        if let r = scene.cursor.session, let i = scene.digest.position(of: r), faces.contains(i) {
            return scene.digest.faces[i].cursor
        }
        if let fold = scene.cursor.fold,
            let i = faces.first(where: { scene.digest.faces[$0].start == Int(fold.start.minutes) })
        {
            return scene.digest.faces[i].cursor
        }
        // Whose week it is can be in one place only: within a session the cursor is on it, but while something is
        // put down.
        let minute = Int(moment.time.minutes)
        if scene.marks.isEmpty, scene.lens.isOfOne,
            let i = faces.first(where: {
                scene.digest.faces[$0].start <= minute && minute < scene.digest.faces[$0].end
            })
        {
            return scene.digest.faces[i].cursor
        }
        return Cursor(.place, at: CivilMoment(date, moment.time))
    }
    private static func markedDays(_ scene: WeekScene) -> Set<Int> {
        var out = Set(scene.marks.letters.map { $0.placement.date - scene.week.week })
        if let ghost = scene.marks.ghost { out.insert(ghost.placement.date - scene.week.week) }
        return out
    }

    private static func axis(_ scene: WeekScene, _ visible: [[Int]], height: Int) -> CalendarAxis {
        var taken = visible.joined().map { i in
            Interval(scene.digest.faces[i].start, scene.digest.faces[i].end)
        }
        func interval(_ p: Placement) -> Interval {
            let length = p.minutes ?? scene.week.service(p.service)?.minutes ?? 30
            return Interval(Int(p.start.minutes), Int(p.start.minutes) + length)
        }
        let letters = scene.marks.letters.map { interval($0.placement) }
        taken += letters + [scene.marks.ghost.map { interval($0.placement) }].compactMap { $0 }
        let busy = Interval.joined(taken)
        let hours = scene.digest.days.flatMap(\.hours)
        let from = min(hours.map(\.start).min() ?? 9 * 60, busy.first?.start ?? 1440)
        let to = max(hours.map(\.end).max() ?? 21 * 60, busy.last?.end ?? 0)
        let at = Int(moment(of: scene).time.minutes)
        let hour = Interval(at / 60 * 60, at / 60 * 60 + 60)
        let isPlacing = scene.marks.ghost != nil || !scene.marks.starts.isEmpty
        // Suggested places between the lines get lines of their own.
        let between = scene.marks.letters.map { Int($0.placement.start.minutes) }
            .filter { $0 % scene.zoom.rawValue != 0 }.map { Interval($0 / 60 * 60, $0 / 60 * 60 + 60) }
        let step = scene.zoom.rawValue
        let span = Interval(max(0, min(from, at)) / step * step, min(1440, max(to, at + 1)))
        let finer = between + (isPlacing ? [hour] : [])
        let spread = spread(span, step: step, beside: finer, height: height, busy: busy, places: letters)
        return CalendarAxis(
            from: span.start, to: span.end, step: step, fine: finer + spread, height: height, kept: hour
        ) { a, b in busy.contains { $0.start < b && a < $0.end } }
    }
    /// Where lines are left over: the hours that hold most of the suggested places, then those around the middle
    /// of what stands, drawn finer.
    private static func spread(
        _ span: Interval, step: Int, beside fine: [Interval], height: Int, busy: [Interval],
        places: [Interval]
    ) -> [Interval] {
        guard step > 15 else { return [] }
        let perHour = 4 - 60 / step
        var spare = height - (span.end - span.start + step - 1) / step - fine.count * perHour
        let length = busy.reduce(0) { $0 + $1.end - $1.start }
        let middle =
            length == 0
            ? BoardLayout.evening
            : busy.reduce(0) { $0 + ($1.start + $1.end) / 2 * ($1.end - $1.start) } / length
        func held(_ hour: Int) -> Int {
            places.reduce(0) { $0 + max(0, min($1.end, hour + 60) - max($1.start, hour)) }
        }
        let hours = stride(from: span.start / 60 * 60, to: span.end, by: 60)
            .map { (held: held($0), away: abs($0 + 30 - middle), at: $0) }
            .sorted { (-$0.held, $0.away, $0.at) < (-$1.held, $1.away, $1.at) }.map(\.at)
        var out: [Interval] = []
        for hour in hours where !fine.contains(where: { $0.start == hour }) {
            guard spare >= perHour else { break }
            spare -= perHour
            out.append(Interval(hour, hour + 60))
        }
        return out
    }

    /// Blocks of a day that cover a line, by lane.
    func blocks(day: Int, line: Int) -> [CalendarLanes.Block] {
        lanes[day].blocks.filter { $0.lines.contains(line) }.sorted { $0.lane < $1.lane }
    }
    /// How many lanes of a cluster are drawn; what does not fit is counted in the last.
    func lanesShown(_ lanes: Int, in width: Int) -> Int { min(lanes, max(1, width / Self.leastLane)) }
}
