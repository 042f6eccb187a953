import ClinicModel
@testable import ClinicStore
import GRDB
import Testing

/// What is in memory after a change, and what another connection reads from the file.
@Suite struct `Changes of a stored clinic` {
    private let day = CivilDate(dayNumber: 20_780)

    /// One change-set of every kind: additions, replacements and removals, at ends and in the middle.
    private func sets(_ c: Clinic) -> [ChangeSet] {
        var moved = c.sessions[0]
        moved.start = TimeOfDay(minutes: 600)
        moved.therapists = Array(moved.therapists.reversed()) + ["t9"]
        moved.patients.append("p9")
        let new = Session(id: "s900", service: "individual", date: day, start: .midnight, patients: ["p3"])
        let g = c.series[1]
        var renamed = g.withoutLists
        renamed.room = nil
        renamed.until = day
        renamed.therapists = ["t2", "t1"]
        let series = Series(id: "w1", service: "individual", slot: WeeklySlot(.friday, .midnight), from: day)
        let e = g.enrollments[0]
        var left = e
        left.left = day
        let cancelled = OccurrenceException(date: day, kind: .cancelled, reason: "snow")
        let changed = OccurrenceException(
            date: day, kind: .changed(.init(date: day + 1, start: .midnight, therapists: ["t3", "t2"])))
        let o = RuleOverride(
            rule: .capacity, scope: .series(g.id), person: nil, reason: "one evening", by: "m.k.", on: day)
        let hours = DatedWindow(date: day, from: .midnight, to: TimeOfDay(minutes: 600), note: "court")
        let absent = c.therapists.first { !$0.timeOff.isEmpty } ?? c.therapists[0]
        let tied = c.patients.first { !$0.unavailable.isEmpty } ?? c.patients[0]
        let excused = Attendance(session: .occurrence(g.id, day), patient: "p1", status: .excused)
        let late = Attendance(
            session: .single(c.sessions[0].id), patient: "p1", status: .late, minutesLate: 5)
        return [
            ChangeSet([.session(before: c.sessions[0], after: moved)]),
            ChangeSet([.session(before: nil, after: new)]),
            ChangeSet([.session(before: nil, after: new)], places: [0: 0]),
            ChangeSet([.session(before: c.sessions[0], after: nil)]),
            ChangeSet([.series(before: g.withoutLists, after: renamed)]),
            ChangeSet([
                .series(before: nil, after: series),
                .enrollment("w1", before: nil, after: Enrollment(patient: "p1", joined: day)),
                .enrollment("w1", before: nil, after: Enrollment(patient: "p2", joined: day)),
                .exception("w1", before: nil, after: cancelled),
            ]),
            ChangeSet([.enrollment(g.id, before: e, after: left)]),
            ChangeSet([.enrollment(g.id, before: e, after: nil)]),
            ChangeSet([.enrollment(g.id, before: nil, after: Enrollment(patient: "p1", joined: day))]),
            ChangeSet([.enrollment(g.id, before: nil, after: e)], places: [0: 0]),
            ChangeSet([.exception(g.id, before: nil, after: cancelled)]),
            ChangeSet([
                .exception(g.id, before: nil, after: changed),
                .exception(g.id, before: changed, after: cancelled),
                .exception(g.id, before: cancelled, after: changed),
            ]),
            ChangeSet([.waitlist(before: c.waitlist[1], after: nil)]),
            ChangeSet([
                .waitlist(before: c.waitlist[0], after: nil), .waitlist(before: c.waitlist[1], after: nil),
            ]),
            ChangeSet([.override(before: nil, after: o)]),
            ChangeSet([.override(before: c.overrides[1], after: nil), .override(before: nil, after: o)]),
            ChangeSet([
                .timeOff("t1", before: nil, after: .days(DayRange(from: day, to: day + 2, reason: "flu"))),
                .timeOff("t1", before: nil, after: .hours(hours)),
            ]),
            ChangeSet([.timeOff(absent.id, before: absent.timeOff[0], after: .hours(hours))]),
            ChangeSet([.timeOff(absent.id, before: absent.timeOff[0], after: nil)]),
            ChangeSet([.closure("r1", before: nil, after: .hours(hours))], places: [0: 0]),
            ChangeSet([
                .unavailable("p1", before: nil, after: .dated(hours)),
                .unavailable("p1", before: .dated(hours), after: nil),
                .unavailable("p1", before: nil, after: .dated(hours)),
            ]),
            ChangeSet([.unavailable(tied.id, before: tied.unavailable[0], after: nil)]),
            ChangeSet([.attendance(before: nil, after: excused)]),
            ChangeSet([
                .attendance(before: nil, after: excused), .attendance(before: excused, after: late),
            ]),
        ]
    }

