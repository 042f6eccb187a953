internal import ClinicModel
internal import Foundation
internal import Interchange
internal import SchedulingEngine

/// `plan`: weeks planned; one with what it came to, or several as a table of the score over time.
enum PlanBench {
    static func run(_ arguments: inout BenchArguments) throws(BenchError) {
        let at = try arguments.numbers("--at")
        if at.isEmpty { try one(&arguments) } else { try table(&arguments, at) }
    }

    private static func one(_ arguments: inout BenchArguments) throws(BenchError) {
        let seconds = try arguments.number("--seconds")
        let steps = try arguments.number("--steps")
        let seed = try arguments.number("--seed") ?? 1
        let out = try arguments.value("--out")
        let reasons = arguments.flag("--reasons")
        let trace = arguments.flag("--trace")
        let (workers, clock): (Workers, () -> Double) = try arguments.workersAndClock()
        let week = try week(&arguments)
        let clinic = try clinic(try arguments.file())
        let begun = clock()
        let proposal = Planner.plan(
            clinic, week: week,
            options: PlanOptions(
                seed: UInt64(seed), steps: steps.map { Int($0) }, seconds: seconds, workers: workers),
            clock: clock,
            progress: { p in
                if trace {
                    print(String(format: "%8.2f s %12d steps %8d", p.seconds, p.steps, p.score))
                }
            })
        let took = clock() - begun
        print(
            "\(proposal.before.total) before, \(proposal.after.total) after, \(proposal.after.unmetSessions) unmet, "
                + "at least \(bound(proposal)), "
                + String(
                    format: "%.2f s, %.2f M steps, %.2f M deltas a second", took,
                    Double(proposal.steps) / 1e6, Double(proposal.evaluated) / took / 1e6))
        if reasons {
            for x in proposal.unmet { print("\(x.patient) \(x.service) x\(x.sessions): \(x.reason)") }
        }
        if let out { try write(proposal, of: clinic, to: out) }
    }

    /// Each budget is a search of its own: how far a search cools depends on how long it has.
    private static func table(_ arguments: inout BenchArguments, _ budgets: [Double]) throws(BenchError) {
        let seed = try arguments.number("--seed") ?? 1
        let folder = try arguments.value("--out")
        let (workers, clock): (Workers, () -> Double) = try arguments.workersAndClock()
        let week = try week(&arguments)
        var header = "| instance | before | greedy | CP-SAT 60 s | LNS, best |"
        for b in budgets { header += " \(format(b)) s |" }
        print(header + " at least | unmet |")
        print("|---|" + String(repeating: "--:|", count: 6 + budgets.count))
        for path in try arguments.files() {
            let clinic = try clinic(path)
            let name = BenchFile.stem(path)
            let peer = PeerPlan.of[name]
            func cell(_ figure: Int?) -> String { figure.map { " \($0) |" } ?? "  |" }
            var row = ""
            var last: Proposal?
            for b in budgets {
                let proposal = Planner.plan(
                    clinic, week: week,
                    options: PlanOptions(seed: UInt64(seed), seconds: b, workers: workers), clock: clock)
                row += " \(proposal.after.total) |"
                last = proposal
            }
            guard let last else { continue }
            print(
                "| \(name) | \(last.before.total) |" + cell(peer?.greedy) + cell(peer?.solver)
                    + cell(peer?.neighbourhoods) + row + " \(bound(last)) | \(last.after.unmetSessions) |"
            )
            fflush(nil)
            if let folder { try write(last, of: clinic, to: "\(folder)/\(name).json") }
        }
    }
    private static func bound(_ proposal: Proposal) -> String {
        proposal.lowerBound.map { "\($0)" } ?? "unknown"
    }
    private static func format(_ seconds: Double) -> String {
        seconds == seconds.rounded() ? String(Int(seconds)) : String(seconds)
    }

    private static func write(_ proposal: Proposal, of clinic: Clinic, to path: String) throws(BenchError) {
        var after = clinic
        do { try after.apply(proposal.changes) } catch {
            throw .file("the proposal does not apply: \(error)")
        }
        try BenchFile.write(ClinicDocument.write(after), to: path)
    }
    static func load(_ arguments: inout BenchArguments) throws(BenchError) -> (Clinic, CivilDate) {
        let week = try week(&arguments)
        return (try clinic(try arguments.file()), week)
    }
    private static func week(_ arguments: inout BenchArguments) throws(BenchError) -> CivilDate {
        guard let text = try arguments.value("--week") else { throw .usage("--week DATE is wanted") }
        guard let week = CivilDate(text) else { throw .usage("--week takes a date, not \(text)") }
        return week
    }
    private static func clinic(_ path: String) throws(BenchError) -> Clinic {
        let bytes = try BenchFile.bytes(path)
        do { return try ClinicDocument.read(bytes) } catch { throw .file("\(path): \(error)") }
    }
}
