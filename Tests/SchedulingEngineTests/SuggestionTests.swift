import ClinicModel
import SchedulingEngine
import Testing

/// Every start of a week in steps of five minutes with every therapist and room, asked one by one.
private struct BruteForce {
    struct Place {
        var start: Int
        var therapist: TherapistID
        var room: RoomID?
        var broken: Set<RuleName>
        var cost: Int
    }
    var places: [Place] = []

    init(_ request: SuggestionRequest, in week: ClinicWeek) {
        let clinic = week.clinic
        let service = week.service(request.service)
        let moved = request.replacing.flatMap { week.session($0) }
        let rooms: [RoomID?] =
            service?.telehealth == true ? [nil] : request.room.map { [$0] } ?? clinic.rooms.map(\.id)
        for minute in stride(from: 0, to: 7 * 1440, by: 5) {
            let at = CivilMoment(minutes: CivilMoment(week.week, .midnight).minutes + minute)
            if let from = request.from, at < from { continue }
            for t in request.therapist.map({ [$0] }) ?? clinic.therapists.map(\.id) {
                for room in rooms {
                    let p = Placement(
                        service: request.service, date: at.date, start: at.time, room: room, therapists: [t],
                        patients: [request.patient], series: request.replacing?.series,
                        replacing: request.replacing)
                    if let moved, moved.begins == at, moved.therapists == [t],
                        room == nil || moved.room == room
                    {
                        continue
                    }
                    let broken = Set(week.check(p).map(\.rule))
                    places.append(
                        Place(
                            start: minute, therapist: t, room: room, broken: broken,
                            cost: broken.isEmpty ? week.cost(of: p) : 0))
                }
            }
        }
    }
    func starts(breaking allowed: Set<RuleName> = []) -> Set<Int> {
        Set(places.filter { $0.broken.isSubset(of: allowed) }.map(\.start))
    }
}

@Suite struct SuggestionTests {
    /// The small clinic with a life of its own: shifts, nights, absences, closures, other people's sessions.
    static func lively(_ seed: UInt64) -> Clinic {
        var dice = Dice(seed)
        func window() -> WeeklyWindow {
            WeeklyWindow(
                days: [dice.pick(Weekday.allCases), dice.pick(Weekday.allCases)].unique,
                from: TimeOfDay(minutes: 15 * dice.roll(96)), to: TimeOfDay(minutes: 15 * (1 + dice.roll(96)))
            )
        }
        func dated() -> DatedWindow {
            DatedWindow(
                date: SmallClinic.week + dice.roll(7), from: TimeOfDay(minutes: 15 * dice.roll(80)),
                to: TimeOfDay(minutes: 15 * (1 + dice.roll(96))))
        }
        return SmallClinic.make { clinic in
            clinic.patients[0].work = dice.roll(2) == 0 ? [window()] : clinic.patients[0].work
            clinic.patients[0].unavailable = [.dated(dated())]
            clinic.patients[0].family = [FamilyMember(name: "R. M.", unavailable: [.weekly(window())])]
            if dice.roll(3) == 0 { clinic.patients[0].prefers = [window()] }
            if dice.roll(3) == 0 { clinic.patients[0].careTeam = ["t2"] }
            if dice.roll(3) == 0 { clinic.patients[0].discharged = SmallClinic.week + 3 }
            if dice.roll(3) == 0 { clinic.levelsOfCare[0].weeklyMinutes = 0...150 }
            if dice.roll(2) == 0 { clinic.services[1].credentials = ["LCSW", "LPC"] }
            if dice.roll(2) == 0 { clinic.patients[2].family = clinic.patients[0].family }
            if dice.roll(3) == 0 {
                clinic.patients[0].authorizations = [
                    Authorization(
                        number: "A", unit: dice.pick(Authorization.Unit.allCases), services: ["hour"],
                        granted: 1 + dice.roll(60), from: SmallClinic.week - dice.roll(9),
                        to: SmallClinic.week + dice.roll(9))
                ]
            }
            clinic.therapists[0].hours.append(window())
            clinic.therapists[dice.roll(2)].timeOff = [.hours(dated())]
            if dice.roll(4) == 0 { clinic.therapists[0].maximumWeeklyMinutes = 150 }
            clinic.therapists[0].licenses = [
                License(credential: "LCSW", expires: SmallClinic.week + dice.roll(12))
            ]
            clinic.rooms[0].closures = [.hours(dated())]
            if dice.roll(3) == 0 {
                clinic.profile.closures = [DayRange(from: SmallClinic.week + 4, to: SmallClinic.week + 4)]
            }
            for n in 0..<6 {
                clinic.sessions.append(
                    Session(
                        id: SessionID("x\(n)"), service: dice.pick(["hour", "kin", "call"]),
                        date: SmallClinic.week + dice.roll(6),
                        start: TimeOfDay(minutes: 15 * (36 + dice.roll(44))),
                        room: dice.pick(["r1", "r2"]), therapists: [dice.pick(["t1", "t2"])],
                        patients: [dice.pick(["p1", "p3", "p4"])]))
            }
        }
    }
    private static func requests(_ seed: UInt64) -> SuggestionRequest {
        var dice = Dice(seed &+ 99)
        var out = SuggestionRequest(
            patient: dice.pick(["p1", "p1", "p3"]), service: dice.pick(["hour", "hour", "kin", "call"]))
        if dice.roll(4) == 0 { out.therapist = dice.pick(["t1", "t2"]) }
        if dice.roll(4) == 0 { out.room = dice.pick(["r1", "r2"]) }
        if dice.roll(4) == 0 { out.from = CivilMoment(SmallClinic.week + 2, SmallClinic.time("12:00")) }
        if out.patient == "p1", out.service == "hour", dice.roll(2) == 0 { out.replacing = .single("s1") }
        return out
    }

