internal import ClinicModel
internal import FrontDesk
internal import SchedulingEngine
internal import Terminal

// A proposal at the keys.
extension DashboardState {
    mutating func press(_ key: Key, _ command: Command?, in review: inout Review) -> [DashboardEffect] {
        let wasAmiss = isAmiss
        isAmiss = false
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
                complain("There is nothing to choose on this line")
                return []
            }
            return weigh(&review)
        case .acceptTicked where wasAmiss:
            complain("The key before did nothing here; \(keyName(.acceptTicked)) again books what is ticked")
        case .acceptTicked: return accept(review)
        default:
            isAmiss = true
            return lost(key)
        }
        return []
    }

    /// Has what is taken checked against what stands, and scored, where that is not known yet.
    mutating func weigh(_ review: inout Review) -> [DashboardEffect] {
        var effects: [DashboardEffect] = []
        if let job = review.weighing { effects.append(.dropWork(job)) }
        review.weighing = nil
        guard review.takenCount > 0, !review.isWeighed(at: snapshot.revision) else { return effects }
        let job = newJob()
        review.weighing = job
        review.forget()
        return effects + [.weigh(review.acceptance, job: job)]
    }
    /// The proposal at hand, where it has not been weighed yet.
    mutating func weigh(_ path: WritableKeyPath<DashboardState, Review?>) -> [DashboardEffect] {
        guard var review = self[keyPath: path] else { return [] }
        let effects = weigh(&review)
        self[keyPath: path] = review
        return effects
    }

    private mutating func accept(_ review: Review) -> [DashboardEffect] {
        guard review.takenCount > 0 else {
            complain(
                review.list.isEmpty
                    ? "There is nothing to book"
                    : "Nothing is taken; \(keyName(.tick)) takes the selected line")
            return []
        }
        guard !review.isHopeless else {
            complain("Nothing of it can be booked: \(review.refusal.first ?? "it no longer fits")")
            return []
        }
        // Nothing is booked before what comes of it stands on the screen, however fast somebody types.
        guard review.weighing == nil else {
            complain("What comes of it is being checked; a moment")
            return []
        }
        say("Booking \(Figures.count(review.fittingCount, "change"))\(glyphs.ellipsis)")
        return [.perform(.accept(review.acceptance), Permit())]
    }
    func keyName(_ command: Command) -> String { keymap.key(of: command, in: .proposal)?.name ?? "" }

    /// The desk has said what the part that is taken comes to; what can't be booked is asked for without what is
    /// in the way.
    mutating func heard(_ job: Int, _ result: Result<AcceptancePreview, DeskError>) -> [DashboardEffect] {
        let place = repairing?.reviews.firstIndex { $0.weighing == job }
        let isOfPlan = planning?.review?.weighing == job
        guard var review = isOfPlan ? planReview : place.flatMap({ repairing?[$0] }) else { return [] }
        review.weighing = nil
        var effects: [DashboardEffect] = []
        switch result {
        case .success(let preview): review.take(preview)
        case .failure(let error):
            let isOfRest = !review.refusal.isEmpty
            refuse(&review, error, isTold: isReviewing && !isOfRest)
            if !isOfRest {
                effects = weigh(&review)
            } else if isReviewing {
                complain("Nothing of it can be booked as the week stands now")
            }
        }
        if isOfPlan { planReview = review } else if let place { repairing?[place] = review }
        return effects
    }

    /// The proposal stays; what is in the way stands above it, and Enter takes the rest.
    mutating func refuse(_ review: inout Review, _ error: DeskError, isTold: Bool = true) {
        var isOfMisfits = false
        if case .cannot(.misfits, _) = error { isOfMisfits = true }
        review.refuse(
            error.sentence(naming: scene.naming).split(separator: "\n").map(String.init),
            forMisfits: isOfMisfits)
        if isTold { complain("Not all of it fits any more; \(keyName(.acceptTicked)) takes the rest") }
    }
    /// A proposal has been booked; after a repair there are people to call.
    mutating func finish(_ acceptance: Acceptance, _ outcome: Outcome, from before: ClinicWeek)
        -> [DashboardEffect]
    {
        defer { noteWork() }
        let lost = outcome.consequences.filter(\.isNotMade)
        let told =
            (lost.first.map {
                [outcome.sentence($0, scene.naming) + (lost.count > 1 ? " and \(lost.count - 1) more" : "")]
            } ?? [])
            + outcome.consequences.warnings.filter { !$0.isNotMade }.prefix(2)
            .map { outcome.sentence($0, scene.naming) }
        let later = outcome.consequences.clashesLater.map { Figures.clashes($0.count, inWeeks: $0.weeks) }
        say(([outcome.title(scene.naming)] + told + [later].compactMap(\.self)).joined(separator: " · "))
        switch acceptance.kind {
        case .plan: planning = nil
        case .repair(let title):
            var out: TherapistID?
            if case .therapist(let id)? = repairing?.absence.subject { out = id }
            // It may still have been looking for better.
            let effects = repairing?.job.map { [DashboardEffect.dropWork($0)] } ?? []
            repairing = nil
            guard before.week == acceptance.week else { return effects }
            calls = CallList(
                title, from: before, to: ClinicWeek(outcome.snapshot.clinic, week: before.week), out: out,
                leftHit: outcome.consequences.sessionsLeftHit, after: calls)
            callsTakenBack = nil
            mode = .calling
            return effects
        case .admission: break
        }
        return []
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

extension Consequence {
    /// A change that was taken and is not made: it no longer fits, or falls with its group.
    var isNotMade: Bool {
        switch self {
        case .leftOut, .seatFalls: true
        default: false
        }
    }
}

extension [Consequence] {
    /// What asks for attention in the week itself, sessions that stay as an absence hits them first.
    var warnings: [Consequence] {
        let all = filter { $0.isWarning && !$0.isOfLater }
        return all.filter(\.isLeftHit) + all.filter { !$0.isLeftHit }
    }
}
