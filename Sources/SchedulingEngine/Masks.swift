package import ClinicModel

extension ClinicWeek {
    package func masks(of patient: PatientID) -> PatientMasks {
        guard let p = directory.patients[patient] else { return PatientMasks() }
        var out = PatientMasks()
        out.work = mask(times.work, p)
        out.commute = mask(times.work, p, widenedBy: courses.of[p].commute).subtracting(out.work)
        out.unavailable = mask(times.unavailable, p)
        out.family = mask(times.family, p)
        out.prefers = courses.of[p].hasWishes ? mask(times.prefers, p) : nil
        out.busy = busy(ofPatient, p, lifting: nil, until: \.end)
        return out
    }
    /// The clinic's hours less its closures.
    package func openMask() -> WeekMask {
        var out = WeekMask()
        for s in times.open { out.insert(from: s.start, to: s.end) }
        for day in 0..<7 where times.closures[day] != nil {
            out.remove(from: day * 1440, to: (day + 1) * 1440)
        }
        return out
    }
    /// A therapist's hours less time off.
    package func hoursMask(of therapist: TherapistID) -> WeekMask {
        directory.therapists[therapist].map { mask(times.hours, $0).subtracting(mask(times.off, $0)) }
            ?? WeekMask()
    }
    /// In a session or writing its notes.
    package func busyMask(of therapist: TherapistID) -> WeekMask {
        directory.therapists[therapist].map { busy(ofTherapist, $0, lifting: nil, until: \.noteEnd) }
            ?? WeekMask()
    }
    /// Taken by a session.
    package func busyMask(of room: RoomID) -> WeekMask {
        directory.rooms[room].map { busy(inRoom, $0, lifting: nil, until: \.end) } ?? WeekMask()
    }
    package func busyMask(of patient: PatientID) -> WeekMask {
        directory.patients[patient].map { busy(ofPatient, $0, lifting: nil, until: \.end) } ?? WeekMask()
    }
    /// When a room is closed.
    package func closedMask(of room: RoomID) -> WeekMask {
        directory.rooms[room].map { mask(times.closed, $0) } ?? WeekMask()
    }

    func mask(_ rows: Rows<Stretch>, _ row: Int, widenedBy minutes: Int = 0) -> WeekMask {
        var out = WeekMask()
        for k in rows.range(row) {
            out.insert(from: rows.values[k].start - minutes, to: rows.values[k].end + minutes)
        }
        return out
    }
    func busy(_ rows: Rows<Int>, _ row: Int, lifting lifted: Int?, until end: (Sitting) -> Int) -> WeekMask {
        var out = WeekMask()
        for k in rows.range(row) where rows.values[k] != lifted {
            let s = sittings[rows.values[k]]
            out.insert(from: s.start, to: end(s))
        }
        return out
    }

    /// The stretches of a patient's week that a drawing names, in order of time.
    package func labelled(of patient: PatientID) -> [LabelledTime] {
        guard let p = directory.patients[patient] else { return [] }
        let who = clinic.patients[p]
        let whole = Interval(origin, origin + 7 * 1440)
        var out: [LabelledTime] = []
        func put(_ interval: Interval, _ kind: LabelledTime.Kind, _ label: Confidential?) {
            let cut = Interval(max(interval.start, whole.start), min(interval.end, whole.end))
            if cut.start < cut.end { out.append(LabelledTime(interval: cut, kind: kind, label: label)) }
        }
        for s in times.work[p] {
            let i = interval(s)
            let way = courses.of[p].commute
            put(Interval(i.start - way, i.start), .commute, nil)
            put(i, .work, who.work[s.source].label)
            put(Interval(i.end, i.end + way), .commute, nil)
        }
        for s in times.unavailable[p] {
            let isGroup = s.source >= who.unavailable.count
            put(
                interval(s), isGroup ? .supportGroup : .unavailable,
                labelOfUnavailable(p, source: s.source))
        }
        for s in times.family[p] {
            let relation = who.family[s.source].relation
            put(interval(s), .family, relation.map { Confidential("\($0) away") })
        }
        for s in times.prefers[p] { put(interval(s), .prefers, nil) }
        return out.sorted { ($0.interval.start, $0.interval.end) < ($1.interval.start, $1.interval.end) }
    }
}
