internal import ClinicModel
internal import ClinicStore
internal import SchedulingEngine

extension Drafter {
    /// Makes the changes of a proposal on what stands now, in their order.
    ///
    /// A seat in a series that has no time falls away with it: it is told, and is no obstacle.
    mutating func accept(_ acceptance: Acceptance) throws(DeskError) {
        let start = self
        var wanted = acceptance.changes.changes
        var leftOut: [Misfit] = []
        while true {
            self = start
            proposedWeek = calendar.week(of: acceptance.week)
            var misfits = try place(wanted)
            if misfits.isEmpty { misfits = surplus(since: start.clinic) }
            if acceptance.leavesOutMisfits, misfits.isEmpty { misfits = breaking(since: start.clinic) }
            if misfits.isEmpty { break }
            guard acceptance.leavesOutMisfits else { throw .cannot(.misfits(misfits), clinic) }
            leftOut += misfits
            for misfit in misfits {
                if let i = wanted.lastIndex(of: misfit.change) { wanted.remove(at: i) }
            }
        }
        notices.insert(contentsOf: leftOut.map { .leftOut($0) }, at: 0)
        headline = title(of: acceptance.kind)
        if case .repair(let title) = acceptance.kind { absence = title }
    }

    private func title(of kind: Acceptance.Kind) -> Title {
        let changes = ChangeSet(made).words
        let week = proposedWeek ?? now.date
        switch kind {
        case .plan:
            let people = patients.count == 1 ? "1 patient" : "\(patients.count) patients"
            return "Planned the week of \(week): \(changes) for \(people)"
        case .repair(let absence): return "Mended \(absence): \(changes)"
        case .admission(let patient): return "Placed \(patient) in the week of \(week): \(changes)"
        }
    }

    // MARK: making them

    /// Makes what fits; returns what does not.
    private mutating func place(_ changes: [Change]) throws(DeskError) -> [Misfit] {
        var misfits: [Misfit] = []
        var renamed: [SeriesID: SeriesID] = [:]
        for change in changes {
            var there = change
            switch change {
            case .session(nil, var new?):
                new.id = ids.newSession()
                there = .session(before: nil, after: new)
            case .series(nil, var new?):
                let id = ids.newSeries()
                renamed[new.id] = id
                new.id = id
                there = .series(before: nil, after: new)
                lasting.insert(id)
            case .enrollment(let proposed, let before, let after):
                let id = renamed[proposed] ?? proposed
                guard let s = clinic.series.first(where: { $0.id == id }), s.slot != nil else {
                    if let patient = (after ?? before)?.patient { notices.append(.seatFalls(patient, id)) }
                    continue
                }
                if before == nil, let after, isSeated(after, s) {
                    misfits.append(Misfit(change, .seated))
                    continue
                }
                there = .enrollment(id, before: before, after: after)
                if let after, after.left.map({ $0 > after.joined }) ?? true { lasting.insert(id) }
            case .exception(let proposed, let before, let after):
                there = .exception(renamed[proposed] ?? proposed, before: before, after: after)
            default: break
            }
            guard knows(there), (try? make(there)) != nil else {
                misfits.append(Misfit(change, .changed))
                continue
            }
            origins.append(change)
            touch(there)
        }
        for change in made {
            guard case .enrollment(let id, nil, let seat?) = change, seat.left == nil else { continue }
            try endWaiting(of: seat.patient, for: series(id).service)
        }
        return misfits
    }

    /// Whether the patient already sits where the seat would begin.
    private func isSeated(_ seat: Enrollment, _ s: Series) -> Bool {
        let end = seat.left ?? seat.joined + 7 * max(1, s.everyWeeks)
        let first = s.patternDates(from: seat.joined, through: end, calendar: calendar).first
        return enrolled(in: s, on: first ?? seat.joined).contains(seat.patient)
    }
    /// Whoever and whatever a new session names is still there.
    private func knows(_ change: Change) -> Bool {
        switch change {
        case .session(_, let s?):
            clinic.services.contains { $0.id == s.service }
                && s.patients.allSatisfy { id in clinic.patients.contains { $0.id == id } }
                && s.therapists.allSatisfy { id in clinic.therapists.contains { $0.id == id } }
                && (s.room.map { id in clinic.rooms.contains { $0.id == id } } ?? true)
        case .enrollment(_, _, let seat?): clinic.patients.contains { $0.id == seat.patient }
        default: true
        }
    }
    private mutating func touch(_ change: Change) {
        switch change {
        case .session(let before, let after):
            for s in [before, after] {
                guard let s else { continue }
                touch(s.date)
                touch(s.patients)
            }
        case .series(_, let after?): touch(after, from: max(after.from, proposedWeek ?? after.from))
        case .enrollment(let id, let before, let after):
            guard let s = clinic.series.first(where: { $0.id == id }) else { return }
            for seat in [before, after] {
                guard let seat else { continue }
                touch([seat.patient])
                touch(s, from: max(seat.joined, proposedWeek ?? seat.joined), until: seat.left)
            }
        case .exception(let id, let before, let after):
            guard let s = clinic.series.first(where: { $0.id == id }) else { return }
            for exception in [before, after] {
                guard let exception else { continue }
                touch(exception.date)
                touch(enrolled(in: s, on: exception.date))
                if case .changed(let to) = exception.kind, let date = to.date { touch(date) }
            }
        case .attendance(let before, let after):
            if let patient = (after ?? before)?.patient { touch([patient]) }
        case .timeOff(_, _, let absence), .closure(_, _, let absence):
            switch absence {
            case .days(let range): touch(from: range.from, through: range.to)
            case .hours(let hours): touch(from: hours.date, through: hours.date + 1)
            case nil: break
            }
        case .unavailable(let patient, _, let time):
            touch([patient])
            if case .dated(let hours)? = time { touch(from: hours.date, through: hours.date + 1) }
        case .series, .override, .waitlist: break
        }
        if let week = proposedWeek { touch(week) }
    }

