/// One colour as a terminal of some depth is told it.
package enum Paint: Hashable, Sendable {
    /// The terminal's own text or background colour.
    case standard
    case rgb(RGB)
    case index(UInt8)

    /// What it looks like; nil for the terminal's own.
    package var look: RGB? {
        switch self {
        case .standard: nil
        case .rgb(let color): color
        case .index(let i): IndexedColors.rgb(i)
        }
    }
}

/// How a cell looks.
package struct Style: Hashable, Sendable {
    package var ink: Paint
    package var paper: Paint
    package var marks: Marks

    package init(ink: Paint = .standard, paper: Paint = .standard, marks: Marks = []) {
        self.ink = ink
        self.paper = paper
        self.marks = marks
    }
}

/// The looks of all roles at every colour depth.
package struct Theme: Sendable {
    package let name: String
    /// The name as people read it.
    package let title: String
    /// One line for the list of themes.
    package let about: String

    /// By depth and role.
    private let looks: [[Style]]

    init(name: String, title: String, about: String, look: (ColorDepth, Role) -> Style) {
        self.name = name
        self.title = title
        self.about = about
        looks = ColorDepth.allCases.map { depth in Role.allCases.map { look(depth, $0) } }
    }

    /// The terminal's own two colours and marks alone: what is left when no theme can be read.
    package static let plain = Theme(
        name: "plain", title: "Plain", about: "The terminal's own colours"
    ) { _, role in
        switch role {
        case .selection, .selectionDim, .selectionAlert, .cursorFree, .popupSelection, .inputCursor, .bar,
            .hint:
            Style(marks: .reverse)
        case .alert, .clash, .letter, .strong, .heading: Style(marks: .bold)
        default: Style()
        }
    }

    /// A role's own look.
    package func look(of role: Role, at depth: ColorDepth) -> Style {
        looks[ColorDepth.allCases.firstIndex(of: depth) ?? 0][Int(role.rawValue)]
    }

    /// How a cell looks: its ink's colour and marks on its paper's background. Paper that shows itself by
    /// reversing or underlining (as the selection does without colours) does so under any ink.
    package func style(ink: Role, paper: Role?, marks: Marks, at depth: ColorDepth) -> Style {
        var style = look(of: ink, at: depth)
        if let paper, paper != ink {
            let under = look(of: paper, at: depth)
            style.paper = under.paper
            style.marks.formUnion(under.marks.intersection([.reverse, .underline]))
            if style.marks.contains(.reverse) { style.marks.subtract(.dim) }
        }
        style.marks.formUnion(marks)
        return style
    }
}
