/// A session that takes place: an occurrence held, or a single session that is not cancelled, with what it
/// comes to once exceptions, closures, enrollments and attendance are taken into account.
package struct ScheduledSession: Hashable, Sendable {
    package var reference: SessionReference
    package var service: ServiceID
    /// The date it is held on (an occurrence's name keeps the date of its pattern).
    package var date: CivilDate
    package var start: TimeOfDay
    package var minutes: Int
    package var room: RoomID?
    package var therapists: [TherapistID]
    /// Those who are in it: enrolled on its pattern date and neither excused nor a no-show.
    package var patients: [PatientID]
    package var pinned: Bool

    package init(
        reference: SessionReference, service: ServiceID, date: CivilDate, start: TimeOfDay, minutes: Int,
        room: RoomID?, therapists: [TherapistID], patients: [PatientID], pinned: Bool = false
    ) {
        self.reference = reference
        self.service = service
        self.date = date
        self.start = start
        self.minutes = minutes
        self.room = room
        self.therapists = therapists
        self.patients = patients
        self.pinned = pinned
    }
    package var begins: CivilMoment { CivilMoment(date, start) }
    package var ends: CivilMoment { CivilMoment(minutes: begins.minutes + minutes) }
    /// Wall-clock minutes since 1970-01-01.
    package var interval: Interval { Interval(begins.minutes, begins.minutes + minutes) }
}

extension Clinic {
    /// Who was absent from what, as attendance says.
    package struct Absentees: Sendable {
        private var missed: [SessionReference: Set<PatientID>] = [:]
        package init(_ attendance: [Attendance]) {
            for a in attendance where a.status.isAbsent { missed[a.session, default: []].insert(a.patient) }
        }
        package func isAbsent(_ patient: PatientID, from session: SessionReference) -> Bool {
            from(session)?.contains(patient) ?? false
        }
        /// Nil: nobody.
        package func from(_ session: SessionReference) -> Set<PatientID>? {
            missed.isEmpty ? nil : missed[session]
        }
    }

    /// A session as it is held; nil when it is not.
    package func session(_ reference: SessionReference) -> ScheduledSession? {
        switch reference {
        case .single(let id):
            guard let date = sessions.first(where: { $0.id == id })?.date else { return nil }
            return scheduledSessions(from: date, through: date).first { $0.reference == reference }
        case .occurrence(let id, let pattern):
            guard let s = series.first(where: { $0.id == id }) else { return nil }
            var held = pattern
            if case .changed(let to)? = s.exceptions.first(where: { $0.date == pattern })?.kind {
                held = to.date ?? pattern
            }
            return occurrences(
                of: s, from: held, through: held,
                minutes: s.minutes ?? services.first { $0.id == s.service }?.minutes ?? 0,
                absentees: Absentees(attendance)
            ).first { $0.reference == reference }
        }
    }

    /// Every session held on first…last, ordered by date, start and name.
    package func scheduledSessions(from first: CivilDate, through last: CivilDate) -> [ScheduledSession] {
        let lengths = Dictionary(services.map { ($0.id, $0.minutes) }, uniquingKeysWith: { a, _ in a })
        let absentees = Absentees(attendance)
        var out: [ScheduledSession] = []
        for n in series.indices {
            out += occurrences(
                of: series[n], from: first, through: last,
                minutes: series[n].minutes ?? lengths[series[n].service] ?? 0, absentees: absentees)
        }
        for s in sessions where s.status != .cancelled && first <= s.date && s.date <= last {
            let reference = SessionReference.single(s.id)
            out.append(
                ScheduledSession(
                    reference: reference, service: s.service, date: s.date, start: s.start,
                    minutes: s.minutes ?? lengths[s.service] ?? 0, room: s.room, therapists: s.therapists,
                    patients: s.patients.filter { !absentees.isAbsent($0, from: reference) }, pinned: s.pinned
                ))
        }
        // Places are sorted, and names made only where sessions begin together.
        let begins = out.map(\.begins.minutes)
        let order = out.indices.sorted { a, b in
            begins[a] != begins[b] ? begins[a] < begins[b] : out[a].reference < out[b].reference
        }
        return order.map { out[$0] }
    }

