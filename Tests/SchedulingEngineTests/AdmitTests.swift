import ClinicModel
import Testing

@testable import SchedulingEngine

struct `Admitting a patient` {
    private static let seeds: [UInt64] = Array(1...8)

    /// Least first: of the plan left out, of the aim, of the score.
    private static func rank(_ unmet: Int, _ measure: Int, _ total: Int) -> [Int] { [unmet, measure, total] }
    private static func booked(_ set: AdmissionSet, in clinic: Clinic) throws -> Clinic {
        var after = clinic
        try after.apply(set.changes)
        return after
    }

    @Test func `of more different hours than can be tried it says that there may be better sets`() throws {
        // The same hour as so many services, for somebody with most of the week free.
        func clinic(_ hours: Int) -> Clinic {
            SmallClinic.make { clinic in
                let hour = clinic.services[1]
                clinic.patients[0].work = []
                clinic.patients[0].plan = CarePlan(needs: [])
                for n in 0..<hours {
                    var other = hour
                    other.id = ServiceID("hour\(n)")
                    clinic.services.append(other)
                    clinic.patients[0].plan?.needs.append(Need(service: other.id, count: 1))
                }
                for n in 0..<6 {
                    var therapist = clinic.therapists[0]
                    therapist.id = TherapistID("more\(n)")
                    clinic.therapists.append(therapist)
                }
            }
        }
        for (hours, isExact) in [(2, true), (12, false)] {
            let clinic = clinic(hours)
            let found = ClinicWeek(clinic, week: SmallClinic.week).admit(AdmissionRequest(patient: "p1"))
            #expect(found.isExact == isExact)
            #expect(!found.sets.isEmpty)
            for set in found.sets {
                let after = try Self.booked(set, in: clinic)
                #expect(RuleBook.newlyBroken(from: clinic, to: after, weeks: [SmallClinic.week]).isEmpty)
                #expect(set.after == ClinicWeek(after, week: SmallClinic.week).score())
            }
        }
    }

    @Test(arguments: seeds)
    func `the best set, and the best for each aim, are those of trying every set`(_ seed: UInt64) throws {
        let clinic = AdmitFixtures.clinic(seed)
        let week = ClinicWeek(clinic, week: AdmitFixtures.week)
        try #require(week.violations.isEmpty)
        let every = EverySet(clinic, week: week.week, of: AdmitFixtures.patient).sets
        let found = week.admit(AdmissionRequest(patient: AdmitFixtures.patient, count: 12))
        #expect(found.isExact)
        #expect(found.sets.isEmpty == every.isEmpty)
        guard let best = found.sets.first else { return }
        #expect(best.after.total == every.map(\.total).min())
        let mine = try found.sets.map { set in
            let after = ClinicWeek(try Self.booked(set, in: clinic), week: week.week)
            let p = AdmitFixtures.patient
            var waiting = 0
            for day in 0..<7 {
                let here = after.sessions(of: p).filter {
                    $0.date == week.week + day && after.service($0.service)?.telehealth == false
                }
                guard let first = here.map(\.interval.start).min(),
                    let last = here.map(\.interval.end).max()
                else { continue }
                waiting += max(0, last - first - here.reduce(0) { $0 + $1.minutes })
            }
            return (
                set: set,
                measures: [
                    AdmissionAim.fewestTrips: after.standing(of: p).trips,
                    .sameTherapist: set.after[.continuity], .preferredHours: set.after[.preference],
                    .paidDays: set.after[.missingDays], .leastWaiting: waiting,
                ]
            )
        }
        for aim in [AdmissionAim.fewestTrips, .sameTherapist, .preferredHours, .paidDays, .leastWaiting] {
            let wanted = every.map { Self.rank($0.unmet, $0.measures[aim] ?? 0, $0.total) }
                .min { $0.lexicographicallyPrecedes($1) }
            let have = mine.map {
                Self.rank($0.set.after[.unmet], $0.measures[aim] ?? 0, $0.set.after.total)
            }.min { $0.lexicographicallyPrecedes($1) }
            // The groups, therapists and days of the best for it are there; another time of an hour is no
            // other set.
            let keys = every.filter { Self.rank($0.unmet, $0.measures[aim] ?? 0, $0.total) == wanted }
                .map(\.key)
            #expect(have == wanted || mine.contains { keys.contains(Self.key($0.set)) }, "\(aim)")
        }
        #expect(Set(found.sets.map(Self.key)).count == found.sets.count)
        // What wins an aim says so, and nothing else does.
        for aim in [AdmissionAim.fewestTrips, .sameTherapist, .leastWaiting] {
            let least = mine.map { [$0.set.after[.unmet], $0.measures[aim] ?? 0] }
                .min { $0.lexicographicallyPrecedes($1) }
            for one in mine where one.set.aims.contains(aim) {
                #expect([one.set.after[.unmet], one.measures[aim] ?? 0] == least)
            }
        }
        // After them come the next best that differ in a group, a therapist or a day.
        let least = every.map(\.unmet).min() ?? 0
        var totals: [[String]: Int] = [:]
        for set in every where set.unmet == least {
            totals[set.key] = min(set.total, totals[set.key] ?? .max)
        }
        let wanted = totals.values.sorted()
        let have = found.sets.map(\.after.total)
        for n in 0..<min(12 - AdmissionAim.allCases.count, wanted.count) {
            let asGood = have.filter { $0 <= wanted[n] }
            #expect(asGood.count > n)
        }
    }

