internal import ClinicModel
internal import SchedulingEngine
internal import Terminal

/// Where everything of one day stands: therapists, rooms or patients down, the clock across.
struct DayLayout: Sendable {
    struct Row: Sendable {
        let row: DayRow
        let name: String
        /// Indices into the digest's faces, by start.
        let faces: [Int]
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
        // A blank keeps the figures apart from the last session.
        loadWidth = area.width >= 72 ? (scene.dayRows == .patients ? 12 : 8) : 0
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
        // It opens with rows on both sides of the cursor's where not all are seen.
        let opening = row < bodyHeight ? 0 : row - bodyHeight / 2
        var top = min(max(0, scene.scroll.top ?? opening), most)
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
        // A place within a session is that session, but while something is put down.
        let minute = Int(moment.time.minutes)
        if scene.marks.isEmpty,
            let i = rows[row].faces.last(where: {
                scene.digest.faces[$0].start <= minute && minute < scene.digest.faces[$0].end
            })
        {
            let face = scene.digest.faces[i]
            return (row, Cursor(.session(face.reference), at: face.begins, row: rows[row].row))
        }
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
        var faces: [DayRow: [Int]] = [:]
        for i in about.faces where scene.focus.presence[i] != .hidden {
            let face = scene.digest.faces[i]
            switch scene.dayRows {
            case .therapists: for id in face.therapists { faces[.therapist(id), default: []].append(i) }
            case .rooms: if let id = face.room { faces[.room(id), default: []].append(i) }
            case .patients: for id in face.patients { faces[.patient(id), default: []].append(i) }
            }
        }
        func row(_ row: DayRow, _ name: NameBook.Name) -> (String, DayLayout.Row) {
            (name.family, DayLayout.Row(row: row, name: name.distinct, faces: faces[row] ?? []))
        }
        let clinic = scene.week.clinic
        let names = scene.digest.names
        switch scene.dayRows {
        case .therapists:
            rows = Self.sorted(clinic.therapists.map { row(.therapist($0.id), names.name(of: $0.id)) })
        case .rooms: rows = clinic.rooms.map { row(.room($0.id), NameBook.Name($0.name)).1 }
        case .patients:
            rows = Self.sorted(
                clinic.patients.filter { $0.isActive(on: about.date) }.map {
                    row(.patient($0.id), names.name(of: $0.id))
                })
        }
    }
    private static func sorted(_ rows: [(family: String, row: DayLayout.Row)]) -> [DayLayout.Row] {
        rows.sorted { ($0.family, $0.row.name) < ($1.family, $1.row.name) }.map(\.row)
    }
}

// What a row says beside its sessions, worked out for those that are seen.
extension DayLayout {
    var visibleRows: ArraySlice<Row> { rows[min(top, rows.count)..<min(rows.count, top + bodyHeight)] }

    /// Credentials, seats or level of care.
    func detail(of row: DayRow) -> String {
        switch row {
        case .therapist(let id): scene.week.therapist(id)?.credentials.joined(separator: "/") ?? ""
        case .room(let id): "\(scene.week.room(id)?.capacity ?? 0) seats"
        case .patient(let id):
            scene.week.patient(id)?.stage(inWeek: scene.week.week).levelOfCare?.rawValue ?? ""
        }
    }
    /// The week's load: hours, a patient's against plan.
    func load(of row: DayRow) -> String {
        switch row {
        case .therapist(let id): return Figures.hours(scene.week.sessionMinutes(of: id)) + " h"
        case .room(let id):
            return Figures.hours(scene.week.sessions(in: id).reduce(0) { $0 + $1.minutes }) + " h"
        case .patient(let id):
            let standing = scene.week.standing(of: id)
            return Figures.hours(standing.bundledMinutes) + "/" + Figures.hours(standing.plannedMinutes)
        }
    }
    func shades(of row: DayRow) -> [Shade] { scene.shades(of: row, day: day) }
}
