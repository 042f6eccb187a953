/// What a patient's days cost.
extension PlanAssignment {
    @inline(__always) static func missing(_ minimum: Int, _ paid: UInt8) -> Int {
        Points.missingDay &* max(0, minimum &- paid.nonzeroBitCount)
    }

    /// Points of one day as the items stand, and whether it is a paid one.
    @inline(__always) func day(_ p: Int, _ d: Int) -> (cost: Int, paid: Bool) {
        let q = problem.patients[p]
        let wanted = Int8(truncatingIfNeeded: d)
        var shape = PatientDay()
        var i = q.itemBase
        let end = i &+ q.itemCount
        while i < end {
            let x = items[i]
            i &+= 1
            if x.day == wanted { shape.add(x) }
        }
        let rule = ProgramDay(floor: q.dayFloor)
        return (rule.points(of: shape), rule.isPaid(shape))
    }

    /// Brings a day's points, the paid days and the running cost in line with the items.
    @inline(__always) func refresh(_ p: Int, _ d: Int) {
        let now = day(p, d)
        let at = p &* 7 &+ d
        var change = now.cost &- Int(dayCost[at])
        dayCost[at] = Int16(truncatingIfNeeded: now.cost)
        let bit: UInt8 = 1 << UInt8(truncatingIfNeeded: d)
        let paid = paidDays[p]
        let next = now.paid ? paid | bit : paid & ~bit
        if next != paid {
            let minimum = problem.patients[p].minimumDays
            change &+= Self.missing(minimum, next) &- Self.missing(minimum, paid)
            paidDays[p] = next
        }
        scalars[0] &+= change
    }

    @inline(__always) func itemIndex(_ task: Int) -> Int {
        let q = problem.patients[Int(problem.taskPatient[task])]
        return q.itemBase &+ q.standingCount &+ task &- q.taskBase
    }

    /// The change of the patient's day points were the task's item `next`; nothing stays changed.
    @inline(__always) func dayChange(_ task: Int, _ next: PlanItem) -> Int {
        let p = Int(problem.taskPatient[task])
        let i = itemIndex(task)
        let old = items[i]
        items[i] = next
        var change = 0
        let paid = paidDays[p]
        var after = paid
        if old.day >= 0 {
            let d = Int(old.day)
            let x = day(p, d)
            change &+= x.cost &- Int(dayCost[p &* 7 &+ d])
            let bit: UInt8 = 1 << UInt8(truncatingIfNeeded: d)
            after = x.paid ? after | bit : after & ~bit
        }
        if next.day >= 0, next.day != old.day {
            let d = Int(next.day)
            let x = day(p, d)
            change &+= x.cost &- Int(dayCost[p &* 7 &+ d])
            let bit: UInt8 = 1 << UInt8(truncatingIfNeeded: d)
            after = x.paid ? after | bit : after & ~bit
        }
        items[i] = old
        if after != paid {
            let minimum = problem.patients[p].minimumDays
            change &+= Self.missing(minimum, after) &- Self.missing(minimum, paid)
        }
        return change
    }
}
