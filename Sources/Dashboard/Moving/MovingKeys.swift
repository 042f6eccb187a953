internal import ClinicModel
internal import FrontDesk
internal import SchedulingEngine
internal import Terminal

extension DashboardState {
    mutating func startMoving() {
        guard let session = selected else { return }
        let isGroup = isGroup(session.service)
        var reseated: PatientID?
        if isGroup, case .patient(let id) = scene.lens, session.patients.contains(id) { reseated = id }
        var moving = Moving(session, isGroup: isGroup, reseated: reseated, home: here)
        moving.survey(in: self)
        if isGroup, reseated == nil {
            scene.lens = .concerned(session.reference)
        } else if let patient = reseated ?? session.patients.first {
            scene.lens = .patient(patient)
        }
        scene.view = .calendar
        scene.scroll = Scroll()
        foresight = nil
        show(moving)
    }

    mutating func press(_ key: Key, _ command: Command?, in moving: Moving) -> [DashboardEffect] {
        var moving = moving
        if let command, let why = disabledReason(command) {
            complain(why.capitalizedFirst)
            return []
        }
        switch command {
        case .putBack:
            endMode(returning: moving.home)
            say("Put back; nothing was changed")
            return []
        case .carryLeft, .carryRight, .carryUp, .carryDown, .anHourUp, .anHourDown, .firstDay, .lastDay:
            if let direction = command?.direction {
                moving.carry(to: screen.place(moved: direction).moment, in: self)
            }
        case .earlierWeek, .laterWeek:
            let days = command == .laterWeek ? 7 : -7
            show(weekOf: week.week + days)
            moving.placement.date = moving.placement.date + days
            moving.survey(in: self)
        case .choosePlace:
            guard let i = keymap.keys(of: .choosePlace).firstIndex(of: key), moving.best.indices.contains(i)
            else {
                complain("No place has the letter \(key.name)")
                return []
            }
            moving.take(moving.best[i], in: self)
        case .nextPlace, .previousPlace:
            let n = moving.best.count
            let at = moving.best.firstIndex { moving.stands(at: $0) }
            let next = command == .nextPlace ? at.map { $0 + 1 } ?? 0 : (at ?? n) + n - 1
            moving.take(moving.best[next % max(1, n)], in: self)
        case .otherTherapist: otherTherapist(&moving)
        case .otherRoom: otherRoom(&moving)
        case .finer: scene.zoom = scene.zoom.next
        case .say:
            mode = .explaining(
                Explaining(purpose: .change, field: TextField(moving.reason), returning: .moving(moving)))
            return []
        case .accept: return drop(moving)
        default: return lost(key)
        }
        show(moving)
        return []
    }

    /// The next who could lead it where it stands now; when nobody could, the next who may lead it at all.
    private mutating func otherTherapist(_ moving: inout Moving) {
        let all = eligibleTherapists(for: moving.origin.service)
        let rest = moving.placement.therapists.dropFirst()
        func fits(_ id: TherapistID) -> Bool {
            var p = moving.placement
            p.therapists = [id] + rest.filter { $0 != id }
            return week.admits(p)
        }
        let current = moving.placement.therapists.first
        let fitting = all.filter { $0 == current || fits($0) }
        let list = fitting.count > 1 ? fitting : all
        guard let t = next(after: current, in: list) ?? list.first, t != current else {
            complain("Nobody else may lead \(week.name(of: moving.origin.service))")
            return
        }
        if fitting.count < 2 { say("Nobody else is free here; all who may lead it are tried in turn") }
        moving.placement.therapists = [t] + rest.filter { $0 != t }
        moving.survey(in: self)
    }
    private mutating func otherRoom(_ moving: inout Moving) {
        let all = eligibleRooms(for: moving.origin.service)
        let current = moving.placement.room
        let fitting = all.filter { id in
            var p = moving.placement
            p.room = id
            return id == current || week.admits(p)
        }
        let list = fitting.count > 1 ? fitting : all
        guard let r = next(after: current, in: list) ?? list.first, r != current else {
            complain("No other room suits \(week.name(of: moving.origin.service))")
            return
        }
        if fitting.count < 2 { say("No other room is free here; all that suit are tried in turn") }
        moving.placement.room = r
        moving.survey(in: self)
    }

    private mutating func drop(_ moving: Moving) -> [DashboardEffect] {
        mode = .moving(moving)
        guard let intent = moving.intent else {
            if moving.reseated != nil {
                complain(
                    "No other \(week.name(of: moving.origin.service)) begins there; letters lead to seats")
                return []
            }
            endMode(returning: moving.home)
            say("Put back where it was")
            return []
        }
        // A session of its own: Enter drops it.
        if moving.origin.reference.series == nil { return commit(intent, moving.permit) }
        let what = moving.reseated.map { "Seat \(name($0)) in" } ?? "Move"
        let title =
            moving.reseated == nil
            ? "\(what) \(title(of: moving.origin)) to \(moving.placement.begins.short)"
            : "\(what) \(week.name(of: moving.origin.service)), \(moving.placement.begins.short)"
        return confirm(intent, title, scopes: true, reason: moving.reason)
    }

    mutating func show(_ moving: Moving) {
        mode = .moving(moving)
        let p = moving.placement
        scene.title =
            moving.reseated.map { "Another seat for \(name($0))" } ?? "Move \(title(of: moving.origin))"
        scene.status = moving.best.isEmpty ? "no other place" : "\(moving.best.count) places"
        var notes: [String] = []
        if let t = p.therapists.first { notes.append(names.name(of: t).distinct) }
        if let room = p.room { notes.append(week.name(of: room, scene.naming)) }
        scene.marks = PlaceMarks(
            letters: moving.best.enumerated().map { i, s in
                PlaceMarks.Letter(
                    letter: Booking.letters[i], placement: s.placement, note: note(of: s, moving))
            }, starts: moving.marks,
            ghost: PlaceMarks.Ghost(placement: p, fit: moving.fit, title: "moving", notes: notes),
            lifted: moving.origin.reference)
        scene.cursor = Cursor(.place, at: p.begins)
        let words = MovingWords(state: self, moving: moving)
        scene.side = words.side
        scene.detail = words.detail
    }
    /// `4 left`, `11/12`, or what it costs.
    func note(of place: Suggestion, _ moving: Moving) -> String {
        if let seats = place.seatsLeft { return "\(seats) free" }
        if let mark = moving.marks[place.placement.begins], let coming = mark.coming {
            return "\(coming)/\(mark.roster ?? 0)"
        }
        return place.cost > 0 ? "+\(place.cost)" : "\(place.cost)"
    }
}
