internal import ClinicModel
internal import SchedulingEngine
internal import Terminal

/// What the inspector says of one thing.
struct Cards {
    let scene: WeekScene
    let width: Int

    private var names: NameBook { scene.digest.names }
    private var glyphs: GlyphSet { scene.glyphs }

    // MARK: Session

    func session(_ face: SessionFace) -> [SideLine] {
        let series = face.reference.series.flatMap { scene.week.series($0) }
        let service = scene.week.service(face.service)
        var lines = SideLine.wrapped(title(face), width: width, face.kind.role(), marks: .bold)
        let place =
            face.room.map { names.name(of: $0) } ?? (service?.telehealth == true ? "by video" : "no room")
        lines.append(
            SideLine("\(face.date.short)  \(Figures.times(face.start, face.end, glyphs))  \(place)"))
        if case .occurrence(_, let pattern) = face.reference, pattern != face.date {
            lines.append(SideLine("moved from \(pattern.short)", .warning))
        }
        if face.therapists.isEmpty { lines.append(SideLine("no therapist yet", .alert)) }
        for id in face.therapists {
            let credentials = scene.week.therapist(id)?.credentials.joined(separator: "/") ?? ""
            lines.append(SideLine("\(names.name(of: id).full), \(credentials)", .dim))
        }
        if face.isGroup { lines.append(gauge(face)) }
        if let topic = topic(face, series) {
            lines += SideLine.wrapped("Topic: \(topic)", width: width, .dim)
        }
        if let people = population(series?.population) { lines.append(SideLine(people, .dim)) }
        return lines
    }
    /// The series' name, where names are shown; else the service's.
    func title(_ face: SessionFace) -> String {
        let series = face.reference.series.flatMap { scene.week.series($0) }
        let own = scene.naming == .names ? series?.name?.revealed : nil
        return own ?? scene.week.service(face.service)?.name ?? face.short
    }
    /// `██████████░░░░ 10 of 14`
    private func gauge(_ face: SessionFace) -> SideLine {
        var pieces = bar(face, columns: 14) + [.init(" \(face.taken) of \(face.most)")]
        if face.isFull { pieces.append(.init(" full", face.kind.role(.full))) }
        if face.isUnderfilled {
            pieces.append(.init(" \(glyphs.underfilled) under \(face.least)", face.kind.role(.under)))
        }
        return SideLine(pieces)
    }
    func bar(_ face: SessionFace, columns: Int) -> [SideLine.Piece] {
        let filled =
            face.most > 0 ? min(columns, (face.taken * columns + face.most - 1) / face.most) : columns
        return [
            .init(String(repeating: glyphs.progress, count: filled), face.isFull ? .progressFull : .progress),
            .init(String(repeating: glyphs.progressRest, count: columns - filled), .progressRest),
        ]
    }
    private func topic(_ face: SessionFace, _ series: Series?) -> String? {
        guard let series, case .occurrence(_, let date) = face.reference else { return nil }
        return scene.week.clinic.topic(of: series, on: date)
    }
    private func population(_ population: Population?) -> String? {
        guard let population else { return nil }
        let parts = [population.ageBand.map { "\($0.rawValue)s" }, population.gender, population.approach]
            .compactMap { $0 }
        return parts.isEmpty ? nil : "for " + parts.joined(separator: ", ")
    }

    func roster(_ face: SessionFace) -> Inspector.Section {
        let clashing = Set(
            scene.week.violations(of: face.reference).filter { $0.override == nil }.compactMap(\.person))
        let heading = SideLine([.init("Roster", .heading, marks: .bold)], right: [.init("h wk/plan", .dim)])
        var lines: [SideLine] = []
        let rows = face.patients.map { id in (id, scene.week.standing(of: id), clashing.contains(id.rawValue))
        }
        // Those in conflict and under their hours first, so that they are never the ones cut off.
        let ordered =
            rows.filter(\.2) + rows.filter { !$0.2 && $0.1.isUnderHours }
            + rows.filter { !$0.2 && !$0.1.isUnderHours }
        for (id, standing, isClashing) in ordered {
            let mark = isClashing ? "!" : standing.isUnderHours ? "<" : " "
            let role: Role = isClashing ? .rosterConflict : standing.isUnderHours ? .rosterUnder : .roster
            let hours =
                Figures.right(Figures.hours(standing.bundledMinutes), 4) + "/"
                + Figures.right(Figures.hours(standing.plannedMinutes), 4)
            var line = SideLine(
                [
                    .init("\(mark) ", role, marks: .bold),
                    .init(names.name(of: id).fitting(width - 12, preferringFull: true), role),
                ],
                right: [.init(hours, standing.isUnderHours ? .rosterUnder : .rosterHours)])
            line.person = id
            lines.append(line)
        }
        return Inspector.Section(heading, lines.map { [$0] })
    }

