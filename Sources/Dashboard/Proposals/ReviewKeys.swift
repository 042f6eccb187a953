internal import ClinicModel
internal import FrontDesk
internal import SchedulingEngine
internal import Terminal

// A proposal at the keys.
extension DashboardState {
    mutating func press(_ key: Key, _ command: Command?, in review: inout Review) -> [DashboardEffect] {
        switch command {
        case .rowUp: review.select(review.selection - 1)
        case .rowDown: review.select(review.selection + 1)
        case .rowsUp: review.select(review.selection - 10)
        case .rowsDown: review.select(review.selection + 10)
        case .firstRow: review.select(0)
        case .lastRow: review.select(review.rows.count - 1)
        case .unfold: review.unfold(true)
        case .fold: review.unfold(false)
        case .regroup: review.regroup()
        case .tick:
            guard review.tick() else {
                say("There is nothing to choose on this line")
                return []
            }
            return review.isWhole && review.made.revision == snapshot.revision ? [] : weigh(&review)
        case .acceptTicked: return accept(review)
        default: return lost(key)
        }
        return []
    }

    /// Has the part that is taken checked against what stands, and scored.
    mutating func weigh(_ review: inout Review) -> [DashboardEffect] {
        var effects: [DashboardEffect] = []
        if let job = review.weighing { effects.append(.dropWork(job)) }
        guard review.takenCount > 0 else {
            review.weighing = nil
            return effects
        }
        let job = newJob()
        review.weighing = job
        review.preview = nil
        return effects + [.weigh(review.acceptance, job: job)]
    }

    private mutating func accept(_ review: Review) -> [DashboardEffect] {
        guard review.takenCount > 0 else {
            complain("Nothing is taken; \(keyName(.tick)) takes the selected line")
            return []
        }
        guard review.weighing == nil else {
            complain("The rest is being checked; a moment")
            return []
        }
        return [.perform(.accept(review.acceptance), Permit())]
    }
    func keyName(_ command: Command) -> String { keymap.key(of: command, in: .proposal)?.name ?? "" }

    /// The desk has said what the part that is taken comes to.
    mutating func heard(_ job: Int, _ result: Result<AcceptancePreview, DeskError>) {
        for path in [\DashboardState.planReview, \DashboardState.repairReview]
        where self[keyPath: path]?.weighing == job {
            guard var review = self[keyPath: path] else { continue }
            review.weighing = nil
            switch result {
            case .success(let preview):
                review.preview = preview
                let lost = preview.outcome.consequences.filter {
                    if case .leftOut = $0 { true } else { false }
                }
                if !lost.isEmpty { say(sentences(lost, preview.outcome)) }
            case .failure(let error): refuse(&review, error)
            }
            self[keyPath: path] = review
        }
    }
    private func sentences(_ list: [Consequence], _ outcome: Outcome) -> String {
        list.map { $0.sentence(in: outcome.snapshot.clinic, naming: scene.naming) }.joined(separator: " · ")
    }

    /// The proposal stays; what is in the way stands above it, and Enter takes the rest.
    mutating func refuse(_ review: inout Review, _ error: DeskError) {
        let lines = error.sentence(naming: scene.naming).split(separator: "\n").map(String.init)
        review.refusal = lines
        review.preview = nil
        complain("\(lines.first ?? "") \(keyName(.acceptTicked)) takes the rest without it")
    }
    /// A proposal has been booked; after a repair there are people to call.
    mutating func finish(_ acceptance: Acceptance, _ outcome: Outcome, from before: ClinicWeek) {
        let warnings = outcome.consequences.filter(\.isWarning)
        let later = warnings.count { $0.isOfLater }
        let told = warnings.filter { !$0.isOfLater }.prefix(2)
            .map { $0.sentence(in: outcome.snapshot.clinic, naming: scene.naming) }
        let clashes = later == 1 ? "1 clash in later weeks" : "\(later) clashes in later weeks"
        say(([outcome.title(scene.naming)] + told + (later > 0 ? [clashes] : [])).joined(separator: " · "))
        switch acceptance.kind {
        case .plan: planning = nil
        case .repair(let title):
            var out: TherapistID?
            if case .therapist(let id)? = repairing?.absence.subject { out = id }
            repairing = nil
            guard before.week == acceptance.week else { return }
            calls = CallList(
                title, from: before, to: ClinicWeek(outcome.snapshot.clinic, week: before.week), out: out)
            mode = .calling
        case .admission: break
        }
        noteWork()
    }
    /// False when it was no proposal that was refused.
    mutating func refuseProposal(_ acceptance: Acceptance, _ error: DeskError) -> Bool {
        switch acceptance.kind {
        case .plan:
            guard var review = planning?.review else { return false }
            refuse(&review, error)
            planning?.review = review
        case .repair:
            guard var review = repairing?.review else { return false }
            refuse(&review, error)
            repairing?.review = review
        case .admission: return false
        }
        return true
    }
}
