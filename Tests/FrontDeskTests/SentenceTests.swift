import ClinicModel
import FrontDesk
import SchedulingEngine
import Testing

@Suite struct `What the desk says` {
    private let m = Harbor.monday

    @Test func `of what every week repeats, it says once with how many there are`() throws {
        let desk = try Harbor.desk()
        let refusal = desk.refusal(
            .book(
                patient: "p3", service: "individual", at: Harbor.at(m + 3, "18:00"), therapists: ["t2"],
                room: "r3", weekly: Weekly()))
        let lines = try #require(refusal?.sentence(naming: .names)).split(separator: "\n")
        #expect(lines.count == 1)
        #expect(lines.first?.contains("Thursdays, the last Thu 11 Feb 2027.") == true, "\(lines)")
    }

    @Test func `of what concerns several patients alike, it names a few and counts the others`() throws {
        var clinic = Harbor.clinic
        clinic.sessions.append(
            Session(
                id: "s4", service: "process", date: m + 8, start: TimeOfDay("18:00") ?? .midnight, room: "r3",
                therapists: ["t2"], patients: ["p1", "p2", "p5"]))
        let refusal = try Harbor.desk(clinic).refusal(
            .move(.occurrence("g1", m + 7), to: Harbor.at(m + 8, "18:30")))
        let lines = try #require(refusal?.sentence(naming: .names)).split(separator: "\n")
        let overlaps = lines.filter { $0.contains("two sessions at once") }
        #expect(overlaps.count == 1)
        #expect(
            overlaps.first?.contains("The same goes for Ben Adler and Eli Stone, 3 of its 3 patients.")
                == true, "\(lines)")
        let ids = try #require(refusal?.sentence(naming: .ids))
        #expect(!ids.contains("Adler") && ids.contains("p2 and p5"))
    }

    @Test func `of a session, it says when it is and not its id`() throws {
        let outcome = try Harbor.desk().preview(.seat("p3", in: .occurrence("g2", m + 3)))
        let said = outcome.sentences(.names)
        #expect(said.contains { $0.hasSuffix("left in Process group on Thu 26 Nov 18:00") }, "\(said)")
        #expect(said.allSatisfy { !$0.contains("@") })
        // A moved occurrence is told by where it is held.
        let moved = try Harbor.desk().preview(.seat("p3", in: .occurrence("g1", m + 21)))
        #expect(moved.sentences(.names).contains { $0.hasSuffix("Process group on Tue 15 Dec 18:30") })
    }

    @Test(arguments: [
        (Violation.Extent.week, "in the week of Mon 14 Dec"), (.day, "Mon 14 Dec"),
        (.session, "Mon 14 Dec 00:00"),
    ])
    func `of what is summed up, it says the day or week, without a time`(
        extent: Violation.Extent, when: String
    ) {
        let clash = Consequence.clashesLater(
            .authorization, .patient("p1"), first: CivilMoment(m + 21, .midnight), extent: extent, count: 2)
        let sentence = clash.sentence(in: Harbor.clinic, naming: .ids)
        #expect(sentence.hasSuffix("p1 in 2 later weeks, first \(when)"))
        let early = clash.sentence(in: Harbor.clinic, naming: .ids, saidOn: m - 400)
        #expect(early.hasSuffix("first \(when.replacing("Dec", with: "Dec 2026"))"))
    }

    @Test func `of another year, it says which`() throws {
        let intent = Intent.book(patient: "p3", service: "individual", at: Harbor.at(m + 43, "18:00"))
        #expect(try Harbor.desk().preview(intent).title(.ids).hasSuffix("p3, Tue 5 Jan 2027 18:00"))
        let said = try Harbor.desk().preview(.seat("p3", in: .occurrence("g2", m + 45))).sentences(.names)
        #expect(said.contains { $0.hasSuffix("left in Process group on Thu 7 Jan 2027 18:00") }, "\(said)")
        let early = Intent.book(patient: "p3", service: "individual", at: Harbor.at(m - 700, "18:00"))
        let refusal = try Harbor.desk().refusal(early)?.sentence(naming: .ids)
        #expect(refusal?.contains("admitted Thu 24 Sep 2026") == true, "\(refusal ?? "")")
    }
}
