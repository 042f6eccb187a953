import ClinicModel
import SchedulingEngine
import Testing

/// One way of breaking one rule in the small clinic.
struct Planted: CustomTestStringConvertible, Sendable {
    var testDescription: String
    var rule: RuleName
    var who: String
    var when: String
    var sessions: [String]
    /// Found in the sentence: the number and the limit, or what is touched.
    var says: String
    /// Found in the cure.
    var cure: String
    var plant: @Sendable (inout Clinic) -> Void

    init(
        _ title: String, _ rule: RuleName, _ who: String, _ when: String, _ sessions: [String], says: String,
        cure: String, _ plant: @escaping @Sendable (inout Clinic) -> Void
    ) {
        testDescription = title
        self.rule = rule
        self.who = who
        self.when = when
        self.sessions = sessions
        self.says = says
        self.cure = cure
        self.plant = plant
    }
}

private func time(_ text: String) -> TimeOfDay { SmallClinic.time(text) }
private func date(_ text: String) -> CivilDate { SmallClinic.date(text) }

@Suite struct `Hard rules` {
    static let planted: [Planted] = [
        Planted(
            "two sessions of one patient at once", .patientOverlap, "Ana Moreno (p1)", "mon 2026-11-23 18:00",
            ["g1@2026-11-23", "s1"], says: "Ana Moreno is in two sessions at once", cure: "Move one"
        ) {
            $0.sessions[0].date = SmallClinic.week
            $0.sessions[0].start = time("17:15")
            $0.sessions[0].therapists = ["t2"]
            $0.services[1].credentials = []
            $0.therapists[1].hours = [SmallClinic.daily("09:00", "21:00")]
        },
        Planted(
            "two sessions of one therapist, by notes alone", .therapistOverlap, "Dana Whitfield (t1)",
            "tue 2026-11-24 17:55", ["s1", "s2"], says: "5 min together with note time",
            cure: "another therapist"
        ) {
            $0.profile.gridMinutes = 5
            $0.sessions.append(
                Session(
                    id: "s2", service: "call", date: SmallClinic.week + 1, start: time("17:55"),
                    therapists: ["t1"], patients: ["p3"]))
        },
        Planted(
            "two sessions in one room", .roomOverlap, "Birch (r2)", "tue 2026-11-24 17:00", ["s1", "s2"],
            says: "Birch holds two sessions", cure: "another room"
        ) {
            $0.services[1].credentials = []
            $0.therapists[1].hours = [SmallClinic.daily("09:00", "21:00")]
            $0.sessions.append(
                Session(
                    id: "s2", service: "hour", date: SmallClinic.week + 1, start: time("16:30"), room: "r2",
                    therapists: ["t2"], patients: ["p3"]))
        },
        Planted(
            "work, by the way alone", .patientWork, "Ana Moreno (p1)", "tue 2026-11-24 15:15", ["s1"],
            says: "Ana Moreno is at work (warehouse) Tue 24 Nov 09:00–15:00, 30 min kept free",
            cure: "Tue 24 Nov 15:30"
        ) {
            $0.patients[0].work[0].label = "warehouse"
            $0.sessions[0].start = time("15:15")
        },
        Planted(
            "work of the night before", .patientWork, "Ana Moreno (p1)", "tue 2026-11-24 17:00", ["s1"],
            says: "Mon 23 Nov 22:00–Tue 24 Nov 17:30", cure: "Tue 24 Nov 18:00"
        ) {
            $0.patients[0].work = [SmallClinic.hours(.monday, "22:00", "17:30")]
            $0.patients[0].work[0].everyWeeks = 2
            $0.patients[0].work[0].starting = date("2026-11-09")
        },
        Planted(
            "an unavailable time", .patientUnavailable, "Ana Moreno (p1)", "mon 2026-11-23 18:00",
            ["g1@2026-11-23"], says: "(court) Mon 23 Nov 19:00–20:00", cure: "Mon 23 Nov 20:00"
        ) {
            $0.patients[0].unavailable = [
                .dated(
                    DatedWindow(date: SmallClinic.week, from: time("19:00"), to: time("20:00"), note: "court")
                )
            ]
        },
        Planted(
            "a support group", .patientUnavailable, "Ben Okafor (p2)", "mon 2026-11-23 18:00",
            ["g1@2026-11-23"], says: "(Big Book)", cure: "reason"
        ) {
            $0.supportGroups = [
                SupportGroup(
                    id: "aa", name: "Big Book", meets: [SmallClinic.hours(.monday, "19:25", "20:00")])
            ]
            $0.patients[1].supportGroups = ["aa"]
        },
        Planted(
            "the family's time", .familyUnavailable, "Cy Dale (p3)", "wed 2026-11-25 10:00", ["s2"],
            says: "Cy Dale's family (R. Dale)", cure: "Wed 25 Nov 10:30"
        ) {
            $0.patients[2].family = [
                FamilyMember(
                    name: "R. Dale", unavailable: [.weekly(SmallClinic.hours(.wednesday, "08:00", "10:30"))])
            ]
            $0.sessions.append(
                Session(
                    id: "s2", service: "kin", date: SmallClinic.week + 2, start: time("10:00"), room: "r1",
                    therapists: ["t2"], patients: ["p3"]))
        },
        Planted(
            "notes past the therapist's hours", .therapistHours, "Dana Whitfield (t1)",
            "mon 2026-11-23 18:00", ["g1@2026-11-23"],
            says: "with 10 min of notes is outside the hours", cure: "another therapist"
        ) { $0.therapists[0].hours = [SmallClinic.daily("12:00", "19:35")] },
        Planted(
            "time off", .therapistHours, "Dana Whitfield (t1)", "tue 2026-11-24 17:00", ["s1"],
            says: "is off (leave) Tue 24 Nov 00:00–24:00", cure: "another therapist"
        ) {
            $0.therapists[0].timeOff = [
                .days(DayRange(from: SmallClinic.week + 1, to: SmallClinic.week + 1, reason: "leave"))
            ]
        },
        Planted(
            "after hours", .clinicHours, "g1@2026-11-23", "mon 2026-11-23 18:00", ["g1@2026-11-23"],
            says: "outside the clinic's hours", cure: "within"
        ) { $0.profile.hours = [SmallClinic.daily("09:00", "19:00")] },
        Planted(
            "a closure", .clinicHours, "s1", "tue 2026-11-24 17:00", ["s1"], says: "closed (Founders' Day)",
            cure: "is open"
        ) {
            $0.profile.closures = [
                DayRange(from: SmallClinic.week + 1, to: SmallClinic.week + 1, reason: "Founders' Day")
            ]
        },
        Planted(
            "an expired license", .credential, "Dana Whitfield (t1)", "tue 2026-11-24 17:00", ["s1"],
            says: "Dana Whitfield does not hold LCSW", cure: "LCSW"
        ) { $0.therapists[0].licenses = [License(credential: "LCSW", expires: SmallClinic.week)] },
        Planted(
            "no therapist", .credential, "s1", "tue 2026-11-24 17:00", ["s1"],
            says: "has 0 therapists instead of 1", cure: "Add a therapist"
        ) { $0.sessions[0].therapists = [] },
        Planted(
            "a full group", .capacity, "g1@2026-11-23", "mon 2026-11-23 18:00", ["g1@2026-11-23"],
            says: "4 patients of at most 3", cure: "Give 1 patient another session"
        ) {
            for p in ["p3", "p4"] {
                $0.series[0].enrollments.append(Enrollment(patient: PatientID(p), joined: SmallClinic.week))
            }
        },
        Planted(
            "a small room", .capacity, "g1@2026-11-23", "mon 2026-11-23 18:00", ["g1@2026-11-23"],
            says: "3 patients; Birch seats 2", cure: "a larger room"
        ) {
            $0.series[0].room = "r2"
            $0.series[0].enrollments.append(Enrollment(patient: "p3", joined: SmallClinic.week))
        },
        Planted(
            "no room", .roomFeature, "s1", "tue 2026-11-24 17:00", ["s1"], says: "has no room",
            cure: "Give it a room"
        ) { $0.sessions[0].room = nil },
        Planted(
            "a room without a sofa", .roomFeature, "s2", "wed 2026-11-25 10:00", ["s2"],
            says: "Birch lacks sofa", cure: "a room with sofa"
        ) {
            $0.sessions.append(
                Session(
                    id: "s2", service: "kin", date: SmallClinic.week + 2, start: time("10:00"), room: "r2",
                    therapists: ["t2"], patients: ["p3"]))
        },
        Planted(
            "a closed room", .roomClosed, "s1", "tue 2026-11-24 17:00", ["s1"],
            says: "Birch is closed (paint) Tue 24 Nov 17:45–19:00", cure: "another room"
        ) {
            $0.rooms[1].closures = [
                .hours(
                    DatedWindow(
                        date: SmallClinic.week + 1, from: time("17:45"), to: time("19:00"), note: "paint"))
            ]
        },
        Planted(
            "two who may not meet", .noContact, "Ana Moreno (p1), Ben Okafor (p2)", "mon 2026-11-23 18:00",
            ["g1@2026-11-23"], says: "placement restriction", cure: "another session"
        ) { $0.patients[1].noContact = ["p1"] },
        Planted(
            "a group for others", .population, "Ana Moreno (p1)", "mon 2026-11-23 18:00", ["g1@2026-11-23"],
            says: "for others (adult, smart) than Ana Moreno", cure: "a group that is for this patient"
        ) {
            $0.series[0].population = Population(ageBand: .adult, approach: "smart")
            $0.patients[0].approaches = ["12-step"]
        },
        Planted(
            "more units than granted", .authorization, "Ana Moreno (p1)", "2026-11-23", ["g1@2026-11-23"],
            says: "4 days of 3 that authorization A-1 grants", cure: "take out 1 day"
        ) {
            $0.patients[0].authorizations = [
                Authorization(
                    number: "A-1", unit: .day, services: ["group"], granted: 3, from: date("2026-11-01"),
                    to: date("2026-12-31"))
            ]
        },
        Planted(
            "dates of no authorization", .authorization, "Ana Moreno (p1)", "tue 2026-11-24 17:00", ["s1"],
            says: "no authorization of Ana Moreno", cure: "Ask the payer"
        ) {
            $0.patients[0].authorizations = [
                Authorization(
                    number: "A-1", unit: .minute, services: ["hour"], granted: 900,
                    from: date("2026-11-25"), to: date("2026-12-31"))
            ]
        },
        Planted(
            "too many programme minutes", .weeklyMaximum, "Ana Moreno (p1)", "2026-11-23",
            ["g1@2026-11-23", "s1"], says: "140 programme minutes this week of at most 120",
            cure: "Take out 20 min"
        ) {
            $0.levelsOfCare[0].weeklyMinutes = 0...120
        },
        Planted(
            "too many minutes of a therapist", .therapistMaximum, "Dana Whitfield (t1)", "2026-11-23",
            ["g1@2026-11-23", "s1"], says: "140 session minutes this week of at most 100", cure: "Give 40 min"
        ) { $0.therapists[0].maximumWeeklyMinutes = 100 },
        Planted(
            "twice a day", .onePerDay, "Ana Moreno (p1)", "2026-11-24", ["s1", "s2"],
            says: "2 sessions of Individual counseling on Tue 24 Nov, at most 1", cure: "another day"
        ) {
            $0.sessions.append(
                Session(
                    id: "s2", service: "hour", date: SmallClinic.week + 1, start: time("19:00"), room: "r2",
                    therapists: ["t1"], patients: ["p1"]))
        },
        Planted(
            "beside the grid", .grid, "s1", "tue 2026-11-24 17:05", ["s1"], says: "the grid of 15 minutes",
            cure: "17:00 or 17:15"
        ) { $0.sessions[0].start = time("17:05") },
        Planted(
            "after discharge", .active, "Ana Moreno (p1)", "tue 2026-11-24 17:00", ["s1"],
            says: "discharged Mon 23 Nov", cure: "date of the stay"
        ) { $0.patients[0].discharged = SmallClinic.week },
    ]

