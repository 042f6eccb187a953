internal import ClinicModel
internal import FrontDesk
internal import SchedulingEngine

/// Where one has been: a week, its drawing, whose it was and what was selected.
package struct Jump: Hashable, Sendable {
    var week: CivilDate
    var view: WeekView
    var lens: Lens
    var rows: DayRows
    var cursor: Cursor
    var scroll: Scroll
    var unfolded: Set<Fold>
}

// Where one is, and other places.
extension DashboardState {
    var here: Jump {
        Jump(
            week: week.week, view: scene.view, lens: scene.lens, rows: scene.dayRows, cursor: scene.cursor,
            scroll: scene.scroll, unfolded: scene.unfolded)
    }
    /// Remembers the present place before going elsewhere.
    mutating func leaveMark() {
        guard jumps.last != here else { return }
        jumps.append(here)
        if jumps.count > 50 { jumps.removeFirst() }
        jumpsAhead = []
    }
    mutating func go(to jump: Jump) {
        show(weekOf: jump.week)
        scene.view = jump.view
        scene.lens = jump.lens
        scene.dayRows = jump.rows
        scene.unfolded = jump.unfolded
        scene.cursor = jump.cursor
        scene.scroll = jump.scroll
    }
    mutating func jump(back: Bool) {
        let now = here
        guard let target = back ? jumps.popLast() : jumpsAhead.popLast() else { return }
        if back { jumpsAhead.append(now) } else { jumps.append(now) }
        go(to: target)
    }

    /// Shows another week; the cursor stays with its series, else keeps its weekday and time.
    mutating func show(weekOf date: CivilDate) {
        let first = clinic.profile.calendar.week(of: date)
        guard first != week.week else { return }
        let moment = scene.cursor.moment
        let offset = min(6, max(0, moment.date - week.week))
        let series = scene.cursor.session?.series
        turn(to: first)
        scene.unfolded = []
        if let series, let s = week.sessions.first(where: { $0.reference.series == series }),
            let cursor = scene.cursor(on: s.reference)
        {
            scene.cursor = cursor
            return
        }
        scene.cursor = Cursor(.place, at: CivilMoment(first + offset, moment.time), row: scene.cursor.row)
    }
    /// Shows a session, in its week, selected. False when it is not held.
    @discardableResult
    mutating func show(_ session: SessionReference) -> Bool {
        if scene.cursor(on: session) == nil, let date = date(of: session) { show(weekOf: date) }
        guard var cursor = scene.cursor(on: session) else { return false }
        if scene.view == .day, let s = week.session(session) {
            cursor.row =
                switch scene.dayRows {
                case .therapists: s.therapists.first.map { .therapist($0) }
                case .rooms: s.room.map { .room($0) }
                case .patients: s.patients.first.map { .patient($0) }
                }
        }
        scene.cursor = cursor
        return true
    }
    private func date(of session: SessionReference) -> CivilDate? {
        switch session {
        case .single(let id): return clinic.sessions.first { $0.id == id }?.date
        case .occurrence(let id, let date):
            guard let series = clinic.series.first(where: { $0.id == id }) else { return nil }
            if case .changed(let to)? = series.exceptions.first(where: { $0.date == date })?.kind {
                return to.date ?? date
            }
            return date
        }
    }
    /// Takes over the clinic as it is now, wherever one is in it.
    mutating func adopt(_ news: ClinicSnapshot) {
        snapshot = news
        history = nil
        ready.forget()
        scene.show(ClinicWeek(news.clinic, week: week.week))
    }
}
