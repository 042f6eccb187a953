/// The clinic's day: a short one, a trip, waiting between sessions, as the week score has it.
struct ProgramDay: DayCost {
    /// Least minutes of a paid day.
    let floor: Int

    @inline(__always) func points(of day: PatientDay) -> Int { day.points(minimum: floor) }
    @inline(__always) func isPaid(_ day: PatientDay) -> Bool { day.isPaid(minimum: floor) }
}

extension PatientDay {
    @inline(__always) mutating func add(_ x: PlanItem) {
        bundled &+= Int(x.bundled)
        if x.isPresent {
            let start = Int(x.start) &* BitRows.minutes
            let end = Int(x.end) &* BitRows.minutes
            present &+= end &- start
            first = min(first, start)
            last = max(last, end)
        }
    }
}
