internal import ClinicModel
internal import FrontDesk
internal import SchedulingEngine
internal import Terminal

extension DashboardState {
    /// The window of the mode, where it has one.
    var popup: Popup? {
        switch mode {
        case .week, .booking, .moving, .planning, .repairing, .calling: nil
        case .admitting(let a): pane(a)
        case .choosingPatient(let q): choosingPatient(q)
        case .inspecting(let i): screen.areas.inspector == nil ? inspecting(i) : nil
        case .asking(let q): asking(q)
        case .wondering(let asked): wondering(asked)
        case .answering(let answer): answering(answer)
        case .seating(let s): seating(s)
        case .confirming(let c): confirming(c)
        case .refused(let r): refused(r)
        case .explaining(let e): explaining(e)
        case .finding(let f): finding(f)
        case .goingToDate(let g): going(g)
        case .filtering(let f): filtering(f)
        case .commands(let l): commands(l)
        case .choosingTheme(let c): choosing(c)
        case .reporting(let q): reporting(q)
        case .quitting(let mode): quitting(mode)
        }
    }

    /// The inspector over the week, where there is no room beside it.
    private func inspecting(_ i: Inspecting) -> Popup {
        let lines = inspectorLines
        var popup = Popup("Inspector", width: 40)
        popup.count = lines.count
        popup.height = size.rows
        popup.row = { Popup.Row(line: lines[$0]) }
        let items = lines.indices.filter { lines[$0].person != nil || lines[$0].cure != nil }
        popup.selection = items.indices.contains(i.selected) ? items[i.selected] : nil
        return popup
    }
    /// `Tab [this one] · this and later`
    func choices(_ words: [String], _ chosen: Int) -> [SideLine.Piece] {
        let key = keymap.key(of: .toggle, in: .list)?.name ?? ""
        var pieces: [SideLine.Piece] = [.init(key + " ", .hintKey)]
        for (i, word) in words.enumerated() {
            if i > 0 { pieces.append(.init(" \(glyphs.middleDot) ", .popupDim)) }
            pieces.append(
                .init(
                    i == chosen ? "[\(word)]" : word, i == chosen ? .strong : .popupDim,
                    marks: i == chosen ? .bold : []))
        }
        return pieces
    }
    private func choosing(_ c: ThemeChoice) -> Popup {
        var popup = Popup("Theme", width: 30)
        popup.count = themes.count
        popup.selection = c.selected
        popup.row = { Popup.Row(line: SideLine(themes[$0], .popup)) }
        return popup
    }
    private func quitting(_ mode: Mode) -> Popup {
        var popup = Popup("Quit?", width: 58)
        let key = { (c: Command) in keymap.key(of: c, in: .list)?.name ?? "" }
        let left = stillToCall
        let isDraft = mode.draft != nil || isReviewing(mode) || isEngineAtWork
        popup.above = [
            SideLine(
                isDraft
                    ? "Something is half done and nothing of it is booked."
                    : left == 1
                        ? "1 person is still to be called; the list goes with it."
                        : "\(left) people are still to be called; the list goes with it.", .popup),
            SideLine([
                .init("\(key(.choose)) ", .hintKey),
                .init(isDraft ? "quits and drops it, " : "quits, ", .popup),
                .init("\(key(.leave)) ", .hintKey), .init("goes back to it.", .popup),
            ]),
        ]
        return popup
    }
    /// A text in exactly so many columns, the last of them blank.
    func column(_ text: String, _ width: Int) -> String {
        var cut = text
        if Canvas.width(of: text) >= width {
            while Canvas.width(of: cut) > width - 2 { cut.removeLast() }
            cut.append(glyphs.ellipsis)
        }
        return cut + String(repeating: " ", count: max(0, width - Canvas.width(of: cut)))
    }
}
