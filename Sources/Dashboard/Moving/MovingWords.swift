internal import ClinicModel
internal import SchedulingEngine
internal import Terminal

/// The reason where a carried session stands now, and where else it can go.
struct MovingWords {
    let state: DashboardState
    let moving: Moving
    private var naming: Naming { state.scene.naming }

    init(state: DashboardState, moving: Moving) {
        self.state = state
        self.moving = moving
    }

    private var stand: SideLine {
        let p = moving.placement
        let where_ = "\(p.begins.short)"
        if moving.reseated != nil, moving.seat == nil {
            return SideLine([.init("\(where_)  ", .heading), .init("x no session to sit in", .clash)])
        }
        let word =
            switch moving.fit {
            case .fits: moving.isWhereItWas ? "where it was" : "\(state.scene.glyphs.check) fits"
            case .warns: "~ fits with a warning"
            case .clashes: "x clashes"
            }
        return SideLine(
            [.init("\(where_)  ", .heading, marks: .bold), .init(word, moving.fit.role, marks: .bold)],
            right: moving.cost.map { [.init($0 > 0 ? "+\($0)" : "\($0)", $0 <= 0 ? .good : .warning)] } ?? [])
    }
    private func sentences(_ most: Int) -> [String] {
        moving.verdict.prefix(most).map { $0.sentence(in: state.week, naming: naming) }
    }

    var side: [SideLine] {
        let width = 34
        var lines = [stand]
        let p = moving.placement
        let who = p.therapists.map { state.name($0) }.joined(separator: ", ")
        lines.append(SideLine([.init(who.isEmpty ? "no therapist" : who, .dim)]))
        if let room = p.room { lines.append(SideLine(state.week.name(of: room, naming), .dim)) }
        if let mark = moving.marks[p.begins], let coming = mark.coming, let roster = mark.roster {
            lines.append(
                SideLine("\(coming)/\(roster) of the roster can come", coming == roster ? .good : .warning))
        }
        lines.append(.blank)
        for s in sentences(5) { lines += SideLine.wrapped(s, width: width, moving.fit.role) }
        if moving.verdict.count > 5 { lines.append(SideLine("and \(moving.verdict.count - 5) more", .dim)) }
        if !moving.verdict.isEmpty { lines.append(.blank) }
        if !moving.best.isEmpty {
            lines.append(SideLine("Best places", .heading, marks: .bold))
            for (i, s) in moving.best.enumerated() {
                let mark = moving.marks[s.placement.begins]
                var text = " \(s.date.weekday.short) \(s.start)"
                if let t = s.therapists.first { text += " " + state.scene.digest.names.name(of: t).distinct }
                let note =
                    s.seatsLeft.map { "\($0) left" }
                    ?? mark.flatMap { m in m.coming.map { "\($0)/\(m.roster ?? 0)" } }
                    ?? (s.cost > 0 ? "+\(s.cost)" : "\(s.cost)")
                lines.append(
                    SideLine(
                        [.init(String(Booking.letters[i]), .letter, marks: .bold), .init(text)],
                        right: [.init(note, .dim)]))
            }
        }
        return lines
    }
    var detail: [SideLine] {
        let said = sentences(2).joined(separator: " ")
        let letters = moving.best.enumerated().map {
            "\(Booking.letters[$0]) \($1.date.weekday.short) \($1.start)"
        }
        return [
            stand,
            said.isEmpty
                ? SideLine([.init("Best: ", .dim), .init(letters.joined(separator: "  "), .letter)])
                : SideLine(said, moving.fit.role),
        ]
    }
}
