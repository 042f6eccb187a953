internal import ArgumentParser
internal import ClinicModel
internal import ClinicStore
internal import FrontDesk
internal import SchedulingEngine

struct Import: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Read a clinic document into an empty store.",
        discussion: """
            A document with errors is refused whole; every error is told with its place. Broken rules do not stop \
            it, they are counted.

            Examples:
              vesper import clinic.json
              vesper import clinic.json --replace --clinic /srv/vesper/clinic.sqlite
            """)

    @Argument(
        help: ArgumentHelp("The clinic document (`-`: stdin).", valueName: "file"),
        completion: .file(extensions: ["json"]))
    var file: String
    @Flag(help: "Put it in the place of the clinic that stands; a copy of that is kept beside it.")
    var replace = false
    @OptionGroup var clinic: ClinicOptions

    func run() throws {
        let document = try Reception.read(file)
        let coordinator = try Place.coordinator(clinic.coordinator)
        let now = try Clock.running(in: document.profile.timeZone)
        let path = Place.clinic(clinic.clinic)
        let store = try stored { () throws(StoreError) in try ClinicStore.open(at: path, creating: true) }
        let desk = Desk(store: store, coordinator: coordinator, now: now)
        let imported = try asked { () throws(DeskError) in try desk.import(document, replacing: replace) }
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
