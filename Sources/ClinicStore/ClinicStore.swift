package import ClinicModel
internal import GRDB
internal import Synchronization

/// One clinic in one SQLite file, or in memory.
///
/// Reads come from memory as long as nobody wrote; every write goes through `write`, one at a time, over
/// all processes that have the file open.
package struct ClinicStore: Sendable {
    /// Seconds that are waited for another process, unless another number is given.
    package static let patience = 5.0

    /// Nil: in memory.
    package let path: String?
    /// The file can't be written: this is the clinic as it stood when it was opened, in memory.
    package let isReadOnly: Bool
    let file: OpenFile
    /// Seconds that are waited for another process.
    let patience: Double
    let memory = Memory()

    /// What errors call the file.
    var place: String { path ?? "the clinic in memory" }

    /// What was read last. Used on the database queue only, so that it never lags behind a write of this
    /// process.
    final class Memory: Sendable {
        struct State {
            var clinic: Clinic?
            var revision = -1
            /// Of this connection; another value says that somebody else wrote.
            var dataVersion = -1
        }
        let state = Mutex(State())
    }

    init(file: OpenFile, path: String?, isReadOnly: Bool = false, patience: Double = patience) {
        self.file = file
        self.path = path
        self.isReadOnly = isReadOnly
        self.patience = patience
    }

    /// A store on no disk, for documents and tests.
    package static func inMemory() throws(StoreError) -> ClinicStore {
        try storing("the clinic in memory") {
            let queue = try DatabaseQueue(configuration: configuration())
            try Schema.current.migrator.migrate(queue)
            return ClinicStore(file: OpenFile(queue), path: nil)
        }
    }

    static func configuration(patience: Double = patience) -> Configuration {
        var c = Configuration()
        // SQLite's own wait grows to a tenth of a second, so that whoever waits longest comes last.
        c.busyMode = .callback { tries in Files.pause(tries, within: patience) }
        c.label = "clinic"
        c.foreignKeysEnabled = true
        // A commit that was acknowledged survives a power cut; no patient's row goes through a temporary file.
        c.prepareDatabase { db in
            try db.execute(sql: "PRAGMA synchronous = FULL; PRAGMA temp_store = MEMORY")
        }
        return c
    }

    // MARK: reading

    /// The clinic and its revision, of one moment. Throws `.empty` before the first import.
    package func snapshot() throws(StoreError) -> (clinic: Clinic, revision: Int) {
        let found = try storing(place) {
            try queue().writeWithoutTransaction { db in
                if let known = try unchanged(db) { return known }
                var found: (Clinic?, Int) = (nil, 0)
                try db.inTransaction(.deferred) {
                    found = try read(db)
                    return .commit
                }
                return found
            }
        }
        guard let clinic = found.0 else { throw .empty(path: place) }
        return (clinic, found.1)
    }
    package func clinic() throws(StoreError) -> Clinic { try snapshot().clinic }

    package func isEmpty() throws(StoreError) -> Bool {
        do {
            _ = try snapshot()
            return false
        } catch {
            if case .empty = error { return true }
            throw error
        }
    }

    /// Grows with every write of any process; cheap enough to ask several times a second.
    package func revision() throws(StoreError) -> Int {
        try storing(place) {
            try queue().writeWithoutTransaction { db in
                let version = try db.dataVersion()
                let known = memory.state.withLock { $0.dataVersion == version ? $0.revision : -1 }
                return try known >= 0 ? known : db.storedRevision()
            }
        }
    }

    /// What is in memory, if nobody else wrote since.
    private func unchanged(_ db: Database) throws -> (Clinic?, Int)? {
        let version = try db.dataVersion()
        return memory.state.withLock {
            $0.dataVersion == version && $0.revision >= 0 ? ($0.clinic, $0.revision) : nil
        }
    }
    /// Inside a transaction: from memory where the revision is the same, else from the tables.
    private func read(_ db: Database) throws -> (Clinic?, Int) {
        let version = try db.dataVersion()
        let revision = try db.storedRevision()
        let known = memory.state.withLock { state -> Clinic?? in
            guard state.revision == revision else { return nil }
            state.dataVersion = version
            return .some(state.clinic)
        }
        if let known { return (known, revision) }
        let clinic = try db.readClinic()
        memory.state.withLock { $0 = Memory.State(clinic: clinic, revision: revision, dataVersion: version) }
        return (clinic, revision)
    }

    // MARK: writing

    /// What the one who writes decides in the end.
    package enum Verdict<Value> {
        case commit(Value)
        /// Nothing of the transaction stays.
        case rollBack(Value)
    }

    /// The one door for changes. The transaction holds the file from its first moment, so that what `body`
    /// reads still stands when it writes; a throw or a roll-back leaves everything as it was. Throws `.removed` or
    /// `.replaced` when the file is no longer the one at its path: nobody would find there what was written.
    package func write<Value>(
        _ body: (inout Transaction) throws(StoreError) -> Verdict<Value>
    ) throws(StoreError) -> Value {
        if isReadOnly { throw .readOnly(path: place) }
        return try storing(place) {
            try queue().writeWithoutTransaction { db in
                var value: Value?
                var written: (Clinic?, Int)?
                try db.inTransaction(.immediate) {
                    let (clinic, revision) = try read(db)
                    var transaction = Transaction(db: db, place: place, clinic: clinic, revision: revision)
                    switch try body(&transaction) {
                    case .commit(let result):
                        value = result
                        if transaction.hasWritten {
                            try db.run("UPDATE store_state SET revision = revision + 1")
                            written = (transaction.current, revision + 1)
                        }
                        return .commit
                    case .rollBack(let result):
                        value = result
                        return .rollback
                    }
                }
                if let written {
                    memory.state.withLock {
                        $0.clinic = written.0
                        $0.revision = written.1
                    }
                }
                // What went into a file that has just gone is not acknowledged.
                try checkStanding()
                guard let value else { throw StoreError.failed(path: place, detail: "no verdict") }
                return value
            }
        }
    }

    /// Puts a clinic in the place of what stands, in one transaction, with a line in the journal. Ids that
    /// were given before are not given again.
    package func replaceAll(with clinic: Clinic, entry: NewEntry? = nil) throws(StoreError) {
        try write { transaction throws(StoreError) in
            try transaction.replaceAll(with: clinic)
            if let entry { try transaction.record(entry) }
            return .commit(())
        }
    }
}

extension Database {
    /// Another value than before: another connection has committed.
    func dataVersion() throws -> Int { try integer("PRAGMA data_version") ?? 0 }
    func storedRevision() throws -> Int { try integer("SELECT revision FROM store_state") ?? 0 }
}
