import ClinicModel
import Testing

@testable import SchedulingEngine

/// A clinic with one number, or several, as great as they may be.
struct LargeNumber: CustomTestStringConvertible, Sendable {
    var testDescription: String
    var change: @Sendable (inout Clinic) -> Void

    init(_ name: String, _ change: @escaping @Sendable (inout Clinic) -> Void) {
        testDescription = name
        self.change = change
    }

    static func counts(_ n: Int) -> LargeNumber {
        Self("counts of \(n)") { clinic in
            for p in clinic.patients.indices {
                for k in (clinic.patients[p].plan?.needs ?? []).indices {
                    clinic.patients[p].plan?.needs[k].count = n
                }
            }
        }
    }
    static func capacities(_ n: Int) -> LargeNumber {
        Self("capacities of \(n)") { clinic in
            for k in clinic.services.indices where clinic.services[k].mostPatients > 1 {
                clinic.services[k].mostPatients = n
            }
            for r in clinic.rooms.indices { clinic.rooms[r].capacity = n }
        }
    }
    static func facilitators(_ n: Int) -> LargeNumber {
        Self("\(n) facilitators") { clinic in
            for k in clinic.services.indices where k.isMultiple(of: 2) {
                clinic.services[k].facilitators = n
            }
        }
    }
    static func lengths(_ n: Int) -> LargeNumber {
        Self("sessions of \(n) minutes") { clinic in
            for k in clinic.services.indices where k.isMultiple(of: 2) { clinic.services[k].minutes = n }
        }
    }
    static func notes(_ n: Int) -> LargeNumber {
        Self("notes of \(n) minutes") { clinic in
            for k in clinic.services.indices { clinic.services[k].noteMinutes = n }
        }
    }
    static func ways(_ n: Int) -> LargeNumber {
        Self("ways of \(n) minutes") { clinic in
            for p in clinic.patients.indices { clinic.patients[p].commuteMinutes = n }
        }
    }
    static func days(_ n: Int) -> LargeNumber {
        Self("\(n) days at least") { clinic in
            for l in clinic.levelsOfCare.indices { clinic.levelsOfCare[l].minimumDays = n }
            for p in clinic.payers.indices { clinic.payers[p].minimumDayMinutes = n }
        }
    }
    /// So many services more, of which patients' plans ask for some sessions each.
    static func services(_ n: Int, each count: Int, patients: Int, individual: Bool) -> LargeNumber {
        Self("\(n) \(individual ? "hours" : "groups") of \(count) sessions") { clinic in
            for k in 0..<n {
                let id = ServiceID("more\(k)")
                clinic.services.append(
                    Service(
                        id: id, name: "More \(k)", component: "more", minutes: 30, credentials: [],
                        mostPatients: individual ? 1 : 8))
                for p in clinic.patients.indices.prefix(patients) {
                    if clinic.patients[p].plan == nil { clinic.patients[p].plan = CarePlan(needs: []) }
                    clinic.patients[p].plan?.needs.append(Need(service: id, count: count))
                }
                if individual { continue }
                clinic.series.append(
                    Series(id: SeriesID("open\(k)"), service: id, from: PlanningFixtures.week - 70))
            }
        }
    }
    static func all(_ list: [LargeNumber]) -> LargeNumber {
        Self(list.map(\.testDescription).joined(separator: ", ")) { clinic in
            for x in list { x.change(&clinic) }
        }
    }

    /// What a document may say at most, and more than any document may say.
    static let table: [LargeNumber] = [
        counts(1_000), capacities(10_000), facilitators(10_000), lengths(10_080), notes(10_080), ways(10_080),
        days(1_000_000_000), all([counts(1_000), capacities(10_000), lengths(10_080), days(1_000_000_000)]),
        all([counts(1_000), facilitators(10_000), notes(10_080), ways(10_080)]),
        services(14, each: 2, patients: 1, individual: true),
        services(14, each: 1_000, patients: 2, individual: false),
        all([services(20, each: 1, patients: 1, individual: true), capacities(10_000)]),
        all([counts(1_000_000_000), lengths(1_000_000_000)]),
        all([capacities(1_000_000_000), facilitators(1_000_000_000), notes(1_000_000_000)]),
    ]
}

@Suite struct `Numbers that are very large` {
    private static let week = PlanningFixtures.week

