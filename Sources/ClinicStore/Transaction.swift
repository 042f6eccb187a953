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
