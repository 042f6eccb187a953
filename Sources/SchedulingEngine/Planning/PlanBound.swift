/// Lower bounds, patient by patient.
struct PlanBound {
    let problem: PlanProblem
    /// By patient: the range of its needs.
    let needsOf: [Range<Int>]

    /// Steps spent on one day's arrangement before its overlaps are left out of account.
    private static let patience = 400
    /// Work is counted in states times sets of needs; so much takes less than a tenth of a second. A patient who would
    /// take more is left out of account.
    private static let mostWork = 16 << 20
    /// Work that is done whatever happens, and all that is ever done.
    private static let allowance = 32 << 20
    private static let budget = 256 << 20

    private struct Option {
        var start: Int
        var end: Int
        var cost: Int
    }

    init(_ problem: PlanProblem) {
        self.problem = problem
        var ranges = [Range<Int>](repeating: 0..<0, count: problem.patientCount)
        for n in 0..<problem.needs.count {
            let p = problem.needs[n].patient
            ranges[p] = ranges[p].isEmpty ? n..<n + 1 : ranges[p].lowerBound..<n + 1
        }
        needsOf = ranges
    }

    /// No plan of the week costs less. What stands counts in full, groups with too few in them not at all, and
    /// nothing for patients who are left out of account: those whose plan alone is too much work, and the last
    /// ones where all of them together are. Of a small clinic it is always the same; a large one's goes on beyond
    /// a tenth of a second only while nobody cancelled.
    func total(isCancelled: () -> Bool = { false }) -> Int {
        var sum = problem.standingPersonal
        var spent = 0
        for p in 0..<problem.patientCount where problem.patients[p].isActive {
            guard let frame = Frame(problem, p, needsOf[p]) else { continue }
            if spent > Self.budget || spent > Self.allowance && isCancelled() { break }
            spent += frame.work
            sum += alone(p, frame)
        }
        return sum
    }

    /// The states that a patient's week goes through: sessions had of each need, paid days, days used of the
    /// authorization by day that leaves least.
    private struct Frame {
        let needs: [Int]
        /// By need: sessions that count.
        var counts: [Int]
        /// By need: whether the scarce authorization lists it.
        var lists: [Bool]
        /// −1: there is none.
        var scarce = -1
        var radix: [Int] = []
        var paidMost = 0
        var paidStep = 1
        var usedMost = 0
        var usedStep = 1
        var size = 1
        var work: Int { (size + patience) << needs.count }

        /// Nil: too much work.
        init?(_ problem: PlanProblem, _ p: Int, _ range: Range<Int>) {
            needs = Array(range)
            counts = needs.map { problem.needs[$0].taskCount }
            lists = needs.map { _ in false }
            var left = 7
            for (i, n) in needs.enumerated() {
                let x = problem.needs[n]
                for k in x.authorizationBase..<x.authorizationBase + x.authorizationCount {
                    let a = Int(problem.needAuthorizations[k])
                    let authorization = problem.authorizations[a]
                    let rest = max(0, authorization.limit - authorization.used)
                    if authorization.unit == .day, rest < left {
                        left = rest
                        scarce = a
                    }
                    if authorization.unit == .session, authorization.days == 0x7F {
                        counts[i] = min(counts[i], rest)
                    }
                }
            }
            if scarce >= 0 {
                usedMost = left
                for (i, n) in needs.enumerated() {
                    let x = problem.needs[n]
                    lists[i] = (x.authorizationBase..<x.authorizationBase + x.authorizationCount).contains {
                        Int(problem.needAuthorizations[$0]) == scarce
                    }
                }
            }
            paidMost = max(0, min(7, problem.patients[p].minimumDays))
            for c in counts {
                radix.append(size)
                size *= c + 1
                if size > mostWork >> needs.count { return nil }
            }
            paidStep = size
            size *= paidMost + 1
            usedStep = size
            size *= usedMost + 1
            if work > mostWork { return nil }
        }
    }

