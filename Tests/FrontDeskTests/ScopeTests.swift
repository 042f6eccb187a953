import ClinicModel
import FrontDesk
import SchedulingEngine
import Testing

/// What is for later sessions of a series says how far it goes.
@Suite struct `A change for later sessions, or for all` {
    private let m = Harbor.monday
    private func g1(_ weeks: Int) -> SessionReference { .occurrence("g1", Harbor.monday + 7 * weeks) }

    @Test(arguments: [
        (
            Intent.cancel(.occurrence("g1", Harbor.monday), scope: .later),
            "Cancelled g1, Mon 30 Nov 18:00 and later"
        ),
        (
            .cancel(.occurrence("g1", Harbor.monday + 21), scope: .all),
            "Cancelled g1, Mon 30 Nov 18:00 and later"
        ),
        (
            .move(
                .occurrence("g1", Harbor.monday), to: Harbor.at(Harbor.monday + 1, "18:30"), scope: .later),
            "Moved g1, Mon 30 Nov 18:00, to Tue 1 Dec 18:30 and later"
        ),
        (
            .unseat("p2", from: .occurrence("g1", Harbor.monday), scope: .later),
            "Took p2 out of g1, Mon 30 Nov 18:00 and later"
        ),
        (
            .reseat(
                "p1", from: .occurrence("g1", Harbor.monday), to: .occurrence("g2", Harbor.monday + 3),
                scope: .later),
            "Moved p1 from g1, Mon 30 Nov 18:00, to g2, Thu 26 Nov 18:00 and later"
        ),
    ]) func `is told of the first that changes, not of one that was held`(_ intent: Intent, _ title: String)
        throws
    {
        let desk = try Harbor.desk()
        #expect(try desk.preview(intent).title(.ids) == title)
        _ = try desk.perform(intent)
        #expect(try desk.journal().last?.title(in: try desk.snapshot().clinic, .ids) == title)
    }

    @Test func `tells what stays, how many sessions it is for, and who loses a seat`() throws {
        let past = try Harbor.desk().preview(.cancel(g1(0), scope: .later)).sentences(.ids)
        #expect(
            Array(past.prefix(3)) == [
                "Mon 23 Nov 18:00 stays as it was: only what is from Mon 30 Nov on changes",
                "For every session from Mon 30 Nov 18:00 on, without end: 12 in the next 12 weeks",
                "4 patients lose their seats in g1: p1, p2, p4 and p5",
            ])
        let all = try Harbor.desk().preview(.cancel(g1(3), scope: .all)).sentences(.names)
        #expect(all.first == "What was before Mon 30 Nov stays as it was")
        #expect(
            all.contains(
                "4 patients lose their seats in Monday group: Ana Moreno, Ben Adler, Dev Patel and Eli Stone")
        )
        let one = try Harbor.desk().preview(.cancel(g1(1))).sentences(.names)
        #expect(!one.contains { $0.hasPrefix("For ") || $0.contains("stays") || $0.contains("lose") })
    }

    @Test func `tells what comes of it in all its weeks`() throws {
        let desk = try Harbor.desk()
        let said = try desk.preview(.cancel(g1(1), scope: .later)).sentences(.ids)
        #expect(
            said.contains(
                "p1 falls to 0 h of at least 1 h 30 in the week of Mon 30 Nov and in 11 weeks after it"),
            "\(said)")
        let after = try desk.preview(.cancel(g1(1), scope: .later)).snapshot.clinic
        let later = (2...12).reduce(0) { sum, n in
            sum + ClinicWeek(after, week: m + 7 * n).score().total
                - ClinicWeek(Harbor.clinic, week: m + 7 * n).score().total
        }
        #expect(
            said.contains(
                "The scores of the 11 weeks after change by \(later > 0 ? "+" : "")\(later) together"),
            "\(said)")
    }

    @Test func `of what ends tells the last, with its year`() throws {
        var clinic = Harbor.clinic
        clinic.series[1].until = m + 45
        let ends = try Harbor.desk(clinic).preview(.cancel(.occurrence("g2", m + 3), scope: .later))
        #expect(
            ends.sentences(.ids).contains("For 6 sessions, Thu 26 Nov 18:00 to Thu 7 Jan 2027"),
            "\(ends.sentences(.ids))")
        let seat = try Harbor.desk().preview(.unseat("p5", from: g1(1), scope: .later))
        #expect(
            seat.sentences(.ids).contains("For 3 sessions, Mon 30 Nov 18:00 to Tue 15 Dec"),
            "\(seat.sentences(.ids))")
    }
}

@Suite struct `A session that is not held` {
    @Test(arguments: [
        (SeriesID("g1"), 1, "Monday group is not held on Tue 24 Nov 2026: it meets on Mondays"),
        ("g1", -7, "Monday group is cancelled on Mon 16 Nov 2026"),
        ("g1", -84, "Monday group is not held on Mon 31 Aug 2026: it begins on Mon 7 Sep 2026"),
        ("g2", 10, "Thursday group is not held on Thu 3 Dec 2026: the clinic is closed"),
        ("g3", 2, "Fortnight is not held on Wed 25 Nov 2026: it meets only every 2 weeks"),
        ("g3", 93, "Fortnight is not held on Wed 24 Feb 2027: it ended on Wed 30 Dec 2026"),
    ]) func `is refused with the reason`(series: SeriesID, day: Int, sentence: String) throws {
        var clinic = Harbor.clinic
        clinic.series.append(
            Series(
                id: "g3", name: "Fortnight", service: "process",
                slot: WeeklySlot(.wednesday, TimeOfDay("11:00") ?? .midnight), room: "r1", therapists: ["t2"],
                everyWeeks: 2, from: Harbor.monday - 5, until: Harbor.monday + 37))
        let refusal = try Harbor.desk(clinic).refusal(.cancel(.occurrence(series, Harbor.monday + day)))
        #expect(refusal?.sentence(naming: .names) == sentence)
    }
}
