import Foundation
import Testing

/// The built program in a real terminal: it starts, follows its window, and gives the terminal back whatever
/// ends it.
@Suite(.serialized) struct `In a real terminal the dashboard` {
    /// Starts it on the demo clinic.
    private func dashboard(
        _ session: TerminalSession, _ variables: String = "", options: String = ""
    ) throws {
        try session.run("clear; \(variables) \(TerminalSession.program) demo \(options)")
        try session.wait(for: "book")
        _ = try wholeFrame(session)
    }
    /// A frame comes in pieces: what two looks in a row show alike is whole.
    private func wholeFrame(_ session: TerminalSession) throws -> String {
        var last = ""
        return try session.wait("a picture that stands still") { now in
            defer { last = now }
            return now == last && now.contains("book")
        }
    }
    /// The shell's own screen stands again: status told, prompt there, terminal as it was.
    private func expectClean(_ session: TerminalSession, status: Int32) throws {
        try session.wait("the prompt") { text in
            text.split(separator: "\n").last { !$0.allSatisfy { $0 == " " } }?.hasPrefix("$") == true
        }
        // In a line of its own: a shell whose program SIGINT ended drops the rest of the line.
        try session.run("echo \"status=$?\"")
        let (screen, ended) = try session.waitForStatus()
        #expect(ended == status, "\(screen)")
        #expect(!screen.contains("Week "), "nothing of the week stays")
        #expect(try session.value("alternate_on") == "0")
        #expect(try session.value("cursor_flag") == "1")
        #expect(try session.value("mouse_any_flag") == "0")
        try session.run("stty -a | tr ' ;' '\\n\\n' | grep -cE '^(icanon|echo|isig|onlcr|icrnl)$'")
        try session.wait("a terminal with its modes as before") { $0.contains("\n5\n") }
    }

    @Test func `starts, shows the week and quits without a trace`() throws {
        let session = try TerminalSession()
        try dashboard(session)
        let screen = try session.text()
        #expect(screen.contains("Tue 24"))
        #expect(try session.value("alternate_on") == "1")
        #expect(try session.value("mouse_any_flag") == "1")
        #expect(try session.value("pane_title") == "Vesper")
        try session.press("q")
        try expectClean(session, status: 0)
    }

    @Test func `follows its window to any size and back`() throws {
        let session = try TerminalSession(columns: 120, rows: 40)
        try dashboard(session)
        let wide = try session.wait(for: "Roster")
        try session.resize(80, 24)
        try session.waitUntilGone("Roster")
        try session.wait(for: "book")
        try session.resize(30, 8)
        try session.wait(for: "40")
        try session.resize(1, 1)
        try session.wait("one cell") { $0.trimmingCharacters(in: .whitespacesAndNewlines).count <= 1 }
        try session.resize(120, 40)
        try session.wait("the screen of before") { $0 == wide }
        try session.press("q")
        try expectClean(session, status: 0)
    }

    @Test func `goes to the background with Ctrl-Z and comes back as it was`() throws {
        let session = try TerminalSession()
        try dashboard(session)
        // The greeting goes with the first key.
        try session.press("Down")
        try session.waitUntilGone("keep one with")
        let before = try wholeFrame(session)
        try session.press("C-z")
        try session.wait(for: "Stopped")
        #expect(try session.value("alternate_on") == "0")
        #expect(try session.value("mouse_any_flag") == "0")
        try session.run("fg")
        try session.wait("the screen of before") { $0 == before }
        #expect(try session.value("mouse_any_flag") == "1")
        try session.press("q")
        try session.wait("the shell") { _ in try session.value("alternate_on") == "0" }
    }

    @Test func `comes back at the size the window has by then`() throws {
        let session = try TerminalSession(columns: 120, rows: 40)
        try dashboard(session)
        try session.wait(for: "Roster")
        try session.press("C-z")
        try session.wait(for: "Stopped")
        try session.resize(80, 24)
        try session.run("fg")
        try session.wait("the small screen") { $0.contains("book") && !$0.contains("Roster") }
        try session.press("q")
        try session.wait("the shell") { _ in try session.value("alternate_on") == "0" }
    }

    @Test(arguments: [SIGTERM, SIGHUP, SIGINT])
    func `ends cleanly when it is asked to`(signal: Int32) throws {
        let session = try TerminalSession()
        try dashboard(session)
        try session.kill(signal)
        try expectClean(session, status: 128 + signal)
    }

    @Test(arguments: [SIGSEGV, SIGILL, SIGABRT, SIGTRAP, SIGBUS, SIGFPE, SIGQUIT])
    func `gives the terminal back first when it crashes`(signal: Int32) throws {
        let session = try TerminalSession()
        try dashboard(session)
        try session.kill(signal)
        try expectClean(session, status: 128 + signal)
    }

