internal import ArgumentParser
internal import Dashboard
internal import Interchange
internal import Terminal

extension Keymap.Preset: ExpressibleByArgument {}

struct Keys: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "keys",
        abstract: "List the keys of the dashboard, as they are set or of a preset.",
        discussion: """
            Where, the keys, the command's id for [keys] in the configuration, what it does.

            Examples:
              vesper keys
              vesper keys --preset vi
            """)

    @Option(help: "The keys of this preset: plain, vi or emacs; default those that are set.")
    var preset: Keymap.Preset?
    @OptionGroup var output: OutputOptions

    func run() throws {
        let configuration = ConfigurationFolder.read()
        let told = configuration.problems + (preset == nil ? configuration.notices : [])
        for line in told { Output.complain(line) }
        let keymap = preset.map { Keymap(preset: $0) } ?? configuration.keymap
        let commands = KeyContext.allCases.flatMap { context in
            Command.allCases.filter { $0.context == context }
        }
        try output.print(
            JSONText(
                list: commands.map { command in
                    .object([
                        ("context", .string(command.context.rawValue)),
                        ("command", .string(command.rawValue)), ("title", .string(command.title)),
                        ("keys", .strings(keymap.keys(of: command).map(\.name))),
                    ])
                })
        ) { _ in
            Columns.lines(
                commands.map { [$0.context.rawValue, keymap.labels(of: $0), $0.rawValue, $0.title] })
        }
    }
}