    @Test func `nothing is broken in the small clinic`() {
        #expect(SmallClinic.compiled().violations.isEmpty)
    }

    @Test(arguments: planted)
    func `a planted break is found, alone, with its sentence and cure`(_ row: Planted) throws {
        let week = SmallClinic.compiled(row.plant)
        #expect(week.violations.map(\.rule) == [row.rule])
        let v = try #require(week.violations.first)
        #expect(v.who(in: week, naming: .names) == row.who)
        #expect(v.when == row.when)
        #expect(v.sessions.map(\.description) == row.sessions)
        let sentence = v.sentence(in: week, naming: .names)
        #expect(sentence.contains(row.says), "\(sentence)")
        #expect(v.cure(in: week, naming: .names).contains(row.cure), "\(v.cure(in: week, naming: .names))")
        for s in v.sessions { #expect(week.violations(of: s) == [v]) }
    }

    @Test(arguments: planted)
    func `by ids nobody's name or words are said`(_ row: Planted) {
        let week = SmallClinic.compiled(row.plant)
        for v in week.violations {
            let said =
                v.sentence(in: week, naming: .ids) + v.cure(in: week, naming: .ids)
                + v.who(in: week, naming: .ids)
            for p in week.clinic.patients { #expect(!said.contains(p.name.revealed)) }
            for t in week.clinic.therapists { #expect(!said.contains(t.name.revealed)) }
            for word in ["warehouse", "court", "leave", "R. Dale"] { #expect(!said.contains(word)) }
        }
    }

    @Test func `a placement restriction names nobody`() throws {
        let week = SmallClinic.compiled { $0.patients[1].noContact = ["p1"] }
        let v = try #require(week.violations.first)
        let said = v.sentence(in: week, naming: .names) + v.cure(in: week, naming: .names)
        #expect(!said.contains("Moreno") && !said.contains("Okafor"))
        #expect(v.person == nil)
    }

    @Test func `every planted rule is covered`() {
        #expect(Set(Self.planted.map(\.rule)) == Set(RuleName.allCases))
    }

    @Test(arguments: planted.filter { $0.rule.isOverridable })
    func `an override of the same rule, person and session allows it`(_ row: Planted) throws {
        let broken = try #require(SmallClinic.compiled(row.plant).violations.first)
        let session = try #require(broken.sessions.last)
        var scopes: [OverrideScope] = [.session(session)]
        if let series = session.series { scopes.append(.series(series)) }
        for scope in scopes {
            func overridden(_ person: String?, _ rule: RuleName) -> Bool {
                let week = SmallClinic.compiled {
                    row.plant(&$0)
                    $0.overrides = [RuleOverride(rule: rule, scope: scope, person: person, reason: "agreed")]
                }
                return week.violations.first?.override != nil
            }
            #expect(overridden(broken.person, row.rule))
            #expect(!overridden("p9", row.rule))
            #expect(!overridden(broken.person, row.rule == .capacity ? .onePerDay : .capacity))
        }
    }

    @Test func `what stood just so before is not newly broken, worse is`() {
        func small(_ granted: Int, _ guests: [String]) -> Clinic {
            SmallClinic.make { clinic in
                clinic.services[0].mostPatients = 1
                for g in guests {
                    clinic.series[0].enrollments.append(
                        Enrollment(patient: PatientID(g), joined: SmallClinic.week, left: SmallClinic.week))
                }
            }
        }
        let weeks = [SmallClinic.week]
        #expect(RuleBook.newlyBroken(from: small(1, []), to: small(1, []), weeks: weeks).isEmpty)
        let worse = RuleBook.newlyBroken(from: small(1, []), to: small(1, ["p3"]), weeks: weeks)
        #expect(worse.map(\.rule) == [.capacity])
        #expect(RuleBook.newlyBroken(from: small(1, ["p3"]), to: small(1, []), weeks: weeks).isEmpty)
        let elsewhere = SmallClinic.make {
            $0.services[0].mostPatients = 1
            $0.patients[0].work = [SmallClinic.hours(.monday, "18:00", "20:00")]
        }
        var moved = elsewhere
        moved.series[0].room = "r2"
        #expect(RuleBook.newlyBroken(from: elsewhere, to: moved, weeks: weeks).map(\.rule) == [.patientWork])
    }
}
