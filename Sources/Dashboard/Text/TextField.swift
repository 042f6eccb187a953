package import Terminal

/// One line of text being typed.
package struct TextField: Hashable, Sendable {
    package private(set) var text: String
    /// Characters before the cursor.
    package private(set) var position: Int
    /// Longest text, in characters.
    package static let most = 200

    package init(_ text: String = "") {
        self.text = text
        position = text.count
    }
    package var isEmpty: Bool { text.isEmpty }

    /// Takes a key that edits text; false for any other.
    package mutating func take(_ key: Key) -> Bool {
        switch key {
        case .character(let c): insert(String(c))
        case .paste(let pasted): insert(pasted.split(whereSeparator: \.isNewline).joined(separator: " "))
        case .backspace: remove(from: position - 1, to: position)
        case .delete: remove(from: position, to: position + 1)
        case .left: position = max(0, position - 1)
        case .right: position = min(text.count, position + 1)
        case .home: position = 0
        case .end: position = text.count
        case .control("u"): remove(from: 0, to: position)
        case .control("w"):
            var start = position
            let letters = Array(text)
            while start > 0, letters[start - 1] == " " { start -= 1 }
            while start > 0, letters[start - 1] != " " { start -= 1 }
            remove(from: start, to: position)
        default: return false
        }
        return true
    }
    private mutating func insert(_ more: String) {
        let fit = more.prefix(max(0, Self.most - text.count))
        let at = text.index(text.startIndex, offsetBy: position)
        text.insert(contentsOf: fit, at: at)
        position += fit.count
    }
    private mutating func remove(from start: Int, to end: Int) {
        guard start >= 0, end <= text.count, start < end else { return }
        let a = text.index(text.startIndex, offsetBy: start)
        let b = text.index(text.startIndex, offsetBy: end)
        text.removeSubrange(a..<b)
        position = start
    }

    /// Draws the text with its cursor; returns nothing that matters outside.
    func draw(at x: Int, _ y: Int, width: Int, prompt: String, into canvas: inout Canvas) {
        canvas.fill(Rect(x: x, y: y, width: width, height: 1), " ", .input)
        let start = x + canvas.write(prompt, at: x, y, .inputPlaceholder, paper: .input, width: width)
        let room = max(1, x + width - start - 1)
        let letters = Array(text)
        let first = max(0, position - room)
        canvas.write(
            String(letters[first...].prefix(room)), at: start, y, .input, width: room, overflow: .cut)
        let at = start + Canvas.width(of: String(letters[first..<position]))
        canvas.tint(Rect(x: at, y: y, width: 1, height: 1), ink: .inputCursor, paper: .inputCursor)
        canvas.cursor = Point(at, y)
    }
}
