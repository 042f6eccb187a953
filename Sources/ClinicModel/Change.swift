/// One thing that changes: what stood, and what stands after. Nil before: added. Nil after: removed.
///
/// Series change without their lists (`Series.withoutLists`), which have changes of their own.
package enum Change: Hashable, Sendable, Codable {
    case session(before: Session?, after: Session?)
    case series(before: Series?, after: Series?)
    case enrollment(SeriesID, before: Enrollment?, after: Enrollment?)
    case exception(SeriesID, before: OccurrenceException?, after: OccurrenceException?)
    case override(before: RuleOverride?, after: RuleOverride?)
    case waitlist(before: WaitlistEntry?, after: WaitlistEntry?)
    case timeOff(TherapistID, before: Absence?, after: Absence?)
    case closure(RoomID, before: Absence?, after: Absence?)
    case unavailable(PatientID, before: UnavailableTime?, after: UnavailableTime?)
    case attendance(before: Attendance?, after: Attendance?)

    package var inverse: Change {
        switch self {
        case .session(let b, let a): .session(before: a, after: b)
        case .series(let b, let a): .series(before: a, after: b)
        case .enrollment(let s, let b, let a): .enrollment(s, before: a, after: b)
        case .exception(let s, let b, let a): .exception(s, before: a, after: b)
        case .override(let b, let a): .override(before: a, after: b)
        case .waitlist(let b, let a): .waitlist(before: a, after: b)
        case .timeOff(let t, let b, let a): .timeOff(t, before: a, after: b)
        case .closure(let r, let b, let a): .closure(r, before: a, after: b)
        case .unavailable(let p, let b, let a): .unavailable(p, before: a, after: b)
        case .attendance(let b, let a): .attendance(before: a, after: b)
        }
    }
}

/// Changes that are made together or not at all.
package struct ChangeSet: Hashable, Sendable, Codable {
    package var changes: [Change]
    /// By index in `changes`: where in its list a thing that was removed stood, or one that is added goes
    /// (without: the end), so that taking back a removal keeps the order of the list.
    package var places: [Int: Int]
    package init(_ changes: [Change] = [], places: [Int: Int] = [:]) {
        self.changes = changes
        self.places = places
    }
    package var isEmpty: Bool { changes.isEmpty }
    package var inverse: ChangeSet {
        let last = changes.count - 1
        return ChangeSet(
            changes.reversed().map(\.inverse),
            places: Dictionary(uniqueKeysWithValues: places.map { (last - $0.key, $0.value) }))
    }
}

/// What a change meant to replace no longer stands as it did.
package enum ChangeConflict: Error, Equatable, Sendable {
    case movedOn(Change)
}

extension Clinic {
    /// Makes every change, or none. Throws the first whose `before` does not stand as it says (or, for an
    /// addition, whose id or date is taken). Returns the same changes with the places of what was added or
    /// removed.
    @discardableResult
    package mutating func apply(_ set: ChangeSet) throws(ChangeConflict) -> ChangeSet {
        var copy = self
        var made = set
        for (n, change) in set.changes.enumerated() {
            var place = set.places[n]
            guard copy.make(change, at: &place) else { throw .movedOn(change) }
            made.places[n] = place
        }
        self = copy
        return made
    }

    /// `place` comes in as where an addition goes and leaves as where something was added or removed.
    private mutating func make(_ change: Change, at place: inout Int?) -> Bool {
        switch change {
        case .session(let before, let after):
            return Self.replace(
                &sessions, before, after, at: &place, taken: { list, x in list.contains { $0.id == x.id } })
        case .series(let before, let after):
            let id = (before ?? after)?.id
            guard let i = series.firstIndex(where: { $0.id == id }) else {
                guard before == nil, let after else { return false }
                return Self.replace(&series, nil, after, at: &place, taken: { _, _ in false })
            }
            guard let before, series[i].withoutLists == before else { return false }
            guard var next = after else {
                guard series[i].enrollments.isEmpty, series[i].exceptions.isEmpty else { return false }
                series.remove(at: i)
                place = i
                return true
            }
            place = nil
            next.enrollments = series[i].enrollments
            next.exceptions = series[i].exceptions
            series[i] = next
            return true
        case .enrollment(let id, let before, let after):
            guard let i = series.firstIndex(where: { $0.id == id }) else { return false }
            return Self.replace(
                &series[i].enrollments, before, after, at: &place, taken: { _, _ in false })
        case .exception(let id, let before, let after):
            guard let i = series.firstIndex(where: { $0.id == id }) else { return false }
            return Self.replace(
                &series[i].exceptions, before, after, at: &place,
                taken: { list, x in list.contains { $0.date == x.date } })
        case .override(let before, let after):
            return Self.replace(&overrides, before, after, at: &place, taken: { _, _ in false })
        case .waitlist(let before, let after):
            return Self.replace(&waitlist, before, after, at: &place, taken: { _, _ in false })
        case .timeOff(let id, let before, let after):
            guard let i = therapists.firstIndex(where: { $0.id == id }) else { return false }
            return Self.replace(
                &therapists[i].timeOff, before, after, at: &place, taken: { _, _ in false })
        case .closure(let id, let before, let after):
            guard let i = rooms.firstIndex(where: { $0.id == id }) else { return false }
            return Self.replace(&rooms[i].closures, before, after, at: &place, taken: { _, _ in false })
        case .unavailable(let id, let before, let after):
            guard let i = patients.firstIndex(where: { $0.id == id }) else { return false }
            return Self.replace(
                &patients[i].unavailable, before, after, at: &place, taken: { _, _ in false })
        case .attendance(let before, let after):
            return Self.replace(
                &attendance, before, after, at: &place,
                taken: { list, x in list.contains { $0.session == x.session && $0.patient == x.patient } })
        }
    }

    private static func replace<T: Equatable>(
        _ list: inout [T], _ before: T?, _ after: T?, at place: inout Int?, taken: ([T], T) -> Bool
    ) -> Bool {
        if let before {
            guard let i = list.firstIndex(of: before) else { return false }
            if let after {
                list[i] = after
                place = nil
            } else {
                list.remove(at: i)
                place = i
            }
            return true
        }
        guard let after else {
            place = nil
            return true
        }
        guard !taken(list, after) else { return false }
        let i = max(0, min(place ?? list.count, list.count))
        list.insert(after, at: i)
        place = i
        return true
    }
}