    /// The occurrences of one series held on first…last, moved ones included; not sorted.
    package func occurrences(
        of s: Series, from first: CivilDate, through last: CivilDate, minutes: Int, absentees: Absentees
    ) -> [ScheduledSession] {
        guard let slot = s.slot else { return [] }
        var out: [ScheduledSession] = []
        forEachHeldDate(s, from: first, through: last) { pattern, date, to in
            let reference = SessionReference.occurrence(s.id, pattern)
            let absent = absentees.from(reference)
            var patients: [PatientID] = []
            for e in s.enrollments
            where e.covers(pattern) && absent?.contains(e.patient) != true && !patients.contains(e.patient) {
                patients.append(e.patient)
            }
            out.append(
                ScheduledSession(
                    reference: reference, service: s.service, date: date, start: to?.start ?? slot.start,
                    minutes: minutes, room: to?.room ?? s.room, therapists: to?.therapists ?? s.therapists,
                    patients: patients, pinned: s.pinned))
        }
        return out
    }

    /// What of a series is held on first…last, moved occurrences included, not sorted: the date its pattern
    /// gives, the date it is held on, and what its exception replaces.
    package func forEachHeldDate(
        _ s: Series, from first: CivilDate, through last: CivilDate,
        _ body: (_ pattern: CivilDate, _ date: CivilDate, _ to: OccurrenceException.Replacement?) -> Void
    ) {
        let calendar = profile.calendar
        func hold(_ date: CivilDate) {
            var to: OccurrenceException.Replacement?
            if !s.exceptions.isEmpty, let e = s.exceptions.first(where: { $0.date == date }) {
                guard case .changed(let r) = e.kind else { return }
                to = r
            }
            let held = to?.date ?? date
            guard first <= held, held <= last else { return }
            if held == date, profile.isClosed(on: date) { return }
            body(date, held, to)
        }
        s.forEachPatternDate(from: first, through: last, calendar: calendar, hold)
        for e in s.exceptions {
            if case .changed(let to) = e.kind, to.date != nil, !(first...last).contains(e.date),
                s.patternHolds(on: e.date, calendar: calendar)
            {
                hold(e.date)
            }
        }
    }

    /// The topic of an occurrence: those of its service in turn, a cancelled evening loses none.
    /// Nil for a service without topics, or when the date is no occurrence that is held.
    package func topic(of s: Series, on date: CivilDate) -> String? {
        guard s.patternHolds(on: date, calendar: profile.calendar), isHeld(s, on: date),
            let service = services.first(where: { $0.id == s.service }),
            let place = topicPlace(of: s, on: date)
        else { return nil }
        return service.topics[place]
    }
    /// The place among its service's topics of an occurrence that is held on the date: as many after
    /// `firstTopic` as were held before. Nil for a service without topics.
    package func topicPlace(of s: Series, on date: CivilDate) -> Int? {
        guard let service = services.first(where: { $0.id == s.service }), !service.topics.isEmpty
        else { return nil }
        let earlier = s.patternDates(from: s.from, through: date - 1, calendar: profile.calendar)
            .filter { isHeld(s, on: $0) }
        return (s.firstTopic + earlier.count) % service.topics.count
    }
    /// Whether the occurrence that the pattern gives on the date takes place.
    package func isHeld(_ s: Series, on date: CivilDate) -> Bool {
        guard let e = s.exceptions.first(where: { $0.date == date }) else {
            return !profile.isClosed(on: date)
        }
        guard case .changed(let to) = e.kind else { return false }
        return (to.date ?? date) != date || !profile.isClosed(on: date)
    }
}
