/// What is allowed as the plan stands, and what a place costs by itself.
extension PlanAssignment {
    /// Whether the patient has the time free and no other session of the service that day.
    @inline(__always) func isFree(_ task: Int, _ start: Int, _ end: Int, _ d: Int) -> Bool {
        let q = problem.patients[Int(problem.taskPatient[task])]
        let service = Int16(truncatingIfNeeded: problem.needs[Int(problem.taskNeed[task])].service)
        let own = q.itemBase &+ q.standingCount &+ task &- q.taskBase
        let wanted = Int8(truncatingIfNeeded: d)
        let a = Int16(truncatingIfNeeded: start)
        let b = Int16(truncatingIfNeeded: end)
        var i = q.itemBase
        let last = i &+ q.itemCount
        while i < last {
            let x = items[i]
            if i != own, x.day >= 0, x.start < b && a < x.end || x.day == wanted && x.service == service {
                return false
            }
            i &+= 1
        }
        return true
    }

    /// Whether weekly hours and authorizations bear the task on day `d` for so long, instead of where it is.
    @inline(__always) func isWithinLimits(_ task: Int, _ d: Int, _ minutes: Int, _ bundledMinutes: Int)
        -> Bool
    {
        let n = problem.needs[Int(problem.taskNeed[task])]
        let old = items[itemIndex(task)]
        let oldDay = Int(old.day)
        if bundledMinutes > 0 {
            let before = oldDay >= 0 ? Int(old.bundled) : 0
            if bundledMinutes > before,
                Int(bundled[n.patient]) &+ bundledMinutes &- before > problem.patients[n.patient].bundledMost
            {
                return false
            }
        }
        let oldMinutes = Int(old.end &- old.start) &* BitRows.minutes
        if n.authorizationCount == 0 || oldDay == d && minutes == oldMinutes { return true }
        for i in n.authorizationBase..<n.authorizationBase &+ n.authorizationCount {
            let a = Int(problem.needAuthorizations[i])
            let x = problem.authorizations[a]
            if x.days >> UInt8(truncatingIfNeeded: d) & 1 == 0 { continue }
            let covered = oldDay >= 0 && x.days >> UInt8(truncatingIfNeeded: oldDay) & 1 == 1
            var after = Int(used[a])
            switch x.unit {
            case .day:
                if usedOnDay[a &* 7 &+ d] == 0 { after &+= 1 }
                if covered, oldDay != d, usedOnDay[a &* 7 &+ oldDay] == 1 { after &-= 1 }
            case .session: after &+= covered ? 0 : 1
            case .minute:
                after &+= minutes &- (covered ? oldMinutes : 0)
            }
            if after > x.limit && after > Int(used[a]) { return false }
        }
        return true
    }

    /// Whether nobody in the group, but perhaps `leaving`, may not meet the patient.
    @inline(__always) func mayMeet(_ p: Int, in g: Int, without leaving: Int = -1) -> Bool {
        let q = problem.patients[p]
        if q.contactCount == 0 { return true }
        let base = problem.groups[g].rosterBase
        for i in 0..<Int(seated[g]) &- problem.groups[g].standing {
            let other = Int(roster[base &+ i])
            if other == leaving { continue }
            let r = problem.taskPatient[other]
            for k in q.contactBase..<q.contactBase &+ q.contactCount where problem.contacts[k] == r {
                return false
            }
        }
        return true
    }

    /// The entry of the cost table for a need and a group as it lies now; −1: never, or the group is closed.
    @inline(__always) func seatCost(_ need: Int, _ g: Int) -> Int {
        let group = problem.groups[g]
        let row = problem.needs[need].seatRow &+ group.column
        if !group.isOpen { return Int(problem.seatCosts[row]) }
        let s = Int(groupSlot[g])
        if s < 0 { return -1 }
        let cost = Int(problem.seatCosts[row &+ s])
        return cost < 0 || group.capacity > 1 || problem.services[group.service].most > 1
            ? cost : cost &+ continuity(problem.needs[need].patient, groupLeaders, g)
    }
    @inline(__always) func continuity(_ p: Int, _ leaders: Cells<Int16>, _ at: Int) -> Int {
        var best = Points.stranger
        for k in 0..<problem.leaderStride {
            let t = Int(leaders[at &* problem.leaderStride &+ k])
            if t >= 0 { best = min(best, Int(problem.continuity[p &* problem.therapistCount &+ t])) }
        }
        return best
    }
    @inline(__always) func groupItem(_ g: Int) -> PlanItem {
        let group = problem.groups[g]
        let start = groupStart[g]
        return PlanItem(
            start: start, end: start &+ Int16(truncatingIfNeeded: group.bits),
            bundled: Int16(truncatingIfNeeded: group.bundled),
            service: Int16(truncatingIfNeeded: group.service), day: groupDay[g],
            isPresent: problem.services[group.service].isPresent)
    }
    @inline(__always) func soloItem(_ service: Int, _ slot: Int) -> PlanItem {
        let s = problem.services[service]
        let start = problem.slotBit[slot]
        return PlanItem(
            start: Int16(truncatingIfNeeded: start),
            end: Int16(truncatingIfNeeded: start) &+ Int16(truncatingIfNeeded: s.bits),
            bundled: s.isBundled ? Int16(truncatingIfNeeded: s.minutes) : 0,
            service: Int16(truncatingIfNeeded: service), day: problem.slotDay[slot], isPresent: s.isPresent)
    }

    /// Whether the task, wherever it is, may take a seat of the group; `full` groups and whom they hold are
    /// the caller's to judge, with `leaving` about to go.
    @inline(__always) func maySit(_ task: Int, _ g: Int, without leaving: Int = -1) -> Bool {
        let group = problem.groups[g]
        let start = Int(groupStart[g])
        let d = Int(groupDay[g])
        return isFree(task, start, start &+ group.bits, d)
            && isWithinLimits(task, d, group.minutes, group.bundled)
            && mayMeet(Int(problem.taskPatient[task]), in: g, without: leaving)
    }
    @inline(__always) func hasSeat(_ g: Int) -> Bool { seated[g] < groupCapacity[g] }

    @inline(__always) func underfilled(_ g: Int, _ n: Int) -> Int {
        let group = problem.groups[g]
        return group.least > n && n > 0 && problem.services[group.service].most > 1 ? Points.underfilled : 0
    }
}
