internal import GRDB

extension ClinicStore {
    /// Of the library that the program runs with.
    package static var sqliteVersion: String {
        let version = try? DatabaseQueue().read { db in
            try String.fetchOne(db, sql: "SELECT sqlite_version()")
        }
        return version ?? "unknown"
    }

    /// What SQLite finds wrong with the file, at most ten lines; nothing when it is sound.
    package func integrityProblems() throws(StoreError) -> [String] {
        try storing(place) {
            try queue().read { db in
                let damage = try String.fetchAll(db, sql: "PRAGMA integrity_check(10)").filter { $0 != "ok" }
                let orphans = try Row.fetchAll(db, sql: "PRAGMA foreign_key_check").count
                return damage + (orphans > 0 ? ["\(orphans) rows name what is not there"] : [])
            }
        }
    }
}
