internal import ClinicModel
internal import FrontDesk
internal import SchedulingEngine
internal import Terminal

/// Someone into a group, or someone out of it: this evening or from now on.
package struct Seating: Sendable {
    var session: SessionReference
    var isOut: Bool
    var field = TextField()
    var selected = 0
    /// From this occurrence on, instead of this evening alone.
    var lasting = false

    struct Candidate: Hashable {
        var patient: PatientID
        var isWaiting: Bool
        /// Sessions of the service that the week still lacks.
        var missing: Int
        var fit: Fit
        /// The first broken rule, in words.
        var why: String
    }
    static let most = 40

    func candidates(in week: ClinicWeek, _ naming: Naming) -> [Candidate] {
        guard let s = week.session(session) else { return [] }
        let words = Match.words(field.text)
        let waiting = Set(week.clinic.waitlist.filter { $0.service == s.service }.map(\.patient))
        var found: [(c: Candidate, rank: Int)] = []
        for p in week.clinic.patients where s.patients.contains(p.id) == isOut {
            guard
                let rank = Match.rank(
                    words, in: naming == .ids ? p.id.rawValue : "\(p.name.revealed) \(p.id)")
            else { continue }
            if isOut {
                found.append(
                    (Candidate(patient: p.id, isWaiting: false, missing: 0, fit: .fits, why: ""), rank))
                continue
            }
            guard p.isActive(on: s.date) else { continue }
            let missing = week.standing(of: p.id).needs.first { $0.service == s.service }?.missing ?? 0
            let isWaiting = waiting.contains(p.id)
            if words.isEmpty, missing == 0, !isWaiting { continue }
            let broken = week.checkSeat(p.id, in: session).filter { $0.override == nil }
            let fit = Moving.fit(broken)
            let candidate = Candidate(
                patient: p.id, isWaiting: isWaiting, missing: missing, fit: fit,
                why: broken.first.map { $0.sentence(in: week, naming: naming) } ?? "")
            found.append(
                (candidate, rank * 8 + fit.rawValue * 4 + (isWaiting ? 0 : 1) + (missing > 0 ? 0 : 2)))
        }
        let order = found.enumerated().sorted { ($0.element.rank, $0.offset) < ($1.element.rank, $1.offset) }
        return order.prefix(Self.most).map(\.element.c)
    }
}

extension DashboardState {
    mutating func startSeating(isOut: Bool) {
        guard let group = selectedGroup else { return }
        mode = .seating(Seating(session: group.reference, isOut: isOut))
    }

    mutating func press(_ key: Key, in seating: Seating) -> [DashboardEffect] {
        var seating = seating
        switch keymap.command(for: key, in: .list) {
        case .leave:
            endMode()
            return []
        case .listUp: seating.selected = max(0, seating.selected - 1)
        case .listDown:
            seating.selected = min(
                max(0, seating.candidates(in: week, scene.naming).count - 1), seating.selected + 1)
        case .toggle: if seating.session.series != nil { seating.lasting.toggle() }
        case .choose:
            let list = seating.candidates(in: week, scene.naming)
            guard list.indices.contains(seating.selected) else {
                toast = Toast("Nobody matches; type a part of a name", isError: true)
                return []
            }
            mode = .seating(seating)
            return take(list[seating.selected].patient, seating)
        default:
            if seating.field.take(key) { seating.selected = 0 }
        }
        mode = .seating(seating)
        return []
    }

    private mutating func take(_ patient: PatientID, _ seating: Seating) -> [DashboardEffect] {
        let title = week.session(seating.session).map { self.title(of: $0) } ?? ""
        if seating.isOut {
            return confirm(
                .unseat(patient, from: seating.session, scope: seating.lasting ? .later : .this),
                "Take \(name(patient)) out of \(title)")
        }
        if seating.lasting, case .occurrence(let series, let date) = seating.session {
            return confirm(
                .enroll(patient, series, from: date), "Enroll \(name(patient)) in \(title), and from then on")
        }
        return confirm(.seat(patient, in: seating.session), "Seat \(name(patient)) in \(title)")
    }
}
