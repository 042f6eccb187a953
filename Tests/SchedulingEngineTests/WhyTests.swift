import ClinicModel
import SchedulingEngine
import Testing

/// Every placement of a week on the grid of five minutes, with the rules it breaks newly and the other
/// sessions that break them with it.
private struct Everywhere {
    struct Place {
        var at: CivilMoment
        var broken: Set<RuleName>
        var others: Set<SessionReference>
    }
    var places: [Place] = []
    /// What is broken somewhere, each set once.
    private var kinds: Set<Set<RuleName>> = []

    init(_ request: SuggestionRequest, in week: ClinicWeek) {
        let service = week.service(request.service)
        let rooms: [RoomID?] = service?.telehealth == true ? [nil] : week.clinic.rooms.map(\.id)
        for minute in stride(from: 0, to: 7 * 1440, by: 5) {
            let at = CivilMoment(minutes: CivilMoment(week.week, .midnight).minutes + minute)
            for t in week.clinic.therapists {
                for room in rooms {
                    let p = Placement(
                        service: request.service, date: at.date, start: at.time, room: room,
                        therapists: [t.id], patients: [request.patient])
                    let found = week.check(p)
                    kinds.insert(Set(found.map(\.rule)))
                    places.append(
                        Place(
                            at: at, broken: Set(found.map(\.rule)),
                            others: Set(found.flatMap(\.sessions).filter { $0 != Placement.unnamed })))
                }
            }
        }
    }
    var broken: Set<RuleName> { kinds.reduce(into: []) { $0.formUnion($1) } }
    func leavesPlace(_ held: Set<RuleName>) -> Bool { kinds.contains { $0.isDisjoint(with: held) } }
    /// The fewest sessions that stand in the way of a place that nothing else speaks against.
    var fewest: Int? {
        let movable: Set<RuleName> = [.patientOverlap, .therapistOverlap, .roomOverlap, .onePerDay]
        return places.filter { $0.broken.isSubset(of: movable) }.map(\.others.count).min()
    }
}

@Suite struct `Why nothing fits` {
    /// The preferred minimal conflict by trying every set of rules: nothing is left with it, something with one
    /// rule less, and looked at from the most negotiable rule no other does without more.
    private static func preferred(_ rules: [RuleName], _ leavesPlace: (Set<RuleName>) -> Bool) -> [RuleName] {
        // A number with the most negotiable rule as its highest bit grows as the preference falls.
        for bits in 1..<(1 << rules.count) {
            let set = rules.indices.filter { bits >> $0 & 1 == 1 }.map { rules[$0] }
            if !leavesPlace(Set(set)) { return set }
        }
        return []
    }

    /// A week so crowded that often nothing fits.
    private static func packed(_ seed: UInt64) -> (week: ClinicWeek, request: SuggestionRequest) {
        var dice = Dice(seed &* 31)
        let clinic = SmallClinic.make { clinic in
            clinic.profile.hours = [SmallClinic.hours(.tuesday, "15:00", "18:00")]
            clinic.patients[0].work = [
                SmallClinic.hours(.tuesday, "09:00", ["14:00", "15:30", "16:30"][dice.roll(3)])
            ]
            if dice.roll(3) == 0 {
                clinic.patients[0].unavailable = [.weekly(SmallClinic.hours(.tuesday, "17:00", "19:00"))]
            }
            if dice.roll(3) == 0 { clinic.levelsOfCare[0].weeklyMinutes = 0...40 }
            clinic.therapists[1].credentials = [["LCSW"], ["LPC"]][dice.roll(2)]
            clinic.therapists[0].hours = [
                SmallClinic.hours(.tuesday, ["15:00", "17:00"][dice.roll(2)], "19:00")
            ]
            if dice.roll(3) == 0 { clinic.rooms.removeLast() }
            clinic.series = []
            clinic.sessions = []
            var taken: Set<String> = []
            for n in 0..<6 {
                let start = ["15:00", "15:30", "16:00", "16:30", "17:00"][dice.roll(5)]
                let therapist = dice.pick(["t1", "t2"])
                let patient = ["p1", "p3", "p4"][dice.roll(3)]
                let keys = [start + therapist, start + patient]
                if keys.contains(where: taken.contains) { continue }
                taken.formUnion(keys)
                clinic.sessions.append(
                    Session(
                        id: SessionID("x\(n)"), service: patient == "p1" ? "kin" : "hour",
                        date: SmallClinic.week + 1, start: SmallClinic.time(start), room: "r1",
                        therapists: [TherapistID(therapist)], patients: [PatientID(patient)]))
            }
        }
        return (
            ClinicWeek(clinic, week: SmallClinic.week),
            SuggestionRequest(patient: "p1", service: dice.roll(3) == 0 ? "kin" : "hour")
        )
    }

