internal import ClinicModel
internal import ClinicStore
internal import Foundation
internal import SchedulingEngine

/// What the journal keeps of a change beside the change itself, so that it can be judged again when it is
/// taken back or made again.
struct Context: Codable {
    var weeks: [CivilDate] = []
    var patients: [PatientID] = []
    var series: [SeriesID] = []
    var session: SessionReference?
    var proposedWeek: CivilDate?
    /// Marks of broken rules that the change did away with: to bring them back by undoing is no new fault.
    var mended: [String] = []

    init() {}
    init(_ draft: Draft) {
        weeks = draft.weeks
        patients = draft.patients
        series = draft.series.sorted()
        session = draft.session
        proposedWeek = draft.proposedWeek
    }

    func mending(_ outcome: Outcome, from before: Clinic) -> Context {
        let takesAway = outcome.changes.changes.contains { change in
            switch change {
            case .session(let b, _): b != nil
            case .series(let b, _): b != nil
            case .enrollment(_, let b, _): b != nil
            case .exception: true
            case .timeOff(_, let b, _), .closure(_, let b, _): b != nil
            case .unavailable(_, let b, _): b != nil
            case .attendance(let b, _): b != nil
            case .override, .waitlist: false
            }
        }
        guard takesAway else { return self }
        let after = outcome.snapshot.clinic
        let near = Neighbourhood(outcome.changes, [before, after])
        var context = self
        context.mended = Judge.newlyBroken(
            from: near.part(of: after), to: near.part(of: before), weeks: weeks
        ).map(\.mark)
        return context
    }

    /// The weeks to judge it in again: what has no end is looked at as far ahead as on the first day.
    func weeks(from today: CivilDate, _ calendar: WeekCalendar) -> [CivilDate] {
        guard !series.isEmpty, let last = weeks.last else { return weeks }
        let end = calendar.week(of: today) + 7 * (Drafting.horizonWeeks - 1)
        return weeks + stride(from: last + 7, through: end, by: 7)
    }
}

/// JSON as the journal keeps it.
enum JournalText {
    static func write(_ value: some Encodable) -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        // Strings, numbers and lists of them: nothing that JSON can't say.
        guard let data = try? encoder.encode(value) else { return "{}" }
        return String(decoding: data, as: UTF8.self)
    }
    static func read<T: Decodable>(_ text: String) -> T? {
        try? JSONDecoder().decode(T.self, from: Data(text.utf8))
    }
}

extension Desk {
    /// A line for the journal, now.
    func entry(
        _ kind: NewEntry.Kind, _ headline: Title, reason: String? = nil, original: Int? = nil,
        _ context: Context, _ changes: ChangeSet
    ) -> NewEntry {
        NewEntry(
            kind: kind, instant: presentInstant(), at: now(), coordinator: coordinator,
            title: JournalText.write(headline), reason: reason, original: original,
            context: JournalText.write(context), changes: changes)
    }
}

extension Permit {
    /// What the journal says of why: the reason, and those of the overrides; the same words once.
    var journalReason: String? {
        let parts =
            (reason.flatMap { overrides.values.contains($0) ? nil : [$0] } ?? [])
            + overrides.sorted { $0.key.rawValue < $1.key.rawValue }.map { "\($0.key.rawValue): \($0.value)" }
        return parts.isEmpty ? nil : parts.joined(separator: "; ")
    }
}

extension JournalEntry {
    init(_ stored: StoredEntry) {
        let e = stored.entry
        self.init(
            sequence: stored.sequence, kind: Kind(rawValue: e.kind.rawValue) ?? .change, instant: e.instant,
            at: e.at, coordinator: e.coordinator,
            headline: JournalText.read(e.title) ?? Title([.text(e.title)]), reason: e.reason,
            original: e.original, isUndone: stored.undoneBy != nil, changes: e.changes)
    }
}
