package import ClinicModel
internal import SchedulingEngine
internal import Terminal

// Where to begin, and what stands where.
extension WeekScene {
    /// Today's first session of the evening that is not over, else the week's first day with sessions.
    package func opening() -> Cursor {
        let days = digest.days
        let today = days.firstIndex { $0.date == self.today && !$0.isQuiet }
        let day =
            today ?? days.firstIndex { !$0.faces.isEmpty } ?? days.firstIndex { $0.isOpen }
            ?? days.firstIndex { $0.date == self.today } ?? 0
        let visible = days[day].faces.filter { focus.presence[$0] != .hidden }.map { digest.faces[$0] }
        let from = today == nil ? BoardLayout.evening : max(BoardLayout.evening, Int(now.time.minutes))
        if let face = visible.first(where: { $0.start >= from }) ?? visible.last(where: { $0.start < from }) {
            return face.cursor
        }
        let hours = days[day].hours
        let open =
            hours.first { $0.end > BoardLayout.evening + 120 } != nil
            ? BoardLayout.evening + 120 : hours.first?.start
        return Cursor(.place, at: CivilMoment(days[day].date, TimeOfDay(minutes: open ?? 18 * 60)))
    }
    // MARK: Conflicts

    /// Of the conflicts of a session the one that was gone to, else its first, by place among all.
    func conflict(of session: SessionReference) -> Int? {
        let all = digest.conflicts(of: session)
        return all.first { digest.conflicts[$0] == conflict } ?? all.first
    }
    /// The next conflict by number, or the one before, round and round; off the conflicts the nearest in time.
    func conflict(from cursor: Cursor, backwards: Bool) -> Violation? {
        let all = digest.conflicts
        guard !all.isEmpty else { return nil }
        let step = backwards ? all.count - 1 : 1
        if let here = cursor.session.flatMap({ conflict(of: $0) }) { return all[(here + step) % all.count] }
        return backwards
            ? all.last { $0.moment < cursor.moment } ?? all.last
            : all.first { $0.moment >= cursor.moment } ?? all.first
    }
    /// Of the sessions in a conflict the one that it shows at, else the week's first.
    func session(in conflict: Violation) -> SessionReference? {
        let held = conflict.held.filter { digest.face(of: $0.reference) != nil }
        return (held.first { $0.begins == conflict.moment } ?? held.min { $0.begins < $1.begins })?.reference
    }

    /// The cursor on a session of the week; nil when it is not in it.
    package func cursor(on session: SessionReference) -> Cursor? { digest.face(of: session)?.cursor }

    /// The sessions that a folded line stands for, in its order.
    package func sessions(in fold: Fold) -> [SessionReference] { faces(in: fold).map(\.reference) }

    func faces(in fold: Fold) -> [SessionFace] {
        let day = fold.date - week.week
        guard digest.days.indices.contains(day) else { return [] }
        return digest.days[day].faces.filter { focus.presence[$0] != .hidden }.map { digest.faces[$0] }.filter
        { face in
            guard face.start == Int(fold.start.minutes) else { return false }
            switch fold.kind {
            case .individuals: return !face.isGroup
            case .groups(let service): return face.service == service
            }
        }
    }

    /// What an empty week says, with what to do.
    static let nobody = "Nobody is in this clinic yet; vesper import FILE brings one in"
    var emptiness: String {
        if week.clinic.patients.isEmpty, week.clinic.therapists.isEmpty { return Self.nobody }
        return "Nothing is held this week, and the clinic has no hours in it; H and L show others"
    }

    // MARK: Places

    /// The session that a suggested place is a seat in; nil for a place of its own.
    func face(of letter: PlaceMarks.Letter) -> SessionFace? {
        seats.first { $0.value == letter }.map { digest.faces[$0.key] }
    }
    func kind(of service: ServiceID) -> EventKind {
        week.service(service).map { EventKind(component: $0.component) } ?? .other
    }
    /// The patient looked for can't come then.
    func isBlocked(_ face: SessionFace) -> Bool {
        guard let blocked = focus.blocked else { return false }
        return blocked.touches(from: face.day * 1440 + face.start, to: face.day * 1440 + face.end)
    }

