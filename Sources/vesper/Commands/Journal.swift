internal import ArgumentParser
internal import ClinicModel
internal import FrontDesk
internal import Interchange
internal import SchedulingEngine

struct Undo: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "undo",
        abstract: "Take back your own last change.",
        discussion: """
            Refused when somebody has changed the same since, or when taking it back would break a rule.

            Examples:
              vesper undo
              vesper undo --coordinator m.k.
            """)

    @OptionGroup var clinic: ClinicOptions
    @Flag(help: "Print one JSON value.")
    var json = false

    func run() throws {
        let desk = try clinic.reception().desk
        let outcome = try asked { () throws(DeskError) in try desk.undo() }
        try outcome.tell(json: json)
    }
}

struct Redo: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "redo",
        abstract: "Make again what you took back last.",
        discussion: """
            Examples:
              vesper redo
              vesper redo --coordinator m.k.
            """)

    @OptionGroup var clinic: ClinicOptions
    @Flag(help: "Print one JSON value.")
    var json = false

    func run() throws {
        let desk = try clinic.reception().desk
        let outcome = try asked { () throws(DeskError) in try desk.redo() }
        try outcome.tell(json: json)
    }
}

struct Log: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "log",
        abstract: "List what was changed: when, by whom, what and why.",
        discussion: """
            One change a line, oldest first.

            Examples:
              vesper log --since mon
              vesper log --json
            """)

    @OptionGroup var clinic: ClinicOptions
    @Option(help: ArgumentHelp("From this day on.", valueName: "date"))
    var since: String?
    @OptionGroup var output: OutputOptions

    func run() throws {
        let reception = try clinic.reception()
        let since = try since.map { text throws(Failure) in try reception.names.date(text) }
        let entries = try asked { () throws(DeskError) in try reception.desk.journal(since: since) }
        try output.print(JSONText(list: entries.map { $0.json(in: reception.clinic) })) { paint in
            Columns.lines(
                entries.map { e in
                    [
                        e.at.description, e.coordinator, e.kind.rawValue,
                        e.title(in: reception.clinic, .names) + (e.isUndone ? " (undone)" : ""),
                        e.reason ?? "",
                    ]
                })
        }
    }
}

extension JournalEntry {
    fileprivate func json(in clinic: Clinic) -> JSONValue {
        .object([
            ("number", .integer(sequence)), ("kind", .string(kind.rawValue)), ("at", .string(at.description)),
            ("coordinator", .string(coordinator)), ("title", .string(title(in: clinic, .names))),
            ("reason", .text(reason)), ("undone", .bool(isUndone)),
            ("of", original.map { .integer($0) } ?? .null),
        ])
    }
}
