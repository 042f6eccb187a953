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
        if !set.aims.isEmpty { lines += SideLine.wrapped(aims(set), width: width, .good) }
        lines.append(figures(set))
        if !admitting.reason.isEmpty {
            lines += SideLine.wrapped("because: \(admitting.reason)", width: width, .dim)
        }
        lines.append(.blank)
        lines += set.places.indices.map { line($0, set.places[$0]) }
        for gap in set.unmet {
            lines += SideLine.wrapped("! " + gap.sentence(in: week), width: width, .warning)
        }
        if let place = admitting.chosenPlace {
            lines.append(.blank)
            lines.append(SideLine(form(place), .dim))
            for reason in place.reasons {
                lines += SideLine.wrapped(
                    reason.sentence(in: week, naming: state.scene.naming), width: width, reason.role)
            }
        }
        lines += others
        lines += later(set)
        return lines + state.foresightLines(width: width)
    }

    private func aims(_ set: AdmissionSet) -> String { set.aims.map(\.title).joined(separator: ", ") }
    /// `6.8 h of 9.8 · 2 days of 3 · 2 trips`
    private func figures(_ set: AdmissionSet) -> SideLine {
        let s = set.standing
        let hours = s.leastMinutes.map { "/\(Figures.hours($0))" } ?? ""
        let days = s.minimumDays > 0 ? "/\(s.minimumDays)" : ""
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
                        .init(set.aims.isEmpty ? trips : aims(set) + ", " + trips, .base),
                    ], right: [.init(n > 0 ? "+\(n)" : "\(n)", n <= 0 ? .good : .warning)]))
        }
        return lines
    }
    private func later(_ set: AdmissionSet) -> [SideLine] {
        guard !set.later.isEmpty else { return [] }
        var lines: [SideLine] = [.blank, SideLine("Later weeks", .heading, marks: .bold)]
        for exception in set.later.prefix(8) {
            let letter = String(Admitting.letter(exception.place))
            let wrapped = SideLine.wrap(
                exception.sentence(in: week, naming: state.scene.naming), width: width - 2)
            for (n, text) in wrapped.enumerated() {
                lines.append(
                    SideLine([
                        .init(n == 0 ? letter + " " : "  ", .letter),
                        .init(text, exception.isLeftOut ? .base : .warning),
                    ]))
            }
        }
        if set.later.count > 8 { lines.append(SideLine("and \(set.later.count - 8) more", .dim)) }
        return lines
    }

    private var nothing: [SideLine] {
        if found.isComplete {
            return [
                SideLine("Nothing is missing this week", .good, marks: .bold),
                SideLine("Every need of the plan is met.", .dim),
            ]
        }
        var lines = [SideLine("Nothing fits this week", .alert, marks: .bold)]
        if !found.standing.isActive { lines.append(SideLine("Not in care in it.", .dim)) }
        for gap in found.unmet {
            lines += SideLine.wrapped(gap.sentence(in: week), width: width, .warning)
        }
        return lines + [.blank] + SideLine.wrapped("Another week: H L.", width: width, .dim)
    }

    var detail: [SideLine] {
        guard let set = admitting.chosenSet, let place = admitting.chosenPlace else {
            let lines = nothing
            return [lines[0], lines.count > 1 ? lines[1] : .blank]
        }
        let name = set.aims.isEmpty ? "" : ": \(aims(set))"
        let here = line(admitting.place, place)
        let reasons = place.reasons.map { $0.sentence(in: week, naming: state.scene.naming) }
            .joined(separator: "; ")
        let warning =
            state.foresightWarning ?? set.unmet.first?.sentence(in: week)
            ?? set.later.first?.sentence(in: week, naming: state.scene.naming)
        return [
            SideLine(
                [
                    .init("Set \(admitting.set + 1)/\(found.sets.count)\(name)  ", .strong, marks: .bold)
                ] + figures(set).pieces, right: [cost(set)]),
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
}
