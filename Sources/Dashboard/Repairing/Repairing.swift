internal import ClinicModel
internal import FrontDesk
internal import SchedulingEngine
internal import Terminal

/// An absence being mended: the sessions it hits and the proposals, one of them on the screen.
package struct Repairing: Sendable {
    let absence: ReportedAbsence
    let week: CivilDate
    /// The piece of work under way; nil: it has come to its end.
    private(set) var job: Int?
    private(set) var hit: [SessionReference] = []
    private(set) var isProved = false
    private(set) var reviews: [Review] = []
    private(set) var shown = 0
    private let kind: Acceptance.Kind

    init(_ order: RepairOrder, title: Title) {
        absence = order.absence
        week = order.week
        job = order.job
        kind = .repair(title)
    }
    var isRunning: Bool { job != nil }
    var review: Review? {
        get { reviews.indices.contains(shown) ? reviews[shown] : nil }
        set {
            guard let newValue, reviews.indices.contains(shown) else { return }
            reviews[shown] = newValue
        }
    }

    /// Better proposals; one that was looked at and chosen from stays in its place while it is among them.
    mutating func take(_ answer: RepairAnswer, _ told: [ToldProposal], isDone: Bool) {
        hit = answer.hit
        isProved = answer.isProved
        let touched = reviews.indices.contains(shown) && !reviews[shown].isWhole ? reviews[shown] : nil
        reviews = told.map { made in
            guard var known = reviews.first(where: { $0.proposal.changes == made.proposal.changes }) else {
                return Review(kind, made)
            }
            known.complete(made)
            return known
        }
        shown = min(shown, max(0, reviews.count - 1))
        if let touched {
            if let place = reviews.firstIndex(where: { $0.proposal.changes == touched.proposal.changes }) {
                shown = place
            } else {
                reviews.append(touched)
                shown = reviews.count - 1
            }
        }
        if isDone { job = nil }
    }
    /// The work came to nothing; what was found before stays.
    mutating func fail() { job = nil }
    /// The proposal at a place, shown or not.
    subscript(place: Int) -> Review? {
        get { reviews.indices.contains(place) ? reviews[place] : nil }
        set { if let newValue, reviews.indices.contains(place) { reviews[place] = newValue } }
    }
    mutating func step(_ by: Int) {
        guard !reviews.isEmpty else { return }
        shown = (shown + by + reviews.count) % reviews.count
    }
}

extension DashboardState {
    var repairReview: Review? {
        get { repairing?.review }
        set { repairing?.review = newValue }
    }

    mutating func startRepairing(_ absence: ReportedAbsence) -> [DashboardEffect] {
        var effects: [DashboardEffect] = []
        if let job = repairing?.job { effects.append(.dropWork(job)) }
        let first = clinic.profile.calendar.week(of: absence.from.date)
        if first != week.week {
            leaveMark()
            show(weekOf: first)
        }
        let order = RepairOrder(job: newJob(), week: first, from: soonest, absence: absence)
        repairing = Repairing(order, title: absence.title)
        mode = .repairing
        noteWork()
        return effects + [.repair(order)]
    }
    mutating func pressInRepairing(_ key: Key, _ command: Command?) -> [DashboardEffect] {
        guard let repairing else {
            endMode()
            return []
        }
        if let command, let why = disabledReason(command) {
            complain(why.capitalizedFirst)
            return []
        }
        switch command {
        case .dropProposal:
            if let job = repairing.job { return [.stopWork(job)] }
            endMode()
            let again = keymap.key(of: .absence, in: .week)?.name ?? "A"
            let other = keymap.key(of: .absence, in: .proposal)?.name ?? "A"
            say("Nothing is booked; \(again) shows it again, and \(other) there asks for another absence")
            return []
        case .aside:
            endMode()
            return []
        case .absence:
            startAbsence(isNew: true)
            return []
        case .nextProposal, .previousProposal:
            self.repairing?.step(command == .nextProposal ? 1 : -1)
            return weigh(\.repairReview)
        default: break
        }
        guard var review = repairing.review else { return lost(key) }
        let effects = press(key, command, in: &review)
        if self.repairing != nil { repairReview = review }
        return effects
    }

    mutating func heard(_ job: Int, _ answer: RepairAnswer, _ told: [ToldProposal], isDone: Bool)
        -> [DashboardEffect]
    {
        guard repairing?.job == job else { return [] }
        let wasProved = repairing?.isProved ?? false
        repairing?.take(answer, told, isDone: isDone)
        noteWork()
        if answer.hit.isEmpty {
            // There is nothing to find.
        } else if answer.isProved, !wasProved {
            say("Proved the best of all ways that leave other sessions alone")
        } else if isDone, !answer.isProved {
            say("The best found in the time given")
        }
        return repairReview?.weighing == nil ? weigh(\.repairReview) : []
    }
}
