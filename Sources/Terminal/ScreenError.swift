/// Why there is no screen.
package enum ScreenError: Error, Hashable, Sendable {
    case notATerminal
    /// The terminal (its `TERM`) cannot show one.
    case unusable(String)

    /// The reason and the cure in one sentence.
    package var sentence: String {
        switch self {
        case .notATerminal:
            "The dashboard needs a terminal; input or output is none. The commands work without one: vesper --help."
        case .unusable(let term):
            "A terminal of the kind \"\(term)\" cannot place its cursor; set TERM to what yours is, for example export TERM=xterm-256color. The commands work in any: vesper --help."
        }
    }
}
