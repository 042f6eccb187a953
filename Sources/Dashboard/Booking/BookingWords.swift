internal import ClinicModel
internal import SchedulingEngine
internal import Terminal

/// What is said about the places of a booking, beside the calendar or in two lines below it.
struct BookingWords {
    let state: DashboardState
    let booking: Booking
    private let width = 34

    init(state: DashboardState, booking: Booking) {
        self.state = state
        self.booking = booking
    }
    private var week: ClinicWeek { state.week }
    private var naming: Naming { state.scene.naming }
    private var glyphs: GlyphSet { state.glyphs }

    var side: [SideLine] {
        var lines: [SideLine] = []
        if booking.places.isEmpty { lines += nothing } else { lines += list }
        if let walked = booking.walked {
            lines += [
                .blank,
                SideLine(
                    [.init("Here ", .heading, marks: .bold), .init(stand.text, stand.role, marks: .bold)],
                    right: [cost(walked.cost)]),
            ]
            lines.append(SideLine(where_(walked), .dim))
            for v in booking.verdict.prefix(3) {
                lines += SideLine.wrapped(
                    v.sentence(in: week, naming: naming), width: width, booking.fit.role)
            }
        }
        lines.append(.blank)
        lines += variantLines
        lines += state.foresightLines(width: width)
        return lines
    }
    private var list: [SideLine] {
        var lines = [
            SideLine(
                [
                    .init(
                        booking.isGroup ? "Seats, best first" : "Places, best first", .heading, marks: .bold)
                ], right: [.init("points", .dim)])
        ]
        for (i, place) in booking.places.enumerated() { lines.append(line(i, place)) }
        guard booking.walked == nil, let place = booking.place else { return lines }
        lines.append(.blank)
        for reason in place.reasons where !reason.countsSeats {
            lines += SideLine.wrapped(
                reason.sentence(in: week, naming: naming), width: width, reason.role)
        }
        return lines
    }
    private var stand: (text: String, role: Role) {
        if let loss = booking.loss { return ("x taken" + (loss.by.map { " by \($0)" } ?? ""), .clash) }
        return (glyphs.words(booking.fit), booking.fit.role)
    }
    private func where_(_ place: Suggestion) -> String {
        let who = place.therapists.map { state.names.name(of: $0).distinct }.joined(separator: "+")
        let room = place.room.map { ", " + state.names.name(of: $0) } ?? ""
        return "\(place.placement.begins.short) \(who.isEmpty ? "no therapist" : who)\(room)"
    }

