/// The books that a step changes, each way, without the journal.
extension PlanAssignment {
    @inline(__always) private func count(_ task: Int, _ item: PlanItem, _ sign: Int) {
        let n = problem.needs[Int(problem.taskNeed[task])]
        bundled[n.patient] &+= Int32(truncatingIfNeeded: sign &* Int(item.bundled))
        let d = Int(item.day)
        for i in n.authorizationBase..<n.authorizationBase &+ n.authorizationCount {
            let a = Int(problem.needAuthorizations[i])
            let x = problem.authorizations[a]
            if x.days >> UInt8(truncatingIfNeeded: d) & 1 == 0 { continue }
            let before = usedOnDay[a &* 7 &+ d]
            let after = before &+ Int16(truncatingIfNeeded: sign)
            usedOnDay[a &* 7 &+ d] = after
            switch x.unit {
            case .day: if before == 0 || after == 0 { used[a] &+= Int32(truncatingIfNeeded: sign) }
            case .session: used[a] &+= Int32(truncatingIfNeeded: sign)
            case .minute:
                used[a] &+= Int32(
                    truncatingIfNeeded: sign &* Int(item.end &- item.start) &* BitRows.minutes)
            }
        }
    }

    @inline(__always) private func setItem(_ task: Int, _ item: PlanItem, _ own: Int) {
        let n = problem.needs[Int(problem.taskNeed[task])]
        items[itemIndex(task)] = item
        ownCost[task] = Int16(truncatingIfNeeded: own)
        scalars[0] &+= own &- n.unmetCost
        count(task, item, 1)
        refresh(n.patient, Int(item.day))
        // Out of the waiting list: the last one takes its place.
        let at = Int(waitingIndex[task])
        let end = scalars[1] &- 1
        let moved = waitingList[end]
        waitingList[at] = moved
        waitingIndex[Int(moved)] = Int32(truncatingIfNeeded: at)
        waitingList[end] = -1
        waitingIndex[task] = -1
        scalars[1] = end
    }

    func put(_ task: Int, in g: Int) {
        let group = problem.groups[g]
        let n = Int(seated[g])
        scalars[0] &+= underfilled(g, n &+ 1) &- underfilled(g, n)
        seated[g] = Int32(truncatingIfNeeded: n &+ 1)
        let at = n &- group.standing
        roster[group.rosterBase &+ at] = Int32(truncatingIfNeeded: task)
        rosterIndex[task] = Int32(truncatingIfNeeded: at)
        place[task] = Int32(truncatingIfNeeded: g)
        setItem(task, groupItem(g), seatCost(Int(problem.taskNeed[task]), g))
    }

    func put(_ task: Int, _ s: Int, _ who: Cells<Int16>, _ at: Int, _ r: Int) {
        let n = problem.needs[Int(problem.taskNeed[task])]
        let service = problem.services[n.service]
        let start = Int(problem.slotBit[s])
        for k in 0..<problem.leaderStride {
            let t = Int(who[at &* problem.leaderStride &+ k])
            leaders[task &* problem.leaderStride &+ k] = Int16(truncatingIfNeeded: t)
            if t < 0 { continue }
            therapistFree.clear(t, start, start &+ service.bits &+ service.noteBits)
            therapistMinutes[t] &+= Int32(truncatingIfNeeded: service.minutes)
            soloAt[t &* Self.soloStride &+ start] = Int32(truncatingIfNeeded: task &+ 1)
        }
        if r >= 0 { roomFree.clear(r, start, start &+ service.bits) }
        place[task] = Self.solo
        slot[task] = Int16(truncatingIfNeeded: s)
        room[task] = Int32(truncatingIfNeeded: r)
        setItem(
            task, soloItem(n.service, s),
            Int(problem.soloCosts[n.soloRow &+ s]) &+ continuity(n.patient, leaders, task))
    }

