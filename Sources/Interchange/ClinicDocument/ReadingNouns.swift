internal import ClinicModel

/// The nouns of the document, in its order.
extension DocumentReader {
    mutating func document(_ root: JSONValue) -> Clinic {
        let empty = Clinic(profile: ClinicProfile(name: "", timeZone: "", hours: []))
        let keys = [
            "format", "version", "clinic", "levelsOfCare", "payers", "services", "rooms", "therapists",
            "patients",
            "series", "sessions", "attendance", "waitlist", "supportGroups", "overrides",
        ]
        if case .object(let members) = root.content,
            !members.contains(where: { $0.key == "format" || $0.key == "clinic" })
        {
            // Another kind of file: one sentence says more than fifty missing and unknown keys.
            inside(.key("format")) {
                $0.complain("the key is missing: this is no clinic document", line: root.line)
            }
            return empty
        }
        guard let f = fields(root, keys) else { return empty }
        _ = required(f, "format") { reader, value -> Bool? in
            if value.content != .string("vesper-clinic") { reader.complain(value, "\"vesper-clinic\"") }
            return nil
        }
        _ = required(f, "version", 1) { reader, value -> Int? in
            if value.content != .integer(1) {
                reader.complain(value, "1, the version that is understood here")
            }
            return 1
        }
        let profile = required(f, "clinic", empty.profile) { $0.profile($1) }
        let clinic = Clinic(
            profile: profile, levelsOfCare: things(f, "levelsOfCare", .levelOfCare) { $0.levelOfCare($1) },
            payers: things(f, "payers", .payer) { $0.payer($1) },
            services: things(f, "services", .service) { $0.service($1) },
            rooms: things(f, "rooms", .room) { $0.room($1) },
            therapists: things(f, "therapists", .therapist) { $0.therapist($1) },
            patients: things(f, "patients", .patient) { $0.patient($1) },
            series: things(f, "series", .series) { $0.series($1) },
            sessions: things(f, "sessions", .session) { $0.session($1) },
            attendance: list(f, "attendance") { $0.attendance($1) },
            waitlist: list(f, "waitlist") { $0.waiting($1) },
            supportGroups: things(f, "supportGroups", .supportGroup) { $0.supportGroup($1) },
            overrides: list(f, "overrides") { $0.override($1) })
        resolve()
        return clinic
    }

