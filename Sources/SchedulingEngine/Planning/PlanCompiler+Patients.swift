internal import ClinicModel

extension PlanCompiler {
    private struct Past {
        var dates: [CivilDate] = []
        var sessions = 0
        var minutes = 0
    }

    mutating func compilePatients() {
        let later = laterOccurrences()
        var standing = [[Int]](repeating: [], count: clinic.patients.count)
        for (i, s) in sessions.enumerated() {
            for id in s.patients {
                if let p = patientIndex[id] { standing[p].append(i) }
            }
        }
        let past = pastUse()
        let contactLists = restrictions()
        for s in sessions {
            guard let k = serviceIndex[s.service] else { continue }
            if services[k].most > 1, !s.patients.isEmpty, s.patients.count < services[k].least {
                standingCost += Points.underfilled
            }
        }
        for (p, patient) in clinic.patients.enumerated() {
            compile(
                patient, p, standing: standing[p], later: later, past: past[p], contacts: contactLists[p])
        }
    }

    /// By series: occurrences held in the three weeks after that an enrollment from the week on covers.
    private func laterOccurrences() -> [[(occurrence: LaterOccurrence, session: ScheduledSession)]] {
        clinic.series.map { series in
            guard series.slot != nil, let k = serviceIndex[series.service] else { return [] }
            let held = clinic.occurrences(
                of: series, from: week + 7, through: week + 27,
                minutes: series.minutes ?? services[k].minutes,
                absentees: absentees)
            return held.map { s in
                let days = s.date - week
                return (
                    LaterOccurrence(
                        week: days / 7 - 1, dayBit: days % 7 * BitRows.perDay,
                        start: Int(s.start.minutes) / BitRows.minutes), s
                )
            }
        }
    }

    /// By patient and authorization: what was used of it before the week.
    private func pastUse() -> [[Past]] {
        var out = clinic.patients.map { [Past](repeating: Past(), count: $0.authorizations.count) }
        let low = clinic.patients.flatMap(\.authorizations).map(\.from).min() ?? week
        guard low < week else { return out }
        var earlier: [ScheduledSession] = []
        for s in clinic.series {
            guard s.slot != nil, let k = serviceIndex[s.service] else { continue }
            earlier += clinic.occurrences(
                of: s, from: low, through: week - 1, minutes: s.minutes ?? services[k].minutes,
                absentees: absentees)
        }
        for s in clinic.sessions where s.status != .cancelled && low <= s.date && s.date < week {
            guard let k = serviceIndex[s.service] else { continue }
            let reference = SessionReference.single(s.id)
            earlier.append(
                ScheduledSession(
                    reference: reference, service: s.service, date: s.date, start: s.start,
                    minutes: s.minutes ?? services[k].minutes, room: nil, therapists: [],
                    patients: s.patients.filter { !absentees.isAbsent($0, from: reference) }))
        }
        for s in earlier {
            for id in s.patients {
                guard let p = patientIndex[id] else { continue }
                for (j, a) in clinic.patients[p].authorizations.enumerated()
                where a.covers(s.date) && a.services.contains(s.service) {
                    out[p][j].dates.append(s.date)
                    out[p][j].sessions += 1
                    out[p][j].minutes += s.minutes
                }
            }
        }
        return out
    }

    /// By patient: who may not be in one session with them, whoever named whom.
    private func restrictions() -> [[Int]] {
        var out = [[Int]](repeating: [], count: clinic.patients.count)
        for (p, patient) in clinic.patients.enumerated() {
            for id in patient.noContact {
                guard let q = patientIndex[id], q != p else { continue }
                if !out[p].contains(q) { out[p].append(q) }
                if !out[q].contains(p) { out[q].append(p) }
            }
        }
        return out
    }

