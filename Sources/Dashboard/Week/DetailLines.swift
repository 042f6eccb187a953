internal import ClinicModel
internal import SchedulingEngine
internal import Terminal

/// What stands for the inspector on a narrow screen: the selected thing in two lines.
struct DetailLines {
    let scene: WeekScene
    let cursor: Cursor

    func lines(width: Int) -> [SideLine] {
        if let detail = scene.detail { return detail }
        switch cursor.target {
        case .session(let reference):
            guard let face = scene.digest.face(of: reference) else { return [] }
            return [title(face, width: width), second(face, width: width)]
        case .fold(let fold):
            let cards = Cards(scene: scene, width: width).fold(fold)
            let faces = scene.faces(in: fold)
            let list = faces.map { face in
                face.isGroup
                    ? "\(face.short) \(face.seats)"
                    : "\(face.letter) \(face.patients.first.map { scene.digest.names.name(of: $0).distinct } ?? "nobody")"
            }
            return [
                SideLine(
                    (cards.first?.pieces ?? []) + [.init("  \(fold.date.short) \(fold.start)", .base)],
                    right: [.init("\(scene.glyphs.enter)", .hintKey), .init(" unfold", .dim)]),
                SideLine(list.joined(separator: ", "), .dim),
            ]
        case .place: return place()
        }
    }

    private func title(_ face: SessionFace, width: Int) -> SideLine {
        let cards = Cards(scene: scene, width: width)
        let name = cards.title(face)
        let place = scene.digest.names.name(of: face.room)
        var right: [SideLine.Piece] = []
        if face.isGroup {
            let filled = face.most > 0 ? min(14, (face.taken * 14 + face.most - 1) / face.most) : 14
            right = [
                .init(
                    face.seats + " ",
                    face.isFull || face.isUnderfilled ? face.kind.role(face.seatStanding) : .base)
            ]
            if width >= 60 {
                right += [
                    .init(
                        String(repeating: scene.glyphs.progress, count: filled),
                        face.isFull ? .progressFull : .progress),
                    .init(String(repeating: scene.glyphs.progressRest, count: 14 - filled), .progressRest),
                ]
            }
            if face.isFull { right.append(.init(" full", face.kind.role(.full))) }
        }
        let times = Figures.times(face.start, face.end, scene.glyphs)
        return SideLine(
            [
                .init(name, face.kind.role(), marks: .bold),
                .init("  \(face.date.weekday.short) \(times)  \(place)"),
            ], right: right)
    }
    private func second(_ face: SessionFace, width: Int) -> SideLine {
        if let violation = scene.week.violations(of: face.reference).first(where: { $0.override == nil }) {
            let n =
                (scene.digest.conflicts.firstIndex { scene.digest.faces[$0].reference == face.reference } ?? 0)
                + 1
            return SideLine(
                [
                    .init("! ", .alert, marks: .bold),
                    .init(violation.sentence(in: scene.week, naming: scene.naming)),
                ],
                right: width < 60
                    ? []
                    : [
                        .init("n", .hintKey),
                        .init(" next (conflict \(n)/\(scene.digest.conflicts.count))", .dim),
                    ])
        }
        let names = scene.digest.names
        let therapists = face.therapists.map { id in
            "\(names.name(of: id).full), \(scene.week.therapist(id)?.credentials.joined(separator: "/") ?? "")"
        }
        let under = face.patients.filter { scene.week.standing(of: $0).isUnderHours }
        var pieces = [
            SideLine.Piece(
                therapists.isEmpty ? "no therapist yet" : therapists.joined(separator: ", "),
                therapists.isEmpty ? .alert : .dim)
        ]
        if !face.isGroup, let p = face.patients.first {
            let standing = scene.week.standing(of: p)
            pieces.append(.init("  " + names.name(of: p).full, standing.isUnderHours ? .rosterUnder : .base))
            pieces.append(
                .init(
                    " \(standing.isUnderHours ? "< " : "")\(Figures.hours(standing.bundledMinutes))/\(Figures.hours(standing.plannedMinutes)) h",
                    standing.isUnderHours ? .rosterUnder : .dim))
        } else if !under.isEmpty {
            pieces.append(
                .init(
                    "  < hours: " + under.map { names.name(of: $0).family }.joined(separator: ", "),
                    .rosterUnder))
        }
        return SideLine(pieces)
    }
    private func place() -> [SideLine] {
        let word = scene.placeWord(at: cursor.moment)
        let free = scene.free(at: cursor.moment, minutes: 30)
        let who = free.therapists.map { scene.digest.names.name(of: $0.id).distinct }
        return [
            SideLine(
                [
                    .init("\(cursor.moment.date.short)  \(cursor.moment.time)  ", .heading, marks: .bold),
                    .init(word, word == "free" ? .good : .warning),
                ],
                right: [.init("\(free.rooms.count) rooms free", .dim)]),
            SideLine([
                .init("in and free: ", .dim), .init(who.isEmpty ? "nobody" : who.joined(separator: ", ")),
            ]),
        ]
    }
}
