internal import ClinicModel
internal import SchedulingEngine
package import Terminal

extension DashboardState {
    /// The screen as it is now: a picture of the state, no more.
    package func render() -> Canvas {
        var canvas = Canvas(size: size, glyphs: glyphs)
        let screen = screen
        let page = screen.isTooSmall ? nil : page
        if let page {
            PageLayout(page, screen: size).draw(into: &canvas, glyphs: glyphs)
        } else {
            screen.draw(into: &canvas)
        }
        guard !screen.isTooSmall else { return canvas }
        if let popup = popup {
            layout(of: popup).draw(into: &canvas, glyphs: glyphs, isPlain: isAccessible)
        } else if case .inspecting(let inspecting) = mode {
            drawChoice(inspecting, screen, into: &canvas)
        }
        HintLine(self).draw(into: &canvas)
        drawNews(into: &canvas)
        if isAccessible, canvas.cursor == nil { canvas.cursor = focus(of: canvas) }
        return canvas
    }

    /// Where a window stands: above what is spoken, for that tells of the window.
    func layout(of popup: Popup) -> PopupLayout {
        let spoken = isAccessible ? news.count : 0
        return PopupLayout(popup, screen: Size(columns: size.columns, rows: size.rows - spoken))
    }
    /// What `--accessible` speaks: the thing that is selected, wherever the keys are.
    private var spoken: String {
        if let page { return PageLayout(page, screen: size).spoken }
        if let popup { return popup.spoken }
        if case .inspecting(let i) = mode, inspectorItems.indices.contains(i.selected) {
            return inspectorItems[i.selected].spoken
        }
        return screen.spoken
    }
    /// The lines above the hints: news, else what is spoken.
    private var news: [String] {
        let text = toast?.text ?? (isAccessible ? spoken : "")
        let most = toast == nil ? size.rows : toast?.isError == true ? 4 : 3
        let room = max(1, min(most, size.rows / 3))
        var lines = SideLine.wrap(text, width: max(10, size.columns - 4))
        if lines.count > room {
            lines = Array(lines.prefix(room))
            lines[room - 1] += String(glyphs.ellipsis)
        }
        return lines
    }
    private func drawNews(into canvas: inout Canvas) {
        let role: Role = toast?.isError == true ? .toastError : .toast
        let sign = toast == nil ? " " : toast?.isError == true ? "!" : String(glyphs.check)
        let lines = news
        for (i, line) in lines.enumerated() {
            let y = size.rows - 1 - lines.count + i
            canvas.fill(Rect(x: 0, y: y, width: size.columns, height: 1), " ", role)
            canvas.write(" \(i > 0 ? " " : sign) \(line)", at: 0, y, role, width: size.columns)
        }
    }

    /// Where the terminal's cursor goes when nothing is typed: to what is selected.
    private func focus(of canvas: Canvas) -> Point? {
        let selected: Set<Role> = [.selection, .selectionDim, .selectionAlert, .cursor, .cursorFree]
        for y in 1..<max(2, size.rows - 1) {
            for x in 0..<size.columns {
                let cell = canvas[x, y]
                if selected.contains(cell.paper ?? cell.ink) { return Point(x, y) }
            }
        }
        return Point(0, max(0, size.rows - 1))
    }

    /// The line of the inspector that the keys are on.
    private func drawChoice(_ inspecting: Inspecting, _ screen: WeekScreen, into canvas: inout Canvas) {
        guard let area = screen.areas.inspector else { return }
        var n = -1
        for (i, line) in inspectorLines.enumerated() where line.person != nil || line.cure != nil {
            n += 1
            guard n == inspecting.selected, i < area.height else { continue }
            canvas.tint(
                Rect(x: area.x - 1, y: area.y + i, width: area.width + 1, height: 1), ink: .selection,
                paper: .selection)
            canvas.write(String(glyphs.pointer), at: area.x - 1, area.y + i, .selection)
            canvas.cursor = Point(area.x - 1, area.y + i)
        }
    }
}
