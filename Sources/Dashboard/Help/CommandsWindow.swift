internal import Terminal

// The window of `?` and `:`.
extension DashboardState {
    func commands(_ l: CommandList) -> Popup {
        let title = l.isHelp ? "Help: \(l.returning.name)" : "Commands"
        let below = over(l.returning)
        var popup = Popup(
            title, width: 74, choosingFrom: l.picker, prompt: l.isHelp ? "? " : ": ",
            empty: "No command has such a name"
        ) { item in
            let keys = item.key?.name ?? keymap.labels(of: item.command)
            return Popup.Row(
                line: SideLine([.init(column(keys, 12), .hintKey), .init(item.title, .popup)]),
                isEnabled: l.context == .list || below.disabledReason(item.command) == nil)
        }
        popup.height = max(6, size.rows - 8)
        let why = l.context == .list ? nil : l.picker.selected.flatMap { below.disabledReason($0.command) }
        let enter = keymap.key(of: .choose, in: .list)?.name ?? ""
        popup.below = [
            why.map { SideLine("Not now: \($0)", .warning) } ?? SideLine("\(enter) does it", .popupDim)
        ]
        return popup
    }

    /// The state below a list of commands: whether they can work is asked there.
    private func over(_ mode: Mode) -> DashboardState {
        var below = self
        below.mode = mode
        return below
    }
}
