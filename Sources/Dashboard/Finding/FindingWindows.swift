internal import ClinicModel
internal import SchedulingEngine
internal import Terminal

// The windows of `/`, `g` and `F`.
extension DashboardState {
    func finding(_ f: Finding) -> Popup {
        var popup = Popup("Find", width: 62)
        popup.field = (f.picker.field, "/ ")
        popup.count = f.picker.matches.count
        popup.selection = f.picker.selection
        popup.empty = "Nothing is called so"
        popup.row = { i in
            let r = f.picker.items[f.picker.matches[i]]
            return Popup.Row(
                line: SideLine(
                    [.init(column(r.kind, 11), .popupDim), .init(r.name, .popup)],
                    right: [.init(r.note, .popupDim)]))
        }
        return popup
    }

    func going(_ g: GoingToDate) -> Popup {
        var popup = Popup("Go to", width: 60)
        popup.field = (g.field, "date: ")
        let moment = moment(g.field.words)
        popup.below = [
            moment.map { m in
                SideLine(
                    "\(m.date.weekday.name) \(m.date.day) \(m.date.monthShort) \(m.date.year), week \(m.date.isoWeek)",
                    .good)
            } ?? SideLine("24 nov, 11/24, tue, next tue, +3, -1w, 2026-11-24 17:30", .popupDim)
        ]
        return popup
    }

    func filtering(_ f: Filtering) -> Popup {
        var popup = Popup("Filter", width: 62)
        popup.field = (f.field, "show: ")
        let kept = scene.filter.matches(in: week, scene.digest).count { $0 }
        popup.below = [
            scene.filter.problem.map { SideLine($0, .warning) }
                ?? SideLine(
                    "\(kept) of \(scene.digest.faces.count) sessions", kept == 0 ? .warning : .popup),
            SideLine("words, room: who: service: track: day: full under conflict", .popupDim),
            SideLine("! before any of them turns it round: room:maple !full", .popupDim),
            SideLine(choices(["dim the others", "hide them"], scene.filter.hides ? 1 : 0)),
        ]
        return popup
    }
}
