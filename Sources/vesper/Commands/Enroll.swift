internal import ArgumentParser
internal import ClinicModel
internal import FrontDesk

struct Enroll: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "enroll",
        abstract: "Seat a patient in a group from a day on.",
        discussion: """
            Examples:
              vesper enroll moreno "process group" --from mon
              vesper enroll p7 g3 --from 2026-11-24 --until 2026-12-31
            """)

    @Argument(help: ArgumentHelp("Whom.", valueName: "patient"))
    var patient: String
    @Argument(help: ArgumentHelp("In which series.", valueName: "series"))
    var series: String
    @Option(help: ArgumentHelp("The first day; default today.", valueName: "date"))
    var from: String?
    @Option(help: ArgumentHelp("The last day; default without end.", valueName: "date"))
    var until: String?
    @OptionGroup var change: ChangeOptions

    func run() throws {
        let reception = try change.clinic.reception()
        let names = reception.names
        try change.carryOut(
            .enroll(
                try names.patient(patient), try names.series(series),
                from: try from.map { text throws(Failure) in try names.date(text) },
                until: try until.map { text throws(Failure) in try names.date(text) }),
            at: reception.desk)
    }
}

struct Leave: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "leave",
        abstract: "Take a patient out of a group.",
        discussion: """
            Examples:
              vesper leave moreno "process group"
              vesper leave p7 g3 --on 2026-11-30
            """)

    @Argument(help: ArgumentHelp("Whom.", valueName: "patient"))
    var patient: String
    @Argument(help: ArgumentHelp("Out of which series.", valueName: "series"))
    var series: String
    @Option(help: ArgumentHelp("The last day in it; default from now on.", valueName: "date"))
    var on: String?
    @OptionGroup var change: ChangeOptions

    func run() throws {
        let reception = try change.clinic.reception()
        let names = reception.names
        try change.carryOut(
            .leave(
                try names.patient(patient), try names.series(series),
                on: try on.map { text throws(Failure) in try names.date(text) }),
            at: reception.desk)
    }
}
