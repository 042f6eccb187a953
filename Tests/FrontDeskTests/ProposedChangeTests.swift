import ClinicModel
import FrontDesk
import SchedulingEngine
import Testing

/// A change of a proposal, as a person reads it.
struct `A proposed change` {
    private static let week = ClinicWeek(Harbor.clinic, week: Harbor.monday)
    private static let thursday = Harbor.monday + 3
    private static let short = week.clinic.shortNames["process"] ?? ""

    private func told(_ changes: Change...) -> ProposedChanges {
        ProposedChanges(ChangeSet(changes), of: Self.week)
    }
    private func changed(_ to: OccurrenceException.Replacement) -> Change {
        .exception(
            "g2", before: nil, after: OccurrenceException(date: Self.thursday, kind: .changed(to)))
    }
    private func words(_ title: Title?) -> String? {
        title?.text(in: Self.week.clinic, naming: .names)
    }

    @Test func `says the room where it is another, beside another time or therapist, too`() throws {
        let room = try #require(told(changed(.init(room: "r3"))).list.first)
        #expect(words(room.title) == "\(Self.short) Thu 18:00 Lee Ortiz, now in Cedar")
        #expect(words(room.brief) == "\(Self.short) Thu 18:00, now in Cedar")
        let both = try #require(told(changed(.init(room: "r3", therapists: ["t1"]))).list.first)
        #expect(words(both.title) == "\(Self.short) Thu 18:00 Lee Ortiz to Dana Whitfield, in Cedar")
        let all = try #require(
            told(changed(.init(date: Self.thursday + 1, room: "r3", therapists: ["t1"]))).list.first)
        #expect(words(all.brief) == "\(Self.short) Thu 18:00 to Fri 18:00 Dana Whitfield, in Cedar")
        let same = try #require(told(changed(.init(therapists: ["t1"]))).list.first)
        #expect(words(same.brief) == "\(Self.short) Thu 18:00 to Dana Whitfield")
    }

    @Test func `is told in brief by service and time, and knows its session`() throws {
        let list = told(
            .enrollment("g2", before: nil, after: Enrollment(patient: "p3", joined: Harbor.monday)),
            .enrollment(
                "g2", before: nil,
                after: Enrollment(patient: "p4", joined: Self.thursday, left: Self.thursday))
        ).list
        #expect(list.map(\.kind) == [.seat, .guest])
        #expect(list.map { words($0.brief) } == ["\(Self.short) Thu 18:00", "\(Self.short) Thu 18:00"])
        #expect(words(list[1].title) == "\(Self.short) Thu 18:00 Lee Ortiz as a guest")
        #expect(list.map(\.session) == [.occurrence("g2", Self.thursday), .occurrence("g2", Self.thursday)])
        #expect(list.allSatisfy { $0.service == "process" })
    }

    @Test func `counts the seats that are taken in the week that is asked about`() throws {
        let seats = ["p3", "p4"].map {
            Change.enrollment(
                "g2", before: nil, after: Enrollment(patient: PatientID($0), joined: Harbor.monday))
        }
        let told = ProposedChanges(ChangeSet(seats), of: Self.week)
        let change = try #require(told.list.first)
        #expect(words(told.effect(of: change, in: told.after)) == "3 of 5")
        var part = Self.week.clinic
        try part.apply(ChangeSet([seats[0]]))
        #expect(
            words(told.effect(of: change, in: ClinicWeek(part, week: Harbor.monday))) == "2 of 5")
    }
}
