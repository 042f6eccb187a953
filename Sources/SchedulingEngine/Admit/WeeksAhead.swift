internal import ClinicModel

/// The weeks after one week, as far as one patient's places there go: everybody's time and every room's, the
/// rosters of the groups with a seat, of other patients nothing but who may not meet whom.
struct WeeksAhead {
    let base: ClinicWeek
    let patient: Int
    /// The patient's place in `weeks`.
    static let who = 0
    /// The first is the week after.
    let weeks: [ClinicWeek]
    /// The last day that is looked at: of the last week, or the patient's last in care.
    let last: CivilDate

    /// Sums over a patient's week depend on the other places of a set; they are asked once there is one.
    static let sums = RuleSet([.authorization, .weeklyMaximum, .therapistMaximum, .onePerDay])
    /// What may break of a session that stands, whoever is in it.
    private static let ofSession: [any Rule.Type] = [
        TherapistHours.self, CredentialRule.self, RoomClosed.self, ClinicHours.self,
    ]

    /// `rosters` says of which series to know who is in them.
    init(_ base: ClinicWeek, _ p: Int, weeks count: Int, rosters: (Int) -> Bool) {
        self.base = base
        patient = p
        let horizon = base.week + 7 * max(1, count) - 1
        last = base.clinic.patients[p].discharged.map { min($0, horizon) } ?? horizon
        let clinic = Self.reduced(base, p, through: last, rosters)
        let directory = Directory(clinic)
        let absentees = Clinic.Absentees(clinic.attendance)
        let sessions =
            last > base.week + 6 ? clinic.scheduledSessions(from: base.week + 7, through: last) : []
        var weeks: [ClinicWeek] = []
        var first = 0
        var week = base.week + 7
        while week <= last {
            let end = sessions[first...].firstIndex { $0.date > week + 6 } ?? sessions.count
            weeks.append(
                ClinicWeek(
                    CompiledWeek(
                        clinic, week: week, directory, sessions: Array(sessions[first..<end]), absentees)))
            first = end
            week = week + 7
        }
        self.weeks = weeks
    }

    /// The clinic without what nobody asks about here. Of other patients it matters only how many have a seat
    /// and who may not meet: all but the latter are the first, second, third stranger of a series.
    private static func reduced(
        _ base: ClinicWeek, _ p: Int, through last: CivilDate, _ rosters: (Int) -> Bool
    ) -> Clinic {
        var clinic = base.clinic
        let next = base.week + 7
        var who = clinic.patients[p]
        who.authorizations = []
        let apart = base.courses.apart[p].map { clinic.patients[$0] }.map {
            Patient(
                id: $0.id, name: $0.name, admitted: $0.admitted,
                noContact: $0.noContact.filter { $0 == who.id })
        }
        let known = Set(apart.map(\.id) + [who.id])
        var strangers: [PatientID] = []
        var renamed: [SeriesID: [PatientID]] = [:]
        var kept: [Series] = []
        for (n, s) in base.clinic.series.enumerated()
        where s.slot != nil && s.from <= last && s.until.map({ next <= $0 }) ?? true {
            var series = s
            if rosters(n) {
                var met: [PatientID] = []
                for i in series.enrollments.indices where !known.contains(s.enrollments[i].patient) {
                    let at = met.firstIndex(of: s.enrollments[i].patient) ?? met.count
                    if at == met.count { met.append(s.enrollments[i].patient) }
                    if at == strangers.count { strangers.append(PatientID("@\(at)")) }
                    series.enrollments[i].patient = strangers[at]
                }
                renamed[s.id] = met
            } else if !s.enrollments.isEmpty {
                series.enrollments = s.enrollments.filter { $0.patient == who.id }
            }
            kept.append(series)
        }
        clinic.patients =
            [who] + apart + strangers.map { Patient(id: $0, name: "", admitted: base.week) }
        clinic.series = kept
        clinic.sessions = clinic.sessions.filter {
            next <= $0.date && $0.date <= last && $0.status != .cancelled
        }
        clinic.attendance = clinic.attendance.compactMap { a in
            if known.contains(a.patient) { return a }
            guard case .occurrence(let id, let date) = a.session, date >= base.week,
                let at = renamed[id]?.firstIndex(of: a.patient)
            else { return nil }
            var out = a
            out.patient = strangers[at]
            return out
        }
        clinic.waitlist = []
        clinic.overrides = []
        return clinic
    }

    private func week(of date: CivilDate) -> Int? {
        weeks.firstIndex { $0.contains(date) }
    }
    /// The compiled week in which a session is held, and its place there.
    private func find(_ reference: SessionReference, near date: CivilDate) -> (week: Int, place: Int)? {
        if let k = week(of: date), let place = weeks[k].placeOfSession[reference] { return (k, place) }
        for (k, w) in weeks.enumerated() {
            if let place = w.placeOfSession[reference] { return (k, place) }
        }
        return nil
    }
}

