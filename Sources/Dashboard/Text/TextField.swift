package import Terminal

/// One line of text being typed.
package struct TextField: Hashable, Sendable {
    package private(set) var text: String
    /// Characters before the cursor, 0…`text.count`.
    package private(set) var cursor: Int

    /// What is pasted beyond it is left out; nobody types that much.
    package static let longest = 200

    package init(_ text: String = "") {
        self.text = text
        cursor = text.count
    }
    package var isEmpty: Bool { text.isEmpty }
    /// Without blanks at the ends; several in a row are one.
    package var words: String { text.split(whereSeparator: \.isWhitespace).joined(separator: " ") }

    /// Edits by a key; false when the key is none of editing.
    package mutating func take(_ key: Key) -> Bool {
        switch key {
        case .character(let c): insert(String(c))
        // A paste is text, whatever it holds.
        case .paste(let text): insert(text.map { $0.isNewline || $0 == "\t" ? " " : String($0) }.joined())
        case .backspace: erase(cursor - 1..<cursor)
        case .delete: erase(cursor..<cursor + 1)
        case .left: cursor = max(0, cursor - 1)
        case .right: cursor = min(text.count, cursor + 1)
        case .home, .control("a"): cursor = 0
        case .end, .control("e"): cursor = text.count
        case .controlArrow(.left): cursor = wordStart
        case .controlArrow(.right): cursor = wordEnd
        case .control("w"): erase(wordStart..<cursor)
        case .control("u"): erase(0..<cursor)
        default: return false
        }
        return true
    }

    private mutating func insert(_ more: String) {
        let room = more.prefix(max(0, Self.longest - text.count))
        let at = text.index(text.startIndex, offsetBy: cursor)
        text.insert(contentsOf: room, at: at)
        cursor += room.count
    }
    private mutating func erase(_ range: Range<Int>) {
        let range = range.clamped(to: 0..<text.count)
        guard !range.isEmpty else { return }
        let from = text.index(text.startIndex, offsetBy: range.lowerBound)
        let to = text.index(from, offsetBy: range.count)
        text.removeSubrange(from..<to)
        if cursor > range.lowerBound { cursor = max(range.lowerBound, cursor - range.count) }
    }
    private var wordStart: Int {
        let letters = Array(text.prefix(cursor))
        var i = letters.count
        while i > 0, letters[i - 1].isWhitespace { i -= 1 }
        while i > 0, !letters[i - 1].isWhitespace { i -= 1 }
        return i
    }
    private var wordEnd: Int {
        let letters = Array(text)
        var i = cursor
        while i < letters.count, letters[i].isWhitespace { i += 1 }
        while i < letters.count, !letters[i].isWhitespace { i += 1 }
        return i
    }

    /// Draws a prompt and the text behind it, the cursor's end of a long text in sight.
    func draw(at x: Int, _ y: Int, width: Int, prompt: String, into canvas: inout Canvas) {
        guard width > 0 else { return }
        canvas.fill(Rect(x: x, y: y, width: width, height: 1), " ", .input)
        let taken = canvas.write(
            prompt, at: x, y, .inputPlaceholder, paper: .input, width: max(0, min(width - 8, width * 2 / 3)))
        let start = x + taken
        let room = max(1, width - taken)
        let before = Canvas.width(of: text.prefix(cursor))
        let shift = max(0, before - (room - 1))
        var left = shift
        let visible = text.drop { c in
            guard left > 0 else { return false }
            left -= Canvas.width(of: String(c))
            return true
        }
        canvas.write(String(visible), at: start, y, .input, width: room, overflow: .cut)
        let at = Point(start + min(room - 1, before - shift), y)
        canvas.tint(Rect(x: at.x, y: y, width: 1, height: 1), ink: .inputCursor, paper: .inputCursor)
        canvas.cursor = at
    }
}
