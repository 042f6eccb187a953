package import ClinicModel
package import FrontDesk
internal import SchedulingEngine
package import Terminal

/// Carries out what the dashboard asks of the world, and says what came of it. The only part that touches the
/// desk.
package struct EffectRunner {
    package let desk: Desk
    package let themes: ThemeLibrary
    /// Keeps the chosen theme for the next start; nil: told, but not kept.
    package let keepTheme: ((String) throws -> Void)?
    package let now: @Sendable () -> CivilMoment
    let budget: EngineBudget
    let room = EngineRoom()

    package init(
        desk: Desk, themes: ThemeLibrary, now: @escaping @Sendable () -> CivilMoment,
        budget: EngineBudget = .standard, keepTheme: ((String) throws -> Void)? = nil
    ) {
        self.desk = desk
        self.themes = themes
        self.now = now
        self.budget = budget
        self.keepTheme = keepTheme
    }

    /// Nil: nothing comes of it but what the screen did.
    package func run(_ effect: DashboardEffect, on screen: any Screen) -> DashboardEvent? {
        switch effect {
        case .perform(let intent, let permit):
            return .performed(
                intent, permit,
                Self.result { () throws(DeskError) in try desk.perform(intent, permit: permit) })
        case .preview(let intent, let permit):
            return .previewed(
                intent, permit,
                Self.result { () throws(DeskError) in try desk.preview(intent, permit: permit) })
        case .plan(let order):
            begin(order.job, screen) { $0.plan(order, $1) }
            return nil
        case .repair(let order):
            begin(order.job, screen) { $0.repair(order, $1) }
            return nil
        case .weigh(let acceptance, let job):
            begin(job, screen) { $0.weigh(acceptance, job, $1) }
            return nil
        case .countShortages(let week, let from, let job):
            begin(job, screen) { $0.countShortages(of: week, from: from, job, $1) }
            return nil
        case .stopWork(let job):
            room.stop(job)
            return nil
        case .dropWork(let job):
            room.drop(job)
            return nil
        case .undo: return .undone(Self.result { () throws(DeskError) in try desk.undo() }, isRedo: false)
        case .redo: return .undone(Self.result { () throws(DeskError) in try desk.redo() }, isRedo: true)
        case .askHistory:
            do throws(DeskError) {
                return .history(
                    History(canUndo: try desk.nextUndo() != nil, canRedo: try desk.nextRedo() != nil))
            } catch { return nil }
        case .reload:
            do throws(DeskError) {
                _ = try desk.follow()
                return .news(try desk.snapshot(), headline: nil)
            } catch { return .failed(error.sentence(naming: .ids)) }
        case .showTheme(let name):
            screen.setTheme(themes.theme(named: name).theme)
            return nil
        case .keepTheme(let name):
            screen.setTheme(themes.theme(named: name).theme)
            guard let keepTheme else { return .told("Theme \(name), for this time") }
            do {
                try keepTheme(name)
                return .told("Theme \(name), kept in the configuration")
            } catch {
                return .failed(
                    "The theme is shown but could not be kept: the configuration folder can't be written")
            }
        case .redraw:
            screen.redraw()
            return nil
        case .suspend:
            screen.suspend()
            return .now(now())
        case .quit: return nil
        }
    }
    /// Compiles a week that may be looked at next, of the clinic as it is on the screen.
    package func ready(_ order: ReadyOrder, on screen: any Screen) {
        room.begin(order.job, wake: screen.wake) { $0.tell(.ready(ReadyWeek(order))) }
    }
    private func begin(
        _ job: Int, _ screen: any Screen,
        _ work: @escaping @Sendable (EngineWorker, EngineRoom.Bench) -> Void
    ) {
        let worker = EngineWorker(desk: desk, budget: budget)
        room.begin(job, wake: screen.wake) { work(worker, $0) }
    }
    /// What the engine has told since it was asked last.
    package func engineNews() -> [DashboardEvent] { room.news() }
    /// Waits until the engine tells something; nothing once it has no work left.
    package func awaitEngineNews() -> [DashboardEvent] { room.awaitNews() }
    /// Nothing more is wanted of it.
    package func dropWork() { room.dropAll() }

    private static func result(_ body: () throws(DeskError) -> Outcome) -> Result<Outcome, DeskError> {
        do throws(DeskError) { return .success(try body()) } catch { return .failure(error) }
    }

    /// The clinic when another process has changed it since a revision, and a line about the newest change; a
    /// complaint when its file is gone. Nil when nothing is new, or the store can't be asked now.
    package func news(since known: Int, naming: (ClinicSnapshot, JournalEntry) -> String) -> DashboardEvent? {
        do throws(DeskError) {
            if let headline = try desk.follow() { return .news(try desk.snapshot(), headline: headline) }
            if try desk.revision() == known { return nil }
            let snapshot = try desk.snapshot()
            let last = try desk.journal().max { $0.sequence < $1.sequence }
            return .news(snapshot, headline: last.map { naming(snapshot, $0) })
        } catch {
            return error.isPassing ? nil : .failed(error.sentence(naming: .ids))
        }
    }
}
