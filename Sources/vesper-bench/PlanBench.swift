internal import ClinicModel
internal import Foundation
internal import Interchange
internal import SchedulingEngine

/// `plan`: one week planned; the score over time.
enum PlanBench {
    static func run(_ arguments: inout BenchArguments) throws(BenchError) {
        let seconds = try arguments.number("--seconds")
        let steps = try arguments.number("--steps")
        let seed = try arguments.number("--seed") ?? 1
        let out = try arguments.value("--out")
        let reasons = arguments.flag("--reasons")
        let trace = arguments.flag("--trace")
        let (clinic, week) = try load(&arguments)
        let begun = secondsNow()
        let proposal = Planner.plan(
            clinic, week: week,
            options: PlanOptions(seed: UInt64(seed), steps: steps.map { Int($0) }, seconds: seconds),
            clock: secondsNow,
            progress: { p in
                if trace {
                    print(String(format: "%8.2f s %12d steps %8d", p.seconds, p.steps, p.score))
                }
            })
        let took = secondsNow() - begun
        print(
            String(
                format:
                    "%d before, %d after, %d unmet, at least %@, %.2f s, %.2f M steps, %.2f M deltas a second",
                proposal.before.total, proposal.after.total, proposal.after.unmetSessions,
                proposal.lowerBound.map { "\($0)" } ?? "unknown", took,
                Double(proposal.steps) / 1e6, Double(proposal.evaluated) / took / 1e6))
        if reasons {
            for x in proposal.unmet { print("\(x.patient) \(x.service) x\(x.sessions): \(x.reason)") }
        }
        guard let out else { return }
        var after = clinic
        do { try after.apply(proposal.changes) } catch {
            throw .file("the proposal does not apply: \(error)")
        }
        try BenchFile.write(ClinicDocument.write(after), to: out)
    }

    static func load(_ arguments: inout BenchArguments) throws(BenchError) -> (Clinic, CivilDate) {
        guard let text = try arguments.value("--week") else { throw .usage("--week DATE is wanted") }
        guard let week = CivilDate(text) else { throw .usage("--week takes a date, not \(text)") }
        let path = try arguments.file()
        let bytes = try BenchFile.bytes(path)
        do { return (try ClinicDocument.read(bytes), week) } catch { throw .file("\(path): \(error)") }
    }
}
