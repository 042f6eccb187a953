internal import ArgumentParser
internal import ClinicModel
internal import FrontDesk
internal import Interchange
internal import SchedulingEngine

struct Plan: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "plan",
        abstract: "Propose a whole week: seats, hours and times for groups that wait for one.",
        discussion: """
            Changes nothing that stands, and breaks no rule in the week; a seat in a series is for good, and what it \
            breaks in later weeks is told. Nothing is placed before now: of this week it plans what is still to come, \
            of any other and of a document (--document) all of it. Without --apply or --out it only tells. The same \
            --seed and --steps give the same plan. Ctrl-C keeps the best so far; a second Ctrl-C stops. Needs that \
            stay unmet are told with their reasons, and are no failure.

            Examples:
              vesper plan --seconds 5
              vesper plan --week "next mon" --apply
              vesper plan --document in.json --week 2026-11-23 --steps 2000000 --seed 1 --out after.json
            """)

    @OptionGroup var source: SourceOptions
    @Option(help: ArgumentHelp("Any date of the week; default this week.", valueName: "date"))
    var week: String?
    @OptionGroup var effort: EffortOptions
    @Option(help: ArgumentHelp("Where chance begins.", valueName: "number"))
    var seed: UInt64 = 1
    @Flag(help: "Book it all, in one change that `vesper undo` takes back.")
    var apply = false
    @Option(
        help: ArgumentHelp(
            "Write the clinic document with the plan in it, whole or not at all.", valueName: "file"),
        completion: .file(extensions: ["json"]))
    var out: String?
    @OptionGroup var permit: PermitOptions
    @Flag(help: "Print one JSON value.")
    var json = false
    @Option(help: "Colour: auto (on a terminal), always or never.")
    var color: Paint.Choice = .auto

    func validate() throws {
        if apply, out != nil {
            throw ValidationError("--apply books the plan, --out writes it to a file; give one")
        }
        if apply, source.document != nil {
            throw ValidationError("--apply books in a clinic file; with --document use --out")
        }
    }

    func run() throws {
        let reception = try source.reception()
        let week = try reception.names.week(week)
        if reception.isOver(week) {
            Output.complain("the week of \(week) is over; all of it is planned as if it were to come")
        }
        let interruption = Interruption.watched()
        let progress = ProgressLine()
        let watch = Stopwatch()
        let proposal = Planner.plan(
            reception.clinic, week: week, from: reception.firstToPlan(in: week),
            options: effort.options(seed: seed),
            clock: { watch.seconds }, progress: { progress.show(Self.line($0)) },
            isCancelled: { interruption.isAsked })
        let took = watch.seconds
        progress.clear()
        if interruption.isAsked {
            Output.complain("stopped after \(Self.tenths(took)) s; this is the best so far")
        }
        let accepting = Accepting(desk: reception.desk, permit: permit)
        let acceptance = Acceptance(.plan, week: week, changes: proposal.changes)
        let text = ProposalText(
            proposal, of: reception.clinic, from: reception.firstToPlan(in: proposal.week),
            foreseen: accepting.foreseen(acceptance))
        if let out { try Accepting.write(proposal.changes, of: reception.clinic, toFile: out) }
        let done = apply ? try accepting.take(acceptance) : nil
        if json {
            let members: [(String, JSONValue)] = [
                ("week", .string(week.description)), ("seed", .number(seed)),
                ("steps", .integer(proposal.steps)), ("seconds", .seconds(took)),
            ]
            try Output.print(.object(members + text.members))
        } else {
            let paint = Paint(color, toFile: false)
            let head = "week of \(week), seed \(seed), \(proposal.steps) moves in \(Self.tenths(took)) s"
            try Output.print(([head] + text.lines(paint)).joined(separator: "\n"))
        }
        if apply, done == nil { Output.complain("nothing to book") }
        if let out { Output.complain("the clinic with this plan was written to \(out)") }
        if let done { accepting.tell(done) }
    }

    /// `4.2 s  score 2072  3 sessions unmet  42 %`
    private static func line(_ p: PlanProgress) -> String {
        let unmet = p.unmetSessions == 1 ? "1 session unmet" : "\(p.unmetSessions) sessions unmet"
        return "\(tenths(p.seconds)) s  score \(p.score)  \(unmet)  \(Int(min(1, p.fraction) * 100)) %"
    }
    static func tenths(_ seconds: Double) -> String {
        let n = Int((seconds * 10).rounded())
        return "\(n / 10).\(n % 10)"
    }
}

extension JSONValue {
    fileprivate static func number(_ n: UInt64) -> JSONValue { JSONValue(.number(String(n))) }
}
