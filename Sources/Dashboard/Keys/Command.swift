package import Terminal

/// Where keys mean what they mean: one table each.
package enum KeyContext: String, CaseIterable, Sendable {
    /// The week, nothing in hand.
    case week
    /// A place is being chosen: booking and moving.
    case places
    /// Sets of places are leafed through: finding a place for a patient.
    case sets
    /// A list with a field above it.
    case list
    /// A proposal being looked through, and the list of whom to call.
    case proposal
}

/// Everything a person can do by a key. A row of the table that the hint line, help, the palette, the
/// configuration and `vesper keys` are printed from.
package enum Command: String, CaseIterable, Hashable, Sendable {
    // The week
    case book, findPlace, move, cancel, seat, takeOut
    case open, back
    case find, filter, day, calendar, zoom, nextPane
    case goToDate, today, previousWeek, nextWeek
    case nextConflict, previousConflict, cure
    case mark, again, reason, why
    case plan, absence
    case jumpBack, jumpForward
    case left, down, up, right, lineStart, lineEnd, pageUp, pageDown
    // Everywhere
    case undo, redo, mask, theme, help, palette, redraw, suspend, quit
    // Places
    case choosePlace, accept, putBack, nextPlace, previousPlace, otherTherapist, otherRoom, variant, relax
    case say, finer
    case carryLeft, carryDown, carryUp, carryRight, anHourUp, anHourDown, firstDay, lastDay
    case earlierWeek, laterWeek
    // Sets
    case bookSet, dropSet, nextSet, previousSet, heatMap
    // Lists
    case choose, leave, listUp, listDown, toggle
    // Proposals
    case acceptTicked, tick, regroup, searchOn, nextProposal, previousProposal, aside, dropProposal
    case unfold, fold, rowUp, rowDown, rowsUp, rowsDown, firstRow, lastRow

    package struct Row: Sendable {
        package let context: KeyContext
        package let keys: [Key]
        package let title: String
        /// The word in the hint line; nil: not shown there.
        package let hint: String?
        /// Where else it works: in lists by those of its keys that are no text.
        package var elsewhere: [KeyContext] = []
    }

    package var row: Row {
        func week(_ keys: [Key], _ title: String, _ hint: String? = nil) -> Row {
            Row(context: .week, keys: keys, title: title, hint: hint)
        }
        func places(_ keys: [Key], _ title: String, _ hint: String? = nil) -> Row {
            Row(context: .places, keys: keys, title: title, hint: hint)
        }
        func placesAndSets(_ keys: [Key], _ title: String, _ hint: String? = nil) -> Row {
            Row(context: .places, keys: keys, title: title, hint: hint, elsewhere: [.sets])
        }
        func sets(_ keys: [Key], _ title: String, _ hint: String? = nil) -> Row {
            Row(context: .sets, keys: keys, title: title, hint: hint)
        }
        func list(_ keys: [Key], _ title: String, _ hint: String? = nil) -> Row {
            Row(context: .list, keys: keys, title: title, hint: hint)
        }
        func everywhere(
            _ keys: [Key], _ title: String, _ hint: String? = nil,
            _ elsewhere: [KeyContext] = [.places, .sets, .list, .proposal]
        ) -> Row {
            Row(context: .week, keys: keys, title: title, hint: hint, elsewhere: elsewhere)
        }
        func proposal(_ keys: [Key], _ title: String, _ hint: String? = nil) -> Row {
            Row(context: .proposal, keys: keys, title: title, hint: hint)
        }
        func c(_ c: Character) -> Key { .character(c) }
        return switch self {
        case .book: week([c("b")], "Book a session or a seat for a patient", "book")
        case .findPlace: week([c("f")], "Find places that meet a patient's plan for the week", "place")
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
        case .nextPane:
            week(
                [.tab], "Inspector and back; in the day therapists, rooms, patients",
                "inspector")
        case .goToDate: week([c("g")], "Go to a date")
        case .today: week([c("t")], "Today")
        case .previousWeek: week([c("H")], "Week before")
        case .nextWeek: week([c("L")], "Week after")
        case .nextConflict: week([c("n")], "Next conflict", "conflict")
        case .previousConflict: week([c("N")], "Previous conflict")
        case .cure: week((1...9).map { c(Character(String($0))) }, "Take the numbered cure in the inspector")
        case .mark: week([c(" ")], "Mark the session, to cancel several at once", "mark")
        case .again: week([c(".")], "Repeat the last change on what is selected", "repeat")
        case .reason: week([c("c")], "Allow what is broken here, with a reason", "allow")
        case .why:
            everywhere(
                [c("w")], "Why: what is short, why nothing fits, who is in the way", "why",
                [.places, .sets, .proposal])
        case .plan: week([c("P")], "Plan the week, or look at its plan again", "plan")
        case .absence:
            everywhere(
                [c("A")], "Somebody or a room is out: mend it, and whom to call", "absence", [.proposal])
        case .jumpBack: week([c("<")], "Jump back to where you were")
        case .jumpForward: week([c(">")], "Jump forward again")
        case .undo: everywhere([c("u")], "Undo your last change", "undo", [.places, .sets])
        case .redo: everywhere([c("U")], "Redo what you undid", nil, [.places, .sets])
        case .mask: everywhere([c("*")], "Mask every name, or show them")
        case .theme: everywhere([c("T")], "Choose a theme", nil, [.places, .sets, .proposal])
        case .help: everywhere([c("?"), .function(1)], "Help for what is on the screen", "help")
        case .palette: everywhere([c(":")], "Every command by name", "commands")
        case .redraw: everywhere([.control("l")], "Draw the screen again")
        case .suspend: everywhere([.control("z")], "Suspend to the shell")
        case .quit:
            everywhere(
                [c("q")], "Quit; asks while something is half done", "quit", [.places, .sets, .proposal])
        case .left: week([.left, c("h")], "Left")
        case .down: week([.down, c("j")], "Down")
        case .up: week([.up, c("k")], "Up")
        case .right: week([.right, c("l")], "Right")
        case .lineStart: week([.home], "First of the row")
        case .lineEnd: week([.end], "Last of the row")
        case .pageUp: week([.pageUp], "A page up")
        case .pageDown: week([.pageDown], "A page down")

        case .choosePlace:
            placesAndSets("abcdefg".map { c($0) }, "Choose the place with that letter", "choose")
        case .accept: places([.enter], "Book it there, drop it there", "accept")
        case .putBack: places([.escape, .control("c")], "Put it back, change nothing", "back")
        case .nextPlace: places([c("n")], "The next of the places with letters")
        case .previousPlace: places([c("N")], "The one before")
        case .otherTherapist: places([c("t")], "Another therapist", "therapist")
        case .otherRoom: places([c("r")], "Another room", "room")
        case .variant:
            places([.tab], "Once, weekly, weekly until; this one or this and later", "once/weekly")
        case .relax: places((1...9).map { c(Character(String($0))) }, "Give up what the number stands for")
        case .say: placesAndSets([c("C")], "Add a reason, kept with the change", "reason")
        case .finer: placesAndSets([c("z")], "Zoom the calendar: 60, 30, 15 minutes")
        case .carryLeft: placesAndSets([.left, c("h")], "A day earlier")
        case .carryDown: placesAndSets([.down, c("j")], "Later")
        case .carryUp: placesAndSets([.up, c("k")], "Earlier")
        case .carryRight: placesAndSets([.right, c("l")], "A day later")
        case .anHourUp: placesAndSets([.pageUp], "An hour earlier")
        case .anHourDown: placesAndSets([.pageDown], "An hour later")
        case .firstDay: placesAndSets([.home], "The first day")
        case .lastDay: placesAndSets([.end], "The last day")
        case .earlierWeek: placesAndSets([c("H")], "A week earlier", "week before")
        case .laterWeek: placesAndSets([c("L")], "A week later", "week after")

        case .bookSet: sets([.enter], "Book the whole set", "book all")
        case .dropSet: sets([.escape, .control("c")], "Leave, book nothing", "back")
        case .nextSet: sets([c("n")], "The next set", "next set")
        case .previousSet: sets([c("N")], "The set before")
        case .heatMap:
            sets([.tab], "The week's free seats, all about the set, and back to it", "seats")

        case .choose: list([.enter], "Take the selected line", "take")
        case .leave: list([.escape, .control("c")], "Leave without a change", "back")
        case .listUp: list([.up, .control("p")], "Up")
        case .listDown: list([.down, .control("n")], "Down")
        case .toggle: list([.tab], "The other way of doing it", "switch")

        case .acceptTicked: proposal([.enter], "Book what is ticked, in one change", "accept the ticked")
        case .tick: proposal([c(" ")], "Take the selected line, or leave it out", "tick")
        case .regroup: proposal([.tab], "By patient, by day, by therapist; what is not met", "by day")
        case .searchOn: proposal([c("P")], "Look on for a better plan", "search on")
        case .nextProposal: proposal([c("n")], "The next way to mend the absence", "next proposal")
        case .previousProposal: proposal([c("N")], "The way to mend it before")
        case .aside: proposal([c("d")], "Back to the week; what is looked for goes on", "to the week")
        case .dropProposal:
            proposal(
                [.escape, .control("c")], "Stop at the best so far; then leave, booking nothing", "back")
        case .unfold: proposal([.right, c("l")], "Unfold the line: its changes one by one", "unfold")
        case .fold: proposal([.left, c("h")], "Fold it again")
        case .rowUp: proposal([.up, c("k")], "Up")
        case .rowDown: proposal([.down, c("j")], "Down")
        case .rowsUp: proposal([.pageUp], "Ten lines up")
        case .rowsDown: proposal([.pageDown], "Ten lines down")
        case .firstRow: proposal([.home], "The first line")
        case .lastRow: proposal([.end], "The last line")
        }
    }
    package var title: String { row.title }
    package var context: KeyContext { row.context }
    package func works(in other: KeyContext) -> Bool { row.context == other || row.elsewhere.contains(other) }

    /// Several keys, each with a meaning of its own.
    package var isFamily: Bool { self == .cure || self == .choosePlace || self == .relax }

    /// Commands that the palette of a context offers: those that need no aim.
    package func isInPalette(of other: KeyContext) -> Bool {
        switch self {
        case .left, .down, .up, .right, .lineStart, .lineEnd, .pageUp, .pageDown, .palette, .back,
            .carryLeft, .carryRight, .carryUp, .carryDown, .anHourUp, .anHourDown, .firstDay, .lastDay,
            .listUp, .listDown, .choose, .unfold, .fold, .rowUp, .rowDown, .rowsUp, .rowsDown, .firstRow,
            .lastRow:
            false
        default: works(in: other) && !isFamily
        }
    }
}
