internal import CCurses

/// Turns what a cell is for into what ncurses is told: a pair of colours, made when first used (terminals
/// with eight colours have only 64 pairs), and marks.
struct CursesPalette {
    struct Look {
        var pair: Int32
        var marks: UInt32
        var paper: Int32

        /// Whether a blank on the same background may look like this cell: nothing of the ink would show.
        func hidesInk(as other: Look) -> Bool {
            let shown = UInt32(Marks([.reverse, .underline]).rawValue)
            return paper == other.paper && (marks | other.marks) & shown == 0
        }
    }
    private struct Colors: Hashable {
        var ink: Int32
        var paper: Int32
    }
    private var theme: Theme
    private let depth: ColorDepth
    private let colors: Int32
    private let mostPairs: Int32
    private var pairs: [Colors: Int32] = [:]
    private var looks: [UInt32: Look] = [:]
    private var last: (key: UInt32, look: Look)?

    /// Asks ncurses what there is: the screen must be open.
    init(_ theme: Theme, depth: ColorDepth) {
        self.theme = theme
        self.depth = depth
        colors = vesper_colors()
        // Above this ncurses keeps no pairs of its own.
        mostPairs = min(vesper_pairs(), 32767)
    }

    mutating func setTheme(_ theme: Theme) {
        self.theme = theme
        looks = [:]
        last = nil
    }

    mutating func look(_ cell: PackedCell) -> Look {
        let paper = cell.paper.map { UInt32($0.rawValue) } ?? 255
        let key = UInt32(cell.ink.rawValue) << 16 | paper << 8 | UInt32(cell.marks.rawValue)
        if let last, last.key == key { return last.look }
        let look = looks[key] ?? make(cell)
        looks[key] = look
        last = (key, look)
        return look
    }

    private mutating func make(_ cell: PackedCell) -> Look {
        let style = theme.style(ink: cell.ink, paper: cell.paper, marks: cell.marks, at: depth)
        var marks = style.marks
        let ink = number(of: style.ink)
        var paper = number(of: style.paper)
        var dark = ink
        if depth == .x16, colors < 16 {
            // Eight colours: bold makes ink bright where terminals do that, paper has no bright ones.
            if paper >= 8 { paper -= 8 }
            if ink == 8, paper <= 0 {
                // Grey: where bold is no brighter it would be black on black.
                dark = 7
                marks.insert(.dim)
            } else if ink >= 8 {
                dark = ink - 8
                marks.insert(.bold)
            }
        }
        return Look(pair: pair(Colors(ink: dark, paper: paper)), marks: UInt32(marks.rawValue), paper: paper)
    }

    private func number(of paint: Paint) -> Int32 {
        guard depth != .mono, colors > 0 else { return -1 }
        switch paint {
        case .standard: return -1
        case .rgb(let color): return Int32(color.hex)
        case .index(let i):
            return depth == .truecolor ? Int32(IndexedColors.rgb(i).hex) : Int32(i)
        }
    }

    private mutating func pair(_ wanted: Colors) -> Int32 {
        if wanted.ink < 0, wanted.paper < 0 || colors == 0 { return 0 }
        if let pair = pairs[wanted] { return pair }
        let next = Int32(pairs.count + 1)
        guard next < mostPairs else {
            // No pair left: the same ink on another background still tells.
            return pairs.first { $0.key.ink == wanted.ink }?.value ?? 0
        }
        vesper_pair(next, wanted.ink, wanted.paper)
        pairs[wanted] = next
        return next
    }
}
