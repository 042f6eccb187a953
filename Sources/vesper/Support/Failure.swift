internal import FrontDesk
internal import SchedulingEngine
internal import ClinicStore

/// How the program ends; scripts rely on the numbers.
enum ExitStatus: Int32 {
    case done = 0
    /// Refused, or problems were found.
    case refused = 1
    /// The command was not understood, or a name is unknown or ambiguous.
    case usage = 2
    /// A file or database that can't be used.
    case unusable = 3
}

/// Why a command stops: lines for stderr, which name people by id only, and the exit status.
struct Failure: Error {
    var status: ExitStatus
    var message: String

    init(_ status: ExitStatus, _ message: String) {
        self.status = status
        self.message = message
    }
    init(_ error: DeskError) {
        status = ExitStatus(rawValue: error.exitCode) ?? .refused
        message = error.sentence(naming: .ids)
    }
    init(_ error: StoreError) { self.init(.unusable, error.sentence) }

    /// Problems were found, and the output has told them.
    static let found = Failure(.refused, "")
}

/// Runs a use of the desk; its errors become the command's.
func asked<T>(_ body: () throws(DeskError) -> T) throws(Failure) -> T {
    for _ in 1..<Patience.turns {
        do { return try body() } catch {
            guard case .store(.busy) = error else { throw Failure(error) }
        }
    }
    do { return try body() } catch { throw Failure(error) }
}
/// The same for a use of a store.
func stored<T>(_ body: () throws(StoreError) -> T) throws(Failure) -> T {
    for _ in 1..<Patience.turns {
        do { return try body() } catch {
            guard case .busy = error else { throw Failure(error) }
        }
    }
    do { return try body() } catch { throw Failure(error) }
}

private enum Patience {
    /// A store gives up after some seconds, for the sake of a screen that must not stand still. A command has
    /// nobody before it, and SQLite serves no queue in its order: it asks so many times.
    static let turns = 6
}
