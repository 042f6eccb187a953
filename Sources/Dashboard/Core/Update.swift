internal import ClinicModel
internal import FrontDesk
internal import SchedulingEngine
internal import Terminal

extension DashboardState {
    /// The one place where the state changes: no I/O, and what the world is asked for comes back.
    package mutating func update(on event: DashboardEvent) -> [DashboardEffect] {
        let effects = take(event)
        settle()
        return effects
    }

    private mutating func take(_ event: DashboardEvent) -> [DashboardEffect] {
        switch event {
        case .key(let key): return press(key)
        case .now(let moment): scene.now = moment
        case .news(let snapshot, let headline):
            adopt(snapshot)
            if let headline { say(headline) }
            return afterNews() + reviewAfterNews()
        case .performed(let intent, let permit, .success(let outcome)):
            let before = week
            adopt(outcome.snapshot)
            finish(intent, permit, outcome)
            var effects: [DashboardEffect] = []
            if case .accept(let acceptance) = intent { effects = finish(acceptance, outcome, from: before) }
            return effects + reviewAfterNews()
        case .performed(let intent, let permit, .failure(let error)): return refuse(intent, permit, error)
        case .previewed(let intent, let permit, let result): return foresee(intent, permit, result)
        case .undone(.success(let outcome), let isRedo):
            adopt(outcome.snapshot)
            let effects = afterNews()
            followUndo(isRedo: isRedo)
            if !isRedo { bringViewBack() }
            if case .week = mode, let session = outcome.session { show(session) }
            say(outcome.title(scene.naming))
            return effects + reviewAfterNews()
        case .undone(.failure(let error), _):
            complain(error.sentence(naming: scene.naming))
            if case .movedOn = error { return [.reload] }
        case .planning(let job, let progress): heard(job, progress)
        case .planned(let job, let made, let seconds): return heard(job, made, seconds: seconds)
        case .repaired(let job, let answer, let told, let isDone):
            return heard(job, answer, told, isDone: isDone)
        case .weighed(let job, let result): return heard(job, result)
        case .counted(let job, let shortages): heard(job, shortages)
        case .ready(let made): heard(made)
        case .history(let history): self.history = history
        case .told(let sentence): say(sentence)
        case .failed(let sentence): complain(sentence)
        case .workFailed(let job, let sentence): heardNothing(of: job, sentence)
        }
        return []
    }

    private mutating func press(_ key: Key) -> [DashboardEffect] {
        switch key {
        case .resize(let size):
            self.size = size
            // Its words are as long as the screen has room for.
            showDraft()
            return []
        case .hangUp: return [.quit]
        case .unknown: return []
        case .mouse(let event): return screen.isTooSmall ? [] : mouse(event)
        default: break
        }
        var command = keymap.command(for: key, in: mode.context)
        // Where nothing is typed, the key for help is no text.
        if command == nil, !mode.takesText, keymap.command(for: key, in: .week) == .help { command = .help }
        // What can't be seen can't be changed.
        if screen.isTooSmall {
            guard let command, [.quit, .redraw, .suspend].contains(command) else { return [] }
        }
        // Esc dismisses news; only then does it ask to go back.
        if toast != nil, command == .back, case .week = mode, disabledReason(.back) != nil {
            toast = nil
            return []
        }
        toast = nil
        if let command, let effects = everywhere(command) { return effects }
        switch mode {
        case .week: return pressInWeek(key, command)
        case .inspecting(let inspecting): return press(key, command, in: inspecting)
        case .asking(let question): return press(key, command, in: question)
        case .wondering(let asked): return press(key, command, in: asked)
        case .answering(let answer): return press(key, command, in: answer)
        case .booking(let booking): return press(key, command, in: booking)
        case .moving(let moving): return press(key, command, in: moving)
        case .seating(let seating): return press(key, command, in: seating)
        case .choosingPatient(let question): return press(key, command, in: question)
        case .admitting(let admitting): return press(key, command, in: admitting)
        case .confirming(let confirmation): return press(key, command, in: confirmation)
        case .refused(let draft): return press(key, command, in: draft)
        case .explaining(let explaining): return press(key, command, in: explaining)
        case .finding(let finding): return press(key, command, in: finding)
        case .goingToDate(let going): return press(key, command, in: going)
        case .filtering(let filtering): return press(key, command, in: filtering)
        case .commands(let list): return press(key, command, in: list)
        case .choosingTheme(let choice): return press(key, command, in: choice)
        case .planning: return pressInPlanning(key, command)
        case .reporting(let question): return press(key, command, in: question)
        case .repairing: return pressInRepairing(key, command)
        case .calling: return pressInCalling(key, command)
        case .quitting(let before): return pressWhileQuitting(key, command, before)
        }
    }

