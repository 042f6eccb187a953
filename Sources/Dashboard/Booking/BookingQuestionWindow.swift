internal import ClinicModel
internal import SchedulingEngine
internal import Terminal

// The window of `b`.
extension DashboardState {
    /// `lacks 2 sessions`; on a small screen the names need the room.
    func lacking(_ sessions: Int) -> String {
        "lacks " + (size.columns < 60 ? "\(sessions)" : Figures.count(sessions, "session"))
    }
    func asking(_ q: BookingQuestion) -> Popup {
        var popup = Popup(
            q.at.map { "Book at \($0.short)" } ?? "Book", width: min(74, max(56, size.columns - 8)))
        popup.field = (q.field, q.patient.map { "for \(name($0)), or: " } ?? "patient and service: ")
        popup.count = q.candidates.count
        popup.selection = q.selected
        popup.empty =
            clinic.patients.isEmpty
            ? WeekScene.nobody
            : q.field.isEmpty
                ? "Every plan of this week is met; type a name" : "Nobody and nothing has such a name"
        popup.row = { i in
            let c = q.candidates[i]
            return Popup.Row(
                line: SideLine(
                    [
                        .init(column(name(c.patient), 24), .popup),
                        .init(column(short(c.service), 6), .match),
                        .init(week.name(of: c.service), .popup),
                    ],
                    right: [
                        c.missing > 0
                            ? .init(lacking(c.missing), .warning)
                            : .init(c.isPlanned ? "plan met" : "not planned", .popupDim)
                    ]))
        }
        return popup
    }
}
