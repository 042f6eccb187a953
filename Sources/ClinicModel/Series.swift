/// Whom a series is for; nil keys mean everyone.
package struct Population: Hashable, Sendable, Codable {
    package var ageBand: AgeBand?
    package var gender: String?
    package var approach: String?
    package init(ageBand: AgeBand? = nil, gender: String? = nil, approach: String? = nil) {
        self.ageBand = ageBand
        self.gender = gender
        self.approach = approach
    }
}

/// A patient's seat in a series, both ends included; `joined` = `left` is a guest for one evening.
package struct Enrollment: Hashable, Sendable, Codable {
    package var patient: PatientID
    package var joined: CivilDate
    package var left: CivilDate?
    package init(patient: PatientID, joined: CivilDate, left: CivilDate? = nil) {
        self.patient = patient
        self.joined = joined
        self.left = left
    }
    package func covers(_ date: CivilDate) -> Bool { joined <= date && (left.map { date <= $0 } ?? true) }
}

/// What happens to one occurrence of a series, named by the date its pattern gives.
package struct OccurrenceException: Hashable, Sendable, Codable {
    package enum Kind: Hashable, Sendable, Codable {
        case cancelled
        case changed(Replacement)
    }
    /// Nil keys keep the series' values; an empty list of therapists is none.
    package struct Replacement: Hashable, Sendable, Codable {
        package var date: CivilDate?
        package var start: TimeOfDay?
        package var room: RoomID?
        package var therapists: [TherapistID]?
        package init(
            date: CivilDate? = nil, start: TimeOfDay? = nil, room: RoomID? = nil,
            therapists: [TherapistID]? = nil
        ) {
            self.date = date
            self.start = start
            self.room = room
            self.therapists = therapists
        }
    }
    package var date: CivilDate
    package var kind: Kind
    package var reason: Confidential?
    package init(date: CivilDate, kind: Kind, reason: Confidential? = nil) {
        self.date = date
        self.kind = kind
        self.reason = reason
    }
}

/// A weekday and a start of a series.
package struct WeeklySlot: Hashable, Sendable, Codable {
    package var weekday: Weekday
    package var start: TimeOfDay
    package init(_ weekday: Weekday, _ start: TimeOfDay) {
        self.weekday = weekday
        self.start = start
    }
}

/// Sessions that come back on one weekday: a group, or a standing individual hour.
package struct Series: Hashable, Sendable, Codable {
    package var id: SeriesID
    package var name: Confidential?
    package var track: String?
    package var service: ServiceID
    /// Nil: not yet placed; such a series has no occurrences.
    package var slot: WeeklySlot?
    package var room: RoomID?
    package var therapists: [TherapistID]
    package var everyWeeks: Int
    package var from: CivilDate
    package var until: CivilDate?
    /// Overrides the service's length.
    package var minutes: Int?
    package var population: Population?
    /// The first occurrence's place among the service's topics, from 0.
    package var firstTopic: Int
    package var pinned: Bool
    package var enrollments: [Enrollment]
    package var exceptions: [OccurrenceException]

    package init(
        id: SeriesID, name: Confidential? = nil, track: String? = nil, service: ServiceID,
        slot: WeeklySlot? = nil, room: RoomID? = nil, therapists: [TherapistID] = [], everyWeeks: Int = 1,
        from: CivilDate, until: CivilDate? = nil, minutes: Int? = nil, population: Population? = nil,
        firstTopic: Int = 0, pinned: Bool = false, enrollments: [Enrollment] = [],
        exceptions: [OccurrenceException] = []
    ) {
        self.id = id
        self.name = name
        self.track = track
        self.service = service
        self.slot = slot
        self.room = room
        self.therapists = therapists
        self.everyWeeks = everyWeeks
        self.from = from
        self.until = until
        self.minutes = minutes
        self.population = population
        self.firstTopic = firstTopic
        self.pinned = pinned
        self.enrollments = enrollments
        self.exceptions = exceptions
    }

    /// Itself without its enrollments and exceptions, which change on their own.
    package var withoutLists: Series {
        var s = self
        s.enrollments = []
        s.exceptions = []
        return s
    }
    /// Whether the pattern gives an occurrence on the date (it may be cancelled, moved or fall on a closure).
    package func patternHolds(on date: CivilDate, calendar: WeekCalendar) -> Bool {
        guard let slot, date.weekday == slot.weekday, from <= date, until.map({ date <= $0 }) ?? true
        else { return false }
        return calendar.isDue(everyWeeks: everyWeeks, starting: from, on: date)
    }
    /// The dates its pattern gives in first…last, in order.
    package func patternDates(from first: CivilDate, through last: CivilDate, calendar: WeekCalendar)
        -> [CivilDate]
    {
        var out: [CivilDate] = []
        forEachPatternDate(from: first, through: last, calendar: calendar) { out.append($0) }
        return out
    }
    package func forEachPatternDate(
        from first: CivilDate, through last: CivilDate, calendar: WeekCalendar, _ body: (CivilDate) -> Void
    ) {
        guard let slot else { return }
        let low = max(first, from)
        let high = until.map { min($0, last) } ?? last
        var date = low + (slot.weekday.rawValue - low.weekday.rawValue + 7) % 7
        while date <= high {
            // Each week's date is due when it comes each week; it is not before `from`.
            if everyWeeks == 1 || calendar.isDue(everyWeeks: everyWeeks, starting: from, on: date) {
                body(date)
            }
            date = date + 7
        }
    }
}
