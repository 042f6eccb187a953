import ClinicModel
import FrontDesk
import Terminal
import Testing

@testable import Dashboard
@testable import SchedulingEngine

/// Pages of proposals as text pictures. The proposals are made by hand: what the search finds is its own matter.
struct `Pictures of proposals` {
    /// A seat in the first group of each service that a plan lacks, for some patients; an hour for one; two
    /// needs unmet.
    private func plan(_ robot: Robot) throws {
        let week = robot.state.week
        let clinic = week.clinic
        var changes: [Change] = []
        var unmet: [UnmetNeed] = []
        var after = clinic
        for p in clinic.patients.prefix(9) {
            for need in week.standing(of: p.id).needs where need.missing > 0 {
                let group = clinic.series.first { s in
                    s.service == need.service && s.slot != nil
                        && !s.enrollments.contains { $0.patient == p.id }
                        && fits(p.id, in: s, of: ClinicWeek(after, week: week.week))
                }
                let known = changes.count
                if let group {
                    let seat = Enrollment(patient: p.id, joined: week.week)
                    changes.append(.enrollment(group.id, before: nil, after: seat))
                } else if let place = ClinicWeek(after, week: week.week)
                    .suggest(SuggestionRequest(patient: p.id, service: need.service), count: 1).places.first,
                    place.seatsLeft == nil
                {
                    changes.append(
                        .session(
                            before: nil,
                            after: Session(
                                id: SessionID("plan-\(changes.count)"), service: need.service,
                                date: place.date, start: place.start, room: place.room,
                                therapists: place.therapists, patients: [p.id])))
                }
                try after.apply(ChangeSet(Array(changes[known...])))
            }
        }
        for p in clinic.patients.suffix(2) {
            unmet.append(
                UnmetNeed(
                    patient: p.id, service: clinic.services[0].id, sessions: 1,
                    reason: unmet.isEmpty ? .forced(.ownSessions) : .noneFound(by: [])))
        }
        let score = ClinicWeek(after, week: week.week).score(before: week)
        let proposal = Proposal(
            week: week.week, changes: ChangeSet(changes), before: week.score(), after: score, unmet: unmet,
            lowerBound: score.total / 2, steps: 3_400_000, evaluated: 3_000_000)
        let job = try #require(robot.state.planning?.job)
        for score in [9000, 5000, 4000, 3500, 3100, 3000, 2900, 2890] {
            robot.send(
                .planning(
                    job: job,
                    PlanProgress(fraction: 0.4, steps: 131_000, seconds: 4.2, score: score, unmetSessions: 3))
            )
        }
        robot.send(
            .planned(
                job: job,
                ToldProposal(
                    proposal: proposal, told: ProposedChanges(proposal.changes, of: week),
                    revision: robot.state.snapshot.revision), seconds: 1.8))
    }

    private func fits(_ patient: PatientID, in series: Series, of week: ClinicWeek) -> Bool {
        week.sessions.contains {
            $0.reference.series == series.id && week.checkSeat(patient, in: $0.reference).isEmpty
        }
    }

    /// Everything that the absence hits is cancelled.
    private func mend(_ robot: Robot) throws {
        let week = robot.state.week
        let repairing = try #require(robot.state.repairing)
        let hit = repairing.absence.sessions(hitIn: week)
        let cancelled = hit.compactMap { s -> Change? in
            switch s.reference {
            case .occurrence(let id, let date):
                return .exception(
                    id, before: nil, after: OccurrenceException(date: date, kind: .cancelled))
            case .single(let id):
                guard let standing = week.clinic.sessions.first(where: { $0.id == id }) else { return nil }
                var gone = standing
                gone.status = .cancelled
                return .session(before: standing, after: gone)
            }
        }
        let changes = ChangeSet(repairing.absence.record(in: week.clinic) + cancelled)
        var after = week.clinic
        try after.apply(changes)
        let proposal = Proposal(
            week: week.week, changes: changes, before: week.score(),
            after: ClinicWeek(after, week: week.week).score(before: week), unmet: [], lowerBound: nil,
            steps: 0,
            evaluated: 0)
        let answer = RepairAnswer(
            week: week.week, absence: repairing.absence, hit: hit.map(\.reference), proposals: [proposal],
            isProved: true)
        let told = ToldProposal(
            proposal: proposal, told: ProposedChanges(changes, of: week),
            revision: robot.state.snapshot.revision)
        robot.send(
            .repaired(job: try #require(repairing.job), answer, [told], isDone: true))
    }

    @Test(arguments: [
        ("planned", ["P", "plan"]), ("planned-day", ["P", "plan", "Tab", "Right"]),
        ("planned-later", ["P", "plan", "Tab", "Tab", "Tab"]),
        ("planned-unmet", ["P", "plan", "Tab", "Tab", "Tab", "Tab"]),
        ("planned-left-out", ["P", "plan", "Down", "Space"]),
        ("planned-left", ["P", "plan", "Down", "Right", "Down", "Space"]),
        ("absence-who", ["A"]), ("absence-when", ["A", "Enter", "t", "u", "e"]),
        ("absence", ["A", "Enter", "t", "u", "e", "Enter", "mend"]),
        ("absence-left", ["A", "Enter", "t", "u", "e", "Enter", "mend", "Down", "Space"]),
        ("calling-left", ["A", "Enter", "t", "u", "e", "Enter", "mend", "Down", "Space", "Enter"]),
        ("calling-help", ["A", "Enter", "t", "u", "e", "Enter", "mend", "Enter", "?"]),
        ("calling", ["A", "Enter", "t", "u", "e", "Enter", "mend", "Enter", "Space"]),
    ])
    func `at five sizes`(name: String, keys: [String]) throws {
        let robot = try Robot("harbor-20")
        // Of what the engine finds itself nothing is heard: the proposal is made by hand.
        var isMade = false
        for key in keys {
            switch key {
            case "plan": try plan(robot)
            case "mend": try mend(robot)
            default: try robot.press(key)
            }
            isMade = isMade || key == "plan" || key == "mend"
            if isMade { robot.awaitEngine() }
        }
        for size in WeekFixture.sizes {
            robot.resize(size.columns, size.rows)
            try ModePicture.expect(name, robot.state.render())
        }
    }
}
