internal import ClinicModel
internal import ClinicStore

/// Where a session goes; nil keeps what stands.
struct Destination {
    var to: CivilMoment?
    var therapists: [TherapistID]?
    var room: RoomID?
}

extension Drafter {
    mutating func move(_ reference: SessionReference, _ wanted: Destination, scope: SeriesScope)
        throws(DeskError)
    {
        var there = wanted
        if let therapists = wanted.therapists { there.therapists = try known(therapists) }
        try check(there.room)
        let subject = try subject(reference)
        var from = try begins(reference)
        var to = there.to
        session = reference
        switch reference {
        case .single(let id): try moveSingle(id, there)
        case .occurrence(let id, let date) where scope == .this: try moveOnce(id, date, there)
        case .occurrence(let id, let date):
            let (s, slot) = try patterned(id, date)
            let start = try goOn(s, from: date, scope)
            try moveSeries(s, date, there, start: start)
            // It is told of the first that moves.
            if start != date {
                from = CivilMoment(start, slot.start)
                to = to.map { CivilMoment($0.date + (start - date), $0.time) }
            }
        }
        if let to, to != from {
            headline = "Moved \(subject), \(told(from)), to \(told(to))\(scope.words)"
        } else if let room = there.room, there.therapists == nil {
            headline = "Moved \(subject), \(told(from)), to \(room)\(scope.words)"
        } else if let therapist = there.therapists?.first {
            headline = "Gave \(subject), \(told(from)), to \(therapist)\(scope.words)"
        } else {
            headline = "Changed \(subject), \(told(from))\(scope.words)"
        }
    }

    private mutating func moveSingle(_ id: SessionID, _ there: Destination) throws(DeskError) {
        let s = try open(id)
        var moved = s
        if let to = there.to {
            moved.date = to.date
            moved.start = to.time
        }
        moved.room = there.room ?? s.room
        moved.therapists = there.therapists ?? s.therapists
        guard moved != s else { throw .cannot(.nothingChanges, clinic) }
        touch(s.date)
        touch(moved.date)
        touch(s.patients)
        try make(.session(before: s, after: moved))
    }

    // MARK: one occurrence

    private mutating func moveOnce(_ id: SeriesID, _ date: CivilDate, _ there: Destination) throws(DeskError)
    {
        let (s, slot) = try patterned(id, date)
        let standing = exception(of: s, on: date)
        var now = OccurrenceException.Replacement()
        switch standing?.kind {
        case .cancelled: throw .cannot(.notHeld(.occurrence(id, date)), clinic)
        case .changed(let to): now = to
        case nil: break
        }
        let held = there.to?.date ?? now.date ?? date
        // A closed day holds none, but what it holds by its pattern may go elsewhere.
        guard held != date || !clinic.profile.isClosed(on: date) else {
            throw .cannot(.notHeld(.occurrence(id, date)), clinic)
        }
        let start = there.to?.time ?? now.start ?? slot.start
        let room = there.room ?? now.room ?? s.room
        let therapists = there.therapists ?? now.therapists ?? s.therapists
        // Only what differs from the series is kept, so that later changes of the series still reach it.
        let to = OccurrenceException.Replacement(
            date: held == date ? nil : held, start: start == slot.start ? nil : start,
            room: room == s.room ? nil : room, therapists: therapists == s.therapists ? nil : therapists)
        var after: OccurrenceException?
        if to != OccurrenceException.Replacement() {
            after = OccurrenceException(date: date, kind: .changed(to), reason: reason ?? standing?.reason)
        }
        guard after?.kind != standing?.kind else { throw .cannot(.nothingChanges, clinic) }
        touch(now.date ?? date)
        touch(held)
        touch(enrolled(in: s, on: date))
        try make(.exception(id, before: standing, after: after))
    }

    // MARK: a series

    private mutating func moveSeries(
        _ s: Series, _ date: CivilDate, _ there: Destination, start: CivilDate
    ) throws(DeskError) {
        let days = there.to.map { $0.date - date } ?? 0
        var next = s
        if let to = there.to { next.slot = WeeklySlot(to.date.weekday, to.time) }
        next.room = there.room ?? s.room
        next.therapists = there.therapists ?? s.therapists
        guard days != 0 || next != s else { throw .cannot(.nothingChanges, clinic) }
        let isFirst = s.patternDates(from: s.from, through: start - 1, calendar: calendar).isEmpty
        touch(s, from: start, until: s.until)
        touch(s.enrollments.filter { $0.left.map { $0 >= start } ?? true }.map(\.patient))
        let carried = Carried(
            series: s, start: start, days: days, asked: date, to: there, calendar: calendar)
        if isFirst {
            try changeInPlace(s, next, carried, start: start)
            session = .occurrence(s.id, start + days)
        } else {
            try split(s, next, carried, start: start)
        }
    }