    @Test func `takes a paste as text and never as commands`() throws {
        let session = try TerminalSession()
        try dashboard(session)
        try session.paste("q\nq\n")
        try session.press("?")
        try session.wait(for: "elp")
        #expect(try session.value("alternate_on") == "1")
    }

    @Test(arguments: [
        "xterm-kitty", "linux", "vt100", "screen-256color", "tmux-256color", "no-such-terminal",
    ])
    func `stands on terminals of any kind`(term: String) throws {
        let session = try TerminalSession(term: term)
        try dashboard(session)
        try session.press("q")
        try expectClean(session, status: 0)
    }

    @Test func `refuses a terminal that cannot place its cursor, in words`() throws {
        let session = try TerminalSession(columns: 200)
        try session.run("clear; TERM=dumb \(TerminalSession.program) demo; echo \"status=$?\"")
        let (screen, status) = try session.waitForStatus()
        #expect(screen.contains("set TERM"), "\(screen)")
        #expect(status != 0)
    }

    @Test func `refuses to draw into a pipe, in words`() throws {
        let session = try TerminalSession(columns: 200)
        try session.run("clear; \(TerminalSession.program) demo | cat; echo \"status=${PIPESTATUS[0]}\"")
        let (screen, status) = try session.waitForStatus()
        #expect(screen.contains("needs a terminal"), "\(screen)")
        #expect(status != 0)
    }

    @Test(arguments: [("NO_COLOR=1", ""), ("", "--color never")])
    func `uses no colour when none is wanted`(variables: String, options: String) throws {
        let session = try TerminalSession()
        try dashboard(session, variables, options: options)
        let screen = try session.colored()
        #expect(!screen.contains("38;5;") && !screen.contains("48;5;"))
        #expect(screen.contains("\u{1B}[7m") || screen.contains(";7m"), "the selection shows all the same")
    }

    @Test func `uses 24-bit colours where the terminal says so`() throws {
        let session = try TerminalSession()
        try dashboard(session, "COLORTERM=truecolor")
        #expect(try session.colored().contains("38;2;"))
    }

    @Test func `draws in ASCII where the locale has nothing else`() throws {
        let session = try TerminalSession()
        try dashboard(session, "LC_ALL=xx_YY.ISO-8859-1")
        let screen = try session.text()
        #expect(!screen.contains { !$0.isASCII }, "\(screen)")
        #expect(screen.contains("Tue 24"))
    }

    /// A clinic file of its own, open on the screen.
    private func clinic(_ session: TerminalSession) throws -> String {
        let path = session.folder.appending(path: "c.sqlite").path
        try session.run(
            "\(TerminalSession.program) import \(Workplace.fixture("harbor-20")) --clinic \(path); "
                + "\(TerminalSession.program) backup \(path).backup --clinic \(path); clear; "
                + "\(TerminalSession.program) --clinic \(path)")
        try session.wait(for: "book")
        _ = try wholeFrame(session)
        return path
    }

    @Test func `says that its file is gone, and cancels nothing in it`() throws {
        let session = try TerminalSession()
        let path = try clinic(session)
        unlink(path)
        try session.wait(for: "was removed")
        try session.press("x", "Enter")
        try session.wait(for: "was removed")
        #expect(try !session.text().contains("Cancelled"))
    }

    @Test func `goes on with the file that is put in the place of its own`() throws {
        let session = try TerminalSession()
        let path = try clinic(session)
        try session.press("x")
        try session.wait(for: "this one")
        try session.press("Enter")
        try session.wait(for: "Cancelled")
        try #require(rename(path + ".backup", path) == 0)
        try session.wait(for: "was replaced by another")
        try session.press("x")
        try session.wait(for: "this one")
        try session.press("Enter")
        try session.wait(for: "Cancelled")
        try session.press("q")
        try session.run("clear; \(TerminalSession.program) log --clinic \(path); echo \"status=$?\"")
        let (screen, status) = try session.waitForStatus()
        #expect(status == 0)
        #expect(screen.split(separator: "\n").count { $0.contains("Cancelled") } == 1, "\(screen)")
    }

    @Test(.enabled(if: geteuid() == 0))
    func `shows a clinic that may only be read, and changes nothing in it`() throws {
        let session = try TerminalSession()
        let path = try clinic(session)
        try session.press("q")
        try session.waitUntilGone("book")
        chmod(path, 0o644)
        chmod(session.folder.path, 0o755)
        try session.run(
            "clear; setpriv --reuid=65534 --regid=65534 --clear-groups \(TerminalSession.program) --clinic \(path)"
        )
        try session.wait(for: "read only")
        try session.press("x")
        try session.wait(for: "this one")
        try session.press("Enter")
        try session.wait(for: "can't be written by this user")
        #expect(try !session.text().contains("Cancelled"))
    }
}
