import ClinicModel
import Interchange
import Testing

@testable import SchedulingEngine

@Suite struct `Planning a week` {
    @Test(arguments: ["harbor-20", "everything-40", "open-20", "harbor-60"])
    func `a proposal breaks nothing, scores what it says and meets plans`(name: String) throws {
        let clinic = try PlanningFixtures.clinic(name)
        let proposal = Planner.plan(
            clinic, week: PlanningFixtures.week, options: PlanOptions(seed: 1, steps: 20_000))
        var after = clinic
        try after.apply(proposal.changes)
        PlanningFixtures.expectSound(clinic, after)
        #expect(proposal.after.total == PlanningFixtures.score(clinic, after))
        #expect(proposal.before == ClinicWeek(clinic, week: PlanningFixtures.week).score())
        #expect(proposal.after.total < proposal.before.total / 4)
        #expect(proposal.after[.change] == 0)
        let lowerBound = try #require(proposal.lowerBound)
        #expect(lowerBound <= proposal.after.total)
        #expect(lowerBound > 0)
        #expect(proposal.unmet.reduce(0) { $0 + $1.sessions } == proposal.after.unmetSessions)
    }

    @Test func `only what planning may change has changed`() throws {
        let clinic = try PlanningFixtures.clinic("everything-40")
        let week = PlanningFixtures.week
        let proposal = Planner.plan(clinic, week: week, options: PlanOptions(seed: 2, steps: 5_000))
        #expect(!proposal.changes.isEmpty)
        for change in proposal.changes.changes {
            switch change {
            case .session(nil, let s?):
                #expect(s.status == .booked && s.minutes == nil && s.patients.count == 1)
                #expect(week <= s.date && s.date <= week + 6)
            case .enrollment(_, nil, let e?): #expect(e.joined == week && e.left == nil)
            case .series(let before?, let after?):
                #expect(!before.pinned && before.slot == nil && after.slot != nil)
                var same = after
                same.slot = nil
                same.room = before.room
                same.therapists = before.therapists
                #expect(same == before)
            default: Issue.record("\(change)")
            }
        }
    }

    @Test func `the same seed and steps give the same document, whatever runs at once`() throws {
        let clinic = try PlanningFixtures.clinic("open-20")
        func document(_ seed: UInt64, _ workers: Workers = .serial) throws -> String {
            let p = Planner.plan(
                clinic, week: PlanningFixtures.week,
                options: PlanOptions(seed: seed, steps: 10_000, workers: workers))
            var after = clinic
            try after.apply(p.changes)
            return ClinicDocument.write(after)
        }
        let first = try document(1)
        #expect(try document(1) == first)
        #expect(try document(1, .threads) == first)
        #expect(try document(2) != first)
    }

    @Test(arguments: [0, 1, 2, 5, 12])
    func `cancelled at any moment it gives back a whole proposal, never worse than the start`(after: Int)
        throws
    {
        let clinic = try PlanningFixtures.clinic("everything-40")
        var asked = 0
        let proposal = Planner.plan(
            clinic, week: PlanningFixtures.week, options: PlanOptions(seed: 1),
            isCancelled: {
                asked += 1
                return asked > after
            })
        #expect(asked > after)
        var planned = clinic
        try planned.apply(proposal.changes)
        PlanningFixtures.expectSound(clinic, planned)
        #expect(proposal.after.total <= proposal.before.total)
    }

    @Test
    func `cancelled it tells the bound and all reasons of a small clinic, and the first of a large one`()
        throws
    {
        for (name, isSmall) in [("harbor-20", true), ("harbor-200", false)] {
            let clinic = try PlanningFixtures.clinic(name)
            let whole = Planner.plan(
                clinic, week: PlanningFixtures.week, options: PlanOptions(seed: 1, steps: 0))
            let proposal = Planner.plan(
                clinic, week: PlanningFixtures.week, options: PlanOptions(seed: 1, steps: 0),
                isCancelled: { true })
            let told = proposal.unmet.filter { $0.reason != .unexplained }
            if isSmall {
                #expect(proposal.unmet == whole.unmet)
                #expect(proposal.lowerBound == whole.lowerBound)
            } else {
                #expect(told.count < proposal.unmet.count)
                #expect(told == Array(whole.unmet.prefix(told.count)))
            }
            #expect(!told.isEmpty)
            #expect(proposal.unmet.reduce(0) { $0 + $1.sessions } == proposal.after.unmetSessions)
            #expect(try #require(proposal.lowerBound) <= whole.lowerBound ?? 0)
        }
    }

