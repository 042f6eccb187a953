import ClinicModel
import ClinicStore
import Foundation
import Testing

/// What was written when somebody removed or replaced the file would be seen by nobody.
@Suite struct `A clinic file that is taken away while it is open` {
    private let folder: Folder
    private let store: ClinicStore
    private let clinic: Clinic
    private var path: String { folder.file() }

    init() throws {
        folder = try Folder()
        clinic = try fixture("harbor-20")
        store = try ClinicStore.open(at: folder.file(), creating: true)
        try store.replaceAll(with: clinic)
    }
    private func emptied(_ change: (inout Clinic) -> Void) -> Clinic {
        var other = clinic
        change(&other)
        return other
    }
    private func error<T>(_ body: () throws(StoreError) -> T) -> StoreError? {
        do {
            _ = try body()
            return nil
        } catch { return error }
    }

    @Test func `takes no change and tells none as made, until it is put back`() throws {
        try FileManager.default.moveItem(atPath: path, toPath: folder.file("elsewhere"))
        let gone = StoreError.removed(path: path)
        #expect(error { () throws(StoreError) in try store.replaceAll(with: clinic) } == gone)
        #expect(error { () throws(StoreError) in try store.snapshot() } == gone)
        #expect(error { () throws(StoreError) in try store.revision() } == gone)
        #expect(error { () throws(StoreError) in try store.follow(keeping: "x") } == gone)
        #expect(error { () throws(StoreError) in try store.backup(to: folder.file("b")) } == gone)
        #expect(gone.sentence.contains("nothing was changed") && gone.sentence.contains("vesper import"))
        try FileManager.default.moveItem(atPath: folder.file("elsewhere"), toPath: path)
        #expect(try store.follow(keeping: "x") == .same)
        try store.replaceAll(with: emptied { $0.waitlist = [] })
        #expect(try ClinicStore.open(at: path).clinic().waitlist.isEmpty)
    }

    @Test func `is not taken for gone when it goes in the middle of a change`() throws {
        let gone = error { () throws(StoreError) in
            try store.write { t throws(StoreError) in
                try t.replaceAll(with: clinic)
                unlink(path)
                return .commit(())
            }
        }
        #expect(gone == .removed(path: path))
    }

    @Test func `gives way to the one put in its place, and what stood before is kept`() throws {
        try store.backup(to: folder.file("backup"))
        let other = try ClinicStore.open(at: path)
        _ = try other.clinic()
        // Not in the backup: still in the log that both have open.
        try store.replaceAll(with: emptied { $0.sessions = [] })
        try #require(rename(folder.file("backup"), path) == 0)

        let refused = StoreError.replaced(path: path)
        #expect(error { () throws(StoreError) in try store.replaceAll(with: clinic) } == refused)
        #expect(error { () throws(StoreError) in try other.clinic() } == refused)
        let kept = path + ".kept-before"
        #expect(try store.follow(keeping: "before") == .another(kept: kept))
        #expect(try ClinicStore.open(at: kept).clinic().sessions.isEmpty)
        #expect(differences(try store.clinic(), clinic) == [])
        try store.replaceAll(with: emptied { $0.waitlist = [] })
        guard case .another = try other.follow(keeping: "before") else {
            Issue.record("the second connection did not notice")
            return
        }
        #expect(differences(try other.clinic(), try store.clinic()) == [])
        try other.replaceAll(with: emptied { $0.overrides = [] })
        #expect(differences(try store.clinic(), emptied { $0.overrides = [] }) == [])
        let fresh = try ClinicStore.open(at: path)
        #expect(try fresh.integrityProblems() == [])
        #expect(differences(try fresh.clinic(), emptied { $0.overrides = [] }) == [])
    }

    @Test func `and may only be read is followed as others write it`() throws {
        let reader = try ClinicStore.asItStands(path)
        #expect(reader.isReadOnly)
        #expect(try reader.follow(keeping: "x") == .same)
        try store.replaceAll(with: emptied { $0.waitlist = [] })
        #expect(try reader.follow(keeping: "x") == .newer)
        #expect(try reader.clinic().waitlist.isEmpty)
        #expect(try reader.revision() == store.revision())
        #expect(
            error { () throws(StoreError) in try reader.replaceAll(with: clinic) } == .readOnly(path: path))
    }
}

