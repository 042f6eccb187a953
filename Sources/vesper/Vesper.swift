internal import ArgumentParser
internal import Foundation

/// The command line. `vesper` alone opens the dashboard.
struct Vesper: ParsableCommand {
    static let version = "0.1.0"
    static let configuration = CommandConfiguration(
        commandName: "vesper",
        abstract: "Schedules the week of an intensive outpatient program.",
        discussion: """
            Without a command it opens the dashboard on your clinic: --clinic PATH, else VESPER_CLINIC, else \
            clinic.sqlite in $XDG_DATA_HOME/vesper (~/.local/share/vesper).

            Begin with:
              vesper demo
              vesper import clinic.json && vesper

            Completions: vesper --generate-completion-script bash (zsh, fish).

            Exit status: 0 done; 1 refused, or problems were found; 2 the command was not understood, or a \
            name is unknown or ambiguous; 3 a file or database that can't be used.
            """,
        version: "vesper \(version)",
        subcommands: [
            Open.self, Demo.self, Import.self, Export.self, Check.self, Agenda.self, NamesCommand.self,
            Suggest.self, Why.self, Admit.self, Plan.self, Repair.self, Book.self, Move.self, Cancel.self,
            Enroll.self,
            Leave.self, Undo.self, Redo.self, Log.self, Keys.self, ThemeCommand.self, Doctor.self,
            Backup.self,
        ],
        defaultSubcommand: Open.self)

    static var commands: [String] {
        configuration.subcommands.compactMap { $0.configuration.commandName } + ["help"]
    }

    /// Options with the value behind them where that looks like an option and is none: `--count -3`, `--week -1w`.
    private static func joined(_ arguments: [String]) -> [String] {
        var out: [String] = []
        let end = arguments.firstIndex(of: "--") ?? arguments.endIndex
        for word in arguments[..<end] {
            let isNumber =
                word.hasPrefix("-") && word.dropFirst().first.map { ("0"..."9").contains($0) } ?? false
            if isNumber, let last = out.last, last.hasPrefix("--"), !last.contains("=") {
                out[out.count - 1] = "\(last)=\(word)"
            } else {
                out.append(word)
            }
        }
        return out + arguments[end...]
    }
    /// The arguments in the order the parser reads them: options that stand before the command
    /// (`vesper --clinic FILE check`) go behind it.
    static func arranged(_ arguments: [String]) -> [String] {
        let arguments = joined(arguments)
        let common: Set<String> = ["--clinic", "--coordinator", "--color"]
        var front: [String] = []
        var rest = arguments[...]
        while let first = rest.first, first.hasPrefix("--") {
            if common.contains(first), rest.count >= 2 {
                front += rest.prefix(2)
                rest = rest.dropFirst(2)
            } else if common.contains(where: { first.hasPrefix($0 + "=") }) {
                front.append(first)
                rest = rest.dropFirst()
            } else {
                break
            }
        }
        guard let command = rest.first, commands.contains(command) else { return arguments }
        let end = rest.firstIndex(of: "--") ?? rest.endIndex
        return rest[..<end] + front + rest[end...]
    }
}

@main
enum Main {
    static func main() {
        // A reader that stops reading ends the program as it ends any other: without a word.
        signal(SIGPIPE, SIG_DFL)
        let arguments = Array(CommandLine.arguments.dropFirst())
        do {
            var command = try Vesper.parseAsRoot(Vesper.arranged(arguments))
            try command.run()
        } catch let failure as Failure {
            Output.complain(failure.message)
            exit(failure.status.rawValue)
        } catch {
            let code = Vesper.exitCode(for: error)
            let text = Vesper.fullMessage(for: error)
            if code.isSuccess {
                do { try Output.print(text) } catch { exit(ExitStatus.unusable.rawValue) }
                exit(ExitStatus.done.rawValue)
            }
            Output.complain(Misspelling.sentence(for: arguments.first, among: Vesper.commands) ?? text)
            exit(code == .validationFailure ? ExitStatus.usage.rawValue : code.rawValue)
        }
    }
}
