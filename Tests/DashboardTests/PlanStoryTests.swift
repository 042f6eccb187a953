import ClinicModel
import FrontDesk
@testable import SchedulingEngine
import Terminal
import Testing

@testable import Dashboard

/// Stories of `P`, told in a week in which next to nothing is booked.
@Suite struct `Planning a week at the keys` {
    private static let week = WeekFixture.monday
    private func planned(_ fixture: String = "harbor-20", size: Size = Size(columns: 120, rows: 40)) throws
        -> Robot
    {
        try Robot(fixture, size: size).press("P").awaitEngine()
    }
    private func seats(_ clinic: Clinic) -> Int {
        clinic.series.reduce(0) { $0 + $1.enrollments.count } + clinic.sessions.count
    }

    @Test func `that a week is over is said when it is planned`() throws {
        let robot = try Robot()
        try robot.press("H", "P")
        #expect(robot.toast.contains("is over"))
        robot.awaitEngine()
        try robot.press("Esc", "L", "P")
        #expect(!robot.toast.contains("is over"))
    }

    @Test func `P looks for a plan, shows it, and Enter books it in one change that u takes back`() throws {
        let robot = try Robot("harbor-20")
        let before = try robot.clinic()
        try robot.press("P")
        robot.sees("Nothing is booked until you have seen it")
        robot.awaitEngine()
        robot.sees("all taken; by patient")
        robot.sees("Score")
        #expect(try robot.clinic() == before)
        try robot.press("Enter")
        #expect(robot.toast.hasPrefix("Planned the week of Mon 23 Nov: "))
        #expect(robot.state.mode.context == .week)
        #expect(seats(try robot.clinic()) > seats(before))
        #expect(try robot.desk.journal().count == 1)
        try robot.press("u")
        #expect(try robot.clinic() == before)
    }

