/// What is wrong with a theme, and where.
package struct ThemeProblem: Hashable, Sendable, CustomStringConvertible {
    /// The file as the person knows it.
    package let file: String
    /// From 1; nil when no single line is to blame.
    package let line: Int?
    package let message: String

    package init(file: String, line: Int?, _ message: String) {
        self.file = file
        self.line = line
        self.message = message
    }
    /// `mine.toml:12: there is no role "evnt.group"`
    package var description: String {
        line.map { "\(file):\($0): \(message)" } ?? "\(file): \(message)"
    }
}
