package import ClinicModel
internal import SchedulingEngine
internal import Terminal

// Where to begin, and what stands where.
extension WeekScene {
    /// Today's first session of the evening that is not over, else the week's first day with sessions.
    package func opening() -> Cursor {
        let days = digest.days
        let today = days.firstIndex { $0.date == self.today && !$0.isQuiet }
        let day = today ?? days.firstIndex { !$0.faces.isEmpty } ?? days.firstIndex { $0.isOpen } ?? 0
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

    /// What a free place is: `free`, `closed`, or what keeps the one looked at.
    func placeWord(at moment: CivilMoment) -> String {
        let day = moment.date - week.week
        guard digest.days.indices.contains(day) else { return "another week" }
        let minute = Int(moment.time.minutes)
        guard digest.days[day].isOpen(at: minute) else { return digest.days[day].closure ?? "closed" }
        if let patient = focus.patient {
            for time in week.labelled(of: patient) where time.kind != .prefers {
                if time.interval.start <= moment.minutes, moment.minutes < time.interval.end {
                    return Shade.Kind(time.kind).map { Shade.word($0, time.label, naming) } ?? "taken"
                }
            }
        }
        return "free"
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
