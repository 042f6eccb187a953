internal import Terminal

/// `T`: themes, shown live while one walks through them.
package struct ThemeChoice: Sendable {
    var selected: Int
    let before: String
    var returning: Mode
}

extension DashboardState {
    mutating func press(_ key: Key, _ command: Command?, in choice: ThemeChoice) -> [DashboardEffect] {
        var choice = choice
        switch command {
        case .leave:
            mode = choice.returning
            theme = choice.before
            return [.showTheme(choice.before)]
        case .choose:
            mode = choice.returning
            return [.keepTheme(theme)]
        case .listUp, .listDown:
            choice.selected =
                (choice.selected + (command == .listUp ? themes.count - 1 : 1)) % max(1, themes.count)
            return preview(choice)
        default: return lost(key)
        }
    }
    mutating func preview(_ choice: ThemeChoice) -> [DashboardEffect] {
        if themes.indices.contains(choice.selected) { theme = themes[choice.selected] }
        mode = .choosingTheme(choice)
        return [.showTheme(theme)]
    }
}
