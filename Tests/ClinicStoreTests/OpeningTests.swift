import ClinicModel
import ClinicStore
import Foundation
import GRDB
import Testing

@Suite struct `Opening a clinic file` {
    private func error(_ path: String, creating: Bool = false) -> StoreError? {
        do {
            _ = try ClinicStore.open(at: path, creating: creating)
            return nil
        } catch { return error }
    }

    @Test func `says what is wrong and what to do`() throws {
        let folder = try Folder()
        let path = folder.file()
        #expect(error(path) == .missing(path: path))
        #expect(error(folder.path) == .directory(path: folder.path))
        #expect(error(folder.path + "/", creating: true) == .directory(path: folder.path + "/"))

        let text = folder.file("notes.txt")
        try "Ana Moreno called. She can't come on Tuesday.".write(
            toFile: text, atomically: true, encoding: .utf8)
        #expect(error(text, creating: true) == .notAClinic(path: text))

        let other = folder.file("other.sqlite")
        try DatabaseQueue(path: other).write { try $0.execute(sql: "CREATE TABLE player (id)") }
        #expect(error(other, creating: true) == .notAClinic(path: other))

        let blank = folder.file("blank")
        try Data().write(to: URL(filePath: blank))
        #expect(error(blank) == .empty(path: blank))
        #expect(error(blank, creating: true) == nil)
    }

    /// Root may read and write everything.
    @Test(.enabled(if: geteuid() != 0)) func `says what this user may not do`() throws {
        let folder = try Folder()
        let path = folder.file()
        try ClinicStore.open(at: path, creating: true).replaceAll(with: try fixture("harbor-20"))
        try #require(chmod(path, 0o400) == 0)
        #expect(error(path) == .readOnly(path: path))
        try #require(chmod(path, 0) == 0)
        #expect(error(path) == .unreadable(path: path))
        try #require(chmod(folder.path, 0o500) == 0)
        defer { chmod(folder.path, 0o700) }
        guard case .uncreatable = error(folder.file("other"), creating: true) else {
            Issue.record("a file was made in a folder that may not be written")
            return
        }
    }

    @Test func `tells of damage`() throws {
        let folder = try Folder()
        let path = folder.file()
        try ClinicStore.open(at: path, creating: true).replaceAll(with: try fixture("harbor-20"))
        let copy = folder.file("damaged.sqlite")
        try ClinicStore.open(at: path).backup(to: copy)
        var bytes = try Data(contentsOf: URL(filePath: copy))
        for i in 4096..<(bytes.count - 4096) where i % 7 != 0 { bytes[i] = 0xA5 }
        try bytes.write(to: URL(filePath: copy))
        do {
            _ = try ClinicStore.open(at: copy).clinic()
            Issue.record("a damaged file was read")
        } catch {
            guard case .damaged = error else { throw error }
        }
    }

