internal import CCurses

/// How many columns text takes. libc's `wcwidth` is the one authority: what a terminal draws is what the
/// canvas counts.
package enum TextWidth {
    /// What a scalar does on the screen.
    enum Kind: Equatable {
        case narrow, wide
        /// Sits on the letter before it.
        case combining
        /// Direction marks, joiners, variation selectors: they reorder or resize what terminals draw, so
        /// they are left out.
        case dropped
        /// Control characters and unassigned ones; drawn as `?`, never sent.
        case unprintable
    }

    static func kind(of scalar: Unicode.Scalar) -> Kind {
        let v = scalar.value
        if v >= 0x20 && v < 0x7F { return .narrow }
        if v < 0xA0 { return .unprintable }
        if v == 0xAD { return .dropped }
        switch vesper_columns(v) {
        case 1: return .narrow
        case 2: return .wide
        case 0:
            let p = scalar.properties
            return p.isDefaultIgnorableCodePoint || p.generalCategory == .format ? .dropped : .combining
        default: return .unprintable
        }
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
