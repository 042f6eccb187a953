internal import ClinicModel
internal import GRDB

extension Database {
    func readSeries() throws -> [Series] {
        var list = try all(
            """
            SELECT id, name, track, service, weekday, start, room, every_weeks, from_day, until_day, minutes,
            has_population, age_band, gender, approach, first_topic, pinned FROM series ORDER BY position
            """
        ) { try $0.series() }
        var owners = Owners(list.map(\.id.rawValue))
        try each("SELECT series, therapist FROM series_therapist ORDER BY series, position") {
            list[try owners.place(of: $0.text())].therapists.append($0.id())
        }
        try each("SELECT series, patient, joined, left_day FROM enrollment ORDER BY series, position") {
            list[try owners.place(of: $0.text())].enrollments.append(
                Enrollment(patient: $0.id(), joined: try $0.date(), left: try $0.dateOrNil()))
        }
        var therapists: [String: [CivilDate: [TherapistID]]] = [:]
        try each("SELECT series, date, therapist FROM exception_therapist ORDER BY series, date, position") {
            therapists[$0.text(), default: [:]][try $0.date(), default: []].append($0.id())
        }
        try each(
            """
            SELECT series, date, kind, reason, to_day, start, room, has_therapists FROM exception
            ORDER BY series, position
            """
        ) { c in
            let series = c.text()
            let date = try c.date()
            let isChanged = c.text() == "changed"
            let reason = c.hiddenOrNil()
            var to = OccurrenceException.Replacement(
                date: try c.dateOrNil(), start: try c.timeOrNil(), room: c.idOrNil())
            if c.flag() { to.therapists = therapists[series]?[date] ?? [] }
            list[try owners.place(of: series)].exceptions.append(
                OccurrenceException(date: date, kind: isChanged ? .changed(to) : .cancelled, reason: reason))
        }
        return list
    }

    func readSessions() throws -> [Session] {
        var list = try all(
            """
            SELECT id, service, date, start, room, pinned, status, minutes FROM session ORDER BY position
            """
        ) { c in
            Session(
                id: c.id(), service: c.id(), date: try c.date(), start: try c.time(), room: c.idOrNil(),
                pinned: c.flag(), status: try c.word(), minutes: c.numberOrNil())
        }
        var owners = Owners(list.map(\.id.rawValue))
        try each("SELECT session, therapist FROM session_therapist ORDER BY session, position") {
            list[try owners.place(of: $0.text())].therapists.append($0.id())
        }
        try each("SELECT session, patient FROM session_patient ORDER BY session, position") {
            list[try owners.place(of: $0.text())].patients.append($0.id())
        }
        return list
    }

    func readAttendance() throws -> [Attendance] {
        try all(
            """
            SELECT session, series, date, patient, status, minutes_late, minutes_left_early FROM attendance
            ORDER BY position
            """
        ) { c in
            guard case .session(let session) = try c.sessionName() else {
                throw BadRow(detail: "attendance of a whole series")
            }
            return Attendance(
                session: session, patient: c.id(), status: try c.word(), minutesLate: c.number(),
                minutesLeftEarly: c.number())
        }
    }

    func readWaitlist() throws -> [WaitlistEntry] {
        try all("SELECT patient, service, since, note FROM waitlist ORDER BY position") {
            WaitlistEntry(patient: $0.id(), service: $0.id(), since: try $0.date(), note: $0.hiddenOrNil())
        }
    }

    func readOverrides() throws -> [RuleOverride] {
        try all(
            """
            SELECT rule, session, series, date, person, reason, by_whom, on_day FROM rule_override
            ORDER BY position
            """
        ) { c in
            RuleOverride(
                rule: try c.word(), scope: try c.sessionName(), person: c.textOrNil(), reason: c.hidden(),
                by: c.textOrNil(), on: try c.dateOrNil())
        }
    }
}

extension Columns {
    /// session, series, date
    fileprivate mutating func sessionName() throws -> OverrideScope {
        let single: SessionID? = idOrNil()
        let series: SeriesID? = idOrNil()
        let date = try dateOrNil()
        if let single { return .session(.single(single)) }
        guard let series else { throw BadRow(detail: "neither a session nor a series") }
        if let date { return .session(.occurrence(series, date)) }
        return .series(series)
    }
    fileprivate mutating func series() throws -> Series {
        let id: SeriesID = id()
        let name = hiddenOrNil()
        let track = textOrNil()
        let service: ServiceID = self.id()
        let weekday = try numberOrNil().map(Weekdays.weekday)
        let start = try timeOrNil()
        var s = Series(
            id: id, name: name, track: track, service: service, room: idOrNil(), everyWeeks: number(),
            from: try date(), until: try dateOrNil(), minutes: numberOrNil())
        if let weekday, let start { s.slot = WeeklySlot(weekday, start) }
        let hasPopulation = flag()
        let population = Population(ageBand: try wordOrNil(), gender: textOrNil(), approach: textOrNil())
        if hasPopulation { s.population = population }
        s.firstTopic = number()
        s.pinned = flag()
        return s
    }
}
