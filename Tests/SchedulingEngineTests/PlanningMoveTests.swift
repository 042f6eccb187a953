import ClinicModel
import Testing

@testable import SchedulingEngine

@Suite struct `Moves of the planner` {
    @Test(arguments: ["harbor-20", "everything-40", "open-20"])
    func `the running cost is the full recount after each of 10,000 moves`(name: String) throws {
        let clinic = try PlanningFixtures.clinic(name)
        let plan = PlanAssignment(PlanProblem(clinic, week: PlanningFixtures.week))
        #expect(plan.cost == ClinicWeek(clinic, week: PlanningFixtures.week).score().total)
        var search = PlanSearch(plan, seed: 7)
        while search.prepare() {}
        for move in 1...10_000 {
            search.step(search.random.below(40))
            try #require(plan.cost == plan.recount())
            if move.isMultiple(of: 2_000) { search.remember(search.choices) }
            if move.isMultiple(of: 500) {
                let after = try PlanningFixtures.made(plan)
                #expect(plan.cost == PlanningFixtures.score(clinic, after), "after \(move) moves")
                PlanningFixtures.expectSound(clinic, after, "after \(move) moves")
            }
        }
    }

    @Test func `what a plan asks for beyond a session a day costs all the same`() throws {
        var clinic = try PlanningFixtures.clinic("open-20")
        for i in clinic.patients.indices.prefix(6) {
            guard let needs = clinic.patients[i].plan?.needs else { continue }
            for k in needs.indices { clinic.patients[i].plan?.needs[k].count += 5 * (k + 1) }
        }
        let problem = PlanProblem(clinic, week: PlanningFixtures.week)
        #expect((0..<problem.needs.count).allSatisfy { problem.needs[$0].taskCount <= 7 })
        #expect(problem.standingUnmet > 0)
        let plan = PlanAssignment(problem)
        #expect(plan.cost == ClinicWeek(clinic, week: PlanningFixtures.week).score().total)
        var search = PlanSearch(plan, seed: 7)
        while search.prepare() {}
        for move in 1...2_000 {
            search.step(search.random.below(40))
            try #require(plan.cost == plan.recount())
            if move.isMultiple(of: 500) { search.remember(search.choices) }
        }
        let after = try PlanningFixtures.made(plan)
        #expect(plan.cost == PlanningFixtures.score(clinic, after))
        #expect(
            search.waitingCount == ClinicWeek(after, week: PlanningFixtures.week).score().unmetSessions)
        let bound = PlanBound(problem).total()
        #expect(problem.standingPersonal < bound && bound <= plan.cost)
    }

    @Test(arguments: ["harbor-20", "everything-40", "open-20"])
    func `every kind of move is taken back exactly`(name: String) throws {
        let clinic = try PlanningFixtures.clinic(name)
        let plan = PlanAssignment(PlanProblem(clinic, week: PlanningFixtures.week))
        var search = PlanSearch(plan, seed: 3)
        while search.prepare() {}
        for round in 0..<4 {
            let before = plan.state
            search.tolerance = -1_000_000
            for move in MoveKind.allCases {
                for _ in 0..<100 { search.make(move) }
                try #require(plan.state == before, "\(move) in round \(round)")
            }
            // On to another plan, by moves that stay.
            search.remember(search.choices)
            for _ in 0..<500 { search.step(30) }
            #expect(plan.state != before)
        }
    }

    @Test func `a plan that is gone back to is the same by its choices, its cost and its recount`() throws {
        let clinic = try PlanningFixtures.clinic("everything-40")
        var search = PlanSearch(
            PlanAssignment(PlanProblem(clinic, week: PlanningFixtures.week)), seed: 5)
        while search.prepare() {}
        for _ in 0..<2_000 { search.step(20) }
        let chosen = search.choices
        let cost = search.cost
        for _ in 0..<2_000 { search.step(60) }
        #expect(search.choices != chosen)
        search.take(chosen)
        #expect(search.choices == chosen)
        #expect(search.cost == cost && search.plan.recount() == cost)
        var rewritten = chosen
        for _ in 0..<2_000 { search.step(60) }
        search.write(to: &rewritten)
        #expect(rewritten == search.choices)
    }

    @Test(arguments: ["harbor-20", "everything-40"])
    func `a patient's week comes back from another plan, past whoever is in its way`(name: String) throws {
        let clinic = try PlanningFixtures.clinic(name)
        let plan = PlanAssignment(PlanProblem(clinic, week: PlanningFixtures.week))
        var search = PlanSearch(plan, seed: 2)
        while search.prepare() {}
        for _ in 0..<20_000 { search.step(0) }
        let good = search.choices
        let cost = search.cost
        for _ in 0..<3_000 { search.step(200) }
        #expect(search.cost > cost)
        search.remember(good)
        search.tolerance = 0
        var least = search.cost
        for _ in 0..<20_000 where search.cost > cost {
            search.recallWeek(search.random.below(plan.problem.taskCount))
            try #require(search.cost <= least && search.cost == plan.recount())
            least = search.cost
        }
        #expect(search.cost <= cost)
    }

    @Test func `steps taken back one by one leave nothing behind`() throws {
        let clinic = try PlanningFixtures.clinic("harbor-20")
        let plan = PlanAssignment(PlanProblem(clinic, week: PlanningFixtures.week))
        var search = PlanSearch(plan, seed: 1)
        let empty = plan.state
        for task in 0..<plan.problem.taskCount { search.insert(task) }
        #expect(plan.state != empty)
        #expect(plan.mark > 0)
        plan.undo(to: 0)
        #expect(plan.state.dropLast(2) == empty.dropLast(2))
        #expect(plan.state.last?.count { $0 >= 0 } == plan.problem.taskCount)
    }
}
