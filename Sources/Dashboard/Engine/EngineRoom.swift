internal import Dispatch
internal import Synchronization

/// Where the engine works beside the keys: each piece of work on a thread of its own, its news in a queue that
/// the loop empties. Idle, it costs nothing.
final class EngineRoom: Sendable {
    private struct State {
        /// Stopped work comes to its end and tells what it has; dropped work is not heard of again.
        var stopped: Set<Int> = []
        var dropped: Set<Int> = []
        var running: Set<Int> = []
        var news: [DashboardEvent] = []
    }
    private let state = Mutex(State())
    private let bell = DispatchSemaphore(value: 0)

    /// What a piece of work can ask and tell, from its own thread.
    struct Bench: Sendable {
        let room: EngineRoom
        let job: Int
        let wake: @Sendable () -> Void
        var isStopped: Bool {
            room.state.withLock { $0.stopped.contains(job) || $0.dropped.contains(job) }
        }
        func tell(_ event: DashboardEvent) {
            let isHeard = room.state.withLock { state in
                guard !state.dropped.contains(job) else { return false }
                state.news.append(event)
                return true
            }
            guard isHeard else { return }
            room.bell.signal()
            wake()
        }
    }

    /// Begins a piece of work. `job` is given out once.
    func begin(_ job: Int, wake: @escaping @Sendable () -> Void, _ work: @escaping @Sendable (Bench) -> Void)
    {
        state.withLock { _ = $0.running.insert(job) }
        DispatchQueue.global(qos: .userInitiated).async {
            work(Bench(room: self, job: job, wake: wake))
            self.state.withLock { state in
                state.running.remove(job)
                state.stopped.remove(job)
                state.dropped.remove(job)
            }
            self.bell.signal()
        }
    }
    func stop(_ job: Int) { state.withLock { if $0.running.contains(job) { $0.stopped.insert(job) } } }
    func drop(_ job: Int) { state.withLock { if $0.running.contains(job) { $0.dropped.insert(job) } } }
    func dropAll() { state.withLock { $0.dropped.formUnion($0.running) } }

    /// What has been told since it was asked last.
    func news() -> [DashboardEvent] {
        state.withLock { state in
            defer { state.news = [] }
            return state.news
        }
    }
    /// Waits until something is told; nothing once no work is left.
    func awaitNews() -> [DashboardEvent] {
        while true {
            let (found, isIdle) = state.withLock { state in
                defer { state.news = [] }
                return (state.news, state.running.isEmpty)
            }
            if !found.isEmpty || isIdle { return found }
            bell.wait()
        }
    }
}
