internal import ClinicModel

/// An occurrence in one of the three weeks after.
struct LaterOccurrence: Hashable {
    /// 0, 1, 2: weeks after the planned one's end.
    var week: Int
    /// Bit of that week its date begins with, and its start of the day in bits; nil: that of the series.
    var dayBit: Int
    var start: Int?
}

/// What makes waiting series interchangeable for a patient: costs of a slot are the same in all of them.
struct OpenKind: Hashable {
    var service: Int
    var minutes: Int
    var population: Population?
    /// By day of the week: later occurrences of a series placed on it; nil: it can't be placed there.
    var days: [[LaterOccurrence]?]
}

extension PlanCompiler {
    /// Series with an occurrence in the week, and still to come, that an enrollment from its first day gives a
    /// seat in, and series that wait for a time.
    mutating func compileGroups() {
        groupsOfService = .init(repeating: [], count: services.count)
        rowWidth = .init(repeating: 0, count: services.count)
        var occurrences = [[Int]](repeating: [], count: clinic.series.count)
        for (i, s) in sessions.enumerated() {
            guard case .occurrence(let id, let date) = s.reference, date >= week, let x = seriesIndex[id]
            else { continue }
            occurrences[x].append(i)
        }
        for (x, series) in clinic.series.enumerated() {
            guard let k = serviceIndex[series.service] else { continue }
            if series.slot != nil, occurrences[x].count == 1 {
                addStanding(x, service: k, session: occurrences[x][0])
            }
        }
        var kindIndex: [OpenKind: Int] = [:]
        var kindColumn: [Int] = []
        var kindSlotRange: [(base: Int, count: Int)] = []
        let named = Set(clinic.attendance.compactMap(\.session.series))
        for (x, series) in clinic.series.enumerated() where series.slot == nil && !series.pinned {
            guard let k = serviceIndex[series.service], !named.contains(series.id),
                let kind = openKind(series, service: k)
            else { continue }
            let room = series.room.flatMap { roomIndex[$0] }
            if !series.therapists.isEmpty {
                let known = Set(series.therapists.compactMap { therapistIndex[$0] })
                if series.therapists.count != services[k].facilitators
                    || known.count != series.therapists.count
                {
                    continue
                }
            }
            if services[k].isPresent {
                let fitting = serviceRooms[
                    services[k].roomBase..<services[k].roomBase + services[k].roomCount]
                if let room, !fitting.contains(Int32(room)) { continue }
                if fitting.isEmpty { continue }
            }
            let which: Int
            if let known = kindIndex[kind] {
                which = known
            } else {
                which = kinds.count
                kindIndex[kind] = which
                kinds.append(kind)
                kindColumn.append(rowWidth[k])
                rowWidth[k] += slotBit.count
                let fitting = slots(ofLength: kind.minutes / BitRows.minutes).filter {
                    kind.days[Int(slotDay[$0])] != nil
                }
                kindSlotRange.append((kindSlots.count, fitting.count))
                kindSlots += fitting.map { Int16($0) }
            }
            if kindSlotRange[which].count == 0 { continue }
            var g = PlanGroup()
            g.series = x
            g.service = k
            g.isOpen = true
            g.joined = firstBit / BitRows.perDay
            g.minutes = kind.minutes
            g.bits = kind.minutes / BitRows.minutes
            g.bundled = services[k].isBundled ? kind.minutes : 0
            g.column = kindColumn[which]
            g.capacity = services[k].most
            g.least = services[k].least
            g.slotBase = kindSlotRange[which].base
            g.slotCount = kindSlotRange[which].count
            g.room = services[k].isPresent ? room ?? -1 : -1
            g.givenLeaders = series.therapists.count
            add(g, kind: which, session: -1, leaders: series.therapists)
        }
    }

    private mutating func add(_ group: PlanGroup, kind: Int, session: Int, leaders: [TherapistID]) {
        var g = group
        g.rosterBase = rosterSize
        // A patient has one of its seats.
        let seats = min(max(0, g.capacity - g.standing), clinic.patients.count)
        rosterSize += seats
        mostSeats = max(mostSeats, seats)
        groupsOfService[g.service].append(groups.count)
        groups.append(g)
        groupKind.append(kind)
        groupSession.append(session)
        for i in 0..<leaderStride {
            groupLeaders.append(i < leaders.count ? Int16(therapistIndex[leaders[i]] ?? -1) : -1)
        }
    }

    private mutating func addStanding(_ x: Int, service k: Int, session i: Int) {
        let s = sessions[i]
        var g = PlanGroup()
        g.series = x
        g.service = k
        g.minutes = s.minutes
        g.bits = s.minutes / BitRows.minutes
        g.bundled = services[k].isBundled ? s.minutes : 0
        g.capacity = services[k].most
        if services[k].isPresent, let r = s.room.flatMap({ roomIndex[$0] }) {
            g.capacity = min(g.capacity, clinic.rooms[r].capacity)
        }
        g.least = services[k].least
        g.standing = s.patients.count
        g.start = bit(s.begins.minutes)
        g.day = s.date - week
        // Never after the day by which an enrollment gives a seat in it.
        g.joined = firstBit / BitRows.perDay
        if case .occurrence(_, let pattern) = s.reference { g.joined = min(g.joined, pattern - week) }
        if g.start < firstBit || g.capacity <= g.standing || !BitRows.holds(g.bits) { return }
        g.column = rowWidth[k]
        rowWidth[k] += 1
        add(g, kind: -1, session: i, leaders: [])
    }

    /// Nil when the series can't be given a time: nobody may be in it yet, and the occurrence it would have in
    /// the week must be a plain one.
    private func openKind(_ series: Series, service k: Int) -> OpenKind? {
        if series.enrollments.contains(where: { $0.joined <= last && ($0.left.map { $0 >= week } ?? true) }) {
            return nil
        }
        let minutes = series.minutes ?? services[k].minutes
        guard BitRows.holds(minutes / BitRows.minutes, services[k].noteBits) else { return nil }
        var kind = OpenKind(
            service: k, minutes: minutes, population: series.population,
            days: .init(repeating: nil, count: 7))
        for d in 0..<7 where !closedDays[d] {
            let date = week + d
            if series.exceptions.contains(where: { $0.date == date }) { continue }
            func held(at start: Int) -> [ScheduledSession] {
                var placed = series
                placed.slot = WeeklySlot(date.weekday, TimeOfDay(minutes: start))
                return clinic.occurrences(
                    of: placed, from: week, through: week + 27, minutes: minutes, absentees: absentees)
            }
            let one = held(at: 0)
            let other = held(at: BitRows.minutes)
            guard one.filter({ $0.date <= last }).map(\.date) == [date] else { continue }
            var later: [LaterOccurrence] = []
            for (a, b) in zip(one, other) where a.date > last {
                guard case .occurrence(_, let pattern) = a.reference, pattern >= week else { continue }
                let days = a.date - week
                later.append(
                    LaterOccurrence(
                        week: days / 7 - 1, dayBit: days % 7 * BitRows.perDay,
                        start: a.start == b.start ? Int(a.start.minutes) / BitRows.minutes : nil))
            }
            kind.days[d] = later
        }
        return kind.days.allSatisfy { $0 == nil } ? nil : kind
    }
}
