internal import ClinicModel
internal import Foundation
internal import SchedulingEngine

/// `moves`: full deltas worked out a second.
enum MovesBench {
    static func run(_ arguments: inout BenchArguments) throws(BenchError) {
        let seconds = try arguments.number("--seconds") ?? 3
        let seed = try arguments.number("--seed") ?? 1
        let (clinic, week) = try PlanBench.load(&arguments)
        let begun = processorSeconds()
        let proposal = Planner.plan(
            clinic, week: week, options: PlanOptions(seed: UInt64(seed), seconds: seconds),
            clock: processorSeconds)
        let took = processorSeconds() - begun
        print("patients    proposed/s   evaluated/s")
        print(
            String(
                format: "%8d %13.0f %13.0f", clinic.patients.count, Double(proposal.steps) / took,
                Double(proposal.evaluated) / took))
    }
}
