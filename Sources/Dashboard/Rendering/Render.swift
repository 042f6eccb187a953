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
            PopupLayout(popup, screen: size).draw(into: &canvas, glyphs: glyphs, isPlain: isAccessible)
        } else if case .inspecting(let inspecting) = mode {
            drawChoice(inspecting, screen, into: &canvas)
        }
        HintLine(self).draw(into: &canvas)
        drawToast(
            into: &canvas, speaking: page.map { PageLayout($0, screen: size).spoken } ?? screen.spoken)
        if isAccessible, canvas.cursor == nil { canvas.cursor = focus(of: canvas) }
        return canvas
    }

    /// News stand over the lines above the hints; at once what is spoken for `--accessible`.
    private func drawToast(into canvas: inout Canvas, speaking words: @autoclosure () -> String) {
        let spoken = isAccessible && popup == nil ? Toast(words()) : nil
        guard let toast = toast ?? spoken, !toast.text.isEmpty else { return }
        let role: Role = toast.isError ? .toastError : .toast
        let room = max(1, min(toast.isError ? 4 : 3, size.rows / 3))
        var lines = SideLine.wrap(toast.text, width: max(10, size.columns - 4))
        if lines.count > room {
            lines = Array(lines.prefix(room))
            lines[room - 1] += String(glyphs.ellipsis)
        }
        for (i, line) in lines.enumerated() {
            let y = size.rows - 1 - lines.count + i
            canvas.fill(Rect(x: 0, y: y, width: size.columns, height: 1), " ", role)
            let sign = i > 0 ? " " : toast.isError ? "!" : String(glyphs.check)
            canvas.write(" \(sign) \(line)", at: 0, y, role, width: size.columns)
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