    private mutating func compile(
        _ patient: Patient, _ p: Int, standing: [Int],
        later: [[(occurrence: LaterOccurrence, session: ScheduledSession)]], past: [Past], contacts met: [Int]
    ) {
        var q = PlanPatient()
        q.isActive = patient.isActive(inWeek: week)
        q.itemBase = items.count
        q.taskBase = taskNeed.count
        let stage = patient.stage(inWeek: week)
        let level = stage.levelOfCare.flatMap { id in clinic.levelsOfCare.first { $0.id == id } }
        q.dayFloor =
            patient.payer.flatMap { id in clinic.payers.first { $0.id == id }?.minimumDayMinutes } ?? 0
        q.minimumDays = level?.minimumDays ?? 0
        q.bundledMost = level?.weeklyMinutes(for: patient.ageBand).upperBound ?? .max
        q.contactBase = contacts.count
        q.contactCount = met.count
        contacts += met.map { Int32($0) }
        for t in clinic.therapists {
            continuity.append(
                patient.primaryTherapist == t.id
                    ? 0 : Int8(patient.careTeam.contains(t.id) ? Points.careTeam : Points.stranger))
        }
        markTimes(of: patient)

        let authorizationBase = authorizations.count
        q.authorizationBase = authorizationBase
        compileAuthorizations(of: patient, standing: standing, past: past)

        var had = [Int](repeating: 0, count: services.count)
        for i in standing {
            let s = sessions[i]
            guard let k = serviceIndex[s.service] else { continue }
            had[k] += 1
            let start = bit(s.begins.minutes)
            let minutes = services[k].isBundled ? s.minutes : 0
            items.append(
                PlanItem(
                    start: Int16(clamping: start), end: Int16(clamping: start + s.minutes / BitRows.minutes),
                    bundled: Int16(clamping: minutes), service: Int16(k), day: Int8(clamping: s.date - week),
                    isPresent: services[k].isPresent))
            q.bundledStanding += minutes
            scratch.set(Scratch.taken, start, start + s.minutes / BitRows.minutes)
            if q.isActive {
                let own = fixedCost(of: s, service: k, for: patient, p, later: later)
                standingCost += own
                standingPersonal += own
            }
        }
        q.standingCount = standing.count
        if q.isActive {
            for need in stage.plan?.needs ?? [] {
                guard let k = serviceIndex[need.service],
                    calendar.isDue(everyWeeks: need.everyWeeks, starting: need.starting, on: week)
                else { continue }
                let wanted = need.count - had[k]
                if wanted > 0 {
                    compile(
                        wanted, service: k, patient, p, standing: standing, later: later,
                        authorizationBase: authorizationBase, contacts: met)
                }
            }
        }
        q.taskCount = taskNeed.count - q.taskBase
        for _ in 0..<q.taskCount { items.append(.none) }
        q.itemCount = items.count - q.itemBase
        patients.append(q)
    }

    /// Continuity, preference and later clashes of a session that stands.
    private func fixedCost(
        of s: ScheduledSession, service k: Int, for patient: Patient, _ p: Int,
        later: [[(occurrence: LaterOccurrence, session: ScheduledSession)]]
    ) -> Int {
        var cost = 0
        if services[k].most == 1 { cost += continuity(of: p, among: s.therapists) }
        let start = bit(s.begins.minutes)
        if !patient.prefers.isEmpty,
            !scratch.allSet(Scratch.prefers, start, max(1, s.minutes / BitRows.minutes))
        {
            cost += Points.preference
        }
        // A series with two occurrences in the week counts its later ones once.
        if case .occurrence(let id, _) = s.reference, let x = seriesIndex[id],
            sessions.first(where: { $0.reference.series == id && $0.patients.contains(patient.id) })?
                .reference
                == s.reference
        {
            for o in later[x] where o.session.patients.contains(patient.id) {
                cost += laterCost(
                    o.occurrence, start: 0, bits: o.session.minutes / BitRows.minutes, service: k)
            }
        }
        return cost
    }
    private func continuity(of p: Int, among leaders: [TherapistID]) -> Int {
        var best = Points.stranger
        for id in leaders {
            if let t = therapistIndex[id] {
                best = min(best, Int(continuity[p * clinic.therapists.count + t]))
            }
        }
        return best
    }
    private func laterCost(_ o: LaterOccurrence, start: Int, bits: Int, service k: Int) -> Int {
        let row = (services[k].isPresent ? Scratch.laterPresent : Scratch.laterRemote) + o.week
        return scratch.noneSet(row, o.dayBit + (o.start ?? start), max(1, bits)) ? 0 : Points.later
    }