    private func make(_ set: ChangeSet, in store: ClinicStore) throws -> ChangeSet? {
        try store.write { t throws(StoreError) in
            let made = try t.make(set)
            return made == nil ? .rollBack(nil) : .commit(made)
        }
    }

    @Test(arguments: 0..<24) func `are in the rows as they are in memory, and so is their inverse`(_ n: Int)
        throws
    {
        let folder = try Folder()
        let store = try ClinicStore.open(at: folder.file(), creating: true)
        let clinic = try fixture("everything-40")
        try store.replaceAll(with: clinic)
        let made = try #require(try make(sets(clinic)[n], in: store))
        let after = try store.clinic()
        #expect(differences(after, clinic) != [])
        #expect(differences(try ClinicStore.open(at: folder.file()).clinic(), after) == [])
        let undone = try #require(try make(made.inverse, in: store))
        #expect(differences(try store.clinic(), clinic) == [])
        #expect(differences(try ClinicStore.open(at: folder.file()).clinic(), clinic) == [])
        _ = try #require(try make(undone.inverse, in: store))
        #expect(differences(try ClinicStore.open(at: folder.file()).clinic(), after) == [])
    }

    @Test func `find room between neighbours as often as it takes`() throws {
        let folder = try Folder()
        let store = try ClinicStore.open(at: folder.file(), creating: true)
        try store.replaceAll(with: try fixture("everything-40"))
        for n in 0..<40 {
            let entry = WaitlistEntry(patient: "p1", service: "process", since: day + n)
            let guest = Enrollment(patient: "p1", joined: day + n, left: day + n)
            let set = ChangeSet(
                [.waitlist(before: nil, after: entry), .enrollment("g1", before: nil, after: guest)],
                places: [0: 1, 1: 1])
            _ = try #require(try make(set, in: store))
        }
        let here = try store.clinic()
        #expect(here.waitlist[1].since == day + 39)
        #expect(differences(try ClinicStore.open(at: folder.file()).clinic(), here) == [])
    }

    @Test func `leave every row alone that they do not touch`() throws {
        let folder = try Folder()
        let store = try ClinicStore.open(at: folder.file(), creating: true)
        try store.replaceAll(with: try fixture("harbor-60"))
        let queue = try DatabaseQueue(path: folder.file())
        func total() throws -> Int {
            try queue.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM session") ?? 0 }
        }
        let before = try total()
        let new = Session(
            id: "s900", service: "individual", date: day, start: .midnight, therapists: ["t1"],
            patients: ["p3"])
        let changed = try store.write { t throws(StoreError) in
            let start = t.db.totalChangesCount
            _ = try t.make(ChangeSet([.session(before: nil, after: new)]))
            return .commit(t.db.totalChangesCount - start)
        }
        #expect(changed == 3)
        #expect(try total() == before + 1)
    }

    @Test func `are nothing when what they replace no longer stands`() throws {
        let store = try ClinicStore.inMemory()
        let clinic = try fixture("everything-40")
        try store.replaceAll(with: clinic)
        var other = clinic.sessions[0]
        other.room = nil
        let revision = try store.revision()
        let stale = ChangeSet([
            .session(before: clinic.sessions[0], after: nil), .session(before: other, after: nil),
        ])
        #expect(try make(stale, in: store) == nil)
        #expect(differences(try store.clinic(), clinic) == [])
        #expect(try store.revision() == revision)
    }

    @Test func `that break what the tables hold are refused whole`() throws {
        let folder = try Folder()
        let store = try ClinicStore.open(at: folder.file(), creating: true)
        let clinic = try fixture("everything-40")
        try store.replaceAll(with: clinic)
        let odd = Session(id: "s900", service: "individual", date: day, start: TimeOfDay(minutes: 601))
        let dangling = Session(id: "s901", service: "nothing", date: day, start: .midnight)
        let good = Session(id: "s902", service: "individual", date: day, start: .midnight)
        for bad in [odd, dangling] {
            #expect(throws: StoreError.self) {
                try make(
                    ChangeSet([.session(before: nil, after: good), .session(before: nil, after: bad)]),
                    in: store)
            }
            #expect(differences(try store.clinic(), clinic) == [])
            #expect(differences(try ClinicStore.open(at: folder.file()).clinic(), clinic) == [])
        }
    }
}
