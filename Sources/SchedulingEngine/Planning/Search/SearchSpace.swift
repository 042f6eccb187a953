/// What the search core searches: a state with a running cost and moves that keep every hard rule. The core
/// knows nothing else of it: no clinic, no file, no rule.
///
/// A move is made step by step on the state, which writes itself a journal; `decide` keeps it or takes it back.
protocol SearchSpace: ~Copyable, SendableMetatype {
    /// What was chosen, without all that follows from it: the best so far, and what searches tell each other.
    associatedtype Choices: Sendable

    /// The lower the better; what has no place yet counts in it.
    var cost: Int { get }
    /// Things without a place.
    var waitingCount: Int { get }
    /// There is nothing to choose: searching is of no use.
    var isSettled: Bool { get }
    /// Full deltas worked out.
    var evaluated: Int { get set }
    var random: PlanRandom { get set }
    /// Temperatures that suit the points of this state.
    var annealing: Annealing { get }

    var choices: Choices { get }
    /// Writes the choices over older ones of the same space, in their place in memory.
    func write(to choices: inout Choices)
    /// Goes to the state that was chosen.
    mutating func take(_ choices: Choices)
    /// Where a round ended, once the rounds are over: from here on moves may take it over in part.
    mutating func remember(_ choices: Choices)

    /// One unit of work at a first state; false: it is made, and nothing was done.
    mutating func prepare() -> Bool
    /// One proposal, kept when it makes the cost at most `tolerance` greater.
    mutating func step(_ tolerance: Int)

    /// Length of the journal.
    var mark: Int { get }
    func undo(to mark: Int)
    func forgetJournal()
}

extension SearchSpace where Self: ~Copyable {
    /// Keeps the steps since the mark.
    @inline(__always) func settle(_ mark: Int) {
        if mark == 0 { forgetJournal() }
    }
    /// Keeps the steps since the mark when they made the cost, which was `before`, at most `tolerance`
    /// greater; else takes them back.
    @inline(__always) func decide(_ before: Int, _ mark: Int, _ tolerance: Int) {
        if cost &- before <= tolerance { settle(mark) } else { undo(to: mark) }
    }
}
