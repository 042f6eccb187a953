internal import ClinicModel

/// What takes place: series, single sessions, attendance, the waitlist and overrides.
extension DocumentReader {
    mutating func series(_ value: JSONValue) -> Series? {
        let keys = [
            "id", "name", "track", "service", "weekday", "start", "room", "therapists", "everyWeeks", "from",
            "until",
            "minutes", "population", "firstTopic", "pinned", "enrollments", "exceptions",
        ]
        guard let f = fields(value, keys) else { return nil }
        let id = SeriesID(newID(f, .series))
        let weekday = nullable(f, "weekday") { $0.weekday($1) }
        let start = nullable(f, "start") { $0.startTime($1) }
        let lacks = { (key: String) in f[key].map { $0.content == .null } ?? true }
        if lacks("weekday") != lacks("start") {
            inside(.key(lacks("weekday") ? "weekday" : "start")) {
                $0.complain("weekday and start stand together or not at all", line: f.line)
            }
        }
        let slot = weekday.flatMap { day in start.map { WeeklySlot(day, $0) } }
        let service = required(f, "service", "") { $0.reference($1, .service) }
        return Series(
            id: id, name: confidential(f, "name"), track: text(orNull: f, "track"),
            service: ServiceID(service), slot: slot,
            room: nullable(f, "room") { $0.reference($1, .room) }.map { RoomID($0) },
            therapists: optional(f, "therapists", []) { $0.references($1, .therapist) }.map {
                TherapistID($0)
            },
            everyWeeks: optional(f, "everyWeeks", 1) { $0.whole($1, from: 1) }, from: date(f, "from"),
            until: date(orNull: f, "until"),
            minutes: nullable(f, "minutes") { $0.length($1) },
            population: nullable(f, "population") { $0.population($1) },
            firstTopic: optional(f, "firstTopic", 0) { $0.topic($1, of: service) },
            pinned: optional(f, "pinned", false) { $0.flag($1) },
            enrollments: list(f, "enrollments") { $0.enrollment($1) }, exceptions: exceptions(f))
    }
    private mutating func topic(_ value: JSONValue, of service: String) -> Int? {
        guard let n = whole(value) else { return nil }
        // Of a service that there is not, another problem tells.
        if let count = topics[service], n >= max(1, count) {
            complain("\(n) is none of the service's \(count) topics, counted from 0", line: value.line)
        }
        return n
    }
    private mutating func population(_ value: JSONValue) -> Population? {
        guard let f = fields(value, ["ageBand", "gender", "approach"]) else { return nil }
        return Population(
            ageBand: nullable(f, "ageBand") { $0.one($1) }, gender: text(orNull: f, "gender"),
            approach: text(orNull: f, "approach"))
    }
    private mutating func enrollment(_ value: JSONValue) -> Enrollment? {
        guard let f = fields(value, ["patient", "joined", "left"]) else { return nil }
        return Enrollment(
            patient: PatientID(required(f, "patient", "") { $0.reference($1, .patient) }),
            joined: date(f, "joined"),
            left: date(orNull: f, "left"))
    }
    private mutating func exceptions(_ f: Fields) -> [OccurrenceException] {
        var dates: Set<CivilDate> = []
        return list(f, "exceptions") { reader, value in
            guard let f = reader.fields(value, ["date", "kind", "reason", "to"]) else { return nil }
            let date = reader.required(f, "date") { reader, value -> CivilDate? in
                guard let date = reader.date(value) else { return nil }
                if !dates.insert(date).inserted {
                    reader.complain("\(date) has an exception of this series already", line: value.line)
                }
                return date
            }
            let reason = reader.confidential(f, "reason")
            let kind = reader.required(f, "kind") { reader, value -> OccurrenceException.Kind? in
                switch value.content {
                case .string("cancelled"): return .cancelled
                case .string("changed"): return .changed(.init())
                default:
                    reader.complain(value, "one of cancelled, changed")
                    return nil
                }
            }
            let to = reader.nullable(f, "to") { $0.replacement($1) }
            let given = f["to"].map { $0.content != .null } ?? false
            if let kind, (kind != .cancelled) != given {
                reader.inside(.key("to")) {
                    $0.complain("it stands with kind \"changed\", and only there", line: f.line)
                }
            }
            return OccurrenceException(
                date: date ?? Self.noDate,
                kind: kind == .changed(.init()) ? .changed(to ?? .init()) : .cancelled,
                reason: reason)
        }
    }
    private mutating func replacement(_ value: JSONValue) -> OccurrenceException.Replacement? {
        guard let f = fields(value, ["date", "start", "room", "therapists"]) else { return nil }
        return .init(
            date: date(orNull: f, "date"), start: nullable(f, "start") { $0.startTime($1) },
            room: nullable(f, "room") { $0.reference($1, .room) }.map { RoomID($0) },
            therapists: nullable(f, "therapists") { $0.references($1, .therapist) }?.map { TherapistID($0) })
    }
    mutating func session(_ value: JSONValue) -> Session? {
        let keys = [
            "id", "service", "date", "start", "room", "therapists", "patients", "pinned", "status", "minutes",
        ]
        guard let f = fields(value, keys) else { return nil }
        return Session(
            id: SessionID(newID(f, .session)),
            service: ServiceID(required(f, "service", "") { $0.reference($1, .service) }),
            date: date(f, "date"), start: start(f, "start"),
            room: nullable(f, "room") { $0.reference($1, .room) }.map { RoomID($0) },
            therapists: optional(f, "therapists", []) { $0.references($1, .therapist) }.map {
                TherapistID($0)
            },
            patients: optional(f, "patients", []) { $0.references($1, .patient) }.map { PatientID($0) },
            pinned: optional(f, "pinned", false) { $0.flag($1) },
            status: optional(f, "status", .booked) { $0.one($1) },
            minutes: nullable(f, "minutes") { $0.length($1) })
    }
    /// `g1@2026-11-09` or a single session's id; where it may be, also a series as a whole.
    private mutating func sessionName(_ value: JSONValue, orSeries: Bool) -> OverrideScope? {
        guard let text = string(value) else { return nil }
        guard let reference = SessionReference(text) else {
            complain(value, "a session: an id, or SERIES@DATE")
            return nil
        }
        if case .occurrence(let series, _) = reference {
            _ = self.reference(JSONValue(.string(series.rawValue), line: value.line), .series)
            return .session(reference)
        }
        guard orSeries else {
            _ = self.reference(value, .session)
            return .session(reference)
        }
        _ = self.reference(value, .series, .session)
        // The referee of the format looks among the series first.
        return known[.series]?[text] != nil ? .series(SeriesID(text)) : .session(reference)
    }
    mutating func attendance(_ value: JSONValue) -> Attendance? {
        guard let f = fields(value, ["session", "patient", "status", "minutesLate", "minutesLeftEarly"])
        else { return nil }
        let nowhere = OverrideScope.session(.single(""))
        guard
            case .session(let session) = required(
                f, "session", nowhere, { $0.sessionName($1, orSeries: false) })
        else { return nil }
        return Attendance(
            session: session, patient: PatientID(required(f, "patient", "") { $0.reference($1, .patient) }),
            status: required(f, "status", .attended) { $0.one($1) },
            minutesLate: optional(f, "minutesLate", 0) { $0.whole($1) },
            minutesLeftEarly: optional(f, "minutesLeftEarly", 0) { $0.whole($1) })
    }
    mutating func waiting(_ value: JSONValue) -> WaitlistEntry? {
        guard let f = fields(value, ["patient", "service", "since", "note"]) else { return nil }
        return WaitlistEntry(
            patient: PatientID(required(f, "patient", "") { $0.reference($1, .patient) }),
            service: ServiceID(required(f, "service", "") { $0.reference($1, .service) }),
            since: date(f, "since"),
            note: confidential(f, "note"))
    }
    mutating func override(_ value: JSONValue) -> RuleOverride? {
        guard let f = fields(value, ["rule", "session", "person", "reason", "by", "on"]) else { return nil }
        let rule = required(f, "rule", RuleName.capacity) { reader, value in
            if case .string(let s) = value.content, let r = RuleName(rawValue: s), r.isOverridable {
                return r
            }
            let names = RuleName.allCases.filter(\.isOverridable).map(\.rawValue)
            reader.complain(value, "a rule that may be overridden (\(names.joined(separator: ", ")))")
            return nil
        }
        return RuleOverride(
            rule: rule,
            scope: required(f, "session", .session(.single(""))) { $0.sessionName($1, orSeries: true) },
            person: nullable(f, "person") { $0.reference($1, .patient, .therapist) },
            reason: Confidential(text(f, "reason")), by: text(orNull: f, "by"), on: date(orNull: f, "on"))
    }
}
