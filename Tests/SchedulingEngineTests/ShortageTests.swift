import ClinicModel
import SchedulingEngine
import Testing

@Suite struct Shortages {
    /// Patients who each want one group and one hour, at times drawn by the seed: three groups, two hours a day of
    /// one therapist.
    private static func scarce(_ seed: UInt64) -> Clinic {
        var dice = Dice(seed &* 131)
        return SmallClinic.make { clinic in
            clinic.profile.gridMinutes = 60
            clinic.profile.hours = [SmallClinic.daily("15:00", "20:00")]
            clinic.services[0].mostPatients = 2
            clinic.services[1].minutes = 60
            clinic.services[1].noteMinutes = 0
            clinic.therapists[0].hours = [
                SmallClinic.hours(.tuesday, "15:00", "17:00"),
                SmallClinic.hours(.wednesday, "18:00", "20:00"),
            ]
            clinic.therapists[0].maximumWeeklyMinutes = nil
            clinic.therapists[1].hours = [SmallClinic.hours(.thursday, "15:00", "17:00")]
            clinic.therapists[1].credentials = [["LPC"], ["LCSW"]][dice.roll(2)]
            clinic.patients = (1...7).map { n in
                Patient(
                    id: PatientID("p\(n)"), name: Confidential("P\(n)"), admitted: SmallClinic.week - 7,
                    unavailable: [Weekday.monday, .tuesday, .wednesday, .thursday].filter { _ in
                        dice.roll(2) == 0
                    }.map {
                        .weekly(SmallClinic.hours($0, dice.roll(2) == 0 ? "09:00" : "16:00", "21:00"))
                    },
                    plan: CarePlan(needs: [
                        Need(service: "group", count: 1), Need(service: "hour", count: 1),
                    ]))
            }
            clinic.series = [Weekday.monday, .tuesday, .wednesday].enumerated().map { n, day in
                Series(
                    id: SeriesID("g\(n)"), service: "group", slot: WeeklySlot(day, SmallClinic.time("17:00")),
                    room: "r1", therapists: ["t2"], from: SmallClinic.week - 70)
            }
            clinic.sessions = []
        }
    }
    /// The greatest lack of any set of people against all that any of them can take, and the smallest such set;
    /// by looking at every set.
    private static func hall(_ reach: [PatientID: Set<String>], _ gives: (String) -> Int) -> (
        lack: Int, people: Set<PatientID>
    ) {
        let people = reach.keys.sorted().filter { !(reach[$0] ?? []).isEmpty }
        var best = (lack: 0, people: Set<PatientID>())
        for bits in 1..<(1 << people.count) {
            let set = people.indices.filter { bits >> $0 & 1 == 1 }.map { people[$0] }
            let things = set.reduce(into: Set<String>()) { $0.formUnion(reach[$1] ?? []) }
            let lack = set.count - things.reduce(0) { $0 + gives($1) }
            if lack > best.lack || lack == best.lack && lack > 0 && set.count < best.people.count {
                best = (lack, Set(set))
            }
        }
        return best
    }

    @Test(arguments: 1...20 as ClosedRange<UInt64>)
    func `seats are short by as much as the worst set of patients shows, and of the fewest`(seed: UInt64) {
        let week = ClinicWeek(Self.scarce(seed), week: SmallClinic.week)
        var reach: [PatientID: Set<String>] = [:]
        for p in week.clinic.patients {
            reach[p.id] = Set(
                week.sessions.filter { week.checkSeat(p.id, in: $0.reference).isEmpty }
                    .map(\.reference.description))
        }
        let worst = Self.hall(reach) { _ in 2 }
        let found = week.shortages(of: "group")
        #expect(found.reduce(0) { $0 + $1.lack } == worst.lack)
        #expect(Set(found.flatMap(\.patients)) == worst.people)
        for shortage in found {
            guard case .seats(let sessions, _) = shortage.of else { continue }
            let there = Set(sessions.map(\.description))
            #expect(shortage.patients.allSatisfy { reach[$0]?.isSubset(of: there) == true })
            #expect(shortage.there == 2 * sessions.count && shortage.needed == shortage.patients.count)
        }
    }

    @Test(arguments: 1...20 as ClosedRange<UInt64>)
    func `hours that fill the grid are short by as much as the worst set shows`(seed: UInt64) {
        let week = ClinicWeek(Self.scarce(seed), week: SmallClinic.week)
        var reach: [PatientID: Set<String>] = [:]
        for p in week.clinic.patients {
            for day in 0..<7 {
                for hour in 15..<20 {
                    for t in ["t1", "t2"] {
                        let place = Placement(
                            service: "hour", date: SmallClinic.week + day,
                            start: TimeOfDay(minutes: hour * 60), room: "r2",
                            therapists: [TherapistID(t)], patients: [p.id])
                        if week.check(place).isEmpty {
                            reach[p.id, default: []].insert("\(day) \(hour) \(t)")
                        }
                    }
                }
            }
        }
        let worst = Self.hall(reach) { _ in 1 }
        let found = week.shortages(of: "hour").filter { if case .therapists = $0.of { true } else { false } }
        #expect(found.reduce(0) { $0 + $1.lack } == 60 * worst.lack)
        #expect(Set(found.flatMap(\.patients)) == worst.people)
    }