    func fold(_ fold: Fold) -> [SideLine] {
        let faces = scene.faces(in: fold)
        let what =
            switch fold.kind {
            case .individuals: "\(faces.count) individual sessions"
            case .groups(let id): "\(faces.count) \(scene.week.service(id)?.name ?? "groups")"
            }
        var lines = [
            SideLine(what, .heading, marks: .bold), SideLine("\(fold.date.short)  \(fold.start)"), .blank,
        ]
        for face in faces {
            let role = face.kind.role(face.standing)
            let therapist = face.therapists.first.map { names.name(of: $0).family } ?? "no therapist"
            let mark = face.isInConflict ? "! " : "  "
            let text =
                face.isGroup
                ? "\(face.short) \(therapist) \(face.seats)"
                : "\(face.letter) \(face.patients.first.map { names.name(of: $0).distinct } ?? "nobody")"
            lines.append(
                SideLine(
                    [.init(mark, .alert, marks: .bold), .init(text, role)],
                    right: [.init(face.isGroup ? names.name(of: face.room) : therapist, .dim)]))
        }
        return lines + [
            .blank, SideLine([.init(Key.enter.label(glyphs), .hintKey), .init(" unfolds them here", .dim)]),
        ]
    }

    // MARK: A free place

    /// What stands there for the one it is looked at for, who and which rooms are free, and what could go there.
    func place(at cursor: Cursor) -> [SideLine] {
        let moment = cursor.moment
        let (word, isFree) = scene.standing(at: cursor)
        var lines = [
            SideLine("\(moment.date.short)  \(moment.time)", .heading, marks: .bold),
            SideLine(word, isFree ? .good : .warning),
        ]
        guard scene.digest.days.indices.contains(moment.date - scene.week.week) else { return lines }
        let free = scene.free(at: moment, minutes: 30)
        lines.append(
            SideLine("\(free.rooms.count) rooms, \(free.therapists.count) therapists free", .dim))
        let subject = scene.subject(of: cursor)
        if subject == nil {
            lines += staff(free.therapists)
            if (1...4).contains(free.rooms.count) {
                let rooms = free.rooms.map { "\($0.name) (\($0.capacity))" }.joined(separator: ", ")
                lines += SideLine.wrapped("Rooms: \(rooms)", width: width)
            }
        }
        let services = services(at: moment, subject, free.rooms, isFree: isFree)
        guard !services.isEmpty else { return lines }
        lines += [.blank, SideLine("Could go here", .heading, marks: .bold)]
        return lines
            + SideLine.wrapped(
                services.map { scene.digest.shortNames[$0.id] ?? $0.name }.joined(separator: " "),
                width: width)
    }
    /// By name when they are few, else how many of each credential.
    private func staff(_ therapists: [Therapist]) -> [SideLine] {
        guard therapists.count > 6 else {
            return therapists.map { t in
                SideLine(
                    [.init(names.name(of: t.id).full)],
                    right: [.init(t.credentials.joined(separator: "/"), .dim)])
            }
        }
        var counts: [String: Int] = [:]
        for t in therapists { for c in t.credentials { counts[c, default: 0] += 1 } }
        let words = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { "\($0.value) \($0.key)" }
        return SideLine.wrapped(words.joined(separator: ", "), width: width, .dim)
    }
    /// Services that somebody could lead there in a room that suits. What a patient could come to is offered with
    /// what the plan lacks.
    private func services(at moment: CivilMoment, _ subject: DayRow?, _ rooms: [Room], isFree: Bool)
        -> [Service]
    {
        if case .patient? = subject { return [] }
        guard isFree else { return [] }
        return scene.week.clinic.services.filter { service in
            let able = scene.week.freeTherapists(for: service.id, at: moment)
            let suited = rooms.filter { room in service.roomFeatures.allSatisfy(room.features.contains) }
            switch subject {
            case .therapist(let id): return able.contains(id) && (service.telehealth || !suited.isEmpty)
            case .room(let id): return !able.isEmpty && suited.contains { $0.id == id }
            default: return !able.isEmpty && (service.telehealth || !suited.isEmpty)
            }
        }
    }
}
