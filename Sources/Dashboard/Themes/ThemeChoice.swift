internal import Terminal

/// `T`: themes, shown live while one walks through them.
package struct ThemeChoice: Sendable {
    var selected: Int
    var before: String
}

extension DashboardState {
    mutating func press(_ key: Key, in choice: ThemeChoice) -> [DashboardEffect] {
        var choice = choice
        switch keymap.command(for: key, in: .list) {
        case .leave:
            mode = .week
            theme = choice.before
            return [.showTheme(choice.before)]
        case .choose:
            mode = .week
            toast = Toast("Theme \(theme)")
            return [.keepTheme(theme)]
        case .listUp, .listDown:
            let step = keymap.command(for: key, in: .list) == .listUp ? -1 : 1
            choice.selected = min(max(0, themes.count - 1), max(0, choice.selected + step))
            if themes.indices.contains(choice.selected) { theme = themes[choice.selected] }
            mode = .choosingTheme(choice)
            return [.showTheme(theme)]
        default: return []
        }
    }
}
