internal import ArgumentParser
internal import FrontDesk

struct Backup: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup",
        abstract: "Write a copy of the clinic, as it stands, to a new file.",
        discussion: """
            The copy is a clinic file like the one it is of: vesper --clinic FILE opens it. A file that stands is \
            not replaced. To put a copy back, run vesper import FILE --replace: what stood before is kept beside it.

            Examples:
              vesper backup ~/clinic-tuesday.sqlite
              vesper backup copy.sqlite --clinic /srv/vesper/clinic.sqlite
            """)

    @Argument(help: ArgumentHelp("The new file.", valueName: "file"), completion: .file())
    var file: String
    @OptionGroup var clinic: ClinicOptions

    func run() throws {
        let desk = try clinic.reception().desk
        try asked { () throws(DeskError) in try desk.backup(to: file) }
        Output.complain("the clinic was copied to \(file)")
    }
}
