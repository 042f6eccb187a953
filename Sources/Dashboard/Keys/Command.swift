package import Terminal

/// Where keys mean what they mean: one table each.
package enum KeyContext: String, CaseIterable, Sendable {
    /// The week, nothing in hand.
    case week
    /// A place is being chosen: booking and moving.
    case places
    /// A list with a field above it.
    case list
}

/// Everything a person can do by a key. A row of the table that the hint line, help, the palette, the
/// configuration and `vesper keys` are printed from.
package enum Command: String, CaseIterable, Hashable, Sendable {
    // The week
    case book, move, cancel, seat, takeOut
    case open, back
    case find, filter, day, calendar, zoom, nextPane
    case goToDate, today, previousWeek, nextWeek
    case nextConflict, previousConflict, cure
    case undo, redo, jumpBack, jumpForward
    case mask, theme, help, palette, redraw, suspend, quit
    case left, down, up, right, lineStart, lineEnd, pageUp, pageDown
    // Places
    case choosePlace, accept, putBack, otherTherapist, otherRoom, variant, relax
    case carryLeft, carryDown, carryUp, carryRight, earlierDay, laterDay
    // Lists
    case choose, leave, listUp, listDown, toggle

    package struct Row: Sendable {
        package let context: KeyContext
        package let keys: [Key]
        package let title: String
        /// The word in the hint line; nil: not shown there.
        package let hint: String?
    }

    package var row: Row {
        func week(_ keys: [Key], _ title: String, _ hint: String? = nil) -> Row {
            Row(context: .week, keys: keys, title: title, hint: hint)
        }
        func places(_ keys: [Key], _ title: String, _ hint: String? = nil) -> Row {
            Row(context: .places, keys: keys, title: title, hint: hint)
        }
        func list(_ keys: [Key], _ title: String, _ hint: String? = nil) -> Row {
            Row(context: .list, keys: keys, title: title, hint: hint)
        }
        func c(_ c: Character) -> Key { .character(c) }
        return switch self {
        case .book: week([c("b")], "Book a session or a seat for a patient", "book")
        case .move: week([c("m")], "Move the selected session", "move")
        case .cancel: week([c("x")], "Cancel the selected session", "cancel")
        case .seat: week([c("s")], "Seat someone in this group", "seat")
        case .takeOut: week([c("o")], "Take someone out of this group", "out")
        case .open: week([.enter], "Open: unfold the line, or look at whose session it is", "open")
        case .back: week([.escape], "Back: to where you were, to everyone")
        case .find: week([c("/")], "Find a patient, therapist, room or group", "find")
        case .filter: week([c("F")], "Filter sessions by words and tokens")
        case .day: week([c("d")], "Day, or back to the week", "day")
        case .calendar: week([c("v")], "Board or calendar", "calendar")
        case .zoom: week([c("z")], "Zoom the calendar: 60, 30, 15 minutes")
        case .nextPane: week([.tab], "Next rows of the day: therapists, rooms, patients")
        case .goToDate: week([c("g")], "Go to a date")
        case .today: week([c("t")], "Today")
        case .previousWeek: week([c("H")], "Week before")
        case .nextWeek: week([c("L")], "Week after")
        case .nextConflict: week([c("n")], "Next conflict", "conflict")
        case .previousConflict: week([c("N")], "Conflict before")
        case .cure: week((1...9).map { c(Character(String($0))) }, "Take the numbered cure in the inspector")
        case .undo: week([c("u")], "Undo your last change", "undo")
        case .redo: week([c("U")], "Redo what you undid")
        case .jumpBack: week([c("<")], "Jump back to where you were")
        case .jumpForward: week([c(">")], "Jump forward again")
        case .mask: week([c("*")], "Mask every name, or show them")
        case .theme: week([c("T")], "Choose a theme")
        case .help: week([c("?"), .function(1)], "Help for what is on the screen", "help")
        case .palette: week([c(":")], "Every command by name", "commands")
        case .redraw: week([.control("l")], "Draw the screen again")
        case .suspend: week([.control("z")], "Suspend to the shell")
        case .quit: week([c("q")], "Quit", "quit")
        case .left: week([.left, c("h")], "Left")
        case .down: week([.down, c("j")], "Down")
        case .up: week([.up, c("k")], "Up")
        case .right: week([.right, c("l")], "Right")
        case .lineStart: week([.home], "First of the row")
        case .lineEnd: week([.end], "Last of the row")
        case .pageUp: week([.pageUp], "A page up")
        case .pageDown: week([.pageDown], "A page down")

        case .choosePlace: places("abcdefg".map { c($0) }, "Choose the place with that letter", "choose")
        case .accept: places([.enter], "Book it there, drop it there", "accept")
        case .putBack: places([.escape, .control("c")], "Put it back, change nothing", "back")
        case .otherTherapist: places([c("t")], "Another therapist", "therapist")
        case .otherRoom: places([c("r")], "Another room", "room")
        case .variant:
            places([.tab], "Once, weekly, weekly until; this evening or from now on", "once/weekly")
        case .relax: places((1...9).map { c(Character(String($0))) }, "Give up what the number stands for")
        case .carryLeft: places([.left, c("h")], "A day earlier")
        case .carryDown: places([.down, c("j")], "Later")
        case .carryUp: places([.up, c("k")], "Earlier")
        case .carryRight: places([.right, c("l")], "A day later")
        case .earlierDay: places([c("H")], "A week earlier")
        case .laterDay: places([c("L")], "A week later")

        case .choose: list([.enter], "Take the selected line", "take")
        case .leave: list([.escape, .control("c")], "Leave without a change", "back")
        case .listUp: list([.up, .control("p")], "Up")
        case .listDown: list([.down, .control("n")], "Down")
        case .toggle: list([.tab], "The other way of doing it", "switch")
        }
    }
    package var title: String { row.title }
    package var context: KeyContext { row.context }

    /// Commands that the palette offers: those of the week that need no aim.
    package var isInPalette: Bool {
        switch self {
        case .left, .down, .up, .right, .lineStart, .lineEnd, .pageUp, .pageDown, .palette, .cure, .back:
            false
        default: context == .week
        }
    }
}
