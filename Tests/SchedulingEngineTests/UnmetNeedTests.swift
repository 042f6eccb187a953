import ClinicModel
import SchedulingEngine
import Testing

@Suite struct `Unmet needs` {
    /// The small clinic's first patient among others who hold seats and hours, with an authorization, weekly
    /// hours and a plan drawn by the seed.
    private static func crowded(_ seed: UInt64) -> Clinic {
        var dice = Dice(seed &* 7919)
        return SmallClinic.make { clinic in
            clinic.profile.gridMinutes = 60
            clinic.profile.hours = [
                SmallClinic.hours(.monday, "15:00", "20:00"), SmallClinic.hours(.tuesday, "15:00", "19:00"),
                SmallClinic.hours(.wednesday, "16:00", "18:00"),
            ]
            clinic.services[0].minutes = 60
            clinic.services[0].noteMinutes = 0
            clinic.services[1].noteMinutes = 0
            clinic.services[2].bundled = dice.roll(2) == 0
            clinic.patients[0].plan = CarePlan(needs: [
                Need(service: "group", count: 1 + dice.roll(3)),
                Need(service: "hour", count: 1 + dice.roll(2)),
                Need(service: "kin", count: dice.roll(3)),
            ])
            clinic.patients[0].work = [SmallClinic.hours(.monday, "09:00", ["12:00", "16:00"][dice.roll(2)])]
            clinic.patients[0].unavailable = [
                .weekly(SmallClinic.hours(.tuesday, "16:00", ["17:00", "20:00"][dice.roll(2)]))
            ]
            clinic.levelsOfCare[0].weeklyMinutes = 0...[120, 200, 600][dice.roll(3)]
            if dice.roll(2) == 0 {
                clinic.patients[0].authorizations = [
                    Authorization(
                        number: "A-1", unit: dice.pick(Authorization.Unit.allCases),
                        services: dice.roll(2) == 0 ? ["group", "hour"] : ["hour", "kin"],
                        granted: [1, 2, 3, 110][dice.roll(4)], from: SmallClinic.week - 20,
                        to: SmallClinic.week + dice.roll(8))
                ]
            }
            clinic.therapists[1].credentials = [["LCSW"], ["LPC"]][dice.roll(2)]
            clinic.therapists[1].hours = [SmallClinic.daily("15:00", "18:00")]
            clinic.series[0].slot = WeeklySlot(.monday, SmallClinic.time("18:00"))
            clinic.series[0].enrollments = ["p2", "p3", "p4"].map {
                Enrollment(patient: $0, joined: SmallClinic.week - 7)
            }
            clinic.series.append(
                Series(
                    id: "g2", service: "group", slot: WeeklySlot(.tuesday, SmallClinic.time("17:00")),
                    room: "r1", therapists: ["t1"], from: SmallClinic.week - 70))
            clinic.sessions = (0..<3).map { n in
                Session(
                    id: SessionID("x\(n)"), service: "hour", date: SmallClinic.week + dice.roll(3),
                    start: SmallClinic.time(["15:00", "16:00", "17:00"][n]), room: "r2", therapists: ["t1"],
                    patients: [dice.pick(["p3", "p4"])])
            }
            if dice.roll(2) == 0 {
                clinic.sessions.append(
                    Session(
                        id: "own", service: "kin", date: SmallClinic.week, start: SmallClinic.time("17:00"),
                        room: "r1", therapists: ["t2"], patients: ["p1"], pinned: true))
            }
        }
    }
    /// Everybody else taken out of a clinic by hand.
    private static func alone(_ clinic: Clinic) -> Clinic {
        var out = clinic
        out.sessions.removeAll { !$0.patients.contains("p1") }
        for i in out.series.indices { out.series[i].enrollments.removeAll { $0.patient != "p1" } }
        return out
    }
    /// The most minutes of unmet needs that can be met: every set of seats and hours, judged by its rules.
    private static func mostMet(_ clinic: Clinic) -> Int {
        let before = ClinicWeek(clinic, week: SmallClinic.week)
        let short = before.standing(of: "p1").needs.map { ($0.service, $0.missing) }
        var most = 0
        func length(_ service: ServiceID) -> Int {
            clinic.services.first { $0.id == service }?.minutes ?? 0
        }
        func isSound(_ c: Clinic) -> Bool {
            RuleBook.newlyBroken(from: clinic, to: c, weeks: [SmallClinic.week]).isEmpty
        }
        func hours(_ c: Clinic, _ left: [(ServiceID, Int)], _ met: Int, from: Int) {
            most = max(most, met)
            if met + left.reduce(0, { $0 + $1.1 * length($1.0) }) <= most { return }
            for (i, need) in left.enumerated() where need.1 > 0 {
                for n in from..<15 {
                    for (t, r) in [("t1", "r1"), ("t1", "r2"), ("t2", "r1"), ("t2", "r2")] {
                        var next = c
                        next.sessions.append(
                            Session(
                                id: SessionID("new\(n)"), service: need.0, date: SmallClinic.week + n / 5,
                                start: TimeOfDay(minutes: 900 + 60 * (n % 5)), room: RoomID(r),
                                therapists: [TherapistID(t)], patients: ["p1"]))
                        guard isSound(next) else { continue }
                        var rest = left
                        rest[i].1 -= 1
                        hours(next, rest, met + length(need.0), from: n + 1)
                        break
                    }
                }
            }
        }
        for seats in 0..<4 {
            var seated = clinic
            for i in 0..<2 where seats >> i & 1 == 1 {
                seated.series[i].enrollments.append(Enrollment(patient: "p1", joined: SmallClinic.week))
            }
            let wanted = short.first { $0.0 == "group" }?.1 ?? 0
            guard seats.nonzeroBitCount <= wanted, isSound(seated) else { continue }
            hours(
                seated, short.filter { $0.0 != "group" }, 60 * seats.nonzeroBitCount, from: 0)
        }
        return most
    }

