/// How much one move of the search may touch: what its lists have to hold.
struct PlanReach {
    /// Tasks that a move takes up, and one more patient's behind them.
    let tasks: Int
    /// Steps that a move writes into the journal.
    let steps: Int

    /// Starts of single sessions that may be in the way of a group: those within the group's own time, and those
    /// before it that are looked at.
    static let inTheWay = PlanSearch.lookBack + BitRows.beyond
    /// Times within one move that a patient's single sessions make way for a task that found no place: far more
    /// than it comes to by chance.
    static let makingWay = 16
    /// Tasks that may be put out for the sake of one week recalled.
    static let putOut = 512

    init(_ p: PlanProblem) {
        let seats = p.mostSeats
        let own = p.mostTasks
        // Two groups that change places, or one and the single sessions in its way; or a patient's day, and those
        // of three more in a chain; or a therapist's day.
        let taken = max(2 * seats + Self.inTheWay, 4 * own, own + Self.putOut, 1 + BitRows.perDay)
        tasks = max(4096, 2 * max(taken, own))
        // All of them taken out, seated anew or placed elsewhere, whoever makes way for them, the groups
        // themselves, and those drawn into the seats left over.
        steps = max(4096, 3 * taken + Self.makingWay * (2 * own + 1) + own + 160)
    }
}
