/// Can everything be read and seen with this theme?
///
/// Text needs a contrast of 4.5 (WCAG 2.2 AA), or what the theme promises with `contrast`; quiet text,
/// which repeats or decorates, two thirds of it. Grids and borders carry no text, and what is written on pale
/// shading is written in `label`. With sixteen
/// colours, whose look is a guess, two thirds are enough for all.
enum ThemeCheck {
    enum Weight { case text, quiet }
    struct Pair: Hashable {
        let ink: Role
        let paper: Role?
        let weight: Weight
    }

    /// Text and the backgrounds drawings put it on.
    static let pairs: [Pair] = {
        var pairs = Role.allCases.filter { !decoration.contains($0) }.map {
            Pair(ink: $0, paper: nil, weight: quiet.contains($0) ? .quiet : .text)
        }
        func add(_ inks: [Role], on papers: [Role], _ weight: Weight) {
            for paper in papers {
                for ink in inks where ink != paper {
                    pairs.append(Pair(ink: ink, paper: paper, weight: weight))
                }
            }
        }
        add([.base, .strong, .heading, .warning, .good, .link, .letter], on: [.selection, .dayToday], .text)
        add([.dim, .alert, .axis], on: [.selection, .dayToday], .quiet)
        add([.base, .strong, .heading, .alert, .warning, .good, .link, .match], on: [.popup], .text)
        add([.base, .strong, .letter], on: [.fits, .fitsWarning, .clash], .text)
        add([.label], on: paleShading, .quiet)
        add([.label, .commute, .family, .support], on: [.fits, .fitsWarning], .quiet)
        for kind in EventKind.allCases {
            let plain = kind.role()
            add([.base, .strong, .letter], on: [plain, kind.role(.under), kind.role(.conflict)], .text)
            add([.alert, .warning, .dim], on: [plain], .quiet)
            add([plain], on: [.selection], .quiet)
        }
        return pairs
    }()

    private static let quiet: Set<Role> = Set(
        [
            .dim, .barDim, .dayCount, .hintDisabled, .selectionDim, .inputPlaceholder, .popupDim,
            .popupDisabled, .label, .axis, .rosterHours, .commute, .family, .support, .timeoff,
        ] + EventKind.allCases.map { $0.role(.ghost) })
    private static let decoration: Set<Role> = [
        .closed, .grid, .work, .unavailable, .prefers, .notes,
        .dayToday, .progress, .progressRest, .progressFull, .popupBorder, .inputCursor, .cursorFree,
        .heat, .heat0, .heat1, .heat2, .heat3,
    ]
    /// Hours that something else takes, too pale for the word on them.
    private static let paleShading: [Role] = [.closed, .work, .unavailable, .notes]
    /// Of two backgrounds, so that nobody takes a whole column for closed.
    private static let leastBetweenPapers = 1.05
    /// What must differ from plain text also without colours.
    private static let shownInMono: [Role] = [.selection, .popupSelection, .cursorFree, .inputCursor]

    static func problems(of theme: Theme, _ document: ThemeDocument, file: String) -> [ThemeProblem] {
        var found: [ThemeProblem] = []
        let least = document.contrast ?? 4.5
        for (ink, pairs) in Dictionary(grouping: pairs, by: \.ink) {
            var worst: (share: Double, pair: Pair, message: String)?
            var others = 0
            for depth in ColorDepth.allCases where depth != .mono {
                for pair in pairs {
                    guard let ratio = ratio(of: pair, theme, depth) else { continue }
                    let wanted = pair.weight == .quiet || depth == .x16 ? least * 2 / 3 : least
                    guard ratio < wanted - 0.005 else { continue }
                    others += 1
                    if let worst, worst.share <= ratio / wanted { continue }
                    let on = pair.paper.map { " on \($0.name)" } ?? ""
                    let message =
                        "\(ink.name)\(on) has a contrast of \(rounded(ratio)) at \(depth.title); "
                        + "at least \(rounded(wanted)) is needed"
                    worst = (ratio / wanted, pair, message)
                }
            }
            guard let worst else { continue }
            let more = others > 1 ? " (\(others - 1) more like it)" : ""
            let blamed = [worst.pair.ink, worst.pair.paper].compactMap { $0 }
            found.append(problem(blamed, document, file, worst.message + more))
        }
        for depth in [ColorDepth.truecolor, .x256] {
            let papers = [Role.dayToday, .closed, .base].compactMap {
                theme.style(ink: .base, paper: $0, marks: [], at: depth).paper.look
            }
            // Where closed hours look like open ones nobody takes today for closed.
            if papers.count == 3, papers[0].contrast(with: papers[1]) < leastBetweenPapers,
                papers[1].contrast(with: papers[2]) >= leastBetweenPapers
            {
                found.append(
                    problem(
                        [.dayToday, .closed], document, file,
                        "\(Role.dayToday.name) looks like \(Role.closed.name) at \(depth.title)"))
            }
        }
        for depth in ColorDepth.allCases {
            for role in shownInMono
            where theme.style(ink: .base, paper: role, marks: [], at: depth)
                == theme.look(of: .base, at: depth)
            {
                found.append(
                    problem(
                        [role], document, file,
                        "\(role.name) looks like plain text at \(depth.title): it vanishes"))
            }
        }
        return found
    }

    /// The contrast of a pair; nil when a colour is the terminal's own, or the marks turn both round.
    static func ratio(of pair: Pair, _ theme: Theme, _ depth: ColorDepth) -> Double? {
        let style = theme.style(ink: pair.ink, paper: pair.paper, marks: [], at: depth)
        guard let ink = style.ink.look, let paper = style.paper.look else { return nil }
        return ink.contrast(with: paper)
    }

    /// Blames the role's entry, what it falls back to, or the palette colour they use: the first that is of the checked
    /// file. What that inherits is no fault of its own.
    private static func problem(
        _ roles: [Role], _ document: ThemeDocument, _ file: String, _ message: String
    ) -> ThemeProblem {
        var entries: [ThemeDocument.Place] = []
        var colors: [ThemeDocument.Place] = []
        for role in roles {
            var next: Role? = role
            while let role = next {
                next = role.fallback
                guard let entry = document.roles[role] else { continue }
                entries.append(entry.place)
                for tone in [entry.look.ink, entry.look.paper] {
                    if case .word(let name) = tone?.value, let place = document.palette[name]?.rgb?.place {
                        colors.append(place)
                    }
                }
            }
        }
        let place = (entries + colors).first { $0.file == file }
        return ThemeProblem(file: file, line: place?.line, message)
    }
    private static func rounded(_ ratio: Double) -> String {
        let tenths = Int((ratio * 10).rounded(.down))
        return "\(tenths / 10).\(tenths % 10)"
    }
}

extension ColorDepth {
    /// `256 colours`, as people say it.
    package var title: String {
        switch self {
        case .truecolor: "full colour"
        case .x256: "256 colours"
        case .x16: "16 colours"
        case .mono: "no colours"
        }
    }
}
