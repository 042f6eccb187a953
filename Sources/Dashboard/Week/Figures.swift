internal import ClinicModel
internal import Terminal

/// Numbers as the screen writes them.
enum Figures {
    /// Minutes as hours with one decimal, rounded half up: `9.8`.
    static func hours(_ minutes: Int) -> String {
        let tenths = (max(0, minutes) * 10 + 30) / 60
        return "\(tenths / 10).\(tenths % 10)"
    }
    /// `08–16`, `08:30–16` is too long for the axis: the half hour is left out.
    static func span(_ start: Int, _ end: Int, _ glyphs: GlyphSet) -> String {
        Digits.padded(start / 60, to: 2) + String(glyphs.dash) + Digits.padded((end + 59) / 60, to: 2)
    }
    /// `18:00–19:30`
    static func times(_ start: Int, _ end: Int, _ glyphs: GlyphSet) -> String {
        func time(_ m: Int) -> String { TimeOfDay(minutes: min(max(0, m), 1440)).description }
        return time(start) + String(glyphs.dash) + time(end)
    }
    /// `92 730`
    static func grouped(_ n: Int) -> String {
        let digits = String(abs(n))
        var out = ""
        for (i, c) in digits.enumerated() {
            if i > 0, (digits.count - i) % 3 == 0 { out += " " }
            out.append(c)
        }
        return n < 0 ? "-" + out : out
    }
    /// `4 clashes in up to 8 later weeks`: each rule that one person breaks is one clash, in however many weeks.
    static func clashes(_ n: Int, inWeeks weeks: Int) -> String {
        let later = weeks == 1 ? "1 later week" : "\(weeks) later weeks"
        if n == 1 { return "1 clash in \(later)" }
        return "\(grouped(n)) clashes in " + (weeks == 1 ? "\(later) each" : "up to \(later)")
    }
    /// `9 changes`, `1 change`
    static func count(_ n: Int, _ one: String, _ many: String? = nil) -> String {
        n == 1 ? "1 \(one)" : "\(grouped(n)) \(many ?? one + "s")"
    }
    /// `4.2`
    static func tenths(_ x: Double) -> String {
        let n = Int((max(0, x) * 10).rounded())
        return "\(n / 10).\(n % 10)"
    }
    /// To the right of a field of so many columns.
    static func right(_ text: String, _ width: Int) -> String {
        String(repeating: " ", count: max(0, width - text.count)) + text
    }
    static func left(_ text: String, _ width: Int) -> String {
        text + String(repeating: " ", count: max(0, width - text.count))
    }
}
