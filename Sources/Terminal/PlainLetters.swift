/// ASCII stand-ins for terminals that show nothing else.
package enum PlainLetters {
    /// Text with every accented letter as its plain one; what has no plain twin stays.
    package static func plain(_ text: String) -> String {
        guard text.utf8.contains(where: { $0 > 0x7F }) else { return text }
        return String(
            String.UnicodeScalarView(
                text.unicodeScalars.map { scalar in
                    scalar.isASCII ? scalar : twins[scalar.value].flatMap { Unicode.Scalar($0) } ?? scalar
                }))
    }
    /// A glyph's ASCII twin, a letter without its accent, else `?`.
    static func twin(of scalar: UInt32) -> UInt32 { twins[scalar] ?? 63 }

    private static let twins: [UInt32: UInt32] = {
        var twins: [UInt32: UInt32] = [:]
        func add(_ from: Character, _ to: Character) {
            guard let a = from.unicodeScalars.first, let b = to.unicodeScalars.first else { return }
            if twins[a.value] == nil { twins[a.value] = b.value }
        }
        let (u, a) = (GlyphSet.unicode, GlyphSet.ascii)
        for (from, to) in zip(u.all, a.all) { add(from, to) }
        let letters: [(String, Character)] = [
            ("ÀÁÂÃÄÅĀĂĄ", "A"), ("àáâãäåāăą", "a"), ("ÇĆČ", "C"), ("çćč", "c"), ("ĎĐÐ", "D"), ("ďđð", "d"),
            ("ÈÉÊËĒĖĘĚ", "E"), ("èéêëēėęě", "e"), ("Ğ", "G"), ("ğ", "g"), ("ÌÍÎÏĪİ", "I"), ("ìíîïīı", "i"),
            ("Ł", "L"), ("ł", "l"), ("ÑŃŇ", "N"), ("ñńň", "n"), ("ÒÓÔÕÖØŌŐ", "O"), ("òóôõöøōő", "o"),
            ("ŘŔ", "R"), ("řŕ", "r"), ("ŚŞŠȘ", "S"), ("śşšșß", "s"), ("ŢŤȚ", "T"), ("ţťț", "t"),
            ("ÙÚÛÜŪŮŰ", "U"), ("ùúûüūůű", "u"), ("ÝŸ", "Y"), ("ýÿ", "y"), ("ŹŻŽ", "Z"), ("źżž", "z"),
            ("‘’‚′", "'"), ("“”„″", "\""), ("–—−‐‑", "-"), ("×", "x"), ("≥", ">"), ("≤", "<"),
            ("\u{A0}", " "),
        ]
        for (from, to) in letters { for c in from { add(c, to) } }
        return twins
    }()
}
