import ClinicModel
import ClinicStore
import Testing

@Suite struct `The journal` {
    private let day = CivilDate(dayNumber: 20_780)

    private func record(_ entry: NewEntry, in store: ClinicStore) throws -> Int {
        try store.write { t throws(StoreError) in .commit(try t.record(entry)) }
    }
    private func lastChange(_ store: ClinicStore, _ who: String) throws -> Int? {
        try store.reading { t throws(StoreError) in try t.lastChange(by: who)?.sequence }
    }
    private func lastUndone(_ store: ClinicStore, _ who: String) throws -> Int? {
        try store.reading { t throws(StoreError) in try t.lastUndone(by: who)?.sequence }
    }
    private func undo(_ change: Int, by who: String, in store: ClinicStore) throws -> Int {
        var entry = NewEntry.test("undo", by: who)
        entry.kind = .undo
        entry.original = change
        return try record(entry, in: store)
    }
    private func redo(_ change: Int, by who: String, in store: ClinicStore) throws {
        var entry = NewEntry.test("redo", by: who)
        entry.kind = .redo
        entry.original = change
        _ = try record(entry, in: store)
    }

    @Test func `gives back what was written`() throws {
        let folder = try Folder()
        let store = try ClinicStore.open(at: folder.file(), creating: true)
        let clinic = try fixture("everything-40")
        try store.replaceAll(with: clinic)
        let set = ChangeSet(
            [
                .session(before: clinic.sessions[0], after: nil),
                .series(before: clinic.series[0].withoutLists, after: clinic.series[0].withoutLists),
                .enrollment("g1", before: nil, after: clinic.series[0].enrollments[0]),
                .exception("g1", before: nil, after: OccurrenceException(date: day, kind: .cancelled)),
                .override(before: clinic.overrides[0], after: nil),
                .waitlist(before: nil, after: clinic.waitlist[0]),
            ], places: [0: 3, 5: 0])
        var entry = NewEntry.test("Booked", changes: set)
        entry.reason = "asked by phone"
        entry.context = #"{"weeks":[]}"#
        let sequence = try record(entry, in: store)
        let lines = try ClinicStore.open(at: folder.file()).journal()
        let line = try #require(lines.first)
        #expect(lines.count == 1)
        #expect(line.sequence == sequence)
        #expect(line.revision == (try store.revision()))
        #expect(line.entry.changes == set)
        #expect(line.entry.at == entry.at)
        #expect(line.entry.instant == entry.instant)
        #expect(line.entry.title == "Booked")
        #expect(line.entry.reason == "asked by phone")
        #expect(line.entry.context == entry.context)
        #expect(line.entry.coordinator == "dana")
        #expect(try store.journal(since: day).count == 1)
        #expect(try store.journal(since: day + 1).isEmpty)
    }

    @Test func `knows what each coordinator can take back and make again`() throws {
        let store = try ClinicStore.inMemory()
        try store.replaceAll(with: try fixture("harbor-20"))
        #expect(try lastChange(store, "dana") == nil)
        let a = try record(.test("a"), in: store)
        let other = try record(.test("other", by: "lee"), in: store)
        let b = try record(.test("b"), in: store)
        #expect(try lastChange(store, "dana") == b)
        #expect(try lastChange(store, "lee") == other)
        #expect(try lastUndone(store, "dana") == nil)
        _ = try undo(b, by: "dana", in: store)
        #expect(try lastChange(store, "dana") == a)
        _ = try undo(a, by: "dana", in: store)
        #expect(try lastChange(store, "dana") == nil)
        // The last taken back is made again first.
        #expect(try lastUndone(store, "dana") == a)
        #expect(try lastUndone(store, "lee") == nil)
        try redo(a, by: "dana", in: store)
        #expect(try lastUndone(store, "dana") == b)
        #expect(try lastChange(store, "dana") == a)
        // Something new ends it.
        let c = try record(.test("c"), in: store)
        #expect(try lastUndone(store, "dana") == nil)
        _ = try undo(c, by: "dana", in: store)
        #expect(try lastUndone(store, "dana") == c)
        #expect(try lastChange(store, "dana") == a)
    }

    @Test func `ends with an import`() throws {
        let store = try ClinicStore.inMemory()
        let clinic = try fixture("harbor-20")
        try store.replaceAll(with: clinic)
        let a = try record(.test("a"), in: store)
        _ = try undo(a, by: "dana", in: store)
        _ = try record(.test("b"), in: store)
        var entry = NewEntry.test("import")
        entry.kind = .import
        try store.replaceAll(with: clinic, entry: entry)
        #expect(try lastChange(store, "dana") == nil)
        #expect(try lastUndone(store, "dana") == nil)
        #expect(try store.journal().count == 4)
    }

    @Test func `finds who touched a session or a series, newest first`() throws {
        let store = try ClinicStore.inMemory()
        let clinic = try fixture("everything-40")
        try store.replaceAll(with: clinic)
        let s = clinic.sessions[0]
        let a = try record(.test("a", changes: ChangeSet([.session(before: nil, after: s)])), in: store)
        let b = try record(.test("b", changes: ChangeSet([.session(before: s, after: nil)])), in: store)
        let found = try store.reading { t throws(StoreError) in
            (try t.entries(about: "s1").map(\.sequence), try t.entries(about: "s1", after: a).map(\.sequence))
        }
        #expect(found.0 == [b, a])
        #expect(found.1 == [b])
    }
}

@Suite struct `Numbers of new ids` {
    @Test func `are above all that stand, and never given twice`() throws {
        let store = try ClinicStore.inMemory()
        let clinic = try fixture("everything-40")
        try store.replaceAll(with: clinic)
        func numbers() throws -> [Int] {
            let n = try store.reading { t throws(StoreError) in try t.nextNumbers() }
            return [n.session, n.series]
        }
        #expect(try numbers() == [2, 1])
        try store.write { t throws(StoreError) in
            try t.reserve(session: 9, series: 4)
            return .commit(())
        }
        #expect(try numbers() == [9, 4])
        try store.replaceAll(with: clinic)
        #expect(try numbers() == [9, 4])
        try store.write { t throws(StoreError) in
            try t.reserve(session: 3, series: 2)
            return .commit(())
        }
        #expect(try numbers() == [9, 4])
    }

    @Test(arguments: [
        (["s1", "s12", "x99", "s", "s-5", "s7a"], 13), ([], 1), (["s9223372036854775807", "s3"], 4),
    ]) func `are read from ids of their form`(_ ids: [String], _ next: Int) throws {
        var clinic = try fixture("harbor-20")
        clinic.sessions = ids.map {
            Session(id: SessionID($0), service: "individual", date: CivilDate(dayNumber: 0), start: .midnight)
        }
        #expect(IDNumbers(after: clinic).session == next)
    }
}