    func lift(_ task: Int) {
        let n = problem.needs[Int(problem.taskNeed[task])]
        let i = itemIndex(task)
        let item = items[i]
        let from = place[task]
        if from == Self.solo {
            let service = problem.services[n.service]
            let start = Int(problem.slotBit[Int(slot[task])])
            for k in 0..<problem.leaderStride {
                let t = Int(leaders[task &* problem.leaderStride &+ k])
                leaders[task &* problem.leaderStride &+ k] = -1
                if t < 0 { continue }
                therapistFree.set(t, start, start &+ service.bits &+ service.noteBits)
                therapistMinutes[t] &-= Int32(truncatingIfNeeded: service.minutes)
                soloAt[t &* Self.soloStride &+ start] = 0
            }
            let r = Int(room[task])
            if r >= 0 { roomFree.set(r, start, start &+ service.bits) }
            slot[task] = -1
            room[task] = -1
        } else {
            let g = Int(from)
            let group = problem.groups[g]
            let before = Int(seated[g])
            scalars[0] &+= underfilled(g, before &- 1) &- underfilled(g, before)
            seated[g] = Int32(truncatingIfNeeded: before &- 1)
            let at = Int(rosterIndex[task])
            let end = before &- 1 &- group.standing
            let moved = roster[group.rosterBase &+ end]
            roster[group.rosterBase &+ at] = moved
            rosterIndex[Int(moved)] = Int32(truncatingIfNeeded: at)
            roster[group.rosterBase &+ end] = -1
            rosterIndex[task] = -1
        }
        place[task] = Self.waiting
        count(task, item, -1)
        scalars[0] &+= n.unmetCost &- Int(ownCost[task])
        ownCost[task] = 0
        items[i] = .none
        refresh(n.patient, Int(item.day))
        let end = scalars[1]
        waitingList[end] = Int32(truncatingIfNeeded: task)
        waitingIndex[task] = Int32(truncatingIfNeeded: end)
        scalars[1] = end &+ 1
    }

    func lay(_ g: Int, _ s: Int, _ who: Cells<Int16>, _ at: Int, _ r: Int) {
        let group = problem.groups[g]
        let service = problem.services[group.service]
        if groupSlot[g] >= 0 {
            let start = Int(groupStart[g])
            for k in 0..<problem.leaderStride {
                let t = Int(groupLeaders[g &* problem.leaderStride &+ k])
                if t < 0 { continue }
                therapistFree.set(t, start, start &+ group.bits &+ service.noteBits)
                therapistMinutes[t] &-= Int32(truncatingIfNeeded: group.minutes)
            }
            if groupRoom[g] >= 0 { roomFree.set(Int(groupRoom[g]), start, start &+ group.bits) }
        }
        groupSlot[g] = Int16(truncatingIfNeeded: s)
        groupRoom[g] = Int32(truncatingIfNeeded: s < 0 ? -1 : r)
        groupStart[g] = s < 0 ? 0 : Int16(truncatingIfNeeded: problem.slotBit[s])
        groupDay[g] = s < 0 ? -1 : problem.slotDay[s]
        var capacity = s < 0 ? 0 : group.capacity
        for k in 0..<problem.leaderStride {
            let t = s < 0 ? -1 : Int(who[at &* problem.leaderStride &+ k])
            groupLeaders[g &* problem.leaderStride &+ k] = Int16(truncatingIfNeeded: t)
            if t < 0 { continue }
            let start = Int(groupStart[g])
            therapistFree.clear(t, start, start &+ group.bits &+ service.noteBits)
            therapistMinutes[t] &+= Int32(truncatingIfNeeded: group.minutes)
        }
        if s >= 0, r >= 0 {
            let start = Int(groupStart[g])
            roomFree.clear(r, start, start &+ group.bits)
            capacity = min(capacity, Int(problem.roomCapacity[r]))
        }
        groupCapacity[g] = Int32(truncatingIfNeeded: capacity)
    }
}
