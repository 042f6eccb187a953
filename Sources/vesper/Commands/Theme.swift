internal import ArgumentParser
internal import Foundation
internal import Interchange
internal import Terminal

struct ThemeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "theme",
        abstract: "List the themes of the dashboard, or check one of your own.",
        discussion: """
            Your own themes are TOML files in the folder themes of the configuration folder.

            Examples:
              vesper theme list
              vesper theme check ~/.config/vesper/themes/mine.toml
            """,
        subcommands: [ThemeList.self, ThemeCheckCommand.self])
}

struct ThemeList: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List the themes, those that ship and your own.",
        discussion: """
            Examples:
              vesper theme list
              vesper theme list --json
            """)

    @OptionGroup var output: OutputOptions

    func run() throws {
        let names = ConfigurationFolder.themes().names
        try output.print(JSONText(list: names.map { .string($0) })) { _ in
            Columns.lines(
                names.map { name in
                    let own = "\(ConfigurationFolder.path)/themes/\(name).toml"
                    return [name, FileManager.default.fileExists(atPath: own) ? own : "ships with vesper"]
                })
        }
    }
}

struct ThemeCheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Tell everything that is wrong with a theme file, by line.",
        discussion: """
            Keys, colours, inheritance and whether each text can be read on its ground. Exit status 1 when \
            something is wrong.

            Examples:
              vesper theme check mine.toml
              vesper theme check ~/.config/vesper/themes/mine.toml
            """)

    @Argument(help: ArgumentHelp("The theme.", valueName: "file"), completion: .file(extensions: ["toml"]))
    var file: String

    func run() throws {
        guard let toml = String(validating: try Output.read(file), as: UTF8.self) else {
            throw Failure(.unusable, "\(file) is no text in UTF-8")
        }
        let name = URL(filePath: file).deletingPathExtension().lastPathComponent
        let problems = ConfigurationFolder.themes().check(
            ThemeLibrary.Source(name: name, file: file, toml: toml))
        if problems.isEmpty { return Output.complain("\(file): nothing is wrong") }
        try Output.print(problems.map(\.description).joined(separator: "\n"))
        throw Failure.found
    }
}
