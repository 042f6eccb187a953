import ClinicModel
import Testing

private func day(_ text: String) throws -> CivilDate { try #require(CivilDate(text)) }
private func time(_ text: String) throws -> TimeOfDay { try #require(TimeOfDay(text)) }

struct `Occurrences of a series` {
    private func clinic(_ edit: (inout Clinic) throws -> Void = { _ in }) throws -> Clinic {
        let evening = WeeklyWindow(days: Weekday.allCases, from: try time("09:00"), to: try time("21:00"))
        var clinic = Clinic(
            profile: ClinicProfile(name: "Test", timeZone: "UTC", hours: [evening]),
            services: [
                Service(
                    id: "relapse", name: "Relapse prevention", component: "group", minutes: 90,
                    mostPatients: 10,
                    topics: ["one", "two", "three"])
            ],
            series: [
                Series(
                    id: "g1", service: "relapse", slot: WeeklySlot(.tuesday, try time("18:00")), room: "r1",
                    therapists: ["t1"], from: try day("2026-11-03"),
                    enrollments: [
                        Enrollment(patient: "p1", joined: try day("2026-11-10"), left: try day("2026-11-17"))
                    ])
            ])
        try edit(&clinic)
        return clinic
    }
    private func held(_ clinic: Clinic, _ from: String, _ to: String) throws -> [String] {
        clinic.scheduledSessions(from: try day(from), through: try day(to)).map {
            "\($0.reference) \($0.begins) \($0.patients)"
        }
    }

    @Test func `are held each week with those enrolled on the date`() throws {
        #expect(
            try held(clinic(), "2026-11-01", "2026-11-30") == [
                "g1@2026-11-03 2026-11-03 18:00 []", "g1@2026-11-10 2026-11-10 18:00 [p1]",
                "g1@2026-11-17 2026-11-17 18:00 [p1]", "g1@2026-11-24 2026-11-24 18:00 []",
            ])
    }

    @Test func `a cancelled one is not held, a moved one is found where it went`() throws {
        let c = try clinic {
            $0.series[0].exceptions = [
                OccurrenceException(date: try day("2026-11-10"), kind: .cancelled),
                OccurrenceException(
                    date: try day("2026-11-17"),
                    kind: .changed(
                        .init(date: try day("2026-11-25"), start: try time("19:00"), therapists: []))),
            ]
        }
        #expect(try held(c, "2026-11-09", "2026-11-22") == [])
        #expect(
            try held(c, "2026-11-23", "2026-11-29") == [
                "g1@2026-11-24 2026-11-24 18:00 []", "g1@2026-11-17 2026-11-25 19:00 [p1]",
            ])
    }

    @Test func `on a closure none is held unless moved to another date`() throws {
        let closed = DayRange(from: try day("2026-11-10"), to: try day("2026-11-10"))
        let c = try clinic { $0.profile.closures = [closed] }
        #expect(try held(c, "2026-11-09", "2026-11-15") == [])
        let moved = try clinic {
            $0.profile.closures = [closed]
            $0.series[0].exceptions = [
                OccurrenceException(
                    date: try day("2026-11-10"), kind: .changed(.init(date: try day("2026-11-11"))))
            ]
        }
        #expect(try held(moved, "2026-11-09", "2026-11-15") == ["g1@2026-11-10 2026-11-11 18:00 [p1]"])
    }

    @Test func `who was excused is not in it`() throws {
        let c = try clinic {
            $0.attendance = [
                Attendance(
                    session: .occurrence("g1", try day("2026-11-10")), patient: "p1", status: .excused),
                Attendance(session: .occurrence("g1", try day("2026-11-17")), patient: "p1", status: .late),
            ]
        }
        #expect(
            try held(c, "2026-11-09", "2026-11-22") == [
                "g1@2026-11-10 2026-11-10 18:00 []", "g1@2026-11-17 2026-11-17 18:00 [p1]",
            ])
    }

    @Test func `a cancelled evening loses no topic`() throws {
        let c = try clinic {
            $0.series[0].exceptions = [OccurrenceException(date: try day("2026-11-10"), kind: .cancelled)]
            $0.series[0].firstTopic = 1
        }
        let dates = ["2026-11-03", "2026-11-10", "2026-11-17", "2026-11-24", "2026-11-25"]
        #expect(
            try dates.map { c.topic(of: c.series[0], on: try day($0)) } == ["two", nil, "three", "one", nil])
    }

    @Test func `every second week, until its end`() throws {
        let c = try clinic {
            $0.series[0].everyWeeks = 2
            $0.series[0].until = try day("2026-12-01")
        }
        #expect(
            try held(c, "2026-11-01", "2026-12-31").map { $0.prefix(13) } == [
                "g1@2026-11-03", "g1@2026-11-17", "g1@2026-12-01",
            ])
    }
}

struct `Changes` {
    private func clinic() throws -> Clinic {
        let hours = WeeklyWindow(days: [.monday], from: try time("09:00"), to: try time("21:00"))
        return Clinic(
            profile: ClinicProfile(name: "Test", timeZone: "UTC", hours: [hours]),
            series: [Series(id: "g1", service: "x", from: try day("2026-11-03"))],
            sessions: [Session(id: "s1", service: "x", date: try day("2026-11-03"), start: try time("10:00"))]
        )
    }

    @Test func `taken back leave everything as it was`() throws {
        let before = try clinic()
        var moved = before.sessions[0]
        moved.start = try time("11:00")
        let seat = Enrollment(patient: "p1", joined: try day("2026-11-03"))
        let set = ChangeSet([
            .session(before: before.sessions[0], after: moved),
            .session(
                before: nil,
                after: Session(id: "s2", service: "x", date: try day("2026-11-04"), start: try time("10:00"))),
            .enrollment("g1", before: nil, after: seat),
            .exception(
                "g1", before: nil, after: OccurrenceException(date: try day("2026-11-10"), kind: .cancelled)),
            .override(
                before: nil, after: RuleOverride(rule: .capacity, scope: .series("g1"), reason: "agreed")),
        ])
        var after = before
        try after.apply(set)
        #expect(after.sessions.count == 2)
        #expect(after.series[0].enrollments == [seat])
        try after.apply(set.inverse)
        #expect(after == before)
    }

    @Test func `are refused whole when the world has moved on`() throws {
        let before = try clinic()
        var stale = before.sessions[0]
        stale.start = try time("15:00")
        let change = Change.session(before: stale, after: nil)
        var after = before
        #expect(throws: ChangeConflict.movedOn(change)) {
            try after.apply(
                ChangeSet([
                    .enrollment(
                        "g1", before: nil, after: Enrollment(patient: "p1", joined: try day("2026-11-03"))),
                    change,
                ]))
        }
        #expect(after == before)
    }

    @Test func `never take an id that stands`() throws {
        var c = try clinic()
        let twin = c.sessions[0]
        #expect(throws: ChangeConflict.self) { try c.apply(ChangeSet([.session(before: nil, after: twin)])) }
    }
}
