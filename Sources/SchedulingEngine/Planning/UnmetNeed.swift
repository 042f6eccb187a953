package import ClinicModel

/// Sessions that a plan asks for and a proposal leaves out.
package struct UnmetNeed: Hashable, Sendable {
    package enum Reason: Hashable, Sendable {
        /// Not to be had even if nobody else came.
        case forced(Cause)
        /// Places there are, but others hold them: those groups are full, those people have the seats or the
        /// therapists' time, each in the document's order.
        case crowdedOut(groups: [SeriesID], by: [PatientID])
        /// Not proved impossible, but no place was found in the time given.
        case noneFound
    }
    package enum Cause: Hashable, Sendable {
        /// No group and no therapist at a time that the patient has free.
        case noPlace
        /// An authorization, by its number, does not bear another.
        case authorization(String)
        /// Weekly hours would pass the level of care's greatest.
        case weeklyMaximum
        /// The patient's own other sessions leave no time, or no day.
        case ownSessions
    }
    package var patient: PatientID
    package var service: ServiceID
    package var sessions: Int
    package var reason: Reason
}

extension UnmetNeed {
    static func list(_ plan: PlanAssignment) -> [UnmetNeed] {
        let p = plan.problem
        let bound = PlanBound(p)
        var out: [UnmetNeed] = []
        for q in 0..<p.patientCount {
            let needs = bound.needsOf[q]
            func waiting(_ n: Int) -> [Int] {
                let x = p.needs[n]
                return (x.taskBase..<x.taskBase + x.taskCount).filter {
                    plan.place[$0] == PlanAssignment.waiting
                }
            }
            guard needs.contains(where: { !waiting($0).isEmpty }) else { continue }
            // Unmet minutes first: what is left out then can't be had at all.
            let alone = bound.alone(q, unmetWeight: 1000)
            for (i, n) in needs.enumerated() {
                let tasks = waiting(n)
                let forced = min(tasks.count, alone.unmet[i])
                func add(_ sessions: Int, _ reason: Reason) {
                    if sessions > 0 {
                        out.append(
                            UnmetNeed(
                                patient: p.clinic.patients[q].id,
                                service: p.clinic.services[p.needs[n].service].id, sessions: sessions,
                                reason: reason))
                    }
                }
                guard let task = tasks.first else { continue }
                add(forced, .forced(cause(task, plan)))
                let crowd = Self.crowd(task, plan)
                add(
                    tasks.count - forced,
                    crowd.groups.isEmpty && crowd.by.isEmpty
                        ? .noneFound : .crowdedOut(groups: crowd.groups, by: crowd.by))
            }
        }
        return out
    }

    private static func cause(_ task: Int, _ plan: PlanAssignment) -> Cause {
        let p = plan.problem
        let n = p.needs[Int(p.taskNeed[task])]
        for k in n.authorizationBase..<n.authorizationBase + n.authorizationCount {
            let a = Int(p.needAuthorizations[k])
            let x = p.authorizations[a]
            let minutes = x.unit == .minute ? p.services[n.service].minutes : 1
            if Int(plan.used[a]) + minutes > x.limit {
                let own = a - p.patients[n.patient].authorizationBase
                return .authorization(p.clinic.patients[n.patient].authorizations[own].number)
            }
        }
        let service = p.services[n.service]
        if service.isBundled,
            Int(plan.bundled[n.patient]) + service.minutes > p.patients[n.patient].bundledMost
        {
            return .weeklyMaximum
        }
        let seats = (n.candidateBase..<n.candidateBase + n.candidateCount).isEmpty
        return seats && n.soloCount == 0 ? .noPlace : .ownSessions
    }

    /// Who holds the places that the task might take, were they free.
    private static func crowd(_ task: Int, _ plan: PlanAssignment) -> (groups: [SeriesID], by: [PatientID]) {
        let p = plan.problem
        let need = Int(p.taskNeed[task])
        let n = p.needs[need]
        var groups: [Int] = []
        var by: [Int] = []
        for k in n.candidateBase..<n.candidateBase + n.candidateCount {
            let g = Int(p.candidates[k])
            guard !plan.hasSeat(g), plan.seatCost(need, g) >= 0, plan.maySit(task, g) else { continue }
            groups.append(p.groups[g].series)
            for i in 0..<Int(plan.seated[g]) - p.groups[g].standing {
                by.append(Int(p.taskPatient[Int(plan.roster[p.groups[g].rosterBase + i])]))
            }
        }
        if n.soloRow >= 0 {
            let service = p.services[n.service]
            for k in n.soloBase..<n.soloBase + n.soloCount {
                let s = Int(p.soloSlots[k])
                let start = Int(p.slotBit[s])
                let d = Int(p.slotDay[s])
                guard plan.isFree(task, start, start + service.bits, d),
                    plan.isWithinLimits(task, d, service.minutes, service.isBundled ? service.minutes : 0)
                else { continue }
                for j in service.therapistBase..<service.therapistBase + service.therapistCount {
                    let t = Int(p.serviceTherapists[j])
                    guard p.qualified[n.service * p.therapistCount + t] >> UInt8(d) & 1 == 1,
                        p.therapistFree.allSet(t, start, service.bits + service.noteBits)
                    else { continue }
                    for b in max(0, start - 48)..<min(PlanAssignment.soloStride, start + service.bits) {
                        let other = Int(plan.soloAt[t * PlanAssignment.soloStride + b]) - 1
                        if other >= 0 { by.append(Int(p.taskPatient[other])) }
                    }
                }
            }
        }
        return (
            Set(groups).sorted().map { p.clinic.series[$0].id },
            Set(by).subtracting([n.patient]).sorted().map { p.clinic.patients[$0].id }
        )
    }
}