    @Test(arguments: 1...12 as ClosedRange<UInt64>)
    func `forced is what trying everything in an empty week can't have`(seed: UInt64) {
        let clinic = Self.crowded(seed)
        let week = ClinicWeek(clinic, week: SmallClinic.week)
        let unmet = UnmetNeed.list(of: "p1", in: week)
        let open = unmet.filter { !$0.isForced }.reduce(0) { sum, need in
            sum + need.sessions * (week.service(need.service)?.minutes ?? 0)
        }
        #expect(open == Self.mostMet(Self.alone(clinic)), "\(unmet)")
        #expect(
            unmet.reduce(0) { $0 + $1.sessions }
                == week.standing(of: "p1").needs.reduce(0) { $0 + $1.missing })
    }

    @Test(arguments: 1...12 as ClosedRange<UInt64>)
    func `with its cause out of the way a forced session is not forced any more`(seed: UInt64) {
        let clinic = Self.crowded(seed)
        let week = ClinicWeek(clinic, week: SmallClinic.week)
        func forced(_ c: Clinic) -> Int {
            let week = ClinicWeek(c, week: SmallClinic.week)
            return UnmetNeed.list(of: "p1", in: week).filter(\.isForced)
                .reduce(0) { $0 + $1.sessions }
        }
        for need in UnmetNeed.list(of: "p1", in: week) {
            guard case .forced(let cause) = need.reason else { continue }
            var freed = clinic
            freed.patients[0].plan?.needs.removeAll { $0.service != need.service }
            freed.sessions.removeAll { $0.patients == ["p1"] }
            switch cause {
            case .authorization, .notAuthorized: freed.patients[0].authorizations = []
            case .weeklyMaximum: freed.levelsOfCare[0].weeklyMinutes = 0...10_000
            case .ownSessions: break
            case .noPlace, .days, .groups:
                // Nothing of the patient's own sums or sessions helps.
                freed.patients[0].authorizations = []
                freed.levelsOfCare[0].weeklyMinutes = 0...10_000
                #expect(forced(freed) > 0, "\(need)")
                continue
            }
            #expect(forced(freed) < need.sessions || forced(freed) < forced(clinic), "\(need)")
        }
    }

    @Test func `two needs that one authorization can't bear together force one of them`() throws {
        let clinic = SmallClinic.make {
            $0.sessions = []
            $0.patients[0].plan = CarePlan(needs: [
                Need(service: "hour", count: 1), Need(service: "kin", count: 1),
            ])
            $0.patients[0].authorizations = [
                Authorization(
                    number: "A-20467", unit: .session, services: ["hour", "kin"], granted: 1,
                    from: SmallClinic.week, to: SmallClinic.week + 6)
            ]
        }
        var booked = clinic
        booked.sessions.append(
            Session(
                id: "s1", service: "hour", date: SmallClinic.week + 1, start: SmallClinic.time("17:00"),
                room: "r2", therapists: ["t1"], patients: ["p1"]))
        let week = ClinicWeek(booked, week: SmallClinic.week)
        let unmet = UnmetNeed.list(in: week).filter { $0.patient == "p1" }
        #expect(
            unmet == [
                UnmetNeed(
                    patient: "p1", service: "kin", sessions: 1, reason: .forced(.authorization("A-20467")))
            ])
        #expect(
            unmet.map { $0.sentence(in: week, naming: .names) } == [
                "forced: authorization A-20467 has no session left this week (1 of 1 used)"
            ])
    }

    @Test func `a full group says who is in it and how many seats it has`() {
        let clinic = SmallClinic.make {
            $0.sessions = []
            $0.patients[0].plan = CarePlan(needs: [Need(service: "group", count: 1)])
            $0.series[0].enrollments = ["p2", "p3", "p4"].map {
                Enrollment(patient: $0, joined: SmallClinic.week - 7)
            }
        }
        let week = ClinicWeek(clinic, week: SmallClinic.week)
        let unmet = UnmetNeed.list(of: "p1", in: week)
        #expect(unmet.map(\.reason) == [.crowdedOut(groups: ["g1"], by: ["p2", "p3", "p4"])])
        #expect(
            unmet[0].sentence(in: week, naming: .names)
                == "crowded out by Ben Okafor, Cy Dale and Di Eliot: Process group Mon 23 Nov 18:00 is full "
                + "(3 of 3)")
        #expect(
            unmet[0].sentence(in: week, naming: .ids)
                == "crowded out by p2, p3 and p4: Process group Mon 23 Nov 18:00 is full (3 of 3)")
    }

    @Test(arguments: ["harbor-20", "everything-40", "open-20", "harbor-60"])
    func `what a plan leaves out adds up, and those named hold what they are said to hold`(name: String)
        throws
    {
        let clinic = try PlanningFixtures.clinic(name)
        let proposal = Planner.plan(
            clinic, week: PlanningFixtures.week, options: PlanOptions(seed: 3, steps: 4_000))
        var after = clinic
        try after.apply(proposal.changes)
        let week = ClinicWeek(after, week: PlanningFixtures.week)
        #expect(proposal.unmet.reduce(0) { $0 + $1.sessions } == proposal.after.unmetSessions)
        for need in proposal.unmet {
            let text = need.sentence(in: week, naming: .ids)
            #expect(!text.hasSuffix(": "))
            guard case .crowdedOut(let groups, let people) = need.reason else { continue }
            for group in groups {
                let session = try #require(week.sessions.first { $0.reference.series == group })
                let seats = week.seats(in: session.reference)
                if session.service == need.service, seats.taken < seats.most {
                    let who = try #require(week.patient(need.patient))
                    #expect(
                        session.patients.contains {
                            who.noContact.contains($0)
                                || week.patient($0)?.noContact.contains(who.id) ?? false
                        })
                } else {
                    #expect(session.patients.allSatisfy(people.contains))
                }
            }
            #expect(!people.contains(need.patient))
        }
    }

    @Test func `more people than three are counted`() {
        let clinic = SmallClinic.make {
            $0.sessions = []
            $0.services[0].mostPatients = 4
            $0.patients.append(Patient(id: "p5", name: "Ed Frost", admitted: SmallClinic.date("2026-11-02")))
            $0.patients[0].plan = CarePlan(needs: [Need(service: "group", count: 1)])
            $0.series[0].enrollments = ["p2", "p3", "p4", "p5"].map {
                Enrollment(patient: $0, joined: SmallClinic.week - 7)
            }
        }
        let week = ClinicWeek(clinic, week: SmallClinic.week)
        #expect(
            UnmetNeed.list(of: "p1", in: week).map { $0.sentence(in: week, naming: .names) } == [
                "crowded out by 4 patients: Process group Mon 23 Nov 18:00 is full (4 of 4)"
            ])
    }

    @Test func `somebody whom the patient may not meet is in the way without a name`() {
        let clinic = SmallClinic.make {
            $0.sessions = []
            $0.patients[0].noContact = ["p2"]
            $0.patients[0].plan = CarePlan(needs: [Need(service: "group", count: 1)])
            $0.series[0].enrollments = [Enrollment(patient: "p2", joined: SmallClinic.week - 7)]
        }
        let week = ClinicWeek(clinic, week: SmallClinic.week)
        let unmet = UnmetNeed.list(of: "p1", in: week)
        #expect(unmet.map(\.reason) == [.crowdedOut(groups: ["g1"], by: [])])
        #expect(
            unmet[0].sentence(in: week, naming: .names)
                == "crowded out: Process group Mon 23 Nov 18:00 has somebody in it whom the patient may not meet"
        )
    }

    @Test(arguments: [true, false])
    func `an hour in the way of a group forces nothing unless it is pinned`(isPinned: Bool) {
        let clinic = SmallClinic.make {
            $0.patients[0].plan = CarePlan(needs: [
                Need(service: "group", count: 1), Need(service: "hour", count: 1),
            ])
            $0.series[0].enrollments = []
            $0.sessions[0].date = SmallClinic.week
            $0.sessions[0].start = SmallClinic.time("18:30")
            $0.sessions[0].pinned = isPinned
        }
        let week = ClinicWeek(clinic, week: SmallClinic.week)
        let unmet = UnmetNeed.list(of: "p1", in: week)
        #expect(unmet.map(\.service) == ["group"])
        #expect(unmet.map(\.reason) == [isPinned ? .forced(.ownSessions) : .noneFound(by: [.patientOverlap])])
    }

    @Test func `what lies before the moment from which it is asked is neither free nor moved`() {
        let clinic = SmallClinic.make {
            $0.series[0].enrollments = []
            $0.sessions = []
            $0.patients[0].plan = CarePlan(needs: [Need(service: "group", count: 1)])
        }
        let week = ClinicWeek(clinic, week: SmallClinic.week)
        func reasons(_ day: Int, _ time: String) -> [UnmetNeed.Reason] {
            UnmetNeed.list(
                of: "p1", in: week, from: CivilMoment(SmallClinic.week + day, SmallClinic.time(time))
            ).map(\.reason)
        }
        #expect(UnmetNeed.list(of: "p1", in: week).map(\.reason) == [.placesFree(1)])
        #expect(reasons(0, "18:00") == [.placesFree(1)])
        #expect(reasons(0, "18:05") == [.forced(.noPlace([]))])
        // An hour on Monday is over on Tuesday, and has used the only session that is authorized.
        var used = clinic
        used.patients[0].plan = CarePlan(needs: [
            Need(service: "hour", count: 1), Need(service: "kin", count: 1),
        ])
        used.patients[0].authorizations = [
            Authorization(
                number: "A-1", unit: .session, services: ["hour", "kin"], granted: 1,
                from: SmallClinic.week, to: SmallClinic.week + 6)
        ]
        used.sessions = [
            Session(
                id: "s1", service: "hour", date: SmallClinic.week, start: SmallClinic.time("17:00"),
                room: "r2", therapists: ["t1"], patients: ["p1"])
        ]
        #expect(
            UnmetNeed.list(
                of: "p1", in: ClinicWeek(used, week: SmallClinic.week),
                from: CivilMoment(SmallClinic.week + 1, SmallClinic.time("09:00"))
            ).map(\.reason) == [.forced(.authorization("A-1"))])
    }

    @Test(arguments: [true, false])
    func `more sessions than there are groups for a patient are forced, placed or waiting`(isPlaced: Bool) {
        let clinic = SmallClinic.make {
            $0.sessions = []
            $0.patients[0].ageBand = .adolescent
            $0.patients[0].work = []
            $0.patients[0].plan = CarePlan(needs: [Need(service: "group", count: 3)])
            $0.series = (0..<4).map { n in
                var series = Series(
                    id: SeriesID("g\(n)"), service: "group", room: "r1", therapists: ["t1"],
                    from: SmallClinic.week - 70)
                series.pinned = isPlaced
                if isPlaced { series.slot = WeeklySlot(SmallClinic.weekdays[n], SmallClinic.time("17:00")) }
                series.population = Population(ageBand: n < 2 ? .adolescent : .adult)
                return series
            }
        }
        let week = ClinicWeek(clinic, week: SmallClinic.week)
        let unmet = UnmetNeed.list(of: "p1", in: week)
        #expect(unmet.filter(\.isForced).map(\.sessions) == [1])
        #expect(unmet.filter(\.isForced).map(\.reason) == [.forced(.groups(2))])
        #expect(
            unmet[0].sentence(in: week, naming: .names)
                == "forced: only 2 groups of Process group are for patients like this one, once a week each")
        #expect(unmet.last?.reason == (isPlaced ? .placesFree(2) : .seriesWaiting(2)))
    }

    @Test(arguments: ["harbor-20", "open-20"])
    func `what a planned week calls forced, its patient could not have with the clinic to themselves`(
        name: String
    ) throws {
        let clinic = try PlanningFixtures.clinic(name)
        let proposal = Planner.plan(
            clinic, week: PlanningFixtures.week, options: PlanOptions(seed: 2, steps: 10_000))
        var planned = clinic
        try planned.apply(proposal.changes)
        let week = ClinicWeek(planned, week: PlanningFixtures.week)
        #expect(UnmetNeed.list(in: week) == proposal.unmet)
        for id in Set(proposal.unmet.filter(\.isForced).map(\.patient)).sorted().prefix(5) {
            var alone = clinic
            alone.patients.removeAll { $0.id != id }
            alone.sessions = []
            for i in alone.series.indices { alone.series[i].enrollments = [] }
            let best = Planner.plan(
                alone, week: PlanningFixtures.week, options: PlanOptions(seed: 1, steps: 1_000))
            let forced = proposal.unmet.filter { $0.patient == id && $0.isForced }
            #expect(best.after.unmetSessions >= forced.reduce(0) { $0 + $1.sessions }, "\(forced)")
        }
    }
}