    private func line(_ i: Int, _ place: Suggestion) -> SideLine {
        let isChosen = i == booking.chosen && booking.walked == nil
        var text = "\(place.date.weekday.short) \(place.start)"
        if let latest = place.latestEqualStart { text += glyphs.range(to: latest) }
        let who = place.therapists.map { state.names.name(of: $0).distinct }.joined(separator: "+")
        text += " " + who
        if let seats = place.seatsLeft { text += ", \(seats) free" }
        return SideLine(
            [
                .init(String(Booking.letters[i]), .letter, marks: .bold),
                .init(isChosen ? String(glyphs.pointer) : " ", .strong),
                .init(text, isChosen ? .strong : .base, marks: isChosen ? .bold : []),
            ], right: [cost(place.cost)])
    }
    private func cost(_ n: Int) -> SideLine.Piece {
        .init(n > 0 ? "+\(n)" : "\(n)", n <= 0 ? .good : .warning)
    }
    /// "of 212 starts: 140 inside her work hours, …", and what giving something up would open.
    private var nothing: [SideLine] {
        var lines = [SideLine("Nothing fits this week", .alert, marks: .bold)]
        let tried = booking.why.startsTried
        if let seated { lines += SideLine.wrapped(seated, width: width, .base) }
        if tried > 0 || seated == nil {
            lines.append(
                SideLine(
                    tried == 0
                        ? booking.isGroup ? "No group of it meets." : "The clinic has no hours for it."
                        : "Of \(tried) \(booking.isGroup ? "groups" : "starts"):"))
        }
        for count in booking.why.counts {
            lines.append(
                SideLine([
                    .init(Figures.right("\(count.count)", 5), .strong),
                    .init(" \(RuleBook.loss(to: count.rule))", .dim),
                ]))
        }
        lines.append(.blank)
        if booking.why.relaxations.isEmpty {
            lines += SideLine.wrapped(
                "Giving up one rule alone opens nothing. Try another week: H L.", width: width, .dim)
        } else {
            lines.append(SideLine("What would open places", .heading, marks: .bold))
            for (i, r) in booking.why.relaxations.prefix(9).enumerated() {
                lines.append(
                    SideLine(
                        [.init("\(i + 1)", .link, marks: .bold), .init(" " + words(r.what), .link)],
                        right: [.init("\(r.opens)", .base)]))
            }
        }
        if !booking.occupied.isEmpty { lines.append(.blank) }
        for place in booking.occupied.prefix(2) {
            lines += SideLine.wrapped(place.sentence(in: week, naming: naming), width: width, .dim)
        }
        return lines
    }
    /// The groups that the patient is in anyway: they are none to book.
    private var seated: String? {
        let held = booking.why.seated.compactMap { week.session($0) }.sorted { $0.begins < $1.begins }
        if held.isEmpty { return nil }
        return "Already in it: " + held.map(\.begins.short).joined(separator: ", ")
    }
    private func words(_ what: Relaxation.What) -> String {
        switch what {
        case .rule(let rule): "without: \(RuleBook.title(of: rule))"
        case .therapist(let id): "with \(state.names.name(of: id).distinct)"
        case .room(let id): "in \(state.names.name(of: id))"
        }
    }
    private var chosenVariant: String {
        booking.variants.first { $0.variant == booking.variant }?.words ?? ""
    }
    private var variantLines: [SideLine] {
        let key = state.keymap.key(
            of: booking.isTypingDate ? .toggle : .variant, in: booking.isTypingDate ? .list : .places)
        var pieces: [SideLine.Piece] = [.init("\(key?.name ?? "") ", .hintKey)]
        for (i, v) in booking.variants.enumerated() {
            if i > 0 { pieces.append(.init(" \(glyphs.middleDot) ", .dim)) }
            let on = v.variant == booking.variant
            pieces.append(.init(on ? "[\(v.words)]" : v.words, on ? .strong : .dim, marks: on ? .bold : []))
        }
        var lines = [SideLine(pieces)]
        if booking.variant == .weeklyUntil {
            let date = state.phrase.date(booking.until.text)
            let shown = date.map { "\($0.short) \($0.year)" } ?? "a date, like 18 dec"
            lines.append(
                SideLine([
                    .init("until ", .dim), .init(booking.until.text + "_", .input),
                    .init("  " + shown, date == nil ? .warning : .good),
                ]))
        }
        lines += wishes.map { SideLine($0, .dim) }
        for rule in booking.relaxing.sorted(by: { $0.rawValue < $1.rawValue }) {
            lines.append(SideLine("without: \(RuleBook.title(of: rule))", .warning))
        }
        if !booking.reason.isEmpty { lines.append(SideLine("because: \(booking.reason)", .dim)) }
        return lines
    }

    /// What was asked for by `t` and `r`.
    private var wishes: [String] {
        [
            booking.therapist.map { "only with \(state.name($0))" },
            booking.room.map { "only in \(state.names.name(of: $0))" },
        ].compactMap { $0 }
    }