    /// Of what lasts long, no more is looked at than of what has no end.
    private mutating func touch(from first: CivilDate, through last: CivilDate) {
        let horizon = calendar.week(of: max(first, now.date)) + 7 * Drafting.horizonWeeks - 1
        for date in stride(from: calendar.week(of: first), through: min(last, horizon), by: 7) { touch(date) }
    }

    // MARK: what no longer fits

    /// Seats and sessions that give a patient more of a service than the plan asks for: somebody was faster.
    private func surplus(since before: Clinic) -> [Misfit] {
        guard let week = proposedWeek else { return [] }
        struct Need: Hashable {
            let patient: PatientID
            let service: ServiceID
        }
        func counts(_ week: ClinicWeek) -> [Need: Int] {
            var out: [Need: Int] = [:]
            for s in week.sessions {
                for p in s.patients { out[Need(patient: p, service: s.service), default: 0] += 1 }
            }
            return out
        }
        let now = ClinicWeek(clinic, week: week)
        let have = counts(now)
        let had = counts(ClinicWeek(before, week: week))
        var over: [Need: Int] = [:]
        var misfits: [Misfit] = []
        for (change, origin) in zip(made, origins).reversed() {
            let need: Need
            switch change {
            case .session(nil, let s?):
                guard let patient = s.patients.first else { continue }
                need = Need(patient: patient, service: s.service)
            case .enrollment(let id, nil, let seat?):
                guard let s = clinic.series.first(where: { $0.id == id }) else { continue }
                need = Need(patient: seat.patient, service: s.service)
            default: continue
            }
            if over[need] == nil {
                let wanted = now.standing(of: need.patient).needs.first { $0.service == need.service }?.wanted
                over[need] = max(0, have[need, default: 0] - max(had[need, default: 0], wanted ?? 0))
            }
            if over[need, default: 0] > 0 {
                over[need, default: 0] -= 1
                misfits.append(Misfit(origin, .met(need.patient, need.service)))
            }
        }
        return misfits.reversed()
    }

    /// For each rule newly broken in the week one of the changes that break it: a session sooner than a seat,
    /// a seat sooner than a series.
    private func breaking(since before: Clinic) -> [Misfit] {
        guard let week = proposedWeek else { return [] }
        var misfits: [Misfit] = []
        for v in Judge.newlyBroken(from: before, to: clinic, weeks: [week])
        where permit.overrides[v.rule] == nil {
            let guilty = zip(made, origins).filter { $0.0.takesPart(in: v) }
            if misfits.contains(where: { m in guilty.contains { $0.1 == m.change } }) { continue }
            if let last = guilty.last { misfits.append(Misfit(last.1, .breaks(v.rule))) }
        }
        return misfits
    }
}

extension Change {
    /// Whether it put somebody or something where the rule is broken.
    fileprivate func takesPart(in v: Violation) -> Bool {
        v.sessions.contains { session in
            switch (self, session) {
            case (.session(_, let after?), .single(let id)): return after.id == id
            case (.series(_, let after?), .occurrence(let id, _)): return after.id == id
            case (.exception(let series, _, let after?), .occurrence(let id, let date)):
                return series == id && after.date == date
            case (.enrollment(let series, _, let after?), .occurrence(let id, let date)):
                guard series == id, after.covers(date) else { return false }
                switch v.subject {
                case .patient(let p): return p == after.patient
                case .pair(let a, let b): return a == after.patient || b == after.patient
                case .therapist, .room, .session: return v.rule == .capacity
                }
            default: return false
            }
        }
    }
}
