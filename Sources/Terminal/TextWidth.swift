internal import CCurses

/// How many columns text takes. libc's `wcwidth` is the one authority: what a terminal draws is what the
/// canvas counts.
package enum TextWidth {
    /// What a scalar does on the screen.
    enum Kind: Equatable {
        case narrow, wide
        /// Sits on the letter before it.
        case combining
        /// Direction marks, joiners, variation selectors: they resize what terminals draw, so they are left out.
        case dropped
        /// Control characters, those that turn the writing direction, and unassigned ones; drawn as `?`, never
        /// sent.
        case unprintable
    }

    static func kind(of scalar: Unicode.Scalar) -> Kind {
        let v = scalar.value
        if v >= 0x20 && v < 0x7F { return .narrow }
        if v < 0xA0 { return .unprintable }
        if v == 0xAD { return .dropped }
        if isTurning(scalar) { return .unprintable }
        switch vesper_columns(v) {
        case 1: return .narrow
        case 2: return .wide
        case 0:
            let p = scalar.properties
            return p.isDefaultIgnorableCodePoint || p.generalCategory == .format ? .dropped : .combining
        default: return .unprintable
        }
    }
    /// Embeddings, overrides and isolates: a name with one can pass for another.
    private static func isTurning(_ scalar: Unicode.Scalar) -> Bool {
        (0x202A...0x202E).contains(scalar.value) || (0x2066...0x2069).contains(scalar.value)
    }
    /// The text for a terminal that nothing draws on: what would command it, or turn the writing direction, is shown as
    /// `?`. Line ends, tabs and colours (`ESC [ … m`) stay.
    package static func harmless(_ text: String) -> String {
        func isHarmful(_ s: Unicode.Scalar) -> Bool {
            s.value < 0x20 ? s != "\n" && s != "\t" : (0x7F..<0xA0).contains(s.value) || isTurning(s)
        }
        guard text.unicodeScalars.contains(where: isHarmful) else { return text }
        var out = String.UnicodeScalarView()
        var rest = text.unicodeScalars[...]
        while let s = rest.first {
            if s == "\u{1B}", let end = colour(rest) {
                out += rest[..<end]
                rest = rest[end...]
            } else {
                out.append(isHarmful(s) ? "?" : s)
                rest = rest.dropFirst()
            }
        }
        return String(out)
    }
    /// Where the colour ends that the text begins with.
    private static func colour(_ text: Substring.UnicodeScalarView) -> String.Index? {
        let inner = text.dropFirst().dropFirst()
        guard text.dropFirst().first == "[",
            let end = inner.firstIndex(where: { !("0"..."9").contains($0) && $0 != ";" }), inner[end] == "m"
        else { return nil }
        return text.index(after: end)
    }

    static func columns(of scalar: Unicode.Scalar) -> Int {
        switch kind(of: scalar) {
        case .narrow, .unprintable: 1
        case .wide: 2
        case .combining, .dropped: 0
        }
    }
    /// Columns of a line of text.
    package static func columns(of text: some StringProtocol) -> Int {
        var n = 0
        for scalar in text.unicodeScalars { n += columns(of: scalar) }
        return n
    }
}
