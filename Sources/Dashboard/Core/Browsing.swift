internal import ClinicModel
internal import FrontDesk
internal import SchedulingEngine
internal import Terminal

// The week, nothing in hand.
extension DashboardState {
    mutating func pressInWeek(_ key: Key, _ command: Command?) -> [DashboardEffect] {
        if counts(key) { return [] }
        let times = count
        count = nil
        guard let command else { return lost(key) }
        if command == .cure, case .character(let c) = key, let n = c.wholeNumberValue { return take(cure: n) }
        if command == .open, let times { return take(cure: times) }
        guard command.isCounted, let times, times > 1 else { return run(command) }
        for _ in 1..<min(times, 99) {
            _ = run(command)
            settle()
        }
        return run(command)
    }
    /// In the vi preset digits before a command say how often.
    private mutating func counts(_ key: Key) -> Bool {
        guard keymap.preset == .vi, case .character(let c) = key, c.isASCII, let digit = c.wholeNumberValue,
            digit > 0 || count != nil
        else { return false }
        count = min(999, (count ?? 0) * 10 + digit)
        return true
    }

    /// Why a command can't work now; nil when it can.
    package func disabledReason(_ command: Command) -> String? {
        switch command {
        case .move, .mark: whyNoSession
        case .cancel: scene.marked.isEmpty ? whyNoSession : nil
        case .seat:
            selectedGroup == nil ? scene.cursor.fold == nil ? "select a group first" : whyNoSession : nil
        case .takeOut:
            whyNoSession ?? (selected?.patients.isEmpty == true ? "nobody is in it" : nil)
        case .reason:
            selected.map { allowable($0).isEmpty } ?? true
                ? "nothing selected is broken that a reason would allow" : nil
        case .nextConflict, .previousConflict:
            scene.digest.conflicts.isEmpty ? "no conflict this week" : nil
        case .zoom, .finer: scene.view == .calendar ? nil : "the calendar alone has a zoom (v)"
        case .cure: screen.cures.isEmpty ? "no cure is offered for what is selected" : nil
        case .again: whyNoRepeat
        case .why: whyNotWhy
        case .jumpBack: jumps.isEmpty ? "nowhere to go back to" : nil
        case .jumpForward: jumpsAhead.isEmpty ? "nowhere to go forward to" : nil
        case .undo: history?.canUndo == false ? "there is nothing of yours to undo" : nil
        case .redo: history?.canRedo == false ? "there is nothing of yours to redo" : nil
        case .theme: themes.isEmpty ? "no themes were found" : nil
        case .back:
            scene.filter.isEmpty && scene.marked.isEmpty && scene.unfolded.isEmpty && scene.lens == .everyone
                && scene.view == .board ? "this is the whole week already; q quits" : nil
        case .choosePlace, .nextPlace, .previousPlace:
            scene.marks.letters.isEmpty ? "no place has a letter here" : nil
        case .nextProposal, .previousProposal:
            (repairing?.reviews.count ?? 0) > 1 ? nil : "there is no other proposal"
        case .relax, .otherTherapist, .otherRoom, .variant, .accept: whyNotHere(command)
        case .bookSet, .nextSet, .previousSet: whyNoSet(command)
        default: nil
        }
    }

    /// What to do first where a session is wanted and none is selected.
    var whyNoSession: String? {
        guard selected == nil else { return nil }
        guard let fold = scene.cursor.fold else { return "select a session first" }
        let key = keymap.key(of: .open, in: .week)?.name ?? "opening it"
        return "\(key) unfolds these \(scene.sessions(in: fold).count); then choose one"
    }

