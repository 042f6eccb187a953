internal import ClinicModel

/// What takes place: series, single sessions, attendance, the waitlist and overrides.
extension DocumentWriter {
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
            m.put("enrollments", s.enrollments, enrollment)
            m.put("exceptions", s.exceptions, exception)
        }
    }
    static func enrollment(_ e: Enrollment) -> V {
        object { m in
            m.put("patient", e.patient)
            m.put("joined", e.joined)
            m.put(some: "left", e.left)
        }
    }
    static func exception(_ e: OccurrenceException) -> V {
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
