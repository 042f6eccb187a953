import ClinicModel
import ClinicStore
import Dashboard
import Foundation
import FrontDesk
import Interchange
import SchedulingEngine
import Terminal
import Testing

/// A person at the keys of the real program: real state, real desk, real SQLite; only the terminal is a list of
/// keys and pictures.
final class Robot {
    var state: DashboardState
    let store: ClinicStore
    let desk: Desk
    private let runner: EffectRunner
    private let screen: ScriptedScreen
    /// Effects asked for so far that are not the desk's.
    private(set) var asked: [DashboardEffect] = []
    private(set) var hasQuit = false

    init(
        _ fixture: String = "everything-40", now: String = "2026-11-24 14:02",
        size: Size = Size(columns: 120, rows: 40),
        lens: Lens = .everyone, keymap: Keymap = Keymap(), isAccessible: Bool = false,
        edit: (inout Clinic) throws -> Void = { _ in }
    ) throws {
        var clinic = try Robot.clinic(fixture)
        try edit(&clinic)
        let parts = now.split(separator: " ")
        let moment = CivilMoment(try #require(CivilDate(parts[0])), try #require(TimeOfDay(parts[1])))
        store = try ClinicStore.inMemory()
        try store.replaceAll(with: clinic)
        desk = Desk(store: store, coordinator: "kim", now: { moment })
        let themes = ThemeLibrary(shipped: [])
        // By steps, without a clock: the same on every machine.
        let options = PlanOptions(steps: 3000)
        runner = EffectRunner(
            desk: desk, themes: themes, now: { moment },
            budget: EngineBudget(plan: options, repair: options, clock: { 0 }))
        screen = ScriptedScreen(size: size)
        state = DashboardState(
            snapshot: try desk.snapshot(), now: moment, size: size, keymap: keymap,
            themes: ["night", "day", "mono"], lens: lens, isAccessible: isAccessible)
    }

    static func clinic(_ name: String, file: String = #filePath) throws -> Clinic {
        let folder = URL(filePath: file).deletingLastPathComponent().deletingLastPathComponent()
        return try ClinicDocument.read(
            Array(try Data(contentsOf: folder.appending(path: "Fixtures/\(name).json"))))
    }

    // MARK: Hands

    /// Presses keys by their names: `b`, `Enter`, `Ctrl-L`.
    @discardableResult
    func press(_ names: String...) throws -> Robot {
        for name in names { send(.key(try #require(Key(name: name), "no key is called \(name)"))) }
        return self
    }
    @discardableResult
    func type(_ text: String) -> Robot {
        for c in text { send(.key(.character(c))) }
        return self
    }
    func send(_ event: DashboardEvent) {
        for effect in state.update(on: event) {
            switch effect {
            case .quit: hasQuit = true
            case .perform, .preview, .undo, .redo, .askHistory, .plan, .repair, .weigh, .stopWork, .dropWork:
                break
            default: asked.append(effect)
            }
            if let answer = runner.run(effect, on: screen) { send(answer) }
        }
    }
    /// Waits until the engine has no work left, and hears all it tells.
    @discardableResult
    func awaitEngine() -> Robot {
        while true {
            let news = runner.awaitEngineNews()
            if news.isEmpty { return self }
            for event in news { send(event) }
        }
    }
    /// What is done between keys: the weeks beside this one are compiled.
    func readyWeeks() -> Int {
        let orders = state.readying()
        for order in orders { runner.ready(order, on: screen) }
        awaitEngine()
        return orders.count
    }
    /// Puts the cursor on a session.
    @discardableResult
    func select(_ session: String) throws -> Robot {
        let reference = try #require(SessionReference(session))
        state.scene.cursor = try #require(state.scene.cursor(on: reference), "\(session) is not in the week")
        return self
    }
    func resize(_ columns: Int, _ rows: Int) { send(.key(.resize(Size(columns: columns, rows: rows)))) }

    // MARK: Eyes

    var picture: String { state.render().text }
    var toast: String { state.toast?.text ?? "" }
    func clinic() throws -> Clinic { try desk.snapshot().clinic }
    func sees(_ text: String, _ comment: Comment? = nil, at location: SourceLocation = #_sourceLocation) {
        #expect(
            picture.contains(text), comment ?? "\(text) is not on the screen:\n\(picture)",
            sourceLocation: location)
    }
    func doesNotSee(_ text: String, at location: SourceLocation = #_sourceLocation) {
        #expect(!picture.contains(text), "\(text) is on the screen:\n\(picture)", sourceLocation: location)
    }
}
