internal import ArgumentParser
internal import ClinicModel
internal import Interchange
internal import SchedulingEngine

struct Suggest: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "suggest",
        abstract: "Find the best places of a week for one session of a patient.",
        discussion: """
            Best first, by the change of the week's score; this week from now on, any other \
            whole. For a group service: seats in its groups. When nothing fits it tells what takes the places \
            away and what giving up one thing would open; exit status 1.

            Examples:
              vesper suggest --patient moreno --service individual
              vesper suggest --patient p7 --service process --week "next mon" --count 3 --json
            """)

    @OptionGroup var source: SourceOptions
    @Option(help: ArgumentHelp("For whom.", valueName: "patient"))
    var patient: String
    @Option(help: ArgumentHelp("What.", valueName: "service"))
    var service: String
    @Option(help: ArgumentHelp("With this therapist only.", valueName: "therapist"))
    var therapist: String?
    @Option(help: ArgumentHelp("Any date of the week; default this week.", valueName: "date"))
    var week: String?
    @Option(help: ArgumentHelp("How many places at most.", valueName: "number"))
    var count = 5
    @OptionGroup var output: OutputOptions

    func validate() throws {
        guard (1...1000).contains(count) else {
            throw ValidationError("--count takes a number from 1 to 1000")
        }
    }

    func run() throws {
        let reception = try source.reception()
        let names = reception.names
        let week = ClinicWeek(reception.clinic, week: try names.week(week))
        let request = SuggestionRequest(
            patient: try names.patient(patient), service: try names.service(service),
            therapist: try therapist.map { text throws(Failure) in try names.therapist(text) },
            from: reception.soonest(in: week))
        let found = week.suggest(request, count: count)
        if found.places.isEmpty {
            let why = week.why(request)?.found ?? Suggestions()
            try output.print(JSONText(list: [])) { why.lines(in: week, $0) }
            if output.json { Output.complain(why.lines(in: week, naming: .ids).joined(separator: "\n")) }
            throw Failure.found
        }
        try output.print(JSONText(list: found.places.map { $0.json(in: week) })) { paint in
            Columns.lines(found.places.map { $0.fields(in: week) })
        }
    }
}

extension Suggestion {
    private func end(in week: ClinicWeek) -> String {
        let minutes = placement.minutes ?? week.service(placement.service)?.minutes ?? 0
        let end = Int(start.minutes) + minutes
        return end == 1440
            ? "24:00" : CivilMoment(minutes: placement.begins.minutes + minutes).time.description
    }
    func json(in week: ClinicWeek) -> JSONValue {
        .object([
            ("date", .string(date.description)), ("start", .string(start.description)),
            ("end", .string(end(in: week))), ("latestStart", .text(latestEqualStart?.description)),
            ("therapist", .id(therapists.first)), ("therapists", .ids(therapists)), ("room", .id(room)),
            ("series", .id(series)), ("session", .text(occurrence?.description)), ("cost", .integer(cost)),
            ("reasons", .strings(reasons.map { $0.sentence(in: week, naming: .names) })),
        ])
    }
    /// `2026-11-24  17:30–18:20 (or until 18:00)  Dana Whitfield  Oak  +8  reasons`
    func fields(in week: ClinicWeek) -> [String] {
        let range = latestEqualStart.map { " or starting until \($0)" } ?? ""
        return [
            "\(date.weekday.short) \(date)", "\(start)–\(end(in: week))\(range)",
            therapists.map { week.name(of: $0, .names) }.joined(separator: ", "),
            room.map { week.name(of: $0, .names) } ?? "", occurrence?.description ?? "",
            cost > 0 ? "+\(cost)" : "\(cost)",
            reasons.map { $0.sentence(in: week, naming: .names) }.joined(separator: "; "),
        ]
    }
}

extension Suggestions {
    fileprivate func lines(in week: ClinicWeek, _ paint: Paint) -> [String] {
        let lines = lines(in: week, naming: .names)
        return [paint.bad(lines[0])] + lines.dropFirst()
    }
    /// Why there is no place, and what would make one.
    fileprivate func lines(in week: ClinicWeek, naming: Naming) -> [String] {
        var takable = self
        takable.relaxations.removeAll { !$0.canBeTaken }
        return ["no place in the week of \(week.week): \(starts) looked at"]
            + (standing(in: week).map { [$0] } ?? []) + takenAway
            + takable.wouldOpen(in: week, naming: naming)
    }
    private var starts: String { startsTried == 1 ? "1 start" : "\(startsTried) starts" }

    /// `41 lost to work hours`
    var takenAway: [String] { counts.map { "\($0.count) lost to \(RuleBook.title(of: $0.rule))" } }
    /// `without work hours: 6 starts open`
    func wouldOpen(in week: ClinicWeek, naming: Naming) -> [String] {
        relaxations.filter { $0.opens > 0 }.map {
            let opens = $0.opens == 1 ? "1 start opens" : "\($0.opens) starts open"
            return "\($0.title(in: week, naming: naming)): \(opens)"
        }
    }
}
