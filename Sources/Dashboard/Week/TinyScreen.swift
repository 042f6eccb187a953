internal import Terminal

/// What a screen too small for a week shows.
struct TinyScreen {
    let size: Size
    let least: Size
    let glyphs: GlyphSet

    func draw(into canvas: inout Canvas) {
        let words = "This window is \(name(size)); Vesper needs \(name(least))."
        let choices = [words, "\(name(size)), needs \(name(least))", name(least)]
        var lines = choices.first { Canvas.width(of: $0) <= size.columns }.map { [$0] } ?? []
        if size.rows >= 2, Canvas.width(of: words) > size.columns {
            let wrapped = SideLine.wrap(words, width: max(1, size.columns))
            if wrapped.count <= size.rows, wrapped.allSatisfy({ Canvas.width(of: $0) <= size.columns }) {
                lines = wrapped
            }
        }
        let top = max(0, (size.rows - lines.count) / 2)
        for (i, line) in lines.enumerated() {
            let x = max(0, (size.columns - Canvas.width(of: line)) / 2)
            canvas.write(line, at: x, top + i, .base, width: size.columns)
        }
    }
    private func name(_ size: Size) -> String {
        glyphs.kind == .unicode ? "\(size)" : "\(size.columns)x\(size.rows)"
    }
}
