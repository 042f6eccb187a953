internal import ClinicModel
internal import FrontDesk
internal import SchedulingEngine
internal import Terminal

/// What is said about a set of places, beside the calendar or in two lines below it.
struct AdmittingWords {
    let state: DashboardState
    let admitting: Admitting
    private let width = 34

    init(state: DashboardState, admitting: Admitting) {
        self.state = state
        self.admitting = admitting
    }
    private var week: ClinicWeek { state.week }
    private var glyphs: GlyphSet { state.glyphs }
    private var found: Admission { admitting.found }

    var side: [SideLine] {
        guard let set = admitting.chosenSet else { return nothing }
        var lines = [
            SideLine(
                [.init("Set \(admitting.set + 1) of \(found.sets.count)", .heading, marks: .bold)],
                right: [cost(set)])
        ]
        lines += SideLine.wrapped(set.title, width: width, .good)
        if !admitting.reason.isEmpty {
            lines += SideLine.wrapped("because: \(admitting.reason)", width: width, .dim)
        }
        lines.append(.blank)
        lines += set.places.indices.map { line($0, set.places[$0]) }
        // A line each, all of them to be seen before it is booked; Tab leads to what stands behind them.
        lines += set.unmet.map { SideLine("! " + words($0), .warning) }
        lines.append(
            SideLine([
                .init(Figures.left("Later", 8), .dim),
                later(set).map { .init($0, .warning) } ?? .init("holds in all weeks seen", .good),
            ]))
        lines += others + state.foresightLines(width: width, withLater: false)
        if let place = admitting.chosenPlace {
            lines += [.blank] + SideLine.wrapped(form(place), width: width, .dim)
            for reason in place.reasons where !reason.countsSeats {
                lines += SideLine.wrapped(
                    reason.sentence(in: week, naming: state.scene.naming), width: width, reason.role)
            }
        }
        return lines
    }

    /// All there is to say about the set, to be read line by line.
    func everything(_ width: Int) -> [SideLine] {
        guard let set = admitting.chosenSet else { return nothing }
        var lines = [SideLine(figures(set).pieces, right: [cost(set)])]
        lines += SideLine.wrapped(set.title, width: width, .good)
        lines.append(.blank)
        for (i, place) in set.places.enumerated() {
            lines.append(line(i, place))
            let reasons = place.reasons.filter { !$0.countsSeats }.map {
                $0.sentence(in: week, naming: state.scene.naming)
            }
            lines += indented("\(form(place)): \(reasons.joined(separator: "; "))", width, .dim)
        }
        if !set.unmet.isEmpty { lines += [.blank, SideLine("Not met", .heading, marks: .bold)] }
        for gap in set.unmet { lines += indented(gap.sentence(in: week), width, .warning) }
        lines += [.blank, SideLine("Later weeks", .heading, marks: .bold)]
        if set.later.isEmpty { lines.append(SideLine("  Every place holds in all weeks seen.", .good)) }
        for exception in set.later {
            let text = exception.sentence(in: week, naming: state.scene.naming)
            let letter = String(Admitting.letter(exception.place))
            for (n, part) in SideLine.wrap(text, width: width - 2).enumerated() {
                lines.append(
                    SideLine([
                        .init(n == 0 ? letter + " " : "  ", .letter),
                        .init(part, exception.isLeftOut ? .base : .warning),
                    ]))
            }
        }
        return lines + others + state.foresightLines(width: width)
    }
    private func indented(_ text: String, _ width: Int, _ role: Role) -> [SideLine] {
        SideLine.wrap(text, width: width - 2).map { SideLine("  " + $0, role) }
    }

    /// `1 PRC not met`
    private func words(_ gap: AdmissionGap) -> String {
        "\(gap.sessions) \(state.short(gap.service)) not met"
    }
    /// `11 clashes, from 30 Nov`, as the desk counts them; before it has, and where it finds none, what the set
    /// says itself. Nil: every place holds.
    private func later(_ set: AdmissionSet) -> String? {
        func words(_ n: Int, _ one: String, _ many: String, _ first: CivilDate) -> String {
            "\(n) \(n == 1 ? one : many), from \(first.day) \(first.monthShort)"
        }
        if let clashes = state.foresightOfDraft?.later {
            return words(clashes.count, "clash", "clashes", clashes.first.date)
        }
        guard let first = set.later.map(\.date).min() else { return nil }
        return words(set.later.count, "exception", "exceptions", first)
    }

