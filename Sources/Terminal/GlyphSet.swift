/// The characters drawings are made of. Each is one column wide and every one has an ASCII twin.
package struct GlyphSet: Hashable, Sendable {
    package enum Kind: String, Sendable { case unicode, ascii }
    package let kind: Kind

    /// The left edge of a session; of a suggested place.
    package let bar, ghostBar: Character
    /// A group that is full; one below its least attendance.
    package let full, underfilled: Character
    /// Light, middle and dark shade: work hours and hours off, notes and unavailable, heat.
    package let shade1, shade2, shade3: Character
    package let commute, timeoff: Character
    package let progress, progressRest: Character
    package private(set) var vertical, horizontal, gridVertical: Character
    package let topLeft, topRight, bottomLeft, bottomRight: Character
    package let teeLeft, teeRight, teeTop, teeBottom, cross: Character
    package let above, below, left, right, up, down: Character
    package let pointer, enter, arrow, ellipsis, middleDot, dash, bullet, hollow, check, ticked: Character
    /// Eighths from low to high.
    package let spark: [Character]

    package static let unicode = GlyphSet(
        kind: .unicode, bar: "▌", ghostBar: "┊", full: "█", underfilled: "▽",
        shade1: "░", shade2: "▒", shade3: "▓", commute: "┈", timeoff: "╱",
        progress: "█", progressRest: "░", vertical: "│", horizontal: "─", gridVertical: "┊",
        topLeft: "┌", topRight: "┐", bottomLeft: "└", bottomRight: "┘",
        teeLeft: "├", teeRight: "┤", teeTop: "┬", teeBottom: "┴", cross: "┼",
        above: "▲", below: "▼", left: "←", right: "→", up: "↑", down: "↓",
        pointer: "▸", enter: "⏎", arrow: "→", ellipsis: "…", middleDot: "·", dash: "–",
        bullet: "●", hollow: "○", check: "✓", ticked: "x",
        spark: ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"])

    package static let ascii = GlyphSet(
        kind: .ascii, bar: "|", ghostBar: "[", full: "#", underfilled: "u",
        shade1: ".", shade2: ":", shade3: "%", commute: "-", timeoff: "/",
        progress: "#", progressRest: ".", vertical: "|", horizontal: "-", gridVertical: "'",
        topLeft: "+", topRight: "+", bottomLeft: "+", bottomRight: "+",
        teeLeft: "+", teeRight: "+", teeTop: "+", teeBottom: "+", cross: "+",
        above: "^", below: "v", left: "<", right: ">", up: "^", down: "v",
        pointer: ">", enter: "~", arrow: ">", ellipsis: "~", middleDot: "-", dash: "-",
        bullet: "*", hollow: "o", check: "*", ticked: "x",
        spark: ["_", "_", ".", ".", "-", "-", "=", "#"])

    /// The same, with blanks for the lines between days and panes: read aloud they are noise.
    package var withoutBorders: GlyphSet {
        var plain = self
        plain.vertical = " "
        plain.gridVertical = " "
        return plain
    }
    /// All of them, in one order.
    var all: [Character] {
        [
            bar, ghostBar, full, underfilled, shade1, shade2, shade3, commute, timeoff, progress,
            progressRest,
            vertical, horizontal, gridVertical, topLeft, topRight, bottomLeft, bottomRight, teeLeft, teeRight,
            teeTop, teeBottom, cross, above, below, left, right, up, down, pointer, enter, arrow, ellipsis,
            middleDot, dash, bullet, hollow, check, ticked,
        ] + spark
    }
}
