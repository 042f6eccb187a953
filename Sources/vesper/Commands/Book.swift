internal import ArgumentParser
internal import ClinicModel
internal import FrontDesk

struct Book: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "book",
        abstract: "Book a session for a patient, or a guest's seat in a group.",
        discussion: """
            An individual or family session is booked once, or weekly. Without --therapist or --room the best \
            that are free are chosen. For a group service the patient gets a seat in the group that meets then, for \
            this once (`vesper enroll` seats for good). Prints the session's name alone on a line.

            Examples:
              vesper book --patient moreno --service individual --at "tue 17:30"
              vesper book --patient p7 --service family --at "mon 18:00" --weekly
            """)

    @Option(help: ArgumentHelp("For whom.", valueName: "patient"))
    var patient: String
    @Option(help: ArgumentHelp("What.", valueName: "service"))
    var service: String
    @Option(help: ArgumentHelp("When it starts: \"2026-11-24 17:30\", \"tue 17:30\".", valueName: "moment"))
    var at: String
    @Option(help: ArgumentHelp("Who leads it (several times for several).", valueName: "therapist"))
    var therapist: [String] = []
    @Option(help: ArgumentHelp("Where.", valueName: "room"))
    var room: String?
    @Flag(help: "Every week from then on.")
    var weekly = false
    @Option(help: ArgumentHelp("The last day of --weekly; default without end.", valueName: "date"))
    var until: String?
    @OptionGroup var change: ChangeOptions

    func validate() throws {
        if until != nil, !weekly { throw ValidationError("--until goes with --weekly") }
    }

    func run() throws {
        let reception = try change.clinic.reception()
        let names = reception.names
        let until = try until.map { text throws(Failure) in try names.date(text) }
        try change.carryOut(
            .book(
                patient: try names.patient(patient), service: try names.service(service),
                at: try names.start(at),
                therapists: try therapist.map { text throws(Failure) in try names.therapist(text) },
                room: try room.map { text throws(Failure) in try names.room(text) },
                weekly: weekly ? Weekly(until: until) : nil),
            at: reception.desk, printing: .session)
    }
}
