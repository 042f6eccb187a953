internal import ArgumentParser
internal import ClinicModel
internal import Interchange

struct NamesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "names",
        abstract: "List patients, therapists, rooms, services and series by id and name.",
        discussion: """
            All of them, or those with a part in their id or name. Other commands take the ids.

            Examples:
              vesper names winter
              vesper names --document clinic.json --json
            """)

    @Argument(help: ArgumentHelp("A part of the name, or an id; default all.", valueName: "part"))
    var part = ""
    @OptionGroup var source: SourceOptions
    @OptionGroup var output: OutputOptions

    func run() throws {
        let found = try source.reception().names.entries(with: part)
        if found.isEmpty { throw Failure(.refused, "nobody and nothing has this in its id or name") }
        let list = found.map { e in
            JSONValue.object([("kind", .string(e.kind)), ("id", .string(e.id)), ("name", .string(e.name))])
        }
        try output.print(JSONText(list: list)) { _ in
            Columns.lines(found.map { [$0.kind, $0.id, $0.name] })
        }
    }
}
