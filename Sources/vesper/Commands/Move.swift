internal import ArgumentParser
internal import ClinicModel
internal import FrontDesk

extension SeriesScope: ExpressibleByArgument {}

struct Move: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "move",
        abstract: "Move a session: to another time, therapist or room.",
        discussion: """
            What is not given stays. Of a series one occurrence moves, or with --scope later it and those after \
            it, or all of it from today on.

            Examples:
              vesper move s12 --at "wed 18:00"
              vesper move g3@2026-11-24 --room maple --scope later
            """)

    @Argument(help: ArgumentHelp("Which: an id, or SERIES@DATE.", valueName: "session"))
    var session: String
    @Option(help: ArgumentHelp("The new start: \"2026-11-24 17:30\", \"tue 17:30\".", valueName: "moment"))
    var at: String?
    @Option(help: ArgumentHelp("Who leads it (several times for several).", valueName: "therapist"))
    var therapist: [String] = []
    @Option(help: ArgumentHelp("Where.", valueName: "room"))
    var room: String?
    @Option(help: ArgumentHelp("How much of a series: this, later or all.", valueName: "scope"))
    var scope = SeriesScope.this
    @OptionGroup var change: ChangeOptions

    func validate() throws {
        if at == nil, therapist.isEmpty, room == nil {
            throw ValidationError("give --at, --therapist or --room: what is to change")
        }
    }

    func run() throws {
        let reception = try change.clinic.reception()
        let names = reception.names
        try change.carryOut(
            .move(
                try names.session(session), to: try at.map { text throws(Failure) in try names.start(text) },
                therapists: therapist.isEmpty
                    ? nil : try therapist.map { text throws(Failure) in try names.therapist(text) },
                room: try room.map { text throws(Failure) in try names.room(text) }, scope: scope),
            at: reception.desk)
    }
}