    var detail: [SideLine] {
        var variant = variantLines.first ?? .blank
        variant.right = wishes.isEmpty ? [] : [.init(wishes.joined(separator: ", "), .strong)]
        guard let place = booking.place else {
            let counts = booking.why.counts.prefix(3).map { "\($0.count) \(RuleBook.loss(to: $0.rule))" }
            let offers = booking.why.relaxations.prefix(3).enumerated().map {
                "\($0 + 1) \(words($1.what)): \($1.opens)"
            }
            return [
                SideLine([
                    .init("Nothing fits. ", .alert, marks: .bold),
                    .init(
                        booking.why.startsTried == 0
                            ? seated
                                ?? (booking.isGroup
                                    ? "No group of it meets." : "The clinic has no hours for it.")
                            : "Of \(booking.why.startsTried): \(counts.joined(separator: ", "))", .base),
                ]),
                SideLine(
                    offers.isEmpty
                        ? booking.occupied.first?.sentence(in: week, naming: naming)
                            ?? "Try another week: H L"
                        : offers.joined(separator: "  "), .link),
            ]
        }
        if booking.isTypingDate, variantLines.count > 1 { return [variantLines[1], variant] }
        if booking.walked != nil {
            let said = booking.verdict.first?.sentence(in: week, naming: naming)
            if let said, let width = DetailLines.width(on: state.size), Canvas.width(of: said) > width {
                return DetailLines.both(
                    [.init(stand.text, stand.role, marks: .bold), .init("  ")], said, booking.fit.role,
                    on: place.date, right: [cost(place.cost)], width: width)
            }
            return [
                SideLine(
                    [.init(where_(place) + "  "), .init(stand.text, stand.role, marks: .bold)],
                    right: [cost(place.cost)]),
                said.map { SideLine($0, booking.fit.role) } ?? variant,
            ]
        }
        var first = line(booking.chosen, place)
        if let room = place.room { first.pieces.append(.init(", " + state.names.name(of: room))) }
        let reasons = place.reasons.filter { !$0.countsSeats }
            .map { $0.sentence(in: week, naming: naming) }.joined(separator: "; ")
        return [
            SideLine(first.pieces + [.init("  " + reasons, .dim)], right: first.right),
            state.foresightWarning().map {
                SideLine([.init("! " + $0, .warning)], right: [.init("[\(chosenVariant)]", .strong)])
            } ?? variant,
        ]
    }
}

extension Booking.Loss {
    /// `Tue 24 Nov 20:30 was taken meanwhile by anna; choose a place anew`
    var sentence: String {
        "\(at.short) was taken meanwhile\(by.map { " by \($0)" } ?? ""); choose a place anew"
    }
}

extension DashboardState {
    var foresightOfDraft: Foresight? {
        guard let foresight, let (intent, permit) = mode.draft?.wish(phrase) else { return nil }
        return foresight.isOf(intent, permit) ? foresight : nil
    }
    /// What else comes of the draft in hand, once the desk has said it.
    func foresightLines(width: Int, withLater: Bool = true) -> [SideLine] {
        guard let foresight = foresightOfDraft else { return [] }
        switch foresight.forecast {
        case nil: return []
        case .fine(let said):
            // The score stands beside the place already.
            let rest = said.filter { !$0.isScore && (withLater || !$0.isLater) }
            guard !rest.isEmpty else { return [] }
            return [.blank, SideLine("Then", .heading, marks: .bold)]
                + rest.prefix(6).flatMap {
                    SideLine.wrapped(
                        ($0.isWarning ? "! " : "") + $0.text, width: width, $0.isWarning ? .warning : .base)
                }
        case .refused(let lines, _):
            // What the place itself breaks is said beside it already.
            if mode.draft?.isBroken == true { return [] }
            return [.blank, SideLine("In the way", .alert, marks: .bold)]
                + lines.prefix(4).flatMap { SideLine.wrapped($0, width: width, .clash) }
        }
    }
    /// The first thing that speaks against the draft, for narrow screens.
    func foresightWarning(withLater: Bool = true) -> String? {
        guard let foresight = foresightOfDraft else { return nil }
        switch foresight.forecast {
        case .fine(let said): return said.first { $0.isWarning && (withLater || !$0.isLater) }?.text
        case .refused(let lines, _): return lines.first
        case nil: return nil
        }
    }
}
