internal import ClinicModel

extension PlanCompiler {
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
            let lasts = min(s.minutes, ClinicLimits.minutes)
            let minutes = services[k].isBundled ? lasts : 0
            items.append(
                PlanItem(
                    start: Int16(clamping: start), end: Int16(clamping: start + lasts / BitRows.minutes),
                    bundled: Int16(clamping: minutes), service: Int16(k), day: Int8(clamping: s.date - week),
                    isPresent: services[k].isPresent))
            q.bundledStanding += minutes
            scratch.set(Scratch.taken, start, start + lasts / BitRows.minutes)
            if q.isActive {
                let own = fixedCost(
                    of: s, service: k, for: patient, p, standing: standing, later: later)
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
        mostTasks = max(mostTasks, q.taskCount)
        for _ in 0..<q.taskCount { items.append(.none) }
        q.itemCount = items.count - q.itemBase
        patients.append(q)
    }

    /// Continuity, preference and later clashes of a session that stands.
    private func fixedCost(
        of s: ScheduledSession, service k: Int, for patient: Patient, _ p: Int, standing: [Int],
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
            standing.first(where: { sessions[$0].reference.series == id })
                .map({ sessions[$0].reference == s.reference }) ?? false
        {
            for o in later[x] where o.session.patients.contains(patient.id) {
                cost += laterCost(
                    o.occurrence, start: 0, bits: o.session.minutes / BitRows.minutes, service: k)
            }
        }
        return cost
    }
}
