package import ClinicModel
internal import Foundation
internal import GRDB

/// A line for the journal, as the one who writes gives it.
package struct NewEntry: Sendable {
    package enum Kind: String, Sendable { case change, undo, redo, `import` }
    package var kind: Kind
    /// Milliseconds since 1970-01-01 00:00 UTC.
    package var instant: Int
    /// In the clinic's own time.
    package var at: CivilMoment
    package var coordinator: String
    /// JSON that the desk reads back.
    package var title: String
    package var reason: String?
    /// Of an undo or redo: the change that it is about.
    package var original: Int?
    /// JSON that the desk reads back: what it has to know to take the change back.
    package var context: String
    /// With their places.
    package var changes: ChangeSet

    package init(
        kind: Kind, instant: Int, at: CivilMoment, coordinator: String, title: String, reason: String? = nil,
        original: Int? = nil, context: String = "{}", changes: ChangeSet = ChangeSet()
    ) {
        self.kind = kind
        self.instant = instant
        self.at = at
        self.coordinator = coordinator
        self.title = title
        self.reason = reason
        self.original = original
        self.context = context
        self.changes = changes
    }
}

/// A line of the journal.
package struct StoredEntry: Sendable {
    package var sequence: Int
    /// Of the store with it.
    package var revision: Int
    package var entry: NewEntry
    /// Of a change: the undo that took it back, unless it was made again.
    package var undoneBy: Int?
}

