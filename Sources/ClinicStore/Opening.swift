internal import GRDB

extension ClinicStore {
    /// Opens the clinic file at a path. `creating`: makes the file, and its folder, where there is none.
    ///
    /// An older schema is brought up to date, after a copy was kept beside the file; a newer one is refused.
    package static func open(
        at path: String, creating: Bool = false, schema: Schema = .current
    ) throws(StoreError) -> ClinicStore {
        if Files.isFolder(path) { throw .directory(path: path) }
        if !Files.exists(path) {
            guard creating else { throw .missing(path: path) }
            do {
                let folder = Files.folder(of: path)
                try Files.makeFolder(folder)
                try Files.makeFile(path, mode: Files.mode(forFileIn: folder))
            } catch { throw .uncreatable(path: path, detail: error.detail) }
        }
        let access = Files.access(path)
        guard access.canRead else { throw .unreadable(path: path) }
        guard access.canWrite else { throw .readOnly(path: path) }
        return try storing(path) {
            let queue = try DatabaseQueue(path: path, configuration: configuration())
            let store = ClinicStore(queue: queue, path: path)
            try store.prepare(schema, creating: creating)
            return store
        }
    }

    private enum Standing { case ready, blank, older }

    private func prepare(_ schema: Schema, creating: Bool) throws {
        let migrator = schema.migrator
        let standing = try queue.writeWithoutTransaction { db -> Standing in
            let id = try db.integer("PRAGMA application_id") ?? 0
            if id == Int(Schema.applicationID) {
                let applied = try migrator.appliedMigrations(db)
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
        switch standing {
        case .ready: break
        case .blank:
            guard creating else { throw StoreError.empty(path: place) }
            try migrate(migrator)
        case .older:
            let last = schema.migrations.last?.name ?? ""
            try keepCopy("before-\(last)")
            try migrate(migrator)
        }
        // Several readers beside one writer, and commits that need one flush. Kept in the file.
        try queue.writeWithoutTransaction { db in
            guard try String.fetchOne(db, sql: "PRAGMA journal_mode = WAL") == "wal" else {
                throw StoreError.failed(path: place, detail: "no write-ahead log here; use a local disk")
            }
        }
    }

    /// Two processes may open an old or new file at once: the one that comes second finds it done.
    private func migrate(_ migrator: DatabaseMigrator) throws { try migrator.migrate(queue) }
}
