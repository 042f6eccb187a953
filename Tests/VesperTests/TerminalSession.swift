import Foundation
import Testing

/// A shell in a real terminal: tmux on a socket of its own, in a folder of its own.
///
/// It types, waits for what it expects to see and fails when that does not come; it never merely sleeps.
final class TerminalSession {
    struct Failure: Error, CustomStringConvertible {
        let description: String
    }
    /// A private folder: home, store and configuration of the programs started here.
    let folder: URL
    private let socket: String

    /// The program under test, built beside this test bundle.
    static var program: String {
        let bundle = URL(filePath: CommandLine.arguments.first ?? "").resolvingSymlinksInPath()
        return bundle.deletingLastPathComponent().appending(path: "vesper").path
    }

    init(columns: Int = 100, rows: Int = 30, term: String = "xterm-256color") throws {
        folder = FileManager.default.temporaryDirectory.appending(
            path: "vesper-\(UUID().uuidString.prefix(8))")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        socket = folder.appending(path: "tmux").path
        // `$ ` is the prompt; job control as a person has it.
        let home = folder.path
        let shell =
            "env -u COLORTERM -u NO_COLOR -u XDG_CONFIG_HOME -u XDG_DATA_HOME TERM=\(term) HOME='\(home)' "
            + "LC_ALL=C.UTF-8 VESPER_NOW='2026-11-24 14:02' PS1='$ ' HISTFILE= bash --norc --noprofile -i"
        try tmux("new-session", "-d", "-x", "\(columns)", "-y", "\(rows)", shell)
        try wait("the prompt") { $0.contains("$") }
    }
    deinit {
        _ = try? tmux("kill-server")
        try? FileManager.default.removeItem(at: folder)
    }

    // MARK: Hands

    /// Types a command line and Enter.
    func run(_ command: String) throws {
        try type(command)
        try press("Enter")
    }
    func type(_ text: String) throws { try tmux("send-keys", "-l", text) }
    /// Presses keys by tmux's names: `Enter`, `C-z`, `Down`, `q`.
    func press(_ keys: String...) throws { try tmux(["send-keys"] + keys) }
    /// Pastes as a terminal does that knows bracketed paste.
    func paste(_ text: String) throws {
        try tmux("set-buffer", text)
        try tmux("paste-buffer", "-p")
    }
    func resize(_ columns: Int, _ rows: Int) throws {
        try tmux("resize-window", "-x", "\(columns)", "-y", "\(rows)")
    }
    /// Sends a signal to the program that was started last in the shell.
    func kill(_ signal: Int32) throws {
        let shell = try value("pane_pid")
        let children = try Self.output(["/usr/bin/env", "ps", "-o", "pid=", "--ppid", shell])
        guard let text = children.split(whereSeparator: \.isWhitespace).last, let child = pid_t(text) else {
            throw Failure(description: "no program runs in the shell")
        }
        Foundation.kill(child, signal)
    }

    // MARK: Eyes

    func text() throws -> String { try tmux("capture-pane", "-p") }
    /// With the sequences that colour it.
    func colored() throws -> String { try tmux("capture-pane", "-p", "-e", "-N") }
    /// One of tmux's formats: `alternate_on`, `cursor_flag`, `mouse_any_flag`, `pane_title`.
    func value(_ format: String) throws -> String {
        try tmux("display-message", "-p", "#{\(format)}").trimmingCharacters(in: .newlines)
    }

    /// Waits up to ten seconds until the screen is as wished, and returns it.
    @discardableResult
    func wait(_ wish: String, until isThere: (String) throws -> Bool) throws -> String {
        let deadline = Date(timeIntervalSinceNow: 10)
        var seen = ""
        repeat {
            seen = try text()
            if try isThere(seen) { return seen }
            usleep(20_000)
        } while Date() < deadline
        throw Failure(description: "\(wish) never came; the screen shows:\n\(seen)")
    }
    @discardableResult
    func wait(for text: String) throws -> String { try wait("\"\(text)\"") { $0.contains(text) } }
    /// Waits for the line `status=N` a command line ends with, and returns the screen and N.
    func waitForStatus() throws -> (screen: String, status: Int32) {
        var status: Int32?
        let screen = try wait("the end of the program") { text in
            let line = text.split(separator: "\n").last { $0.hasPrefix("status=") }
            status = line.flatMap { Int32($0.dropFirst(7)) }
            return status != nil
        }
        return (screen, try #require(status))
    }
    func waitUntilGone(_ text: String) throws { try wait("the end of \"\(text)\"") { !$0.contains(text) } }

    // MARK: tmux

    @discardableResult
    private func tmux(_ arguments: String...) throws -> String { try tmux(arguments) }
    @discardableResult
    private func tmux(_ arguments: [String]) throws -> String {
        try Self.output(["/usr/bin/env", "tmux", "-S", socket, "-f", "/dev/null"] + arguments)
    }
    /// Foundation's `Process` waits for all who inherited its socket, the tmux server among them; this waits
    /// for the command alone.
    private static func output(_ command: [String]) throws -> String {
        // Into a file: a pipe's end might be inherited by a program another test starts meanwhile.
        let file = FileManager.default.temporaryDirectory.appending(path: "vesper-\(UUID().uuidString)").path
        defer { unlink(file) }
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_addopen(&actions, 1, file, O_WRONLY | O_CREAT, 0o600)
        posix_spawn_file_actions_adddup2(&actions, 1, 2)
        // The threads tests run on have most signals blocked; a person's shell has none.
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var none = sigset_t()
        sigemptyset(&none)
        posix_spawnattr_setsigmask(&attributes, &none)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))
        var arguments: [UnsafeMutablePointer<CChar>?] = command.map { strdup($0) } + [nil]
        var variables: [UnsafeMutablePointer<CChar>?] =
            ProcessInfo.processInfo.environment.filter { $0.key != "TMUX" }.map {
                strdup("\($0.key)=\($0.value)")
            }
            + [nil]
        defer { for text in arguments + variables { free(text) } }
        var child: pid_t = 0
        let failed = posix_spawn(&child, command[0], &actions, &attributes, &arguments, &variables)
        guard failed == 0 else {
            throw Failure(description: "\(command[0]): \(String(cString: strerror(failed)))")
        }
        var status: Int32 = 0
        while waitpid(child, &status, 0) < 0, errno == EINTR {}
        let text = String(decoding: FileManager.default.contents(atPath: file) ?? Data(), as: UTF8.self)
        guard status == 0 else { throw Failure(description: "\(command.joined(separator: " ")): \(text)") }
        return text
    }
}
