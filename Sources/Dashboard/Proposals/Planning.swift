internal import ClinicModel
internal import FrontDesk
internal import SchedulingEngine
internal import Terminal

/// A week being planned, or planned and not yet taken.
package struct Planning: Sendable {
    let week: CivilDate
    let begun: CivilMoment
    /// Nothing is placed before it; nil: the whole week.
    private(set) var from: CivilMoment?
    /// Score of the week as it stands.
    let before: Int
    private(set) var seed: UInt64
    /// The piece of work under way; nil: it has come to its end.
    private(set) var job: Int?
    private(set) var progress: PlanProgress?
    /// Best scores so far, oldest first.
    private(set) var scores: [Int] = []
    var review: Review?
    /// How long the search took, in seconds.
    private(set) var seconds = 0.0

    init(_ week: ClinicWeek, from: CivilMoment?, begun: CivilMoment, job: Int) {
        self.week = week.week
        self.from = from
        before = week.score().total
        self.begun = begun
        self.job = job
        seed = 1
    }
    var isRunning: Bool { job != nil }
    /// How much of its time the search has used.
    var percent: Int { Int(min(1, max(0, progress?.fraction ?? 0)) * 100) }
    var order: PlanOrder? { job.map { PlanOrder(job: $0, week: week, from: from, seed: seed) } }

    /// Looks on from another beginning.
    mutating func searchOn(from: CivilMoment?, _ job: Int) {
        self.job = job
        self.from = from
        seed += 1
        progress = nil
    }
    mutating func take(_ progress: PlanProgress) {
        self.progress = progress
        scores.append(progress.score)
    }
    enum Found {
        case first
        /// What was found is no better than what there is.
        case nothingBetter
        /// Of what was left out of the one before so many of so many are not in it.
        case better(gone: Int, of: Int)
    }
    mutating func take(_ made: ToldProposal, seconds: Double) -> Found {
        job = nil
        progress = nil
        self.seconds = seconds
        scores.append(made.proposal.after.total)
        if let standing = review, standing.made.revision == made.revision,
            standing.proposal.after.total <= made.proposal.after.total
        {
            return .nothingBetter
        }
        guard let lost = review?.replace(made) else {
            review = Review(.plan, made)
            return .first
        }
        return .better(gone: lost.gone, of: lost.of)
    }
    /// The work came to nothing; what was there before stays.
    mutating func fail() { job = nil }
    /// Whether it can be shown for a clinic of a revision.
    func isOf(_ revision: Int) -> Bool { isRunning || review?.made.revision == revision }
}

extension DashboardState {
    var planReview: Review? {
        get { planning?.review }
        set { planning?.review = newValue }
    }
    /// The proposal that stands at the bottom of what is on the screen.
    func review(under mode: Mode) -> Review? {
        switch mode.lowest {
        case .planning: planReview
        case .repairing: repairReview
        default: nil
        }
    }
    /// A proposal is on the screen that nobody has taken yet.
    var isReviewing: Bool { isReviewing(mode) }
    func isReviewing(_ mode: Mode) -> Bool {
        switch mode {
        case .planning: planning != nil
        case .repairing: repairing != nil
        default: false
        }
    }
    mutating func newJob() -> Int {
        lastJob += 1
        return lastJob
    }

    /// `P`: plans the week, or shows the plan that is under way or was dropped.
    mutating func startPlanning() -> [DashboardEffect] {
        if let planning, planning.week == week.week {
            mode = .planning
            return []
        }
        var effects: [DashboardEffect] = []
        if let planning {
            // The best so far comes as the answer.
            if let job = planning.job { effects.append(.stopWork(job)) }
            shelf[planning.week] = planning
        }
        if let kept = shelf.removeValue(forKey: week.week), kept.isOf(snapshot.revision) {
            planning = kept
            mode = .planning
            return effects + weigh(\.planReview)
        }
        let fresh = Planning(week, from: soonest, begun: scene.now, job: newJob())
        planning = fresh
        mode = .planning
        noteWork()
        if week.week + 6 < scene.now.date {
            complain("This week is over; all of it is planned as if it were to come")
        }
        return effects + (fresh.order.map { [.plan($0)] } ?? [])
    }

