internal import ClinicModel
internal import SchedulingEngine
internal import Terminal

// The windows of `f`.
extension DashboardState {
    func choosingPatient(_ q: AdmissionQuestion) -> Popup {
        Popup(
            "Find a place", width: 60, choosingFrom: q.picker, prompt: "for whom: ",
            empty: "Nobody has such a name"
        ) { c in
            Popup.Row(
                line: SideLine(
                    [.init(name(c.patient), .popup)],
                    right: [
                        c.missing > 0
                            ? .init(lacking(c.missing), .warning) : .init("plan met", .popupDim)
                    ]))
        }
    }

    /// What stands over the set of places.
    func pane(_ a: Admitting) -> Popup? {
        switch a.pane {
        case .set: nil
        case .seats(let map, let line): heat(a, map, from: line)
        case .everything(let line): everything(a, from: line)
        }
    }
    private func everything(_ a: Admitting, from line: Int) -> Popup {
        let lines = AdmittingWords(state: self, admitting: a).everything(setWidth)
        var popup = Popup("Set \(a.set + 1) of \(a.found.sets.count) for \(name(a.patient))", width: setWidth)
        popup.count = lines.count
        popup.height = size.rows
        popup.row = { Popup.Row(line: lines[$0]) }
        popup.top = line
        return popup
    }
    private func heat(_ a: Admitting, _ map: HeatMap, from line: Int) -> Popup {
        var popup = Popup("Seats for \(name(a.patient))", width: max(60, map.width))
        let width = min(popup.width, size.columns - 4)
        popup.top = line
        popup.above = [map.heading(width: width)]
        popup.count = map.starts.count
        popup.height = size.rows
        popup.empty = "No group of what the plan lacks meets this week"
        popup.row = { Popup.Row(line: map.line($0, glyphs, width: width)) }
        popup.below = HeatMap.legend(glyphs, width: width)
        return popup
    }
}
