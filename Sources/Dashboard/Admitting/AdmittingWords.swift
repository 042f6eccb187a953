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
                right: [cost(set), .init(" points", .dim)])
        ]
        lines += SideLine.wrapped(set.title, width: width, .good) + caution(width)
        if !admitting.reason.isEmpty {
            lines += SideLine.wrapped("because: \(admitting.reason)", width: width, .dim)
        }
        lines.append(.blank)
        lines += set.places.indices.map { line($0, set.places[$0]) }
        // A line each, all of them to be seen before it is booked; Tab leads to what stands behind them.
        lines += set.unmet.map(line)
        lines.append(
            SideLine([
                .init(Figures.left("Later", 8), .dim),
                later(set).map { .init($0, .warning) } ?? .init("holds in all weeks seen", .good),
            ]))
        lines += others + state.foresightLines(width: width, withLater: false)
        if let gap = admitting.chosenGap {
            lines += [.blank] + SideLine.wrapped(gap.sentence(in: week), width: width, .dim)
        }
        if let place = admitting.chosenPlace {
            lines += [.blank] + SideLine.wrapped(form(place), width: width, .dim)
            for reason in place.reasons where !reason.countsSeats {
                lines += SideLine.wrapped(
                    reason.sentence(in: week, naming: state.scene.naming), width: width, reason.role)
            }
        }
        return lines
    }

    /// That the sets are not all that there are.
    private func caution(_ width: Int) -> [SideLine] {
        found.isExact
            ? []
            : SideLine.wrapped("too many to try them all: there may be better ones", width: width, .warning)
    }

    /// All there is to say about the set, to be read line by line.
    func everything(_ width: Int) -> [SideLine] {
        guard let set = admitting.chosenSet else { return nothing }
        var lines = [SideLine(figures(set).pieces, right: [cost(set), .init(" points", .dim)])]
        lines += SideLine.wrapped(set.title, width: width, .good) + caution(width)
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
    private func line(_ gap: AdmissionGap) -> SideLine {
        let isChosen = gap == admitting.chosenGap
        return SideLine([
            .init("!", .warning), .init(isChosen ? String(glyphs.pointer) : " ", .strong),
            .init(words(gap), .warning, marks: isChosen ? .bold : []),
        ])
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
            ], right: place.seatsLeft.map { [.init("\($0) free", .dim)] } ?? [])
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

    /// The other sets, each by what it is best for, how far its score is from this one's, and what it has that this
    /// one has not.
    private var others: [SideLine] {
        guard found.sets.count > 1, let this = admitting.chosenSet else { return [] }
        var lines: [SideLine] = [
            .blank,
            SideLine(
                [.init("Other sets", .heading, marks: .bold)], right: [.init("points", .dim)]),
        ]
        let all = found.sets.map { differences($0, from: this) }
        var shared: [String: Int] = [:]
        for words in all.joined() { shared[words, default: 0] += 1 }
        for (i, set) in found.sets.enumerated() where i != admitting.set {
            let n = set.after.total - this.after.total
            let points = n > 0 ? "+\(n)" : "\(n)"
            lines.append(
                SideLine(
                    [
                        .init("\(i + 1) ", .dim),
                        .init(title(of: set, width: width - 3 - points.count), .base),
                    ], right: [.init(points, n <= 0 ? .good : .warning)]))
            // Of those that differ in the same times it is said who leads; what few have comes first.
            let isOne = all.count { $0 == all[i] } == 1
            let words = (isOne ? all[i] : differences(set, from: this, withStaff: true)).enumerated()
                .sorted { (shared[$0.element] ?? 0, $0.offset) < (shared[$1.element] ?? 0, $1.offset) }
                .map(\.element).joined(separator: ", ")
            lines +=
                state.size.rows >= 50 ? indented(words, width, .dim) : [SideLine("  " + words, .dim)]
        }
        return lines
    }
    /// `3 trips`, `Thu 18:00 PRC`, `Sat 09:00 SKL`
    private func differences(_ set: AdmissionSet, from this: AdmissionSet, withStaff: Bool = false)
        -> [String]
    {
        var words: [String] = []
        if set.standing.trips != this.standing.trips {
            words.append(Figures.count(set.standing.trips, "trip"))
        }
        for place in set.places {
            let alike = this.places.filter {
                $0.begins == place.begins && $0.placement.service == place.placement.service
            }
            if alike.contains(where: { $0.placement.therapists == place.placement.therapists }) { continue }
            let time = "\(place.date.weekday.short) \(place.placement.start)"
            let staff = place.placement.therapists.map { state.names.name(of: $0).distinct }
            let who = withStaff || !alike.isEmpty ? " " + staff.joined(separator: "+") : ""
            words.append("\(time) \(state.short(place.placement.service))\(who)")
        }
        return words + set.unmet.filter { !this.unmet.contains($0) }.map(self.words)
    }
    /// What it is best for: as many of its aims as there is room for, and how many more there are.
    private func title(of set: AdmissionSet, width: Int) -> String {
        var words = set.title
        for n in stride(from: set.aims.count, to: 0, by: -1) {
            let more = set.aims.count - n
            words =
                set.aims.prefix(n).map(\.title).joined(separator: ", ")
                + (more > 0 ? " and \(more) more" : "")
            if Canvas.width(of: words) <= width { break }
        }
        return words
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
        guard let set = admitting.chosenSet else {
            let gaps = found.unmet.map { $0.sentence(in: week) }.joined(separator: "; ")
            let lines =
                gaps.isEmpty
                ? nothing
                : SideLine.wrapped(
                    "Nothing fits this week: \(gaps)", width: state.size.columns - 2, .alert)
            return [lines[0], lines.count > 1 ? lines[1] : .blank]
        }
        let points: [SideLine.Piece] = [cost(set), .init(" points", .dim)]
        let room = state.size.columns - 2 - figures(set).width - 2 - SideLine(points).width - 1
        let first = SideLine(
            figures(set).pieces + [.init("  \(title(of: set, width: room))", .good)], right: points)
        guard let place = admitting.chosenPlace else {
            let gap = admitting.chosenGap
            return [
                first,
                gap.map {
                    SideLine(line($0).pieces.prefix(2) + [.init($0.sentence(in: week), .warning)])
                } ?? .blank,
            ]
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
            first,
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
