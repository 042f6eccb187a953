internal import Terminal

/// Rows of text in columns, two blanks between them, none at the end of a line.
enum Columns {
    /// What is empty shows as `-`, so that every row has as many fields.
    static func lines(_ rows: [[String]], right: Set<Int> = []) -> [String] {
        let rows = rows.map { $0.map { $0.isEmpty ? "-" : Self.oneLine($0) } }
        var widths: [Int] = []
        for row in rows {
            for (i, cell) in row.enumerated() {
                if i == widths.count { widths.append(0) }
                widths[i] = max(widths[i], TextWidth.columns(of: cell))
            }
        }
        return rows.map { row in
            var line = ""
            for (i, cell) in row.enumerated() {
                let blanks = String(repeating: " ", count: widths[i] - TextWidth.columns(of: cell))
                if i > 0 { line += "  " }
                line += right.contains(i) ? blanks + cell : i + 1 < row.count ? cell + blanks : cell
            }
            return line
        }
    }
    /// Control characters of a name must not reach a terminal, nor break a record.
    static func oneLine(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: { $0.value < 0x20 || (0x7F..<0xA0).contains($0.value) })
        else {
            return TextWidth.harmless(text)
        }
        var out = String.UnicodeScalarView()
        for s in text.unicodeScalars {
            out.append(s.value < 0x20 || (0x7F..<0xA0).contains(s.value) ? " " : s)
        }
        return TextWidth.harmless(String(out))
    }
}
