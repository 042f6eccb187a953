internal import CCurses

/// The terminal as a screen: the one class that owns ncurses.
///
/// It takes the terminal in `init` and gives it back in `close`, at the end of the process and after any
/// signal. There can be one at a time. Not thread-safe; `wake` alone may be called from anywhere.
package final class CursesScreen: Screen {
    package private(set) var size: Size
    package let report: TerminalReport
    package var glyphs: GlyphSet { report.glyphs }

    private var palette: CursesPalette
    private var decoder = KeyDecoder()
    /// What the terminal shows; nil when everything must be sent.
    private var shown: Canvas?
    private let isLatin: Bool
    /// The size the program last heard of.
    private var told: Size

    /// A lone ESC byte is the Esc key when nothing follows for this many milliseconds.
    private static let escapeDelay = 25
    /// A paste whose end never comes is over after this many.
    private static let pasteDelay = 1000

    package init(_ options: ScreenOptions, theme: Theme) throws(ScreenError) {
        report = TerminalReport.ofTerminal(options)
        guard report.isTerminal else { throw .notATerminal }
        guard let term = report.usedTerm else { throw .unusable(report.term) }
        let modes = TerminalModes(report)
        // tmux draws erased cells in their background's colour but leaves it out of what it captures.
        let isInTmux = !(options.environment["TMUX"] ?? "").isEmpty
        let isDirect = report.depth == .truecolor
        let opened = term.withCString { term in
            modes.enter.withCString { enter in
                modes.leave.withCString { leave in
                    var options = vesper_options(
                        term: term, direct_color: isDirect, no_erase: isInTmux, enter: enter, leave: leave)
                    return vesper_open(&options)
                }
            }
        }
        guard opened else { throw .unusable(report.term) }
        size = Self.measured() ?? Size(columns: 80, rows: 24)
        told = size
        isLatin = report.codeset.uppercased() != "UTF-8"
        palette = CursesPalette(theme, depth: report.depth)
    }

    deinit { vesper_close() }

    /// Gives the terminal back. What was written to stderr meanwhile is shown then.
    package func close() { vesper_close() }

    /// The signal that asked the program to end, if one did.
    package var endingSignal: Int32? {
        let signal = vesper_ending_signal()
        return signal == 0 ? nil : signal
    }

    package func setTheme(_ theme: Theme) {
        palette.setTheme(theme)
        shown = nil
    }
    package func setTitle(_ title: String) {
        guard report.speaksXterm else { return }
        let plain = String(
            title.unicodeScalars.filter { TextWidth.kind(of: $0) == .narrow }.map { Character($0) })
        send("\u{1B}]2;\(plain)\u{07}")
    }
    package func redraw() {
        shown = nil
        vesper_redraw()
    }
    private func send(_ text: String) {
        var text = text
        text.withUTF8 { bytes in
            bytes.withMemoryRebound(to: CChar.self) { vesper_send($0.baseAddress, $0.count) }
        }
    }

    private static func measured() -> Size? {
        var rows: Int32 = 0
        var columns: Int32 = 0
        return vesper_size(1, &rows, &columns) ? Size(columns: Int(columns), rows: Int(rows)) : nil
    }
}

// Keys.
extension CursesScreen {
    package var wake: @Sendable () -> Void { { vesper_wake() } }

    package var hasPendingKeys: Bool {
        if decoder.isHalfway || told != size { return true }
        read()
        return decoder.isHalfway
    }

    package func nextKey(timeoutMilliseconds: Int?) -> Key? {
        let deadline = timeoutMilliseconds.map { vesper_milliseconds() + UInt64(max(0, $0)) }
        while true {
            if endingSignal != nil { return .hangUp }
            if told != size { return resized() }
            if let key = decoder.next(time: vesper_milliseconds()) { return key }
            let woken = vesper_wait(Int32(patience(until: deadline)))
            if woken & Int32(VESPER_INPUT) != 0, !read() { return .hangUp }
            if woken & Int32(VESPER_GONE | VESPER_ENDED) != 0 { return .hangUp }
            if woken & Int32(VESPER_STOPPED) != 0 {
                suspend()
                return resized()
            }
            if woken & Int32(VESPER_CONTINUED) != 0 {
                vesper_reenter()
                measure()
                return resized()
            }
            if woken & Int32(VESPER_RESIZED) != 0 {
                // Terminals move what they show when their size changes, each in its way; and it may have been
                // another in between.
                measure()
                vesper_redraw()
                return resized()
            }
            if let key = decoder.next(time: vesper_milliseconds()) { return key }
            if woken & Int32(VESPER_WOKEN) != 0 { return nil }
            guard woken == 0 else { continue }
            if let key = decoder.next(isAll: true, time: vesper_milliseconds()) { return key }
            if let deadline, vesper_milliseconds() >= deadline { return nil }
        }
    }

    private func resized() -> Key {
        told = size
        return .resize(size)
    }

    /// Milliseconds to wait for more; -1 for ever.
    private func patience(until deadline: UInt64?) -> Int {
        if decoder.isPasting { return Self.pasteDelay }
        if decoder.isHalfway { return Self.escapeDelay }
        guard let deadline else { return -1 }
        return Int(min(deadline - min(deadline, vesper_milliseconds()), 1 << 30))
    }