    @Test func `tells of rows that no document can hold`() throws {
        let folder = try Folder()
        let path = folder.file()
        try ClinicStore.open(at: path, creating: true).replaceAll(with: try fixture("harbor-20"))
        try DatabaseQueue(path: path).writeWithoutTransaction { db in
            try db.execute(sql: "PRAGMA ignore_check_constraints = 1; UPDATE clinic_hours SET days = 89")
        }
        do {
            _ = try ClinicStore.open(at: path).clinic()
            Issue.record("a weekday 9 was read")
        } catch { #expect(error == .damaged(path: path, detail: "weekday 9")) }
    }

    @Test func `refuses a newer schema and leaves it alone`() throws {
        let folder = try Folder()
        let path = folder.file()
        var newer = Schema.current
        newer.migrations.append(Schema.Migration(name: "v99", sql: "CREATE TABLE more (x INTEGER) STRICT;"))
        _ = try ClinicStore.open(at: path, creating: true, schema: newer)
        #expect(error(path) == .newerSchema(path: path, migrations: ["v99"]))
        #expect(try #require(error(path)).sentence.contains("newer Vesper"))
        _ = try ClinicStore.open(at: path, schema: newer)
    }

    @Test func `brings an older schema up to date and keeps a copy from before`() throws {
        let folder = try Folder()
        let path = folder.file()
        let clinic = try fixture("harbor-20")
        try ClinicStore.open(at: path, creating: true).replaceAll(with: clinic)
        var newer = Schema.current
        newer.migrations.append(Schema.Migration(name: "v99", sql: "CREATE TABLE more (x INTEGER) STRICT;"))
        let store = try ClinicStore.open(at: path, schema: newer)
        #expect(differences(try store.clinic(), clinic) == [])
        let copy = path + ".kept-before-v99"
        #expect(try Folder.mode(copy) == 0o600)
        #expect(differences(try ClinicStore.open(at: copy).clinic(), clinic) == [])
    }

    @Test func `that failed to bring it up to date leaves it as it was`() throws {
        let folder = try Folder()
        let path = folder.file()
        let clinic = try fixture("harbor-20")
        try ClinicStore.open(at: path, creating: true).replaceAll(with: clinic)
        var broken = Schema.current
        broken.migrations.append(
            Schema.Migration(name: "v99", sql: "CREATE TABLE more (x INTEGER) STRICT; SELECT nonsense;"))
        #expect(throws: StoreError.self) { try ClinicStore.open(at: path, schema: broken) }
        #expect(differences(try ClinicStore.open(at: path).clinic(), clinic) == [])
    }

    @Test func `at once by many makes one clinic`() async throws {
        let folder = try Folder()
        let path = folder.file("new/clinic.sqlite")
        let clinic = try fixture("harbor-20")
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<8 {
                group.addTask {
                    try ClinicStore.open(at: path, creating: true).replaceAll(with: clinic)
                }
            }
            try await group.waitForAll()
        }
        let store = try ClinicStore.open(at: path)
        #expect(differences(try store.clinic(), clinic) == [])
        #expect(try store.revision() == 8)
    }
}

@Suite(.serialized) struct `The files of a clinic` {
    private func modes(_ folder: Folder, below: String = "") throws -> [String: Int] {
        let path = folder.path + below
        let names = try FileManager.default.contentsOfDirectory(atPath: path)
        return try Dictionary(uniqueKeysWithValues: names.map { ($0, try Folder.mode("\(path)/\($0)")) })
    }