/// A date of a place in the weeks after.
struct DateAhead {
    /// That the pattern gives.
    var date: CivilDate
    /// Empty: it holds.
    var exceptions: [LaterException.What]
    /// The patient can't be in it.
    var isBarred: Bool
}

extension WeeksAhead {
    /// The dates of a series after the week, were the patient enrolled; those where the patient is enrolled
    /// already are left out.
    func dates(ofSeat series: Int) -> [DateAhead] {
        let s = base.clinic.series[series]
        let calendar = base.clinic.profile.calendar
        return s.patternDates(from: base.week + 7, through: last, calendar: calendar).compactMap { date in
            if base.isEnrolled(patient, in: series, on: date) { return nil }
            return seat(s, on: date)
        }
    }
    private func seat(_ s: Series, on date: CivilDate) -> DateAhead {
        let exception = s.exceptions.first { $0.date == date }
        guard let (k, place) = find(.occurrence(s.id, date), near: date) else {
            if case .cancelled? = exception?.kind {
                return DateAhead(date: date, exceptions: [.cancelled], isBarred: false)
            }
            return DateAhead(
                date: date, exceptions: exception == nil ? [.closed] : [], isBarred: false)
        }
        let week = weeks[k]
        let trial = week.seat(Self.who, in: place, leaving: nil)
        var out = DateAhead(date: date, exceptions: [], isBarred: false)
        let held = week.sessions[place]
        if held.date != date || held.start != s.slot?.start {
            out.exceptions.append(.moved(to: held.begins))
        }
        var found = Findings(withReasons: true)
        let standing = Scope.placing(
            trial.sitting, week.rosters[place], named: trial.name, lifting: place)
        for rule in Self.ofSession { rule.judge(standing, in: week, &found) }
        out.exceptions += found.violations.map { .broken($0) }
        if !week.newlyBroken(trial).isEmpty {
            let broken = week.newViolations(trial).filter { !Self.sums.contains($0.rule) }
            out.exceptions += broken.map { .broken($0) }
            out.isBarred = broken.contains { !$0.rule.isSettledLater }
        }
        return out
    }

    /// The dates of an hour of its own after the week. Where it breaks a rule it is not held, whether a
    /// reason might allow it or not: nobody gave one.
    func dates(ofHour placement: Placement) -> [DateAhead] {
        weeks.indices.compactMap { k in
            var there = placement
            there.date = placement.date + 7 * (k + 1)
            if there.date > last { return nil }
            if base.clinic.profile.isClosed(on: there.date) {
                return DateAhead(date: there.date, exceptions: [.closed], isBarred: false)
            }
            let week = weeks[k]
            let trial = week.trial(there)
            if week.newlyBroken(trial).subtracting(Self.sums).isEmpty {
                return DateAhead(date: there.date, exceptions: [], isBarred: false)
            }
            let broken = week.newViolations(trial).filter { !Self.sums.contains($0.rule) }
            return DateAhead(
                date: there.date, exceptions: broken.map { .broken($0) }, isBarred: !broken.isEmpty)
        }
    }
}

/// When, in the weeks after, an hour of a service can be had, as masks: what `dates(ofHour:)` says of one
/// place, said of all of them at once.
struct HoursAhead {
    private struct Week {
        var possible: WeekMask
        var leading: [WeekMask]
    }
    private let weeks: [Week]

    /// Of those who may lead it.
    init(_ ahead: WeeksAhead, service k: Int, therapists: [Int]) {
        let service = ahead.base.clinic.services[k]
        weeks = ahead.weeks.map { week in
            let blocks = StartBlocks(
                week: week, patient: WeeksAhead.who, service: k, series: -1, minutes: service.minutes,
                name: Placement.unnamed, lifted: nil)
            func free(_ blocks: [Block]) -> WeekMask {
                var out = StartBlocks.always
                for b in blocks where !WeeksAhead.sums.contains(b.rule) { out.subtract(b.starts) }
                return out
            }
            var possible = blocks.open()
            possible.formIntersection(free(blocks.ofPatient()))
            if !service.telehealth {
                possible.formIntersection(
                    SoloSpace.any(
                        week.clinic.rooms.indices.filter { week.suits(room: $0, service: k) }
                            .map { free(blocks.ofRoom($0)) }))
            }
            var leading = [WeekMask](repeating: WeekMask(), count: week.clinic.therapists.count)
            for t in therapists { leading[t] = free(blocks.ofTherapist(t)) }
            return Week(possible: possible, leading: leading)
        }
    }
    /// Weeks in which a team can't lead it at a minute of the week.
    func exceptions(_ team: [Int], at start: Int) -> Int {
        weeks.count { w in
            !(w.possible.contains(minute: start)
                && team.allSatisfy { w.leading[$0].contains(minute: start) })
        }
    }
}
