internal import ClinicModel
internal import FrontDesk
internal import SchedulingEngine
internal import Terminal

/// A session lifted off the week, carried by the arrows until it is dropped.
package struct Moving: Sendable {
    var origin: ScheduledSession
    var placement: Placement
    var isGroup: Bool
    /// Looked at through one patient: not the group moves, the patient gets another seat.
    var reseated: PatientID?
    var home: Jump
    var marks: [CivilMoment: PlaceMarks.Mark] = [:]
    var best: [Suggestion] = []
    var verdict: [Violation] = []
    /// Change of the week score where it stands now; nil while the verdict forbids it.
    var cost: Int?
    /// The occurrence that a reseated patient would get.
    var seat: SessionReference?

    init(_ session: ScheduledSession, isGroup: Bool, reseated: PatientID?, home: Jump) {
        origin = session
        placement = Placement(moving: session)
        self.isGroup = isGroup
        self.reseated = reseated
        self.home = home
    }

    static func fit(_ violations: [Violation]) -> Fit {
        let open = violations.filter { $0.override == nil }
        return open.isEmpty ? .fits : open.allSatisfy(\.rule.isOverridable) ? .warns : .clashes
    }

    /// Judges every start of the grid within opening hours, and finds the best places.
    mutating func survey(in state: DashboardState) {
        let week = state.week
        if let patient = reseated {
            let request = SuggestionRequest(
                patient: patient, service: origin.service, replacing: origin.reference)
            best = week.suggest(request, count: Booking.letters.count).places.filter {
                $0.occurrence != origin.reference
            }
            marks = [:]
        } else {
            surveyStarts(in: week)
            best = alternatives(in: week)
        }
        judge(in: state)
    }
    private mutating func surveyStarts(in week: ClinicWeek) {
        marks = [:]
        let open = week.openMask()
        let length = placement.minutes ?? origin.minutes
        let starts = open.starts(ofLength: length)
        let grid = week.clinic.profile.gridMinutes
        for minute in stride(from: 0, to: WeekMask.bitCount * WeekMask.resolution, by: 5)
        where minute % 1440 % grid == 0 && starts.contains(minute: minute) {
            var p = placement
            p.date = week.week + minute / 1440
            p.start = TimeOfDay(minutes: minute % 1440)
            let found = week.check(p).filter { $0.override == nil }
            guard isGroup else {
                marks[p.begins] = PlaceMarks.Mark(Self.fit(found))
                continue
            }
            var out: Set<PatientID> = []
            for v in found { if case .patient(let id) = v.subject { out.insert(id) } }
            let others = found.filter { if case .patient = $0.subject { false } else { true } }
            let fit: Fit = others.isEmpty ? (out.isEmpty ? .fits : .warns) : Self.fit(found)
            marks[p.begins] = PlaceMarks.Mark(
                fit, coming: origin.patients.count - out.count, roster: origin.patients.count)
        }
    }
    /// The best other starts with the same people and room: fitting, most of the roster, cheapest.
    private func alternatives(in week: ClinicWeek) -> [Suggestion] {
        if !isGroup, let patient = origin.patients.first {
            let request = SuggestionRequest(
                patient: patient, service: origin.service, replacing: origin.reference)
            return week.suggest(request, count: Booking.letters.count + 1).places
                .filter { $0.placement.begins != origin.begins || $0.therapists != origin.therapists }
                .prefix(Booking.letters.count).map { $0 }
        }
        var found: [Suggestion] = []
        for (moment, mark) in marks where mark.fit != .clashes && moment != origin.begins {
            var p = placement
            p.date = moment.date
            p.start = moment.time
            found.append(Suggestion(placement: p, cost: mark.fit == .fits ? week.cost(of: p) : 0))
        }
        let coming = { (s: Suggestion) in marks[s.placement.begins]?.coming ?? 0 }
        found.sort {
            (
                -coming($0), $0.cost, abs($0.placement.begins.minutes - origin.begins.minutes),
                $0.placement.begins.minutes
            )
                < (
                    -coming($1), $1.cost, abs($1.placement.begins.minutes - origin.begins.minutes),
                    $1.placement.begins.minutes
                )
        }
        return Array(found.prefix(Booking.letters.count))
    }

    mutating func carry(to moment: CivilMoment, in state: DashboardState) {
        let grid = state.clinic.profile.gridMinutes
        let minute = min(1435, Int(moment.time.minutes)) / grid * grid
        placement.date = moment.date
        placement.start = TimeOfDay(minutes: minute)
        if reseated != nil {
            seat =
                state.week.sessions.first {
                    $0.service == origin.service && $0.begins == placement.begins
                        && $0.reference != origin.reference
                }?.reference
        }
        judge(in: state)
    }
    mutating func take(_ suggestion: Suggestion, in state: DashboardState) {
        placement = suggestion.placement
        if reseated == nil {
            placement.replacing = origin.reference
            placement.patients = origin.patients
            placement.series = origin.reference.series
            placement.minutes = origin.minutes
        }
        seat = suggestion.occurrence
        judge(in: state)
    }
    mutating func judge(in state: DashboardState) {
        if let patient = reseated {
            verdict = seat.map { state.week.checkSeat(patient, in: $0).filter { $0.override == nil } } ?? []
            cost = nil
            return
        }
        verdict = state.week.check(placement).filter { $0.override == nil }
        cost = state.week.cost(of: placement)
    }
    var fit: Fit { reseated != nil && seat == nil ? .clashes : Self.fit(verdict) }
    var isWhereItWas: Bool {
        placement.begins == origin.begins && placement.room == origin.room
            && placement.therapists == origin.therapists
    }
}

