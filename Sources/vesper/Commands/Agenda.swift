internal import ArgumentParser
internal import ClinicModel
internal import Interchange

struct Agenda: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "agenda",
        abstract: "List the sessions of a week or of any span of days.",
        discussion: """
            Of everyone, or of one patient, therapist or room. One session a line: date, time, service, who \
            leads it, where, its name, who is in it. Of a patient's groups the others are counted, not named.

            Examples:
              vesper agenda --therapist whitfield
              vesper agenda --patient moreno --from mon --to "next fri" --json
            """)

    @OptionGroup var source: SourceOptions
    @Option(help: ArgumentHelp("Sessions of this patient.", valueName: "patient"))
    var patient: String?
    @Option(help: ArgumentHelp("Sessions of this therapist.", valueName: "therapist"))
    var therapist: String?
    @Option(help: ArgumentHelp("Sessions in this room.", valueName: "room"))
    var room: String?
    @Option(help: ArgumentHelp("The first day; default the week's first.", valueName: "date"))
    var from: String?
    @Option(help: ArgumentHelp("The last day; default six days after the first.", valueName: "date"))
    var to: String?
    @Option(help: ArgumentHelp("Any date of the week; default this week.", valueName: "date"))
    var week: String?
    @OptionGroup var output: OutputOptions

    func validate() throws {
        if week != nil, from != nil || to != nil {
            throw ValidationError("--week and --from, --to say the same; give one of them")
        }
    }

    func run() throws {
        let reception = try source.reception()
        let names = reception.names
        let span = try span(names)
        let patient = try patient.map { text throws(Failure) in try names.patient(text) }
        let therapist = try therapist.map { text throws(Failure) in try names.therapist(text) }
        let room = try room.map { text throws(Failure) in try names.room(text) }
        let listing = AgendaListing(reception.clinic)
        let sessions = reception.clinic.scheduledSessions(from: span.from, through: span.to).filter { s in
            (patient.map { s.patients.contains($0) } ?? true)
                && (therapist.map { s.therapists.contains($0) } ?? true)
                && (room.map { listing.room(of: s) == $0 } ?? true)
        }
        try output.print(JSONText(list: sessions.map(listing.json))) { paint in
            listing.lines(sessions, byDay: output.destination.isForEyes, of: patient, paint)
        }
    }

    private func span(_ names: Names) throws(Failure) -> (from: CivilDate, to: CivilDate) {
        let first: CivilDate
        if let from {
            first = try names.date(from)
        } else {
            first = to == nil ? try names.week(week) : names.phrase.now.date
        }
        guard let to else { return (first, first + 6) }
        let last = try names.date(to)
        guard first <= last else { throw Failure(.usage, "--to \(last) is before --from \(first)") }
        guard last - first <= 3660 else {
            throw Failure(.usage, "--from and --to are more than ten years apart")
        }
        return (first, last)
    }
}

/// Sessions as lines of text and as JSON.
struct AgendaListing {
    private let clinic: Clinic
    private let patients: [PatientID: String]
    private let therapists: [TherapistID: String]
    private let rooms: [RoomID: String]
    private let services: [ServiceID: Service]
    private let series: [SeriesID: Series]

    init(_ clinic: Clinic) {
        self.clinic = clinic
        patients = Dictionary(clinic.patients.map { ($0.id, $0.name.revealed) }) { a, _ in a }
        therapists = Dictionary(clinic.therapists.map { ($0.id, $0.name.revealed) }) { a, _ in a }
        rooms = Dictionary(clinic.rooms.map { ($0.id, $0.name) }) { a, _ in a }
        services = Dictionary(clinic.services.map { ($0.id, $0) }) { a, _ in a }
        series = Dictionary(clinic.series.map { ($0.id, $0) }) { a, _ in a }
    }

    /// A telehealth session takes no room, whatever it names.
    func room(of s: ScheduledSession) -> RoomID? { services[s.service]?.telehealth == true ? nil : s.room }

    func json(_ s: ScheduledSession) -> JSONValue {
        .object([
            ("session", .string(s.reference.description)), ("date", .string(s.date.description)),
            ("start", .string(s.start.description)), ("end", .string(Self.end(of: s))),
            ("service", .id(s.service)), ("series", .id(s.reference.series)), ("room", .id(room(of: s))),
            ("therapists", .ids(s.therapists)), ("patients", .ids(s.patients)),
            ("topic", .text(topic(of: s))),
            ("pinned", .bool(s.pinned)),
        ])
    }

    /// One session a line; under a heading for each day when a person looks.
    func lines(_ sessions: [ScheduledSession], byDay: Bool, of patient: PatientID?, _ paint: Paint)
        -> [String]
    {
        let rows = sessions.map { s in
            (byDay ? [] : [s.date.description]) + ["\(s.start)–\(Self.end(of: s))"] + fields(s, of: patient)
        }
        let lines = Columns.lines(rows)
        guard byDay else { return lines }
        if sessions.isEmpty { return [paint.faint("no sessions")] }
        var out: [String] = []
        for (i, s) in sessions.enumerated() {
            if i == 0 || sessions[i - 1].date != s.date {
                if i > 0 { out.append("") }
                out.append(
                    paint.strong("\(s.date.weekday.name) \(s.date.day) \(s.date.monthShort) \(s.date.year)"))
            }
            out.append("  " + lines[i])
        }
        return out
    }
    private func fields(_ s: ScheduledSession, of patient: PatientID?) -> [String] {
        let service = services[s.service]
        let place = service?.telehealth == true ? "telehealth" : s.room.map { rooms[$0] ?? $0.rawValue } ?? ""
        let name = (service?.name ?? s.service.rawValue) + (topic(of: s).map { ": \($0)" } ?? "")
        let people =
            patient != nil && s.patients.count > 1
            ? "\(s.patients.count) patients"
            : s.patients.map { patients[$0] ?? $0.rawValue }.joined(separator: ", ")
        return [
            name, s.therapists.map { therapists[$0] ?? $0.rawValue }.joined(separator: ", "), place,
            s.reference.description, people,
        ]
    }
    private func topic(of s: ScheduledSession) -> String? {
        guard case .occurrence(let id, let date) = s.reference, let series = series[id] else { return nil }
        return clinic.topic(of: series, on: date)
    }
    /// One that runs past midnight ends at a time of the next day.
    private static func end(of s: ScheduledSession) -> String {
        let end = Int(s.start.minutes) + s.minutes
        return end == 1440 ? "24:00" : CivilMoment(minutes: s.begins.minutes + s.minutes).time.description
    }
}
