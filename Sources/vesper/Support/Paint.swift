internal import ArgumentParser
internal import Terminal

/// Colour of the text on a terminal: of the sixteen that every terminal lets its user choose.
struct Paint {
    enum Choice: String, CaseIterable, ExpressibleByArgument {
        case auto, always, never

        /// The same of the dashboard.
        var ofScreen: ScreenOptions.Color {
            switch self {
            case .auto: .auto
            case .always: .always
            case .never: .never
            }
        }
    }

    private let isOn: Bool

    init(_ choice: Choice, toFile: Bool) {
        isOn =
            switch choice {
            case .always: true
            case .never: false
            case .auto:
                !toFile && Output.isTerminal && Environment["NO_COLOR"] == nil
                    && Environment["TERM"] != "dumb"
            }
    }
    func strong(_ text: String) -> String { marked(text, "1") }
    func faint(_ text: String) -> String { marked(text, "2") }
    func bad(_ text: String) -> String { marked(text, "31") }
    func good(_ text: String) -> String { marked(text, "32") }
    func warning(_ text: String) -> String { marked(text, "33") }

    private func marked(_ text: String, _ code: String) -> String {
        isOn && !text.isEmpty ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
    }
}
