import ClinicModel
import ClinicStore
import Foundation
import GRDB
import Testing

@Suite struct `Two connections to one clinic` {
    @Test func `see each other's changes`() throws {
        let folder = try Folder()
        let a = try ClinicStore.open(at: folder.file(), creating: true)
        let clinic = try fixture("harbor-20")
        try a.replaceAll(with: clinic)
        let b = try ClinicStore.open(at: folder.file())
        #expect(differences(try b.clinic(), clinic) == [])
        let seen = try b.revision()
        var changed = clinic
        changed.waitlist = []
        changed.sessions.reverse()
        try a.replaceAll(with: changed)
        #expect(try b.revision() == seen + 1)
        #expect(try a.revision() == seen + 1)
        #expect(differences(try b.clinic(), changed) == [])
    }

    @Test func `write one after the other, and lose nothing`() async throws {
        let folder = try Folder()
        try ClinicStore.open(at: folder.file(), creating: true).replaceAll(with: try fixture("harbor-20"))
        let path = folder.file()
        let day = CivilDate(dayNumber: 20_780)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<4 {
                group.addTask {
                    let store = try ClinicStore.open(at: path)
                    for _ in 0..<25 {
                        try store.write { t throws(StoreError) in
                            var ids = IDNumbers(session: try t.nextNumbers().session)
                            let new = Session(
                                id: ids.newSession(), service: "individual", date: day, start: .midnight)
                            guard try t.make(ChangeSet([.session(before: nil, after: new)])) != nil else {
                                throw .failed(path: path, detail: "taken")
                            }
                            try t.reserve(session: ids.session, series: 1)
                            return .commit(())
                        }
                    }
                }
            }
            try await group.waitForAll()
        }
        let store = try ClinicStore.open(at: path)
        let before = try fixture("harbor-20").sessions.count
        let sessions = try store.clinic().sessions
        #expect(sessions.count == before + 100)
        #expect(Set(sessions.map(\.id)).count == sessions.count)
        #expect(try store.revision() == 101)
    }

    @Test func `leave no trace of what was rolled back`() throws {
        let folder = try Folder()
        let a = try ClinicStore.open(at: folder.file(), creating: true)
        let clinic = try fixture("harbor-20")
        try a.replaceAll(with: clinic)
        let revision = try a.revision()
        let new = Session(
            id: "s900", service: "individual", date: CivilDate(dayNumber: 20_780), start: .midnight)
        try a.write { t throws(StoreError) in
            _ = try t.make(ChangeSet([.session(before: nil, after: new)]))
            try t.record(.test("never"))
            return .rollBack(())
        }
        #expect(throws: StoreError.busy(path: "x")) {
            try a.write { t throws(StoreError) -> ClinicStore.Verdict<Void> in
                _ = try t.make(ChangeSet([.session(before: nil, after: new)]))
                throw .busy(path: "x")
            }
        }
        #expect(differences(try a.clinic(), clinic) == [])
        #expect(try a.revision() == revision)
        #expect(try a.journal().isEmpty)
        #expect(differences(try ClinicStore.open(at: folder.file()).clinic(), clinic) == [])
    }

    @Test func `keep their promises to the disk`() throws {
        let folder = try Folder()
        try ClinicStore.open(at: folder.file(), creating: true).replaceAll(with: try fixture("harbor-20"))
        let queue = try DatabaseQueue(path: folder.file())
        try queue.read { db in
            #expect(try String.fetchOne(db, sql: "PRAGMA journal_mode") == "wal")
            #expect(try String.fetchOne(db, sql: "PRAGMA integrity_check") == "ok")
            #expect(try Row.fetchAll(db, sql: "PRAGMA foreign_key_check").isEmpty)
            let loose = try String.fetchAll(
                db,
                sql: """
                    SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND strict = 0
                    AND name NOT LIKE 'sqlite_%' AND name <> 'grdb_migrations'
                    """)
            #expect(loose == [])
        }
    }
}