    @Test func `numbers and names are said`() {
        let clinic = SmallClinic.make {
            $0.services[0].mostPatients = 2
            $0.services[1].minutes = 60
            $0.services[1].noteMinutes = 0
            $0.therapists[0].hours = [SmallClinic.hours(.thursday, "17:00", "19:00")]
            $0.therapists[0].maximumWeeklyMinutes = 120
            $0.sessions = []
            $0.patients = (1...3).map { n in
                Patient(
                    id: PatientID("p\(n)"), name: "P", admitted: SmallClinic.week - 7,
                    work: [SmallClinic.daily("09:00", "17:00")],
                    plan: CarePlan(needs: [
                        Need(service: "group", count: 1), Need(service: "hour", count: 1),
                    ]))
            }
            $0.series[0].enrollments = []
            $0.series[0].therapists = ["t2"]
        }
        let week = ClinicWeek(clinic, week: SmallClinic.week)
        #expect(
            week.shortages().map { $0.sentence(in: week, naming: .names) } == [
                "2 evening seats of Process group (Mon 23 Nov 18:00) for 3 that 3 patients need there",
                "Individual counseling on Thu 26 Nov 17:00–19:00: 2 h of Dana Whitfield only, 3 h needed by 3 "
                    + "patients who can come at no other time",
                "Individual counseling this week: 2 h left in the weekly maxima of Dana Whitfield only, 3 h "
                    + "needed by 3 patients",
            ])
    }

    @Test func `rooms are short where many need one at once`() {
        let clinic = SmallClinic.make {
            $0.sessions = []
            $0.series = []
            $0.therapists[1].credentials = ["LCSW"]
            $0.profile.hours = [SmallClinic.hours(.tuesday, "15:00", "16:00")]
            $0.services[1].minutes = 60
            $0.services[1].noteMinutes = 0
            $0.rooms.removeLast()
            $0.patients = (1...2).map { n in
                Patient(
                    id: PatientID("p\(n)"), name: "P", admitted: SmallClinic.week - 7,
                    plan: CarePlan(needs: [Need(service: "hour", count: 1)]))
            }
        }
        let week = ClinicWeek(clinic, week: SmallClinic.week)
        #expect(
            week.shortages().map { $0.sentence(in: week, naming: .names) } == [
                "Individual counseling on Tue 24 Nov 15:00–16:00: 1 h in Maple only, 2 h needed by 2 patients "
                    + "who can come at no other time"
            ])
    }

    @Test func `what stands keeps its seats, and what is over gives none`() {
        let clinic = SmallClinic.make {
            $0.services[0].mostPatients = 2
            $0.services[0].leastPatients = 1
            $0.sessions = []
            $0.therapists[1].hours = [SmallClinic.daily("09:00", "21:00")]
            $0.patients = (1...4).map { n in
                Patient(
                    id: PatientID("p\(n)"), name: "P", admitted: SmallClinic.week - 7,
                    // The third and the fourth can come on one evening only.
                    work: n > 2 ? [SmallClinic.hours(.wednesday, "12:00", "21:00")] : [],
                    plan: CarePlan(needs: [Need(service: "group", count: 1)]))
            }
            $0.series = [Weekday.monday, .wednesday].enumerated().map { n, day in
                Series(
                    id: SeriesID("g\(n)"), service: "group", slot: WeeklySlot(day, SmallClinic.time("18:00")),
                    room: "r1", therapists: ["t2"], from: SmallClinic.week - 70)
            }
            $0.series[0].enrollments = [Enrollment(patient: "p1", joined: SmallClinic.week - 7, left: nil)]
        }
        let week = ClinicWeek(clinic, week: SmallClinic.week)
        func said(_ from: CivilMoment?) -> [String] {
            week.shortages(of: "group", from: from).map { $0.sentence(in: week, naming: .ids) }
        }
        // The first could be on Wednesday, but is not.
        #expect(
            said(nil) == [
                "1 free evening seat of Process group (Mon 23 Nov 18:00) for 2 that 2 patients lack and can have "
                    + "nowhere else"
            ])
        // From Tuesday on two can have no seat at all; that is no matter of how many there are.
        #expect(said(CivilMoment(SmallClinic.week + 1, SmallClinic.time("08:00"))) == [])
        #expect(
            said(CivilMoment(SmallClinic.week + 3, SmallClinic.time("08:00"))) == [
                "no session of Process group is to come this week for 3 that 3 patients need"
            ])
    }

    @Test(arguments: ["harbor-20", "harbor-60", "everything-40", "open-20", "planted-40"])
    func `no plan meets what is short, of the whole week, of what is to come, or of a week planned before`(
        name: String
    ) throws {
        let clinic = try PlanningFixtures.clinic(name)
        try Self.holdsAgainstPlans(clinic, from: nil)
        let from = CivilMoment(PlanningFixtures.week + 2, SmallClinic.time("17:00"))
        try Self.holdsAgainstPlans(clinic, from: from)
        // Half of what is planned stands.
        var planned = clinic
        let changes = Planner.plan(
            clinic, week: PlanningFixtures.week, options: PlanOptions(seed: 2, steps: 20_000)
        ).changes.changes
        try planned.apply(ChangeSet(changes.enumerated().filter { $0.offset % 2 == 0 }.map(\.element)))
        try Self.holdsAgainstPlans(planned, from: nil)
        try Self.holdsAgainstPlans(planned, from: from)
    }
    private static func holdsAgainstPlans(_ clinic: Clinic, from: CivilMoment?) throws {
        let week = ClinicWeek(clinic, week: PlanningFixtures.week)
        let found = week.shortages(from: from)
        #expect(found == week.shortages(from: from))
        let proposal = Planner.plan(
            clinic, week: PlanningFixtures.week, from: from, options: PlanOptions(seed: 1, steps: 20_000))
        for shortage in found {
            #expect(shortage.lack > 0 && !shortage.patients.isEmpty)
            let unmet = proposal.unmet.filter {
                shortage.services.contains($0.service) && shortage.patients.contains($0.patient)
            }
            #expect(!unmet.isEmpty, "\(shortage.sentence(in: week, naming: .ids))")
        }
    }
}
