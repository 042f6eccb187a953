/// How much a search may spend, and from which chance it starts.
package struct SearchBudget: Sendable {
    package var seed: UInt64
    /// Steps of all searches together; nil: no limit but the time.
    package var steps: Int?
    /// nil: no limit but the steps. Neither: ten seconds.
    package var seconds: Double?
    /// Searches side by side. With a budget of time there are no more than workers to run them at once.
    package var searches: Int

    package init(seed: UInt64 = 1, steps: Int? = nil, seconds: Double? = nil, searches: Int = 2) {
        self.seed = seed
        self.steps = steps
        self.seconds = seconds
        self.searches = searches
    }
}

/// How far a search is.
struct SearchProgress {
    /// 0…1 of the budget.
    var fraction: Double
    var seconds: Double
    var standing: SearchStanding
}

/// Searches side by side in one space, which tell each other what they found at fixed shares of the budget.
///
/// They work in rounds of a few milliseconds. Between rounds, on the caller's thread, the clock is read, progress
/// told and cancellation asked; with a budget of steps the rounds, and with them everything, follow from the
/// steps alone, whether the searches run at once or one after another.
struct Search<Space: SearchSpace & ~Copyable> {
    let budget: SearchBudget
    let workers: Workers
    /// A space to search from the seed.
    let make: @Sendable (UInt64) -> sending Space

    /// Steps of one search in the first round, and in the longest one of a budget of steps: each has twice as many
    /// as the one before, since the first steps, which make a first state, are long.
    private static var shortest: Int { 16 }
    private static var longest: Int { 4096 }
    /// Seconds that a round of a budget of time takes, about.
    private static var beat: Double { 0.008 }
    /// Times that searches tell each other over a budget.
    private static var meetings: Int { 64 }

    /// `begun`: the clock when the budget began; nil: now.
    func run<Result: Sendable>(
        begun: Double? = nil, clock: () -> Double, progress: (SearchProgress) -> Void,
        isCancelled: () -> Bool,
        result: (inout Space, SearchStanding) -> Result
    ) -> Result {
        let begun = begun ?? clock()
        let seconds = budget.seconds ?? (budget.steps == nil ? 10 : .infinity)
        let count = max(1, budget.steps == nil ? min(budget.searches, workers.count) : budget.searches)
        let make = self.make
        let seed = budget.seed
        let desks = (0..<count).map { i in
            SearchDesk<Space> { make(seed &+ UInt64(i) &* 0x1_0000_0001) }
        }
        /// Steps of search `i` over the whole budget.
        func share(_ i: Int) -> Int { budget.steps.map { ($0 + count - 1 - i) / count } ?? .max }
        let limit = share(0)
        var done = 0
        var size = Self.shortest
        var pace = 0.0
        var met = 0
        while !isCancelled() {
            let now = clock() - begun
            let fraction = max(now / seconds, limit == 0 ? 1 : Double(done) / Double(limit))
            if fraction >= 1 { break }
            let round = min(size, limit - done)
            let next = min(
                1, max(fraction + pace / seconds, limit == .max ? 0 : Double(done + round) / Double(limit)))
            let sizes = (0..<count).map { min(round, share($0) - done) }
            workers.run(count) { i in
                desks[i].with { $0.run(sizes[i], from: fraction, to: next) }
            }
            done += round
            if budget.steps == nil {
                pace = clock() - begun - now
                if pace < Self.beat / 2 { size = min(1 << 20, size * 2) }
                if pace > Self.beat * 2 { size = max(Self.shortest, size / 2) }
            } else {
                size = min(Self.longest, size * 2)
            }
            let meeting = Int(next * Double(Self.meetings))
            if meeting > met {
                met = meeting
                exchange(desks)
            }
            let all = standing(desks)
            progress(SearchProgress(fraction: next, seconds: now, standing: all))
            if all.isSettled { break }
        }
        let all = standing(desks)
        return desks[leader(desks)].with { worker in
            worker.recall()
            return result(&worker.space, all)
        }
    }

    /// The best of all, and what all of them spent.
    private func standing(_ desks: [SearchDesk<Space>]) -> SearchStanding {
        let each = desks.map { $0.with { $0.standing } }
        var all = each[leader(desks)]
        all.steps = each.reduce(0) { $0 + $1.steps }
        all.evaluated = each.reduce(0) { $0 + $1.evaluated }
        return all
    }
    /// Whose best state is best; of equals the first.
    private func leader(_ desks: [SearchDesk<Space>]) -> Int {
        let costs = desks.map { $0.with { $0.standing.cost } }
        return costs.indices.min { (costs[$0], $0) < (costs[$1], $1) } ?? 0
    }
    /// All hear where the others' rounds ended; when the rounds are over, who is behind goes on from the state of
    /// who leads.
    private func exchange(_ desks: [SearchDesk<Space>]) {
        if desks.count < 2 { return }
        for i in desks.indices {
            let news = desks[i].with { $0.tell() }
            if news.isEmpty { continue }
            for j in desks.indices where j != i { desks[j].with { $0.hear(news) } }
        }
        if desks.contains(where: { $0.with { $0.isGathering } }) { return }
        let costs = desks.map { $0.with { $0.space.cost } }
        guard let first = costs.indices.min(by: { (costs[$0], $0) < (costs[$1], $1) }) else { return }
        let choices = desks[first].with { $0.space.choices }
        for i in desks.indices where costs[i] > costs[first] { desks[i].with { $0.take(choices) } }
    }
}
