internal import ClinicModel
internal import GRDB

/// Owners by id while their child rows are read; rows of one owner come in a run, so the last is remembered.
struct Owners {
    private var index: [String: Int]
    private var last: (id: String, at: Int)?

    init(_ ids: some Sequence<String>) {
        index = Dictionary(ids.enumerated().map { ($1, $0) }, uniquingKeysWith: { a, _ in a })
    }
    mutating func place(of id: String) throws -> Int {
        if let last, last.id == id { return last.at }
        guard let at = index[id] else { throw BadRow(detail: "a row of \(id), which is not there") }
        last = (id, at)
        return at
    }
}

extension Database {
    /// The whole clinic, in the order of its document; nil when nothing was imported yet.
    func readClinic() throws -> Clinic? {
        guard var profile = try readProfile() else { return nil }
        profile.hours = try all(
            "SELECT days, from_minute, to_minute, label, every_weeks, starting FROM clinic_hours ORDER BY position"
        ) { try $0.weekly() }
        profile.closures = try all(
            "SELECT from_day, to_day, reason FROM clinic_closure ORDER BY position"
        ) { DayRange(from: try $0.date(), to: try $0.date(), reason: $0.hiddenOrNil()) }
        profile.accreditations = try all(
            "SELECT name, number, expires FROM accreditation ORDER BY position"
        ) { Accreditation(name: $0.text(), number: $0.textOrNil(), expires: try $0.dateOrNil()) }
        return Clinic(
            profile: profile, levelsOfCare: try readLevelsOfCare(), payers: try readPayers(),
            services: try readServices(), rooms: try readRooms(), therapists: try readTherapists(),
            patients: try readPatients(), series: try readSeries(), sessions: try readSessions(),
            attendance: try readAttendance(), waitlist: try readWaitlist(),
            supportGroups: try readSupportGroups(), overrides: try readOverrides())
    }

    private func readProfile() throws -> ClinicProfile? {
        try all("SELECT name, time_zone, week_starts_on, grid_minutes FROM clinic") {
            ClinicProfile(
                name: $0.text(), timeZone: $0.text(), weekStartsOn: try $0.weekday(),
                gridMinutes: $0.number(), hours: [])
        }.first
    }

    private func readLevelsOfCare() throws -> [LevelOfCare] {
        try all(
            """
            SELECT id, name, least_minutes, most_minutes, adolescent_least, adolescent_most, minimum_days,
            source, effective FROM level_of_care ORDER BY position
            """
        ) { c in
            let id: LevelOfCareID = c.id()
            let name = c.text()
            let weekly = try Self.range(c.number(), c.number())
            let least = c.numberOrNil()
            let most = c.numberOrNil()
            var adolescent: ClosedRange<Int>?
            if let least, let most { adolescent = try Self.range(least, most) }
            return LevelOfCare(
                id: id, name: name, weeklyMinutes: weekly, adolescentWeeklyMinutes: adolescent,
                minimumDays: c.number(), source: c.textOrNil(), effective: try c.dateOrNil())
        }
    }
    private static func range(_ least: Int, _ most: Int) throws -> ClosedRange<Int> {
        guard least <= most else { throw BadRow(detail: "least \(least) above most \(most)") }
        return least...most
    }

    private func readPayers() throws -> [Payer] {
        try all("SELECT id, name, minimum_day_minutes, copay_unit, copay_cents FROM payer ORDER BY position")
        {
            Payer(id: $0.id(), name: $0.text(), minimumDayMinutes: $0.number(), copay: try $0.copay())
        }
    }

    private func readServices() throws -> [Service] {
        var list = try all(
            """
            SELECT id, name, short, component, minutes, facilitators, least_patients, most_patients,
            note_minutes, bundled, telehealth, code, with_family FROM service ORDER BY position
            """
        ) { c in
            var s = Service(
                id: c.id(), name: c.text(), short: c.textOrNil(), component: c.text(), minutes: c.number(),
                facilitators: c.number(), leastPatients: c.number(), mostPatients: c.number(),
                noteMinutes: c.number(), bundled: c.flag(), telehealth: c.flag())
            s.code = c.textOrNil()
            s.withFamily = c.flag()
            return s
        }
        var owners = Owners(list.map(\.id.rawValue))
        try each("SELECT service, credential FROM service_credential ORDER BY service, position") {
            list[try owners.place(of: $0.text())].credentials.append($0.text())
        }
        try each("SELECT service, feature FROM service_room_feature ORDER BY service, position") {
            list[try owners.place(of: $0.text())].roomFeatures.append($0.text())
        }
        try each("SELECT service, topic FROM service_topic ORDER BY service, position") {
            list[try owners.place(of: $0.text())].topics.append($0.text())
        }
        return list
    }

    private func readRooms() throws -> [Room] {
        var list = try all("SELECT id, name, capacity FROM room ORDER BY position") {
            Room(id: $0.id(), name: $0.text(), capacity: $0.number())
        }
        var owners = Owners(list.map(\.id.rawValue))
        try each("SELECT room, feature FROM room_feature ORDER BY room, position") {
            list[try owners.place(of: $0.text())].features.append($0.text())
        }
        try each(
            """
            SELECT room, from_day, to_day, from_minute, to_minute, reason FROM room_closure
            ORDER BY room, position
            """
        ) { list[try owners.place(of: $0.text())].closures.append(try $0.absence()) }
        return list
    }

    private func readSupportGroups() throws -> [SupportGroup] {
        var list = try all("SELECT id, name, place FROM support_group ORDER BY position") {
            SupportGroup(id: $0.id(), name: $0.text(), place: $0.textOrNil(), meets: [])
        }
        var owners = Owners(list.map(\.id.rawValue))
        try each(
            """
            SELECT support_group, days, from_minute, to_minute, label, every_weeks, starting
            FROM support_group_meeting ORDER BY support_group, position
            """
        ) { list[try owners.place(of: $0.text())].meets.append(try $0.weekly()) }
        return list
    }

    private func readTherapists() throws -> [Therapist] {
        var list = try all(
            "SELECT id, name, gender, maximum_weekly_minutes, phone FROM therapist ORDER BY position"
        ) {
            Therapist(
                id: $0.id(), name: $0.hidden(), gender: $0.textOrNil(),
                maximumWeeklyMinutes: $0.numberOrNil(), phone: $0.hiddenOrNil())
        }
        var owners = Owners(list.map(\.id.rawValue))
        try each("SELECT therapist, credential FROM therapist_credential ORDER BY therapist, position") {
            list[try owners.place(of: $0.text())].credentials.append($0.text())
        }
        try each(
            """
            SELECT therapist, days, from_minute, to_minute, label, every_weeks, starting
            FROM therapist_hours ORDER BY therapist, position
            """
        ) { list[try owners.place(of: $0.text())].hours.append(try $0.weekly()) }
        try each(
            """
            SELECT therapist, from_day, to_day, from_minute, to_minute, reason FROM therapist_time_off
            ORDER BY therapist, position
            """
        ) { list[try owners.place(of: $0.text())].timeOff.append(try $0.absence()) }
        try each(
            """
            SELECT therapist, credential, number, expires FROM therapist_license
            ORDER BY therapist, position
            """
        ) {
            list[try owners.place(of: $0.text())].licenses.append(
                License(credential: $0.text(), number: $0.textOrNil(), expires: try $0.date()))
        }
        return list
    }
}