    /// Fills the scratch rows with the times of one patient.
    private func markTimes(of patient: Patient) {
        Scratch.clear(scratch, 0..<Scratch.open)
        let far = week + 28
        func mark(_ interval: Interval, _ row: Int, from week: Int = 0) {
            let shift = week * 7 * BitRows.perDay
            scratch.set(row, bit(interval.start) - shift, bit(interval.end + BitRows.minutes - 1) - shift)
        }
        func everywhere(_ remote: Interval, _ present: Interval) {
            for k in 0..<2 {
                mark(remote, Scratch.blocked + 2 * k)
                mark(present, Scratch.blocked + 1 + 2 * k)
            }
            for w in 0..<3 {
                mark(remote, Scratch.laterRemote + w, from: w + 1)
                mark(present, Scratch.laterPresent + w, from: w + 1)
            }
        }
        for w in patient.work {
            for i in calendar.intervals(of: w, from: week, through: far) {
                everywhere(i, i.widened(by: patient.commuteMinutes))
            }
        }
        for u in patient.unavailable {
            for i in calendar.intervals(of: u, from: week, through: far) { everywhere(i, i) }
        }
        for id in patient.supportGroups {
            guard let g = clinic.supportGroups.first(where: { $0.id == id }) else { continue }
            for w in g.meets {
                for i in calendar.intervals(of: w, from: week, through: far) { everywhere(i, i) }
            }
        }
        for member in patient.family {
            for u in member.unavailable {
                for i in calendar.intervals(of: u, from: week, through: last + 1) {
                    mark(i, Scratch.blocked + 2)
                    mark(i, Scratch.blocked + 3)
                }
            }
        }
        for w in patient.prefers {
            for i in calendar.intervals(of: w, from: week, through: last + 1) { mark(i, Scratch.prefers) }
        }
        for d in 0..<28 where !patient.isActive(on: week + d) {
            let a = (Int(week.dayNumber) + d) * 1440
            everywhere(Interval(a, a + 1440), Interval(a, a + 1440))
        }
    }

    private mutating func compileAuthorizations(of patient: Patient, standing: [Int], past: [Past]) {
        for (j, a) in patient.authorizations.enumerated() {
            var x = PlanAuthorization()
            for d in 0..<7 where a.covers(week + d) { x.days |= 1 << UInt8(d) }
            var perDay = [Int16](repeating: 0, count: 7)
            var sessionsUsed = past[j].sessions
            var minutes = past[j].minutes
            var inWeek = false
            for i in standing {
                let s = sessions[i]
                guard a.covers(s.date), a.services.contains(s.service) else { continue }
                perDay[s.date - week] += 1
                sessionsUsed += 1
                minutes += s.minutes
                inWeek = true
            }
            switch a.unit {
            case .day:
                x.unit = .day
                x.used = Set(past[j].dates).count + perDay.count { $0 > 0 }
            case .session:
                x.unit = .session
                x.used = sessionsUsed
            case .minute:
                x.unit = .minute
                x.used = minutes
            }
            x.limit = inWeek ? max(a.granted, x.used) : a.granted
            authorizations.append(x)
            authorizationDays += perDay
        }
    }

