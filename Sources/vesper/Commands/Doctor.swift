internal import ArgumentParser
internal import ClinicModel
internal import ClinicStore
internal import Dashboard
internal import Foundation
internal import Interchange
internal import Terminal

struct Doctor: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract:
            "Look at the terminal, the locale, the colours, the settings and the clinic file; tell what is wrong.",
        discussion: """
            Each problem is told with its cure; exit status 1 when there is one.

            Examples:
              vesper doctor
              vesper doctor --clinic /srv/vesper/clinic.sqlite --json
            """)

    @OptionGroup var clinic: ClinicOptions
    @OptionGroup var output: OutputOptions

    func run() throws {
        var findings = Findings()
        findings.tell("version", "vesper \(Vesper.version), SQLite \(ClinicStore.sqliteVersion)")
        findings.look(
            at: TerminalReport.ofTerminal(
                ScreenOptions(
                    environment: ProcessInfo.processInfo.environment,
                    color: output.destination.color.ofScreen)))
        findings.lookAtSettings()
        findings.look(atClinic: Place.clinic(clinic.clinic))
        findings.tell("coordinator", try Place.coordinator(clinic.coordinator))
        let found = findings
        try output.print(found.json) { found.lines($0) }
        if !found.problems.isEmpty { throw Failure.found }
    }
}

/// What the doctor saw, and what is wrong with its cure.
private struct Findings {
    private var facts: [(subject: String, text: String)] = []
    private(set) var problems: [String] = []

    mutating func tell(_ subject: String, _ text: String) { facts.append((subject, text)) }
    mutating func complain(_ text: String) { problems.append(text) }

    var json: JSONText {
        JSONText([
            ("facts", .object(facts.map { ($0.subject, .string($0.text)) })),
            ("problems", .strings(problems)),
        ])
    }
    func lines(_ paint: Paint) -> [String] {
        let told =
            problems.isEmpty
            ? [paint.good("nothing is wrong")] : problems.map { paint.bad("problem:") + " \($0)" }
        return Columns.lines(facts.map { [$0.subject, $0.text] }) + told
    }

    mutating func look(at report: TerminalReport) {
        let size = report.size.map { " \($0)" } ?? ""
        tell("terminal", (report.term.isEmpty ? "TERM is not set" : report.term) + size)
        tell("colours", "\(report.depth.rawValue): \(report.depthReason)")
        tell("locale", "\(report.codeset), glyphs \(report.glyphs.kind.rawValue): \(report.glyphsReason)")
        tell(
            "screen",
            (report.hasAlternateScreen ? "a second screen" : "one screen")
                + (report.hasMouse ? ", mouse" : ""))
        // Piped, the report is all that is wanted: that there is no terminal is no problem then.
        for p in report.problems where report.isTerminal || p.what != TerminalReport.noTerminal {
            complain(p.description)
        }
    }

    /// The configuration file, and the theme that is chosen in it.
    mutating func lookAtSettings() {
        let configuration = ConfigurationFolder.read()
        let file = ConfigurationFolder.file
        tell(
            "settings", FileManager.default.fileExists(atPath: file) ? file : "\(file): none, all as it comes"
        )
        let (theme, problems) = ConfigurationFolder.theme(nil, configuration, ConfigurationFolder.themes())
        tell("theme", theme.name)
        for line in configuration.problems + configuration.notices + problems {
            complain(line)
        }
    }

    mutating func look(atClinic path: String) {
        do throws(StoreError) {
            let store = try ClinicStore.open(at: path, reading: true)
            let clinic = try store.clinic()
            tell("clinic", "\(path), \(clinic.patients.count) patients, revision \(try store.revision())")
            for line in try store.integrityProblems() { tellDamage(of: path, line) }
            tell("copies", Self.copies(of: path))
            if let problem = Clock.problem(with: clinic.profile.timeZone) { complain(problem) }
            if store.isReadOnly {
                tell(
                    "access",
                    "reading only; to change it, ask its owner for write access to the file and its folder")
            }
        } catch {
            if case .missing = error {
                return tell("clinic", "\(path): none yet; begin with vesper demo, or vesper import FILE")
            }
            tell("clinic", path)
            if case .damaged(_, let detail) = error {
                tell("copies", Self.copies(of: path))
                tellDamage(of: path, detail)
            } else {
                complain(error.sentence)
            }
        }
        look(atReadersOf: path)
    }
    private mutating func tellDamage(of path: String, _ detail: String) {
        let newest = ClinicStore.copies(of: path).first
        complain(
            "\(path) is damaged (\(detail)); "
                + (newest.map { "put the newest copy in its place: \(StoreError.restoring(path, from: $0))" }
                    ?? "there is no copy beside it; put a backup in its place: "
                    + StoreError.restoring(path, from: "BACKUP")))
    }

    /// Newest first.
    private static func copies(of path: String) -> String {
        let copies = ClinicStore.copies(of: path).map { URL(filePath: $0).lastPathComponent }
        return copies.isEmpty ? "none yet" : copies.joined(separator: ", ")
    }

    /// Who can read the file, by its mode and its folder's.
    private mutating func look(atReadersOf path: String) {
        var file = stat()
        var folder = stat()
        let above = URL(filePath: path).deletingLastPathComponent().path
        guard stat(path, &file) == 0, stat(above, &folder) == 0 else { return }
        let owner =
            getpwuid(file.st_uid).flatMap { $0.pointee.pw_name }.map { String(cString: $0) }
            ?? "\(file.st_uid)"
        let group =
            getgrgid(file.st_gid).flatMap { $0.pointee.gr_name }.map { String(cString: $0) }
            ?? "\(file.st_gid)"
        var readers = ["its owner \(owner)"]
        if file.st_mode & 0o040 != 0 { readers.append("the group \(group)") }
        if file.st_mode & 0o004 != 0 { readers.append("everybody") }
        let mode = String(file.st_mode & 0o7777, radix: 8)
        tell("readers", readers.joined(separator: ", ") + " and the administrator (mode \(mode))")
        if file.st_mode & 0o007 != 0 {
            complain("everybody on this machine can open \(path); run: chmod o= \(path)")
        }
        let isShared = folder.st_mode & mode_t(S_ISGID) != 0 && folder.st_mode & 0o020 != 0
        if file.st_mode & 0o060 != 0, !isShared {
            complain(
                "the group \(group) can open \(path) but its folder is not shared; run: chmod g= \(path), or to share "
                    + "it: chmod g+ws \(above)")
        }
    }
}
