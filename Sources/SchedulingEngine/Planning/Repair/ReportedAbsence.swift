package import ClinicModel

/// Somebody, or a room, is away from one moment to another (half-open).
package struct ReportedAbsence: Hashable, Sendable {
    package enum Subject: Hashable, Sendable {
        case therapist(TherapistID)
        case room(RoomID)
        case patient(PatientID)
    }
    package var subject: Subject
    package var from: CivilMoment
    package var to: CivilMoment
    package var reason: Confidential?

    package init(subject: Subject, from: CivilMoment, to: CivilMoment, reason: Confidential? = nil) {
        self.subject = subject
        self.from = from
        self.to = to
        self.reason = reason
    }
    package var interval: Interval { Interval(from.minutes, to.minutes) }

    /// Days that an absence lasts at most: two years. Whoever is away longer has left.
    package static let mostDays = 731
    /// It lasts longer than that; of its record there are only so many days.
    package var isTooLong: Bool { to.minutes - from.minutes > Self.mostDays * 1440 }
}

extension ReportedAbsence {
    /// The changes that write it into the clinic: time off, a closure or an unavailable time, in steps of five
    /// minutes, whole days in one piece where the document has whole days. None when it ends before it begins.
    package func record(in clinic: Clinic) -> [Change] {
        switch subject {
        case .therapist(let id):
            let standing = clinic.therapists.first { $0.id == id }?.timeOff ?? []
            return absences(besides: standing).map { .timeOff(id, before: nil, after: $0) }
        case .room(let id):
            let standing = clinic.rooms.first { $0.id == id }?.closures ?? []
            return absences(besides: standing).map { .closure(id, before: nil, after: $0) }
        case .patient(let id):
            let standing = clinic.patients.first { $0.id == id }?.unavailable ?? []
            return stretches.map { stretch in
                .unavailable(
                    id, before: nil,
                    after: Self.new(among: standing, reason) {
                        .dated(DatedWindow(date: stretch.date, from: stretch.from, to: stretch.to, note: $0))
                    })
            }
        }
    }

    /// Cut at midnight, so that each is within one date.
    private var stretches: [(date: CivilDate, from: TimeOfDay, to: TimeOfDay)] {
        let step = WeekMask.resolution
        let begin = from.minutes - (from.minutes % step + step) % step
        let end = min(
            to.minutes + ((-to.minutes) % step + step) % step, begin + Self.mostDays * 1440)
        var out: [(date: CivilDate, from: TimeOfDay, to: TimeOfDay)] = []
        var at = begin
        while at < end {
            let moment = CivilMoment(minutes: at)
            let midnight = Int(moment.date.dayNumber + 1) * 1440
            let until = min(end, midnight)
            out.append((moment.date, moment.time, TimeOfDay(minutes: until - midnight + 1440)))
            at = until
        }
        return out
    }
    private func absences(besides standing: [Absence]) -> [Absence] {
        var out: [Absence] = []
        var whole: [CivilDate] = []
        func endWholeDays() {
            if let first = whole.first, let last = whole.last {
                out.append(
                    Self.new(among: standing, reason) {
                        .days(DayRange(from: first, to: last, reason: $0))
                    })
            }
            whole = []
        }
        for s in stretches {
            if s.from == .midnight, s.to == .endOfDay {
                whole.append(s.date)
                continue
            }
            endWholeDays()
            out.append(
                Self.new(among: standing, reason) {
                    .hours(DatedWindow(date: s.date, from: s.from, to: s.to, note: $0))
                })
        }
        endWholeDays()
        return out
    }
    /// The record with its reason; where just the same stands already, worded so that it is one of its own.
    private static func new<T: Equatable>(
        among standing: [T], _ reason: Confidential?, _ make: (Confidential?) -> T
    ) -> T {
        var record = make(reason)
        var n = 1
        while standing.contains(record) {
            let word = reason?.revealed ?? "absent"
            record = make(Confidential(n == 1 && reason == nil ? word : "\(word) (\(n))"))
            n += 1
        }
        return record
    }
}

extension ReportedAbsence {
    /// Sessions of the week that it touches, in order of time: those led by the therapist, note time included,
    /// those in the room, those that the patient is in. What took place is past mending.
    func hits(in week: ClinicWeek) -> [Int] {
        let from = interval.start - week.origin
        let to = interval.end - week.origin
        let places: [Int]
        switch subject {
        case .therapist(let id):
            places = week.directory.therapists[id].map { Array(week.ofTherapist[$0]) } ?? []
        case .room(let id): places = week.directory.rooms[id].map { Array(week.inRoom[$0]) } ?? []
        case .patient(let id): places = week.directory.patients[id].map { Array(week.ofPatient[$0]) } ?? []
        }
        var isTherapist = false
        var patient: PatientID?
        switch subject {
        case .therapist: isTherapist = true
        case .patient(let id): patient = id
        case .room: break
        }
        return places.filter { i in
            let s = week.sittings[i]
            return s.start < to && from < (isTherapist ? s.noteEnd : s.end)
                && !week.hasTakenPlace(i, with: patient)
        }
    }
}

extension ClinicWeek {
    /// A single session marked as held, or one that somebody (or just this patient) is known to have attended.
    func hasTakenPlace(_ place: Int, with patient: PatientID? = nil) -> Bool {
        let reference = sessions[place].reference
        let isAttended = clinic.attendance.contains { a in
            a.session == reference && !a.status.isAbsent && patient.map { $0 == a.patient } ?? true
        }
        if isAttended { return true }
        guard case .single(let id) = reference else { return false }
        return clinic.sessions.contains { $0.id == id && $0.status == .held }
    }
}
