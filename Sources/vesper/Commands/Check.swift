internal import ArgumentParser
internal import ClinicModel
internal import Interchange
internal import SchedulingEngine

struct Check: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Tell every broken rule of a week, and the week's score.",
        discussion: """
            Exit status 1 when a rule is broken that no override allows. Unmet needs of a plan are no broken rules.

            Examples:
              vesper check
              vesper check --document clinic.json --week 2026-11-23 --json
            """)

    @OptionGroup var source: SourceOptions
    @Option(help: ArgumentHelp("Any date of the week; default this week.", valueName: "date"))
    var week: String?
    @OptionGroup var output: OutputOptions

    func run() throws {
        let reception = try source.reception()
        let week = ClinicWeek(reception.clinic, week: try reception.names.week(week))
        let score = week.score()
        let broken = week.violations.filter { $0.override == nil }
        let allowed = week.violations.filter { $0.override != nil }
        try output.print(json(week, score, broken, allowed)) { lines(week, score, broken, allowed, $0) }
        if !broken.isEmpty { throw Failure.found }
    }

    private func json(
        _ week: ClinicWeek, _ score: WeekScore, _ broken: [Violation], _ allowed: [Violation]
    ) -> JSONText {
        func value(_ v: Violation) -> JSONValue {
            .object([
                ("rule", .string(v.rule.rawValue)), ("who", .string(v.who(in: week, naming: .names))),
                ("when", .string(v.when)), ("message", .string(v.sentence(in: week, naming: .names))),
                ("person", .text(v.person)), ("sessions", .strings(v.sessions.map(\.description))),
            ])
        }
        return JSONText([
            ("valid", .bool(broken.isEmpty)), ("week", .string(week.week.description)),
            ("score", .score(score)),
            ("unmetSessions", .integer(score.unmetSessions)), ("violations", .array(broken.map(value))),
            ("overridden", .array(allowed.map(value))),
        ])
    }

    private func lines(
        _ week: ClinicWeek, _ score: WeekScore, _ broken: [Violation], _ allowed: [Violation], _ paint: Paint
    ) -> [String] {
        func line(_ v: Violation, _ mark: String) -> String {
            "\(mark) \(Columns.oneLine(v.who(in: week, naming: .names))), \(v.when): "
                + Columns.oneLine(v.sentence(in: week, naming: .names))
        }
        var out = broken.map { v in
            line(v, paint.bad(v.rule.rawValue)) + " " + paint.faint(v.cure(in: week, naming: .names))
        }
        for v in allowed {
            let reason = v.override.map { " (\(Columns.oneLine($0.reason.revealed)))" } ?? ""
            out.append(line(v, paint.faint("overridden: \(v.rule.rawValue)")) + reason)
        }
        let points = ScoreTerm.allCases.map { [$0.rawValue, String(score[$0])] }
        out += Columns.lines(points + [["total", String(score.total)]], right: [1])
        out[out.count - 1] +=
            "  (\(score.unmetSessions) \(score.unmetSessions == 1 ? "session" : "sessions") unmet)"
        let count = broken.count == 1 ? "1 broken rule" : "\(broken.count) broken rules"
        out.append(
            "week of \(week.week): "
                + (broken.isEmpty ? paint.good("valid") : paint.bad(count))
                + (allowed.isEmpty ? "" : ", \(allowed.count) overridden"))
        return out
    }
}