    @Test(arguments: 1...12 as ClosedRange<UInt64>)
    func `the conflict is the preferred minimal one, and impossible only what moving can't mend`(seed: UInt64)
        throws
    {
        let (week, request) = Self.packed(seed)
        let why = try #require(week.why(request))
        let all = Everywhere(request, in: week)
        let broken = all.broken
        // Rules that nothing breaks take part in no conflict.
        let rules = Conflict.order.filter { broken.contains($0) }
        #expect((why.fitting == 0) == !all.leavesPlace(broken))
        if why.fitting > 0 {
            #expect(why.conflict.isEmpty && why.occupied.isEmpty && !why.isImpossible)
            return
        }
        #expect(why.conflict == Self.preferred(rules, all.leavesPlace))
        #expect(why.isImpossible == !all.leavesPlace(broken.subtracting(Conflict.ofBookings)))
    }

    @Test(arguments: 1...12 as ClosedRange<UInt64>)
    func `as few sessions as can be are in the way, and with them gone the place fits`(seed: UInt64) throws {
        let (week, request) = Self.packed(seed)
        let why = try #require(week.why(request))
        let fewest = Everywhere(request, in: week).fewest
        if why.fitting > 0 { return }
        guard let fewest, fewest <= 3 else {
            #expect(why.occupied.isEmpty)
            return
        }
        #expect(why.occupied.first?.sessions.count == fewest)
        #expect(why.occupied.map(\.sessions.count) == why.occupied.map(\.sessions.count).sorted())
        #expect(Set(why.occupied.map(\.sessions)).count == why.occupied.count)
        for place in why.occupied {
            let gone = Set(place.sessions.map(\.description))
            var freed = week.clinic
            freed.sessions.removeAll { gone.contains($0.id.rawValue) }
            #expect(ClinicWeek(freed, week: week.week).check(place.placement).isEmpty, "\(place)")
        }
    }

    @Test func `seats: the full group is in the way, and the rules that leave none are named`() throws {
        let clinic = SmallClinic.make {
            $0.series[0].enrollments.append(Enrollment(patient: "p4", joined: SmallClinic.week))
        }
        let week = ClinicWeek(clinic, week: SmallClinic.week)
        let why = try #require(week.why(SuggestionRequest(patient: "p3", service: "group")))
        #expect(why.fitting == 0 && why.conflict == [.capacity] && !why.isImpossible)
        #expect(
            why.occupied.map { $0.sentence(in: week, naming: .ids) } == [
                "Mon 23 Nov 18:00 with t1 fits if somebody gives up a seat (3 of 3 taken)"
            ])
        #expect(why.standing == "the plan asks for none this week")
        let inIt = try #require(week.why(SuggestionRequest(patient: "p1", service: "group")))
        #expect(inIt.fitting == 0 && inIt.found.startsTried == 0 && inIt.conflict.isEmpty)
        #expect(inIt.sentence(in: week) == "no other session of Process group is held this week")
        #expect(inIt.standing == "the plan asks for 2 this week, 1 is missing")
    }

    @Test(arguments: ["harbor-20", "everything-40", "planted-40"])
    func `in a real clinic the counts add up and every conflict is one`(name: String) throws {
        let week = ClinicWeek(try Fixture.clinic(name), week: Fixture.week)
        var empty = 0
        for patient in week.clinic.patients.prefix(10) {
            for service in week.clinic.services {
                let request = SuggestionRequest(patient: patient.id, service: service.id)
                let why = try #require(week.why(request))
                let places = week.suggest(request, count: .max)
                #expect(why.found.places.first?.cost == places.places.first?.cost)
                #expect(why.found.counts.reduce(0) { $0 + $1.count } + why.fitting == why.found.startsTried)
                guard why.fitting == 0, why.found.startsTried > 0 else { continue }
                empty += 1
                // Given up all but the conflict, nothing fits; without one of its rules something does.
                var again = request
                let rest = Set(RuleName.allCases).subtracting(why.conflict)
                again.relaxing = rest
                #expect(week.suggest(again, count: 1).places.isEmpty, "\(request)")
                for rule in why.conflict {
                    again.relaxing = rest.union([rule])
                    #expect(!week.suggest(again, count: 1).places.isEmpty, "\(request) \(rule)")
                }
            }
        }
        #expect(empty > 0)
    }
}