@Suite struct `A clinic is put into a file` {
    /// The three files of an open store as a killed process leaves them: the last change stands in the log alone.
    private func abandoned(in folder: Folder, as name: String = "clinic.sqlite") throws {
        let store = try ClinicStore.open(at: folder.file("open"), creating: true)
        try store.replaceAll(with: try fixture("harbor-20"))
        try store.backup(to: folder.file("backup"))
        var changed = try fixture("harbor-20")
        changed.sessions = []
        try store.replaceAll(with: changed)
        for ending in ["", "-wal", "-shm"] {
            try FileManager.default.copyItem(
                atPath: folder.file("open" + ending), toPath: folder.file(name + ending))
        }
        try #require(try Data(contentsOf: URL(filePath: folder.file(name + "-wal"))).count > 0)
    }

    @Test func `whose log a killed process left: it is none of the new one's`() throws {
        let folder = try Folder()
        try abandoned(in: folder)
        try FileManager.default.removeItem(atPath: folder.file())
        let copy = try ClinicStore.asItStands(folder.file("backup"))
        let (store, aside) = try ClinicStore.openForImport(
            at: folder.file(), replacing: true, keeping: "damaged")
        #expect(aside == nil)
        try store.replaceAll(with: try copy.clinic())
        let again = try ClinicStore.open(at: folder.file())
        #expect(differences(try again.clinic(), try fixture("harbor-20")) == [])
        #expect(try again.integrityProblems() == [])
    }

    @Test func `that is damaged: the file is kept as it is, with its log`() throws {
        let folder = try Folder()
        try abandoned(in: folder)
        var bytes = try Data(contentsOf: URL(filePath: folder.file("backup")))
        for i in 4096..<(bytes.count - 4096) where i % 7 != 0 { bytes[i] = 0xA5 }
        for n in 1...2 {
            try bytes.write(to: URL(filePath: folder.file()))
            #expect(throws: StoreError.self) {
                try ClinicStore.openForImport(at: folder.file(), replacing: false, keeping: "damaged").store
                    .replaceAll(with: try fixture("harbor-20"))
            }
            let (store, aside) = try ClinicStore.openForImport(
                at: folder.file(), replacing: true, keeping: "damaged")
            #expect(aside == folder.file("clinic.sqlite.damaged" + (n == 1 ? "" : "-2")))
            try store.replaceAll(with: try ClinicStore.asItStands(folder.file("backup")).clinic())
            #expect(try store.integrityProblems() == [])
            #expect(
                differences(try ClinicStore.open(at: folder.file()).clinic(), try fixture("harbor-20")) == [])
        }
        #expect(
            try Data(contentsOf: URL(filePath: folder.file("clinic.sqlite.damaged-2"))).count == bytes.count)
    }

    @Test func `that stands empty and open to all: it is its owner's alone afterwards`() throws {
        let folder = try Folder()
        let path = folder.file()
        try Data().write(to: URL(filePath: path))
        try #require(chmod(path, 0o644) == 0)
        try ClinicStore.open(at: path, creating: true).replaceAll(with: try fixture("harbor-20"))
        #expect(try Folder.mode(path) == 0o600)
        // One that holds a clinic keeps what its owner gave it.
        try #require(chmod(path, 0o640) == 0)
        _ = try ClinicStore.open(at: path, creating: true)
        #expect(try Folder.mode(path) == 0o640)
    }

    @Test func `from a copy, which stays as it was`() throws {
        let folder = try Folder()
        try ClinicStore.open(at: folder.file(), creating: true).replaceAll(with: try fixture("harbor-20"))
        try ClinicStore.open(at: folder.file()).backup(to: folder.file("copy"))
        let before = try Data(contentsOf: URL(filePath: folder.file("copy")))
        #expect(
            differences(try ClinicStore.asItStands(folder.file("copy")).clinic(), try fixture("harbor-20"))
                == [])
        #expect(try Data(contentsOf: URL(filePath: folder.file("copy"))) == before)
        #expect(!folder.names.contains { $0.hasPrefix("copy-") })
    }

    @Test func `and its copies are listed, the newest first`() throws {
        let folder = try Folder()
        let store = try ClinicStore.open(at: folder.file(), creating: true)
        try store.replaceAll(with: try fixture("harbor-20"))
        let first = CivilDate(dayNumber: 20_780)
        for (n, label) in ["2026-11-24", "2026-11-23", "before-v99"].enumerated() {
            try store.keepCopy(label)
            try FileManager.default.setAttributes(
                [.modificationDate: Date(timeIntervalSinceNow: Double(-100 * n))],
                ofItemAtPath: folder.file("clinic.sqlite.kept-\(label)"))
        }
        try Data().write(to: URL(filePath: folder.file("clinic.sqlite.kept-2026-11-24-wal")))
        #expect(
            ClinicStore.copies(of: folder.file())
                == ["\(first + 1)", "\(first)", "before-v99"].map {
                    folder.file("clinic.sqlite.kept-\($0)")
                })
    }
}
