internal import ClinicModel
internal import Foundation

/// Finds people, rooms, services, series and sessions by id or by any unambiguous part of the name, and dates
/// as people type them.
struct Names {
    let clinic: Clinic
    let phrase: DatePhrase

    init(_ clinic: Clinic, now: CivilMoment) {
        self.clinic = clinic
        phrase = DatePhrase(now: now, calendar: clinic.profile.calendar)
    }

    // MARK: Things

    /// Something that can be named. Names of people are told on a terminal's stdout only, never on stderr.
    private struct Candidate<Found> {
        let id: String
        let name: String
        let isPerson: Bool
        let found: Found
    }

    func patient(_ text: String) throws(Failure) -> PatientID { try find(text, "patients", patients { $0 }) }
    func therapist(_ text: String) throws(Failure) -> TherapistID {
        try find(text, "therapists", therapists { $0 })
    }
    func room(_ text: String) throws(Failure) -> RoomID { try find(text, "rooms", rooms { $0 }) }
    func service(_ text: String) throws(Failure) -> ServiceID {
        let short = clinic.shortNames
        let called = clinic.services.filter { short[$0.id]?.lowercased() == text.lowercased() }
        if called.count == 1, !clinic.services.contains(where: { $0.id.rawValue == text }) {
            return called[0].id
        }
        return try find(text, "services", services)
    }
    func series(_ text: String) throws(Failure) -> SeriesID { try find(text, "series", series) }
    private var services: [Candidate<ServiceID>] {
        clinic.services.map {
            Candidate(id: $0.id.rawValue, name: $0.name, isPerson: false, found: $0.id)
        }
    }
    /// A series may be named after its patient.
    private var series: [Candidate<SeriesID>] {
        clinic.series.map {
            Candidate(id: $0.id.rawValue, name: $0.name?.revealed ?? "", isPerson: true, found: $0.id)
        }
    }

    /// Whose week is looked at.
    enum Whose: Hashable {
        case patient(PatientID)
        case therapist(TherapistID)
        case room(RoomID)
    }
    func whose(_ text: String) throws(Failure) -> Whose {
        try find(
            text, "patients, therapists and rooms",
            patients(Whose.patient) + therapists(Whose.therapist) + rooms(Whose.room))
    }

    private func patients<F>(_ found: (PatientID) -> F) -> [Candidate<F>] {
        clinic.patients.map {
            Candidate(id: $0.id.rawValue, name: $0.name.revealed, isPerson: true, found: found($0.id))
        }
    }
    private func therapists<F>(_ found: (TherapistID) -> F) -> [Candidate<F>] {
        clinic.therapists.map {
            Candidate(id: $0.id.rawValue, name: $0.name.revealed, isPerson: true, found: found($0.id))
        }
    }
    private func rooms<F>(_ found: (RoomID) -> F) -> [Candidate<F>] {
        clinic.rooms.map {
            Candidate(id: $0.id.rawValue, name: $0.name, isPerson: false, found: found($0.id))
        }
    }

    /// Exact ids win, then whole names, then parts of them.
    private func find<F>(_ text: String, _ kind: String, _ things: [Candidate<F>]) throws(Failure) -> F {
        var found = things.filter { $0.id == text }
        if found.isEmpty {
            let wanted = Self.plain(text)
            found = things.filter { Self.plain($0.id) == wanted || Self.plain($0.name) == wanted }
            if found.isEmpty, !wanted.isEmpty {
                found = things.filter { Self.plain($0.name).contains(wanted) }
            }
        }
        if found.count == 1 { return found[0].found }
        // What was typed may be a person's name: it is not repeated.
        if found.isEmpty { throw Failure(.usage, "none of the \(kind) has this id or name") }
        let shown = found.prefix(20)
        if Output.isTerminal, shown.contains(where: \.isPerson) {
            for line in Columns.lines(shown.map { [$0.id, $0.name] }) { try Output.print(line) }
        }
        let list = shown.map { $0.isPerson ? $0.id : "\($0.id) (\($0.name))" }.joined(separator: ", ")
        let more = found.count - shown.count
        throw Failure(
            .usage,
            "\(found.count) of the \(kind) have this in their name: \(list)"
                + (more > 0 ? " and \(more) more" : "")
                + "; give an id or more of the name (vesper names PART lists them by name)")
    }

    /// A line of a list: what it is, its id and name.
    struct Entry {
        var kind: String
        var id: String
        var name: String
    }
    /// Everything with this in its id or name; without, all there is.
    func entries(with part: String) -> [Entry] {
        func list<F>(_ kind: String, _ things: [Candidate<F>]) -> [Entry] {
            let wanted = Self.plain(part)
            return things.filter {
                wanted.isEmpty || Self.plain($0.id) == wanted || Self.plain($0.name).contains(wanted)
            }.map { Entry(kind: kind, id: $0.id, name: $0.name) }
        }
        return list("patient", patients { $0 }) + list("therapist", therapists { $0 })
            + list("room", rooms { $0 }) + list("service", services) + list("series", series)
    }

    /// Without regard to case and accents: `jose` finds José.
    private static func plain(_ text: String) -> String {
        text.folding(options: [.caseInsensitive, .diacriticInsensitive], locale: nil)
    }

    /// A single session's id, or `SERIES@DATE` with any name of a series and any form of a date.
    func session(_ text: String) throws(Failure) -> SessionReference {
        guard let at = text.lastIndex(of: "@") else {
            let id = SessionID(text)
            guard clinic.sessions.contains(where: { $0.id == id }) else {
                throw Failure(
                    .usage, "no session has this id; an occurrence of a series is named SERIES@DATE")
            }
            return .single(id)
        }
        let series = try series(String(text[..<at]))
        return .occurrence(series, try date(String(text[text.index(after: at)...])))
    }

    // MARK: Times

    func date(_ text: String) throws(Failure) -> CivilDate {
        guard let date = phrase.date(text) else {
            throw Failure(.usage, "\"\(text)\" is not a date; write it like \(DatePhrase.dateForms)")
        }
        return date
    }
    /// A moment that something can start at.
    func start(_ text: String) throws(Failure) -> CivilMoment {
        let moment = try moment(text)
        guard moment.time < .endOfDay else {
            throw Failure(.usage, "nothing starts at 24:00; write 00:00 of the next day")
        }
        return moment
    }
    /// A moment that something begins or ends at; 24:00 ends a day.
    func moment(_ text: String) throws(Failure) -> CivilMoment {
        guard let moment = phrase.moment(text) else {
            throw Failure(.usage, "\"\(text)\" is not a moment; write it like \(DatePhrase.momentForms)")
        }
        return moment
    }
    /// The first day of the week that holds the date; this week without one.
    func week(_ text: String?) throws(Failure) -> CivilDate {
        let date = if let text { try date(text) } else { phrase.now.date }
        return clinic.profile.calendar.week(of: date)
    }
}
