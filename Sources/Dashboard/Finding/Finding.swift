internal import ClinicModel
internal import SchedulingEngine
internal import Terminal

/// `/`: patients, therapists, groups, rooms; what is taken becomes the lens.
package struct Finding: Sendable {
    enum Target: Hashable, Sendable {
        case lens(Lens)
        /// A group: its session of the week.
        case session(SessionReference)
    }
    struct Result: Hashable, Sendable {
        var target: Target
        var kind: String
        var name: String
        var note: String
    }
    var picker: Picker<Result>

    init(in state: DashboardState) {
        let found = Self.everything(in: state)
        picker = Picker(found.map(\.result)) { _ in SearchText([]) }
        picker.replace(found.map(\.result), texts: found.map(\.text))
    }

    static func everything(in state: DashboardState) -> [(result: Result, text: SearchText)] {
        let week = state.week
        let c = week.clinic
        var found: [(Result, SearchText)] = []
        func offer(_ target: Target, _ kind: String, _ name: String, _ note: String, _ texts: String...) {
            found.append(
                (Result(target: target, kind: kind, name: name, note: note), SearchText([name] + texts)))
        }
        offer(.lens(.everyone), "clinic", "everyone", c.profile.name)
        let people = Array(zip(c.patients, state.scene.digest.standings))
        for (p, standing) in people.filter(\.1.isActive) + people.filter({ !$0.1.isActive }) {
            let note =
                !standing.isActive
                ? "not active this week"
                : "\(Figures.hours(standing.bundledMinutes))/\(Figures.hours(standing.plannedMinutes)) h"
            offer(.lens(.patient(p.id)), "patient", state.name(p.id), note, p.name.revealed, p.id.rawValue)
        }
        for t in c.therapists {
            offer(
                .lens(.therapist(t.id)), "therapist", state.name(t.id), t.credentials.joined(separator: "/"),
                t.name.revealed, t.id.rawValue)
        }
        for s in week.sessions where state.isGroup(s.service) {
            guard let series = s.reference.series.flatMap({ week.series($0) }), let name = series.name else {
                continue
            }
            let shown = state.scene.naming == .names ? name.revealed : series.id.rawValue
            offer(
                .session(s.reference), "group", shown, "\(s.date.weekday.short) \(s.start)", name.revealed,
                state.short(s.service))
        }
        for s in c.services {
            offer(.lens(.service(s.id)), "service", s.name, s.component, state.short(s.id), s.id.rawValue)
        }
        var tracks: Set<String> = []
        for case let track? in c.series.map(\.track) where tracks.insert(track).inserted {
            offer(.lens(.track(track)), "track", track, "")
        }
        for r in c.rooms { offer(.lens(.room(r.id)), "room", r.name, "seats \(r.capacity)", r.id.rawValue) }
        return found
    }
}

extension DashboardState {
    mutating func press(_ key: Key, _ command: Command?, in finding: Finding) -> [DashboardEffect] {
        var finding = finding
        switch command {
        case .leave:
            endMode()
            return []
        case .listUp: finding.picker.step(-1)
        case .listDown: finding.picker.step(1)
        case .choose:
            guard let chosen = finding.picker.selected else {
                complain("Nothing has such a name; type a part of a name")
                return []
            }
            endMode()
            switch chosen.target {
            case .lens(let lens): look(at: lens)
            case .session(let session):
                leaveMark()
                if scene.lens != .everyone { look(at: .everyone, leavingMark: false) }
                show(session)
            }
            return []
        default:
            guard finding.picker.page(key) || finding.picker.take(key) else { return lost(key) }
        }
        // Starting times when the patient in question can't come dim behind the list.
        var searched: PatientID?
        if !finding.picker.field.isEmpty, case .lens(.patient(let id))? = finding.picker.selected?.target {
            searched = id
        }
        if scene.searched != searched { scene.searched = searched }
        mode = .finding(finding)
        return []
    }

    /// Lists name people as the mask says now.
    mutating func rename() {
        switch mode {
        case .finding(var finding):
            let all = Finding.everything(in: self)
            finding.picker.replace(all.map(\.result), texts: all.map(\.text))
            mode = .finding(finding)
        case .booking(let b): show(b)
        case .moving(let m): show(m)
        default: break
        }
    }
}
