internal import ClinicModel
internal import FrontDesk
internal import SchedulingEngine
internal import Terminal

// The week, nothing in hand.
extension DashboardState {
    mutating func pressInWeek(_ key: Key) -> [DashboardEffect] {
        guard let command = keymap.command(for: key, in: .week) else {
            if case .paste = key { toast = Toast("Pasted text goes into a field; press / or b first") }
            return []
        }
        if command == .cure, case .character(let c) = key, let n = c.wholeNumberValue { return take(cure: n) }
        return run(command)
    }

    /// Why a command can't work now; nil when it can.
    package func disabledReason(_ command: Command) -> String? {
        switch command {
        case .move: selected == nil ? "select a session first" : nil
        case .cancel: selected == nil ? "select a session first" : nil
        case .seat, .takeOut:
            selectedGroup == nil
                ? "select a group first"
                : command == .takeOut && selectedGroup?.patients.isEmpty == true ? "nobody is in it" : nil
        case .nextConflict, .previousConflict:
            week.violations.contains { $0.override == nil } ? nil : "no conflict this week"
        case .zoom: scene.view == .calendar ? nil : "the calendar alone has a zoom (v)"
        case .nextPane: scene.view == .day ? nil : "the day alone has panes (d)"
        case .jumpBack: jumps.isEmpty ? "nowhere to go back to" : nil
        case .jumpForward: jumpsAhead.isEmpty ? "nowhere to go forward to" : nil
        case .theme: themes.isEmpty ? "no themes were found" : nil
        default: nil
        }
    }

    /// Does what a command says, or tells why it can't.
    package mutating func run(_ command: Command) -> [DashboardEffect] {
        if let why = disabledReason(command) {
            toast = Toast("\(command.title): \(why)", isError: true)
            return []
        }
        switch command {
        case .left: walk(.left)
        case .right: walk(.right)
        case .up: walk(.up)
        case .down: walk(.down)
        case .lineStart: walk(.home)
        case .lineEnd: walk(.end)
        case .pageUp: walk(.pageUp)
        case .pageDown: walk(.pageDown)
        case .previousWeek: flip(by: -7)
        case .nextWeek: flip(by: 7)
        case .today: goToday()
        case .open: open()
        case .back: goBack()
        case .jumpBack: jump(back: true)
        case .jumpForward: jump(back: false)
        case .day:
            leaveMark()
            scene.view = scene.view == .day ? (scene.lens == .everyone ? .board : .calendar) : .day
        case .calendar: switchDrawing()
        case .zoom: scene.zoom = scene.zoom.next
        case .nextPane: scene.dayRows = scene.dayRows.next
        case .nextConflict, .previousConflict:
            if scene.lens != .everyone { scene.lens = .everyone }
            if let cursor = screen.conflict(backwards: command == .previousConflict) { scene.cursor = cursor }
        case .mask: scene.naming = scene.naming == .names ? .ids : .names
        case .undo: return [.undo]
        case .redo: return [.redo]
        case .redraw: return [.redraw]
        case .suspend: return [.suspend]
        case .quit: return [.quit]
        case .find: mode = .finding(Finding())
        case .filter: mode = .filtering(Filtering(before: scene.filter))
        case .goToDate: mode = .goingToDate(GoingToDate())
        case .help: mode = .commands(CommandList(isHelp: true, context: .week))
        case .palette: mode = .commands(CommandList(isHelp: false, context: .week))
        case .theme:
            mode = .choosingTheme(ThemeChoice(selected: themes.firstIndex(of: theme) ?? 0, before: theme))
        case .book:
            mode = .asking(BookingQuestion(patient: patientInView, at: scene.cursor.moment, home: here))
        case .move: startMoving()
        case .cancel: return startCancelling()
        case .seat: startSeating(isOut: false)
        case .takeOut: startSeating(isOut: true)
        default: break
        }
        return []
    }

    private mutating func walk(_ direction: Direction) { scene.cursor = screen.cursor(moved: direction) }