    /// `6.8 of 9.8 h  2 of 3 days  2 trips`, with all of the set, measured as on the patient's card.
    private func figures(_ set: AdmissionSet) -> SideLine {
        let s = set.standing
        let planned = max(s.plannedMinutes, s.leastMinutes ?? 0)
        let hours = planned > 0 ? " of \(Figures.hours(planned))" : ""
        let days = s.minimumDays > 0 ? " of \(s.minimumDays)" : ""
        let isShort = s.isUnderHours || s.isShortOfDays
        return SideLine(
            "\(Figures.hours(s.bundledMinutes))\(hours) h  \(s.days)\(days) days  "
                + (s.trips == 1 ? "1 trip" : "\(s.trips) trips"), isShort ? .warning : .base)
    }
    private func line(_ i: Int, _ place: AdmittedPlace) -> SideLine {
        let isChosen = i == admitting.place
        let who = place.placement.therapists.map { state.names.name(of: $0).distinct }
            .joined(separator: "+")
        return SideLine(
            [
                .init(String(Admitting.letter(i)), .letter, marks: .bold),
                .init(isChosen ? String(glyphs.pointer) : " ", .strong),
                .init(
                    "\(place.date.weekday.short) \(place.placement.start) \(state.short(place.placement.service)) \(who)",
                    isChosen ? .strong : .base, marks: isChosen ? .bold : []),
            ], right: place.seatsLeft.map { [.init("\($0) left", .dim)] } ?? [])
    }
    private func form(_ place: AdmittedPlace) -> String {
        let p = place.placement
        let room = p.room.map { " in " + state.names.name(of: $0) } ?? ""
        let name = week.name(of: p.service)
        return switch place.form {
        case .enrolled: "\(name), from now on\(room)"
        case .guest: "\(name), this time\(room)"
        case .standing: "\(name), every week\(room)"
        case .single: "\(name), once\(room)"
        }
    }
    private func cost(_ set: AdmissionSet) -> SideLine.Piece {
        let n = set.after.total - found.before.total
        return .init(n > 0 ? "+\(n)" : "\(n)", n <= 0 ? .good : .warning)
    }

    /// The other sets, each by what it is best for and how far its score is from this one's.
    private var others: [SideLine] {
        guard found.sets.count > 1, let this = admitting.chosenSet else { return [] }
        var lines: [SideLine] = [.blank, SideLine("Other sets", .heading, marks: .bold)]
        for (i, set) in found.sets.enumerated() where i != admitting.set {
            let n = set.after.total - this.after.total
            let trips = set.standing.trips == 1 ? "1 trip" : "\(set.standing.trips) trips"
            lines.append(
                SideLine(
                    [
                        .init("\(i + 1) ", .dim),
                        .init(set.title + ", " + trips, .base),
                    ], right: [.init(n > 0 ? "+\(n)" : "\(n)", n <= 0 ? .good : .warning)]))
        }
        return lines
    }
    private var nothing: [SideLine] {
        if !found.standing.isActive {
            return [SideLine("Not in care in this week", .warning, marks: .bold)]
                + SideLine.wrapped("Another week: H L.", width: width, .dim)
        }
        if found.isComplete {
            return [
                SideLine("Nothing is missing this week", .good, marks: .bold),
                SideLine("Every need of the plan is met.", .dim),
            ]
        }
        var lines = [SideLine("Nothing fits this week", .alert, marks: .bold)]
        for gap in found.unmet {
            lines += SideLine.wrapped(gap.sentence(in: week), width: width, .warning)
        }
        return lines + [.blank] + SideLine.wrapped("Another week: H L.", width: width, .dim)
    }

    var detail: [SideLine] {
        guard let set = admitting.chosenSet, let place = admitting.chosenPlace else {
            let gaps = found.unmet.map { $0.sentence(in: week) }.joined(separator: "; ")
            let lines =
                gaps.isEmpty
                ? nothing
                : SideLine.wrapped(
                    "Nothing fits this week: \(gaps)", width: state.size.columns - 2, .alert)
            return [lines[0], lines.count > 1 ? lines[1] : .blank]
        }
        let here = line(admitting.place, place)
        let reasons = place.reasons.filter { !$0.countsSeats }
            .map { $0.sentence(in: week, naming: state.scene.naming) }.joined(separator: "; ")
        // What is missing and what fails later in a few words, then what else comes of it.
        let lacking = set.unmet.map { "\($0.sessions) \(state.short($0.service))" }.joined(separator: ", ")
        let all = [
            lacking.isEmpty ? nil : "not met: \(lacking)", later(set).map { "later \($0)" },
            state.foresightWarning(withLater: false),
        ].compactMap(\.self)
        let warning = all.isEmpty ? nil : all.joined(separator: "; ")
        return [
            SideLine(
                [.init("Set \(admitting.set + 1)/\(found.sets.count)  ", .strong, marks: .bold)]
                    + figures(set).pieces + [.init("  \(set.title)", .good)], right: [cost(set)]),
            warning.map { w in
                SideLine(here.pieces + [.init("  ! " + w, .warning)])
            } ?? SideLine(here.pieces + [.init("  " + reasons, .dim)], right: here.right),
        ]
    }
}

extension Reason {
    /// Whether it speaks for a place or against it.
    var role: Role {
        switch self {
        case .meetsNeed, .primaryTherapist, .preferredHours, .sameTrip, .completesDay, .dayTowardMinimum,
            .fillsGroup:
            .good
        case .beyondPlan, .outsidePreferredHours, .shortDay, .underfilled, .clashesLater, .otherTherapist:
            .warning
        case .careTeam, .extraTrip, .waiting, .seatsLeft: .base
        }
    }
    /// Where the seats are counted beside a place, they are not told once more.
    var countsSeats: Bool { if case .seatsLeft = self { true } else { false } }
}