    /// As `EverySet` tells sets apart.
    private static func key(_ set: AdmissionSet) -> [String] {
        set.places.map { place in
            place.occurrence?.series.map { "\($0)" }
                ?? "\(place.placement.service) \(place.date) \(place.placement.therapists)"
        }.sorted()
    }

    @Test(arguments: ["harbor-20", "everything-40"])
    func `no two sets have the same groups, therapists and days, and each has a title`(name: String) throws {
        let week = ClinicWeek(try Fixture.clinic(name), week: Fixture.week)
        for patient in week.clinic.patients {
            let found = week.admit(AdmissionRequest(patient: patient.id, count: 6))
            #expect(Set(found.sets.map(Self.key)).count == found.sets.count)
            #expect(found.sets.allSatisfy { !$0.title.isEmpty })
            // Those that are there for nothing of their own stand last, by score.
            let rest = found.sets.reversed().prefix { $0.aims.isEmpty }.map(\.after.total)
            #expect(rest == rest.sorted(by: >))
        }
    }

    @Test(arguments: seeds)
    func `a set books what it says: its score, no rule broken, what can't be settled later held`(
        _ seed: UInt64
    )
        throws
    {
        let clinic = AdmitFixtures.clinic(seed)
        let week = ClinicWeek(clinic, week: AdmitFixtures.week)
        try expectSound(week.admit(AdmissionRequest(patient: AdmitFixtures.patient, count: 5)), clinic)
    }

    @Test(arguments: ["harbor-20", "everything-40", "planted-40"])
    func `in a clinic of many the same holds for everybody`(_ name: String) throws {
        let clinic = try Fixture.clinic(name)
        let week = ClinicWeek(clinic, week: Fixture.week)
        for patient in clinic.patients.enumerated() where patient.offset % 4 == 0 {
            let found = week.admit(AdmissionRequest(patient: patient.element.id))
            try expectSound(found, clinic)
            #expect(found.isComplete || !found.sets.isEmpty || !found.unmet.isEmpty)
        }
    }