    /// What one patient could have if nobody else came, in points of the patient's own terms: exact but for idle
    /// time and for what the patient's weekly hours forbid, which it leaves out, so that no plan of the patient's
    /// costs less.
    private func alone(_ p: Int, _ frame: Frame) -> Int {
        let q = problem.patients[p]
        let (needs, counts, radix, size) = (frame.needs, frame.counts, frame.radix, frame.size)
        let (paidMost, paidStep, usedMost, usedStep) = (
            frame.paidMost, frame.paidStep, frame.usedMost, frame.usedStep
        )
        let none = Int.max / 2
        var best = [Int](repeating: none, count: size)
        best[0] = 0
        // By state, as bits: the needs that are met, paid days enough, no day of the authorization left.
        let paidBit = 1 << needs.count
        let usedBit = paidBit << 1
        let full = (0..<size).map { s in
            var bits = s / paidStep % (paidMost + 1) == paidMost ? paidBit : 0
            if s / usedStep == usedMost { bits |= usedBit }
            for i in needs.indices where s / radix[i] % (counts[i] + 1) == counts[i] { bits |= 1 << i }
            return bits
        }
        for d in 0..<7 {
            var next = [Int](repeating: none, count: size)
            let live = best.indices.filter { best[$0] < none }
            let options = needs.map { self.options($0, d) }
            let usable = needs.indices.filter { counts[$0] > 0 && !options[$0].isEmpty }
            var standingBundled = 0
            var standingPresent = false
            for i in q.itemBase..<q.itemBase + q.standingCount where Int(problem.standingItems[i].day) == d {
                standingBundled += Int(problem.standingItems[i].bundled)
                if problem.standingItems[i].isPresent { standingPresent = true }
            }
            var possible = [Bool](repeating: false, count: 1 << usable.count)
            for subset in 0..<(1 << usable.count) {
                // What can't be had with one fewer can't be had at all.
                if usable.indices.contains(where: { subset >> $0 & 1 == 1 && !possible[subset ^ (1 << $0)] })
                {
                    continue
                }
                let chosen = usable.indices.filter { subset >> $0 & 1 == 1 }.map { usable[$0] }
                guard let own = cheapest(chosen.map { options[$0] }) else { continue }
                possible[subset] = true
                var bundled = standingBundled
                var present = standingPresent
                var step = 0
                var uses = false
                for i in chosen {
                    let service = problem.services[problem.needs[needs[i]].service]
                    bundled += longest(needs[i], d)
                    if service.isPresent { present = true }
                    step += radix[i]
                    if frame.lists[i] { uses = true }
                }
                var cost = own
                if bundled > 0, bundled < q.dayFloor { cost += Points.shortDay }
                if present { cost += Points.travelDay }
                let paid = bundled > 0 && bundled >= q.dayFloor
                let usesDay =
                    uses && problem.authorizations[frame.scarce].days >> UInt8(d) & 1 == 1
                    && problem.authorizationDays[frame.scarce * 7 + d] == 0
                let barred = chosen.reduce(usesDay ? usedBit : 0) { $0 | 1 << $1 }
                let target = step + (usesDay ? usedStep : 0)
                for s in live where full[s] & barred == 0 {
                    let to = s + target + (paid && full[s] & paidBit == 0 ? paidStep : 0)
                    if best[s] + cost < next[to] { next[to] = best[s] + cost }
                }
            }
            best = next
        }
        var least = none
        for s in 0..<size where best[s] < none {
            var cost = best[s]
            for (i, n) in needs.enumerated() {
                let unmet = problem.needs[n].taskCount - s / radix[i] % (counts[i] + 1)
                cost += unmet * problem.needs[n].unmetCost
            }
            cost += Points.missingDay * max(0, q.minimumDays - s / paidStep % (paidMost + 1))
            least = min(least, cost)
        }
        return least
    }

