package import ClinicModel
package import FrontDesk
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
    case told(String)
    case failed(String)
}

/// What the dashboard asks of the world. Equatable, so that a test states both what is on the screen and
/// what was asked.
package enum DashboardEffect: Hashable, Sendable {
    case perform(Intent, Permit)
    case preview(Intent, Permit)
    case undo, redo
    /// Reads the clinic again: somebody else was faster.
    case reload
    /// Draws with another theme without keeping it.
    case showTheme(String)
    case keepTheme(String)
    case redraw, suspend, quit
}
