/// The themes a person can choose from: those that ship and those of their own folder, given as texts.
package struct ThemeLibrary: Sendable {
    package struct Source: Hashable, Sendable {
        /// What the theme is chosen by: the file's name without `.toml`.
        package let name: String
        /// The file as problems name it.
        package let file: String
        package let toml: String

        package init(name: String, file: String, toml: String) {
            self.name = name
            self.file = file
            self.toml = toml
        }
    }
    private let shipped: [Source]
    private let own: [Source]
    /// The theme used when none is chosen or the chosen one cannot be read.
    package static let standard = "night"

    package init(shipped: [Source], own: [Source] = []) {
        self.shipped = shipped
        self.own = own
    }

    /// Shipped ones in their order, then the person's by name. One with a shipped name stands for it.
    package var names: [String] {
        let mine = own.map(\.name).filter { name in !shipped.contains { $0.name == name } }
        return shipped.map(\.name) + mine.sorted()
    }

    /// A theme to draw with, always: what cannot be read falls back to `night`, and what is wrong is told.
    package func theme(named name: String) -> (theme: Theme, problems: [ThemeProblem]) {
        var problems: [ThemeProblem] = []
        if let source = source(named: name) {
            // Shipped ones are known to be readable.
            let (theme, found) = read(source, isChecked: own.contains(source))
            problems = found
            if let theme { return (theme, problems) }
        } else {
            problems = [
                ThemeProblem(
                    file: name, line: nil,
                    "there is no such theme; there are \(names.joined(separator: ", "))")
            ]
        }
        if let night = shipped.first(where: { $0.name == Self.standard }),
            let theme = read(night, isChecked: false).theme
        {
            return (theme, problems)
        }
        return (.plain, problems)
    }

    /// Everything that is wrong with a theme file; nothing when it is fine.
    package func check(_ source: Source) -> [ThemeProblem] { read(source, isChecked: true).problems }

    private func source(named name: String, below: Source? = nil) -> Source? {
        (own + shipped).first { $0.name == name && $0 != below }
    }
    private func read(_ source: Source, isChecked: Bool) -> (theme: Theme?, problems: [ThemeProblem]) {
        var (document, problems) = resolved(source)
        guard let document else { return (nil, problems) }
        let painter = ThemePainter(document)
        let theme = painter.theme(named: source.name)
        problems += painter.problems
        if isChecked { problems += ThemeCheck.problems(of: theme, document, file: source.file) }
        return (theme, Self.inOrder(problems))
    }

    /// A theme with all it inherits; nil when it or one of those cannot be read.
    private func resolved(_ source: Source) -> (document: ThemeDocument?, problems: [ThemeProblem]) {
        var chain: [(source: Source, document: ThemeDocument)] = []
        var problems: [ThemeProblem] = []
        var next: Source? = source
        while let current = next {
            let document = ThemeDocument(current.toml, file: current.file)
            problems += document.problems
            if document.isBroken { return (nil, problems) }
            chain.append((current, document))
            next = nil
            guard let (parent, place) = document.inherits else { break }
            guard let found = self.source(named: parent, below: current) else {
                problems.append(
                    ThemeProblem(
                        file: place.file, line: place.line, "inherits from \"\(parent)\", which is not there")
                )
                return (nil, problems)
            }
            if chain.contains(where: { $0.source == found }) {
                let circle = (chain.map(\.source.name) + [parent]).joined(separator: " → ")
                problems.append(
                    ThemeProblem(file: place.file, line: place.line, "inherits in a circle: \(circle)"))
                return (nil, problems)
            }
            next = found
        }
        guard var whole = chain.last?.document else { return (nil, problems) }
        for link in chain.dropLast().reversed() { whole = link.document.inheriting(whole) }
        return (whole, problems)
    }

    private static func inOrder(_ problems: [ThemeProblem]) -> [ThemeProblem] {
        var seen: Set<ThemeProblem> = []
        return problems.filter { seen.insert($0).inserted }
            .sorted { ($0.file, $0.line ?? 0, $0.message) < ($1.file, $1.line ?? 0, $1.message) }
    }
}