    /// A few people, a group that stands and one that waits for a time.
    private static func clinic(_ number: LargeNumber) -> Clinic {
        var clinic = SmallClinic.make()
        for p in 0..<3 {
            clinic.patients[p].unavailable = [
                .weekly(SmallClinic.daily("09:00", "17:00")), .weekly(SmallClinic.daily("19:30", "21:00")),
            ]
        }
        clinic.series.append(Series(id: "open", service: "group", from: week - 70))
        number.change(&clinic)
        return clinic
    }
    private static func broken(_ before: Clinic, _ changes: ChangeSet) throws -> [Violation] {
        var after = before
        try after.apply(changes)
        return RuleBook.newlyBroken(from: before, to: after, weeks: [week])
    }

    @Test(arguments: LargeNumber.table) func `a week is planned`(_ number: LargeNumber) throws {
        let clinic = Self.clinic(number)
        let proposal = Planner.plan(clinic, week: Self.week, options: PlanOptions(steps: 2_000))
        #expect(try Self.broken(clinic, proposal.changes).isEmpty)
        var after = clinic
        try after.apply(proposal.changes)
        #expect(proposal.after.total == PlanningFixtures.score(clinic, after))
        #expect(proposal.after.total <= proposal.before.total)
        let bound = try #require(proposal.lowerBound)
        #expect(0 <= bound && bound <= proposal.after.total)
        #expect(proposal.unmet.reduce(0) { $0 + $1.sessions } == proposal.after.unmetSessions)
    }

    @Test(arguments: LargeNumber.table)
    func `moves of the planner keep its cost and are taken back`(_ number: LargeNumber) throws {
        let clinic = Self.clinic(number)
        let plan = PlanAssignment(PlanProblem(clinic, week: Self.week))
        #expect(plan.cost == ClinicWeek(clinic, week: Self.week).score().total)
        if plan.problem.taskCount == 0 { return }
        var search = PlanSearch(plan, seed: 4)
        while search.prepare() {}
        search.remember(search.choices)
        for _ in 0..<300 { search.step(100) }
        #expect(plan.cost == plan.recount())
        search.tolerance = -1_000_000_000_000
        let before = plan.state
        for move in MoveKind.allCases {
            for _ in 0..<20 { search.make(move) }
            try #require(plan.state == before, "\(move)")
        }
    }

    @Test(arguments: LargeNumber.table) func `an absence is mended`(_ number: LargeNumber) throws {
        let clinic = Self.clinic(number)
        for subject in [ReportedAbsence.Subject.therapist("t1"), .patient("p1")] {
            let absence = ReportedAbsence(
                subject: subject, from: CivilMoment(Self.week, .midnight),
                to: CivilMoment(Self.week + 2, .midnight))
            let answer = Repairer.repair(
                clinic, week: Self.week, absence: absence, options: PlanOptions(steps: 200))
            try #require(!answer.proposals.isEmpty)
            for proposal in answer.proposals {
                #expect(try Self.broken(clinic, proposal.changes).isEmpty)
            }
        }
    }

    @Test(arguments: LargeNumber.table) func `places are found for a patient`(_ number: LargeNumber) throws {
        let clinic = Self.clinic(number)
        let week = ClinicWeek(clinic, week: Self.week)
        let found = week.admit(AdmissionRequest(patient: "p1"))
        for set in found.sets {
            #expect(try Self.broken(clinic, set.changes).isEmpty)
            var after = clinic
            try after.apply(set.changes)
            #expect(set.after == ClinicWeek(after, week: Self.week).score())
            let missing = set.standing.needs.reduce(0) { $0 + $1.missing }
            if found.isExact { #expect(set.unmet.reduce(0) { $0 + $1.sessions } == missing) }
        }
    }

    @Test(arguments: LargeNumber.table) func `it is told why and where it is short`(_ number: LargeNumber) {
        let week = ClinicWeek(Self.clinic(number), week: Self.week)
        for patient in week.clinic.patients {
            let unmet = UnmetNeed.list(of: patient.id, in: week)
            #expect(
                unmet.reduce(0) { $0 + $1.sessions }
                    == week.standing(of: patient.id).needs.reduce(0) { $0 + $1.missing })
            for need in patient.plan?.needs ?? [] {
                let request = SuggestionRequest(patient: patient.id, service: need.service)
                let why = week.why(request)
                #expect(why.map { $0.fitting == 0 || $0.conflict.isEmpty } ?? true)
            }
        }
        for shortage in week.shortages() { #expect(shortage.needed > shortage.there) }
    }
}
