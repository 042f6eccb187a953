import ClinicModel
import FrontDesk
import Terminal
import Testing

@testable import Dashboard
@testable import SchedulingEngine

/// Stories of `A`: somebody is out.
@Suite struct `Mending an absence at the keys` {
    /// In the clinic of everything somebody who leads on Tuesday evening.
    private func busiest(_ robot: Robot) throws -> Therapist {
        let week = robot.state.week
        let tuesday = week.week + 1
        let led = { (t: Therapist) in
            week.sessions.count { $0.date == tuesday && $0.therapists.contains(t.id) }
        }
        return try #require(robot.clinic().therapists.max { led($0) < led($1) })
    }
    private func reported() throws -> (robot: Robot, out: Therapist) {
        let robot = try Robot()
        let out = try busiest(robot)
        try robot.press("A").type(out.name.revealed).press("Enter").type("tue").press("Enter")
        robot.awaitEngine()
        return (robot, out)
    }

    @Test func `A asks who is out and when, and shows what it hits as it is typed`() throws {
        let robot = try Robot()
        let out = try busiest(robot)
        try robot.press("A")
        robot.sees("Who or what is out?")
        robot.type(out.name.revealed)
        try robot.press("Enter")
        robot.sees("\(out.name.revealed) is out")
        robot.type("tue")
        robot.sees("Tue 24 Nov")
        #expect(robot.picture.contains("hit"))
        try robot.press("Esc")
        #expect(robot.state.mode.context == .week)
    }

    @Test func `an absence of more than two years is not taken`() throws {
        let robot = try Robot()
        let out = try busiest(robot)
        try robot.press("A").type(out.name.revealed).press("Enter").type("2026-11-24 – 2028-12-31")
            .press("Enter")
        robot.sees("An absence lasts two years at most")
        #expect(robot.state.repairing == nil)
    }

    @Test func `why a need is unmet comes last and replaces what stood of the same proposal; ticks stay`()
        throws
    {
        let (robot, _) = try reported()
        let repaired = try #require(robot.state.repairing)
        let first = try #require(repaired.review).made
        let order = RepairOrder(job: 7, week: repaired.week, absence: repaired.absence)
        var early = first.proposal
        early.unmet = [
            UnmetNeed(patient: "p1", service: "process", sessions: 1, reason: .noneFound(by: []))
        ]
        var late = early
        late.unmet[0].reason = .forced(.ownSessions)
        var repairing = Repairing(order, title: "")
        func take(_ proposal: Proposal, isDone: Bool) {
            repairing.take(
                RepairAnswer(
                    week: order.week, absence: order.absence, hit: [], proposals: [proposal], isProved: false),
                [ToldProposal(proposal: proposal, told: first.told, revision: first.revision)], isDone: isDone
            )
        }
        take(early, isDone: false)
        #expect(repairing.review?.part.lacks.map(\.need) == early.unmet)
        repairing.review?.select(1)
        take(late, isDone: false)
        #expect(repairing.review?.part.lacks.map(\.need) == late.unmet)
        #expect(repairing.review?.selection == 1)
        #expect(repairing.review?.tick() == true)
        let taken = repairing.review?.takenCount
        take(late, isDone: true)
        #expect(repairing.review?.takenCount == taken)
    }

