internal import ClinicModel
internal import SchedulingEngine
internal import Terminal

/// The reason where a carried session stands now, and where else it can go.
struct MovingWords {
    let state: DashboardState
    let moving: Moving
    private let width = 34
    private var naming: Naming { state.scene.naming }
    private var glyphs: GlyphSet { state.glyphs }

    init(state: DashboardState, moving: Moving) {
        self.state = state
        self.moving = moving
    }

    private var stand: SideLine {
        let p = moving.placement
        if moving.reseated != nil, moving.seat == nil {
            return SideLine([.init("\(p.begins.short)  ", .heading), .init("x no group to sit in", .clash)])
        }
        return SideLine(
            [.init("\(p.begins.short)  ", .heading, marks: .bold), verdict],
            right: moving.cost.map { [.init($0 > 0 ? "+\($0)" : "\($0)", $0 <= 0 ? .good : .warning)] } ?? [])
    }
    private var verdict: SideLine.Piece {
        let isHome = moving.fit == .fits && moving.isWhereItWas
        return .init(isHome ? "where it was" : glyphs.words(moving.fit), moving.fit.role, marks: .bold)
    }
    private func sentences(_ most: Int) -> [String] {
        moving.verdict.prefix(most).map { $0.sentence(in: state.week, naming: naming) }
    }
    private var coming: SideLine? {
        guard let mark = moving.marks[moving.placement.begins], let coming = mark.coming,
            let roster = mark.roster
        else { return nil }
        return SideLine("\(coming)/\(roster) of the roster can come", coming == roster ? .good : .warning)
    }

    var side: [SideLine] {
        var lines = [stand]
        let p = moving.placement
        let who = p.therapists.map { state.name($0) }.joined(separator: ", ")
        lines.append(SideLine(who.isEmpty ? "no therapist" : who, .dim))
        if let room = p.room { lines.append(SideLine(state.week.name(of: room, naming), .dim)) }
        if let coming { lines.append(coming) }
        if !moving.reason.isEmpty { lines.append(SideLine("because: \(moving.reason)", .dim)) }
        lines.append(.blank)
        for s in sentences(5) { lines += SideLine.wrapped(s, width: width, moving.fit.role) }
        if moving.verdict.count > 5 { lines.append(SideLine("and \(moving.verdict.count - 5) more", .dim)) }
        if !moving.verdict.isEmpty { lines.append(.blank) }
        if !moving.best.isEmpty {
            lines.append(
                SideLine(moving.reseated == nil ? "Best places" : "Other seats", .heading, marks: .bold))
            for (i, s) in moving.best.enumerated() { lines.append(line(i, s)) }
        }
        return lines + state.foresightLines(width: width)
    }
    private func line(_ i: Int, _ s: Suggestion) -> SideLine {
        let isHere = moving.stands(at: s)
        var text = "\(s.date.weekday.short) \(s.start)"
        if let latest = s.latestEqualStart { text += glyphs.range(to: latest) }
        if let t = s.therapists.first { text += " " + state.names.name(of: t).distinct }
        return SideLine(
            [
                .init(String(Booking.letters[i]), .letter, marks: .bold),
                .init(isHere ? String(glyphs.pointer) : " ", .strong),
                .init(text, isHere ? .strong : .base, marks: isHere ? .bold : []),
            ], right: [.init(state.note(of: s, moving), .dim)])
    }
    var detail: [SideLine] {
        let width = DetailLines.width(on: state.size) ?? .max
        if let said = sentences(1).first, Canvas.width(of: said) > width {
            return DetailLines.both(
                [verdict, .init("  ")], said, moving.fit.role, on: moving.placement.date, right: stand.right,
                width: width)
        }
        let both = sentences(2).joined(separator: " ")
        let said = Canvas.width(of: both) <= width ? both : sentences(1).first ?? ""
        let letters = moving.best.enumerated().map {
            "\(Booking.letters[$0]) \($1.date.weekday.short) \($1.start)"
        }
        var first = stand
        if let coming { first.pieces += [.init("  ", .base)] + coming.pieces }
        let best =
            letters.isEmpty
            ? SideLine("No other place fits this week; H and L look at others", .dim)
            : SideLine([.init("Best: ", .dim), .init(letters.joined(separator: "  "), .letter)])
        return [
            first,
            said.isEmpty
                ? state.foresightWarning().map { SideLine("! " + $0, .warning) } ?? best
                : SideLine(said, moving.fit.role),
        ]
    }
}