extension Transaction {
    /// Adds a line; an undo or redo also marks the change that it is about. Returns its sequence number.
    @discardableResult
    package mutating func record(_ entry: NewEntry) throws(StoreError) -> Int {
        touch()
        return try storing(place) {
            try db.run(
                """
                INSERT INTO journal
                (kind, revision, instant, day, minute, coordinator, title, reason, original, context)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
                Values().add(entry.kind.rawValue).add(revision + 1).add(entry.instant).add(entry.at.date).add(
                    entry.at.time
                )
                .add(entry.coordinator).add(entry.title).add(entry.reason).add(entry.original)
                .add(entry.context))
            let sequence = Int(db.lastInsertedRowID)
            for (n, change) in entry.changes.changes.enumerated() {
                try db.recordChange(change, place: entry.changes.places[n], at: n, of: sequence)
            }
            if let original = entry.original {
                try db.run(
                    "UPDATE journal SET undone_by = ? WHERE sequence = ?",
                    Values().add(entry.kind == .undo ? sequence : nil).add(original))
            }
            return sequence
        }
    }

    /// The coordinator's last change that stands, since the last import.
    package func lastChange(by coordinator: String) throws(StoreError) -> StoredEntry? {
        try storing(place) {
            try db.entries(
                """
                WHERE coordinator = ? AND kind = 'change' AND undone_by IS NULL
                  AND sequence > \(Self.lastImport) ORDER BY sequence DESC LIMIT 1
                """, Values().add(coordinator)
            ).first
        }
    }
    /// What the coordinator took back last and has not made again, as long as nothing new was done by the
    /// same one since.
    package func lastUndone(by coordinator: String) throws(StoreError) -> StoredEntry? {
        try storing(place) {
            let fresh =
                try db.integer(
                    "SELECT max(sequence) FROM journal WHERE coordinator = ? AND kind = 'change'",
                    Values().add(coordinator)) ?? 0
            return try db.entries(
                """
                WHERE coordinator = ? AND kind = 'change' AND undone_by > ? AND sequence > \(Self.lastImport)
                ORDER BY undone_by DESC LIMIT 1
                """, Values().add(coordinator).add(fresh)
            ).first
        }
    }
    /// Nothing has been told of the clinic yet.
    package func isJournalEmpty() throws(StoreError) -> Bool {
        try storing(place) { try db.integer("SELECT count(*) FROM journal") == 0 }
    }
    /// Adds the lines of another clinic file, in their order, under numbers of their own.
    package mutating func record(_ lines: [StoredEntry]) throws(StoreError) {
        var numbers: [Int: Int] = [:]
        for line in lines {
            var entry = line.entry
            entry.original = entry.original.flatMap { numbers[$0] }
            numbers[line.sequence] = try record(entry)
        }
    }
    private static var lastImport: String {
        "(SELECT coalesce(max(sequence), 0) FROM journal WHERE kind = 'import')"
    }

    /// Lines that touched the session or the series, newest first, at most 50.
    package func entries(about subject: String, after sequence: Int = 0) throws(StoreError) -> [StoredEntry] {
        try storing(place) {
            try db.entries(
                """
                WHERE sequence IN (
                  SELECT sequence FROM journal_change WHERE subject = ? AND sequence > ?)
                ORDER BY sequence DESC LIMIT 50
                """, Values().add(subject).add(sequence))
        }
    }
    /// The line that made a change last: its own, or that of its last redo.
    package func lastMaking(of change: StoredEntry) throws(StoreError) -> StoredEntry {
        try storing(place) {
            try db.entries(
                "WHERE original = ? AND kind = 'redo' ORDER BY sequence DESC LIMIT 1",
                Values().add(change.sequence)
            ).first ?? change
        }
    }
    package func entry(_ sequence: Int) throws(StoreError) -> StoredEntry? {
        try storing(place) { try db.entries("WHERE sequence = ?", Values().add(sequence)).first }
    }
}

extension ClinicStore {
    /// The journal, oldest first, from a day of the clinic's own time on.
    package func journal(since day: CivilDate? = nil) throws(StoreError) -> [StoredEntry] {
        try storing(place) {
            try queue().read { db in
                if let day {
                    return try db.entries("WHERE day >= ? ORDER BY sequence", Values().add(day))
                }
                return try db.entries("ORDER BY sequence", Values())
            }
        }
    }
    /// Looks into the journal without writing.
    package func reading<Value>(
        _ body: (borrowing Transaction) throws(StoreError) -> Value
    ) throws(StoreError) -> Value {
        try storing(place) {
            try queue().read { db in
                try body(Transaction(db: db, place: place, clinic: nil, revision: 0))
            }
        }
    }
}

extension Change {
    /// What the change is about, so that its history can be found: a session or a series by id, whoever is
    /// on the waitlist or away, a room that is closed.
    package var subject: String {
        switch self {
        case .session(let b, let a): (b ?? a)?.id.rawValue ?? ""
        case .series(let b, let a): (b ?? a)?.id.rawValue ?? ""
        case .enrollment(let s, _, _), .exception(let s, _, _): s.rawValue
        case .override(let b, let a): (b ?? a)?.scope.description ?? ""
        case .waitlist(let b, let a): (b ?? a)?.patient.rawValue ?? ""
        case .timeOff(let t, _, _): t.rawValue
        case .closure(let r, _, _): r.rawValue
        case .unavailable(let p, _, _): p.rawValue
        case .attendance(let b, let a):
            switch (b ?? a)?.session {
            case .single(let id): id.rawValue
            case .occurrence(let id, _): id.rawValue
            case nil: ""
            }
        }
    }
    fileprivate var kind: String {
        switch self {
        case .session: "session"
        case .series: "series"
        case .enrollment: "enrollment"
        case .exception: "exception"
        case .override: "override"
        case .waitlist: "waitlist"
        case .timeOff: "timeOff"
        case .closure: "closure"
        case .unavailable: "unavailable"
        case .attendance: "attendance"
        }
    }
    /// What stood and what stands, as JSON.
    fileprivate var texts: (before: String?, after: String?) {
        get throws {
            func json<T: Encodable>(_ before: T?, _ after: T?) throws -> (String?, String?) {
                let encoder = JSONEncoder()
                encoder.outputFormatting = .sortedKeys
                func text(_ value: T) throws -> String {
                    String(decoding: try encoder.encode(value), as: UTF8.self)
                }
                return (try before.map(text), try after.map(text))
            }
            return switch self {
            case .session(let b, let a): try json(b, a)
            case .series(let b, let a): try json(b, a)
            case .enrollment(_, let b, let a): try json(b, a)
            case .exception(_, let b, let a): try json(b, a)
            case .override(let b, let a): try json(b, a)
            case .waitlist(let b, let a): try json(b, a)
            case .timeOff(_, let b, let a), .closure(_, let b, let a): try json(b, a)
            case .unavailable(_, let b, let a): try json(b, a)
            case .attendance(let b, let a): try json(b, a)
            }
        }
    }
}

extension Database {
    fileprivate func recordChange(_ change: Change, place: Int?, at position: Int, of sequence: Int) throws {
        let (before, after) = try change.texts
        try insert(
            "journal_change",
            Values().add(sequence).add(position).add(change.kind).add(change.subject).add(place)
                .add(before).add(after))
    }

    fileprivate func entries(_ condition: String, _ key: Values) throws -> [StoredEntry] {
        let rows = try Row.fetchAll(
            cachedStatement(
                sql: """
                    SELECT sequence, revision, undone_by, kind, instant, day, minute, coordinator, title, reason,
                    original, context FROM journal \(condition)
                    """), arguments: StatementArguments(key.list))
        return try rows.map { row in
            var c = Columns(row)
            let sequence = c.number()
            let revision = c.number()
            let undoneBy = c.numberOrNil()
            let entry = NewEntry(
                kind: try c.word(), instant: c.number(), at: CivilMoment(try c.date(), try c.time()),
                coordinator: c.text(), title: c.text(), reason: c.textOrNil(), original: c.numberOrNil(),
                context: c.text(), changes: try changes(of: sequence))
            return StoredEntry(sequence: sequence, revision: revision, entry: entry, undoneBy: undoneBy)
        }
    }

    private func changes(of sequence: Int) throws -> ChangeSet {
        var set = ChangeSet()
        let rows = try Row.fetchCursor(
            cachedStatement(
                sql: """
                    SELECT kind, subject, place, before, after FROM journal_change WHERE sequence = ?
                    ORDER BY position
                    """), arguments: [sequence])
        while let row = try rows.next() {
            var c = Columns(row)
            let kind = c.text()
            let subject = c.text()
            set.places[set.changes.count] = c.numberOrNil()
            let before = c.textOrNil()
            let after = c.textOrNil()
            set.changes.append(try Self.change(kind, subject, before, after))
        }
        return set
    }
    private static func change(_ kind: String, _ subject: String, _ before: String?, _ after: String?) throws
        -> Change
    {
        func value<T: Decodable>(_ json: String?) throws -> T? {
            try json.map { try JSONDecoder().decode(T.self, from: Data($0.utf8)) }
        }
        return switch kind {
        case "session": .session(before: try value(before), after: try value(after))
        case "series": .series(before: try value(before), after: try value(after))
        case "enrollment":
            .enrollment(SeriesID(subject), before: try value(before), after: try value(after))
        case "exception": .exception(SeriesID(subject), before: try value(before), after: try value(after))
        case "override": .override(before: try value(before), after: try value(after))
        case "waitlist": .waitlist(before: try value(before), after: try value(after))
        case "timeOff": .timeOff(TherapistID(subject), before: try value(before), after: try value(after))
        case "closure": .closure(RoomID(subject), before: try value(before), after: try value(after))
        case "unavailable":
            .unavailable(PatientID(subject), before: try value(before), after: try value(after))
        case "attendance": .attendance(before: try value(before), after: try value(after))
        default: throw BadRow(detail: "a journal line of kind \(kind)")
        }
    }
}
