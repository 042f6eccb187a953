internal import GRDB
internal import Synchronization

/// The connection to a clinic file, and which file that is. Another connection may take its place; who still uses
/// the one before ends with it.
final class OpenFile: Sendable {
    private struct State {
        var queue: DatabaseQueue
        /// Nil in memory.
        var identity: Files.Identity?
        /// Of SQLite's log beside it, which is the same as long as anybody has the file open.
        var log: Files.Identity?
        /// Of a file that was read into memory: how it looked then.
        var stamp: [Int] = []
    }
    private let state: Mutex<State>

    init(_ queue: DatabaseQueue, stamp: [Int] = []) { state = Mutex(State(queue: queue, stamp: stamp)) }

    var queue: DatabaseQueue { state.withLock { $0.queue } }
    var identity: Files.Identity? { state.withLock { $0.identity } }
    var log: Files.Identity? { state.withLock { $0.log } }
    var stamp: [Int] { state.withLock { $0.stamp } }

    /// The file at the path is the one that was just opened.
    func remember(_ path: String) {
        state.withLock {
            $0.identity = Files.identity(path)
            $0.log = Files.identity(path + "-wal")
        }
    }
    func become(_ other: OpenFile) {
        let new = other.state.withLock { $0 }
        state.withLock { $0 = new }
    }

    /// Changes whenever a file or its log is written or replaced.
    static func stamp(_ path: String) -> [Int] { Files.stamp(path) + Files.stamp(path + "-wal") }
}

extension ClinicStore {
    /// What `follow` found.
    package enum Followed: Hashable, Sendable {
        case same
        /// Another clinic may stand there now. `kept`: a copy of what was open before, where it could be kept.
        case another(kept: String?)
        /// A file that may only be read was written by somebody.
        case newer
    }

    /// The connection, if what is at the path is still what is open.
    func queue() throws(StoreError) -> DatabaseQueue {
        try checkStanding()
        return file.queue
    }

    /// Throws `.removed` or `.replaced` when the file at the path is not the one that is open.
    func checkStanding() throws(StoreError) {
        guard let path, let open = file.identity else { return }
        guard let standing = Files.identity(path) else {
            // Where a folder lets nobody look, nothing is known.
            if Files.isHidden(path) { return }
            throw .removed(path: path)
        }
        if standing != open { throw .replaced(path: path) }
    }

    /// Looks whether the file at the path is still the one that is open, and opens the one that was put in its place;
    /// of one that may only be read, whether it was written since. `label`: what a copy of what was open is called.
    package func follow(keeping label: String) throws(StoreError) -> Followed {
        guard let path else { return .same }
        if isReadOnly {
            guard OpenFile.stamp(path) != file.stamp else { return .same }
            file.become(try Self.asItStands(path).file)
            forget()
            return .newer
        }
        do throws(StoreError) { try checkStanding() } catch {
            guard case .replaced = error else { throw error }
            let kept = try? keepCopy(label)
            // The log of the file that is gone is none of the new one's. Of several who see that one removes it.
            let log = file.log
            Files.alone(with: path) {
                guard let log, Files.identity(path + "-wal") == log else { return }
                for ending in ["-wal", "-shm"] { Files.remove(path + ending) }
            }
            file.become(try Self.open(at: path, patience: patience).file)
            forget()
            return .another(kept: kept ?? nil)
        }
        return .same
    }
    private func forget() { memory.state.withLock { $0 = Memory.State() } }
}
