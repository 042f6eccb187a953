internal import ArgumentParser
internal import SchedulingEngine

/// How long a search looks.
struct EffortOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "How long to look, in seconds; unless told a plan 10, a repair 5.", valueName: "seconds"))
    var seconds: Double?
    @Option(help: ArgumentHelp("How many steps to look for, in place of a time.", valueName: "number"))
    var steps: Int?

    func validate() throws {
        if seconds != nil, steps != nil {
            throw ValidationError("--seconds and --steps exclude each other; give one")
        }
        if let seconds, !(seconds > 0 && seconds <= 86_400) {
            throw ValidationError("--seconds takes a time above 0, of a day at most")
        }
        if let steps, steps < 1 { throw ValidationError("--steps takes a number from 1 on") }
    }
    func options(seed: UInt64 = 1) -> PlanOptions {
        PlanOptions(seed: seed, steps: steps, seconds: seconds, workers: .ofThisMachine)
    }
}
