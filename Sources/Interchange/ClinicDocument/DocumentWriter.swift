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

    // MARK: Nouns

    static func profile(_ p: ClinicProfile) -> V {
        object { m in
            m.put("name", p.name)
            m.put("timeZone", p.timeZone)
            m.put("weekStartsOn", p.weekStartsOn.code)
            m.put("gridMinutes", p.gridMinutes)
            m.put("hours", .array(p.hours.map(weekly)))
            m.put("closures", p.closures, days)
            m.put("accreditations", p.accreditations) { a in
                object { m in
                    m.put("name", a.name)
                    m.put(some: "number", a.number)
                    m.put(some: "expires", a.expires)
                }
            }
        }
    }
    static func levelOfCare(_ l: LevelOfCare) -> V {
        object { m in
            m.put("id", l.id)
            m.put("name", l.name)
            m.put("weeklyMinutes", pair(l.weeklyMinutes))
            if let a = l.adolescentWeeklyMinutes { m.put("adolescentWeeklyMinutes", pair(a)) }
            m.put("minimumDays", l.minimumDays)
            m.put(some: "source", l.source)
            m.put(some: "effective", l.effective)
        }
    }
    static func payer(_ p: Payer) -> V {
        object { m in
            m.put("id", p.id)
            m.put("name", p.name)
            m.put("minimumDayMinutes", p.minimumDayMinutes)
            if let c = p.copay { m.put("copay", copay(c)) }
        }
    }
    static func service(_ s: Service) -> V {
        object { m in
            m.put("id", s.id)
            m.put("name", s.name)
            m.put(some: "short", s.short)
            m.put("component", s.component)
            m.put("minutes", s.minutes)
            m.put("credentials", texts: s.credentials)
            m.put("facilitators", s.facilitators)
            m.put("capacity", .array([.integer(s.leastPatients), .integer(s.mostPatients)]))
            m.put("noteMinutes", s.noteMinutes, unless: 0)
            m.put("bundled", .bool(s.bundled))
            m.put("telehealth", s.telehealth, unless: false)
            m.put("roomFeatures", texts: s.roomFeatures)
            m.put(some: "code", s.code)
            m.put("withFamily", s.withFamily, unless: false)
            m.put("topics", texts: s.topics)
        }
    }
    static func room(_ r: Room) -> V {
        object { m in
            m.put("id", r.id)
            m.put("name", r.name)
            m.put("capacity", r.capacity)
            m.put("features", texts: r.features)
            m.put("closures", r.closures, absence)
        }
    }
    static func therapist(_ t: Therapist) -> V {
        object { m in
            m.put("id", t.id)
            m.put("name", t.name.revealed)
            m.put("credentials", texts: t.credentials)
            m.put(some: "gender", t.gender)
            m.put("hours", t.hours, weekly)
            m.put("timeOff", t.timeOff, absence)
            m.put(some: "maximumWeeklyMinutes", t.maximumWeeklyMinutes)
            m.put(some: "phone", t.phone)
            m.put("licenses", t.licenses) { l in
                object { m in
                    m.put("credential", l.credential)
                    m.put(some: "number", l.number)
                    m.put("expires", l.expires)
                }
            }
        }
    }
    static func patient(_ p: Patient) -> V {
        object { m in
            m.put("id", p.id)
            m.put("name", p.name.revealed)
            m.put(some: "birthYear", p.birthYear)
            m.put(some: "gender", p.gender)
            m.put("languages", texts: p.languages)
            m.put(some: "levelOfCare", p.levelOfCare)
            m.put("ageBand", p.ageBand.rawValue)
            m.put(some: "payer", p.payer)
            if let c = p.copay { m.put("copay", copay(c)) }
            m.put(some: "phone", p.phone)
            m.put(some: "referredFrom", p.referredFrom)
            m.put("approaches", texts: p.approaches)
            m.put("admitted", p.admitted)
            m.put(some: "discharged", p.discharged)
            m.put("work", p.work, weekly)
            m.put("commuteMinutes", p.commuteMinutes, unless: 0)
            m.put("unavailable", p.unavailable, unavailable)
            m.put("prefers", p.prefers, weekly)
            if let x = p.plan { m.put("plan", plan(x)) }
            m.put("steps", p.steps) { s in
                object { m in
                    m.put("from", s.from)
                    m.put(some: "levelOfCare", s.levelOfCare)
                    if let x = s.plan { m.put("plan", plan(x)) }
                    m.put(some: "reason", s.reason)
                }
            }
            m.put("family", p.family) { f in
                object { m in
                    m.put("name", f.name.revealed)
                    m.put(some: "relation", f.relation)
                    m.put(some: "phone", f.phone)
                    m.put("unavailable", f.unavailable, unavailable)
                }
            }
            m.put("supportGroups", ids: p.supportGroups)
            m.put(some: "primaryTherapist", p.primaryTherapist)
            m.put("careTeam", ids: p.careTeam)
            m.put("noContact", ids: p.noContact)
            m.put("authorizations", p.authorizations, authorization)
        }
    }
    private static func plan(_ p: CarePlan) -> V {
        object { m in
            m.put("needs", p.needs) { n in
                object { m in
                    m.put("service", n.service)
                    m.put("count", n.count)
                    m.put("everyWeeks", n.everyWeeks, unless: 1)
                    m.put(some: "starting", n.starting)
                }
            }
            m.put("goals", p.goals) { g in
                object { m in
                    m.put("text", g.text.revealed)
                    m.put("status", g.status.rawValue)
                    m.put(some: "by", g.by)
                }
            }
            m.put(some: "nextReview", p.nextReview)
        }
    }
    private static func authorization(_ a: Authorization) -> V {
        object { m in
            m.put("number", a.number)
            m.put("unit", a.unit.rawValue)
            m.put("services", .array(a.services.map { .string($0.rawValue) }))
            m.put("granted", a.granted)
            m.put("from", a.from)
            m.put("to", a.to)
            m.put(some: "nextReview", a.nextReview)
        }
    }

    // MARK: What takes place

    static func series(_ s: Series) -> V {
        object { m in
            m.put("id", s.id)
            m.put(some: "name", s.name)
            m.put(some: "track", s.track)
            m.put("service", s.service)
            if let slot = s.slot {
                m.put("weekday", slot.weekday.code)
                m.put("start", slot.start)
            }
            m.put(some: "room", s.room)
            m.put("therapists", ids: s.therapists)
            m.put("everyWeeks", s.everyWeeks, unless: 1)
            m.put("from", s.from)
            m.put(some: "until", s.until)
            m.put(some: "minutes", s.minutes)
            if let p = s.population {
                m.put(
                    "population",
                    object { m in
                        m.put(some: "ageBand", p.ageBand?.rawValue)
                        m.put(some: "gender", p.gender)
                        m.put(some: "approach", p.approach)
                    })
            }
            m.put("firstTopic", s.firstTopic, unless: 0)
            m.put("pinned", s.pinned, unless: false)
            m.put("enrollments", s.enrollments) { e in
                object { m in
                    m.put("patient", e.patient)
                    m.put("joined", e.joined)
                    m.put(some: "left", e.left)
                }
            }
            m.put("exceptions", s.exceptions, exception)
        }
    }
    private static func exception(_ e: OccurrenceException) -> V {
        object { m in
            m.put("date", e.date)
            if case .changed(let to) = e.kind {
                m.put("kind", "changed")
                m.put(
                    "to",
                    object { m in
                        m.put(some: "date", to.date)
                        if let start = to.start { m.put("start", start) }
                        m.put(some: "room", to.room)
                        if let t = to.therapists {
                            m.put("therapists", .array(t.map { .string($0.rawValue) }))
                        }
                    })
            } else {
                m.put("kind", "cancelled")
            }
            m.put(some: "reason", e.reason)
        }
    }
    static func session(_ s: Session) -> V {
        object { m in
            m.put("id", s.id)
            m.put("service", s.service)
            m.put("date", s.date)
            m.put("start", s.start)
            m.put(some: "room", s.room)
            m.put("therapists", ids: s.therapists)
            m.put("patients", ids: s.patients)
            m.put("pinned", s.pinned, unless: false)
            m.put("status", s.status.rawValue)
            m.put(some: "minutes", s.minutes)
        }
    }
    static func attendance(_ a: Attendance) -> V {
        object { m in
            m.put("session", a.session.description)
            m.put("patient", a.patient)
            m.put("status", a.status.rawValue)
            m.put("minutesLate", a.minutesLate, unless: 0)
            m.put("minutesLeftEarly", a.minutesLeftEarly, unless: 0)
        }
    }
    static func waiting(_ w: WaitlistEntry) -> V {
        object { m in
            m.put("patient", w.patient)
            m.put("service", w.service)
            m.put("since", w.since)
            m.put(some: "note", w.note)
        }
    }
    static func supportGroup(_ g: SupportGroup) -> V {
        object { m in
            m.put("id", g.id)
            m.put("name", g.name)
            m.put(some: "place", g.place)
            m.put("meets", .array(g.meets.map(weekly)))
        }
    }
    static func override(_ o: RuleOverride) -> V {
        object { m in
            m.put("rule", o.rule.rawValue)
            m.put("session", o.scope.description)
            m.put(some: "person", o.person)
            m.put("reason", o.reason.revealed)
            m.put(some: "by", o.by)
            m.put(some: "on", o.on)
        }
    }
}