extension DashboardState {
    mutating func startMoving() {
        guard let session = selected else { return }
        let isGroup = week.service(session.service)?.isGroup ?? false
        var reseated: PatientID?
        if isGroup, case .patient(let id) = scene.lens { reseated = id }
        var moving = Moving(session, isGroup: isGroup, reseated: reseated, home: here)
        moving.survey(in: self)
        if isGroup, reseated == nil {
            scene.lens = .service(session.service)
        } else if let patient = reseated ?? session.patients.first {
            scene.lens = .patient(patient)
        }
        scene.view = .calendar
        scene.scroll = Scroll()
        show(moving)
    }

    mutating func press(_ key: Key, in moving: Moving) -> [DashboardEffect] {
        var moving = moving
        switch keymap.command(for: key, in: .places) {
        case .putBack:
            endMode(returning: moving.home)
            return []
        case .carryLeft: carry(&moving, .left)
        case .carryRight: carry(&moving, .right)
        case .carryUp: carry(&moving, .up)
        case .carryDown: carry(&moving, .down)
        case .earlierDay, .laterDay:
            let days = keymap.command(for: key, in: .places) == .laterDay ? 7 : -7
            show(weekOf: week.week + days)
            moving.placement.date = moving.placement.date + days
            moving.survey(in: self)
        case .choosePlace:
            if let i = keymap.keys(of: .choosePlace).firstIndex(of: key), moving.best.indices.contains(i) {
                moving.take(moving.best[i], in: self)
            }
        case .otherTherapist where moving.reseated == nil:
            let list = eligibleTherapists(for: moving.origin.service)
            if let t = next(after: moving.placement.therapists.first, in: list) ?? list.first {
                moving.placement.therapists = [t] + moving.placement.therapists.dropFirst().filter { $0 != t }
                moving.survey(in: self)
            }
        case .otherRoom where moving.reseated == nil:
            let list = eligibleRooms(for: moving.origin.service)
            if let r = next(after: moving.placement.room, in: list) ?? list.first {
                moving.placement.room = r
                moving.survey(in: self)
            }
        case .accept: return drop(moving)
        default:
            if key == .character("?") || key == .function(1) {
                mode = .commands(CommandList(isHelp: true, context: .places, returning: mode))
                return []
            }
            if key == .character("q") {
                mode = .quitting(from: mode)
                return []
            }
        }
        show(moving)
        return []
    }
    private func carry(_ moving: inout Moving, _ direction: Direction) {
        moving.carry(to: screen.place(moved: direction).moment, in: self)
    }
    private mutating func drop(_ moving: Moving) -> [DashboardEffect] {
        mode = .moving(moving)
        if let patient = moving.reseated {
            guard let seat = moving.seat else {
                toast = Toast(
                    "No other \(week.name(of: moving.origin.service)) begins there; a–g lead to seats",
                    isError: true)
                return []
            }
            return confirmMove(
                .reseat(patient, from: moving.origin.reference, to: seat), moving, scopes: true)
        }
        guard !moving.isWhereItWas else {
            endMode(returning: moving.home)
            toast = Toast("Put back where it was")
            return []
        }
        let p = moving.placement
        let intent = Intent.move(
            moving.origin.reference, to: p.begins == moving.origin.begins ? nil : p.begins,
            therapists: p.therapists == moving.origin.therapists ? nil : p.therapists,
            room: p.room == moving.origin.room ? nil : p.room)
        // One session, and nothing in its way: Enter drops it.
        if moving.origin.reference.series == nil { return [.perform(intent, Permit())] }
        return confirmMove(intent, moving, scopes: true)
    }
    private mutating func confirmMove(_ intent: Intent, _ moving: Moving, scopes: Bool) -> [DashboardEffect] {
        let c = Confirmation(
            intent: intent, title: "Move \(title(of: moving.origin)) to \(moving.placement.begins.short)",
            scopes: scopes ? SeriesScope.allCases : [], home: moving.home, returning: mode)
        mode = .confirming(c)
        return [.preview(c.scoped, c.permit)]
    }

    mutating func show(_ moving: Moving) {
        mode = .moving(moving)
        let p = moving.placement
        scene.title = "Move \(title(of: moving.origin))"
        scene.status = moving.best.isEmpty ? "no other place" : "\(moving.best.count) places"
        var notes: [String] = []
        if let room = p.room { notes.append(week.name(of: room, scene.naming)) }
        if let t = p.therapists.first { notes.append(scene.digest.names.name(of: t).distinct) }
        scene.marks = PlaceMarks(
            letters: moving.best.enumerated().map { i, s in
                let mark = moving.marks[s.placement.begins]
                let note =
                    s.seatsLeft.map { "\($0) left" }
                    ?? mark.flatMap { m in m.coming.map { "\($0)/\(m.roster ?? 0)" } } ?? ""
                return PlaceMarks.Letter(letter: Booking.letters[i], placement: s.placement, note: note)
            }, starts: moving.marks,
            ghost: PlaceMarks.Ghost(placement: p, fit: moving.fit, title: "moving", notes: notes),
            lifted: moving.origin.reference)
        scene.cursor = Cursor(.place, at: p.begins)
        let words = MovingWords(state: self, moving: moving)
        scene.side = words.side
        scene.detail = words.detail
    }
}
