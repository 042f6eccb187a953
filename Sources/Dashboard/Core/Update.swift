internal import ClinicModel
internal import FrontDesk
internal import SchedulingEngine
internal import Terminal

extension DashboardState {
    /// The one place where the state changes: no I/O, and what the world is asked for comes back.
    package mutating func update(on event: DashboardEvent) -> [DashboardEffect] {
        switch event {
        case .key(let key): return press(key)
        case .now(let moment):
            scene.now = moment
            return []
        case .news(let snapshot, let headline):
            adopt(snapshot)
            if let headline { toast = Toast(headline) }
            return afterNews()
        case .performed(let intent, .success(let outcome)):
            adopt(outcome.snapshot)
            finish(intent, outcome)
            return []
        case .performed(let intent, .failure(let error)):
            refuse(intent, error)
            return []
        case .previewed(let intent, let result):
            preview(intent, result)
            return []
        case .undone(.success(let outcome), _):
            adopt(outcome.snapshot)
            if let session = outcome.session { show(session) }
            toast = Toast(outcome.title(scene.naming))
            return []
        case .undone(.failure(let error), _):
            toast = Toast(error.sentence(naming: scene.naming), isError: true)
            return []
        case .failed(let sentence):
            toast = Toast(sentence, isError: true)
            return []
        }
    }

    private mutating func press(_ key: Key) -> [DashboardEffect] {
        switch key {
        case .resize(let size):
            self.size = size
            settle()
            return []
        case .hangUp: return [.quit]
        case .unknown: return []
        case .control("l"): return [.redraw]
        case .control("z"): return [.suspend]
        case .mouse(let event): return mouse(event)
        default: break
        }
        toast = nil
        let effects: [DashboardEffect]
        switch mode {
        case .week: effects = pressInWeek(key)
        case .asking(let question): effects = press(key, in: question)
        case .booking(let booking): effects = press(key, in: booking)
        case .moving(let moving): effects = press(key, in: moving)
        case .seating(let seating): effects = press(key, in: seating)
        case .confirming(let confirmation): effects = press(key, in: confirmation)
        case .refused(let draft): effects = press(key, in: draft)
        case .finding(let finding): effects = press(key, in: finding)
        case .goingToDate(let going): effects = press(key, in: going)
        case .filtering(let filtering): effects = press(key, in: filtering)
        case .commands(let list): effects = press(key, in: list)
        case .choosingTheme(let choice): effects = press(key, in: choice)
        case .quitting(let before): effects = pressWhileQuitting(key, before)
        }
        settle()
        return effects
    }

    /// Keeps the cursor on something that is there, and in sight.
    mutating func settle() {
        guard !usesCanvasOnly else { return }
        let screen = screen
        scene.cursor = screen.cursor
        scene.scroll = screen.scroll
    }
    private var usesCanvasOnly: Bool {
        size.columns < WeekScreen.leastSize.columns || size.rows < WeekScreen.leastSize.rows
    }

    /// A change made or a draft dropped: back to the week as it was before the mode began.
    mutating func endMode(returning: Jump? = nil) {
        scene.marks = .none
        scene.side = nil
        scene.detail = nil
        scene.title = nil
        scene.status = nil
        scene.searched = nil
        mode = .week
        if let returning { go(to: returning) }
    }

    /// A draft on screen stays, judged anew by what stands now.
    private mutating func afterNews() -> [DashboardEffect] {
        switch mode {
        case .booking(var booking):
            booking.search(in: self)
            show(booking)
            return []
        case .moving(var moving):
            guard stillStands(moving.origin)
            else {
                endMode(returning: moving.home)
                toast = Toast(
                    "The session that was being moved is gone; it was changed elsewhere", isError: true)
                return []
            }
            moving.survey(in: self)
            show(moving)
            return []
        case .confirming(let confirmation): return [.preview(confirmation.scoped, confirmation.permit)]
        default:
            settle()
            return []
        }
    }

    /// A session of another week than the one shown is taken to stand.
    private func stillStands(_ session: ScheduledSession) -> Bool {
        !week.contains(session.date) || week.session(session.reference) != nil
    }

    private mutating func pressWhileQuitting(_ key: Key, _ before: Mode) -> [DashboardEffect] {
        switch keymap.command(for: key, in: .list) {
        case .choose: return [.quit]
        case .leave:
            mode = before
            return []
        default: return []
        }
    }
}
