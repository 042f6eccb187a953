internal import ClinicModel

extension Drafter {
    // MARK: for long

    mutating func enroll(_ patient: PatientID, in id: SeriesID, from: CivilDate?, until: CivilDate?)
        throws(DeskError)
    {
        _ = try self.patient(patient)
        let s = try series(id)
        let from = from ?? firstDayAhead(of: s)
        if let until, until < from { throw .cannot(.emptyRange(from: from, until: until), clinic) }
        if let end = s.until, end < from { throw .cannot(.over(id, until: end), clinic) }
        if until == from {
            try seat(patient, in: .occurrence(id, from))
            headline = "Seated \(patient) in \(id), \(told(try begins(.occurrence(id, from))))"
            return
        }
        try enroll(patient, s, from: from, until: until)
        headline = "Enrolled \(patient) in \(id) from \(told(from))"
        if let until { headline = "\(headline) until \(told(until))" }
    }

    private mutating func enroll(_ patient: PatientID, _ s: Series, from: CivilDate, until: CivilDate?)
        throws(DeskError)
    {
        let mine = s.enrollments.filter { $0.patient == patient }
        func covers(_ e: Enrollment) -> Bool {
            e.joined <= from && (e.left.map { left in until.map { $0 <= left } ?? false } ?? true)
        }
        guard !mine.contains(where: covers) else { throw .cannot(.enrolled(patient, s.id), clinic) }
        // One that runs out just before, or meanwhile, is continued.
        if let e = mine.last(where: { e in
            e.joined < (e.left ?? e.joined) && e.joined <= from && e.left.map { $0 >= from - 1 } ?? false
        }) {
            var longer = e
            longer.left = until
            try make(.enrollment(s.id, before: e, after: longer))
        } else {
            let new = Enrollment(patient: patient, joined: from, left: until)
            try make(.enrollment(s.id, before: nil, after: new))
        }
        lasting.insert(s.id)
        touch([patient])
        touch(s, from: from, until: until)
        session = first(of: s, atOrAfter: from).map { .occurrence(s.id, $0) }
        if until == nil { try endWaiting(of: patient, for: s.service) }
    }

    mutating func leave(_ patient: PatientID, _ id: SeriesID, on last: CivilDate?) throws(DeskError) {
        _ = try self.patient(patient)
        let s = try series(id)
        let last = last ?? firstDayAhead(of: s) - 1
        try end(patient, s, after: last)
        headline = "Took \(patient) out of \(id) after \(told(last))"
    }

    private mutating func end(_ patient: PatientID, _ s: Series, after last: CivilDate) throws(DeskError) {
        let mine = s.enrollments.filter { $0.patient == patient && $0.left.map { $0 > last } ?? true }
        guard !mine.isEmpty else { throw .cannot(.notEnrolled(patient, s.id), clinic) }
        for e in mine {
            var shorter = e
            shorter.left = last
            try make(.enrollment(s.id, before: e, after: e.joined > last ? nil : shorter))
        }
        touch([patient])
        touch(s, from: last + 1)
        session = first(of: s, atOrAfter: last + 1).map { .occurrence(s.id, $0) }
    }

    /// Today, or tomorrow once today's occurrence has begun.
    private func firstDayAhead(of s: Series) -> CivilDate {
        guard let slot = s.slot, s.patternHolds(on: now.date, calendar: calendar), slot.start <= now.time
        else { return now.date }
        return now.date + 1
    }
    private func first(of s: Series, atOrAfter date: CivilDate) -> CivilDate? {
        let high = max(date, s.from) + 7 * s.everyWeeks + 7
        return s.patternDates(from: date, through: high, calendar: calendar).first
    }

    /// Who has a seat for good waits no longer.
    mutating func endWaiting(of patient: PatientID, for service: ServiceID) throws(DeskError) {
        for entry in clinic.waitlist where entry.patient == patient && entry.service == service {
            try make(.waitlist(before: entry, after: nil))
            let notice = Consequence.offWaitlist(patient, service)
            if !notices.contains(notice) { notices.append(notice) }
        }
    }

    // MARK: for once

