internal import Foundation
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

    private enum Standing { case ready, blank, older }

    private func standing(_ db: Database, _ schema: Schema) throws -> Standing {
        let id = try db.integer("PRAGMA application_id") ?? 0
        if id == Int(Schema.applicationID) {
            let applied = try schema.migrator.appliedMigrations(db)
            let known = Set(schema.migrations.map(\.name))
            let newer = try String.fetchAll(
                db, sql: "SELECT identifier FROM grdb_migrations ORDER BY rowid"
            ).filter { !known.contains($0) }
            guard newer.isEmpty else { throw StoreError.newerSchema(path: place, migrations: newer) }
            return applied.count == known.count ? .ready : .older
        }
        guard id == 0, try db.integer("SELECT count(*) FROM sqlite_master") == 0 else {
            throw StoreError.notAClinic(path: place)
        }
        return .blank
    }
    private func prepare(_ schema: Schema, creating: Bool) throws {
        let migrator = schema.migrator
        // Others may be making the clinic just now, and one may see it half made.
        var standing: Standing?
        var looks = 0
        while standing == nil {
            do {
                standing = try file.queue.writeWithoutTransaction { try self.standing($0, schema) }
            } catch StoreError.notAClinic where looks < 20 {
                looks += 1
                usleep(20_000)
            }
        }
        switch standing ?? .blank {
        case .ready: break
        case .blank:
            guard creating else { throw StoreError.empty(path: place) }
            try migrate(migrator)
        case .older:
            let last = schema.migrations.last?.name ?? ""
            if !isReadOnly { try keepCopy("before-\(last)") }
            try migrate(migrator)
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

    /// Two processes may open an old or new file at once: the one that comes second finds it done.
    private func migrate(_ migrator: DatabaseMigrator) throws {
        try migrator.migrate(file.queue)
    }
}

extension StoreError {
    /// The file itself was readable: what can't be opened is what writing needs beside it.
    fileprivate var ofWriting: StoreError {
        if case .unreadable(let path) = self { .readOnly(path: path) } else { self }
    }
}
