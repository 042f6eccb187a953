package import ClinicModel
package import FrontDesk
package import SchedulingEngine
package import Terminal

/// What happens to the dashboard.
package enum DashboardEvent: Sendable {
    case key(Key)
    /// The clock's minute.
    case now(CivilMoment)
    /// Somebody else changed the clinic.
    case news(ClinicSnapshot, headline: String?)
    case performed(Intent, Permit, Result<Outcome, DeskError>)
    case previewed(Intent, Permit, Result<Outcome, DeskError>)
    case undone(Result<Outcome, DeskError>, isRedo: Bool)
    /// How far the plan is, and what it came to.
    case planning(job: Int, PlanProgress)
    case planned(job: Int, ToldProposal, seconds: Double)
    /// What mends an absence so far; `isDone`: nothing more comes.
    case repaired(job: Int, RepairAnswer, [ToldProposal], isDone: Bool)
    /// What a part of a proposal comes to.
    case weighed(job: Int, Result<AcceptancePreview, DeskError>)
    /// What a week is short of.
    case counted(job: Int, [Shortage])
    case ready(ReadyWeek)
    /// Whether there is something of one's own to undo and to redo.
    case history(History)
    case told(String)
    case failed(String)
    /// A piece of work came to nothing.
    case workFailed(job: Int, String)
}

/// What the dashboard asks of the world. Equatable, so that a test states both what is on the screen and
/// what was asked.
package enum DashboardEffect: Hashable, Sendable {
    case perform(Intent, Permit)
    case preview(Intent, Permit)
    /// Pieces of work that the engine does beside the keys.
    case plan(PlanOrder)
    case repair(RepairOrder)
    case weigh(Acceptance, job: Int)
    case countShortages(CivilDate, from: CivilMoment?, job: Int)
    /// The best so far is wanted now; or nothing of it any more.
    case stopWork(Int)
    case dropWork(Int)
    case undo, redo
    /// Whether they would do something.
    case askHistory
    /// Reads the clinic again: somebody else was faster.
    case reload
    /// Draws with another theme without keeping it.
    case showTheme(String)
    case keepTheme(String)
    case redraw, suspend, quit

    /// A person should see that it is under way.
    var takesLong: Bool {
        if case .perform(.accept(let acceptance), _) = self {
            acceptance.changes.changes.count > 200
        } else {
            false
        }
    }
}