    private mutating func profile(_ value: JSONValue) -> ClinicProfile? {
        guard
            let f = fields(
                value,
                ["name", "timeZone", "weekStartsOn", "gridMinutes", "hours", "closures", "accreditations"])
        else { return nil }
        return ClinicProfile(
            name: text(f, "name"), timeZone: text(f, "timeZone"),
            weekStartsOn: required(f, "weekStartsOn", .monday) { $0.weekday($1) },
            gridMinutes: required(f, "gridMinutes", 15) { $0.whole($1, from: 5, step: 5) },
            hours: requiredList(f, "hours") { $0.weekly($1) }, closures: list(f, "closures") { $0.days($1) },
            accreditations: list(f, "accreditations") { reader, value in
                guard let f = reader.fields(value, ["name", "number", "expires"]) else { return nil }
                return Accreditation(
                    name: reader.text(f, "name"), number: reader.text(orNull: f, "number"),
                    expires: reader.date(orNull: f, "expires"))
            })
    }
    private mutating func levelOfCare(_ value: JSONValue) -> LevelOfCare? {
        let keys = [
            "id", "name", "weeklyMinutes", "adolescentWeeklyMinutes", "minimumDays", "source", "effective",
        ]
        guard let f = fields(value, keys) else { return nil }
        return LevelOfCare(
            id: LevelOfCareID(newID(f, .levelOfCare)), name: text(f, "name"),
            weeklyMinutes: required(f, "weeklyMinutes", 0...0) { $0.pair($1, from: 0) },
            adolescentWeeklyMinutes: nullable(f, "adolescentWeeklyMinutes") { $0.pair($1, from: 0) },
            minimumDays: required(f, "minimumDays", 0) { $0.whole($1) }, source: text(orNull: f, "source"),
            effective: date(orNull: f, "effective"))
    }
    private mutating func payer(_ value: JSONValue) -> Payer? {
        guard let f = fields(value, ["id", "name", "minimumDayMinutes", "copay"]) else { return nil }
        return Payer(
            id: PayerID(newID(f, .payer)), name: text(f, "name"),
            minimumDayMinutes: required(f, "minimumDayMinutes", 0) { $0.whole($1) }, copay: copay(f))
    }
    private mutating func service(_ value: JSONValue) -> Service? {
        let keys = [
            "id", "name", "short", "component", "minutes", "credentials", "facilitators", "capacity",
            "noteMinutes",
            "bundled", "telehealth", "roomFeatures", "code", "withFamily", "topics",
        ]
        guard let f = fields(value, keys) else { return nil }
        let capacity = required(f, "capacity", 1...1) { $0.pair($1, from: 1, to: ClinicLimits.people) }
        let id = newID(f, .service)
        let before = problems.count
        let topics = texts(f, "topics")
        if problems.count == before { self.topics[id] = topics.count }
        return Service(
            id: ServiceID(id), name: text(f, "name"), short: text(orNull: f, "short"),
            component: text(f, "component"),
            minutes: required(f, "minutes", 5) { $0.length($1) },
            credentials: texts(f, "credentials"),
            facilitators: required(f, "facilitators", 1) {
                $0.whole($1, from: 1, to: ClinicLimits.people)
            },
            leastPatients: capacity.lowerBound, mostPatients: capacity.upperBound,
            noteMinutes: optional(f, "noteMinutes", 0) { $0.length($1, from: 0) },
            bundled: required(f, "bundled", true) { $0.flag($1) },
            telehealth: optional(f, "telehealth", false) { $0.flag($1) },
            roomFeatures: texts(f, "roomFeatures"),
            code: text(orNull: f, "code"), withFamily: optional(f, "withFamily", false) { $0.flag($1) },
            topics: topics)
    }
    private mutating func room(_ value: JSONValue) -> Room? {
        guard let f = fields(value, ["id", "name", "capacity", "features", "closures"]) else { return nil }
        return Room(
            id: RoomID(newID(f, .room)), name: text(f, "name"),
            capacity: required(f, "capacity", 1) { $0.whole($1, from: 1, to: ClinicLimits.people) },
            features: texts(f, "features"), closures: list(f, "closures") { $0.absence($1) })
    }
    private mutating func therapist(_ value: JSONValue) -> Therapist? {
        let keys = [
            "id", "name", "credentials", "gender", "hours", "timeOff", "maximumWeeklyMinutes", "phone",
            "licenses",
        ]
        guard let f = fields(value, keys) else { return nil }
        let before = problems.count
        let credentials = texts(f, "credentials")
        let areReadable = problems.count == before
        return Therapist(
            id: TherapistID(newID(f, .therapist)), name: Confidential(text(f, "name")),
            credentials: credentials,
            gender: text(orNull: f, "gender"), hours: list(f, "hours") { $0.weekly($1) },
            timeOff: list(f, "timeOff") { $0.absence($1) },
            maximumWeeklyMinutes: nullable(f, "maximumWeeklyMinutes") { $0.whole($1) },
            phone: confidential(f, "phone"),
            licenses: list(f, "licenses") { reader, value in
                guard let f = reader.fields(value, ["credential", "number", "expires"]) else { return nil }
                let credential = reader.required(f, "credential", "") { reader, value in
                    guard let c = reader.string(value) else { return nil }
                    if areReadable, !credentials.contains(c) {
                        reader.complain(value, "one of the therapist's credentials")
                    }
                    return c
                }
                return License(
                    credential: credential, number: reader.text(orNull: f, "number"),
                    expires: reader.date(f, "expires"))
            })
    }
    private mutating func patient(_ value: JSONValue) -> Patient? {
        let keys = [
            "id", "name", "birthYear", "gender", "languages", "levelOfCare", "ageBand", "payer", "copay",
            "phone",
            "referredFrom", "approaches", "admitted", "discharged", "work", "commuteMinutes", "unavailable",
            "prefers",
            "plan", "steps", "family", "supportGroups", "primaryTherapist", "careTeam", "noContact",
            "authorizations",
        ]
        guard let f = fields(value, keys) else { return nil }
        return Patient(
            id: PatientID(newID(f, .patient)), name: Confidential(text(f, "name")),
            birthYear: nullable(f, "birthYear") { $0.whole($1, from: 1900) },
            gender: text(orNull: f, "gender"),
            languages: texts(f, "languages"),
            levelOfCare: nullable(f, "levelOfCare") { $0.reference($1, .levelOfCare) }.map {
                LevelOfCareID($0)
            },
            ageBand: required(f, "ageBand", .adult) { $0.one($1) },
            payer: nullable(f, "payer") { $0.reference($1, .payer) }.map { PayerID($0) }, copay: copay(f),
            phone: confidential(f, "phone"), referredFrom: text(orNull: f, "referredFrom"),
            approaches: texts(f, "approaches"), admitted: date(f, "admitted"),
            discharged: date(orNull: f, "discharged"),
            work: list(f, "work") { $0.weekly($1) },
            commuteMinutes: optional(f, "commuteMinutes", 0) { $0.length($1, from: 0) },
            unavailable: list(f, "unavailable") { $0.unavailable($1) },
            prefers: list(f, "prefers") { $0.weekly($1) },
            plan: plan(f), steps: steps(f), family: list(f, "family") { $0.familyMember($1) },
            supportGroups: optional(f, "supportGroups", []) { $0.references($1, .supportGroup) }.map {
                SupportGroupID($0)
            },
            primaryTherapist: nullable(f, "primaryTherapist") { $0.reference($1, .therapist) }.map {
                TherapistID($0)
            },
            careTeam: optional(f, "careTeam", []) { $0.references($1, .therapist) }.map { TherapistID($0) },
            noContact: optional(f, "noContact", []) { $0.references($1, .patient) }.map { PatientID($0) },
            authorizations: list(f, "authorizations") { $0.authorization($1) })
    }
    private mutating func steps(_ f: Fields) -> [StepOfCare] {
        var last: CivilDate?
        return list(f, "steps") { reader, value in
            guard let f = reader.fields(value, ["from", "levelOfCare", "plan", "reason"]) else { return nil }
            let from = reader.required(f, "from") { reader, value -> CivilDate? in
                guard let from = reader.date(value) else { return nil }
                if let last, from <= last {
                    reader.complain(
                        "\(from) is not after \(last), the step before; steps follow one another",
                        line: value.line)
                }
                return from
            }
            last = from ?? last
            return StepOfCare(
                from: from ?? Self.noDate,
                levelOfCare: reader.nullable(f, "levelOfCare") { $0.reference($1, .levelOfCare) }.map {
                    LevelOfCareID($0)
                },
                plan: reader.plan(f), reason: reader.confidential(f, "reason"))
        }
    }
    private mutating func familyMember(_ value: JSONValue) -> FamilyMember? {
        guard let f = fields(value, ["name", "relation", "phone", "unavailable"]) else { return nil }
        return FamilyMember(
            name: Confidential(text(f, "name")), relation: text(orNull: f, "relation"),
            phone: confidential(f, "phone"),
            unavailable: list(f, "unavailable") { $0.unavailable($1) })
    }
    private mutating func authorization(_ value: JSONValue) -> Authorization? {
        guard let f = fields(value, ["number", "unit", "services", "granted", "from", "to", "nextReview"])
        else { return nil }
        return Authorization(
            number: text(f, "number"), unit: required(f, "unit", .day) { $0.one($1) },
            services: required(f, "services", []) { $0.references($1, .service) }.map { ServiceID($0) },
            granted: required(f, "granted", 0) { $0.whole($1) }, from: date(f, "from"), to: date(f, "to"),
            nextReview: date(orNull: f, "nextReview"))
    }
    private mutating func supportGroup(_ value: JSONValue) -> SupportGroup? {
        guard let f = fields(value, ["id", "name", "place", "meets"]) else { return nil }
        return SupportGroup(
            id: SupportGroupID(newID(f, .supportGroup)), name: text(f, "name"),
            place: text(orNull: f, "place"),
            meets: requiredList(f, "meets") { $0.weekly($1) })
    }
}
