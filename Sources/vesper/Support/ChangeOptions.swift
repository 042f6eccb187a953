internal import ArgumentParser
internal import ClinicModel
internal import FrontDesk
internal import Interchange
internal import SchedulingEngine

/// How a change of the schedule is made.
struct ChangeOptions: ParsableArguments {
    @OptionGroup var clinic: ClinicOptions
    @OptionGroup var permit: PermitOptions
    @Flag(help: "Print one JSON value.")
    var json = false

    /// Does what is asked, or tells what would come of it.
    func carryOut(_ intent: Intent, at desk: Desk, printing: PermitOptions.Printed = .title) throws(Failure) {
        try permit.carryOut(intent, at: desk, json: json, printing: printing)
    }
}

/// What a change is allowed, and whether it is made at all.
struct PermitOptions: ParsableArguments {
    @Flag(help: "Change nothing; print what would come of it.")
    var dryRun = false
    @Option(
        name: .customLong("override"),
        help: ArgumentHelp(
            "Allow this rule to be broken, for a reason that is kept (may be given several times).",
            valueName: "rule=reason"))
    var overrides: [String] = []
    @Option(help: ArgumentHelp("Why, for the journal.", valueName: "text"))
    var reason: String?

    func permit() throws(Failure) -> Permit {
        var permit = Permit(reason: reason.flatMap { $0.isEmpty ? nil : $0 })
        for text in overrides {
            let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            let wanted = parts[0].lowercased()
            guard let rule = RuleName.allCases.first(where: { $0.rawValue.lowercased() == wanted }),
                rule.isOverridable
            else {
                let names = RuleName.allCases.filter(\.isOverridable).map(\.rawValue).joined(separator: ", ")
                throw Failure(
                    .usage, "--override: \"\(parts[0])\" is no rule that may be overridden (\(names))")
            }
            let reason = parts.count == 2 ? String(parts[1]) : ""
            guard reason.contains(where: { !$0.isWhitespace }) else {
                throw Failure(.usage, "--override \(rule.rawValue)=REASON: a reason is wanted")
            }
            permit.overrides[rule] = reason
        }
        return permit
    }

    /// What stands on stdout after a change: what was done, or the session's name alone.
    enum Printed { case title, session }

    /// Does what is asked, or tells what would come of it.
    func carryOut(_ intent: Intent, at desk: Desk, json: Bool, printing: Printed = .title) throws(Failure) {
        try outcome(of: intent, at: desk).tell(isDryRun: dryRun, json: json, printing)
    }
    /// Does what is asked, or finds out what would come of it.
    func outcome(of intent: Intent, at desk: Desk) throws(Failure) -> Outcome {
        let permit = try permit()
        return try asked { () throws(DeskError) in
            dryRun ? try desk.preview(intent, permit: permit) : try desk.perform(intent, permit: permit)
        }
    }
}

extension Outcome {
    /// Tells what was done, or would be: on stdout by names, on stderr by ids.
    func tell(isDryRun: Bool = false, json: Bool, _ printing: PermitOptions.Printed = .title) throws(Failure)
    {
        if json { return try Output.print(value(isDryRun: isDryRun)) }
        let title = Columns.oneLine(title(.names))
        if isDryRun {
            return try Output.print(
                (["would be: " + title] + sentences(.names).map(Columns.oneLine)).joined(separator: "\n"))
        }
        if printing == .session, let session {
            Output.complain(self.title(.ids))
            try Output.print(session.description)
        } else {
            try Output.print(title)
        }
        for c in consequences where c.isWarning {
            Output.complain("note: " + sentence(c, .ids))
        }
    }

    private func value(isDryRun: Bool) -> JSONValue {
        .object([
            ("done", .bool(!isDryRun)), ("title", .string(title(.names))),
            ("session", .text(session?.description)), ("scoreChange", .integer(scoreChange)),
            ("consequences", .strings(sentences(.names))),
            ("overridden", .strings(overridden.map(\.rule.rawValue))),
        ])
    }
}
