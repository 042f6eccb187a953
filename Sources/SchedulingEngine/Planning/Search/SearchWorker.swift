internal import Synchronization

/// One search: a first state, then annealing over the budget, at the end only what makes nothing worse. Where the
/// space wants several rounds, each anneals anew from the state of the one before; then it goes on from the best,
/// with what all rounds ended with to choose from.
struct SearchWorker<Space: SearchSpace & ~Copyable>: ~Copyable {
    var space: Space
    private(set) var best: Space.Choices
    private(set) var standing: SearchStanding
    private var annealing: Annealing
    private var isPreparing = true
    /// Rounds that are over.
    private var rounds = 0
    /// Where rounds ended, until the last is over.
    private var ends: [Space.Choices] = []
    /// Where own rounds ended and nobody was told yet.
    private var news: [Space.Choices] = []
    /// Share of the budget that the first state took.
    private var prepared = 0.0

    /// Share of the budget for the rounds when there are several.
    private static var gathering: Double { 0.75 }
    /// From this share of a round on nothing worse is taken.
    private static var descent: Double { 0.97 }
    /// A first state that is not whole at this share of the budget is annealed as it is.
    private static var patience: Double { 0.5 }
    private static var batch: Int { 256 }

    init(_ space: consuming Space) {
        best = space.choices
        standing = SearchStanding(
            cost: space.cost, waiting: space.waitingCount, isSettled: space.isSettled)
        annealing = space.annealing
        self.space = space
    }

    /// So many steps, while the budget goes from one share to another.
    mutating func run(_ count: Int, from: Double, to: Double) {
        if standing.isSettled { return }
        var done = 0
        while done < count {
            let share = from + (to - from) * Double(done) / Double(count)
            if isPreparing {
                isPreparing = share < Self.patience && space.prepare()
                done &+= 1
                if isPreparing { continue }
                prepared = share
            }
            let progress = progress(at: (share - prepared) / max(0.001, 1 - prepared))
            annealing.advance(
                to: progress / Self.descent, of: isGathering || rounds == 0 ? annealing.hot : annealing.mild)
            let batch = min(Self.batch, count - done)
            if progress > Self.descent {
                for _ in 0..<batch { space.step(0) }
            } else {
                for _ in 0..<batch { space.step(annealing.tolerance(&space.random)) }
            }
            done &+= batch
            note()
        }
        note()
        standing.steps += count
        standing.evaluated = space.evaluated
    }
    /// Whether there are rounds to come whose ends are to be put together.
    var isGathering: Bool { annealing.rounds > 1 && rounds < annealing.rounds }
    /// How far the round is, 0…1, at a share of the budget; ends those that are over by then.
    private mutating func progress(at share: Double) -> Double {
        let all = annealing.rounds
        if all == 1 { return share }
        let reached = share / Self.gathering * Double(all)
        while isGathering, reached >= Double(rounds + 1) {
            rounds += 1
            news.append(space.choices)
            if rounds == all { recall() }
            hear(news.suffix(1))
        }
        return isGathering ? reached - Double(rounds) : (share - Self.gathering) / (1 - Self.gathering)
    }
    /// Where rounds ended since it was asked last.
    mutating func tell() -> [Space.Choices] {
        defer { news = [] }
        return news
    }
    /// Where rounds ended, this search's or another's.
    mutating func hear(_ found: some Sequence<Space.Choices>) {
        ends += found
        if isGathering { return }
        for choices in ends { space.remember(choices) }
        ends = []
    }
    private mutating func note() {
        if space.cost >= standing.cost { return }
        standing.cost = space.cost
        standing.waiting = space.waitingCount
        space.write(to: &best)
    }
    /// Goes on from another search's state.
    mutating func take(_ choices: Space.Choices) {
        space.take(choices)
        note()
    }
    /// Goes to the best state so far.
    mutating func recall() { space.take(best) }
}

/// How good one search is by now.
struct SearchStanding: Sendable {
    /// Of the best state so far.
    var cost: Int
    var waiting: Int
    var isSettled: Bool
    var steps = 0
    var evaluated = 0
}

/// Where one search lies between the rounds, for whichever thread takes it up next. It is made by the first
/// that does.
final class SearchDesk<Space: SearchSpace & ~Copyable>: Sendable {
    private let worker = Mutex<SearchWorker<Space>?>(nil)
    private let make: @Sendable () -> sending Space

    init(_ make: @escaping @Sendable () -> sending Space) { self.make = make }

    func with<Result: Sendable>(_ body: (inout SearchWorker<Space>) -> Result) -> Result {
        worker.withLock { slot in
            var own = slot.take() ?? SearchWorker(make())
            let result = body(&own)
            slot = consume own
            return result
        }
    }
}
