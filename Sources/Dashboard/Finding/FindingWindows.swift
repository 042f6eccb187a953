internal import ClinicModel
internal import SchedulingEngine
internal import Terminal

// The windows of `/`, `g` and `F`.
extension DashboardState {
    func finding(_ f: Finding) -> Popup {
        Popup(
            "Find", width: 62, choosingFrom: f.picker, prompt: "/ ",
            empty: "No patient, therapist, room or group has such a name"
        ) { found(kind: $0.kind, $0.name, $0.note) }
    }

    func found(kind: String, _ name: String, _ note: String) -> Popup.Row {
        Popup.Row(
            line: SideLine(
                [.init(column(kind, 11), .popupDim), .init(name, .popup)], right: [.init(note, .popupDim)]))
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
