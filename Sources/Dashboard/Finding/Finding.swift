internal import ClinicModel
internal import SchedulingEngine
internal import Terminal

/// `/`: patients, therapists, rooms, groups; what is taken becomes the lens.
package struct Finding: Sendable {
    var field = TextField()
    var selected = 0
    static let most = 40

    struct Result: Hashable {
        var lens: Lens
        var kind: String
        var name: String
        var note: String
    }

    func results(in week: ClinicWeek, _ naming: Naming) -> [Result] {
        let words = Match.words(field.text)
        let c = week.clinic
        var found: [(result: Result, rank: Int)] = []
        func offer(_ lens: Lens, _ kind: String, _ name: String, _ id: String, _ note: String, _ bias: Int) {
            guard let rank = Match.rank(words, in: name == id ? name : "\(name) \(id)") else { return }
            found.append((Result(lens: lens, kind: kind, name: name, note: note), rank * 4 + bias))
        }
        if words.isEmpty { offer(.everyone, "clinic", "everyone", "everyone", c.profile.name, -1) }
        for p in c.patients where p.isActive(inWeek: week.week) || !words.isEmpty {
            let note = p.isActive(inWeek: week.week) ? p.id.rawValue : "not active this week"
            offer(.patient(p.id), "patient", week.name(of: p.id, naming), p.id.rawValue, note, 0)
        }
        for t in c.therapists {
            offer(
                .therapist(t.id), "therapist", week.name(of: t.id, naming), t.id.rawValue,
                t.credentials.joined(separator: "/"), 1)
        }
        let short = c.shortNames
        for s in c.services {
            offer(
                .service(s.id), s.isGroup ? "group" : "service", "\(s.name) \(short[s.id] ?? "")",
                s.id.rawValue, s.component, 2)
        }
        var tracks: [String] = []
        for case let track? in c.series.map(\.track) where !tracks.contains(track) { tracks.append(track) }
        for t in tracks { offer(.track(t), "track", t, t, "", 2) }
        for r in c.rooms { offer(.room(r.id), "room", r.name, r.id.rawValue, "seats \(r.capacity)", 3) }
        let order = found.enumerated().sorted { ($0.element.rank, $0.offset) < ($1.element.rank, $1.offset) }
        return order.prefix(Self.most).map(\.element.result)
    }
}

extension DashboardState {
    mutating func press(_ key: Key, in finding: Finding) -> [DashboardEffect] {
        var finding = finding
        switch keymap.command(for: key, in: .list) {
        case .leave:
            endMode()
            return []
        case .listUp: finding.selected = max(0, finding.selected - 1)
        case .listDown:
            finding.selected = min(
                max(0, finding.results(in: week, scene.naming).count - 1), finding.selected + 1)
        case .choose:
            let results = finding.results(in: week, scene.naming)
            guard results.indices.contains(finding.selected) else {
                toast = Toast("Nothing is called so; type a part of a name", isError: true)
                return []
            }
            endMode()
            look(at: results[finding.selected].lens)
            return []
        default:
            if finding.field.take(key) { finding.selected = 0 }
        }
        // Starting times when the patient in question can't come dim behind the list.
        let results = finding.results(in: week, scene.naming)
        if results.indices.contains(finding.selected), !finding.field.isEmpty,
            case .patient(let id) = results[finding.selected].lens
        {
            scene.searched = id
        } else {
            scene.searched = nil
        }
        mode = .finding(finding)
        return []
    }
}

/// `g`: a date in any usual form.
package struct GoingToDate: Sendable {
    var field = TextField()
}

/// `F`: words and tokens that sessions must match.
package struct Filtering: Sendable {
    var before: WeekFilter
    var field: TextField

    init(before: WeekFilter) {
        self.before = before
        field = TextField(before.text)
    }
}

extension DashboardState {
    mutating func press(_ key: Key, in going: GoingToDate) -> [DashboardEffect] {
        var going = going
        switch keymap.command(for: key, in: .list) {
        case .leave: endMode()
        case .choose:
            let text = going.field.text
            guard
                let moment = phrase.moment(text)
                    ?? phrase.date(text).map({ CivilMoment($0, scene.cursor.moment.time) })
            else {
                toast = Toast("\"\(text)\" is no date; write it like \(DatePhrase.dateForms)", isError: true)
                return []
            }
            endMode()
            leaveMark()
            show(weekOf: moment.date)
            scene.cursor = Cursor(.place, at: moment, row: scene.cursor.row)
        default:
            _ = going.field.take(key)
            mode = .goingToDate(going)
        }
        return []
    }

    mutating func press(_ key: Key, in filtering: Filtering) -> [DashboardEffect] {
        var filtering = filtering
        switch keymap.command(for: key, in: .list) {
        case .leave:
            scene.filter = filtering.before
            endMode()
        case .choose: endMode()
        case .toggle:
            scene.filter.hides.toggle()
        default:
            if filtering.field.take(key) {
                scene.filter = WeekFilter(filtering.field.text, hides: scene.filter.hides)
                mode = .filtering(filtering)
            }
        }
        return []
    }
}
