internal import ClinicModel

/// People, places and what is offered.
extension DocumentWriter {
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
}
