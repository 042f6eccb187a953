internal import ClinicModel
internal import FrontDesk
internal import SchedulingEngine
internal import Terminal

/// Someone into a group, or someone out of a session: this one or this and later.
package struct Seating: Sendable {
    let session: SessionReference
    let isOut: Bool
    var picker: Picker<Candidate>
    /// From this occurrence on, instead of this one alone.
    var lasting = false

    struct Candidate: Hashable, Sendable {
        var patient: PatientID
        /// Since when on the waitlist for the service.
        var waiting: CivilDate?
        /// Sessions of the service that the week still lacks.
        var missing: Int
    }

    init(_ session: ScheduledSession, isOut: Bool, in week: ClinicWeek, naming: Naming) {
        self.session = session.reference
        self.isOut = isOut
        var waiting: [PatientID: CivilDate] = [:]
        for entry in week.clinic.waitlist where entry.service == session.service {
            waiting[entry.patient] = min(entry.since, waiting[entry.patient] ?? entry.since)
        }
        let seated = Set(session.patients)
        let candidates = week.clinic.patients.map { (week.name(of: $0.id, naming), $0) }
            .sorted { ($0.0, $0.1.id) < ($1.0, $1.1.id) }.map(\.1).filter {
                isOut ? seated.contains($0.id) : !seated.contains($0.id) && $0.isActive(on: session.date)
            }.map { p in
                Candidate(
                    patient: p.id, waiting: isOut ? nil : waiting[p.id],
                    missing: isOut
                        ? 0
                        : week.standing(of: p.id).needs.first { $0.service == session.service }?.missing ?? 0)
            }
        picker = Picker(isOut ? candidates : Self.ranked(candidates, for: session, in: week)) { c in
            SearchText(week.patient(c.patient)?.name.revealed ?? "", c.patient.rawValue)
        }
    }
    /// Who fits and waits or lacks it comes first, then who would but can't, then everybody else, each by name.
    private static func ranked(_ candidates: [Candidate], for session: ScheduledSession, in week: ClinicWeek)
        -> [Candidate]
    {
        func rank(_ c: Candidate) -> Int {
            guard c.waiting != nil || c.missing > 0 else { return 100 }
            let fit = Moving.fit(week.checkSeat(c.patient, in: session.reference))
            return fit.rawValue * 10 + (c.waiting != nil ? 0 : 1) + (c.missing > 0 ? 0 : 2)
        }
        return candidates.map { ($0, rank($0)) }.enumerated().sorted { a, b in
            if a.element.1 != b.element.1 { return a.element.1 < b.element.1 }
            if a.element.0.waiting != b.element.0.waiting {
                return (a.element.0.waiting?.dayNumber ?? .max) < (b.element.0.waiting?.dayNumber ?? .max)
            }
            return a.offset < b.offset
        }.map(\.element.0)
    }
}

extension DashboardState {
    mutating func startSeating(isOut: Bool) {
        guard let session = isOut ? selected : selectedGroup else { return }
        mode = .seating(Seating(session, isOut: isOut, in: week, naming: scene.naming))
    }

    mutating func press(_ key: Key, _ command: Command?, in seating: Seating) -> [DashboardEffect] {
        var seating = seating
        switch command {
        case .leave:
            endMode()
            return []
        case .listUp: seating.picker.step(-1)
        case .listDown: seating.picker.step(1)
        case .toggle:
            guard seating.session.series != nil else {
                complain("It is a single session: there is no later one")
                return []
            }
            seating.lasting.toggle()
        case .choose:
            guard let chosen = seating.picker.selected else {
                complain("Nobody matches; type a part of a name")
                return []
            }
            mode = .seating(seating)
            return seating.isOut
                ? confirmTakingOut(chosen.patient, seating.session, lasting: seating.lasting)
                : confirmSeat(chosen.patient, seating.session, lasting: seating.lasting)
        default:
            guard seating.picker.page(key) || seating.picker.take(key) else { return lost(key) }
        }
        mode = .seating(seating)
        return []
    }

    mutating func confirmSeat(_ patient: PatientID, _ session: SessionReference, lasting: Bool)
        -> [DashboardEffect]
    {
        let title = week.session(session).map { self.title(of: $0) } ?? ""
        if lasting, case .occurrence(let series, let date) = session {
            return confirm(
                .enroll(patient, series, from: date), "Enroll \(name(patient)) in \(title), and from then on")
        }
        return confirm(.seat(patient, in: session), "Seat \(name(patient)) in \(title)")
    }
    mutating func confirmTakingOut(_ patient: PatientID, _ session: SessionReference, lasting: Bool)
        -> [DashboardEffect]
    {
        let title = week.session(session).map { self.title(of: $0) } ?? ""
        return confirm(
            .unseat(patient, from: session, scope: lasting ? .later : .this),
            "Take \(name(patient)) out of \(title)\(lasting ? ", and from then on" : "")")
    }
}