    @Test func `time is up when the clock says so`() throws {
        let clinic = try PlanningFixtures.clinic("harbor-20")
        var now = 100.0
        var told: [PlanProgress] = []
        let proposal = Planner.plan(
            clinic, week: PlanningFixtures.week, options: PlanOptions(seed: 1, seconds: 2),
            clock: {
                now += 0.25
                return now
            }, progress: { told.append($0) })
        #expect(proposal.steps > 0 && proposal.steps < 20_000)
        #expect(told.count > 2)
        #expect(told.map(\.fraction) == told.map(\.fraction).sorted())
        #expect(told.map(\.score) == told.map(\.score).sorted(by: >))
    }

    @Test func `a week that is planned stays as it is`() throws {
        let clinic = try PlanningFixtures.clinic("harbor-20")
        let first = Planner.plan(
            clinic, week: PlanningFixtures.week, options: PlanOptions(seed: 1, steps: 60_000))
        var planned = clinic
        try planned.apply(first.changes)
        let second = Planner.plan(
            planned, week: PlanningFixtures.week, options: PlanOptions(seed: 1, steps: 5_000))
        #expect(second.after.total <= first.after.total)
        #expect(second.changes.changes.count <= first.after.unmetSessions)
    }

    @Test func `an authorization that is used up forces a session out, and is named`() throws {
        let clinic = try PlanningFixtures.clinic("harbor-20")
        let proposal = Planner.plan(
            clinic, week: PlanningFixtures.week, options: PlanOptions(seed: 1, steps: 60_000))
        #expect(
            proposal.unmet.contains(
                UnmetNeed(
                    patient: "p10", service: "skills", sessions: 1,
                    reason: .forced(.authorization("A-20085")))))
    }

    @Test func `a series that lacks a room or a leader gets them`() throws {
        var clinic = try PlanningFixtures.clinic("harbor-20")
        let i = try #require(clinic.series.firstIndex { $0.service == "process" })
        clinic.series[i].pinned = false
        clinic.series[i].room = nil
        clinic.series[i].therapists = []
        #expect(!ClinicWeek(clinic, week: PlanningFixtures.week).violations.isEmpty)
        let proposal = Planner.plan(
            clinic, week: PlanningFixtures.week, options: PlanOptions(seed: 1, steps: 2_000))
        var after = clinic
        try after.apply(proposal.changes)
        #expect(after.series[i].room != nil && after.series[i].therapists.count == 1)
        #expect(ClinicWeek(after, week: PlanningFixtures.week).violations.isEmpty)
        #expect(proposal.after.total == PlanningFixtures.score(clinic, after))
    }

    @Test(arguments: ["harbor-20", "everything-40", "open-20"])
    func `from a moment on, nothing is placed before it`(name: String) throws {
        let clinic = try PlanningFixtures.clinic(name)
        let week = PlanningFixtures.week
        let now = CivilMoment(week + 1, TimeOfDay(minutes: 14 * 60 + 2))
        func changes(from: CivilMoment?) throws -> (proposal: Proposal, early: Int) {
            let proposal = Planner.plan(
                clinic, week: week, from: from, options: PlanOptions(seed: 1, steps: 10_000))
            var after = clinic
            try after.apply(proposal.changes)
            PlanningFixtures.expectSound(clinic, after)
            #expect(proposal.after.total == PlanningFixtures.score(clinic, after))
            let bound = try #require(proposal.lowerBound)
            #expect(bound <= proposal.after.total)
            let before = ClinicWeek(clinic, week: week)
            let early = ClinicWeek(after, week: week).sessions.filter { s in
                s.begins < now && before.session(s.reference)?.patients != s.patients
            }
            return (proposal, early.count)
        }
        let whole = try changes(from: nil)
        #expect(whole.early > 0)
        let (proposal, early) = try changes(from: now)
        #expect(early == 0)
        #expect(!proposal.changes.isEmpty)
        for case .enrollment(_, _, let seat?) in proposal.changes.changes { #expect(seat.joined == week + 1) }
    }

    @Test func `at the end of the week there is nothing left to plan`() throws {
        for name in ["harbor-20", "open-20"] {
            let proposal = Planner.plan(
                try PlanningFixtures.clinic(name), week: PlanningFixtures.week,
                from: CivilMoment(PlanningFixtures.week + 6, TimeOfDay(minutes: 23 * 60 + 58)),
                options: PlanOptions(seed: 1, steps: 2_000))
            #expect(proposal.changes.isEmpty)
            #expect(proposal.after == proposal.before)
            let bound = try #require(proposal.lowerBound)
            #expect(bound <= proposal.after.total && bound > proposal.after[.unmet] / 2)
            #expect(proposal.unmet.allSatisfy { $0.isForced })
        }
    }

    @Test func `of ten small weeks nine are planned as well as trying everything, and all are sound`() throws
    {
        var best = 0
        for seed in 0..<10 as Range<UInt64> {
            let clinic = PlanningFixtures.tiny(seed)
            let (least, _) = BruteForce(clinic).best()
            let proposal = Planner.plan(
                clinic, week: PlanningFixtures.week, options: PlanOptions(seed: seed, steps: 60_000))
            var after = clinic
            try after.apply(proposal.changes)
            PlanningFixtures.expectSound(clinic, after)
            #expect(proposal.after.total >= least)
            #expect(try #require(proposal.lowerBound) <= least)
            if proposal.after.total == least { best += 1 }
        }
        #expect(best >= 9)
    }
}