    private mutating func flip(by days: Int) {
        leaveMark()
        show(weekOf: week.week + days)
    }
    private mutating func goToday() {
        leaveMark()
        show(weekOf: scene.today)
        scene.scroll = Scroll()
        scene.cursor = scene.opening()
    }
    private mutating func switchDrawing() {
        leaveMark()
        scene.scroll = Scroll()
        scene.view = scene.view == .calendar ? .board : .calendar
    }
    private mutating func open() {
        switch scene.cursor.target {
        case .fold(let fold):
            scene.unfolded.insert(fold)
            if let first = scene.sessions(in: fold).first, let cursor = scene.cursor(on: first) {
                scene.cursor = cursor
            }
        case .session(let reference):
            guard let s = week.session(reference), let service = week.service(s.service) else { return }
            let fold = Fold(
                date: s.date, start: s.start, kind: service.isGroup ? .groups(s.service) : .individuals)
            let lens: Lens =
                service.isGroup
                ? .service(s.service) : s.patients.first.map { .patient($0) } ?? .service(s.service)
            if scene.lens == lens, scene.unfolded.contains(fold) {
                scene.unfolded.remove(fold)
                return
            }
            look(at: lens)
        case .place:
            mode = .asking(BookingQuestion(patient: patientInView, at: scene.cursor.moment, home: here))
        }
    }
    /// Shows somebody's week as a calendar.
    mutating func look(at lens: Lens) {
        leaveMark()
        scene.lens = lens
        scene.scroll = Scroll()
        scene.view = lens == .everyone ? .board : .calendar
    }
    private mutating func goBack() {
        if !scene.filter.isEmpty {
            scene.filter = WeekFilter("")
        } else if !scene.unfolded.isEmpty, scene.view == .board {
            scene.unfolded = []
        } else if scene.lens != .everyone || scene.view != .board {
            if let last = jumps.last, last.week == week.week {
                jumps.removeLast()
                go(to: last)
            } else {
                scene.lens = .everyone
                scene.view = .board
                scene.scroll = Scroll()
            }
        }
    }
    private mutating func jump(back: Bool) {
        let now = here
        guard let target = back ? jumps.popLast() : jumpsAhead.popLast() else { return }
        if back { jumpsAhead.append(now) } else { jumps.append(now) }
        go(to: target)
    }

    // MARK: Cures

    private mutating func take(cure number: Int) -> [DashboardEffect] {
        guard let cure = screen.cures.first(where: { $0.number == number }) else {
            toast = Toast("There is no number \(number) to take here", isError: true)
            return []
        }
        return take(cure.cure)
    }
    mutating func take(_ cure: Cure) -> [DashboardEffect] {
        switch cure {
        case .go(let session):
            leaveMark()
            show(session)
            return []
        case .book(let patient, let service):
            if let service {
                startBooking(patient, service, home: here)
            } else {
                mode = .asking(BookingQuestion(patient: patient, at: scene.cursor.moment, home: here))
            }
            return []
        case .seat(let patient, let session):
            guard case .occurrence(let series, let date) = session else {
                return confirm(.seat(patient, in: session), "Seat \(name(patient))")
            }
            return confirm(
                .enroll(patient, series, from: date), "Enroll \(name(patient)) from \(date.short) on")
        case .reseat(let patient, let from, let to):
            return confirm(
                .reseat(patient, from: from, to: to), "Another seat for \(name(patient))", scopes: true)
        case .move(let session, let to, let therapists, let room):
            return confirm(
                .move(session, to: to, therapists: therapists, room: room), "Move the session",
                scopes: session.series != nil)
        }
    }
    mutating func confirm(_ intent: Intent, _ title: String, scopes: Bool = false) -> [DashboardEffect] {
        let c = Confirmation(
            intent: intent, title: title, scopes: scopes ? SeriesScope.allCases : [], home: nil,
            returning: mode)
        mode = .confirming(c)
        return [.preview(c.scoped, c.permit)]
    }

    // MARK: Mouse

    mutating func mouse(_ event: MouseEvent) -> [DashboardEffect] {
        switch (mode, event.action) {
        case (_, .press) where event.point.y == size.rows - 1:
            guard let command = HintLine(self).command(at: event.point.x),
                let key = keymap.keys(of: command).first
            else { return [] }
            return update(on: .key(key))
        case (.week, .press):
            toast = nil
            pressed = nil
            if let cure = screen.cure(at: event.point) { return take(cure.cure) }
            if let cursor = screen.hit(event.point) {
                scene.cursor = cursor
                if cursor.session != nil { pressed = event.point }
            }
        case (.week, .doubleClick):
            pressed = nil
            if let cursor = screen.hit(event.point) {
                scene.cursor = cursor
                return run(.open)
            }
        case (.week, .drag):
            guard let from = pressed, abs(from.x - event.point.x) + abs(from.y - event.point.y) > 2 else {
                return []
            }
            pressed = nil
            return run(.move)
        case (.moving(var moving), .drag):
            if let cursor = screen.hit(event.point) {
                moving.carry(to: cursor.moment, in: self)
                show(moving)
            }
        case (.moving, .press):
            if case .moving(var moving) = mode, let cursor = screen.hit(event.point) {
                moving.carry(to: cursor.moment, in: self)
                show(moving)
            }
        case (.moving, .doubleClick): return update(on: .key(.enter))
        case (_, .wheelUp), (_, .wheelDown):
            if mode.context == .list {
                return update(on: .key(event.action == .wheelUp ? .up : .down))
            }
            let (scroll, cursor) = screen.scrolled(by: event.action == .wheelUp ? -3 : 3)
            scene.scroll = scroll
            if case .week = mode { scene.cursor = cursor }
        default: break
        }
        settle()
        return []
    }
}
