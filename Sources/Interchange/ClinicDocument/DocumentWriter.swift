package import ClinicModel

extension ClinicDocument {
    /// The document of a clinic in its canonical form: keys in the order of the format's description, those
    /// at their default left out, lists in their order. The same clinic gives the same bytes.
    package static func write(_ clinic: Clinic) -> String { JSONWriter.page(DocumentWriter.document(clinic)) }
}

/// Clinic → JSON value.
enum DocumentWriter {
    typealias V = JSONValue

    /// Members of an object; what is at its default is not put in.
    struct Members {
        private(set) var list: [(String, V)] = []
        var value: V { .object(list) }
        mutating func put(_ key: String, _ value: V) { list.append((key, value)) }
        mutating func put(_ key: String, _ text: String) { put(key, .string(text)) }
        mutating func put(_ key: String, _ n: Int) { put(key, .integer(n)) }
        mutating func put(_ key: String, _ date: CivilDate) { put(key, .string(date.description)) }
        mutating func put(_ key: String, _ time: TimeOfDay) { put(key, .string(time.description)) }
        mutating func put<K>(_ key: String, _ id: Identifier<K>) { put(key, .string(id.rawValue)) }
        mutating func put(some key: String, _ text: String?) { if let text { put(key, text) } }
        mutating func put(some key: String, _ text: Confidential?) { if let text { put(key, text.revealed) } }
        mutating func put(some key: String, _ n: Int?) { if let n { put(key, n) } }
        mutating func put(some key: String, _ date: CivilDate?) { if let date { put(key, date) } }
        mutating func put<K>(some key: String, _ id: Identifier<K>?) { if let id { put(key, id) } }
        mutating func put(_ key: String, _ n: Int, unless standard: Int) { if n != standard { put(key, n) } }
        mutating func put(_ key: String, _ flag: Bool, unless standard: Bool) {
            if flag != standard { put(key, .bool(flag)) }
        }
        mutating func put(_ key: String, texts: [String]) {
            if !texts.isEmpty { put(key, .array(texts.map { .string($0) })) }
        }
        mutating func put<K>(_ key: String, ids: [Identifier<K>]) { put(key, texts: ids.map(\.rawValue)) }
        mutating func put<T>(_ key: String, _ list: [T], _ body: (T) -> V) {
            if !list.isEmpty { put(key, .array(list.map(body))) }
        }
    }
    static func object(_ body: (inout Members) -> Void) -> V {
        var m = Members()
        body(&m)
        return m.value
    }

    static func document(_ c: Clinic) -> V {
        object { m in
            m.put("format", "vesper-clinic")
            m.put("version", 1)
            m.put("clinic", profile(c.profile))
            m.put("levelsOfCare", .array(c.levelsOfCare.map(levelOfCare)))
            m.put("payers", .array(c.payers.map(payer)))
            m.put("services", .array(c.services.map(service)))
            m.put("rooms", .array(c.rooms.map(room)))
            m.put("therapists", .array(c.therapists.map(therapist)))
            m.put("patients", .array(c.patients.map(patient)))
            m.put("series", .array(c.series.map(series)))
            m.put("sessions", .array(c.sessions.map(session)))
            m.put("attendance", .array(c.attendance.map(attendance)))
            m.put("waitlist", .array(c.waitlist.map(waiting)))
            m.put("supportGroups", .array(c.supportGroups.map(supportGroup)))
            m.put("overrides", .array(c.overrides.map(override)))
        }
    }

    // MARK: Times

    static func weekly(_ w: WeeklyWindow) -> V {
        object { m in
            m.put("days", .array(w.days.map { .string($0.code) }))
            m.put("from", w.from)
            m.put("to", w.to)
            m.put(some: "label", w.label)
            m.put("everyWeeks", w.everyWeeks, unless: 1)
            m.put(some: "starting", w.starting)
        }
    }
    static func dated(_ w: DatedWindow, note: String) -> V {
        object { m in
            m.put("date", w.date)
            m.put("from", w.from)
            m.put("to", w.to)
            m.put(some: note, w.note)
        }
    }
    static func days(_ d: DayRange) -> V {
        object { m in
            m.put("from", d.from)
            m.put("to", d.to)
            m.put(some: "reason", d.reason)
        }
    }
    static func unavailable(_ t: UnavailableTime) -> V {
        switch t {
        case .weekly(let w): weekly(w)
        case .dated(let w): dated(w, note: "label")
        }
    }
    static func absence(_ a: Absence) -> V {
        switch a {
        case .days(let d): days(d)
        case .hours(let w): dated(w, note: "reason")
        }
    }
    static func pair(_ r: ClosedRange<Int>) -> V { .array([.integer(r.lowerBound), .integer(r.upperBound)]) }
    static func copay(_ c: Copay) -> V {
        object { m in
            m.put("unit", c.unit.rawValue)
            m.put("cents", c.cents)
        }
    }
}
