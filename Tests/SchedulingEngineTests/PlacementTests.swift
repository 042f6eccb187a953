import ClinicModel
import SchedulingEngine
import Testing

@Suite struct `One placement, one seat` {
    private static let documents = ["harbor-20", "planted-20", "planted-40", "everything-40"]

    /// New sessions, sensible and not.
    private func placement(_ week: ClinicWeek, _ dice: inout Dice) -> Placement {
        let clinic = week.clinic
        return Placement(
            service: dice.pick(clinic.services).id, date: week.week + dice.roll(7),
            start: TimeOfDay(minutes: 5 * (84 + dice.roll(200))), minutes: dice.roll(4) == 0 ? 45 : nil,
            room: dice.roll(5) == 0 ? nil : dice.pick(clinic.rooms).id,
            therapists: (0..<dice.roll(3)).map { _ in dice.pick(clinic.therapists).id }.unique,
            patients: (0..<1 + dice.roll(3)).map { _ in dice.pick(clinic.patients).id }.unique)
    }
    /// Sessions of the week moved a little or a lot, or left where they are.
    private func move(_ week: ClinicWeek, _ dice: inout Dice) -> Placement {
        let session = dice.pick(week.sessions)
        var p = Placement(moving: session)
        if dice.roll(3) > 0 { p.start = TimeOfDay(minutes: 15 * (32 + dice.roll(56))) }
        if dice.roll(3) == 0 { p.date = week.week + dice.roll(7) }
        if dice.roll(3) == 0 { p.room = dice.pick(week.clinic.rooms).id }
        if dice.roll(3) == 0 { p.therapists = [dice.pick(week.clinic.therapists).id] }
        if p.room == nil, session.reference.series != nil { p.room = week.clinic.rooms[0].id }
        return p
    }

    @Test(arguments: documents)
    func `what a placement breaks and costs is what the week with it shows`(in name: String) throws {
        let clinic = try Fixture.clinic(name)
        let week = ClinicWeek(clinic, week: Fixture.week)
        let score = week.score().total
        var dice = Dice(7)
        for n in 0..<60 {
            let p = n % 2 == 0 ? placement(week, &dice) : move(week, &dice)
            // An occurrence on a closed day is only held when it was moved there.
            if clinic.profile.isClosed(on: p.date) { continue }
            let changed = clinic.with(p)
            let after = ClinicWeek(changed, week: Fixture.week)
            let found = week.check(p)
            #expect(
                Said.all(found.filter { $0.override == nil })
                    == Said.all(RuleBook.newlyBroken(from: clinic, to: changed, weeks: [week.week])),
                "\(p)")
            #expect(week.admits(p) == found.allSatisfy { $0.override != nil })
            #expect(week.cost(of: p) == after.score().total - score, "\(p)")
        }
    }

    @Test(arguments: documents)
    func `what a seat breaks and costs is what the week with it shows`(in name: String) throws {
        let clinic = try Fixture.clinic(name)
        let week = ClinicWeek(clinic, week: Fixture.week)
        let score = week.score().total
        var dice = Dice(11)
        for _ in 0..<50 {
            let session = dice.pick(week.sessions)
            let patient = dice.pick(clinic.patients).id
            guard !session.patients.contains(patient) else { continue }
            let lasting = dice.roll(2) == 0
            var changed = clinic.with(patient, seatedIn: session.reference, lasting: lasting)
            let own = week.sessions(of: patient)
            let left = dice.roll(2) == 0 || own.isEmpty ? nil : dice.pick(own).reference
            if let left { changed = changed.with(patient, outOf: left) }
            let after = ClinicWeek(changed, week: Fixture.week)
            // Who is excused from an occurrence stays excused.
            guard after.session(session.reference)?.patients.contains(patient) == true else { continue }
            let found = week.checkSeat(patient, in: session.reference, leaving: left)
            #expect(
                Said.all(found.filter { $0.override == nil })
                    == Said.all(RuleBook.newlyBroken(from: clinic, to: changed, weeks: [week.week])),
                "\(patient) in \(session.reference)")
            #expect(
                week.costOfSeat(patient, in: session.reference, leaving: left, lasting: lasting)
                    == after.score().total - score, "\(patient) in \(session.reference) from \(left as Any)")
            if left == nil {
                var p = Placement(moving: session)
                p.patients.append(patient)
                #expect(Said.all(week.check(p)) == Said.all(found))
            }
        }
    }

    @Test func `a placement in another week is judged there`() throws {
        let clinic = try Fixture.clinic("harbor-20")
        let week = ClinicWeek(clinic, week: Fixture.week)
        let next = ClinicWeek(clinic, week: Fixture.week + 7)
        var dice = Dice(3)
        for _ in 0..<30 {
            var p = move(week, &dice)
            p.date = p.date + 7
            let changed = clinic.with(p)
            #expect(
                Said.all(week.check(p))
                    == Said.all(RuleBook.newlyBroken(from: clinic, to: changed, weeks: [next.week])))
            #expect(
                week.cost(of: p)
                    == ClinicWeek(changed, week: next.week).score().total - next.score().total, "\(p)")
        }
    }

    @Test func `a session brought in from a later week no longer clashes there`() {
        var clinic = SmallClinic.make {
            $0.patients[0].work = [SmallClinic.hours(.monday, "18:00", "20:00")]
            $0.series[0].exceptions = [OccurrenceException(date: SmallClinic.week, kind: .cancelled)]
        }
        let later = SessionReference.occurrence("g1", SmallClinic.week + 7)
        let moved = Placement(
            service: "group", date: SmallClinic.week + 3, start: SmallClinic.time("18:00"), room: "r1",
            therapists: ["t1"], patients: ["p1", "p2"], series: "g1", replacing: later)
        let week = ClinicWeek(clinic, week: SmallClinic.week)
        let foretold = week.cost(of: moved)
        clinic = clinic.with(moved)
        let after = ClinicWeek(clinic, week: SmallClinic.week)
        #expect(after.score()[.later] == 12)
        #expect(foretold == after.score().total - week.score().total)
    }

    @Test func `who is free at six with the right license`() {
        let at = CivilMoment(SmallClinic.week + 2, SmallClinic.time("18:00"))
        #expect(SmallClinic.compiled().freeTherapists(for: "hour", at: at) == ["t1"])
        #expect(SmallClinic.compiled().freeTherapists(for: "group", at: at) == ["t1"])
        let early = CivilMoment(SmallClinic.week + 2, SmallClinic.time("15:00"))
        #expect(SmallClinic.compiled().freeTherapists(for: "group", at: early) == ["t1", "t2"])
        let busy = CivilMoment(SmallClinic.week, SmallClinic.time("19:30"))
        #expect(SmallClinic.compiled().freeTherapists(for: "hour", at: busy).isEmpty)
        let late = CivilMoment(SmallClinic.week, SmallClinic.time("20:15"))
        #expect(SmallClinic.compiled().freeTherapists(for: "hour", at: late).isEmpty)
    }
}

extension Array where Element: Hashable {
    var unique: [Element] { reduce(into: []) { if !$0.contains($1) { $0.append($1) } } }
}
