internal import ClinicModel

/// What a plan still asks for, and what each place it might have costs by itself.
extension PlanCompiler {
    /// Tasks of one need at most: a service has one session of a patient's a day.
    static let mostTasks = 7

    /// One need: a task for each of the sessions wanted that a week has days for, and the costs of every place
    /// they might take. What is wanted beyond has no place in any plan.
    mutating func compile(
        _ wanted: Int, service k: Int, _ patient: Patient, _ p: Int, standing: [Int],
        later: [[(occurrence: LaterOccurrence, session: ScheduledSession)]], authorizationBase: Int,
        contacts met: [Int]
    ) {
        let service = services[k]
        var n = PlanNeed()
        n.patient = p
        n.service = k
        n.taskBase = taskNeed.count
        n.taskCount = min(wanted, Self.mostTasks)
        n.unmetCost = Points.unmet(1, of: service.minutes)
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
            if let population = series.population,
                !PopulationRule.admits(
                    population, ageBand: patient.ageBand, gender: patient.gender,
                    approaches: patient.approaches)
            {
                continue
            }
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
        if service.most == 1, BitRows.holds(service.bits, service.noteBits) {
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
            // Where none fits there is none to draw.
            if n.soloCount == 0 { n.soloRow = -1 }
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
        let beyond = wanted - n.taskCount
        standingUnmet += beyond
        standingCost += beyond * n.unmetCost
        standingPersonal += beyond * n.unmetCost
        for _ in 0..<n.taskCount {
            taskNeed.append(Int32(needs.count))
            taskPatient.append(Int32(p))
        }
        needs.append(n)
    }

    func continuity(of p: Int, among leaders: [TherapistID]) -> Int {
        var best = Points.stranger
        for id in leaders {
            if let t = therapistIndex[id] {
                best = min(best, Int(continuity[p * clinic.therapists.count + t]))
            }
        }
        return best
    }
}