    private mutating func changeInPlace(_ s: Series, _ next: Series, _ carried: Carried, start: CivilDate)
        throws(DeskError)
    {
        var after = next.withoutLists
        after.from = carried.days == 0 ? s.from : start + carried.days
        after.until = carried.until
        try make(.series(before: s.withoutLists, after: after))
        for e in s.enrollments {
            let new = carried.enrollment(e, whole: true)
            if new != e { try make(.enrollment(s.id, before: e, after: new)) }
        }
        // Those whose date another takes over go first.
        let pairs = s.exceptions.map { ($0, carried.exception($0)) }.filter { $0.0 != $0.1 }
        for (e, _) in pairs { try make(.exception(s.id, before: e, after: nil)) }
        for (_, new) in pairs { if let new { try make(.exception(s.id, before: nil, after: new)) } }
        lasting.insert(s.id)
        touch(try series(s.id), from: min(start, start + carried.days), until: after.until)
    }

    /// Ends the series before the date and begins a new one there, topics in turn, with who and what is
    /// still to come.
    private mutating func split(_ s: Series, _ next: Series, _ carried: Carried, start: CivilDate)
        throws(DeskError)
    {
        var ended = s.withoutLists
        ended.until = start - 1
        var after = next.withoutLists
        after.id = ids.newSeries()
        after.from = start + carried.days
        after.until = carried.until
        after.firstTopic = clinic.topicPlace(of: s, on: start) ?? s.firstTopic
        try make(.series(before: s.withoutLists, after: ended))
        try make(.series(before: nil, after: after))
        for e in s.enrollments where e.left.map({ $0 >= start }) ?? true {
            let new = carried.enrollment(e, whole: false)
            if let left = new.left, left < new.joined { continue }
            try make(.enrollment(after.id, before: nil, after: new))
        }
        for e in s.exceptions where e.date >= start {
            if let new = carried.exception(e) {
                try make(.exception(after.id, before: nil, after: new))
            }
        }
        // A reason holds for a time; another one needs its own.
        for o in clinic.overrides where next.slot == s.slot && carried.days == 0 {
            var copy = o
            switch o.scope {
            case .series(s.id): copy.scope = .series(after.id)
            case .session(.occurrence(s.id, let date)) where date >= start:
                copy.scope = .session(.occurrence(after.id, date + carried.days))
            default: continue
            }
            try make(.override(before: nil, after: copy))
        }
        session = .occurrence(after.id, after.from)
        lasting.insert(after.id)
        touch(try series(after.id), from: after.from, until: after.until)
    }
}

/// What a series takes along when it moves by some days from one of its dates on.
private struct Carried {
    let series: Series
    let start: CivilDate
    let days: Int
    /// The occurrence that was asked for: it goes where the series goes.
    let asked: CivilDate
    let to: Destination
    let calendar: WeekCalendar

    /// A date that names an occurrence moves with it; any other is a day of the calendar and stays.
    private func moved(_ date: CivilDate) -> CivilDate {
        series.patternHolds(on: date, calendar: calendar) ? date + days : date
    }
    /// So that there are as many occurrences as before.
    var until: CivilDate? {
        guard let until = series.until, days != 0 else { return series.until }
        let dates = series.patternDates(from: start, through: until, calendar: calendar)
        return dates.last.map { $0 + days } ?? until
    }
    /// `whole`: the series keeps its name, so that who joined before its first date need not join anew.
    func enrollment(_ e: Enrollment, whole: Bool) -> Enrollment {
        var new = e
        if e.joined > start {
            new.joined = moved(e.joined)
        } else if !whole || e.joined == start || e.joined > start + days {
            new.joined = start + days
        }
        new.left = e.left.map { moved($0) }
        return new
    }
    /// Nil when nothing of it is left: it changed just what the series changes now.
    func exception(_ e: OccurrenceException) -> OccurrenceException? {
        guard e.date >= start else { return e }
        var new = e
        new.date = e.date + days
        guard case .changed(var replacement) = e.kind else { return new }
        if e.date == asked { return nil }
        if replacement.date == new.date { replacement.date = nil }
        if replacement.start == to.to?.time { replacement.start = nil }
        if replacement.room == to.room { replacement.room = nil }
        if replacement.therapists == to.therapists { replacement.therapists = nil }
        new.kind = .changed(replacement)
        return replacement == OccurrenceException.Replacement() ? nil : new
    }
}
