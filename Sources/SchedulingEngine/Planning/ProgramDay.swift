/// A patient's day as its sessions add up, in bits of the week (minutes: `bundled`).
struct DayTotals {
    var bundled = 0
    /// Of sessions in person: first start, last end (−1: none), and how long they are together.
    var first = Int.max
    var last = -1
    var busy = 0

    @inline(__always) mutating func add(_ x: PlanItem) {
        bundled &+= Int(x.bundled)
        if x.isPresent {
            first = min(first, Int(x.start))
            last = max(last, Int(x.end))
            busy &+= Int(x.end) &- Int(x.start)
        }
    }
}

/// The clinic's day shape: a short day, a trip, waiting between sessions.
struct ProgramDay: DayShape {
    /// Least minutes of a paid day.
    let floor: Int

    @inline(__always) func points(of day: DayTotals) -> Int {
        var cost = day.bundled > 0 && day.bundled < floor ? Points.shortDay : 0
        if day.last >= 0 {
            cost &+=
                Points.travelDay
                &+ max(0, day.last &- day.first &- day.busy) / (Points.idleMinutes / BitRows.minutes)
        }
        return cost
    }
    @inline(__always) func isPaid(_ day: DayTotals) -> Bool { day.bundled > 0 && day.bundled >= floor }
}
