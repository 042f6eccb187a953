internal import ArgumentParser
internal import FrontDesk

struct Cancel: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cancel",
        abstract: "Cancel a session.",
        discussion: """
            Of a series one occurrence, or with --scope later it and those after it, or all of it from today on.

            Examples:
              vesper cancel s12 --reason "patient called in sick"
              vesper cancel g3@2026-11-24 --scope later
            """)

    @Argument(help: ArgumentHelp("Which: an id, or SERIES@DATE.", valueName: "session"))
    var session: String
    @Option(help: ArgumentHelp("How much of a series: this, later or all.", valueName: "scope"))
    var scope = SeriesScope.this
    @OptionGroup var change: ChangeOptions

    func run() throws {
        let reception = try change.clinic.reception()
        try change.carryOut(.cancel(try reception.names.session(session), scope: scope), at: reception.desk)
    }
}
