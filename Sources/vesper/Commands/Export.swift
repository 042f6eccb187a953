internal import ArgumentParser
internal import Interchange

struct Export: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Write what the clinic holds for others to read.",
        discussion: """
            Examples:
              vesper export clinic > clinic.json
              vesper export clinic --out clinic.json
            """,
        subcommands: [ExportClinic.self])
}

struct ExportClinic: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "clinic",
        abstract: "Write the clinic document: everything, as `vesper import` reads it.",
        discussion: """
            Examples:
              vesper export clinic > clinic.json
              vesper export clinic --out clinic.json
            """)

    @OptionGroup var clinic: ClinicOptions
    @OptionGroup var destination: Destination

    func run() throws {
        let reception = try clinic.reception()
        try destination.write(ClinicDocument.write(reception.clinic))
    }
}
