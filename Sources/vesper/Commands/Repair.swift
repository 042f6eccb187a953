internal import ArgumentParser
internal import ClinicModel
internal import FrontDesk
internal import Interchange
internal import SchedulingEngine

struct Repair: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "repair",
        abstract: "Mend what an absence breaks, and record it.",
        discussion: """
            A therapist, a room or a patient is out from one moment to another: somebody else at the same time, \
            another time, a make-up in another group or at another hour, else cancelled; best first by the week's \
            score, several ways to choose from. Nothing is placed before now; of a document (--document) all of the \
            week counts as to come. It looks until the best is proved or nothing is left to try, five seconds at \
            most unless told; Ctrl-C keeps the best so far. A list that is not proved may come out otherwise when it \
            is asked for again, but with the same --steps. Without --pick or --out it only tells. One week is mended \
            at a time; of an absence that goes on it says which other weeks it hits. --reason is kept with the \
            absence.

            Examples:
              vesper repair --therapist whitfield --from "tue 16:00" --to "tue 24:00"
              vesper repair --room maple --from "mon 00:00" --to "wed 24:00" --pick 1
              vesper repair --document in.json --patient p7 --from "2026-11-24 00:00" --to "2026-11-24 24:00" --out after.json
            """)

    @OptionGroup var source: SourceOptions
    @Option(help: ArgumentHelp("Who is out.", valueName: "therapist"))
    var therapist: String?
    @Option(help: ArgumentHelp("The room that can't be used.", valueName: "room"))
    var room: String?
    @Option(help: ArgumentHelp("Who can't come.", valueName: "patient"))
    var patient: String?
    @Option(help: ArgumentHelp("From when on.", valueName: "moment"))
    var from: String
    @Option(help: ArgumentHelp("Until when; 24:00 ends a day.", valueName: "moment"))
    var to: String
    @Option(help: ArgumentHelp("Any date of the week to mend; default that of --from.", valueName: "date"))
    var week: String?
    @Option(help: ArgumentHelp("How many proposals at most.", valueName: "number"))
    var count = 3
    @Option(help: ArgumentHelp("Take the proposal with this number, in one change.", valueName: "number"))
    var pick: Int?
    @Option(
        help: ArgumentHelp(
            "Write the clinic document with the best proposal in it (of a document with that of --pick), whole or not at all.",
            valueName: "file"),
        completion: .file(extensions: ["json"]))
    var out: String?
    @OptionGroup var effort: EffortOptions
    @OptionGroup var permit: PermitOptions
    @Flag(help: "Print one JSON value.")
    var json = false
    @Option(help: "Colour: auto (on a terminal), always or never.")
    var color: Paint.Choice = .auto

    func validate() throws {
        guard [therapist, room, patient].count(where: { $0 != nil }) == 1 else {
            throw ValidationError("one of --therapist, --room and --patient is wanted")
        }
        for (name, number) in [("--count", count), ("--pick", pick ?? 1)] where !(1...20).contains(number) {
            throw ValidationError("\(name) takes a number from 1 to 20")
        }
        if pick != nil, out != nil, source.document == nil {
            throw ValidationError("--pick books a proposal, --out writes the best to a file; give one")
        }
        if pick != nil, out == nil, source.document != nil, !permit.dryRun {
            throw ValidationError("--pick books in a clinic file; with --document give --out as well")
        }
    }

    func run() throws {
        let reception = try source.reception()
        let names = reception.names
        let absence = ReportedAbsence(
            subject: try subject(names), from: try names.moment(from), to: try names.moment(to),
            reason: try permit.permit().reason.map { Confidential($0) })
        guard absence.from < absence.to else {
            throw Failure(.usage, "--to is not after --from; the absence would be over before it begins")
        }
        if absence.isTooLong {
            throw Failure(
                .usage,
                "an absence lasts two years at most (\(ReportedAbsence.mostDays) days); give --to an earlier moment, and record the rest when it comes near"
            )
        }
        let week = try names.week(week ?? absence.from.date.description)
        guard absence.interval.touches(Interval(Int(week.dayNumber) * 1440, Int(week.dayNumber + 7) * 1440))
        else {
            throw Failure(
                .usage, "the absence lies outside the week of \(week); give --week a date of its own")
        }
        let interruption = Interruption.watched()
        let progress = ProgressLine()
        let watch = Stopwatch()
        let answer = Repairer.repair(
            reception.clinic, week: week, absence: absence, from: reception.firstToPlan(in: week),
            count: max(count, pick ?? 1),
            options: effort.options(), clock: { watch.seconds },
            found: { progress.show(Self.line($0, watch.seconds)) }, isCancelled: { interruption.isAsked })
        let took = watch.seconds
        progress.clear()
        if interruption.isAsked {
            Output.complain("stopped after \(Plan.tenths(took)) s; this is the best so far")
        }
        if reception.store != nil {
            let now = reception.names.phrase.now
            let before = ClinicWeek(reception.clinic, week: week)
            let over = answer.hit.compactMap { before.session($0) }.count { $0.ends <= now }
            if over > 0 {
                let what = over == 1 ? "1 session that is hit is" : "\(over) sessions that are hit are"
                Output.complain("\(what) over, and counted as not held")
            }
        }
        let accepting = Accepting(desk: reception.desk, permit: permit)
        try print(answer, reception, accepting, took)
        if let out {
            let proposal = try proposal(pick ?? 1, of: answer)
            try Accepting.write(proposal.changes, of: reception.clinic, toFile: out)
            Output.complain("the clinic with proposal \(pick ?? 1) was written to \(out)")
        } else if let pick {
            let proposal = try proposal(pick, of: answer)
            if let done = try accepting.take(acceptance(of: proposal, answer)) { accepting.tell(done) }
        }
    }

    private func subject(_ names: Names) throws(Failure) -> ReportedAbsence.Subject {
        if let therapist { return .therapist(try names.therapist(therapist)) }
        if let room { return .room(try names.room(room)) }
        return .patient(try names.patient(patient ?? ""))
    }

    private func proposal(_ number: Int, of answer: RepairAnswer) throws(Failure) -> Proposal {
        guard answer.proposals.indices.contains(number - 1) else {
            throw Failure(.refused, "there is no proposal \(number); the last is \(answer.proposals.count)")
        }
        return answer.proposals[number - 1]
    }
    private func acceptance(of proposal: Proposal, _ answer: RepairAnswer) -> Acceptance {
        Acceptance(.repair(answer.absence.title), week: answer.week, changes: proposal.changes)
    }

    // MARK: printing

    private func print(
        _ answer: RepairAnswer, _ reception: Reception, _ accepting: Accepting, _ took: Double
    ) throws {
        let clinic = reception.clinic
        let texts = answer.proposals.map {
            ProposalText(
                $0, of: clinic, from: reception.firstToPlan(in: answer.week),
                foreseen: accepting.foreseen(acceptance(of: $0, answer)))
        }
        let ahead = answer.absence.hitsAhead(of: answer.week, in: clinic).map {
            let sessions = $0.sessions == 1 ? "1 session" : "\($0.sessions) sessions"
            return "\(sessions) of the week of \($0.week) hit, too: mend them with --week \($0.week)"
        }
        if json {
            let members: [(String, JSONValue)] = [
                ("week", .string(answer.week.description)),
                ("seed", .integer(Int(effort.options().seed))),
                ("steps", .integer(answer.proposals.map(\.steps).max() ?? 0)), ("seconds", .seconds(took)),
                ("hit", .array(answer.hit.map { .string($0.description) })),
                ("proved", .bool(answer.isProved)),
                ("proposals", .array(texts.map { .object($0.members) })),
            ]
            try Output.print(.object(members))
            Output.complain(ahead.joined(separator: "\n"))
            return
        }
        let paint = Paint(color, toFile: false)
        let week = ClinicWeek(clinic, week: answer.week)
        var lines = [
            answer.hit.isEmpty
                ? "week of \(answer.week): no session is hit"
                : "week of \(answer.week): \(answer.hit.count == 1 ? "1 session" : "\(answer.hit.count) sessions") hit"
        ]
        let rows = answer.hit.compactMap { week.session($0) }.map { s in
            [
                "  " + s.begins.short, week.name(of: s.service),
                s.patients.map { week.name(of: $0, .names) }.joined(separator: ", "),
            ]
        }
        lines += Columns.lines(rows)
        // The one that is taken, or all there are to choose from.
        for (n, text) in texts.enumerated() where pick ?? n + 1 == n + 1 {
            let isBest = n == 0 && answer.isProved
            lines += ["", paint.strong("proposal \(n + 1)") + (isBest ? ", proved the best" : "")]
            lines += text.lines(paint)
        }
        if !answer.isProved { lines += ["", "not proved: there may be better ones"] }
        if !ahead.isEmpty { lines.append("") }
        lines += ahead
        try Output.print(lines.joined(separator: "\n"))
    }
    /// `0.4 s  score 2072  proved`
    private static func line(_ answer: RepairAnswer, _ seconds: Double) -> String {
        let score = answer.proposals.first.map { "  score \($0.after.total)" } ?? ""
        return "\(Plan.tenths(seconds)) s\(score)\(answer.isProved ? "  proved" : "")"
    }
}
