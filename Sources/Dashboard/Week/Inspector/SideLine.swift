package import ClinicModel
package import Terminal

/// A line of the inspector or of the details: pieces of text, the last of them perhaps at the right edge.
package struct SideLine: Hashable, Sendable {
    package struct Piece: Hashable, Sendable {
        package var text: String
        package var role: Role
        package var marks: Marks
        package init(_ text: String, _ role: Role = .base, marks: Marks = []) {
            self.text = text
            self.role = role
            self.marks = marks
        }
    }
    package var pieces: [Piece]
    /// At the right edge; what is left of it is cut to make room.
    package var right: [Piece]
    /// The number of the cure that the line offers.
    package var cure: Int?
    /// Whom the line is about, to look at.
    package var person: PatientID?
    /// Its sentence goes on in the next line.
    var goesOn = false

    package init(_ pieces: [Piece] = [], right: [Piece] = [], cure: Int? = nil) {
        self.pieces = pieces
        self.right = right
        self.cure = cure
    }
    package init(_ text: String, _ role: Role = .base, marks: Marks = []) {
        self.init([Piece(text, role, marks: marks)])
    }
    package static let blank = SideLine()

    /// Columns of its pieces.
    var width: Int { pieces.reduce(0) { $0 + Canvas.width(of: $1.text) } }

    /// Lines no wider than `width`, broken at blanks.
    package static func wrapped(_ text: String, width: Int, _ role: Role = .base, marks: Marks = [])
        -> [SideLine]
    {
        var lines = wrap(text, width: width).map { SideLine($0, role, marks: marks) }
        for i in lines.indices.dropLast() { lines[i].goesOn = true }
        return lines
    }
    static func wrap(_ text: String, width: Int) -> [String] {
        var lines: [String] = []
        var line = ""
        for word in text.split(separator: " ") {
            if line.isEmpty {
                line = String(word)
            } else if Canvas.width(of: line) + 1 + Canvas.width(of: word) <= width {
                line += " " + word
            } else {
                lines.append(line)
                line = String(word)
            }
        }
        if !line.isEmpty { lines.append(line) }
        return lines
    }

    /// Several as they are said aloud, a sentence each.
    static func spoken(_ lines: [SideLine]) -> String {
        var said = ""
        var isOpen = true
        for line in lines where !line.spoken.isEmpty {
            if !said.isEmpty { said += isOpen || said.hasSuffix(".") ? " " : ". " }
            said += line.spoken
            isOpen = line.goesOn
        }
        return said
    }
    /// As it is said aloud: a blank between its pieces, and nothing that is drawn for eyes alone.
    var spoken: String {
        func words(_ pieces: [Piece]) -> String {
            let said = pieces.compactMap { piece -> String? in
                let text = piece.text.split(separator: " ").joined(separator: " ")
                if text == "-" || text == "·" { return "," }
                return text.contains { $0.isLetter || $0.isNumber || $0 == "!" || $0 == "<" } ? text : nil
            }
            return said.joined(separator: " ")
                .replacing(" ,", with: ",").replacing(" ;", with: ";")
        }
        return [words(pieces), words(right)].filter { !$0.isEmpty }.joined(separator: ", ")
    }

    func fits(_ width: Int) -> Bool {
        func columns(_ pieces: [Piece]) -> Int { pieces.reduce(0) { $0 + Canvas.width(of: $1.text) } }
        return columns(pieces) + (right.isEmpty ? 0 : 1 + columns(right)) <= width
    }
    package func draw(at x: Int, _ y: Int, width: Int, into canvas: inout Canvas, paper: Role? = .base) {
        let tail = right.reduce(0) { $0 + Canvas.width(of: $1.text) }
        var at = x
        let end = x + max(0, width - (tail > 0 ? tail + 1 : 0))
        for piece in pieces where at < end {
            at += canvas.write(
                piece.text, at: at, y, piece.role, paper: paper, marks: piece.marks, width: end - at)
        }
        guard tail <= width else { return }
        at = x + width - tail
        for piece in right {
            at += canvas.write(piece.text, at: at, y, piece.role, paper: paper, marks: piece.marks)
        }
    }
}