    @Test func `a session cancelled unfolds those who were in it, one by one`() throws {
        let robot = try Robot()
        let week = robot.state.week
        let session = try #require(
            week.sessions.first { $0.patients.count > 2 && $0.reference.series != nil })
        guard case .occurrence(let series, let date) = session.reference else {
            Issue.record("no group")
            return
        }
        let changes = ChangeSet([
            .exception(series, before: nil, after: OccurrenceException(date: date, kind: .cancelled))
        ])
        var after = week.clinic
        try after.apply(changes)
        let done = ClinicWeek(after, week: week.week)
        let proposal = Proposal(
            week: week.week, changes: changes, before: week.score(), after: done.score(before: week),
            unmet: [], lowerBound: nil, steps: 1, evaluated: 1)
        var review = Review(
            .repair("out"),
            ToldProposal(
                proposal: proposal, told: ProposedChanges(changes, of: week),
                revision: robot.state.snapshot.revision))
        #expect(review.rows == [.change(0, in: 0)])
        review.unfold(true)
        #expect(review.rows.count == 1 + session.patients.count)
        review.select(1)
        #expect(review.tick(of: review.rows[1]) == .taken)
        let lines = review.rows.map { robot.state.line($0, review).pieces.map(\.text).joined() }
        for (n, patient) in session.patients.enumerated() {
            #expect(lines[n + 1].contains(week.name(of: patient, .names)))
            #expect(lines[n + 1].contains("nothing in its stead"))
        }
        let isTicked = review.tick()
        #expect(isTicked)
        #expect(review.left == [0])
        review.unfold(false)
        #expect(review.rows == [.change(0, in: 0)])
        #expect(review.selection == 0)
    }

    @Test func `nobody is sent to a session that is over`() throws {
        let robot = try Robot(now: "2026-11-25 14:02")
        let out = try busiest(robot)
        try robot.press("A").type(out.name.revealed).press("Enter").type("thu - fri").press("Enter")
        robot.awaitEngine()
        let proposals = try #require(robot.state.repairing).reviews.map(\.proposal)
        #expect(!proposals.isEmpty)
        for change in proposals.flatMap(\.changes.changes) {
            switch change {
            case .session(nil, let s?): #expect(CivilMoment(s.date, s.start) >= robot.state.scene.now)
            case .enrollment(_, nil, let seat?): #expect(seat.joined >= robot.state.scene.now.date)
            default: break
            }
        }
    }

    @Test func `a lens on somebody is who is out; nothing typed is the rest of today`() throws {
        let robot = try Robot(lens: .therapist("t1"))
        try robot.press("A")
        robot.sees("is out", "Tue 24 Nov 14:00–24:00")
        robot.type("someday")
        try robot.press("Enter")
        #expect(robot.toast.contains("is no span of time"))
        try robot.press("Esc")
        #expect(robot.state.mode.context == .week)
        try robot.press("A", "Enter")
        let asked = try #require(robot.state.repairing?.absence)
        #expect(asked.from.description == "2026-11-24 14:00")
        #expect(asked.to.minutes == asked.from.minutes + 10 * 60)
    }

    @Test func `in another week something has to be typed`() throws {
        let robot = try Robot(lens: .therapist("t1"))
        try robot.press("L", "A", "Enter")
        #expect(robot.toast.hasPrefix("From when to when?"))
    }

    @Test func `after a key that does nothing Enter books only when it is pressed again`() throws {
        let (robot, _) = try reported()
        let before = try robot.clinic()
        try robot.press("z", "Enter")
        #expect(robot.toast.contains("did nothing"))
        #expect(try robot.clinic() == before)
        try robot.press("Enter")
        #expect(robot.toast.hasPrefix("Mended "))
    }

    @Test func `what is over already is said to count as not held`() throws {
        let robot = try Robot(now: "2026-11-25 14:02")
        let out = try busiest(robot)
        try robot.press("A").type(out.name.revealed).press("Enter").type("fri")
        robot.doesNotSee("not held")
        for _ in 0..<3 { try robot.press("Backspace") }
        robot.type("tue")
        robot.sees("as not held")
    }

    @Test func `taken back it has nobody to call any more`() throws {
        let (robot, _) = try reported()
        try robot.press("Enter", "Esc", "u")
        #expect(robot.state.calls == nil)
        try robot.press("A")
        robot.sees("Who or what is out?")
        try robot.press("Esc", "q")
        #expect(robot.hasQuit)
    }

    @Test func `who was not called yet stands on the list of the next absence, too`() throws {
        let (robot, _) = try reported()
        try robot.press("Enter")
        let first = try #require(robot.state.calls?.callings.first)
        try robot.press("Esc", "A", "A")
        let next = try #require(
            robot.state.week.sessions.first {
                $0.date == robot.state.week.week + 3 && !$0.patients.isEmpty
            }?.therapists.first)
        let name = robot.state.week.name(of: next, .names)
        try robot.type(name).press("Enter").type("thu").press("Enter")
        robot.awaitEngine()
        let told = try #require(robot.state.repairing?.review)
        try #require(!told.list.isEmpty)
        try robot.press("Enter")
        let list = try #require(robot.state.calls)
        #expect(list.callings.first?.person == first.person)
        #expect(list.callings.first.map { Array($0.changes.prefix(first.changes.count)) } == first.changes)
        #expect(Set(list.callings.map(\.person)).count == list.callings.count)
    }

    @Test func `the list of the first absence comes back when the second is taken back, and again with redo`()
        throws
    {
        let (robot, _) = try reported()
        try robot.press("Enter", "Space", "Esc")
        let first = try #require(robot.state.calls)
        let other = try #require(
            robot.state.week.sessions.first {
                $0.date == robot.state.week.week + 3 && !$0.patients.isEmpty
            }?.therapists.first)
        try robot.press("A", "A").type(robot.state.week.name(of: other, .names)).press("Enter")
        try robot.type("thu").press("Enter").awaitEngine()
        try robot.press("Enter")
        let second = try #require(robot.state.calls)
        #expect(second.titles.count == (first.isDone ? 1 : 2))
        try robot.press("Esc", "u")
        #expect(robot.state.calls?.callings == first.callings)
        #expect(robot.state.calls?.called == first.called)
        try robot.press("U")
        #expect(robot.state.calls?.callings == second.callings)
    }

    @Test func `whom to call is in order of when it is due`() throws {
        let (robot, _) = try reported()
        try robot.press("Enter")
        let dues = try #require(robot.state.calls).callings.map(\.due)
        #expect(dues == dues.sorted() && !dues.isEmpty)
    }

    @Test func `a weekday alone is one of the week on the screen`() throws {
        let robot = try Robot()
        let out = try busiest(robot)
        try robot.press("L", "A").type(out.name.revealed).press("Enter").type("tue")
        robot.sees((robot.state.week.week + 1).short)
    }

    @Test func `booked while better is still looked for, the search is dropped`() throws {
        let robot = try Robot()
        let order = RepairOrder(
            job: 77, week: robot.state.week.week,
            absence: ReportedAbsence(
                subject: .therapist(try busiest(robot).id),
                from: CivilMoment(robot.state.week.week + 1, TimeOfDay.midnight),
                to: CivilMoment(robot.state.week.week + 2, TimeOfDay.midnight)))
        var state = robot.state
        state.repairing = Repairing(order, title: "out")
        let outcome = try robot.desk.perform(
            .accept(
                Acceptance(
                    .repair("out"), week: order.week,
                    changes: ChangeSet(order.absence.record(in: robot.state.clinic)))))
        let effects = state.finish(
            Acceptance(.repair("out"), week: order.week, changes: ChangeSet([])), outcome,
            from: robot.state.week)
        #expect(effects == [.dropWork(77)])
        #expect(state.repairing == nil && state.scene.work == nil)
    }

    @Test func `quitting asks while people are still to be called`() throws {
        let (robot, _) = try reported()
        try robot.press("Enter")
        let list = try #require(robot.state.calls)
        try #require(!list.callings.isEmpty)
        try robot.press("Esc", "q")
        robot.sees(list.callings.count == 1 ? "1 person is" : "\(list.callings.count) people are")
        #expect(!robot.hasQuit)
        try robot.press("Esc", "A")
        for _ in list.callings { try robot.press("Space") }
        try robot.press("Esc", "q")
        #expect(robot.hasQuit)
    }

    @Test func `Enter books absence and mending in one change, then there is a list of whom to call`() throws
    {
        let (robot, out) = try reported()
        robot.sees("hit")
        let before = try robot.clinic()
        try robot.press("Enter")
        #expect(robot.toast.hasPrefix("Mended "))
        let after = try robot.clinic()
        let absences = { (c: Clinic) in c.therapists.first { $0.id == out.id }?.timeOff.count ?? 0 }
        #expect(absences(after) == absences(before) + 1)
        robot.sees("To call")
        let list = try #require(robot.state.calls)
        #expect(!list.callings.isEmpty)
        #expect(list.callings.allSatisfy { !$0.changes.isEmpty })
        try robot.press("Space")
        robot.sees("1 of \(list.callings.count) called")
        try robot.press("Esc")
        #expect(robot.toast.contains("still to be called") || list.callings.count == 1)
        try robot.press("A")
        robot.sees("To call")
        try robot.press("A")
        robot.sees("Who or what is out?")
        try robot.press("Esc", "u")
        #expect(try robot.clinic() == before)
    }

    @Test func `what is not mended may be left, the absence stands all the same`() throws {
        let (robot, out) = try reported()
        let review = try #require(robot.state.repairing?.review)
        try robot.press("Home")
        for row in review.rows {
            if review.tick(of: row) == .taken { try robot.press("Space") }
            try robot.press("Down")
        }
        robot.awaitEngine()
        robot.sees("stays to be settled")
        try robot.press("Enter")
        #expect(robot.toast.hasPrefix("Recorded \(out.name.revealed)"))
        #expect(robot.toast.contains("stand as before"))
        robot.sees("still have to be settled", "nothing was mended")
        let after = try robot.clinic()
        #expect(after.therapists.first { $0.id == out.id }?.timeOff.isEmpty == false)
        #expect(!robot.state.week.violations.filter { $0.rule == .therapistHours }.isEmpty)
    }

    @Test func `help on the list of whom to call offers what works there`() throws {
        let (robot, _) = try reported()
        try robot.press("Enter", "?")
        robot.sees("Called, or not yet")
        for title in ["Book what is ticked", "Look on for a better plan", "The next way to mend"] {
            robot.doesNotSee(title)
        }
        try robot.press("Esc", "P")
        #expect(robot.toast.hasPrefix("P does nothing here"))
        try robot.press("Enter")
        robot.sees("To call")
    }

    @Test func `Esc books nothing, A shows the proposals again`() throws {
        let (robot, _) = try reported()
        let before = try robot.clinic()
        try robot.press("Esc")
        #expect(try robot.clinic() == before)
        #expect(robot.toast.hasPrefix("Nothing is booked"))
        try robot.press("A")
        robot.sees("hit")
        try robot.press("A")
        robot.sees("Who or what is out?")
    }

    @Test func `a line of a session says where it is held when its room is out`() throws {
        let robot = try Robot()
        let week = robot.state.week
        let room = try #require(
            week.sessions.first { $0.date == week.week + 2 && $0.patients.count > 2 }?.room)
        let name = try #require(week.clinic.rooms.first { $0.id == room }?.name)
        try robot.press("A").type(name).press("Enter").type("wed").press("Enter")
        robot.awaitEngine()
        let review = try #require(robot.state.repairing?.review)
        let moved = review.list.filter { $0.kind == .moved && $0.session?.series != nil }
        try #require(!moved.isEmpty)
        for change in moved {
            let there = try #require(change.session.flatMap { review.told.after.session($0) }?.room)
            let other = try #require(week.clinic.rooms.first { $0.id == there }?.name)
            let line = try #require(review.rows.firstIndex(of: .change(change.index, in: 0)))
            let words = robot.state.line(review.rows[line], review).pieces.map(\.text).joined()
            #expect(words.contains("in \(other)"), "\(words)")
        }
    }
    @Test func `each proposal has a line of its own that no other has`() throws {
        let (robot, _) = try reported()
        let made = try #require(robot.state.repairing?.review).made
        var other = made.proposal
        other.changes = ChangeSet(made.proposal.changes.changes.dropLast())
        let proposals = [other, made.proposal]
        let absence = try #require(robot.state.repairing?.absence)
        robot.state.repairing?.take(
            RepairAnswer(
                week: proposals[0].week, absence: absence, hit: [], proposals: proposals, isProved: false),
            proposals.map {
                ToldProposal(
                    proposal: $0, told: ProposedChanges($0.changes, of: made.told.before),
                    revision: made.revision)
            }, isDone: true)
        let count = proposals.count
        let from = try #require(robot.picture.split(separator: "\n").firstIndex { $0.contains("Proposals") })
        let lines = robot.picture.split(separator: "\n")[from..<(from + count)]
            .map { $0.drop { !$0.isNumber }.dropFirst() }
        #expect(Set(lines).count == count, "\(lines)")
        #expect(lines.allSatisfy { $0.contains("change") && $0.contains("to call") && $0.contains("score") })
    }
    @Test func `where no session is hit nothing is said to be proved`() throws {
        let robot = try Robot(lens: .therapist("t1"))
        try robot.press("A").type("sun").press("Enter")
        robot.awaitEngine()
        robot.sees("No session is hit")
        #expect(!robot.picture.lowercased().contains("proved"))
    }

    @Test func `n and N turn the proposals over`() throws {
        let (robot, _) = try reported()
        let count = try #require(robot.state.repairing?.reviews.count)
        try robot.press("n")
        #expect(robot.state.repairing?.shown == (count > 1 ? 1 : 0))
        try robot.press("N")
        #expect(robot.state.repairing?.shown == 0)
    }
}