    /// A guest of an occurrence, or one more patient of a single session.
    mutating func seat(_ patient: PatientID, in reference: SessionReference) throws(DeskError) {
        _ = try self.patient(patient)
        switch reference {
        case .single(let id):
            let s = try open(id)
            guard !s.patients.contains(patient) else { throw .cannot(.seated(patient, reference), clinic) }
            var fuller = s
            fuller.patients.append(patient)
            try make(.session(before: s, after: fuller))
            touch(s.date)
        case .occurrence(let id, let date):
            let (s, _) = try patterned(id, date)
            guard clinic.isHeld(s, on: date) else { throw .cannot(.notHeld(reference), clinic) }
            guard !enrolled(in: s, on: date).contains(patient) else {
                throw .cannot(.seated(patient, reference), clinic)
            }
            let guest = Enrollment(patient: patient, joined: date, left: date)
            try make(.enrollment(id, before: nil, after: guest))
            touch(s, from: date, until: date)
        }
        touch([patient])
        session = reference
    }

    /// Returns when the first session begins that the patient is out of.
    @discardableResult
    mutating func unseat(_ patient: PatientID, from reference: SessionReference, scope: SeriesScope)
        throws(DeskError) -> CivilMoment
    {
        let asked = try begins(reference)
        _ = try self.patient(patient)
        session = reference
        switch reference {
        case .single(let id):
            let s = try open(id)
            guard s.patients.contains(patient) else { throw .cannot(.notSeated(patient, reference), clinic) }
            var rest = s
            // A session of nobody is none; the one cancelled still says whose it was.
            if s.patients == [patient] {
                rest.status = .cancelled
            } else {
                rest.patients.removeAll { $0 == patient }
            }
            try make(.session(before: s, after: rest))
            touch(s.date)
            touch([patient])
        case .occurrence(let id, let date):
            let (s, _) = try patterned(id, date)
            guard enrolled(in: s, on: date).contains(patient) else {
                throw .cannot(.notSeated(patient, reference), clinic)
            }
            guard scope == .this else {
                let start = try goOn(s, from: date, scope, for: patient)
                let first = try begins(.occurrence(id, start))
                try end(patient, s, after: start - 1)
                return first
            }
            try skip(patient, s, on: date)
        }
        return asked
    }

    /// Out of one occurrence and in again after it.
    private mutating func skip(_ patient: PatientID, _ s: Series, on date: CivilDate) throws(DeskError) {
        for e in s.enrollments where e.patient == patient && e.covers(date) {
            let before = Enrollment(patient: patient, joined: e.joined, left: date - 1)
            let after = Enrollment(patient: patient, joined: date + 1, left: e.left)
            let isOverBefore = e.joined > date - 1
            let isOverAfter = e.left.map { date + 1 > $0 } ?? false
            let place = try series(s.id).enrollments.firstIndex(of: e)
            switch (isOverBefore, isOverAfter) {
            case (true, true): try make(.enrollment(s.id, before: e, after: nil))
            case (true, false): try make(.enrollment(s.id, before: e, after: after))
            case (false, true): try make(.enrollment(s.id, before: e, after: before))
            case (false, false):
                try make(.enrollment(s.id, before: e, after: before))
                try make(.enrollment(s.id, before: nil, after: after), place: place.map { $0 + 1 })
            }
        }
        touch([patient])
        touch(s, from: date, until: date)
    }

    mutating func reseat(
        _ patient: PatientID, from: SessionReference, to: SessionReference, scope: SeriesScope
    ) throws(DeskError) {
        guard try serviceOf(from) == serviceOf(to) else {
            throw .cannot(.otherService(from: from, to: to), clinic)
        }
        guard from != to else { throw .cannot(.nothingChanges, clinic) }
        let (left, joined) = (try subject(from), try subject(to))
        let last = try unseat(patient, from: from, scope: scope)
        if scope != .this, case .occurrence(let id, let date) = to {
            try enroll(patient, try series(id), from: max(now.date, date), until: nil)
        } else {
            try seat(patient, in: to)
        }
        headline = """
            Moved \(patient) from \(left), \(told(last)), to \(joined), \(told(try begins(to)))\(scope.words)
            """
        session = to
    }
    private func serviceOf(_ reference: SessionReference) throws(DeskError) -> ServiceID {
        switch reference {
        case .single(let id): try single(id).service
        case .occurrence(let id, _): try series(id).service
        }
    }
}
