internal import ClinicModel
internal import SchedulingEngine
internal import Terminal

/// Where everything of one day stands: therapists, rooms or patients down, the clock across.
struct DayLayout: Sendable {
    struct Row: Sendable {
        let row: DayRow
        let name: String
        /// What rows are in order of.
        let sorting: String
        let detail: String
        /// At the line's end: the week's load.
        let load: String
        /// Indices into the digest's faces, by start.
        let faces: [Int]
        let shades: [Shade]
    }
    let scene: WeekScene
    let area: Rect
    let day: Int
    let rows: [Row]
    let clock: DayClock
    let nameWidth: Int
    let detailWidth: Int
    let loadWidth: Int
    let top: Int
    let bodyHeight: Int
    let cursor: Cursor
    let position: Int

    static let head = 1

    init(_ scene: WeekScene, area: Rect) {
        self.scene = scene
        self.area = area
        let moment = scene.cursor.session.flatMap { scene.digest.face(of: $0)?.begins } ?? scene.cursor.moment
        let day = min(max(0, moment.date - scene.week.week), 6)
        self.day = day
        let about = scene.digest.days[day]
        rows = DayRowsList(scene, day: day).rows

        nameWidth = area.width >= 72 ? 15 : area.width >= 52 ? 13 : 10
        detailWidth = area.width >= 100 ? 9 : 0
        loadWidth = area.width >= 72 ? (scene.dayRows == .patients ? 11 : 7) : 0
        let faces = about.faces.map { scene.digest.faces[$0] }
        let at = Int(moment.time.minutes)
        let from = min(about.hours.map(\.start).min() ?? 9 * 60, faces.map(\.start).min() ?? 1440)
        let to = max(about.hours.map(\.end).max() ?? 21 * 60, faces.map(\.noteEnd).max() ?? 0)
        let left = 1 + nameWidth + detailWidth
        let clock = DayClock(
            from: from, to: min(1440, to), x: area.x + left, width: max(0, area.width - left - loadWidth),
            left: scene.scroll.left,
            keeping: at)
        self.clock = clock
        bodyHeight = max(0, area.height - Self.head)

        let (row, cursor) = Self.resolved(scene, rows, day: day, CivilMoment(about.date, moment.time))
        position = row
        self.cursor = cursor
        let most = max(0, rows.count - bodyHeight)
        var top = min(max(0, scene.scroll.top ?? 0), most)
        if row < top { top = row }
        if row >= top + bodyHeight { top = min(most, max(0, row - bodyHeight + 1)) }
        self.top = top
    }
    var scroll: Scroll { Scroll(top: top, left: clock.start / 60) }

    private static func resolved(_ scene: WeekScene, _ rows: [Row], day: Int, _ moment: CivilMoment) -> (
        Int, Cursor
    ) {
        let named = scene.cursor.row.flatMap { r in rows.firstIndex { $0.row == r } }
        if let reference = scene.cursor.session, let i = scene.digest.position(of: reference) {
            let row =
                named.flatMap { rows[$0].faces.contains(i) ? $0 : nil }
                ?? rows.firstIndex { $0.faces.contains(i) }
            if let row {
                return (
                    row, Cursor(.session(reference), at: scene.digest.faces[i].begins, row: rows[row].row)
                )
            }
        }
        let row = named ?? 0
        guard rows.indices.contains(row) else { return (0, Cursor(.place, at: moment)) }
        return (row, Cursor(.place, at: moment, row: rows[row].row))
    }
    /// Whoever is spanned by note time, too: only therapists write notes.
    func end(of face: SessionFace) -> Int { scene.dayRows == .therapists ? face.noteEnd : face.end }
}

/// The rows of a day drawing: people by family name, rooms in the clinic's order.
struct DayRowsList {
    let rows: [DayLayout.Row]

    init(_ scene: WeekScene, day: Int) {
        let about = scene.digest.days[day]
        let visible = about.faces.filter { scene.focus.presence[$0] != .hidden }
        let names = scene.digest.names
        func faces(_ isMeant: (SessionFace) -> Bool) -> [Int] {
            visible.filter { isMeant(scene.digest.faces[$0]) }
        }
        var rows: [DayLayout.Row]
        switch scene.dayRows {
        case .therapists:
            rows = scene.week.clinic.therapists.map { t in
                DayLayout.Row(
                    row: .therapist(t.id), name: names.name(of: t.id).distinct,
                    sorting: names.name(of: t.id).family,
                    detail: t.credentials.joined(separator: "/"),
                    load: Figures.hours(scene.week.sessionMinutes(of: t.id)) + " h",
                    faces: faces { $0.therapists.contains(t.id) },
                    shades: WeekShading.away(t, on: about.date, scene))
            }
        case .rooms:
            rows = scene.week.clinic.rooms.map { r in
                let minutes = scene.digest.faces.reduce(0) { $0 + ($1.room == r.id ? $1.end - $1.start : 0) }
                return DayLayout.Row(
                    row: .room(r.id), name: r.name, sorting: "", detail: "\(r.capacity) seats",
                    load: Figures.hours(minutes) + " h", faces: faces { $0.room == r.id },
                    shades: WeekShading.closed(about) + WeekShading.closures(r, on: about.date, scene))
            }
        case .patients:
            var byPatient: [PatientID: [Int]] = [:]
            for i in visible {
                scene.digest.faces[i].patients.forEach { byPatient[$0, default: []].append(i) }
            }
            rows = scene.week.clinic.patients.filter { $0.isActive(on: about.date) }.map { p in
                let standing = scene.week.standing(of: p.id)
                let shades = Shade.shades(of: scene.week.labelled(of: p.id), on: about.date, scene.naming)
                return DayLayout.Row(
                    row: .patient(p.id), name: names.name(of: p.id).distinct,
                    sorting: names.name(of: p.id).family,
                    detail: p.stage(inWeek: scene.week.week).levelOfCare?.rawValue ?? "",
                    load: Figures.hours(standing.bundledMinutes) + "/"
                        + Figures.hours(standing.plannedMinutes),
                    faces: byPatient[p.id] ?? [], shades: shades)
            }
        }
        if scene.dayRows != .rooms { rows.sort { ($0.sorting, $0.name) < ($1.sorting, $1.name) } }
        self.rows = rows
    }
}
