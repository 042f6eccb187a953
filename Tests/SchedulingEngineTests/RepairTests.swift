import ClinicModel
import Testing

@testable import SchedulingEngine

@Suite struct `Repairing an absence` {
    private static let week = PlanningFixtures.week

    private static func out(
        _ subject: ReportedAbsence.Subject, _ day: Int, _ from: Int = 0, to end: (day: Int, minute: Int)
    ) -> ReportedAbsence {
        ReportedAbsence(
            subject: subject, from: CivilMoment(week + day, TimeOfDay(minutes: from)),
            to: CivilMoment(week + end.day, TimeOfDay(minutes: end.minute)))
    }
    private static func allDay(_ subject: ReportedAbsence.Subject, _ day: Int) -> ReportedAbsence {
        out(subject, day, to: (day, 1440))
    }

    /// Nothing broken that was whole before, whatever overrides allow.
    private static func expectMended(
        _ clinic: Clinic, _ answer: RepairAnswer, sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let before = ClinicWeek(clinic, week: week)
        try #require(!answer.proposals.isEmpty, sourceLocation: sourceLocation)
        for proposal in answer.proposals {
            var after = clinic
            try after.apply(proposal.changes)
            let done = ClinicWeek(after, week: week)
            #expect(
                RuleBook.new(done.violations, since: before.violations).isEmpty,
                sourceLocation: sourceLocation)
            #expect(
                done.score(before: before).total == proposal.after.total, sourceLocation: sourceLocation)
            let record = answer.absence.record(in: clinic)
            #expect(
                Array(proposal.changes.changes.prefix(record.count)) == record, sourceLocation: sourceLocation
            )
        }
        let totals = answer.proposals.map(\.after.total)
        #expect(totals == totals.sorted(), sourceLocation: sourceLocation)
        #expect(
            Set(answer.proposals.map { Set($0.changes.changes) }).count == answer.proposals.count,
            sourceLocation: sourceLocation)
        let problem = RepairProblem(before, answer.absence)
        let affected = Set(problem.affected.map { clinic.patients[$0].id })
        #expect(
            answer.proposals.allSatisfy { $0.unmet.allSatisfy { affected.contains($0.patient) } },
            "what others lack is none of its business", sourceLocation: sourceLocation)
        let plain = try #require(
            problem.proposal(problem.plain(), beforeScore: before.score(), steps: 0),
            sourceLocation: sourceLocation
        ).proposal
        #expect(totals[0] <= plain.after.total, sourceLocation: sourceLocation)
    }

    @Test(arguments: ["harbor-20", "everything-40"])
    func `breaks nothing and is never worse than to cancel everything hit`(name: String) throws {
        let clinic = try PlanningFixtures.clinic(name)
        let subjects =
            clinic.therapists.prefix(4).map { ReportedAbsence.Subject.therapist($0.id) }
            + clinic.rooms.prefix(2).map { .room($0.id) } + clinic.patients.prefix(4).map { .patient($0.id) }
        for (n, subject) in subjects.enumerated() {
            for absence in [Self.allDay(subject, n % 5), Self.out(subject, 0, 17 * 60, to: (3, 18 * 60))] {
                let answer = Repairer.repair(
                    clinic, week: Self.week, absence: absence, options: PlanOptions(steps: 60))
                try Self.expectMended(clinic, answer)
            }
        }
    }

    @Test func `longer than two years it is too long, and its record ends there`() {
        let clinic = PlanningFixtures.tiny(1)
        #expect(!Self.out(.patient("p0"), 0, to: (730, 1440)).isTooLong)
        let endless = Self.out(.patient("p0"), 0, to: (1_000_000, 1440))
        #expect(endless.isTooLong)
        #expect(endless.record(in: clinic).count == ReportedAbsence.mostDays)
        #expect(Self.out(.therapist("t1"), 0, to: (1_000_000, 1440)).record(in: clinic).count == 1)
    }

    @Test func `is cut at midnight, whole days in one piece`() {
        let clinic = PlanningFixtures.tiny(1)
        let long = Self.out(.therapist("t1"), 0, 16 * 60 + 2, to: (4, 10 * 60))
        func time(_ hour: Int) -> TimeOfDay { TimeOfDay(minutes: hour * 60) }
        let week = Self.week
        #expect(
            long.record(in: clinic) == [
                .timeOff(
                    "t1", before: nil,
                    after: .hours(DatedWindow(date: week, from: time(16), to: .endOfDay))),
                .timeOff("t1", before: nil, after: .days(DayRange(from: week + 1, to: week + 3))),
                .timeOff(
                    "t1", before: nil,
                    after: .hours(DatedWindow(date: week + 4, from: .midnight, to: time(10)))),
            ])
        #expect(
            Self.out(.patient("p0"), 0, 20 * 60, to: (1, 24 * 60)).record(in: clinic) == [
                .unavailable(
                    "p0", before: nil,
                    after: .dated(DatedWindow(date: week, from: time(20), to: .endOfDay))),
                .unavailable(
                    "p0", before: nil,
                    after: .dated(DatedWindow(date: week + 1, from: .midnight, to: .endOfDay))),
            ])
    }

    @Test func `is recorded as one of its own beside the same`() throws {
        var clinic = PlanningFixtures.tiny(1)
        let absence = Self.allDay(.room("r0"), 2)
        for _ in 0..<3 {
            let record = absence.record(in: clinic)
            #expect(record.count == 1)
            try clinic.apply(ChangeSet(record))
        }
        #expect(Set(clinic.rooms[0].closures).count == 3)
    }

    @Test func `counts note time for a therapist alone`() throws {
        var clinic = PlanningFixtures.tiny(1)
        clinic.services[1].noteMinutes = 30
        clinic.series = []
        clinic.sessions = [
            Session(
                id: "s1", service: "hour", date: Self.week, start: TimeOfDay(minutes: 540), room: "r1",
                therapists: ["t0"], patients: ["p0"])
        ]
        let week = ClinicWeek(clinic, week: Self.week)
        #expect(Self.out(.therapist("t0"), 0, 600, to: (0, 660)).hits(in: week) == [0])
        #expect(Self.out(.room("r1"), 0, 600, to: (0, 660)).hits(in: week) == [])
        #expect(Self.out(.patient("p0"), 0, 595, to: (0, 660)).hits(in: week) == [0])
        #expect(Self.out(.therapist("t0"), 0, 630, to: (0, 660)).hits(in: week) == [])
    }

    @Test func `finds somebody else at the same time before anybody is moved`() throws {
        var clinic = PlanningFixtures.tiny(1)
        clinic.therapists[0].hours = clinic.therapists[1].hours
        clinic.series = [
            Series(
                id: "g0", service: "group", slot: WeeklySlot(.monday, TimeOfDay(minutes: 540)), room: "r0",
                therapists: ["t1"], from: Self.week - 70, pinned: true,
                enrollments: [
                    Enrollment(patient: "p0", joined: Self.week - 70),
                    Enrollment(patient: "p1", joined: Self.week - 70),
                ])
        ]
        for i in clinic.patients.indices {
            clinic.patients[i].noContact = []
            // Nothing else to gain by a move: no hour is missing that would be a trip less beside the group.
            clinic.patients[i].plan?.needs.removeAll { $0.service != "group" }
        }
        let answer = Repairer.repair(
            clinic, week: Self.week, absence: Self.allDay(.therapist("t1"), 0),
            options: PlanOptions(steps: 10_000))
        try Self.expectMended(clinic, answer)
        #expect(answer.hit == [.occurrence("g0", Self.week)])
        #expect(
            answer.proposals[0].changes.changes.contains(
                .exception(
                    "g0", before: nil,
                    after: OccurrenceException(date: Self.week, kind: .changed(.init(therapists: ["t0"]))))))
        #expect(answer.isProved)
    }

    @Test(arguments: 0..<6)
    func `of small weeks is the best there is, and proved`(seed: Int) throws {
        var fresh = PlanningFixtures.tiny(UInt64(seed))
        fresh.services[0].roomFeatures = ["wide"]
        fresh.rooms[0].features = ["wide"]
        var clinic = fresh
        try clinic.apply(
            Planner.plan(fresh, week: Self.week, options: PlanOptions(seed: 1, steps: 3000)).changes)
        for i in clinic.sessions.indices {
            clinic.sessions[i].room = SmallestRepair.room(of: clinic.sessions[i].patients[0])
        }
        let absence =
            seed % 3 == 0
            ? Self.allDay(.patient("p0"), seed % 2) : Self.allDay(.therapist(seed % 3 == 1 ? "t1" : "t0"), 0)
        let answer = Repairer.repair(
            clinic, week: Self.week, absence: absence, options: PlanOptions(steps: 100_000))
        try Self.expectMended(clinic, answer)
        let least = try SmallestRepair(clinic, absence).total()
        #expect(answer.proposals[0].after.total == least)
        #expect(answer.isProved)
        #expect(answer.proposals[0].lowerBound == least)
    }

    /// The clinic with a short plan made.
    private static func planned(_ name: String) throws -> Clinic {
        var clinic = try PlanningFixtures.clinic(name)
        try clinic.apply(
            Planner.plan(clinic, week: week, options: PlanOptions(seed: 1, steps: 20_000)).changes)
        return clinic
    }

    @Test(arguments: ["harbor-20", "everything-40"])
    func `from a moment on, nothing is placed before it`(name: String) throws {
        let clinic = try Self.planned(name)
        let before = ClinicWeek(clinic, week: Self.week)
        let now = CivilMoment(Self.week + 1, TimeOfDay(minutes: 14 * 60 + 2))
        func early(_ answer: RepairAnswer) throws -> Int {
            try answer.proposals.reduce(0) { sum, proposal in
                var after = clinic
                try after.apply(proposal.changes)
                return sum
                    + ClinicWeek(after, week: Self.week).sessions.count { s in
                        guard let stood = before.session(s.reference) else { return s.begins < now }
                        return s.begins < now
                            && (s.begins != stood.begins
                                || s.patients.contains { !stood.patients.contains($0) })
                    }
            }
        }
        var free = 0
        for therapist in clinic.therapists.prefix(8) {
            let absence = Self.out(.therapist(therapist.id), 2, to: (3, 1440))
            free += try early(
                Repairer.repair(clinic, week: Self.week, absence: absence, options: PlanOptions(steps: 300)))
            let answer = Repairer.repair(
                clinic, week: Self.week, absence: absence, from: now, options: PlanOptions(steps: 300))
            #expect(try early(answer) == 0)
            try Self.expectMended(clinic, answer)
        }
        #expect(free > 0)
    }

    @Test func `what is over is cancelled and made up, unless it is known to have taken place`() throws {
        var clinic = PlanningFixtures.tiny(1)
        clinic.series = []
        clinic.patients[0].noContact = []
        clinic.patients[0].prefers = []
        clinic.patients[0].plan = CarePlan(needs: [Need(service: "hour", count: 1)])
        clinic.patients[1].plan = nil
        clinic.sessions = [
            Session(
                id: "s1", service: "hour", date: Self.week, start: TimeOfDay(minutes: 540), room: "r1",
                therapists: ["t0"], patients: ["p0"])
        ]
        let absence = Self.allDay(.therapist("t0"), 0)
        let answer = Repairer.repair(
            clinic, week: Self.week, absence: absence, from: CivilMoment(Self.week + 1, .midnight),
            options: PlanOptions(steps: 1000))
        try Self.expectMended(clinic, answer)
        var after = clinic
        try after.apply(answer.proposals[0].changes)
        #expect(ClinicWeek(after, week: Self.week).sessions.map(\.date) == [Self.week + 1])
        clinic.attendance = [Attendance(session: .single("s1"), patient: "p0", status: .attended)]
        let week = ClinicWeek(clinic, week: Self.week)
        #expect(absence.hits(in: week).isEmpty)
        #expect(Self.allDay(.patient("p0"), 0).hits(in: week).isEmpty)
    }

    @Test(arguments: ["harbor-20", "everything-40"])
    func `the further proposals mend in another way, and lose no session more than the best`(name: String)
        throws
    {
        let clinic = try Self.planned(name)
        let week = ClinicWeek(clinic, week: Self.week)
        /// Where what was hit went, and who sits elsewhere.
        func places(_ week: ClinicWeek, _ answer: RepairAnswer) -> [String] {
            let people = Set(answer.hit.flatMap { week.session($0)?.patients ?? [] })
            return answer.hit.map { hit in
                week.session(hit).map { "\($0.begins) \($0.therapists) \($0.room?.rawValue ?? "")" } ?? "-"
            } + people.sorted().map { "\(week.sessions(of: $0).map(\.begins))" }
        }
        func met(_ week: ClinicWeek) -> Int {
            week.clinic.patients.reduce(0) { sum, p in
                sum + week.standing(of: p.id).needs.reduce(0) { $0 + min($1.have, $1.wanted) }
            }
        }
        var choices = 0
        let subjects =
            clinic.therapists.prefix(2).map { ReportedAbsence.Subject.therapist($0.id) }
            + clinic.rooms.prefix(1).map { .room($0.id) } + clinic.patients.prefix(2).map { .patient($0.id) }
        for subject in subjects {
            let answer = Repairer.repair(
                clinic, week: Self.week, absence: Self.out(subject, 1, to: (2, 1440)),
                options: PlanOptions(steps: 4000))
            try Self.expectMended(clinic, answer)
            let weeks = try answer.proposals.map { proposal in
                var after = clinic
                try after.apply(proposal.changes)
                return ClinicWeek(after, week: Self.week)
            }
            choices += weeks.count - 1
            #expect(weeks.dropFirst().allSatisfy { met($0) >= min(met(weeks[0]), met(week)) }, "\(subject)")
            #expect(Set(weeks.map { places($0, answer) }).count == weeks.count, "\(subject)")
        }
        #expect(choices > subjects.count / 2)
    }

    @Test func `a group that a proposal cancels is said to be cancelled, and proves nothing`() throws {
        var clinic = PlanningFixtures.tiny(1)
        clinic.series = [
            Series(
                id: "g0", service: "group", slot: WeeklySlot(.monday, TimeOfDay(minutes: 540)), room: "r0",
                therapists: ["t1"], from: Self.week - 70, pinned: true,
                enrollments: [
                    Enrollment(patient: "p0", joined: Self.week - 70),
                    Enrollment(patient: "p1", joined: Self.week - 70),
                ])
        ]
        clinic.services[0].credentials = ["C"]
        clinic.therapists[1].credentials = ["C"]
        for i in clinic.patients.indices {
            clinic.patients[i].noContact = []
            clinic.patients[i].authorizations = []
            clinic.patients[i].plan = CarePlan(needs: [Need(service: "group", count: 2 - i)])
        }
        let answer = Repairer.repair(
            clinic, week: Self.week, absence: Self.out(.therapist("t1"), 0, to: (6, 1440)),
            options: PlanOptions(steps: 10_000))
        try Self.expectMended(clinic, answer)
        #expect(answer.proposals.count == 1)
        #expect(
            answer.proposals[0].unmet == [
                UnmetNeed(patient: "p0", service: "group", sessions: 1, reason: .cancelled),
                UnmetNeed(patient: "p0", service: "group", sessions: 1, reason: .forced(.groups(1))),
                UnmetNeed(patient: "p1", service: "group", sessions: 1, reason: .cancelled),
            ])
        let week = ClinicWeek(clinic, week: Self.week)
        #expect(
            answer.proposals[0].unmet[0].sentence(in: week, naming: .names) == "cancelled by this proposal")
    }

    @Test func `cut short is not called proved`() throws {
        let clinic = try PlanningFixtures.clinic("harbor-20")
        let absence = Self.out(.therapist(clinic.therapists[0].id), 0, to: (4, 1440))
        let answer = Repairer.repair(
            clinic, week: Self.week, absence: absence, options: PlanOptions(steps: 1))
        try Self.expectMended(clinic, answer)
        #expect(!answer.isProved)
        #expect(answer.proposals.allSatisfy { $0.lowerBound == nil })
    }

    @Test(arguments: [0, 1, 2, 3, 5, 8, 13, 40])
    func `cancelled at any moment gives a sound proposal`(asked: Int) throws {
        let clinic = try PlanningFixtures.clinic("harbor-20")
        let week = ClinicWeek(clinic, week: Self.week)
        let therapist = try #require(
            clinic.therapists.max { week.sessions(of: $0.id).count < week.sessions(of: $1.id).count })
        var left = asked
        let answer = Repairer.repair(
            week, absence: Self.out(.therapist(therapist.id), 0, to: (2, 1440)),
            options: PlanOptions(steps: 100_000),
            isCancelled: {
                left -= 1
                return left < 0
            })
        try Self.expectMended(clinic, answer)
    }

    @Test func `tells of the first proposal, of better ones and of the proof`() throws {
        let clinic = try PlanningFixtures.clinic("harbor-20")
        let week = ClinicWeek(clinic, week: Self.week)
        let session = try #require(week.sessions.first { $0.patients.count == 1 && !$0.therapists.isEmpty })
        var told: [RepairAnswer] = []
        let answer = Repairer.repair(
            week, absence: Self.allDay(.therapist(session.therapists[0]), session.date - Self.week),
            options: PlanOptions(steps: 2000), found: { told.append($0) })
        let totals = told.map { $0.proposals[0].after.total }
        #expect(totals == totals.sorted(by: >))
        #expect(totals.last == answer.proposals[0].after.total)
        #expect(told.last?.isProved == answer.isProved)
    }

    /// Absences too wide for a proof in so few steps.
    @Test(
        arguments: [
            ReportedAbsence.Subject.therapist("t2"), .room("r5"),
        ])
    func `what is not proved gives those hit the places that are free all the same`(
        subject: ReportedAbsence.Subject
    ) throws {
        let clinic = try PlanningFixtures.clinic("harbor-60")
        let week = ClinicWeek(clinic, week: Self.week)
        let answer = Repairer.repair(
            week, absence: Self.out(subject, 1, to: (3, 0)), options: PlanOptions(steps: 70_000))
        try Self.expectMended(clinic, answer)
        let best = try #require(answer.proposals.first)
        #expect(!answer.isProved && !answer.hit.isEmpty)
        #expect(best.after.total < best.before.total)
        #expect(
            !best.unmet.contains {
                if case .placesFree = $0.reason { true } else { $0.reason == .unexplained }
            })
    }

    @Test func `runs with the score: its points differ from the week's by the same number each time`() throws
    {
        let clinic = try PlanningFixtures.clinic("everything-40")
        let week = ClinicWeek(clinic, week: Self.week)
        let score = week.score()
        for therapist in clinic.therapists.prefix(5) {
            let problem = RepairProblem(week, Self.out(.therapist(therapist.id), 1, to: (2, 1440)))
            let openings = RepairOpeningsBook(problem)
            var differences: Set<Int> = []
            for style in [RepairStyle.any, .substitutes, .makeUps, .sameTherapist] {
                var plans: [RepairPlan] = []
                let search = RepairSearch(
                    problem, style: style, openings: openings, below: RepairPatient.never, limit: 50,
                    stop: { false }, improved: { plans.append($0) })
                search.run()
                guard let last = plans.last else { continue }
                let proposal = try #require(problem.proposal(last, beforeScore: score, steps: 0)).proposal
                differences.insert(proposal.after.total - search.bestPoints)
            }
            #expect(differences.count == 1)
        }
    }
}
