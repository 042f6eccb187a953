internal import ClinicModel

/// A patient's meetings with groups, and sets of places on one day.
extension RepairPatient {
    /// A group at a time as a meeting of this patient's.
    func sitting(_ m: RepairMeeting) -> Sitting { problem.sitting(ofGroup: m.group, at: m.start) }
    func points(_ m: RepairMeeting) -> Int { points(sitting(m)) - m.bonus }
    func meeting(_ g: RepairGroup, _ o: GroupOption) -> RepairMeeting {
        let team = o.hasOwnTeam ? problem.before.rosters[g.place].therapists : [-1]
        let l = line(of: g.service) ?? 0
        return RepairMeeting(
            group: g.freed, start: o.start, bonus: bonus(l, o.start, team), isKept: o.kind == .kept)
    }
    /// Whether the patient's own times allow a freed session at a start.
    func canMeet(_ service: Int, _ minutes: Int, at start: Int) -> Bool {
        guard let l = line(of: service) else { return false }
        let day = start / 1440
        return lines[l].room[day] > 0 && isAuthorized(service, day)
            && free(service, minutes).contains(minute: start)
    }

    /// Every set of places on one day, at most one a line, with what the day then costs.
    func forEachSet(
        on day: Int, beside meetings: [RepairMeeting], offered: [Int], cheapestOnly: Bool,
        _ body: (_ mask: Int, _ isPaid: Bool, _ usesDay: Bool, _ points: Int, _ chosen: [Int]) -> Void
    ) {
        var shape = load[day]
        var base = 0
        let usesAlready = meetings.contains { isScarce(sitting($0).service, day) }
        var taken: [Sitting] = []
        var placed = [Int](repeating: 0, count: lines.count)
        for m in meetings {
            let s = sitting(m)
            shape.add(s)
            taken.append(s)
            base += points(m)
            if let l = line(of: s.service) { placed[l] += 1 }
        }
        var chosen: [Int] = []
        func descend(_ l: Int, _ mask: Int, _ points: Int, _ shape: PatientDay, _ uses: Bool) {
            if sets > Self.patience {
                isPartial = true
                return
            }
            sets += 1
            if l == lines.count {
                let cost = isActive ? points + shape.points(minimum: course.payerMinimum) : 0
                body(mask, shape.isPaid(minimum: course.payerMinimum), uses, cost, chosen)
                return
            }
            descend(l + 1, mask, points, shape, uses)
            guard lines[l].room[day] > placed[l] else { return }
            for i in (cheapestOnly ? leanest : daily)[day][l] {
                let s = picks[i].sitting
                if picks[i].group >= 0, !offered.contains(i) { continue }
                if taken.contains(where: { $0.start < s.end && s.start < $0.end }) { continue }
                taken.append(s)
                chosen.append(i)
                var next = shape
                next.add(s)
                descend(
                    l + 1, mask | 1 << l, points + picks[i].points, next,
                    uses || isScarce(s.service, day))
                chosen.removeLast()
                taken.removeLast()
            }
        }
        descend(0, 0, base, shape, usesAlready)
    }
    /// Whether a session of a service is one more day of the scarcest authorization of days.
    private func isScarce(_ service: Int, _ day: Int) -> Bool {
        guard let a = scarce, !a.isFixedOn[day], a.days >> UInt8(day) & 1 == 1 else { return false }
        return a.lists(service)
    }
}
