internal import Terminal

/// What a screen too small for a week shows.
struct TinyScreen {
    let size: Size
    let least: Size

    func draw(into canvas: inout Canvas) {
        let words = "This window is \(size); Vesper needs \(least)."
        let short = "\(size), needs \(least)"
        var lines =
            [words, short, "\(least)"].first { Canvas.width(of: $0) <= size.columns }.map { [$0] } ?? []
        if size.rows >= 2, Canvas.width(of: words) > size.columns {
            let wrapped = SideLine.wrap(words, width: max(1, size.columns))
            if wrapped.count <= size.rows, wrapped.allSatisfy({ Canvas.width(of: $0) <= size.columns }) {
                lines = wrapped
            }
        }
        let top = max(0, (size.rows - lines.count) / 2)
        for (i, line) in lines.enumerated() {
            canvas.write(
                line, at: max(0, (size.columns - Canvas.width(of: line)) / 2), top + i, .base,
                width: size.columns)
        }
    }
}
