import ClinicModel
import SchedulingEngine
import Testing

@Suite struct `The week as an independent judge sees it` {
    @Test(arguments: [
        "everything-40", "harbor-20", "harbor-60", "harbor-200", "planted-20", "planted-40",
    ])
    func `broken rules and score`(of name: String) throws {
        let week = ClinicWeek(try Fixture.clinic(name), week: Fixture.week)
        let golden = try Fixture.golden(name)
        try agree(week, week.score(), golden)
    }

    @Test func `what a later document breaks anew and how much it changed`() throws {
        let before = try Fixture.clinic("planted-20")
        let after = try Fixture.clinic("planted-20-later")
        let week = ClinicWeek(after, week: Fixture.week)
        let golden = try Fixture.golden("planted-20-later")
        try agree(week, week.score(before: ClinicWeek(before, week: Fixture.week)), golden)
        let new = RuleBook.newlyBroken(from: before, to: after, weeks: [Fixture.week + 3])
        #expect(new.map { Golden.Row($0, in: week) }.sorted() == golden.new?.sorted())
    }

    private func agree(_ week: ClinicWeek, _ score: WeekScore, _ golden: Golden) throws {
        func rows(_ list: [Violation]) -> [Golden.Row] { list.map { Golden.Row($0, in: week) }.sorted() }
        #expect(rows(week.violations.filter { $0.override == nil }) == golden.violations.sorted())
        #expect(rows(week.violations.filter { $0.override != nil }) == golden.overridden.sorted())
        for term in ScoreTerm.allCases { #expect(score[term] == golden.score[term.rawValue], "\(term)") }
        #expect(score.total == golden.score["total"])
        #expect(score.unmetSessions == golden.unmetSessions)
    }

    @Test func `points add up to the score`() throws {
        let week = ClinicWeek(try Fixture.clinic("planted-40"), week: Fixture.week)
        let score = week.score(withPoints: true)
        for term in ScoreTerm.allCases {
            #expect(score.points.filter { $0.term == term }.reduce(0) { $0 + $1.points } == score[term])
        }
    }

    @Test func `between them the planted documents break every rule`() throws {
        var seen: Set<RuleName> = []
        for name in ["planted-20", "planted-40"] {
            seen.formUnion(ClinicWeek(try Fixture.clinic(name), week: Fixture.week).violations.map(\.rule))
        }
        #expect(seen == Set(RuleName.allCases))
    }
}
