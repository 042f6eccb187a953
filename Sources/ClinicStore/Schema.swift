internal import GRDB

/// The tables of a clinic file, as migrations in order. A migration that was shipped never changes.
///
/// How to read the columns: dates are days since 1970-01-01 (`date(day * 86400, 'unixepoch')`), times of
/// day minutes since midnight, `days` the ISO weekdays of a window as digits in their order (124: Monday,
/// Tuesday, Thursday). `position` keeps the order of the clinic document; it has gaps.
package struct Schema: Sendable {
    package struct Migration: Sendable {
        package var name: String
        package var sql: String
        package init(name: String, sql: String) {
            self.name = name
            self.sql = sql
        }
    }
    package var migrations: [Migration]
    package init(migrations: [Migration]) { self.migrations = migrations }

    package static let current = Schema(migrations: [
        Migration(name: "v1", sql: version1), Migration(name: "v2", sql: version2),
    ])

    /// Marks a database as a clinic of this program ("Vspr").
    static let applicationID: Int64 = 0x5673_7072

    var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        for migration in migrations {
            migrator.registerMigration(migration.name) { db in try db.execute(sql: migration.sql) }
        }
        return migrator
    }
}
