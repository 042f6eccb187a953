internal import ArgumentParser
internal import ClinicModel
internal import ClinicStore
internal import Foundation
internal import FrontDesk
internal import SchedulingEngine

struct Import: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Read a clinic document, or a kept copy of a clinic file, into an empty store.",
        discussion: """
            A document with errors is refused whole; every error is told with its place. Broken rules do not stop \
            it, they are counted.

            With --replace it takes the place of the clinic that stands, also while others have it open. A copy of \
            that is kept beside it; where it is damaged, the file itself is, with what belongs to it. This is how a \
            backup, or a copy that was kept beside the clinic file, is put back. Copying files over each other is \
            not: SQLite's log of the one before would be taken for the new one's.

            Examples:
              vesper import clinic.json
              vesper import clinic.sqlite.kept-2026-11-24 --replace --clinic clinic.sqlite
            """)

    @Argument(
        help: ArgumentHelp(
            "The clinic document (`-`: stdin), or a copy of a clinic file.", valueName: "file"),
        completion: .file())
    var file: String
    @Flag(help: "Put it in the place of the clinic that stands; a copy of that is kept beside it.")
    var replace = false
    @OptionGroup var clinic: ClinicOptions

    func run() throws {
        let copy = ClinicStore.isDatabase(file) ? try Self.copy(file) : nil
        let document =
            try copy.map { copy throws(Failure) in try stored { () throws(StoreError) in try copy.clinic() } }
            ?? Reception.read(file)
        let coordinator = try Place.coordinator(clinic.coordinator)
        let now = try Clock.running(in: document.profile.timeZone)
        let path = Place.clinic(clinic.clinic)
        let (store, aside) = try stored { () throws(StoreError) in
            try ClinicStore.openForImport(at: path, replacing: replace, keeping: "damaged-\(now().date)")
        }
        if let aside { Output.complain("what stood before is damaged, and kept as \(aside)") }
        let desk = Desk(store: store, coordinator: coordinator, now: now)
        let imported = try asked { () throws(DeskError) in
            guard let copy else { return try desk.import(document, replacing: replace) }
            return try desk.restore(
                copy, named: URL(filePath: file).lastPathComponent, replacing: replace)
        }
        guard case .done(let copy) = imported else {
            throw Failure(
                .refused,
                "\(path) holds a clinic already; --replace puts this one in its place and keeps a copy beside it"
            )
        }
        if let copy { Output.complain("what stood before is kept as \(copy)") }
        Output.complain(Self.summary(of: document, in: path))
        if let problem = Clock.problem(with: document.profile.timeZone) { Output.complain(problem) }
        for line in Self.brokenRules(of: document, today: now().date) { Output.complain(line) }
    }

    /// A copy of a clinic file, to be put back.
    private static func copy(_ path: String) throws(Failure) -> ClinicStore {
        do throws(StoreError) { return try ClinicStore.asItStands(path) } catch {
            guard case .damaged(_, let detail) = error else { throw Failure(error) }
            throw Failure(.unusable, "\(path) is damaged (\(detail)); choose another copy")
        }
    }

    private static func summary(of c: Clinic, in path: String) -> String {
        func count(_ n: Int, _ one: String, _ many: String) -> String { "\(n) \(n == 1 ? one : many)" }
        let parts = [
            count(c.patients.count, "patient", "patients"),
            count(c.therapists.count, "therapist", "therapists"),
            count(c.rooms.count, "room", "rooms"), count(c.series.count, "series", "series"),
            count(c.sessions.count, "single session", "single sessions"),
        ]
        return "imported \(c.profile.name) into \(path): \(parts.joined(separator: ", "))"
    }

    /// Counts the broken rules of this week and the next, and of the week of the last single session: series run
    /// on without end, and what is far ahead is not planned yet.
    static func brokenRules(of clinic: Clinic, today: CivilDate) -> [String] {
        let calendar = clinic.profile.calendar
        let this = calendar.week(of: today)
        let weeks = Set(
            [this, this + 7] + (clinic.sessions.map(\.date).max().map { [calendar.week(of: $0)] } ?? []))
        return weeks.sorted().map { week in
            let count = ClinicWeek(clinic, week: week).violations.count { $0.override == nil }
            guard count > 0 else { return "no broken rules in the week of \(week)" }
            return "\(count) broken \(count == 1 ? "rule" : "rules") in the week of \(week): "
                + "vesper check --week \(week)"
        }
    }
}