/// Every plan of a tiny clinic, judged by its rules: patients one after another, each with every set of seats
/// and hours. Rooms are plenty, so which one is no choice.
private struct BruteForce {
    let clinic: Clinic
    let before: ClinicWeek

    init(_ clinic: Clinic) {
        self.clinic = clinic
        before = ClinicWeek(clinic, week: PlanningFixtures.week)
    }

    /// The least score over all timetables of the waiting series and all plans within.
    func best() -> (score: Int, clinic: Clinic) {
        var least = (Int.max, clinic)
        for timetable in timetables() {
            descend(timetable, 0, &least)
        }
        return least
    }
    private func timetables() -> [Clinic] {
        guard let i = clinic.series.firstIndex(where: { $0.slot == nil }) else { return [clinic] }
        var out = [clinic]
        for day in [Weekday.monday, .tuesday] {
            for hour in 9..<11 {
                for therapist in clinic.therapists {
                    var c = clinic
                    c.series[i].slot = WeeklySlot(day, TimeOfDay(minutes: hour * 60))
                    c.series[i].room = "r0"
                    c.series[i].therapists = [therapist.id]
                    if isSound(c) { out.append(c) }
                }
            }
        }
        return out
    }
    /// Nothing is broken in the clinic as it is.
    private func isSound(_ c: Clinic) -> Bool {
        ClinicWeek(c, week: PlanningFixtures.week).violations.isEmpty
    }
    private func descend(_ c: Clinic, _ patient: Int, _ least: inout (Int, Clinic)) {
        guard patient < c.patients.count else {
            let score = ClinicWeek(c, week: PlanningFixtures.week).score(before: before).total
            if score < least.0 { least = (score, c) }
            return
        }
        let p = c.patients[patient]
        let wanted = p.plan?.needs.first { $0.service == "group" }?.count ?? 0
        for seats in 0..<(1 << c.series.count) where seats.nonzeroBitCount <= wanted {
            var seated = c
            var possible = true
            for i in c.series.indices where seats >> i & 1 == 1 {
                if c.series[i].slot == nil { possible = false }
                seated.series[i].enrollments.append(Enrollment(patient: p.id, joined: PlanningFixtures.week))
            }
            guard possible, isSound(seated) else { continue }
            descend(seated, patient + 1, &least)
            for day in 0..<2 {
                for hour in 9..<11 {
                    for therapist in c.therapists {
                        var booked = seated
                        booked.sessions.append(
                            Session(
                                id: SessionID("s\(patient)"), service: "hour",
                                date: PlanningFixtures.week + day, start: TimeOfDay(minutes: hour * 60),
                                room: patient == 0 ? "r1" : "r2", therapists: [therapist.id],
                                patients: [p.id]))
                        if isSound(booked) { descend(booked, patient + 1, &least) }
                    }
                }
            }
        }
    }
}