    /// Does what a command says, or tells why it can't.
    package mutating func run(_ command: Command) -> [DashboardEffect] {
        if let why = disabledReason(command) {
            complain(why.capitalizedFirst)
            return []
        }
        if let effects = everywhere(command) { return effects }
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
            scene.scroll = Scroll()
            scene.view = scene.view == .day ? (scene.lens == .everyone ? .board : .calendar) : .day
        case .calendar: switchDrawing()
        case .zoom: scene.zoom = scene.zoom.next
        case .nextPane:
            if scene.view == .day {
                scene.scroll = Scroll()
                scene.dayRows = scene.dayRows.next
            } else {
                startInspecting()
            }
        case .nextConflict, .previousConflict:
            leaveMark()
            if scene.lens != .everyone { look(at: .everyone, leavingMark: false) }
            goToConflict(backwards: command == .previousConflict)
        case .mark: mark()
        case .again: return repeatLast()
        case .reason: startAllowing()
        case .find: mode = .finding(Finding(in: self))
        case .filter: mode = .filtering(Filtering(before: scene.filter))
        case .goToDate: mode = .goingToDate(GoingToDate())
        case .book: startAsking()
        case .findPlace: startAdmitting()
        case .move: startMoving()
        case .cancel: return startCancelling()
        case .plan: return startPlanning()
        case .absence: startAbsence()
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
    private mutating func goToConflict(backwards: Bool) {
        guard let next = scene.conflict(from: scene.cursor, backwards: backwards) else { return }
        scene.conflict = next
        if let session = scene.session(in: next) {
            show(session)
        } else {
            scene.cursor = Cursor(.place, at: next.moment, row: scene.cursor.row)
            say(next.sentence(in: week, naming: scene.naming))
        }
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
    private mutating func mark() {
        guard let reference = scene.cursor.session else { return }
        if scene.marked.remove(reference) == nil { scene.marked.insert(reference) }
        let n = scene.marked.count
        say(n == 0 ? "Nothing is marked" : n == 1 ? "1 session is marked" : "\(n) sessions are marked")
    }
    private mutating func open() {
        switch scene.cursor.target {
        case .fold(let fold):
            scene.unfolded.insert(fold)
            if let first = scene.sessions(in: fold).first, let cursor = scene.cursor(on: first) {
                scene.cursor = cursor
            }
        case .session(let reference):
            guard let s = week.session(reference) else { return }
            let lens: Lens =
                isGroup(s.service)
                ? .service(s.service) : s.patients.first.map { .patient($0) } ?? .service(s.service)
            guard scene.lens != lens else {
                startInspecting()
                return
            }
            look(at: lens)
        case .place: startAsking()
        }
    }
    /// Shows somebody's week as a calendar.
    mutating func look(at lens: Lens, leavingMark: Bool = true) {
        if leavingMark { leaveMark() }
        scene.lens = lens
        scene.scroll = Scroll()
        scene.view = lens == .everyone ? .board : .calendar
        if lens != .everyone { land() }
    }
    /// Onto the next session that the lens and the filter are about; without any the cursor stays at its time.
    mutating func land() {
        let faces = scene.digest.faces.indices.filter { scene.focus.presence[$0].isMeant }
            .map { scene.digest.faces[$0] }
        guard !faces.contains(where: { $0.reference == scene.cursor.session }) else { return }
        let from = soonest ?? CivilMoment(week.week, .midnight)
        let ahead = faces.filter { $0.begins >= from }.min { $0.begins < $1.begins }
        if let next = ahead ?? faces.max(by: { $0.begins < $1.begins }) { scene.cursor = next.cursor }
    }
    private mutating func goBack() {
        if !scene.marked.isEmpty {
            scene.marked = []
        } else if !scene.filter.isEmpty {
            scene.filter = WeekFilter("")
        } else if !scene.unfolded.isEmpty, scene.view == .board {
            scene.unfolded = []
        } else if let last = jumps.last, last.week == week.week {
            jumps.removeLast()
            go(to: last)
        } else {
            look(at: .everyone, leavingMark: false)
        }
    }

    // MARK: Cures

    mutating func take(cure number: Int) -> [DashboardEffect] {
        guard let cure = screen.cures.first(where: { $0.number == number }) else {
            complain("There is no number \(number) to take here")
            return []
        }
        // Nothing is taken that is not on the screen: where there is no room for the inspector it opens first.
        if case .week = mode, screen.areas.inspector == nil {
            let items = inspectorItems
            guard let line = items.firstIndex(where: { $0.cure == number }) else { return [] }
            mode = .inspecting(Inspecting(selected: line))
            return []
        }
        return take(cure.cure)
    }
    mutating func take(_ cure: Cure) -> [DashboardEffect] {
        if case .inspecting = mode { mode = .week }
        switch cure {
        case .go(let session):
            leaveMark()
            show(session)
        case .book(let patient, let service):
            if let service {
                startBooking(patient, service, at: freePlace, home: here)
            } else {
                startAsking(patient)
            }
        case .seat(let patient, let session):
            return confirmSeat(patient, session, lasting: session.series != nil)
        case .reseat(let patient, let from, let to):
            let there = week.session(to).map { ": " + title(of: $0) } ?? ""
            return confirm(
                .reseat(patient, from: from, to: to), "Another seat for \(name(patient))\(there)",
                scopes: true)
        case .move(let session, let to, let therapists, let room):
            return confirm(
                .move(session, to: to, therapists: therapists, room: room), "Move the session",
                scopes: session.series != nil)
        }
        return []
    }
    /// The free place that is selected.
    var freePlace: CivilMoment? { scene.cursor.isPlace ? scene.cursor.moment : nil }
}

extension Command {
    /// May be counted in the vi preset.
    fileprivate var isCounted: Bool {
        switch self {
        case .left, .right, .up, .down, .pageUp, .pageDown, .previousWeek, .nextWeek, .nextConflict,
            .previousConflict, .jumpBack, .jumpForward:
            true
        default: false
        }
    }
}
