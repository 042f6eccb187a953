internal import ClinicModel

/// Starts that one rule takes away.
struct Block {
    let rule: RuleName
    let starts: WeekMask
}

/// A session of one patient that looks for its start: which starts each rule blocks, as masks.
///
/// The masks only say faster what the rules say: rules about days and sums are asked themselves, and a test
/// holds the rest to `ClinicWeek.check` at every start.
struct StartBlocks {
    let week: ClinicWeek
    let patient: Int
    let service: Int
    /// -1: none.
    let series: Int
    let minutes: Int
    let name: SessionReference
    /// The session lifted off the week meanwhile.
    let lifted: Int?

    static let always: WeekMask = {
        var mask = WeekMask()
        mask.insert(from: 0, to: 7 * 1440)
        return mask
    }()
    private var busyMinutes: Int { minutes + week.clinic.services[service].noteMinutes }

    /// The session at a minute of the week, led by a team, in a room (-1: none).
    func trial(at start: Int, _ team: [Int] = [], room: Int = -1) -> Trial {
        let service = week.clinic.services[service]
        let sitting = Sitting(
            place: -1, isOnTrial: true, service: self.service, series: series, room: room, start: start,
            end: start + minutes, noteEnd: start + busyMinutes, day: start / 1440,
            isInPerson: !service.telehealth, isBundled: service.bundled)
        return week.trial(
            sitting, Roster(therapists: team, patients: [patient]), named: name, lifting: lifted)
    }

    /// Starts within the clinic's hours, on open days, that end by midnight.
    func open() -> WeekMask {
        var out = WeekMask()
        for s in week.times.open { allow(s, for: minutes, &out) }
        for day in 0..<7 {
            out.remove(
                from: week.times.closures[day] == nil ? (day + 1) * 1440 - minutes + 5 : day * 1440,
                to: (day + 1) * 1440)
        }
        return out
    }
    /// Starts on a grid of minutes from midnight.
    func grid(_ step: Int) -> WeekMask {
        var out = WeekMask()
        for day in 0..<7 {
            for start in stride(from: day * 1440, to: (day + 1) * 1440, by: step) {
                out.insert(from: start, to: start + WeekMask.resolution)
            }
        }
        return out
    }

    /// `days`: rules that judge days and sums, as far as they are asked for.
    func ofPatient(
        judging days: [RuleName] = [.active, .population, .onePerDay, .weeklyMaximum, .authorization]
    ) -> [Block] {
        var out: [Block] = []
        // These judge days and sums, so one start a day stands for all.
        for rule in days {
            var starts = WeekMask()
            for day in 0..<7 where breaks(rule, trial(at: day * 1440)) {
                starts.insert(from: day * 1440, to: (day + 1) * 1440)
            }
            out.append(Block(rule: rule, starts: starts))
        }
        var overlap = WeekMask()
        for k in week.ofPatient.range(patient) where week.ofPatient.values[k] != lifted {
            let s = week.sittings[week.ofPatient.values[k]]
            forbid(s.start, s.end, for: minutes, &overlap)
        }
        out.append(Block(rule: .patientOverlap, starts: overlap))
        return out + ofTimes()
    }
    /// What the patient's own times, and the family's, take away.
    func ofTimes() -> [Block] {
        let times = week.times
        let way = week.clinic.services[service].telehealth ? 0 : week.courses.of[patient].commute
        var out = [
            Block(rule: .patientWork, starts: forbidden(times.work, patient, minutes, widenedBy: way)),
            Block(rule: .patientUnavailable, starts: forbidden(times.unavailable, patient, minutes)),
        ]
        if week.clinic.services[service].withFamily {
            out.append(Block(rule: .familyUnavailable, starts: forbidden(times.family, patient, minutes)))
        }
        return out
    }

    func ofTherapist(_ t: Int) -> [Block] {
        var credential = WeekMask()
        for day in 0..<7 where !week.qualification.holds(t, service: service, day: day) {
            credential.insert(from: day * 1440, to: (day + 1) * 1440)
        }
        var within = WeekMask()
        for k in week.times.hours.range(t) { allow(week.times.hours.values[k], for: busyMinutes, &within) }
        within.subtract(forbidden(week.times.off, t, busyMinutes))
        var overlap = WeekMask()
        for k in week.ofTherapist.range(t) where week.ofTherapist.values[k] != lifted {
            let s = week.sittings[week.ofTherapist.values[k]]
            forbid(s.start, s.noteEnd, for: busyMinutes, &overlap)
        }
        return [
            Block(rule: .credential, starts: credential),
            Block(rule: .therapistHours, starts: Self.always.subtracting(within)),
            Block(
                rule: .therapistMaximum,
                starts: breaks(.therapistMaximum, trial(at: 0, [t])) ? Self.always : WeekMask()),
            Block(rule: .therapistOverlap, starts: overlap),
        ]
    }

    func ofRoom(_ r: Int) -> [Block] {
        if r < 0 { return [] }
        var overlap = WeekMask()
        for k in week.inRoom.range(r) where week.inRoom.values[k] != lifted {
            let s = week.sittings[week.inRoom.values[k]]
            forbid(s.start, s.end, for: minutes, &overlap)
        }
        return [
            Block(
                rule: .roomFeature,
                starts: week.suits(room: r, service: service) ? WeekMask() : Self.always),
            Block(
                rule: .capacity,
                starts: week.seats(service: service, room: r) < 1 ? Self.always : WeekMask()),
            Block(rule: .roomClosed, starts: forbidden(week.times.closed, r, minutes)),
            Block(rule: .roomOverlap, starts: overlap),
        ]
    }

    private func breaks(_ name: RuleName, _ trial: Trial) -> Bool {
        let rule = RuleBook.rule(name)
        var after = Findings(withReasons: true)
        rule.judge(trial.scope, in: week, &after)
        if after.violations.isEmpty { return false }
        var before = Findings(withReasons: true)
        rule.judge(trial.before, in: week, &before)
        return !RuleBook.new(after.violations, since: before.violations).isEmpty
    }
    private func forbidden(_ rows: Rows<Stretch>, _ row: Int, _ length: Int, widenedBy pad: Int = 0)
        -> WeekMask
    {
        var out = WeekMask()
        for k in rows.range(row) {
            forbid(rows.values[k].start - pad, rows.values[k].end + pad, for: length, &out)
        }
        return out
    }
    /// Adds the starts from which `length` minutes touch a stretch.
    private func forbid(_ start: Int, _ end: Int, for length: Int, _ mask: inout WeekMask) {
        mask.insert(from: start - length + WeekMask.resolution, to: end)
    }
    /// Adds the starts from which `length` minutes lie inside a stretch.
    private func allow(_ s: Stretch, for length: Int, _ mask: inout WeekMask) {
        mask.insert(from: s.start, to: s.end - length + WeekMask.resolution)
    }
}