    /// The least sum of costs with one option of each list, none overlapping; nil: there is none.
    private func cheapest(_ lists: [[Option]]) -> Int? {
        if lists.isEmpty { return 0 }
        if lists.count == 1 { return lists[0][0].cost }
        let order = lists.sorted { $0.count < $1.count }
        let rest = order.indices.map { i in order[i...].reduce(0) { $0 + $1[0].cost } } + [0]
        var best: Int?
        var taken: [Option] = []
        var nodes = 0
        func descend(_ i: Int, _ sum: Int) {
            if i == order.count {
                best = sum
                return
            }
            for o in order[i] {
                if nodes > Self.patience { return }
                nodes += 1
                if let best, sum + o.cost + rest[i + 1] >= best { return }
                if taken.contains(where: { $0.start < o.end && o.start < $0.end }) { continue }
                taken.append(o)
                descend(i + 1, sum + o.cost)
                taken.removeLast()
                if let best, best == rest[0] { return }
            }
        }
        descend(0, 0)
        // Out of patience: the sum without regard to overlaps is below whatever there is.
        return nodes > Self.patience ? rest[0] : best
    }

    private func longest(_ need: Int, _ d: Int) -> Int {
        let n = problem.needs[need]
        let service = problem.services[n.service]
        var most = service.isBundled && n.soloRow >= 0 ? service.minutes : 0
        for i in n.candidateBase..<n.candidateBase + n.candidateCount {
            let g = problem.groups[Int(problem.candidates[i])]
            if g.isOpen || g.day == d { most = max(most, g.bundled) }
        }
        return most
    }

    /// Places for a need on a day were everybody else away, the cheapest first, one for each start and length.
    private func options(_ need: Int, _ d: Int) -> [Option] {
        let n = problem.needs[need]
        var out: [Option] = []
        func add(_ start: Int, _ bits: Int, _ cost: Int) {
            out.append(Option(start: start, end: start + bits, cost: cost))
        }
        var seen: [Int] = []
        for i in n.candidateBase..<n.candidateBase + n.candidateCount {
            let g = problem.groups[Int(problem.candidates[i])]
            let row = n.seatRow + g.column
            if !g.isOpen {
                let cost = Int(problem.seatCosts[row])
                if g.day == d, cost >= 0 { add(g.start, g.bits, cost) }
            } else if !seen.contains(g.column) {
                seen.append(g.column)
                for k in g.slotBase..<g.slotBase + g.slotCount {
                    let s = Int(problem.kindSlots[k])
                    let cost = Int(problem.seatCosts[row + s])
                    if Int(problem.slotDay[s]) == d, cost >= 0 { add(Int(problem.slotBit[s]), g.bits, cost) }
                }
            }
        }
        if n.soloRow >= 0 {
            let service = problem.services[n.service]
            for k in n.soloBase..<n.soloBase + n.soloCount {
                let s = Int(problem.soloSlots[k])
                if Int(problem.slotDay[s]) != d { continue }
                var least = Int.max
                for j in service.therapistBase..<service.therapistBase + service.therapistCount {
                    let t = Int(problem.serviceTherapists[j])
                    let cost = Int(problem.continuity[n.patient * problem.therapistCount + t])
                    if cost < least,
                        problem.qualified[n.service * problem.therapistCount + t] >> UInt8(d) & 1 == 1,
                        problem.therapistFree.allSet(
                            t, Int(problem.slotBit[s]), service.bits + service.noteBits)
                    {
                        least = cost
                    }
                }
                if least < .max {
                    add(Int(problem.slotBit[s]), service.bits, Int(problem.soloCosts[n.soloRow + s]) + least)
                }
            }
        }
        out.sort { ($0.start, $0.end, $0.cost) < ($1.start, $1.end, $1.cost) }
        var kept: [Option] = []
        for o in out where kept.last?.start != o.start || kept.last?.end != o.end { kept.append(o) }
        return kept.sorted { ($0.cost, $0.start) < ($1.cost, $1.start) }
    }
}