@Suite struct `A span of time as it is typed` {
    private static let phrase = DatePhrase(
        now: CivilMoment(WeekFixture.monday + 1, TimeOfDay(minutes: 14 * 60)),
        calendar: WeekCalendar(startsOn: .monday))

    @Test(arguments: [
        ("today 16:00 – 21:30", "Tue 24 Nov 16:00", "Tue 24 Nov 21:30"),
        ("16:00-21:30", "Tue 24 Nov 16:00", "Tue 24 Nov 21:30"),
        ("wed 9:00 to 12", "Wed 25 Nov 09:00", "Wed 25 Nov 12:00"),
        ("tue", "Tue 24 Nov 00:00", "Wed 25 Nov 00:00"),
        ("thu - fri", "Thu 26 Nov 00:00", "Sat 28 Nov 00:00"),
        ("wed 14:00", "Wed 25 Nov 14:00", "Thu 26 Nov 00:00"),
        ("2026-11-25", "Wed 25 Nov 00:00", "Thu 26 Nov 00:00"),
        ("24 nov 9:00 until 26 nov 12:00", "Tue 24 Nov 09:00", "Thu 26 Nov 12:00"),
    ])
    func `is read`(text: String, from: String, to: String) throws {
        let span = try #require(Self.phrase.span(text))
        #expect(span.from.short == from)
        #expect(span.to.short == to)
    }

    @Test(arguments: ["", "someday", "16:00 – 15:00", "tue – mon", "a – b – c", "fri –"])
    func `is none`(text: String) { #expect(Self.phrase.span(text) == nil) }
}
