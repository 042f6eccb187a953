package import ClinicModel
package import SchedulingEngine

/// A change of a proposal as a person reads it: whose it is, when, what it does.
package struct ProposedChange: Hashable, Sendable {
    package enum Kind: Hashable, Sendable {
        /// A time, a room or staff for a series.
        case group
        /// A seat for good, or a guest's.
        case seat, guest
        case hour
        /// Another time or other staff; a cancelled session.
        case moved, cancelled
        /// The absence itself, and who is excused for it.
        case absence, excused
        case other

        /// Its effect tells of seats, which depend on what else is taken.
        package var countsSeats: Bool { self == .group || self == .seat || self == .guest }
    }
    /// Its place in the proposal's changes.
    package let index: Int
    package let kind: Kind
    /// Those whose week it changes; of a group's time nobody.
    package let patients: [PatientID]
    /// Who leads it afterwards, or led it before it was cancelled.
    package let therapists: [TherapistID]
    package let at: CivilMoment?
    /// Of what service it is, and in which session one is then, or was before it was cancelled.
    package let service: ServiceID?
    package let session: SessionReference?
    /// `REL Tue 18:00 Dana Whitfield`, without the patient.
    package let title: Title
    /// The same in a line that has little room: service and time, and of what is moved or cancelled nothing that
    /// stays as it was.
    package let brief: Title
    /// What comes of it, in a few words; empty when there is nothing to say.
    package let effect: Title
    /// The effect asks for attention.
    package let isWarning: Bool

    /// What two proposals have in common that do the same for the same people at the same time.
    package struct Likeness: Hashable, Sendable {
        let kind: Kind
        let patients: [PatientID]
        let at: CivilMoment?
        let group: Title?
    }
    package var likeness: Likeness {
        Likeness(kind: kind, patients: patients, at: at, group: kind == .group ? title : nil)
    }
}

