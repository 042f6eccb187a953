internal import ClinicModel
internal import SchedulingEngine
internal import Terminal

/// What stands for the inspector on a narrow screen: the selected thing in two lines.
struct DetailLines {
    let scene: WeekScene
    let cursor: Cursor

    /// - Parameter count: how many there is room for.
    func lines(width: Int, count: Int = 2) -> [SideLine] {
        if let detail = scene.detail { return detail }
        switch cursor.target {
        case .session(let reference):
            guard let face = scene.digest.face(of: reference) else { return [] }
            return conflict(face, width: width, count: count) ?? [title(face, width: width), second(face)]
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
                    (cards.first?.pieces.map { .init($0.text, $0.role) } ?? []) + [
                        .init("  \(fold.date.short) \(fold.start)", .base)
                    ],
                    right: [.init(Key.enter.label(scene.glyphs), .hintKey), .init(" unfold", .dim)]),
                SideLine(list.joined(separator: ", "), .dim),
            ]
        case .place: return place()
        }
    }

    private func title(_ face: SessionFace, width: Int) -> SideLine {
        let times = Figures.times(face.start, face.end, scene.glyphs)
        let place = scene.digest.names.name(of: face.room)
        let left: [SideLine.Piece] = [
            .init(Cards(scene: scene, width: width).title(face), face.kind.role()),
            .init("  \(face.date.weekday.short) \(times)  \(place)"),
        ]
        guard face.isGroup else { return SideLine(left) }
        let standsOut = face.isFull || face.isUnderfilled
        let word = face.isFull ? " full" : ""
        var right: [SideLine.Piece] = [
            .init(face.seats, standsOut ? face.kind.role(face.seatStanding) : .base)
        ]
        let taken = (left + right).reduce(2 + word.count) { $0 + Canvas.width(of: $1.text) }
        let gauge = min(8, width - taken - 1)
        if gauge >= 4 { right += [.init(" ")] + Cards(scene: scene, width: width).bar(face, columns: gauge) }
        if face.isFull { right.append(.init(word, face.kind.role(.full))) }
        return SideLine(left, right: right)
    }
    private func second(_ face: SessionFace) -> SideLine {
        if let patient = scene.focus.patient { return standing(of: patient) }
        let names = scene.digest.names
        var pieces: [SideLine.Piece] = []
        for id in face.therapists {
            let credentials = scene.week.therapist(id)?.credentials.joined(separator: "/") ?? ""
            pieces.append(.init("\(names.name(of: id).full), \(credentials)  ", .dim))
        }
        if pieces.isEmpty { pieces.append(.init("no therapist yet  ", .alert)) }
        if !face.isGroup, let patient = face.patients.first {
            return SideLine(pieces + standing(of: patient).pieces)
        }
        let under = face.patients.filter { scene.week.standing(of: $0).isUnderHours }
        if !under.isEmpty {
            let list = under.map { names.name(of: $0).family }.joined(separator: ", ")
            pieces.append(.init("< hours: \(list)", .rosterUnder))
        }
        return SideLine(pieces)
    }
    /// The line below the title, or where it is too short both lines: a sentence without its number or its cure
    /// is none.
    private func conflict(_ face: SessionFace, width: Int, count: Int) -> [SideLine]? {
        guard let place = scene.conflict(of: face.reference) else { return nil }
        // Counted as the header counts them.
        let all = scene.digest.conflicts
        let number = "\(place + 1)/\(all.count)"
        let sentence = all[place].sentence(in: scene.week, naming: scene.naming)
        let sign = SideLine.Piece("! ", .alert, marks: .bold)
        let key = { (words: String) -> [SideLine.Piece] in
            width < 60 ? [] : [.init("n", .hintKey), .init(words, .dim)]
        }
        for words in [" next (conflict \(number))", " \(number)"]
        where Canvas.width(of: sentence) + 5 + Canvas.width(of: words) <= width {
            return [title(face, width: width), SideLine([sign, .init(sentence)], right: key(words))]
        }
        // Of one line alone a conflict is worth more than the title.
        if count < 2 { return [SideLine([sign, .init(sentence)], right: key(" \(number)"))] }
        return Self.both([sign], sentence, .base, on: face.date, right: key(" \(number)"), width: width)
    }
    /// The sentence with a date no oftener than so many times: its day is the one that is selected.
    private static func without(_ date: CivilDate, in sentence: String, keeping count: Int) -> String {
        var out = ""
        for (i, part) in sentence.split(separator: date.short, omittingEmptySubsequences: false).enumerated()
        {
            if i > 0, i <= count {
                out += date.short
            } else if i > 0 {
                out.removeLast(out.hasSuffix(" on ") ? 4 : out.hasSuffix(" ") ? 1 : 0)
            }
            out += part
        }
        return out
    }
    /// How long a sentence may be that has the second line for itself; nil where there is but one line.
    static func width(on size: Size) -> Int? {
        let area = ScreenAreas(size, view: .calendar).details
        return area.height > 1 ? area.width - 2 : nil
    }
    /// A sentence about a day over both lines, behind what leads it; `right` stands at the end of the second.
    static func both(
        _ lead: [SideLine.Piece], _ sentence: String, _ role: Role, on day: CivilDate,
        right: [SideLine.Piece],
        width: Int
    ) -> [SideLine] {
        let forms = [
            sentence, without(day, in: sentence, keeping: 1), without(day, in: sentence, keeping: 0),
        ]
        .map { lines(lead, $0, role, right, width) }
        return forms.first { $0[1].fits(width) } ?? forms[2]
    }
    private static func lines(
        _ lead: [SideLine.Piece], _ sentence: String, _ role: Role, _ right: [SideLine.Piece], _ width: Int
    ) -> [SideLine] {
        let taken = lead.reduce(0) { $0 + Canvas.width(of: $1.text) }
        let first = SideLine.wrap(sentence, width: max(1, width - taken)).first ?? ""
        let rest = sentence.dropFirst(first.count).drop { $0 == " " }
        return [
            SideLine(lead + [.init(first, role)]), SideLine([.init(String(rest), role)], right: right),
        ]
    }
    /// `Ruth Ember  < 6.8 of 9.8 h  2 of 3 days`
    private func standing(of patient: PatientID) -> SideLine {
        let standing = scene.week.standing(of: patient)
        let planned = max(standing.plannedMinutes, standing.leastMinutes ?? 0)
        let hours = "\(Figures.hours(standing.bundledMinutes)) of \(Figures.hours(planned)) h"
        let days =
            standing.minimumDays > 0
            ? "\(standing.days) of \(standing.minimumDays) days" : "\(standing.days) days"
        var pieces: [SideLine.Piece] = [.init(scene.digest.names.name(of: patient).full + "  ")]
        pieces.append(
            standing.isUnderHours ? .init("< \(hours)  ", .rosterUnder) : .init("\(hours)  ", .base))
        pieces.append(.init(days, standing.isShortOfDays ? .rosterUnder : .base))
        let lacking = standing.needs.filter { $0.missing > 0 }.map {
            "\($0.missing) \(scene.digest.shortNames[$0.service] ?? $0.service.rawValue)"
        }
        if !lacking.isEmpty { pieces.append(.init("  lacks \(lacking.joined(separator: ", "))", .warning)) }
        return SideLine(pieces)
    }
    private func place() -> [SideLine] {
        let (word, isFree) = scene.standing(at: cursor)
        let free = scene.free(at: cursor.moment, minutes: 30)
        let who = free.therapists.map { scene.digest.names.name(of: $0.id).distinct }
        let first = SideLine(
            [
                .init("\(cursor.moment.date.short)  \(cursor.moment.time)  ", .heading, marks: .bold),
                .init(word, isFree ? .good : .warning),
            ], right: [.init("\(free.rooms.count) rooms free", .dim)])
        if case .patient(let id)? = scene.subject(of: cursor) { return [first, standing(of: id)] }
        return [
            first,
            SideLine([
                .init("in and free: ", .dim), .init(who.isEmpty ? "nobody" : who.joined(separator: ", ")),
            ]),
        ]
    }
}
