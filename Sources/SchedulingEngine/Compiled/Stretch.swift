internal import ClinicModel

/// A half-open stretch in minutes of the week (below 0 or above 10,080 where it reaches into the weeks
/// beside it), and which window of its owner it comes from.
struct Stretch: Sendable {
    var start: Int
    var end: Int
    var source: Int

    func touches(_ a: Int, _ b: Int) -> Bool { start < b && a < end }
    func contains(_ a: Int, _ b: Int) -> Bool { start <= a && b <= end }
}

extension Rows where Element == Stretch {
    /// The first of a row that a stretch of time touches.
    func first(_ row: Int, touching a: Int, _ b: Int) -> Stretch? {
        for i in range(row) where values[i].touches(a, b) { return values[i] }
        return nil
    }
    /// Whether one of a row holds all of a stretch of time.
    func contains(_ row: Int, _ a: Int, _ b: Int) -> Bool {
        for i in range(row) where values[i].contains(a, b) { return true }
        return false
    }
}

/// Turns windows into stretches of one week. Judging looks a day to both sides, for what runs past
/// midnight.
struct Expansion {
    let calendar: WeekCalendar
    let week: CivilDate
    /// Minutes since 1970-01-01 of the week's beginning.
    var origin: Int { Int(week.dayNumber) * 1440 }

    func expand(_ window: WeeklyWindow, source: Int, _ body: (Stretch) -> Void) {
        let origin = origin
        calendar.forEachInterval(of: window, from: week, through: week + 7) {
            body(Stretch(start: $0.start - origin, end: $0.end - origin, source: source))
        }
    }
    func expand(_ time: UnavailableTime, source: Int, _ body: (Stretch) -> Void) {
        switch time {
        case .weekly(let w): expand(w, source: source, body)
        case .dated: put(calendar.intervals(of: time, from: week, through: week + 7), source, body)
        }
    }
    func expand(_ absence: Absence, source: Int, _ body: (Stretch) -> Void) {
        put(calendar.intervals(of: absence, from: week, through: week + 7), source, body)
    }
    private func put(_ list: [Interval], _ source: Int, _ body: (Stretch) -> Void) {
        for i in list { body(Stretch(start: i.start - origin, end: i.end - origin, source: source)) }
    }
    /// Windows of one list that touch or overlap count as one.
    func joined(_ windows: [WeeklyWindow]) -> [Stretch] {
        var list: [Interval] = []
        for w in windows {
            calendar.forEachInterval(of: w, from: week, through: week + 7) { list.append($0) }
        }
        let origin = origin
        return Interval.joined(list).map {
            Stretch(start: $0.start - origin, end: $0.end - origin, source: 0)
        }
    }
}
