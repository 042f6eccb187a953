internal import ClinicModel
internal import SchedulingEngine
internal import Terminal

extension DashboardState {
    mutating func mouse(_ event: MouseEvent) -> [DashboardEffect] {
        switch event.action {
        case .press where event.point.y == size.rows - 1:
            guard let item = HintLine(self).item(at: event.point.x) else { return [] }
            toast = nil
            return update(on: .key(item.key))
        case .wheelUp, .wheelDown: return wheel(event.action == .wheelUp ? -1 : 1)
        case .release: return release(at: event.point)
        case .secondary: return []
        default: break
        }
        if let popup { return point(event, layout(of: popup)) }
        if let page { return point(event, PageLayout(page, screen: size)) }
        switch mode {
        case .week, .inspecting: return pointAtWeek(event)
        case .booking(let booking): return point(event, booking)
        case .admitting(let admitting): return point(event, admitting)
        case .moving(let moving): return point(event, moving)
        default: return []
        }
    }

    private mutating func wheel(_ step: Int) -> [DashboardEffect] {
        if popup != nil {
            let commands: [Command] = step < 0 ? [.listUp, .carryUp] : [.listDown, .carryDown]
            let key = commands.compactMap { keymap.key(of: $0, in: mode.context) }.first
            return key.map { update(on: .key($0)) } ?? []
        }
        if page != nil {
            let key = keymap.key(of: step < 0 ? .rowUp : .rowDown, in: .proposal)
            return key.map { update(on: .key($0)) } ?? []
        }
        let (scroll, cursor) = screen.scrolled(by: step * 3)
        scene.scroll = scroll
        if case .week = mode { scene.cursor = cursor }
        return []
    }

    private mutating func pointAtWeek(_ event: MouseEvent) -> [DashboardEffect] {
        switch event.action {
        case .press:
            toast = nil
            pressed = nil
            mode = .week
            if let cure = screen.cure(at: event.point) { return take(cure.cure) }
            guard let cursor = screen.hit(event.point) else { return [] }
            scene.cursor = cursor
            if cursor.session != nil { pressed = Press(at: event.point) }
        case .doubleClick:
            pressed = nil
            guard let cursor = screen.hit(event.point) else { return [] }
            scene.cursor = cursor
            return run(.open)
        case .drag:
            guard let from = pressed?.at, abs(from.x - event.point.x) + abs(from.y - event.point.y) > 2 else {
                return []
            }
            // A calendar stays one while something is carried; of a board and a day the cell counts over which
            // the button comes up, before the places are laid out as a calendar.
            guard scene.view != .calendar else {
                pressed = nil
                return run(.move)
            }
            pressed?.isDragged = true
            scene.marks.lifted = scene.cursor.session
            say("Let go over the day and the time it shall move to\(dragged(to: event.point))")
        default: break
        }
        return []
    }
    private func dragged(to point: Point) -> String { screen.hit(point).map { ": \($0.moment.short)" } ?? "" }

    private mutating func release(at point: Point) -> [DashboardEffect] {
        defer { pressed = nil }
        guard pressed?.isDragged == true, case .week = mode else { return [] }
        let target = screen.hit(point)?.moment
        scene.marks.lifted = nil
        toast = nil
        guard let target, let session = selected, target != session.begins else { return [] }
        let effects = run(.move)
        guard case .moving(var moving) = mode else { return effects }
        moving.carry(to: target, in: self)
        show(moving)
        return effects
    }
    private mutating func point(_ event: MouseEvent, _ admitting: Admitting) -> [DashboardEffect] {
        var admitting = admitting
        guard let cursor = screen.hit(event.point), let key = keymap.key(of: .bookSet, in: .sets) else {
            return []
        }
        if event.action == .doubleClick { return update(on: .key(key)) }
        let there = admitting.chosenSet?.places.firstIndex {
            $0.begins <= cursor.moment && cursor.moment < $0.ends
        }
        if let there { admitting.choose(place: there) }
        show(admitting)
        return []
    }
    private mutating func point(_ event: MouseEvent, _ booking: Booking) -> [DashboardEffect] {
        var booking = booking
        guard let cursor = screen.hit(event.point), let key = keymap.key(of: .accept, in: .places) else {
            return []
        }
        if event.action == .doubleClick { return update(on: .key(key)) }
        if booking.isGroup {
            let there = booking.places.firstIndex { $0.placement.begins == cursor.moment }
            if let there { booking.choose(there) }
        } else {
            booking.walk(to: cursor.moment.onGrid(clinic.profile.gridMinutes), in: self)
        }
        show(booking)
        return []
    }
    private mutating func point(_ event: MouseEvent, _ moving: Moving) -> [DashboardEffect] {
        var moving = moving
        guard let cursor = screen.hit(event.point), let key = keymap.key(of: .accept, in: .places) else {
            return []
        }
        if event.action == .doubleClick { return update(on: .key(key)) }
        moving.carry(to: cursor.moment, in: self)
        show(moving)
        return []
    }
    /// A line of a page is chosen by a click and ticked by a second.
    private mutating func point(_ event: MouseEvent, _ layout: PageLayout) -> [DashboardEffect] {
        guard event.action == .press || event.action == .doubleClick, let row = layout.row(at: event.point)
        else { return [] }
        toast = nil
        switch mode {
        case .planning: planning?.review?.select(row)
        case .repairing: repairing?.review?.select(row)
        case .calling: if let person = called(atLine: row) { calls?.select(person) }
        default: return []
        }
        guard event.action == .doubleClick, let key = keymap.key(of: .tick, in: .proposal) else { return [] }
        return update(on: .key(key))
    }
    /// A line of a list is chosen by a click and taken by a second.
    private mutating func point(_ event: MouseEvent, _ layout: PopupLayout) -> [DashboardEffect] {
        guard event.action == .press || event.action == .doubleClick, let row = layout.row(at: event.point)
        else { return [] }
        toast = nil
        var effects: [DashboardEffect] = []
        switch mode {
        case .asking(var q):
            q.select(row)
            mode = .asking(q)
        case .wondering(var asked):
            asked.question.select(row)
            asked.look(in: self)
            mode = .wondering(asked)
        case .answering(var answer):
            answer.selected = row
            mode = .answering(answer)
        case .seating(var s):
            s.picker.select(row)
            mode = .seating(s)
        case .finding(var f):
            f.picker.select(row)
            mode = .finding(f)
        case .commands(var l):
            l.picker.select(row)
            mode = .commands(l)
        case .reporting(var q) where q.subject == nil:
            q.picker.select(row)
            mode = .reporting(q)
        case .choosingTheme(var c):
            c.selected = row
            effects = preview(c)
        case .inspecting:
            let lines = inspectorLines
            let items = lines.indices.filter { lines[$0].person != nil || lines[$0].cure != nil }
            guard let n = items.firstIndex(of: row) else { return [] }
            mode = .inspecting(Inspecting(selected: n))
        default: return []
        }
        guard event.action == .doubleClick, let key = keymap.key(of: .choose, in: .list) else {
            return effects
        }
        return effects + update(on: .key(key))
    }
}

extension CivilMoment {
    /// The start of the grid at or before it.
    func onGrid(_ minutes: Int) -> CivilMoment {
        let grid = max(5, minutes)
        return CivilMoment(date, TimeOfDay(minutes: min(1435, Int(time.minutes)) / grid * grid))
    }
}
