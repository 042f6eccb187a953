internal import ArgumentParser
internal import Foundation
internal import Interchange
internal import Terminal
internal import Themes

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
        let own = OwnThemes.sources
        let names = ThemeLibrary(shipped: OwnThemes.shipped, own: own).names
        try output.print(JSONText(list: names.map { .string($0) })) { _ in
            Columns.lines(
                names.map { name in [name, own.first { $0.name == name }?.file ?? "ships with vesper"] })
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
        let source = try OwnThemes.source(file)
        let problems = ThemeLibrary(shipped: OwnThemes.shipped, own: OwnThemes.sources).check(source)
        if problems.isEmpty { return Output.complain("\(file): nothing is wrong") }
        try Output.print(problems.map(\.description).joined(separator: "\n"))
        throw Failure.found
    }
}

/// Themes as files.
enum OwnThemes {
    static var shipped: [ThemeLibrary.Source] {
        ShippedThemes.texts.map { ThemeLibrary.Source(name: $0.name, file: "\($0.name).toml", toml: $0.toml) }
    }
    /// Those of the configuration folder; what can't be read is passed over.
    static var sources: [ThemeLibrary.Source] {
        let folder = Place.configuration + "/themes"
        let files = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        return files.filter { $0.hasSuffix(".toml") }.sorted().compactMap { try? source(folder + "/" + $0) }
    }
    static func source(_ path: String) throws(Failure) -> ThemeLibrary.Source {
        let bytes = try Output.read(path)
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw Failure(.unusable, "\(path) is no text in UTF-8")
        }
        let name = URL(filePath: path).deletingPathExtension().lastPathComponent
        return ThemeLibrary.Source(name: name, file: path, toml: text)
    }
}