    @Test func `are their owner's alone, whatever the umask`() throws {
        let old = umask(0)
        defer { umask(old) }
        let folder = try Folder()
        let store = try ClinicStore.open(at: folder.file("vesper/clinic.sqlite"), creating: true)
        try store.replaceAll(with: try fixture("harbor-20"))
        try store.keepDailyCopy(on: CivilDate(dayNumber: 20_780))
        try store.backup(to: folder.file("vesper/backup"))
        #expect(try Folder.mode(folder.file("vesper")) == 0o700)
        #expect(
            try modes(folder, below: "/vesper") == [
                "clinic.sqlite": 0o600, "clinic.sqlite-wal": 0o600, "clinic.sqlite-shm": 0o600,
                "clinic.sqlite.kept-2026-11-23": 0o600, "backup": 0o600,
            ])
    }

    @Test func `are the group's in a folder that is shared with one, whatever the umask`() throws {
        let old = umask(0o077)
        defer { umask(old) }
        let folder = try Folder()
        try #require(chmod(folder.path, 0o2770) == 0)
        let store = try ClinicStore.open(at: folder.file(), creating: true)
        try store.replaceAll(with: try fixture("harbor-20"))
        try store.keepDailyCopy(on: CivilDate(dayNumber: 20_780))
        #expect(
            try modes(folder) == [
                "clinic.sqlite": 0o660, "clinic.sqlite-wal": 0o660, "clinic.sqlite-shm": 0o660,
                "clinic.sqlite.kept-2026-11-23": 0o660,
            ])
    }

    @Test func `keep one copy a day, whole, and the latest few`() throws {
        let folder = try Folder()
        let store = try ClinicStore.open(at: folder.file(), creating: true)
        let clinic = try fixture("harbor-20")
        try store.replaceAll(with: clinic)
        let first = CivilDate(dayNumber: 20_780)
        for n in 0..<10 { try store.keepDailyCopy(on: first + n) }
        let kept = folder.names.filter { $0.contains(".kept-") }
        #expect(kept == (3..<10).map { "clinic.sqlite.kept-\(first + $0)" })

        // The copy of a day is of its beginning.
        var later = clinic
        later.waitlist = []
        try store.replaceAll(with: later)
        try store.keepDailyCopy(on: first + 9)
        let copy = try ClinicStore.open(at: folder.file("clinic.sqlite.kept-\(first + 9)"))
        #expect(differences(try copy.clinic(), clinic) == [])
        #expect(!folder.names.contains { $0.hasSuffix(".part") })
    }

    @Test func `keep the copy of a day that lies before the others`() throws {
        let folder = try Folder()
        let store = try ClinicStore.open(at: folder.file(), creating: true)
        try store.replaceAll(with: try fixture("harbor-20"))
        let first = CivilDate(dayNumber: 20_780)
        for n in 0..<8 { try store.keepDailyCopy(on: first + n) }
        try store.keepDailyCopy(on: first - 30)
        #expect(folder.names.contains("clinic.sqlite.kept-\(first - 30)"))
    }

    @Test func `are cleared of what a killed copy left`() throws {
        let folder = try Folder()
        let store = try ClinicStore.open(at: folder.file(), creating: true)
        try store.replaceAll(with: try fixture("harbor-20"))
        let old = folder.file("clinic.sqlite.kept-2026-11-22.77-0.part")
        let fresh = folder.file("clinic.sqlite.kept-2026-11-23.78-0.part")
        for path in [old, old + "-journal", fresh] { try Data().write(to: URL(filePath: path)) }
        for path in [old, old + "-journal"] {
            try FileManager.default.setAttributes(
                [.modificationDate: Date(timeIntervalSinceNow: -7200)], ofItemAtPath: path)
        }
        try store.keepDailyCopy(on: CivilDate(dayNumber: 20_780))
        #expect(folder.names.filter { $0.contains(".part") } == ["clinic.sqlite.kept-2026-11-23.78-0.part"])
    }

    @Test func `are copied by many at once`() async throws {
        let folder = try Folder()
        let path = folder.file()
        let clinic = try fixture("harbor-20")
        try ClinicStore.open(at: path, creating: true).replaceAll(with: clinic)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<6 {
                group.addTask {
                    try ClinicStore.open(at: path).keepDailyCopy(on: CivilDate(dayNumber: 20_780))
                }
            }
            try await group.waitForAll()
        }
        let copy = try ClinicStore.open(at: path + ".kept-2026-11-23")
        #expect(differences(try copy.clinic(), clinic) == [])
        #expect(!folder.names.contains { $0.hasSuffix(".part") })
    }

    @Test func `are not overwritten by a backup`() throws {
        let folder = try Folder()
        let store = try ClinicStore.open(at: folder.file(), creating: true)
        let clinic = try fixture("harbor-20")
        try store.replaceAll(with: clinic)
        try store.backup(to: folder.file("b"))
        #expect(differences(try ClinicStore.open(at: folder.file("b")).clinic(), clinic) == [])
        #expect(throws: StoreError.exists(path: folder.file("b"))) { try store.backup(to: folder.file("b")) }
        #expect(throws: StoreError.directory(path: folder.path)) { try store.backup(to: folder.path) }
        do {
            try store.backup(to: folder.file("none/b"))
            Issue.record("a backup was made in no folder")
        } catch {
            guard case .uncreatable = error else { throw error }
        }
    }
}
