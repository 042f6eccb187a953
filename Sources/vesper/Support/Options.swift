internal import ArgumentParser
internal import ClinicModel

/// Which clinic, and who asks.
struct ClinicOptions: ParsableArguments {
    @Option(help: ArgumentHelp("The clinic file.", valueName: "path"), completion: .file())
    var clinic: String?
    @Option(
        help: ArgumentHelp(
            "Who works here, for the journal and undo (VESPER_COORDINATOR, else your login).",
            valueName: "name"))
    var coordinator: String?

    /// Opens the store and its desk.
    func reception() throws(Failure) -> Reception { try Reception(clinic: self) }
}

/// Which clinic, or a document alone.
struct SourceOptions: ParsableArguments {
    @OptionGroup var clinic: ClinicOptions
    @Option(
        help: ArgumentHelp(
            "Work on this clinic document alone (`-`: stdin), on no store.", valueName: "file"),
        completion: .file(extensions: ["json"]))
    var document: String?

    func validate() throws {
        if document != nil, clinic.clinic != nil {
            throw ValidationError("--document works on a document alone; leave --clinic out")
        }
    }
    func reception() throws(Failure) -> Reception {
        guard let document else { return try clinic.reception() }
        return try Reception(document: document, coordinator: clinic.coordinator)
    }
}

/// Where results go, and how.
struct OutputOptions: ParsableArguments {
    @Flag(help: "Print one JSON value.")
    var json = false
    @OptionGroup var destination: Destination

    /// Prints the value or the lines.
    func print(_ value: @autoclosure () -> JSONText, _ lines: (Paint) -> [String]) throws(Failure) {
        if json { return try destination.write(value().text) }
        let lines = lines(destination.paint)
        if !lines.isEmpty { try destination.write(lines.joined(separator: "\n") + "\n") }
    }
}

/// Where a result goes: to stdout or into a file.
struct Destination: ParsableArguments {
    @Option(
        help: ArgumentHelp("Write to this file, whole or not at all, instead of stdout.", valueName: "file"),
        completion: .file())
    var out: String?
    @Option(help: "Colour: auto (on a terminal), always or never.")
    var color: Paint.Choice = .auto

    var paint: Paint { Paint(color, toFile: file != nil) }
    /// Laid out for a person to look at, and not one record a line.
    var isForEyes: Bool { file == nil && Output.isTerminal }
    /// `-` is stdout, as it is stdin where something is read.
    private var file: String? { out == "-" ? nil : out }

    func write(_ text: String) throws(Failure) {
        if let file { try Output.write(text, toFile: file) } else { try Output.print(text) }
    }
}
