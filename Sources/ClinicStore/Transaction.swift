package import ClinicModel
internal import GRDB

/// The store while one writer has it: what stands, and the changes it makes. Lives no longer than its door.
package struct Transaction: ~Copyable {
    let db: Database
    let place: String
    private(set) var current: Clinic?
    /// Before this transaction.
    package let revision: Int
    private(set) var hasWritten = false

    init(db: Database, place: String, clinic: Clinic?, revision: Int) {
        self.db = db
        self.place = place
        self.current = clinic
        self.revision = revision
    }

    /// The clinic with the changes made so far.
    package var clinic: Clinic {
        get throws(StoreError) {
            guard let current else { throw .empty(path: place) }
            return current
        }
    }

    /// A clinic has been imported.
    package var holdsClinic: Bool { current != nil }

    /// The next free numbers for ids; they only grow.
    package func nextNumbers() throws(StoreError) -> (session: Int, series: Int) {
        try storing(place) {
            let session = try db.integer("SELECT next_session FROM store_state") ?? 1
            let series = try db.integer("SELECT next_series FROM store_state") ?? 1
            return (session, series)
        }
    }
    package mutating func reserve(session: Int, series: Int) throws(StoreError) {
        try storing(place) {
            try db.run(
                """
                UPDATE store_state SET next_session = max(next_session, ?), next_series = max(next_series, ?)
                """, Values().add(session).add(series))
        }
    }

    /// Makes the changes in memory and writes their rows. Nil when something no longer stands as a change
    /// says; then nothing is written. Else the changes with their places.
    package mutating func make(_ set: ChangeSet) throws(StoreError) -> ChangeSet? {
        var clinic = try clinic
        let made: ChangeSet
        do { made = try clinic.apply(set) } catch { return nil }
        try storing(place) {
            for (n, change) in set.changes.enumerated() { try db.write(change, at: set.places[n]) }
        }
        current = clinic
        hasWritten = true
        return made
    }

    package mutating func replaceAll(with clinic: Clinic) throws(StoreError) {
        try storing(place) { try db.writeClinic(clinic) }
        let numbers = IDNumbers(after: clinic)
        try reserve(session: numbers.session, series: numbers.series)
        current = clinic
        hasWritten = true
    }
    mutating func touch() { hasWritten = true }
}

/// The numbers that new ids are made of: `s12` for sessions, `w3` for series that the desk makes.
package struct IDNumbers: Hashable, Sendable {
    package var session: Int
    package var series: Int

    package init(session: Int = 1, series: Int = 1) {
        self.session = session
        self.series = series
    }
    /// Above every number that stands in the clinic, for sessions and occurrences of series that were
    /// dropped but are still named by attendance included.
    package init(after clinic: Clinic) {
        var session = 0
        var series = 0
        for s in clinic.sessions { session = max(session, Self.number(in: s.id.rawValue, after: "s")) }
        for s in clinic.series { series = max(series, Self.number(in: s.id.rawValue, after: "w")) }
        self.init(session: session + 1, series: series + 1)
    }
    package mutating func newSession() -> SessionID {
        defer { session += 1 }
        return SessionID("s\(session)")
    }
    package mutating func newSeries() -> SeriesID {
        defer { series += 1 }
        return SeriesID("w\(series)")
    }
    private static func number(in id: String, after prefix: Character) -> Int {
        guard id.first == prefix, let n = Int(id.dropFirst()), n >= 0, n < Int.max else { return 0 }
        return n
    }
}
