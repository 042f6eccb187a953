internal import ClinicModel
internal import FrontDesk
package import Terminal

/// The loop: keys in, one frame out. Queued keys draw one frame; while nothing happens nothing is drawn but
/// the clock's minute and what others change.
package struct Program {
    /// How often the store is asked for changes of others, in milliseconds.
    package static let pollMilliseconds = 500
    /// A pause in the typing after which the draft on the screen is thought through.
    package static let pauseMilliseconds = 150

    package private(set) var state: DashboardState
    private let screen: any Screen
    private let runner: EffectRunner
    private var isDone = false
    private var lastLook = ContinuousClock.now

    package init(state: DashboardState, screen: any Screen, runner: EffectRunner) {
        self.state = state
        self.screen = screen
        self.runner = runner
    }

    /// Runs until the person quits or the terminal goes.
    package mutating func run() {
        draw()
        while !isDone {
            let question = state.openQuestion
            let patience = question == nil ? Self.pollMilliseconds : Self.pauseMilliseconds
            guard let key = screen.nextKey(timeoutMilliseconds: patience) else {
                if hearEngine() {
                    draw()
                    if isLookDue, lookAround() { draw() }
                    continue
                }
                if let question {
                    carryOut(question)
                    draw()
                }
                if lookAround() { draw() }
                continue
            }
            handle(.key(key))
            while !isDone, screen.hasPendingKeys, let next = screen.nextKey(timeoutMilliseconds: 0) {
                handle(.key(next))
            }
            guard !isDone else { break }
            hearEngine()
            draw()
            // Who types without a pause still sees what others do.
            if isLookDue, lookAround() { draw() }
        }
        runner.dropWork()
    }

    private var isLookDue: Bool {
        ContinuousClock.now - lastLook > .milliseconds(Self.pollMilliseconds * 2)
    }
    /// What the engine has told meanwhile; true when it has.
    @discardableResult
    private mutating func hearEngine() -> Bool {
        let news = runner.engineNews()
        for event in news where !isDone { handle(event) }
        return !news.isEmpty
    }
    private mutating func draw() {
        screen.draw(state.render())
        if isDone || screen.hasPendingKeys { return }
        for order in state.readying() { runner.ready(order, on: screen) }
    }

    private mutating func handle(_ event: DashboardEvent) {
        for effect in state.update(on: event) where !isDone { carryOut(effect) }
    }
    private mutating func carryOut(_ effect: DashboardEffect) {
        if effect == .quit {
            isDone = true
            return
        }
        if effect.takesLong { screen.draw(state.render()) }
        if let answer = runner.run(effect, on: screen) { handle(answer) }
    }

    /// The clock's minute and what other coordinators have done; true when something changed.
    private mutating func lookAround() -> Bool {
        lastLook = ContinuousClock.now
        var changed = false
        let now = runner.now()
        if now != state.scene.now {
            handle(.now(now))
            changed = true
        }
        let naming = state.scene.naming
        if let news = runner.news(
            since: state.snapshot.revision,
            naming: { "\($1.coordinator): \($1.title(in: $0.clinic, naming))" })
        {
            handle(news)
            changed = true
        }
        return changed
    }
}
