internal import ArgumentParser
internal import ClinicModel
internal import FrontDesk
internal import Interchange
internal import SchedulingEngine

struct Admit: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "admit",
        abstract: "Find sets of places that meet a patient's plan for a week.",
        discussion: """
            Seats in groups and hours of the patient's own together; the first set is the best by the week's \
            score, the others are the best for another aim (fewest trips, same therapist, preferred hours, …). \
            Each with its reasons, what of the plan it leaves out, and the dates of the next weeks on which a \
            place does not hold. Groups are enrolled in for good, an hour that the plan asks for every week is \
            booked weekly. Of this week what is still to come, of any other and of a document (--document) all of \
            it. --pick books one of them, as one change; of a document it is written to --out with that set in \
            it. Exit status 1 when nothing fits.

            Examples:
              vesper admit moreno --week "next mon"
              vesper admit p7 --count 5 --pick 2
            """)

    @Argument(help: ArgumentHelp("For whom.", valueName: "patient"))
    var patient: String
    @OptionGroup var source: SourceOptions
    @Option(help: ArgumentHelp("Any date of the week; default this week.", valueName: "date"))
    var week: String?
    @Option(help: ArgumentHelp("How many sets at most.", valueName: "number"))
    var count = 3
    @Option(help: ArgumentHelp("Book the set with this number.", valueName: "number"))
    var pick: Int?
    @OptionGroup var permit: PermitOptions
    @OptionGroup var output: OutputOptions

    func validate() throws {
        for (name, number) in [("--count", count), ("--pick", pick ?? 1)] where !(1...50).contains(number) {
            throw ValidationError("\(name) takes a number from 1 to 50")
        }
        let isWritten = output.destination.out != nil
        if pick != nil, source.document != nil, !isWritten, !permit.dryRun {
            throw ValidationError("--pick books in a clinic file; with --document give --out as well")
        }
        if pick != nil, source.document == nil, isWritten {
            throw ValidationError("--pick books a set, --out writes the list of sets to a file; give one")
        }
    }

    func run() throws {
        let reception = try source.reception()
        let names = reception.names
        let week = ClinicWeek(reception.clinic, week: try names.week(week))
        let found = week.admit(
            AdmissionRequest(
                patient: try names.patient(patient), count: max(count, pick ?? 0),
                from: reception.firstToPlan(in: week.week), weeks: Drafting.horizonWeeks))
        if let pick { return try book(pick, of: found, reception) }
        if !found.isExact {
            Output.complain("there are too many sets to try them all; there may be better ones than these")
        }
        let listing = AdmissionListing(found, in: week)
        try output.print(listing.json) {
            listing.lines(forEyes: output.destination.isForEyes, $0)
        }
        if found.sets.isEmpty, !found.isComplete || !found.standing.isActive { throw Failure.found }
    }

    private func book(_ number: Int, of found: Admission, _ reception: Reception) throws(Failure) {
        guard found.sets.indices.contains(number - 1) else {
            let sets = found.sets.count == 1 ? "1 set" : "\(found.sets.count) sets"
            throw Failure(
                .refused,
                found.noNeed ?? "there is no set \(number); \(sets) found for the week of \(found.week)")
        }
        let set = found.sets[number - 1]
        try permit.carryOut(
            .accept(Acceptance(.admission(found.patient), week: found.week, changes: set.changes)),
            at: reception.desk, json: output.json)
        guard let out = output.destination.out, !permit.dryRun else { return }
        try Accepting.write(set.changes, of: reception.clinic, toFile: out)
        Output.complain("the clinic with set \(number) was written to \(out)")
    }
}

extension Admission {
    /// Why there is nothing to look for; nil when there is.
    fileprivate var noNeed: String? {
        if !standing.isActive { return "the patient is not in care in the week of \(week)" }
        return isComplete ? "nothing of the plan is missing in the week of \(week)" : nil
    }
}

/// Sets of places as lines of text and as JSON.
private struct AdmissionListing {
    let found: Admission
    let week: ClinicWeek

    init(_ found: Admission, in week: ClinicWeek) {
        self.found = found
        self.week = week
    }

    // MARK: lines

