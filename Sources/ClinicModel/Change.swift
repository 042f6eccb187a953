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

    package var inverse: Change {
        switch self {
        case .session(let b, let a): .session(before: a, after: b)
        case .series(let b, let a): .series(before: a, after: b)
        case .enrollment(let s, let b, let a): .enrollment(s, before: a, after: b)
        case .exception(let s, let b, let a): .exception(s, before: a, after: b)
        case .override(let b, let a): .override(before: a, after: b)
        case .waitlist(let b, let a): .waitlist(before: a, after: b)
        }
    }
}

/// Changes that are made together or not at all.
package struct ChangeSet: Hashable, Sendable, Codable {
    package var changes: [Change]
    package init(_ changes: [Change] = []) { self.changes = changes }
    package var isEmpty: Bool { changes.isEmpty }
    package var inverse: ChangeSet { ChangeSet(changes.reversed().map(\.inverse)) }
}

/// What a change meant to replace no longer stands as it did.
package enum ChangeConflict: Error, Equatable, Sendable {
    case movedOn(Change)
}

extension Clinic {
    /// Makes every change, or none. Throws the first whose `before` does not stand as it says (or, for an
    /// addition, whose place is taken).
    package mutating func apply(_ set: ChangeSet) throws(ChangeConflict) {
        var copy = self
        for change in set.changes where !copy.make(change) { throw .movedOn(change) }
        self = copy
    }

    private mutating func make(_ change: Change) -> Bool {
        switch change {
        case .session(let before, let after):
            return Self.replace(
                &sessions, before, after, at: { list, x in list.firstIndex { $0.id == x.id } })
        case .series(let before, let after):
            let id = (before ?? after)?.id
            guard let i = series.firstIndex(where: { $0.id == id }) else {
                guard before == nil, let after else { return false }
                series.append(after)
                return true
            }
            guard let before, series[i].withoutLists == before else { return false }
            guard var next = after else {
                guard series[i].enrollments.isEmpty, series[i].exceptions.isEmpty else { return false }
                series.remove(at: i)
                return true
            }
            next.enrollments = series[i].enrollments
            next.exceptions = series[i].exceptions
            series[i] = next
            return true
        case .enrollment(let id, let before, let after):
            guard let i = series.firstIndex(where: { $0.id == id }) else { return false }
            return Self.replace(&series[i].enrollments, before, after, at: { _, _ in nil })
        case .exception(let id, let before, let after):
            guard let i = series.firstIndex(where: { $0.id == id }) else { return false }
            return Self.replace(
                &series[i].exceptions, before, after, at: { list, x in list.firstIndex { $0.date == x.date } }
            )
        case .override(let before, let after):
            return Self.replace(&overrides, before, after, at: { _, _ in nil })
        case .waitlist(let before, let after):
            return Self.replace(&waitlist, before, after, at: { _, _ in nil })
        }
    }

    /// `taken` finds the element that has the key of a new one.
    private static func replace<T: Equatable>(
        _ list: inout [T], _ before: T?, _ after: T?, at taken: ([T], T) -> Int?
    ) -> Bool {
        if let before {
            guard let i = list.firstIndex(of: before) else { return false }
            if let after { list[i] = after } else { list.remove(at: i) }
            return true
        }
        guard let after else { return true }
        guard taken(list, after) == nil else { return false }
        list.append(after)
        return true
    }
}
