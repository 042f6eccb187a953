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
        var day = self[s.day]
        day.add(s)
        bundled[s.day] = day.bundled
        present[s.day] = day.present
        first[s.day] = day.first
        last[s.day] = day.last
    }
    subscript(day: Int) -> PatientDay {
        PatientDay(bundled: bundled[day], present: present[day], first: first[day], last: last[day])
    }
    func isTrip(_ day: Int) -> Bool { self[day].isTrip }
    func idleMinutes(_ day: Int) -> Int { self[day].idleMinutes }
    func isShort(_ day: Int, minimum: Int) -> Bool { self[day].isShort(minimum: minimum) }
    func isPaid(_ day: Int, minimum: Int) -> Bool { self[day].isPaid(minimum: minimum) }
    var bundledMinutes: Int {
        var sum = 0
        for day in bundled.indices { sum += bundled[day] }
        return sum
    }
}

/// One day of it.
struct PatientDay {
    var bundled = 0
    var present = 0
    var first = Int.max
    var last = Int.min

    mutating func add(_ s: Sitting) {
        if s.isBundled { bundled += s.minutes }
        if s.isInPerson {
            present += s.minutes
            first = min(first, s.start)
            last = max(last, s.end)
        }
    }
    var isTrip: Bool { last > first }
    /// Waiting between the day's sessions.
    var idleMinutes: Int { isTrip ? max(0, last - first - present) : 0 }
    func isShort(minimum: Int) -> Bool { bundled > 0 && bundled < minimum }
    func isPaid(minimum: Int) -> Bool { bundled > 0 && bundled >= minimum }
    /// Points of the day by itself.
    func points(minimum: Int) -> Int {
        (isShort(minimum: minimum) ? Points.shortDay : 0)
            + (isTrip ? Points.travelDay + idleMinutes / Points.idleMinutes : 0)
    }
}
