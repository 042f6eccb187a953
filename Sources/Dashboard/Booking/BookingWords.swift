internal import ClinicModel
internal import SchedulingEngine
internal import Terminal

/// What is said about the places of a booking, beside the calendar or in two lines below it.
struct BookingWords {
    let state: DashboardState
    let booking: Booking
    let short: [ServiceID: String]
    private let width = 34

    init(state: DashboardState, booking: Booking, short: [ServiceID: String]) {
        self.state = state
        self.booking = booking
        self.short = short
    }
    private var week: ClinicWeek { state.week }
    private var naming: Naming { state.scene.naming }

    var side: [SideLine] {
        var lines: [SideLine] = []
        if booking.places.isEmpty {
            lines += nothing
        } else {
            lines.append(
                SideLine(booking.isGroup ? "Seats, best first" : "Places, best first", .heading, marks: .bold)
            )
            for (i, place) in booking.places.enumerated() { lines.append(line(i, place)) }
            lines.append(.blank)
            if let place = booking.place {
                for reason in place.reasons {
                    lines += SideLine.wrapped(
                        reason.sentence(in: week, naming: naming), width: width, role(of: reason))
                }
            }
        }
        lines.append(.blank)
        lines += variantLines
        return lines
    }

    private func line(_ i: Int, _ place: Suggestion) -> SideLine {
        let isChosen = i == booking.chosen
        var text = " \(place.date.weekday.short) \(place.start)"
        if let latest = place.latestEqualStart { text += "\(state.scene.glyphs.dash)\(latest)" }
        let who = place.therapists.map { state.scene.digest.names.name(of: $0).distinct }.joined(
            separator: "+")
        text += " " + who
        if let seats = place.seatsLeft { text += ", \(seats) left" }
        return SideLine(
            [
                .init(String(Booking.letters[i]), .letter, marks: .bold),
                .init(text, isChosen ? .selection : .base, marks: isChosen ? .bold : []),
            ], right: [.init(cost(place.cost), place.cost <= 0 ? .good : .warning)])
    }
    private func cost(_ n: Int) -> String { n > 0 ? "+\(n)" : "\(n)" }
    private func role(of reason: Reason) -> Role {
        switch reason {
        case .meetsNeed, .primaryTherapist, .preferredHours, .sameTrip, .completesDay, .dayTowardMinimum,
            .fillsGroup:
            .good
        case .beyondPlan, .outsidePreferredHours, .shortDay, .underfilled, .clashesLater, .otherTherapist:
            .warning
        case .careTeam, .extraTrip, .waiting, .seatsLeft: .base
        }
    }

    /// "of 212 starts: 140 inside her work hours, …", and what giving something up would open.
    private var nothing: [SideLine] {
        let starts = booking.isGroup ? "sessions" : "starts"
        var lines = [SideLine("Nothing fits this week", .alert, marks: .bold)]
        lines.append(SideLine("Of \(booking.why.startsTried) \(starts):", .base))
        for count in booking.why.counts {
            lines.append(
                SideLine([
                    .init(Self.padded(count.count, 5), .strong),
                    .init(" \(RuleBook.title(of: count.rule))", .dim),
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
        return lines
    }
    private func words(_ what: Relaxation.What) -> String {
        switch what {
        case .rule(let rule): "without: \(RuleBook.title(of: rule))"
        case .therapist(let id): "with \(state.scene.digest.names.name(of: id).distinct)"
        case .room(let id): "in \(week.name(of: id, naming))"
        }
    }
    private static func padded(_ n: Int, _ width: Int) -> String {
        let s = String(n)
        return String(repeating: " ", count: max(0, width - s.count)) + s
    }
    private var variantLines: [SideLine] {
        var pieces: [SideLine.Piece] = [.init("Tab ", .hintKey)]
        for (i, v) in booking.variants.enumerated() {
            if i > 0 { pieces.append(.init(" \(state.scene.glyphs.middleDot) ", .dim)) }
            let on = v.variant == booking.variant
            pieces.append(.init(on ? "[\(v.words)]" : v.words, on ? .strong : .dim, marks: on ? .bold : []))
        }
        var lines = [SideLine(pieces)]
        if booking.variant == .weeklyUntil {
            let date = state.phrase.date(booking.until.text)
            lines.append(
                SideLine([
                    .init("until ", .dim), .init(booking.until.text + "_", .input),
                    .init(date.map { "  \($0.short)" } ?? "  a date", date == nil ? .warning : .good),
                ]))
        }
        if let t = booking.therapist { lines.append(SideLine("only with \(state.name(t))", .dim)) }
        if let r = booking.room { lines.append(SideLine("only in \(week.name(of: r, naming))", .dim)) }
        for rule in booking.relaxing.sorted(by: { $0.rawValue < $1.rawValue }) {
            lines.append(SideLine("without: \(RuleBook.title(of: rule))", .warning))
        }
        return lines
    }

    var detail: [SideLine] {
        guard let place = booking.place else {
            let counts = booking.why.counts.prefix(3).map { "\($0.count) \(RuleBook.title(of: $0.rule))" }
            let offers = booking.why.relaxations.prefix(3).enumerated().map {
                "\($0 + 1) \(words($1.what)): \($1.opens)"
            }
            return [
                SideLine([
                    .init("Nothing fits. ", .alert, marks: .bold),
                    .init("Of \(booking.why.startsTried): \(counts.joined(separator: ", "))", .base),
                ]),
                SideLine(offers.isEmpty ? "Try another week: H L" : offers.joined(separator: "  "), .link),
            ]
        }
        let first = line(booking.chosen, place)
        let reasons = place.reasons.map { $0.sentence(in: week, naming: naming) }.joined(separator: "; ")
        return [
            SideLine(first.pieces + [.init("  " + reasons, .dim)], right: first.right),
            variantLines.first ?? .blank,
        ]
    }
}