    /// What means the same wherever one is; nil for all other commands.
    mutating func everywhere(_ command: Command) -> [DashboardEffect]? {
        switch command {
        case .redraw: return [.redraw]
        case .suspend: return [.suspend]
        case .undo: return [.undo]
        case .redo: return [.redo]
        case .mask:
            scene.naming = scene.naming == .names ? .ids : .names
            rename()
            say(scene.naming == .ids ? "Names are masked" : "Names are shown")
        case .theme:
            guard disabledReason(.theme) == nil else { return nil }
            mode = .choosingTheme(
                ThemeChoice(selected: themes.firstIndex(of: theme) ?? 0, before: theme, returning: mode))
        case .why:
            guard disabledReason(.why) == nil else { return nil }
            return startWondering()
        case .help, .palette:
            if case .commands = mode { return [] }
            mode = .commands(CommandList(isHelp: command == .help, over: mode, in: self))
            return [.askHistory]
        case .quit:
            guard mode.draft != nil || isReviewing || isEngineAtWork || stillToCall > 0 else {
                return [.quit]
            }
            mode = .quitting(from: mode)
        default: return nil
        }
        return []
    }

    /// Nothing answers to the key here; a person is told so instead of being left to wonder.
    mutating func lost(_ key: Key) -> [DashboardEffect] {
        let help = keymap.key(of: .help, in: mode.context)
        let hint = help.map { "; \($0.label(glyphs)) shows the keys that work" } ?? ""
        if case .paste = key {
            complain("Pasted text is taken where there is a field, never for keys")
        } else {
            complain("\(key.name) does nothing here\(hint)")
        }
        return []
    }

    /// A change made or a draft dropped: back to the week as it was before the mode began.
    mutating func endMode(returning: Jump? = nil) {
        scene.marks = .none
        scene.side = nil
        scene.standing = nil
        scene.detail = nil
        scene.title = nil
        scene.status = nil
        scene.searched = nil
        foresight = nil
        mode = .week
        if let returning { go(to: returning) }
    }

    /// A draft on screen stays, judged anew by what stands now.
    private mutating func afterNews() -> [DashboardEffect] {
        foresight = nil
        let before = mode
        var effects: [DashboardEffect] = []
        switch mode.draft {
        case .booking(var booking):
            let hadLost = booking.loss != nil
            booking.renew(in: self)
            show(booking)
            if let loss = booking.loss, !hadLost {
                complain(loss.sentence)
                // The desk knows who was faster.
                if let intent = booking.intent(phrase) { effects = [.preview(intent, booking.permit)] }
            }
        case .moving(var moving):
            guard moving.isHeld(in: week) else {
                endMode(returning: moving.home)
                complain("The session that was being moved is gone; it was changed elsewhere")
                return []
            }
            moving.survey(in: self)
            show(moving)
        case .admitting(var admitting):
            admitting.search(in: self)
            show(admitting)
        default: rename()
        }
        // What stands over the draft stays over it.
        if before.below != nil { mode = before.over(mode) }
        switch mode {
        case .wondering(var asked):
            asked.question = BookingQuestion(renewing: asked.question, in: self)
            asked.look(in: self)
            mode = .wondering(asked)
            effects += countShortages()
        case .answering(var answer):
            answer.refresh(in: self)
            mode = .answering(answer)
        default: break
        }
        return effects
    }
    private mutating func pressWhileQuitting(_ key: Key, _ command: Command?, _ before: Mode)
        -> [DashboardEffect]
    {
        switch command {
        case .choose: return [.quit]
        case .leave:
            mode = before
            return []
        default: return lost(key)
        }
    }
}

extension Mode {
    /// The same over another draft.
    fileprivate func over(_ draft: Mode) -> Mode {
        switch self {
        case .answering(var a):
            a.returning = a.returning.over(draft)
            return .answering(a)
        case .confirming(var c):
            c.returning = c.returning.over(draft)
            return .confirming(c)
        case .refused(var r):
            r.returning = r.returning.over(draft)
            return .refused(r)
        case .explaining(var e):
            e.returning = e.returning.over(draft)
            return .explaining(e)
        case .commands(var c):
            c.returning = c.returning.over(draft)
            return .commands(c)
        case .choosingTheme(var t):
            t.returning = t.returning.over(draft)
            return .choosingTheme(t)
        case .quitting(let mode): return .quitting(from: mode.over(draft))
        case .booking, .moving, .admitting: return draft
        default: return self
        }
    }
}
