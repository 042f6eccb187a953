internal import ClinicModel
internal import FrontDesk
package import Terminal

/// The loop: keys in, one frame out. Queued keys draw one frame; while nothing happens nothing is drawn but
/// the clock's minute and what others change.
package struct Program {
    /// How often the store is asked for changes of others, in milliseconds.
    package static let pollMilliseconds = 500

    package private(set) var state: DashboardState
    private let screen: any Screen
    private let runner: EffectRunner
    private var isDone = false

    package init(state: DashboardState, screen: any Screen, runner: EffectRunner) {
        self.state = state
        self.screen = screen
        self.runner = runner
    }

    /// Runs until the person quits or the terminal goes.
    package mutating func run() {
        draw()
        while !isDone {
            guard let key = screen.nextKey(timeoutMilliseconds: Self.pollMilliseconds) else {
                if lookAround() { draw() }
                continue
            }
            take(key)
            while !isDone, screen.hasPendingKeys, let next = screen.nextKey(timeoutMilliseconds: 0) {
                take(next)
            }
            if !isDone { draw() }
        }
    }

    private mutating func draw() { screen.draw(state.render()) }

    private mutating func take(_ key: Key) { handle(.key(key)) }

    private mutating func handle(_ event: DashboardEvent) {
        for effect in state.update(on: event) {
            if effect == .quit {
                isDone = true
                return
            }
            if let answer = runner.run(effect, on: screen) { handle(answer) }
        }
    }

    /// The clock's minute and what other coordinators have done; true when something changed.
    private mutating func lookAround() -> Bool {
        var changed = false
        let now = runner.now()
        if now != state.scene.now {
            handle(.now(now))
            changed = true
        }
        // A store that can't be asked now is asked again in half a second.
        if let revision = try? runner.desk.revision(), revision != state.snapshot.revision,
            let snapshot = try? runner.desk.snapshot()
        {
            let last = try? runner.desk.journal(since: nil).last
            let headline = last.map {
                "\($0.coordinator): \($0.title(in: snapshot.clinic, state.scene.naming))"
            }
            handle(.news(snapshot, headline: headline))
            changed = true
        }
        return changed
    }
}
