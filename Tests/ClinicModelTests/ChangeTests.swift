import ClinicModel
import Testing

@Suite struct `Change sets` {
    private let day = CivilDate(dayNumber: 20_780)

    private func clinic() -> Clinic {
        var c = Clinic(profile: ClinicProfile(name: "Harbor", timeZone: "UTC", hours: []))
        c.sessions = ["s1", "s2", "s3"].map {
            Session(id: SessionID($0), service: "individual", date: day, start: TimeOfDay(minutes: 600))
        }
        c.series = [
            Series(
                id: "g1", service: "process", from: day,
                enrollments: [Enrollment(patient: "p1", joined: day), Enrollment(patient: "p2", joined: day)])
        ]
        c.waitlist = ["p1", "p2", "p3"].map { WaitlistEntry(patient: $0, service: "process", since: day) }
        return c
    }

    private func sets() -> [ChangeSet] {
        let c = clinic()
        var moved = c.sessions[1]
        moved.start = TimeOfDay(minutes: 660)
        var new = c.sessions[0]
        new.id = "s9"
        var placed = c.series[0].withoutLists
        placed.slot = WeeklySlot(.monday, TimeOfDay(minutes: 1080))
        return [
            ChangeSet([.session(before: nil, after: new)]),
            ChangeSet([.session(before: c.sessions[1], after: moved)]),
            ChangeSet([.session(before: c.sessions[1], after: nil)]),
            ChangeSet([
                .waitlist(before: c.waitlist[0], after: nil), .waitlist(before: c.waitlist[1], after: nil),
            ]),
            ChangeSet([.enrollment("g1", before: c.series[0].enrollments[0], after: nil)]),
            ChangeSet([.series(before: c.series[0].withoutLists, after: placed)]),
            ChangeSet([.exception("g1", before: nil, after: OccurrenceException(date: day, kind: .cancelled))]
            ),
        ]
    }

    @Test(arguments: 0..<7) func `are taken back by their inverse, lists in their order`(_ n: Int) throws {
        let before = clinic()
        var c = before
        let made = try c.apply(sets()[n])
        #expect(c != before)
        let after = c
        let undone = try c.apply(made.inverse)
        #expect(c == before)
        try c.apply(undone.inverse)
        #expect(c == after)
    }

    @Test func `change nothing when one of them no longer fits`() throws {
        let before = clinic()
        var c = before
        var other = c.sessions[2]
        other.start = .midnight
        let bad = Change.session(before: other, after: nil)
        #expect(throws: ChangeConflict.movedOn(bad)) {
            try c.apply(ChangeSet([.session(before: c.sessions[0], after: nil), bad]))
        }
        #expect(c == before)
    }

    @Test func `do not add what is there`() {
        var c = clinic()
        let again = Change.session(before: nil, after: c.sessions[0])
        #expect(throws: ChangeConflict.movedOn(again)) { try c.apply(ChangeSet([again])) }
    }
}