    @Test func `of this week only what is still to come is planned`() throws {
        func placed(now: String) throws -> [CivilMoment] {
            let robot = try Robot("harbor-20", now: now)
            try robot.press("P").awaitEngine()
            return try #require(robot.state.planning?.review).proposal.changes.changes.compactMap {
                if case .session(nil, let s?) = $0 { CivilMoment(s.date, s.start) } else { nil }
            }
        }
        let thursday = CivilMoment(Self.week + 3, TimeOfDay(minutes: 480))
        let early = try placed(now: "2026-11-23 06:00")
        #expect(early.contains { $0 < thursday })
        let late = try placed(now: "2026-11-26 08:00")
        #expect(!late.isEmpty && late.allSatisfy { $0 >= thursday })
    }

    @Test func `one goes on working in the week while it is planned, and is told when it is ready`() throws {
        let robot = try Robot("harbor-20")
        try robot.press("P", "d")
        robot.sees("planning")
        robot.sees("Week 48")
        let cursor = robot.state.scene.cursor
        try robot.press("Down", "Down")
        #expect(robot.state.scene.cursor != cursor)
        robot.awaitEngine()
        #expect(robot.toast.hasPrefix("The plan is ready: "))
        robot.doesNotSee("planning")
        try robot.press("P")
        robot.sees("all taken")
    }

    @Test func `Esc drops the plan, P brings it back, and it is gone once the week has changed`() throws {
        let robot = try planned()
        let total = try #require(robot.state.planning?.review?.proposal.after.total)
        try robot.press("Esc")
        #expect(robot.state.mode.context == .week)
        try robot.press("P")
        robot.sees("all taken")
        #expect(robot.state.planning?.review?.proposal.after.total == total)
        try robot.press("Esc").press("b")
        try robot.press("Esc")
        _ = try robot.desk.perform(
            .enroll(try #require(try robot.clinic().patients.first?.id), "g1", from: Self.week))
        robot.send(.news(try robot.desk.snapshot(), headline: nil))
        #expect(robot.state.planning == nil)
    }

    @Test func `Space leaves a patient out: the rest is checked and scored before anything is written`()
        throws
    {
        let robot = try planned()
        let whole = try #require(robot.state.planning?.review)
        try robot.press("Space")
        robot.sees("being checked")
        robot.awaitEngine()
        robot.sees("worse than all of it")
        let review = try #require(robot.state.planning?.review)
        #expect(review.takenCount < whole.list.count)
        let after = try #require(review.after)
        try robot.press("Enter")
        let clinic = try robot.clinic()
        let standing = ClinicWeek(try Robot.clinic("harbor-20"), week: Self.week)
        #expect(ClinicWeek(clinic, week: Self.week).score(before: standing) == after)
    }

    /// So many clashes as a line says.
    private func clashes(_ text: some StringProtocol) -> Int {
        let words = text.split(separator: " ")
        return words.firstIndex { $0.hasPrefix("clash") }.flatMap { $0 > 0 ? Int(words[$0 - 1]) : nil } ?? 0
    }
    @Test func `what later weeks break stands in the plan before it is booked, patient by patient`() throws {
        let robot = try planned("everything-40")
        let rows = robot.picture.split(separator: "\n").filter { $0.contains("later week") }
        let all = clashes(try #require(rows.first))
        #expect(all > 0)
        let review = try #require(robot.state.planning?.review)
        let byPatient = review.groups.indices.map {
            review.later(of: $0).map { review.part.later[$0] }.clashesLater?.count ?? 0
        }
        // Of each patient their own, and unfolded with the rule and the first date.
        #expect(rows.count > 1 && rows.dropFirst().allSatisfy { byPatient.contains(clashes($0)) })
        let first = try #require(byPatient.firstIndex { $0 > 0 })
        while robot.state.planning?.review?.selection != first { try robot.press("Down") }
        try robot.press("Right")
        robot.sees(" later week")
        robot.sees(", first ")
        try robot.press("Enter")
        #expect(robot.toast.contains("\(all) clash"), "the same is said once it is booked: \(robot.toast)")
    }
    @Test func `a plan is not booked before what comes of it in later weeks is known`() throws {
        let first = try planned()
        let made = try #require(first.state.planning?.review?.made)
        let robot = try Robot("harbor-20")
        try robot.press("P")
        robot.send(
            .planned(job: try #require(robot.state.planning?.job), made, seconds: 1))
        robot.sees("Later weeks are being checked")
        try robot.press("Enter")
        #expect(robot.toast.contains("is being checked"))
        robot.awaitEngine()
        robot.doesNotSee("Later weeks are being checked")
        try robot.press("Enter")
        #expect(robot.toast.hasPrefix("Planned the week"))
    }
    @Test func `what is told below is of the part that is taken`() throws {
        let robot = try planned()
        let review = try #require(robot.state.planning?.review)
        guard case .patient(let left) = review.groups[0].head else {
            Issue.record("the first line is no patient's")
            return
        }
        try robot.press("Space").awaitEngine()
        let before = ClinicWeek(try Robot.clinic("harbor-20"), week: Self.week).standing(of: left)
        let name = robot.state.week.name(of: left, .names)
        let line = try #require(robot.picture.split(separator: "\n").first { $0.contains("[ ] \(name)") })
        #expect(line.contains("\(Figures.hours(before.bundledMinutes)) h"))
        let part = try #require(robot.state.planning?.review?.part)
        #expect(part.lacks.contains { $0.patient == left && $0.need == nil })
        #expect(part.lacks.reduce(0) { $0 + $1.sessions } == part.unmetSessions)
        robot.sees("Not met  \(part.unmetSessions) session")
        while robot.state.planning?.review?.grouping != .unmet { try robot.press("Tab") }
        robot.sees("left out of what is taken")
    }
    @Test func `a week of which nothing is to be changed offers nothing to take`() throws {
        let robot = try Robot("harbor-20")
        // The engine found nothing to change.
        try robot.press("P")
        let planning = try #require(robot.state.planning)
        let job = try #require(planning.job)
        let week = robot.state.week
        robot.send(
            .planned(
                job: job,
                ToldProposal(
                    proposal: Proposal(
                        week: week.week, changes: ChangeSet([]), before: week.score(), after: week.score(),
                        unmet: [], lowerBound: nil, steps: 1, evaluated: 1),
                    told: ProposedChanges(ChangeSet([]), of: week),
                    revision: robot.state.snapshot.revision), seconds: 1))
        robot.sees("Nothing changes")
        robot.doesNotSee("accept the ticked")
        try robot.press("Enter")
        #expect(robot.toast == "There is nothing to book")
    }

    @Test func `a plan of another week is kept beside this one's, and comes back with P`() throws {
        let robot = try planned()
        let first = try #require(robot.state.planning?.review?.proposal.changes)
        try robot.press("Esc", "L", "P").awaitEngine()
        #expect(robot.state.planning?.week == robot.state.week.week)
        try robot.press("Esc", "H", "P")
        #expect(robot.state.planning?.isRunning == false)
        #expect(robot.state.planning?.review?.proposal.changes == first)
    }

    @Test func `what was left out of a plan stays out of a better one that has it, too`() throws {
        let robot = try planned()
        try robot.press("Space").awaitEngine()
        let standing = try #require(robot.state.planning?.review)
        let out = Set(standing.left.map { standing.list[$0].likeness })
        try #require(!out.isEmpty)
        try robot.press("P")
        let job = try #require(robot.state.planning?.job)
        // The same changes, and a score that is better.
        var better = standing.proposal
        better.after = WeekScore()
        robot.send(
            .planned(
                job: job,
                ToldProposal(proposal: better, told: standing.told, revision: standing.made.revision),
                seconds: 1))
        let now = try #require(robot.state.planning?.review)
        #expect(Set(now.left.map { now.list[$0].likeness }) == out)
        #expect(robot.toast.contains("stays out"))
    }

    @Test func `work that can't read the clinic comes to an end, and is said`() throws {
        let robot = try Robot()
        try robot.press("P")
        let job = try #require(robot.state.planning?.job)
        robot.send(.workFailed(job: job, "the clinic can't be read"))
        #expect(robot.state.planning == nil && robot.state.scene.work == nil)
        #expect(robot.state.mode.context == .week)
        #expect(robot.toast.contains("can't be read"))
    }

    @Test func `q asks while a plan is being looked for`() throws {
        let robot = try Robot()
        try robot.press("P", "d", "q")
        robot.sees("half done")
        #expect(!robot.hasQuit)
    }

    @Test func `what comes of the other changes stays on the screen when one is left out`() throws {
        let robot = try planned()
        func effects() throws -> [Int: String] {
            let review = try #require(robot.state.planning?.review)
            var said: [Int: String] = [:]
            for change in review.list where change.kind.countsSeats && !review.isOut(change.index) {
                let line = robot.state.line(.change(change.index, in: 0), review)
                said[change.index] = line.right.map(\.text).joined()
            }
            return said
        }
        let whole = try effects()
        #expect(whole.count > 1 && whole.values.allSatisfy { $0.contains(" of ") })
        try robot.press("Space")
        let unknown = try effects()
        #expect(!unknown.isEmpty && unknown.values.allSatisfy { $0.contains(" of ") })
        robot.awaitEngine()
        let review = try #require(robot.state.planning?.review)
        let week = review.part.week
        for (n, words) in try effects() {
            let session = try #require(review.list[n].session)
            #expect(words.hasPrefix("\(week.seats(in: session).taken) of "), "\(words)")
        }
    }

    @Test func `a line is asked why for its own service, and one that is left out for none`() throws {
        let robot = try planned("everything-40")
        let review = try #require(robot.state.planning?.review)
        let lacking = Set(review.part.lacks.filter { $0.need != nil }.map(\.patient))
        let g = try #require(
            review.groups.firstIndex {
                if case .patient(let p) = $0.head { lacking.contains(p) } else { false }
            })
        while robot.state.planning?.review?.rows[robot.state.planning?.review?.selection ?? 0] != .group(g) {
            try robot.press("Down")
        }
        try robot.press("Space", "w")
        #expect(robot.toast == "It is met once it is taken again")
        try robot.press("Space", "Right", "Down")
        let now = try #require(robot.state.planning?.review)
        guard case .change(let n, _) = now.rows[now.selection] else {
            Issue.record("no change is below the patient's line")
            return
        }
        #expect(now.selectedNeed.map { $0.service == now.list[n].service } ?? true)
    }

    @Test func `a plan that another has booked whole is offered no more`() throws {
        let robot = try planned()
        let review = try #require(robot.state.planning?.review)
        _ = try robot.desk.perform(.accept(review.acceptance))
        robot.send(.news(try robot.desk.snapshot(), headline: nil))
        robot.awaitEngine()
        robot.sees("none of them fits")
        robot.doesNotSee("accept the")
        try robot.press("Enter")
        #expect(robot.toast.hasPrefix("Nothing of it can be booked"))
        #expect(try robot.desk.journal().count == 1)
    }

    @Test func `what was in the way and is taken back is in the way no more`() throws {
        let robot = try planned()
        let review = try #require(robot.state.planning?.review)
        var some = review.acceptance
        some.changes = ChangeSet(Array(some.changes.changes.suffix(2)))
        _ = try robot.desk.perform(.accept(some))
        robot.send(.news(try robot.desk.snapshot(), headline: nil))
        robot.awaitEngine()
        robot.sees("no longer fit what stands now")
        robot.sees("accept the rest")
        _ = try robot.desk.undo()
        robot.send(.news(try robot.desk.snapshot(), headline: nil))
        robot.awaitEngine()
        robot.doesNotSee("no longer fit")
        robot.sees("all taken")
        robot.sees("accept the ticked")
    }

    @Test func `that a plan is being booked is said before it is`() throws {
        let robot = try planned()
        let count = try #require(robot.state.planning?.review?.list.count)
        var state = robot.state
        let effects = state.update(on: .key(.enter))
        #expect(effects.count == 1)
        #expect(state.toast?.text == "Booking \(count) changes…")
    }

    @Test func `Space twice takes it again`() throws {
        let robot = try planned()
        try robot.press("Space", "Space").awaitEngine()
        robot.sees("all taken")
    }

    @Test func `Right unfolds the changes of a patient, one of them can be left out, Left folds`() throws {
        let robot = try planned()
        let rows = try #require(robot.state.planning?.review?.rows.count)
        // Somebody with more changes than one.
        try robot.press("Down")
        try robot.press("Right")
        #expect(try #require(robot.state.planning?.review?.rows.count) > rows)
        try robot.press("Down", "Space").awaitEngine()
        robot.sees("[-]")
        try robot.press("Left")
        #expect(robot.state.planning?.review?.rows.count == rows)
    }

    @Test func `Tab groups by day, by therapist, and shows in full what is not met`() throws {
        let robot = try planned("everything-40")
        try robot.press("Tab")
        robot.sees("by day  (")
        robot.sees("Tuesday 24")
        try robot.press("Tab")
        robot.sees("by therapist  (")
        try robot.press("Tab")
        robot.sees("What later weeks break")
        try robot.press("Tab")
        robot.sees("Not met")
        try robot.press("Tab")
        robot.sees("by patient  (")
    }

    @Test func `w on what is not met tells why in the week as planned, Esc leads back to the plan`() throws {
        let robot = try planned("everything-40")
        try robot.press("Tab", "Tab", "Tab", "Tab")
        robot.sees("Not met")
        let need = try #require(robot.state.planning?.review?.proposal.unmet.first)
        try robot.press("w")
        robot.sees("Why: \(robot.state.week.name(of: need.service)) for")
        robot.sees(need.sentence(in: robot.state.week, naming: .names).dropFirst().prefix(20).description)
        try robot.press("Esc")
        #expect(robot.state.mode.context == .proposal)
        try robot.press("w", "Enter")
        #expect(robot.state.mode.context == .proposal)
        #expect(try robot.desk.journal().isEmpty)
    }
    @Test func `w on a line where everything is met says so`() throws {
        let robot = try planned()
        try robot.press("w")
        #expect(robot.toast.hasPrefix("Everything on this line is met"))
    }

    @Test func `P in a plan searches on and keeps the better`() throws {
        let robot = try planned()
        let before = try #require(robot.state.planning?.review?.proposal.after.total)
        try robot.press("P").awaitEngine()
        let after = try #require(robot.state.planning?.review?.proposal.after.total)
        #expect(after <= before)
        #expect(robot.toast.hasPrefix(after < before ? "Better: " : "Nothing better than "))
    }

    @Test func `Esc while it looks keeps the best so far`() throws {
        let robot = try Robot("harbor-60")
        try robot.press("P", "Esc").awaitEngine()
        robot.sees("(Tab: by day")
    }

    @Test func `what was booked by somebody else meanwhile is told, and Enter takes the rest`() throws {
        let robot = try planned()
        let review = try #require(robot.state.planning?.review)
        let taken = review.proposal.changes.changes.compactMap { change in
            if case .session(nil, let s?) = change { s } else { nil }
        }
        let first = try #require(taken.first)
        _ = try robot.desk.perform(
            .book(
                patient: first.patients[0], service: first.service, at: CivilMoment(first.date, first.start),
                therapists: first.therapists, room: first.room))
        try robot.press("Enter")
        #expect(robot.toast.contains("takes the rest"))
        robot.sees("Not all of it fits what stands now")
        robot.awaitEngine()
        let rest = try #require(robot.state.planning?.review)
        let lost = rest.takenCount - rest.fittingCount
        #expect(lost > 0)
        robot.sees("\(lost) of \(rest.takenCount) changes no longer")
        robot.sees("\(rest.fittingCount) fit; by patient")
        robot.sees("! Left out: ")
        try robot.press("Enter")
        #expect(robot.toast.hasPrefix("Planned the week"))
        #expect(robot.toast.contains("Left out: "))
    }

    @Test func `q asks before a plan is dropped, quitting drops what is under way`() throws {
        let robot = try Robot("harbor-20")
        try robot.press("P", "q")
        robot.sees("Quit?")
        try robot.press("Esc")
        #expect(!robot.hasQuit)
        try robot.press("q", "Enter")
        #expect(robot.hasQuit)
    }

    @Test func `no name is on the page behind the mask`() throws {
        let robot = try planned()
        let names = try robot.clinic().patients.map(\.name.revealed)
        #expect(names.contains { robot.picture.contains($0) })
        try robot.press("*")
        for name in names { robot.doesNotSee(name) }
    }
}
