internal import GRDB

extension ClinicStore {
    /// Opens the clinic file at a path. `creating`: makes the file, and its folder, where there is none. `reading`:
    /// one that can't be written is opened as it stands (`isReadOnly`). `patience`: seconds that are waited for another
    /// process.
    ///
    /// An older schema is brought up to date, after a copy was kept beside the file; a newer one is refused.
    package static func open(
        at path: String, creating: Bool = false, reading: Bool = false, patience: Double = patience,
        schema: Schema = .current
    ) throws(StoreError) -> ClinicStore {
        if Files.isFolder(path) { throw .directory(path: path) }
        if !Files.exists(path) {
            if Files.isHidden(path) { throw .unreadable(path: path) }
            guard creating else { throw .missing(path: path) }
            do {
                let folder = Files.folder(of: path)
                try Files.makeFolder(folder)
                try Files.makeFile(path, mode: Files.mode(forFileIn: folder))
            } catch { throw .uncreatable(path: path, detail: error.detail) }
        } else if creating, Files.isEmpty(path) {
            // Somebody made it by hand, with what their umask leaves open.
            Files.setMode(path, Files.mode(forFileIn: Files.folder(of: path)))
        }
        let access = Files.access(path)
        guard access.canRead else { throw .unreadable(path: path) }
        if access.canWrite {
            do throws(StoreError) {
                return try storing(path) {
                    let queue = try DatabaseQueue(
                        path: path, configuration: configuration(patience: patience))
                    let store = ClinicStore(file: OpenFile(queue), path: path, patience: patience)
                    try store.prepare(schema, creating: creating)
                    store.file.remember(path)
                    return store
                }
            } catch {
                switch error {
                // Its log has no place beside it.
                case .readOnly, .unreadable, .full: if !reading { throw error.ofWriting }
                default: throw error
                }
            }
        }
        guard reading else { throw .readOnly(path: path) }
        return try asItStands(path, schema)
    }

    /// A clinic file as it stands now, in memory. Nothing is made or changed beside it.
    package static func asItStands(_ path: String, _ schema: Schema = .current) throws(StoreError)
        -> ClinicStore
    {
        if Files.isFolder(path) { throw .directory(path: path) }
        guard Files.exists(path) || Files.isHidden(path) else { throw .missing(path: path) }
        guard Files.access(path).canRead else { throw .unreadable(path: path) }
        return try storing(path) {
            let stamp = OpenFile.stamp(path)
            let file = OpenFile(try copyInMemory(of: path), stamp: stamp)
            let store = ClinicStore(file: file, path: path, isReadOnly: true)
            try store.prepare(schema, creating: false)
            return store
        }
    }

    /// What stands in a file that can't be written. SQLite must not make a log beside it: that would be this
    /// user's, and keep out those who can write.
    private static func copyInMemory(of path: String) throws -> DatabaseQueue {
        let log = "\(path)-wal"
        func isLogged() -> Bool { Files.exists(log) && !Files.isEmpty(log) }
        var reading = configuration()
        reading.readonly = true
        var turn = 0
        while true {
            let stamp = Files.stamp(path)
            let isInUse = Files.exists(log) && Files.exists("\(path)-shm")
            if !isInUse, isLogged() { throw StoreError.unsettled(path: path) }
            let source = try DatabaseQueue(
                path: uri(of: path, isInUse ? "mode=ro" : "immutable=1"), configuration: reading)
            let copy = try DatabaseQueue(configuration: configuration())
            try source.backup(to: copy)
            try source.close()
            // Without the log SQLite does not look whether somebody writes meanwhile.
            if isInUse || (Files.stamp(path) == stamp && !isLogged()) { return copy }
            turn += 1
            guard Files.pause(turn, within: patience) else { throw StoreError.busy(path: path) }
        }
    }
    private static func uri(of path: String, _ parameter: String) -> String {
        var name = ""
        for byte in path.utf8 {
            let isPlain = byte > 0x20 && byte < 0x7F && !"%?#".utf8.contains(byte)
            name += isPlain ? String(UnicodeScalar(byte)) : "%" + hex(byte >> 4) + hex(byte & 15)
        }
        return "file:\(name)?\(parameter)"
    }
    private static func hex(_ digit: UInt8) -> String { String(digit, radix: 16) }

    /// It is a SQLite database, or a log beside one.
    package static func isDatabase(_ path: String) -> Bool {
        let first = Array("SQLite format 3".utf8) + [0]
        if Files.begins(path, with: first) { return true }
        return ["-wal", "-shm", "-journal"].contains { ending in
            path.hasSuffix(ending) && Files.begins(String(path.dropLast(ending.count)), with: first)
        }
    }

    /// How many migrations have been made of the file, at one moment: others may be making them just now. 0: a file
    /// with nothing in it.
    private func applied(_ schema: Schema) throws -> Int {
        try file.queue.writeWithoutTransaction { db in
            var applied = 0
            try db.inTransaction(.deferred) {
                applied = try self.applied(schema, db)
                return .commit
            }
            return applied
        }
    }
    private func applied(_ schema: Schema, _ db: Database) throws -> Int {
        let id = try db.integer("PRAGMA application_id") ?? 0
        if id == Int(Schema.applicationID) {
            let known = Set(schema.migrations.map(\.name))
            let newer = try String.fetchAll(
                db, sql: "SELECT identifier FROM grdb_migrations ORDER BY rowid"
            ).filter { !known.contains($0) }
            guard newer.isEmpty else { throw StoreError.newerSchema(path: place, migrations: newer) }
            return try schema.migrator.appliedMigrations(db).count
        }
        // The list of migrations is made before the first of them.
        let others = try db.integer("SELECT count(*) FROM sqlite_master WHERE tbl_name <> 'grdb_migrations'")
        guard id == 0, others == 0 else { throw StoreError.notAClinic(path: place) }
        return 0
    }
    private func prepare(_ schema: Schema, creating: Bool) throws {
        let applied = try applied(schema)
        if applied < schema.migrations.count {
            guard applied > 0 || creating else { throw StoreError.empty(path: place) }
            if applied > 0, !isReadOnly { try keepCopy("before-\(schema.migrations.last?.name ?? "")") }
            try migrate(schema, from: applied)
        }
        if isReadOnly { return }
        // Several readers beside one writer, and commits that need one flush. Kept in the file.
        try file.queue.writeWithoutTransaction { db in
            guard try String.fetchOne(db, sql: "PRAGMA journal_mode = WAL") == "wal" else {
                throw StoreError.failed(path: place, detail: "no write-ahead log here; use a local disk")
            }
            // The log is made by the first who reads.
            _ = try db.integer("SELECT count(*) FROM sqlite_master")
        }
    }

    /// Of several that open an old or new file at once, who comes second finds it done, or fails on what the first has
    /// just done and goes on from there.
    private func migrate(_ schema: Schema, from applied: Int) throws {
        do { try schema.migrator.migrate(file.queue) } catch {
            let now = try self.applied(schema)
            guard now > applied else { throw error }
            if now < schema.migrations.count { try migrate(schema, from: now) }
        }
    }
}

extension StoreError {
    /// The file itself was readable: what can't be opened is what writing needs beside it.
    fileprivate var ofWriting: StoreError {
        if case .unreadable(let path) = self { .readOnly(path: path) } else { self }
    }
}
