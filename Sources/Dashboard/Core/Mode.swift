internal import ClinicModel
internal import FrontDesk
internal import SchedulingEngine
internal import Terminal

/// What the keys are for just now, with what belongs to it and nothing else.
package indirect enum Mode: Sendable {
    case week
    /// The keys are in the column beside the week.
    case inspecting(Inspecting)
    case asking(BookingQuestion)
    case wondering(WhyQuestion)
    case answering(WhyAnswer)
    case booking(Booking)
    case moving(Moving)
    case seating(Seating)
    /// For whom places are looked for.
    case choosingPatient(AdmissionQuestion)
    case admitting(Admitting)
    case confirming(Confirmation)
    case refused(RefusedDraft)
    /// A reason is typed that is kept with the change.
    case explaining(Explaining)
    case finding(Finding)
    case goingToDate(GoingToDate)
    case filtering(Filtering)
    case commands(CommandList)
    case choosingTheme(ThemeChoice)
    /// The plan of the week, under way or to be looked through (`DashboardState.planning`: it goes on when this
    /// is left).
    case planning
    /// Who is out, and when.
    case reporting(AbsenceQuestion)
    /// What mends the absence (`DashboardState.repairing`).
    case repairing
    /// Whom to call (`DashboardState.calls`).
    case calling
    /// Something is half done; `q` was pressed.
    case quitting(from: Mode)

    /// The table of keys it answers to.
    package var context: KeyContext {
        switch self {
        case .week: .week
        case .booking(let b): b.isTypingDate ? .list : .places
        case .moving: .places
        case .planning, .repairing, .calling: .proposal
        case .admitting: .sets
        default: .list
        }
    }
    /// There is a field in which letters are text.
    var takesText: Bool {
        switch self {
        case .week, .inspecting, .answering, .moving, .admitting, .choosingTheme, .planning, .repairing,
            .calling, .quitting:
            false
        case .booking(let b): b.isTypingDate
        case .refused(let r): !r.rules.isEmpty
        case .asking, .wondering, .seating, .choosingPatient, .confirming, .explaining, .finding,
            .goingToDate, .filtering, .commands, .reporting:
            true
        }
    }
    /// The mode that is come back to when what stands over it is left; nil for the lowest.
    var below: Mode? {
        switch self {
        case .answering(let a): a.returning
        case .confirming(let c): c.returning
        case .refused(let r): r.returning
        case .explaining(let e): e.returning
        case .commands(let c): c.returning
        case .choosingTheme(let t): t.returning
        case .quitting(let mode): mode
        default: nil
        }
    }
    /// The session or seat in hand, below whatever stands over it.
    var draft: Mode? {
        switch self {
        case .booking, .moving, .admitting: self
        default: below?.draft
        }
    }
    /// Where the week was looked at from before the draft in hand.
    var home: Jump? {
        switch self {
        case .booking(let b): b.home
        case .moving(let m): m.home
        case .admitting(let a): a.home
        default: below?.home
        }
    }
}

extension Mode {
    /// Whether a command of the mode's table of keys is one of the mode's own: a plan, a repair and the list of
    /// whom to call share one.
    func answers(_ command: Command) -> Bool {
        switch self {
        case .planning: ![.nextProposal, .previousProposal, .absence].contains(command)
        case .repairing: command != .searchOn
        case .calling:
            ![
                .nextProposal, .previousProposal, .searchOn, .acceptTicked, .regroup, .unfold, .fold, .aside,
                .why,
            ].contains(command)
        default: true
        }
    }
    /// What a command does in the mode, where that is not what it is called.
    func title(of command: Command) -> String {
        switch (self, command) {
        case (.calling, .tick): "Called, or not yet"
        case (.calling, .dropProposal): "Back to the week; the list is kept"
        case (.calling, .absence): "Another absence"
        default: command.title
        }
    }
    /// As the help calls it.
    var name: String {
        switch self {
        case .week: "the week"
        case .inspecting: "the inspector"
        case .asking: "whom and what to book"
        case .wondering: "why, and of whom"
        case .answering: "why there is a place or none"
        case .booking: "choosing a place"
        case .moving: "carrying a session"
        case .choosingPatient: "for whom to find a place"
        case .admitting: "finding a place"
        case .seating(let s): s.isOut ? "taking someone out" : "seating someone"
        case .confirming: "before it is done"
        case .refused, .explaining: "giving a reason"
        case .finding: "finding"
        case .goingToDate: "going to a date"
        case .filtering: "filtering"
        case .commands: "commands"
        case .choosingTheme: "choosing a theme"
        case .planning: "the plan of the week"
        case .reporting: "who is out, and when"
        case .repairing: "mending an absence"
        case .calling: "whom to call"
        case .quitting: "quitting"
        }
    }
}
