/// What a patient's week looks like day by day: the part of the score that depends on nothing else.
struct DayShapes {
    /// Minutes in bundled services.
    var bundled = InlineArray<7, Int>(repeating: 0)
    /// Minutes in sessions in person.
    var present = InlineArray<7, Int>(repeating: 0)
    /// First start and last end in person.
    var first = InlineArray<7, Int>(repeating: .max)
    var last = InlineArray<7, Int>(repeating: .min)

    init(_ patient: Int, _ scope: Scope, in week: ClinicWeek) {
        scope.forEachSession(ofPatient: patient, in: week) { add($0) }
    }
    mutating func add(_ s: Sitting) {
        if s.isBundled { bundled[s.day] += s.minutes }
        if s.isInPerson {
            present[s.day] += s.minutes
            first[s.day] = min(first[s.day], s.start)
            last[s.day] = max(last[s.day], s.end)
        }
    }
    func isTrip(_ day: Int) -> Bool { last[day] > first[day] }
    /// Waiting between the day's sessions.
    func idleMinutes(_ day: Int) -> Int { isTrip(day) ? max(0, last[day] - first[day] - present[day]) : 0 }
    func isShort(_ day: Int, minimum: Int) -> Bool { bundled[day] > 0 && bundled[day] < minimum }
    func isPaid(_ day: Int, minimum: Int) -> Bool { bundled[day] > 0 && bundled[day] >= minimum }
}