    @Test(arguments: 1...16 as ClosedRange<UInt64>)
    func `all places are found, at their cost, cheapest first`(seed: UInt64) {
        let week = ClinicWeek(Self.lively(seed), week: SmallClinic.week)
        let request = Self.requests(seed)
        let brute = BruteForce(request, in: week)
        let fits = brute.places.filter(\.broken.isEmpty)
        let found = week.suggest(request, count: .max).places

        struct Start: Hashable { var minute, cost: Int }
        var starts: Set<Start> = []
        for s in found {
            let first = s.placement.begins.minutes - CivilMoment(week.week, .midnight).minutes
            let last = s.latestEqualStart.map { first + Int($0.minutes) - Int(s.start.minutes) } ?? first
            for minute in stride(from: first, through: last, by: 15) {
                starts.insert(Start(minute: minute, cost: s.cost))
                for t in s.therapists + s.alternatives {
                    let same = fits.first { $0.start == minute && $0.therapist == t }
                    #expect(same?.cost == s.cost, "\(s.placement)")
                }
                #expect(fits.contains { $0.start == minute && $0.room == s.room })
            }
        }
        #expect(starts == Set(fits.map { Start(minute: $0.start, cost: $0.cost) }))
        #expect(found.map(\.cost) == found.map(\.cost).sorted())
        for k in [1, 5] {
            #expect(week.suggest(request, count: k).places == Array(found.prefix(k)))
        }
    }

    @Test(arguments: 1...10 as ClosedRange<UInt64>)
    func `what takes the others and what would open more is what asking again shows`(seed: UInt64) {
        let week = ClinicWeek(Self.lively(seed), week: SmallClinic.week)
        var request = Self.requests(seed)
        request.replacing = nil
        let why = week.explain(request)
        let brute = BruteForce(request, in: week)
        let outside: Set<RuleName> = [.clinicHours, .grid]
        let tried = Set(brute.places.filter { $0.broken.isDisjoint(with: outside) }.map(\.start))
        #expect(why.startsTried == tried.count)

        var asked = outside
        var left = tried.count
        var counts: [RuleCount] = []
        for rule in Suggestions.order {
            asked.insert(rule)
            let fit = Set(brute.places.filter { $0.broken.isDisjoint(with: asked) }.map(\.start)).count
            if fit < left { counts.append(RuleCount(rule: rule, count: left - fit)) }
            left = fit
        }
        #expect(why.counts == counts)
        #expect(left == brute.starts().count)

        for rule in RuleName.allCases {
            let opens = brute.starts(breaking: [rule]).subtracting(brute.starts()).count
            #expect(why.relaxations.first { $0.what == .rule(rule) }?.opens ?? 0 == opens, "\(rule)")
            request.relaxing = [rule]
            let again = week.suggest(request, count: .max).places.isEmpty
            #expect(again == brute.starts(breaking: [rule]).isEmpty)
        }
        request.relaxing = []
        if let asked = request.therapist {
            request.therapist = asked == "t1" ? "t2" : "t1"
            let opens = BruteForce(request, in: week).starts().subtracting(brute.starts()).count
            let offered = why.relaxations.first { if case .therapist = $0.what { true } else { false } }
            #expect(offered?.opens ?? 0 == opens)
            #expect(offered.map { $0.what == .therapist(request.therapist ?? "") } ?? true)
        }
    }

