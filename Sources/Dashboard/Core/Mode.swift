internal import ClinicModel
internal import FrontDesk
internal import SchedulingEngine
internal import Terminal

/// What the keys are for just now, with what belongs to it and nothing else.
package indirect enum Mode: Sendable {
    case week
    case asking(BookingQuestion)
    case booking(Booking)
    case moving(Moving)
    case seating(Seating)
    case confirming(Confirmation)
    case refused(RefusedDraft)
    case finding(Finding)
    case goingToDate(GoingToDate)
    case filtering(Filtering)
    case commands(CommandList)
    case choosingTheme(ThemeChoice)
    /// Something is half done; `q` was pressed.
    case quitting(from: Mode)

    /// The table of keys it answers to.
    package var context: KeyContext {
        switch self {
        case .week: .week
        case .booking, .moving: .places
        default: .list
        }
    }
}