    /// One need: `wanted` tasks and the costs of every place they might take.
    private mutating func compile(
        _ wanted: Int, service k: Int, _ patient: Patient, _ p: Int, standing: [Int],
        later: [[(occurrence: LaterOccurrence, session: ScheduledSession)]], authorizationBase: Int,
        contacts met: [Int]
    ) {
        let service = services[k]
        var n = PlanNeed()
        n.patient = p
        n.service = k
        n.taskBase = taskNeed.count
        n.taskCount = wanted
        n.unmetCost = service.minutes * Points.unmetMinute
        n.authorizationBase = needAuthorizations.count
        var days: UInt8 = 0
        for (j, a) in patient.authorizations.enumerated() where a.services.contains(clinic.services[k].id) {
            needAuthorizations.append(Int32(authorizationBase + j))
            days |= authorizations[authorizationBase + j].days
        }
        n.authorizationCount = needAuthorizations.count - n.authorizationBase
        if n.authorizationCount == 0 { days = 0x7F }
        for i in standing where serviceIndex[sessions[i].service] == k {
            days &= ~(1 << UInt8(sessions[i].date - week))
        }
        let row = Scratch.blocked + (service.isPresent ? 1 : 0) + (service.withFamily ? 2 : 0)
        /// The cost of a time by itself, or −1.
        func timeCost(_ start: Int, _ bits: Int, _ day: Int) -> Int {
            guard days >> UInt8(day) & 1 == 1, scratch.noneSet(row, start, bits),
                scratch.noneSet(Scratch.taken, start, bits)
            else { return -1 }
            return patient.prefers.isEmpty || scratch.allSet(Scratch.prefers, start, bits)
                ? 0 : Points.preference
        }
        n.seatRow = seatCosts.count
        seatCosts += [Int16](repeating: -1, count: rowWidth[k])
        n.candidateBase = candidates.count
        var kindOpen = [Int: Bool]()
        for g in groupsOfService[k] {
            let group = groups[g]
            let series = clinic.series[group.series]
            guard Self.population(series.population, admits: patient) else { continue }
            if groupKind[g] < 0 {
                let s = sessions[groupSession[g]]
                guard !s.patients.contains(patient.id), !absentees.isAbsent(patient.id, from: s.reference),
                    !met.contains(where: { s.patients.contains(clinic.patients[$0].id) })
                else { continue }
                var cost = timeCost(group.start, group.bits, group.day)
                guard cost >= 0 else { continue }
                for o in later[group.series] where !absentees.isAbsent(patient.id, from: o.session.reference)
                {
                    if case .occurrence(_, let pattern) = o.session.reference, pattern < week,
                        !o.session.patients.contains(patient.id)
                    {
                        continue
                    }
                    cost += laterCost(
                        o.occurrence, start: 0, bits: o.session.minutes / BitRows.minutes, service: k)
                }
                if service.most == 1 { cost += continuity(of: p, among: s.therapists) }
                seatCosts[n.seatRow + group.column] = Int16(clamping: cost)
                candidates.append(Int32(g))
                continue
            }
            if let open = kindOpen[groupKind[g]] {
                if open { candidates.append(Int32(g)) }
                continue
            }
            let kind = kinds[groupKind[g]]
            var any = false
            for i in group.slotBase..<group.slotBase + group.slotCount {
                let slot = Int(kindSlots[i])
                let start = Int(slotBit[slot])
                let day = Int(slotDay[slot])
                var cost = timeCost(start, group.bits, day)
                guard cost >= 0 else { continue }
                for o in kind.days[day] ?? [] {
                    cost += laterCost(o, start: start - day * BitRows.perDay, bits: group.bits, service: k)
                }
                seatCosts[n.seatRow + group.column + slot] = Int16(clamping: cost)
                any = true
            }
            kindOpen[groupKind[g]] = any
            if any { candidates.append(Int32(g)) }
        }
        n.candidateCount = candidates.count - n.candidateBase
        if service.most == 1, service.bits + service.noteBits < 64 * 8 {
            n.soloRow = soloCosts.count
            n.soloBase = soloSlots.count
            soloCosts += [Int16](repeating: -1, count: slotBit.count)
            for slot in slots(ofLength: service.bits) {
                let cost = timeCost(Int(slotBit[slot]), service.bits, Int(slotDay[slot]))
                if cost >= 0 {
                    soloCosts[n.soloRow + slot] = Int16(cost)
                    soloSlots.append(Int16(slot))
                }
            }
            n.soloCount = soloSlots.count - n.soloBase
            n.favouredBase = favoured.count
            let able = serviceTherapists[
                service.therapistBase..<service.therapistBase + service.therapistCount]
            let own = able.filter { continuity[p * clinic.therapists.count + Int($0)] < Points.stranger }
            favoured += own.map { Int16($0) }.sorted {
                let base = p * clinic.therapists.count
                return (continuity[base + Int($0)], $0) < (continuity[base + Int($1)], $1)
            }
            n.favouredCount = own.count
        }
        for _ in 0..<wanted {
            taskNeed.append(Int32(needs.count))
            taskPatient.append(Int32(p))
        }
        needs.append(n)
    }

    private static func population(_ population: Population?, admits patient: Patient) -> Bool {
        guard let population else { return true }
        if let band = population.ageBand, band != patient.ageBand { return false }
        if let gender = population.gender, gender != patient.gender { return false }
        if let approach = population.approach, !patient.approaches.isEmpty,
            !patient.approaches.contains(approach)
        {
            return false
        }
        return true
    }
}