    /// Whom or what a place is looked at for: the row it stands in, the patient looked for, the one whose week it is.
    func subject(of cursor: Cursor) -> DayRow? {
        if view == .day, let row = cursor.row { return row }
        if let patient = focus.patient { return .patient(patient) }
        return switch lens {
        case .therapist(let id): .therapist(id)
        case .room(let id): .room(id)
        default: nil
        }
    }
    /// What a place without a session under the cursor is: `free`, `closed`, or what stands there for the one it
    /// is looked at for.
    func standing(at cursor: Cursor) -> (word: String, isFree: Bool) {
        let day = cursor.moment.date - week.week
        let minute = Int(cursor.moment.time.minutes)
        guard digest.days.indices.contains(day) else { return ("another week", false) }
        let subject = subject(of: cursor)
        if let subject, let face = face(of: subject, day: day, at: minute) {
            let isOver = minute >= face.end
            let times = Figures.times(face.start, face.end, glyphs)
            return (isOver ? "notes of \(face.short) \(times)" : "in \(face.short) \(times)", false)
        }
        guard digest.days[day].isOpen(at: minute) else {
            return (digest.days[day].closure ?? "closed", false)
        }
        let shade = subject.flatMap { shades(of: $0, day: day) }?.filter {
            $0.interval.start <= minute && minute < $0.interval.end
        }.min { ($0.kind == .family ? 1 : 0) < ($1.kind == .family ? 1 : 0) }
        guard let shade else { return ("free", true) }
        let word = shade.label ?? shade.kind.word
        // That keeps family sessions away and nothing else.
        return shade.kind == .family ? ("free, \(word)", true) : (word, false)
    }
    /// The session, or of a therapist the notes of one, that takes somebody or a room at a minute of a day.
    private func face(of subject: DayRow, day: Int, at minute: Int) -> SessionFace? {
        digest.days[day].faces.lazy.map { digest.faces[$0] }.first { face in
            guard face.start <= minute else { return false }
            return switch subject {
            case .patient(let id): minute < face.end && face.patients.contains(id)
            case .therapist(let id): minute < face.noteEnd && face.therapists.contains(id)
            case .room(let id): minute < face.end && face.room == id
            }
        }
    }
    /// What else than sessions takes the time of a row on a day.
    func shades(of row: DayRow, day: Int) -> [Shade] {
        let about = digest.days[day]
        switch row {
        case .therapist(let id):
            return week.therapist(id).map { WeekShading.away($0, on: about.date, self) } ?? []
        case .room(let id):
            return WeekShading.closed(about)
                + (week.room(id).map { WeekShading.closures($0, on: about.date, self) } ?? [])
        case .patient(let id): return Shade.shades(of: week.labelled(of: id), on: about.date, naming)
        }
    }
    /// Who is in and in no session, and which rooms stand empty.
    func free(at moment: CivilMoment, minutes: Int) -> (therapists: [Therapist], rooms: [Room]) {
        let start = moment.minutes - Int(week.week.dayNumber) * 1440
        let therapists = week.clinic.therapists.filter {
            week.hoursMask(of: $0.id).subtracting(week.busyMask(of: $0.id)).covers(
                from: start, to: start + minutes)
        }
        let day = moment.date - week.week
        let at = Interval(Int(moment.time.minutes), Int(moment.time.minutes) + minutes)
        let rooms = week.clinic.rooms.filter { room in
            !week.busyMask(of: room.id).touches(from: start, to: start + minutes)
                && !WeekShading.closures(room, on: week.week + day, self).contains { $0.interval.touches(at) }
        }
        return (therapists, rooms)
    }
}

extension GlyphSet {
    /// How a place suits, without colour.
    func mark(_ fit: Fit) -> Character {
        switch fit {
        case .fits: check
        case .warns: "~"
        case .clashes: "x"
        }
    }
    /// What the marks mean, in a word each.
    var marksLegend: String { "\(check) fits   \(mark(.warns)) warning   \(mark(.clashes)) clashes" }
    /// The same in words: `✓ fits`.
    func words(_ fit: Fit) -> String {
        switch fit {
        case .fits: "\(mark(fit)) fits"
        case .warns: "\(mark(fit)) fits with a warning"
        case .clashes: "\(mark(fit)) clashes"
        }
    }
    /// Behind a start, the last one that is as good: `…18:30`; a dash would make a session of three hours of it.
    func range(to latest: TimeOfDay) -> String { kind == .unicode ? "\(ellipsis)\(latest)" : "..\(latest)" }
    /// The border of hours that a patient prefers.
    var preferred: Character { kind == .unicode ? "┃" : "+" }
}

extension Fit {
    var role: Role {
        switch self {
        case .fits: .fits
        case .warns: .fitsWarning
        case .clashes: .clash
        }
    }
}