    /// Takes all bytes there are; false when the terminal is gone.
    @discardableResult
    private func read() -> Bool {
        while true {
            var count: Int32 = 0
            let bytes = [UInt8](unsafeUninitializedCapacity: 4096) { buffer, initialized in
                count = vesper_read(buffer.baseAddress, 4096)
                initialized = max(0, Int(count))
            }
            if count < 0 { return false }
            if count == 0 { return true }
            decoder.feed(bytes)
            if count < 4096 { return true }
        }
    }

    package func suspend() {
        vesper_suspend()
        measure()
    }

    /// Asks the terminal for its size, which may have changed; everything is sent again.
    private func measure() {
        shown = nil
        guard let now = Self.measured(), now != size else { return }
        size = now
        vesper_resize(Int32(now.rows), Int32(now.columns))
    }
}

// Drawing.
extension CursesScreen {
    package func draw(_ canvas: Canvas) {
        let whole = shown == nil || shown?.size != canvas.size
        var run: [vesper_cell] = []
        for y in 0..<size.rows {
            var x = 0
            while x < size.columns {
                if !whole, isShown(canvas, x, y) {
                    x += 1
                    continue
                }
                // The right half of a wide character goes with its left half.
                var start = x
                if packed(canvas, x, y).glyph == 0, x > 0 { start -= 1 }
                run.removeAll(keepingCapacity: true)
                x = start
                var before = start > 0 ? palette.look(packed(canvas, start - 1, y)) : nil
                while x < size.columns, whole || !isShown(canvas, x, y) || x == start || bridges(canvas, x, y)
                {
                    let cell = packed(canvas, x, y)
                    if cell.glyph != 0 || run.isEmpty { append(cell, of: canvas, after: &before, to: &run) }
                    x += 1
                }
                // So does the left half bring its right one.
                while x < size.columns, packed(canvas, x, y).glyph == 0 { x += 1 }
                vesper_put(Int32(y), Int32(start), run, Int32(run.count))
            }
        }
        shown = canvas
        if let cursor = canvas.cursor, Rect(size).contains(cursor) {
            vesper_flush(Int32(cursor.y), Int32(cursor.x))
        } else {
            vesper_flush(-1, -1)
        }
    }

    /// Whether what is shown from here on is blank for a column or two until something changes: to go over it
    /// in the colours at hand takes fewer bytes than to keep the colours it once took over from what it followed.
    private func bridges(_ canvas: Canvas, _ x: Int, _ y: Int) -> Bool {
        for next in x..<min(x + 3, size.columns) {
            if !isShown(canvas, next, y) { return next > x }
            if packed(canvas, next, y).glyph != 32 { return false }
        }
        return false
    }

    private func packed(_ canvas: Canvas, _ x: Int, _ y: Int) -> PackedCell {
        guard x < canvas.size.columns, y < canvas.size.rows else { return .blank }
        let cell = canvas.cells[y * canvas.size.columns + x]
        // A wide character cut by the screen's edge.
        if x + 1 == size.columns, x + 1 < canvas.size.columns,
            canvas.cells[y * canvas.size.columns + x + 1].glyph == 0
        {
            var blank = cell
            blank.glyph = 32
            return blank
        }
        return cell
    }

    /// Only asked while `shown` has the canvas's size.
    private func isShown(_ canvas: Canvas, _ x: Int, _ y: Int) -> Bool {
        guard x < canvas.size.columns, y < canvas.size.rows, let shown else { return true }
        let i = y * canvas.size.columns + x
        let cell = canvas.cells[i]
        return cell == shown.cells[i]
            && (cell.glyph < PackedCell.firstCluster || shown.clusters == canvas.clusters)
    }

    private func append(
        _ cell: PackedCell, of canvas: Canvas, after before: inout CursesPalette.Look?,
        to run: inout [vesper_cell]
    ) {
        var look = palette.look(cell)
        // A blank stays in the colours of what it follows: changing them between words would cost bytes.
        if cell.glyph == 32, let before, look.hidesInk(as: before) { look = before }
        before = look
        var out = vesper_cell()
        out.pair = look.pair
        out.marks = look.marks
        out.scalars.0 = cell.glyph == 0 ? 32 : cell.glyph
        if cell.glyph >= PackedCell.firstCluster {
            let scalars = canvas.character(of: cell.glyph).unicodeScalars.map(\.value)
            out.scalars.0 = scalars[0]
            if !isLatin {
                out.scalars.1 = scalars.count > 1 ? scalars[1] : 0
                out.scalars.2 = scalars.count > 2 ? scalars[2] : 0
                out.scalars.3 = scalars.count > 3 ? scalars[3] : 0
                out.scalars.4 = scalars.count > 4 ? scalars[4] : 0
            }
        }
        if isLatin, out.scalars.0 > 0x7E {
            let columns = Unicode.Scalar(out.scalars.0).map { TextWidth.columns(of: $0) } ?? 1
            out.scalars.0 = PlainLetters.twin(of: out.scalars.0)
            run.append(out)
            if columns == 2 { run.append(out) }
            return
        }
        run.append(out)
    }
}
