internal import Foundation

/// A program on a terminal of its own, as seen from the other side: what is typed goes in, what it draws
/// comes out as bytes.
final class PseudoTerminal {
    private let master: Int32
    private let process: pid_t
    private var isOver = false

    /// What Swift's view of the C library leaves out.
    private enum Linux {
        /// `TIOCSPTLCK` and `TIOCGPTN` (ioctl_tty(2)).
        static let unlock: UInt = 0x4004_5431
        static let number: UInt = 0x8004_5430
        /// `POSIX_SPAWN_SETSID` (posix_spawn(3)).
        static let newSession: Int16 = 0x80
    }

    /// Starts the program as the leader of a session whose terminal has this size.
    init(_ command: [String], environment: [String: String], columns: UInt16, rows: UInt16) throws(BenchError)
    {
        master = open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC)
        var locked: Int32 = 0
        var number: Int32 = 0
        guard master >= 0, ioctl(master, Linux.unlock, &locked) == 0,
            ioctl(master, Linux.number, &number) == 0
        else { throw .file("no pseudo-terminal could be opened") }
        let name = "/dev/pts/\(number)"
        var size = winsize(ws_row: rows, ws_col: columns, ws_xpixel: 0, ws_ypixel: 0)
        _ = ioctl(master, UInt(TIOCSWINSZ), &size)

        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        // The first terminal a session leader opens becomes its own.
        posix_spawn_file_actions_addopen(&actions, 0, name, O_RDWR, 0)
        posix_spawn_file_actions_adddup2(&actions, 0, 1)
        posix_spawn_file_actions_adddup2(&actions, 0, 2)
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        posix_spawnattr_setflags(&attributes, Linux.newSession)

        var arguments: [UnsafeMutablePointer<CChar>?] = command.map { strdup($0) } + [nil]
        var variables: [UnsafeMutablePointer<CChar>?] =
            environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
        defer { for text in arguments + variables { free(text) } }
        var child: pid_t = 0
        let failed = posix_spawn(&child, command[0], &actions, &attributes, &arguments, &variables)
        guard failed == 0 else {
            close(master)
            throw .file("\(command[0]) can't be started: \(String(cString: strerror(failed)))")
        }
        process = child
    }

    func type(_ keys: [UInt8]) {
        var rest = keys[...]
        while !rest.isEmpty {
            let n = rest.withUnsafeBytes { write(master, $0.baseAddress, $0.count) }
            guard n > 0 else { return }
            rest = rest.dropFirst(n)
        }
    }

    /// What came after `since`, until nothing more came for `quiet` seconds.
    struct Burst {
        /// Seconds to the first and the last byte; nil when nothing came.
        var first: Double?
        var last: Double?
        var bytes = 0
        var text: [UInt8] = []
    }
    /// Waits at most `patience` seconds for the first byte.
    func burst(since start: Double, patience: Double, quiet: Double, keepsText: Bool = false) -> Burst {
        var burst = Burst()
        var block = [UInt8](repeating: 0, count: 65536)
        while !isOver {
            let wait = burst.first == nil ? max(0, start + patience - secondsNow()) : quiet
            var end = pollfd(fd: master, events: Int16(POLLIN), revents: 0)
            guard poll(&end, 1, Int32((wait * 1000).rounded(.up))) > 0 else { break }
            let n = read(master, &block, block.count)
            guard n > 0 else {
                isOver = true
                break
            }
            let time = secondsNow() - start
            burst.first = burst.first ?? time
            burst.last = time
            burst.bytes += n
            if keepsText { burst.text += block[..<n] }
        }
        return burst
    }

    /// Hangs up, as closing a window does, and waits for the program's end.
    func hangUp() {
        kill(process, SIGHUP)
        close(master)
        let deadline = secondsNow() + 5
        var status: Int32 = 0
        while waitpid(process, &status, WNOHANG) == 0 {
            if secondsNow() > deadline { kill(process, SIGKILL) }
            usleep(1000)
        }
    }
}
