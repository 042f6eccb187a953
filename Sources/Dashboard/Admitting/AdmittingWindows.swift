internal import ClinicModel
internal import SchedulingEngine
internal import Terminal

// The windows of `f`.
extension DashboardState {
    func choosingPatient(_ q: AdmissionQuestion) -> Popup {
        var popup = Popup("Find a place", width: 60)
        popup.field = (q.picker.field, "for whom: ")
        popup.count = q.picker.matches.count
        popup.selection = q.picker.selection
        popup.empty = "Nobody is called so"
        popup.row = { i in
            let c = q.picker.items[q.picker.matches[i]]
            return Popup.Row(
                line: SideLine(
                    [.init(name(c.patient), .popup)],
                    right: [
                        c.missing > 0
                            ? .init("lacks \(c.missing)", .warning) : .init("plan met", .popupDim)
                    ]))
        }
        return popup
    }

    /// The week's free seats over the set of places.
    func heat(_ a: Admitting) -> Popup {
        let map = HeatMap(week, for: a.patient)
        var popup = Popup("Seats for \(name(a.patient))", width: max(60, map.width))
        popup.above = [map.heading()]
        popup.count = map.starts.count
        popup.height = size.rows
        popup.empty = "No group of what the plan lacks meets this week"
        popup.row = { Popup.Row(line: map.line($0, glyphs)) }
        popup.below = [HeatMap.legend(glyphs)]
        return popup
    }
}