    /// One record a line, or a paragraph a set for a person to look at.
    func lines(forEyes: Bool, _ paint: Paint) -> [String] {
        if found.sets.isEmpty {
            if let said = found.noNeed {
                return [found.standing.isActive ? paint.good(said) : paint.bad(said)]
            }
            return [paint.bad("nothing fits in the week of \(found.week)")] + found.unmet.map(text)
        }
        if !forEyes { return records }
        var out: [String] = []
        for (n, set) in found.sets.enumerated() {
            if n > 0 { out.append("") }
            out.append(paint.strong("Set \(n + 1) of \(found.sets.count): \(set.title)"))
            out.append("  " + paint.faint(standing(set)))
            let rows = Columns.lines(set.places.map { Array(fields($0, set).dropFirst().dropLast()) })
            for (row, place) in zip(rows, set.places) {
                out.append("  " + row)
                out.append("    " + paint.faint(reasons(place)))
            }
            out += set.unmet.map { "  " + paint.warning(text($0)) }
            if !set.later.isEmpty { out.append("  " + paint.faint("in later weeks")) }
            out += set.later.map { "  " + text($0) }
        }
        return out
    }
    private var records: [String] {
        var rows: [[String]] = []
        for (n, set) in found.sets.enumerated() {
            let number = String(n + 1)
            rows.append(
                [
                    number, "set", signed(change(set)), set.title, standing(set),
                ])
            rows += set.places.map { [number] + fields($0, set) }
            rows += set.unmet.map { [number, "unmet", text($0)] }
            rows += set.later.map { [number, "later", text($0)] }
        }
        return rows.map { $0.map { $0.isEmpty ? "-" : Columns.oneLine($0) }.joined(separator: "  ") }
    }
    private func fields(_ place: AdmittedPlace, _ set: AdmissionSet) -> [String] {
        let p = place.placement
        return [
            "place", "\(place.date.weekday.short) \(place.date)", "\(p.start)–\(end(place))",
            week.name(of: p.service),
            p.therapists.map { week.name(of: $0, .names) }.joined(separator: ", "),
            p.room.map { week.name(of: $0, .names) } ?? "", how(place),
            reasons(place),
        ]
    }
    private func reasons(_ place: AdmittedPlace) -> String {
        place.reasons.map { $0.sentence(in: week, naming: .names) }.joined(separator: "; ")
    }
    private func how(_ place: AdmittedPlace) -> String {
        switch place.form {
        case .enrolled: place.occurrence?.series?.rawValue ?? ""
        case .guest: place.occurrence?.description ?? ""
        case .standing: "weekly"
        case .single: "once"
        }
    }
    private func end(_ place: AdmittedPlace) -> String {
        place.ends.date > place.date && place.ends.time == .midnight ? "24:00" : place.ends.time.description
    }
    private func standing(_ set: AdmissionSet) -> String {
        let s = set.standing
        let least = s.leastMinutes.map { " of at least \(hours($0))" } ?? ""
        let days = s.minimumDays > 0 ? " of at least \(s.minimumDays)" : ""
        return
            "score \(signed(change(set))); \(hours(s.bundledMinutes)) h\(least), \(s.days) paid days\(days), "
            + (s.trips == 1 ? "1 trip" : "\(s.trips) trips")
    }
    private func hours(_ minutes: Int) -> String {
        let tenths = (minutes + 3) / 6
        return "\(tenths / 10).\(tenths % 10)"
    }
    private func text(_ gap: AdmissionGap) -> String { gap.sentence(in: week) }
    private func text(_ later: LaterException) -> String { later.sentence(in: week, naming: .names) }
    private func change(_ set: AdmissionSet) -> Int { set.after.total - found.before.total }
    private func signed(_ n: Int) -> String { n > 0 ? "+\(n)" : "\(n)" }

    // MARK: JSON

    var json: JSONText {
        JSONText([
            ("patient", .id(found.patient)), ("week", .string(found.week.description)),
            ("before", .score(found.before)), ("inCare", .bool(found.standing.isActive)),
            ("complete", .bool(found.isComplete)), ("exact", .bool(found.isExact)),
            ("sets", .array(found.sets.enumerated().map { json($0.element, $0.offset + 1) })),
            ("unmet", .array(found.unmet.map(json))),
        ])
    }
    private func json(_ set: AdmissionSet, _ number: Int) -> JSONValue {
        .object([
            ("set", .integer(number)), ("aims", .strings(set.aims.map(\.title))),
            ("after", .score(set.after)), ("scoreChange", .integer(change(set))),
            ("minutes", .integer(set.standing.bundledMinutes)), ("days", .integer(set.standing.days)),
            ("trips", .integer(set.standing.trips)), ("places", .array(set.places.map(json))),
            ("unmet", .array(set.unmet.map(json))), ("later", .array(set.later.map(json))),
        ])
    }
    private func json(_ place: AdmittedPlace) -> JSONValue {
        let p = place.placement
        return .object([
            ("service", .id(p.service)), ("date", .string(p.date.description)),
            ("start", .string(p.start.description)), ("end", .string(end(place))),
            ("therapist", .id(p.therapists.first)), ("therapists", .ids(p.therapists)), ("room", .id(p.room)),
            ("series", .id(place.occurrence?.series)), ("session", .text(place.occurrence?.description)),
            ("weekly", .bool(place.form == .enrolled || place.form == .standing)),
            ("reasons", .strings(place.reasons.map { $0.sentence(in: week, naming: .names) })),
        ])
    }
    private func json(_ gap: AdmissionGap) -> JSONValue {
        .object([
            ("service", .id(gap.service)), ("missing", .integer(gap.sessions)),
            ("forced", .bool(gap.isForced)),
            ("reason", .string(gap.sentence(in: week))),
        ])
    }
    private func json(_ later: LaterException) -> JSONValue {
        .object([
            ("place", .integer(later.place + 1)), ("service", .id(later.service)),
            ("date", .string(later.date.description)), ("leftOut", .bool(later.isLeftOut)),
            ("reason", .string(text(later))),
        ])
    }
}
