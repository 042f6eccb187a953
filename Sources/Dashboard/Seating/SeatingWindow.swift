internal import ClinicModel
internal import FrontDesk
internal import SchedulingEngine
internal import Terminal

// The window of `s` and `o`.
extension DashboardState {
    func seating(_ s: Seating) -> Popup {
        let title = week.session(s.session).map { self.title(of: $0) } ?? ""
        var popup = Popup(
            (s.isOut ? "Out of " : "Seat in ") + title, width: 66, choosingFrom: s.picker, prompt: "who: ",
            empty: s.isOut ? "Nobody in it has such a name" : "Nobody who could come has such a name"
        ) { c in
            var right: [SideLine.Piece] = []
            if let since = c.waiting {
                right.append(.init("waiting since \(since.day) \(since.monthShort)  ", .good))
            }
            if c.missing > 0 { right.append(.init(lacking(c.missing) + "  ", .warning)) }
            if s.isOut {
                let standing = week.standing(of: c.patient)
                right.append(
                    .init(
                        "\(Figures.hours(standing.bundledMinutes))/\(Figures.hours(standing.plannedMinutes)) h",
                        standing.isUnderHours ? .rosterUnder : .popupDim))
            } else {
                let fit = Moving.fit(week.checkSeat(c.patient, in: s.session))
                right.append(.init(String(glyphs.mark(fit)), fit.role))
            }
            return Popup.Row(line: SideLine([.init(name(c.patient), .popup)], right: right))
        }
        if !s.isOut, let c = s.picker.selected {
            let broken = week.checkSeat(c.patient, in: s.session).filter { $0.override == nil }
            if let first = broken.first {
                popup.below = SideLine.wrapped(
                    first.sentence(in: week, naming: scene.naming), width: 66, Moving.fit(broken).role
                ).prefix(2).map { $0 }
            }
        }
        let seats = week.seats(in: s.session)
        var foot = SideLine([], right: [.init("\(seats.taken)/\(seats.most) taken", .popupDim)])
        if s.session.series != nil {
            foot.pieces = choices([SeriesScope.this, .later].map(Confirmation.words), s.lasting ? 1 : 0)
        }
        popup.below.append(foot)
        return popup
    }
}
