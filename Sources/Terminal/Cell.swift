/// Marks a drawing adds to what the theme says.
package struct Marks: OptionSet, Hashable, Sendable {
    package let rawValue: UInt8
    package init(rawValue: UInt8) { self.rawValue = rawValue }

    package static let bold = Marks(rawValue: 1)
    package static let underline = Marks(rawValue: 2)
    package static let reverse = Marks(rawValue: 4)
    package static let dim = Marks(rawValue: 8)
}

/// One cell of a canvas.
package struct Cell: Equatable, Sendable {
    /// One or two columns wide; the cell after a wide one holds `continuation`.
    package var character: Character
    package var ink: Role
    /// Whose background the cell has; nil: the ink's own.
    package var paper: Role?
    package var marks: Marks

    package init(_ character: Character, _ ink: Role = .base, paper: Role? = nil, marks: Marks = []) {
        self.character = character
        self.ink = ink
        self.paper = paper
        self.marks = marks
    }
    package static let continuation: Character = "\0"
    package static let blank = Cell(" ")
}

/// A cell in eight bytes: what a canvas is made of and what a screen compares.
struct PackedCell: Equatable, Sendable {
    /// A Unicode scalar; 0: the right half of a wide one; from `firstCluster` on an index into the canvas's
    /// clusters (a letter with combining marks).
    var glyph: UInt32
    var ink: Role
    var paper: Role?
    var marks: Marks

    static let firstCluster: UInt32 = 0x8000_0000
    static let blank = PackedCell(glyph: 32, ink: .base, paper: nil, marks: [])
}