/// All changes of a proposal, told in their order.
package struct ProposedChanges: Sendable {
    /// The week as it stands, and with every change made.
    package let before: ClinicWeek
    package let after: ClinicWeek
    package private(set) var list: [ProposedChange] = []
    private let short: [ServiceID: String]

    package init(_ changes: ChangeSet, of before: ClinicWeek) {
        self.before = before
        var planned = before.clinic
        // Made for another state of the clinic, it is told as far as it can be.
        if (try? planned.apply(changes)) == nil { planned = before.clinic }
        after = ClinicWeek(planned, week: before.week)
        short = planned.shortNames
        list = changes.changes.enumerated().map { told($0.element, $0.offset) }
    }

    /// What comes of a change in a week that has but a part of the proposal in it.
    package func effect(of change: ProposedChange, in week: ClinicWeek) -> Title {
        guard change.kind.countsSeats, let session = change.session, week.session(session) != nil else {
            return change.effect
        }
        return seats(in: session, of: week, change.kind)
    }
    /// `11 of 14 seats taken`; of a single seat `11 of 14`.
    private func seats(in session: SessionReference, of week: ClinicWeek, _ kind: ProposedChange.Kind)
        -> Title
    {
        let seats = week.seats(in: session)
        return "\(seats.taken) of \(seats.most)\(kind == .group ? " seats taken" : "")"
    }

    private func told(_ change: Change, _ index: Int) -> ProposedChange {
        func made(
            _ kind: ProposedChange.Kind, _ title: Title, _ patients: [PatientID] = [],
            _ therapists: [TherapistID] = [], at: CivilMoment? = nil, of service: ServiceID? = nil,
            in session: SessionReference? = nil, brief: Title? = nil, effect: Title = "",
            isWarning: Bool = false
        ) -> ProposedChange {
            ProposedChange(
                index: index, kind: kind, patients: patients, therapists: therapists, at: at,
                service: service, session: session, title: title, brief: brief ?? title, effect: effect,
                isWarning: isWarning)
        }
        switch change {
        case .session(nil, let s?):
            let at = CivilMoment(s.date, s.start)
            return made(
                .hour, line(s.service, at, s.therapists), s.patients, s.therapists, at: at, of: s.service,
                in: .single(s.id), brief: line(s.service, at),
                effect: s.patients.first.map { continuity(of: $0, s.therapists) } ?? "")
        case .session(let old?, let s?):
            let from = CivilMoment(old.date, old.start)
            if s.status == .cancelled {
                return made(
                    .cancelled, "\(line(s.service, from, old.therapists)) cancelled", old.patients,
                    old.therapists, at: from, of: s.service, in: .single(s.id),
                    brief: "\(line(s.service, from)) cancelled")
            }
            let to = CivilMoment(s.date, s.start)
            return made(
                .moved, moved(s.service, from, old.therapists, to, s.therapists, old.room, s.room),
                s.patients, s.therapists, at: to, of: s.service, in: .single(s.id),
                brief: moved(
                    s.service, from, old.therapists, to, s.therapists, old.room, s.room, isBrief: true))
        case .session(let old?, nil):
            let from = CivilMoment(old.date, old.start)
            return made(
                .cancelled, "\(line(old.service, from, old.therapists)) removed", old.patients,
                old.therapists, at: from, of: old.service, in: .single(old.id),
                brief: "\(line(old.service, from)) removed")
        case .series(_, let s?):
            guard let held = after.sessions.first(where: { $0.reference.series == s.id }) else {
                return made(.group, "\(name(s.service))", [], s.therapists, of: s.service)
            }
            let title = line(s.service, held.begins, s.therapists)
            return made(
                .group, s.room.map { "\(title), \($0)" } ?? title, [], s.therapists, at: held.begins,
                of: s.service, in: held.reference, brief: line(s.service, held.begins),
                effect: seats(in: held.reference, of: after, .group))
        case .enrollment(let id, nil, let seat?):
            let held = after.sessions.first {
                $0.reference.series == id && $0.patients.contains(seat.patient)
            }
            guard let held else {
                let service = after.clinic.series.first { $0.id == id }?.service
                return made(.seat, "a seat in \(id)", [seat.patient], of: service)
            }
            let kind: ProposedChange.Kind = seat.left == seat.joined ? .guest : .seat
            let title = line(held.service, held.begins, held.therapists)
            return made(
                kind, kind == .guest ? "\(title) as a guest" : title, [seat.patient], held.therapists,
                at: held.begins, of: held.service, in: held.reference,
                brief: line(held.service, held.begins), effect: seats(in: held.reference, of: after, kind))
        case .exception(let id, _, let exception?):
            let reference = SessionReference.occurrence(id, exception.date)
            let old = before.session(reference)
            guard let new = after.session(reference) else {
                let what = old.map { line($0.service, $0.begins, $0.therapists) } ?? "\(id)"
                let count = old?.patients.count ?? 0
                return made(
                    .cancelled, "\(what) cancelled", old?.patients ?? [], old?.therapists ?? [],
                    at: old?.begins, of: old?.service, in: reference,
                    brief: old.map { "\(line($0.service, $0.begins)) cancelled" },
                    effect: "\(count == 1 ? "1 patient" : "\(count) patients") to call",
                    isWarning: count > 0)
            }
            guard let old else {
                return made(
                    .moved, line(new.service, new.begins, new.therapists), new.patients, new.therapists,
                    at: new.begins, of: new.service, in: reference, brief: line(new.service, new.begins))
            }
            return made(
                .moved,
                moved(
                    new.service, old.begins, old.therapists, new.begins, new.therapists, old.room, new.room),
                new.patients, new.therapists, at: new.begins, of: new.service, in: reference,
                brief: moved(
                    new.service, old.begins, old.therapists, new.begins, new.therapists, old.room, new.room,
                    isBrief: true),
                effect: "\(new.patients.count == 1 ? "1 patient" : "\(new.patients.count) patients")")
        case .attendance(_, let row?):
            let s = before.session(row.session)
            return made(
                .excused, s.map { "excused from \(line($0.service, $0.begins, $0.therapists))" } ?? "excused",
                [row.patient], [], at: s?.begins, of: s?.service, in: row.session)
        case .timeOff(let id, _, let away?): return made(.absence, "\(id) is out \(words(away))", [], [id])
        case .closure(let id, _, let away?): return made(.absence, "\(id) is closed \(words(away))")
        case .unavailable(let id, _, let away?):
            return made(.absence, "\(id) can't come\(words(away))", [id])
        default: return made(.other, change.title)
        }
    }

    // MARK: words

    private func name(_ service: ServiceID) -> String { short[service] ?? service.rawValue }
    /// `REL Tue 18:00 Dana Whitfield`
    private func line(_ service: ServiceID, _ at: CivilMoment, _ therapists: [TherapistID] = []) -> Title {
        "\(name(service)) \(at.date.weekday.short) \(at.time.description)\(people(therapists))"
    }
    private func people(_ therapists: [TherapistID]) -> Title {
        var title: Title = ""
        for (n, t) in therapists.enumerated() { title = n == 0 ? " \(t)" : "\(title) and \(t)" }
        return title
    }
    /// `IND Tue 17:00 Lee Ortiz to Wed 16:30, in Maple`, only what differs; in brief without who led it. Another
    /// room alone is told as what it is: `REL Tue 18:00, now in Maple`.
    private func moved(
        _ service: ServiceID, _ from: CivilMoment, _ old: [TherapistID], _ to: CivilMoment,
        _ new: [TherapistID], _ oldRoom: RoomID?, _ newRoom: RoomID?, isBrief: Bool = false
    ) -> Title {
        let what = line(service, from, isBrief ? [] : old)
        if from == to, Set(old) == Set(new) {
            if oldRoom != newRoom, let newRoom { return "\(what), now in \(newRoom)" }
            return what
        }
        var title: Title = "\(what) to"
        if from != to { title = "\(title) \(to.date.weekday.short) \(to.time.description)" }
        if Set(old) != Set(new) { title = "\(title)\(people(new))" }
        if oldRoom != newRoom, let newRoom { title = "\(title), in \(newRoom)" }
        return title
    }
    private func words(_ away: Absence) -> String {
        switch away {
        case .days(let d): d.from == d.to ? d.from.short : "\(d.from.short) to \(d.to.short)"
        case .hours(let h): "\(h.date.short) \(h.from)–\(h.to)"
        }
    }
    private func words(_ time: UnavailableTime) -> String {
        guard case .dated(let h) = time else { return "" }
        return " \(h.date.short) \(h.from)–\(h.to)"
    }
    private func continuity(of patient: PatientID, _ therapists: [TherapistID]) -> Title {
        guard let p = after.patient(patient) else { return "" }
        if let primary = p.primaryTherapist, therapists.contains(primary) { return "the primary therapist" }
        return therapists.contains(where: p.careTeam.contains) ? "of the care team" : "not of the care team"
    }
}