    @Test(arguments: ["harbor-20", "planted-40"])
    func `places in a real clinic keep their word`(in name: String) throws {
        let week = ClinicWeek(try Fixture.clinic(name), week: Fixture.week)
        var found = 0
        for patient in week.clinic.patients.prefix(8) {
            for service in week.clinic.services where !service.isGroup {
                let request = SuggestionRequest(patient: patient.id, service: service.id)
                for s in week.suggest(request, count: 6).places {
                    found += 1
                    var p = s.placement
                    #expect(week.check(p).isEmpty && week.cost(of: p) == s.cost, "\(p)")
                    p.start = s.latestEqualStart ?? p.start
                    #expect(week.check(p).isEmpty && week.cost(of: p) == s.cost, "\(p)")
                    #expect(!s.reasons.isEmpty)
                }
            }
        }
        #expect(found > 100)
    }

    @Test(arguments: ["harbor-20", "planted-40"])
    func `seats in groups are those that break nothing, cheapest first`(in name: String) throws {
        let week = ClinicWeek(try Fixture.clinic(name), week: Fixture.week)
        var found = 0
        for patient in week.clinic.patients.prefix(12) {
            for service in week.clinic.services where service.isGroup {
                var request = SuggestionRequest(patient: patient.id, service: service.id)
                request.lasting = found % 2 == 0
                let open = week.sessions.filter {
                    $0.service == service.id && !$0.patients.contains(patient.id)
                        && week.checkSeat(patient.id, in: $0.reference).isEmpty
                }
                let places = week.suggest(request, count: .max).places
                found += places.count
                #expect(Set(places.compactMap(\.occurrence)) == Set(open.map(\.reference)))
                #expect(places.map(\.cost) == places.map(\.cost).sorted())
                for s in places {
                    let reference = try #require(s.occurrence)
                    #expect(
                        s.cost == week.costOfSeat(patient.id, in: reference, lasting: request.lasting))
                    let seats = week.seats(in: reference)
                    #expect(s.seatsLeft == seats.most - seats.taken)
                    #expect(s.placement.patients.last == patient.id)
                }
                let why = week.explain(request)
                #expect(why.counts.reduce(0) { $0 + $1.count } == why.startsTried - places.count)
                for r in why.relaxations {
                    guard case .rule(let rule) = r.what else { continue }
                    request.relaxing = [rule]
                    #expect(week.suggest(request, count: .max).places.count == places.count + r.opens)
                    request.relaxing = []
                }
            }
        }
        #expect(found > 50)
    }

    @Test func `two therapists lead where two are asked for`() throws {
        let week = SmallClinic.compiled {
            $0.services[2].facilitators = 2
            $0.services[2].roomFeatures = []
        }
        let request = SuggestionRequest(patient: "p3", service: "kin")
        let places = week.suggest(request, count: .max).places
        #expect(!places.isEmpty)
        for s in places {
            #expect(Set(s.therapists) == ["t1", "t2"])
            #expect(week.check(s.placement).isEmpty && week.cost(of: s.placement) == s.cost)
            // Together only where their hours meet, 12:00–17:00.
            #expect(s.start >= SmallClinic.time("12:00"))
        }
        var asked = request
        asked.therapist = "t2"
        #expect(week.suggest(asked, count: .max).places.allSatisfy { $0.therapists.first == "t2" })
    }

    @Test func `reasons say what speaks for a place and against it`() throws {
        let week = SmallClinic.compiled { $0.sessions = [] }
        let request = SuggestionRequest(patient: "p1", service: "hour")
        let places = week.suggest(request, count: .max).places
        let best = try #require(places.first)
        func said(_ s: Suggestion, _ naming: Naming = .names) -> String {
            s.reasons.map { $0.sentence(in: week, naming: naming) }.joined(separator: "; ")
        }
        // Just before the group on Monday: no trip more, no waiting that counts, and the day is paid.
        #expect(best.date == SmallClinic.week && best.start == SmallClinic.time("17:00"))
        #expect(said(best).contains("meets the plan's need of Individual counseling"))
        #expect(said(best).contains("with the primary therapist, Dana Whitfield"))
        #expect(said(best).contains("makes the day 140 of 120 min"))
        #expect(said(best).contains("day 1 of at least 2"))
        #expect(!said(best, .ids).contains("Whitfield"))
        let worst = try #require(places.last)
        #expect(said(worst).contains("outside preferred hours"))
        #expect(said(worst).contains("a trip more"))
    }

    @Test func `nobody fits outside the week's people`() {
        let week = SmallClinic.compiled()
        #expect(week.suggest(SuggestionRequest(patient: "nobody", service: "hour"), count: 3).places.isEmpty)
        #expect(week.suggest(SuggestionRequest(patient: "p1", service: "nothing"), count: 3).places.isEmpty)
    }
}
