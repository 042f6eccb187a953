/// Times that come back on weekdays: hours, work, unavailable times, preferences, meetings.
///
/// Half-open. A window whose `to` is not after its `from` runs past midnight into the next day and belongs
/// to the day it begins on.
package struct WeeklyWindow: Hashable, Sendable, Codable {
    package var days: [Weekday]
    package var from: TimeOfDay
    package var to: TimeOfDay
    package var label: Confidential?
    /// Due every so many weeks, at least 1; above 1 counted from `starting`.
    package var everyWeeks: Int
    package var starting: CivilDate?

    package init(
        days: [Weekday], from: TimeOfDay, to: TimeOfDay, label: Confidential? = nil, everyWeeks: Int = 1,
        starting: CivilDate? = nil
    ) {
        self.days = days
        self.from = from
        self.to = to
        self.label = label
        self.everyWeeks = everyWeeks
        self.starting = starting
    }
    /// Minutes it lasts, 5…1440.
    package var length: Int { Int(to.minutes) - Int(from.minutes) + (to > from ? 0 : 1440) }
}

/// A stretch of time on one date; past midnight like a weekly one. `note` is the document's `label`
/// (of unavailable times) or `reason` (of time off and closures).
package struct DatedWindow: Hashable, Sendable, Codable {
    package var date: CivilDate
    package var from: TimeOfDay
    package var to: TimeOfDay
    package var note: Confidential?

    package init(date: CivilDate, from: TimeOfDay, to: TimeOfDay, note: Confidential? = nil) {
        self.date = date
        self.from = from
        self.to = to
        self.note = note
    }
    package var interval: Interval {
        let a = CivilMoment(date, from).minutes
        return Interval(a, a + Int(to.minutes) - Int(from.minutes) + (to > from ? 0 : 1440))
    }
}

/// Whole days, both ends included; `to` is not before `from`.
package struct DayRange: Hashable, Sendable, Codable {
    package var from: CivilDate
    package var to: CivilDate
    package var reason: Confidential?

    package init(from: CivilDate, to: CivilDate, reason: Confidential? = nil) {
        self.from = from
        self.to = to
        self.reason = reason
    }
    package func contains(_ date: CivilDate) -> Bool { from <= date && date <= to }
}

/// When a patient, or one of the family, can't come: every week or once.
package enum UnavailableTime: Hashable, Sendable, Codable {
    case weekly(WeeklyWindow)
    case dated(DatedWindow)

    package var label: Confidential? {
        switch self {
        case .weekly(let w): w.label
        case .dated(let w): w.note
        }
    }
}

/// When a therapist is off or a room is closed: whole days or a stretch of one.
package enum Absence: Hashable, Sendable, Codable {
    case days(DayRange)
    case hours(DatedWindow)

    package var reason: Confidential? {
        switch self {
        case .days(let d): d.reason
        case .hours(let h): h.note
        }
    }
}

/// How a clinic counts weeks.
package struct WeekCalendar: Hashable, Sendable {
    package let startsOn: Weekday

    package init(startsOn: Weekday) { self.startsOn = startsOn }

    /// The first day of the week that holds `date`.
    package func week(of date: CivilDate) -> CivilDate {
        date - (date.weekday.rawValue - startsOn.rawValue + 7) % 7
    }
    /// Whether something due every `n` weeks from `starting` on is due in the week of `date`: the whole
    /// weeks between are a multiple of `n` and not negative; without `starting` it always is.
    package func isDue(everyWeeks n: Int, starting: CivilDate?, on date: CivilDate) -> Bool {
        guard let starting else { return true }
        let weeks = (week(of: date) - week(of: starting)) / 7
        return weeks >= 0 && weeks % n == 0
    }

    /// The stretches of a weekly window that begin on one of the dates, the day before the first included
    /// (its night may reach in).
    package func intervals(of window: WeeklyWindow, from first: CivilDate, through last: CivilDate)
        -> [Interval]
    {
        var out: [Interval] = []
        forEachInterval(of: window, from: first, through: last) { out.append($0) }
        return out
    }
    /// The same stretches, one after the other and without an array.
    package func forEachInterval(
        of window: WeeklyWindow, from first: CivilDate, through last: CivilDate, _ body: (Interval) -> Void
    ) {
        var days: UInt8 = 0
        for day in window.days { days |= 1 << UInt8(day.rawValue) }
        let from = Int(window.from.minutes)
        let length = window.length
        var day = first - 1
        var weekday = UInt8(day.weekday.rawValue)
        while day <= last {
            if days >> weekday & 1 == 1,
                isDue(everyWeeks: window.everyWeeks, starting: window.starting, on: day)
            {
                let a = Int(day.dayNumber) * 1440 + from
                body(Interval(a, a + length))
            }
            day = day + 1
            weekday = weekday == 6 ? 0 : weekday + 1
        }
    }
    package func intervals(of time: UnavailableTime, from first: CivilDate, through last: CivilDate)
        -> [Interval]
    {
        switch time {
        case .weekly(let w): intervals(of: w, from: first, through: last)
        case .dated(let w): w.date >= first - 1 && w.date <= last ? [w.interval] : []
        }
    }
    /// Whole days come as one stretch, cut to the dates asked for and the day before them.
    package func intervals(of absence: Absence, from first: CivilDate, through last: CivilDate) -> [Interval]
    {
        switch absence {
        case .hours(let w): return w.date >= first - 1 && w.date <= last ? [w.interval] : []
        case .days(let d):
            let a = max(d.from, first - 1)
            let b = min(d.to, last)
            return a <= b ? [Interval(Int(a.dayNumber) * 1440, Int(b.dayNumber + 1) * 1440)] : []
        }
    }
}