    private func expectSound(_ found: Admission, _ clinic: Clinic) throws {
        for set in found.sets {
            let after = try Self.booked(set, in: clinic)
            let weeks = (0..<12).map { found.week + 7 * $0 }
            #expect(
                ClinicWeek(after, week: found.week).score(before: ClinicWeek(clinic, week: found.week))
                    == set.after)
            #expect(RuleBook.newlyBroken(from: clinic, to: after, weeks: [found.week]).isEmpty)
            let later = RuleBook.newlyBroken(from: clinic, to: after, weeks: weeks)
            #expect(later.allSatisfy { $0.rule.isSettledLater })
            // Whatever breaks later was told.
            for v in later {
                #expect(
                    set.later.contains {
                        if case .broken(let told) = $0.what { told.rule == v.rule } else { false }
                    }, "\(v.rule)")
            }
            #expect(ClinicWeek(after, week: found.week).standing(of: found.patient) == set.standing)
        }
    }

    @Test func `the same question has the same answer`() throws {
        let clinic = try Fixture.clinic("harbor-20")
        let week = ClinicWeek(clinic, week: Fixture.week)
        let again = ClinicWeek(clinic, week: Fixture.week)
        for patient in clinic.patients.prefix(5) {
            let a = week.admit(AdmissionRequest(patient: patient.id, count: 6))
            let b = again.admit(AdmissionRequest(patient: patient.id, count: 6))
            #expect(a.sets.map(\.changes) == b.sets.map(\.changes))
            #expect(a.sets.map(\.places) == b.sets.map(\.places))
        }
    }

    @Test func `nothing begins before the moment asked for`() throws {
        let clinic = try Fixture.clinic("harbor-20")
        let week = ClinicWeek(clinic, week: Fixture.week)
        let from = CivilMoment(Fixture.week + 2, TimeOfDay(minutes: 12 * 60))
        for patient in clinic.patients.prefix(6) {
            for set in week.admit(AdmissionRequest(patient: patient.id, from: from)).sets {
                #expect(set.places.allSatisfy { $0.begins >= from })
            }
        }
    }

    // MARK: the weeks after

    /// Two groups that Ana may join beside the one she is in, and her hour to be found.
    private func small(_ change: (inout Clinic) -> Void = { _ in }) -> ClinicWeek {
        SmallClinic.compiled { clinic in
            clinic.sessions = []
            clinic.series.append(
                Series(
                    id: "g2", service: "group", slot: WeeklySlot(.wednesday, SmallClinic.time("18:00")),
                    room: "r1", therapists: ["t1"], from: SmallClinic.date("2026-09-07"),
                    enrollments: [Enrollment(patient: "p3", joined: SmallClinic.date("2026-11-02"))]))
            change(&clinic)
        }
    }
    private func best(_ week: ClinicWeek) throws -> AdmissionSet {
        try #require(week.admit(AdmissionRequest(patient: "p1", count: 1)).sets.first)
    }

    @Test func `a group is joined for good, a weekly hour stands`() throws {
        let set = try best(small())
        #expect(set.places.map(\.placement.service).sorted() == ["group", "hour"])
        #expect(set.places.first { $0.placement.service == "group" }?.form == .enrolled)
        #expect(set.places.first { $0.placement.service == "hour" }?.form == .standing)
        #expect(set.later.isEmpty)
        #expect(set.unmet.isEmpty)
    }

    @Test func `a need every other week is booked once`() throws {
        let set = try best(
            small {
                $0.patients[0].plan?.needs[1].everyWeeks = 2
                $0.patients[0].plan?.needs[1].starting = SmallClinic.week
            })
        #expect(set.places.first { $0.placement.service == "hour" }?.form == .single)
    }

    @Test func `an evening that the group leaves out, or holds at another time, is told`() throws {
        let set = try best(
            small {
                $0.series[1].exceptions = [
                    OccurrenceException(date: SmallClinic.week + 9, kind: .cancelled),
                    OccurrenceException(
                        date: SmallClinic.week + 16,
                        kind: .changed(.init(start: SmallClinic.time("19:00")))),
                ]
            })
        #expect(set.later.map(\.date) == [SmallClinic.week + 9, SmallClinic.week + 16])
        #expect(set.later.first?.what == .cancelled)
        #expect(
            set.later.last?.what
                == .moved(to: CivilMoment(SmallClinic.week + 16, SmallClinic.time("19:00"))))
        #expect(set.later.allSatisfy { !$0.isLeftOut })
    }

    @Test func `an evening on which the group is full is left out of the seat`() throws {
        let week = small {
            $0.series[1].enrollments += ["p2", "p4"].map {
                Enrollment(patient: $0, joined: SmallClinic.week + 9, left: SmallClinic.week + 9)
            }
        }
        let set = try best(week)
        #expect(set.later.map(\.date) == [SmallClinic.week + 9])
        #expect(set.later.allSatisfy { $0.isLeftOut })
        let seats = set.changes.changes.compactMap {
            if case .enrollment("g2", nil, let seat?) = $0 { seat } else { nil }
        }
        #expect(seats.map(\.joined) == [SmallClinic.week + 2, SmallClinic.week + 16])
        #expect(seats.map(\.left) == [SmallClinic.week + 8, nil])
        try expectSound(week.admit(AdmissionRequest(patient: "p1", count: 1)), week.clinic)
    }

    @Test func `a therapist's leave is told for the group and cancels the hour of that week`() throws {
        let week = small {
            $0.therapists[0].timeOff = [
                .days(DayRange(from: SmallClinic.week + 14, to: SmallClinic.week + 18))
            ]
        }
        let set = try best(week)
        #expect(set.later.count == 2)
        #expect(set.later.filter(\.isLeftOut).count == 1)
        let cancelled = set.changes.changes.compactMap {
            if case .exception(_, nil, let e?) = $0 { e } else { nil }
        }
        #expect(cancelled.count == 1 && cancelled.allSatisfy { $0.kind == .cancelled })
        try expectSound(week.admit(AdmissionRequest(patient: "p1", count: 1)), week.clinic)
    }

    @Test func `an hour that is free in few of the weeks is booked once`() throws {
        let set = try best(
            small {
                $0.therapists[0].timeOff = [
                    .days(DayRange(from: SmallClinic.week + 7, to: SmallClinic.week + 70))
                ]
            })
        #expect(set.places.first { $0.placement.service == "hour" }?.form == .single)
    }

    @Test func `an authorization that runs out is told at its first week`() throws {
        let set = try best(
            small {
                $0.patients[0].authorizations = [
                    Authorization(
                        number: "A", unit: .session, services: ["hour"], granted: 3,
                        from: SmallClinic.week, to: SmallClinic.week + 400)
                ]
            })
        let told = set.later.filter {
            if case .broken(let v) = $0.what { v.rule == .authorization } else { false }
        }
        #expect(told.count == 1)
        #expect(
            told.first.map { $0.date >= SmallClinic.week + 21 && $0.date < SmallClinic.week + 28 } == true)
    }

    @Test func `a step that asks for less is told from its first week on`() throws {
        let set = try best(
            small {
                $0.patients[0].steps = [
                    StepOfCare(
                        from: SmallClinic.week + 14, levelOfCare: "iop",
                        plan: CarePlan(needs: [Need(service: "group", count: 2)]))
                ]
            })
        #expect(set.later.map(\.what) == [.planEnds])
        #expect(set.later.map(\.date) == [SmallClinic.week + 14])
    }

    // MARK: what is left out

    @Test func `what no place is left for is told with what takes the places`() throws {
        let week = small {
            $0.series[1].enrollments += ["p2", "p4"].map {
                Enrollment(patient: $0, joined: SmallClinic.date("2026-11-02"))
            }
        }
        let set = try best(week)
        let gap = try #require(set.unmet.first)
        #expect(gap.service == "group" && gap.sessions == 1 && gap.isForced)
        #expect(gap.counts == [RuleCount(rule: .capacity, count: 1)])
        #expect(gap.sentence(in: week) == "1 Process group not met: of 1 group 1 full")
    }

    @Test func `a met plan, and a patient who is not there, have no sets`() throws {
        let week = SmallClinic.compiled { $0.patients[0].plan?.needs = [Need(service: "group", count: 1)] }
        let met = week.admit(AdmissionRequest(patient: "p1"))
        #expect(met.sets.isEmpty && met.isComplete && met.unmet.isEmpty)
        let gone = small { $0.patients[0].discharged = SmallClinic.week - 1 }
        #expect(gone.admit(AdmissionRequest(patient: "p1")).sets.isEmpty)
        #expect(week.admit(AdmissionRequest(patient: "nobody")).sets.isEmpty)
    }

    @Test func `of equal groups the one that holds longer is taken, then the emptier one`() throws {
        func add(_ clinic: inout Clinic, _ patients: [PatientID], _ exceptions: [OccurrenceException]) {
            var other = clinic.series[1]
            other.id = "g3"
            other.room = "r2"
            other.therapists = ["t3"]
            other.enrollments = patients.map {
                Enrollment(patient: $0, joined: SmallClinic.date("2026-11-02"))
            }
            clinic.series.append(other)
            clinic.series[2].exceptions = exceptions
            clinic.rooms[1].capacity = 4
            clinic.therapists.append(
                Therapist(
                    id: "t3", name: "Kim Vale", credentials: ["LPC"],
                    hours: [SmallClinic.daily("09:00", "21:00")]))
        }
        func group(_ set: AdmissionSet) -> SeriesID? {
            set.places.first { $0.placement.service == "group" }?.occurrence?.series
        }
        let fuller = try best(
            small {
                $0.series[1].enrollments.append(
                    Enrollment(patient: "p2", joined: SmallClinic.date("2026-11-02")))
                add(&$0, ["p4"], [])
            })
        #expect(group(fuller) == "g3")
        let shorter = try best(
            small {
                add(&$0, ["p4"], [OccurrenceException(date: SmallClinic.week + 44, kind: .cancelled)])
            })
        #expect(group(shorter) == "g2")
    }
}
