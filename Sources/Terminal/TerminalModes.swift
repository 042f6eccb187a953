internal import CCurses

/// What is switched on when the screen is entered and off when it is left, beside what ncurses does.
struct TerminalModes {
    private(set) var enter = ""
    private(set) var leave = ""

    init(_ report: TerminalReport) {
        guard report.speaksXterm else { return }
        // Bracketed paste; the title is put on its stack.
        enter += "\u{1B}[?2004h\u{1B}[22;2t"
        leave += "\u{1B}[?2004l\u{1B}[23;2t"
        if report.hasMouse {
            // Presses, drags, and places beyond column 223 (SGR).
            enter += "\u{1B}[?1000h\u{1B}[?1002h\u{1B}[?1006h"
            leave += "\u{1B}[?1006l\u{1B}[?1002l\u{1B}[?1000l"
        }
    }
}

extension TerminalReport {
    /// The report of the terminal this process runs in. Sets the process's locale.
    package static func ofTerminal(_ options: ScreenOptions) -> TerminalReport {
        var facts = Facts()
        facts.isTerminal = vesper_is_terminal(0) && vesper_is_terminal(1)
        var rows: Int32 = 0
        var columns: Int32 = 0
        if vesper_size(1, &rows, &columns) { facts.size = Size(columns: Int(columns), rows: Int(rows)) }
        facts.codeset = vesper_locale().map { String(cString: $0) } ?? "unknown"
        facts.describe = { term in
            var info = vesper_terminfo()
            guard vesper_describe(term, &info) else { return nil }
            var description = Description()
            description.isAddressable = info.addressable
            description.hasAlternateScreen = info.alternate
            description.hasMouse = info.mouse
            description.hasDirectColor = info.direct
            description.colors = Int(info.colors)
            return description
        }
        return TerminalReport(options, facts)
    }
}
