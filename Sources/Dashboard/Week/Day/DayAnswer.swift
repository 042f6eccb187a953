internal import ClinicModel
internal import SchedulingEngine
internal import Terminal

/// The lines below a day: what is selected, who is free at its time with the right licence, what the shades mean.
struct DayAnswer {
    let layout: DayLayout
    private var scene: WeekScene { layout.scene }
    private var cursor: Cursor { layout.cursor }

    /// - Parameter detail: nothing else on the screen says what is selected.
    func lines(detail: Bool, count: Int, width: Int) -> [SideLine] {
        var out: [SideLine] = []
        let details = detail ? DetailLines(scene: scene, cursor: cursor).lines(width: width) : []
        let isConflict = cursor.session.flatMap { scene.conflict(of: $0) } != nil
        if count >= 2, let first = details.first { out.append(first) }
        if count >= 3, isConflict, details.count > 1 { out.append(details[1]) }
        out.append(free())
        if out.count < count { out.append(legend()) }
        return out
    }

    private func free() -> SideLine {
        let face = cursor.session.flatMap { scene.digest.face(of: $0) }
        let minutes = face.map { $0.end - $0.start } ?? 30
        let start = Int(cursor.moment.time.minutes)
        let when =
            "\(cursor.moment.date.weekday.short) \(Figures.times(start, start + minutes, scene.glyphs))"
        let free = scene.free(at: cursor.moment, minutes: minutes)
        if scene.dayRows == .rooms {
            let taken = face?.taken ?? 1
            let rooms = free.rooms.filter { $0.capacity >= taken }.map { "\($0.name) (\($0.capacity))" }
            return SideLine([
                .init("Free \(when): ", .dim),
                .init(rooms.isEmpty ? "no room" : rooms.joined(separator: ", "), .good),
            ])
        }
        var therapists = free.therapists
        var what = ""
        if let face, let service = scene.week.service(face.service) {
            what = ", " + service.name.lowercased()
            let able = Set(scene.week.freeTherapists(for: face.service, at: cursor.moment))
            therapists = therapists.filter { able.contains($0.id) }
        }
        let names = therapists.map {
            "\(scene.digest.names.name(of: $0.id).distinct) \($0.credentials.joined(separator: "/"))"
        }
        return SideLine([
            .init("Free \(when)\(what): ", .dim),
            .init(names.isEmpty ? "nobody" : names.joined(separator: ", "), names.isEmpty ? .warning : .good),
        ])
    }
    private func legend() -> SideLine {
        let present = Set(layout.visibleRows.flatMap { row in layout.shades(of: row.row).map(\.kind) })
        var pieces: [String] = Shade.Kind.allCases.filter { $0 != .closed && present.contains($0) }.map {
            "\($0.glyph(scene.glyphs)) \($0.word)"
        }
        if scene.dayRows == .therapists { pieces.append("\(scene.glyphs.shade2) notes") }
        pieces.append("\(scene.glyphs.bar) session")
        return SideLine(pieces.joined(separator: "   "), .dim)
    }
}
