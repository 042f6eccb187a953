/// What a person did: a key, a paste, the mouse, or what the terminal tells about itself.
package enum Key: Hashable, Sendable {
    /// A printable character, the space included.
    case character(Character)
    case enter, escape, tab, backTab, backspace, delete, insert
    case up, down, left, right, home, end, pageUp, pageDown
    case shift(Arrow)
    case controlArrow(Arrow)
    /// F1 to F24.
    case function(Int)
    /// Control with a lower-case letter or one of `@ [ \ ] ^ _`.
    case control(Character)
    case alt(Character)
    /// Text from the clipboard: always text, never commands. Line ends are `\n`; other control characters
    /// are left out.
    case paste(String)
    case mouse(MouseEvent)
    /// The terminal has this size now; also sent after coming back from the background.
    case resize(Size)
    /// The terminal is gone or the program was asked to end (SIGTERM, SIGHUP, SIGINT).
    case hangUp
    /// A key nobody knows.
    case unknown

    package enum Arrow: String, CaseIterable, Hashable, Sendable { case up, down, left, right }
}

package struct MouseEvent: Hashable, Sendable {
    package enum Action: Hashable, Sendable {
        /// The left button went down, moved while down, came up.
        case press, drag, release
        /// The second press at one cell within 400 ms; its release follows.
        case doubleClick
        /// The right button went down.
        case secondary
        case wheelUp, wheelDown
    }
    package var action: Action
    package var point: Point

    package init(_ action: Action, at point: Point) {
        self.action = action
        self.point = point
    }
}