    mutating func pressInPlanning(_ key: Key, _ command: Command?) -> [DashboardEffect] {
        guard var planning else {
            endMode()
            return []
        }
        if let command, let why = disabledReason(command) {
            complain(why.capitalizedFirst)
            return []
        }
        switch command {
        case .dropProposal:
            // The best so far comes as the answer.
            if let job = planning.job { return [.stopWork(job)] }
            endMode()
            let key = keymap.key(of: .plan, in: .week)?.name ?? "P"
            say("The plan is kept until the week changes; \(key) shows it again")
            return []
        case .aside:
            endMode()
            return []
        case .searchOn:
            guard !planning.isRunning else {
                say("It is looking already")
                return []
            }
            planning.searchOn(from: soonest, newJob())
            self.planning = planning
            noteWork()
            return planning.order.map { [.plan($0)] } ?? []
        default: break
        }
        guard !planning.isRunning, var review = planning.review else { return lost(key) }
        let effects = press(key, command, in: &review)
        // What was asked for may have ended it.
        if self.planning != nil { self.planning?.review = review }
        return effects
    }

    /// News of the engine about the plan.
    mutating func heard(_ job: Int, _ progress: PlanProgress) {
        guard planning?.job == job else { return }
        planning?.take(progress)
        noteWork()
    }
    mutating func heard(_ job: Int, _ made: ToldProposal, seconds: Double) -> [DashboardEffect] {
        guard planning?.job == job else {
            if let week = shelf.first(where: { $0.value.job == job })?.key {
                _ = shelf[week]?.take(made, seconds: seconds)
            }
            return []
        }
        let before = planning?.review?.proposal.after.total
        let found = planning?.take(made, seconds: seconds) ?? .first
        noteWork()
        let after = made.proposal.after.total
        if let before {
            switch found {
            case .better(let gone, let of):
                let sentence =
                    after < before
                    ? "Better: \(Figures.grouped(before)) to \(Figures.grouped(after))"
                    : "Planned anew for the week as it is now: score \(Figures.grouped(after))"
                let left =
                    gone == 0 ? "what was left out stays out" : "\(gone) of \(of) left out are not in it"
                say(of == 0 ? sentence : "\(sentence) with all of it; \(left)")
            case .first, .nothingBetter:
                say("Nothing better than \(Figures.grouped(before)) with all of it was found")
            }
        } else if case .planning = mode {
            // It stands on the screen.
        } else {
            let key = keymap.key(of: .plan, in: .week)?.name ?? "P"
            say(
                "The plan is ready: score \(Figures.grouped(made.proposal.before.total)) to "
                    + "\(Figures.grouped(after)); \(key) shows it")
        }
        return weigh(\.planReview)
    }

    /// What the engine could not do.
    mutating func heardNothing(of job: Int, _ sentence: String) {
        if planning?.job == job {
            planning?.fail()
            if planning?.review == nil {
                planning = nil
                if case .planning = mode { endMode() }
            }
        }
        if repairing?.job == job {
            repairing?.fail()
            if repairing?.review == nil {
                repairing = nil
                if case .repairing = mode { endMode() }
            }
        }
        if shortages?.job == job { shortages = nil }
        noteWork()
        complain(sentence)
    }
    /// Whether something is being looked for that would be lost.
    var isEngineAtWork: Bool { planning?.isRunning == true || repairing?.isRunning == true }
    /// A word in the header while the engine works and one is elsewhere.
    mutating func noteWork() {
        var words: String?
        if let planning, planning.isRunning {
            words = "planning \(planning.percent) %"
        }
        if repairing?.isRunning == true { words = "mending" }
        if scene.work != words { scene.work = words }
    }

    /// What was proposed for a clinic that has changed since: what is on the screen is weighed again, what was
    /// put aside is gone.
    mutating func reviewAfterNews() -> [DashboardEffect] {
        var effects = shelf.values.compactMap { $0.job.map { DashboardEffect.dropWork($0) } }
        shelf = [:]
        if case .planning = mode.lowest {
            effects += weighAgain(\.planReview)
        } else if let planning, !planning.isRunning {
            self.planning = nil
        }
        if case .repairing = mode.lowest {
            effects += weighAgain(\.repairReview)
        } else if let repairing, !repairing.isRunning {
            self.repairing = nil
        }
        return effects
    }
    private mutating func weighAgain(_ path: WritableKeyPath<DashboardState, Review?>) -> [DashboardEffect] {
        guard let review = self[keyPath: path], review.made.revision != snapshot.revision else { return [] }
        return weigh(path)
    }
}
