internal import ClinicModel
internal import GRDB

extension Database {
    private static var tables: [String] {
        [
            "exception_therapist", "exception", "enrollment", "series_therapist", "session_patient",
            "session_therapist", "attendance", "rule_override", "waitlist", "session", "series",
            "authorization_service", "authorization", "care_goal", "care_need", "care_plan", "care_step",
            "family_time", "family_member", "patient_time", "patient_no_contact", "patient_care_team",
            "patient_support_group", "patient_approach", "patient_language", "patient", "therapist_license",
            "therapist_time_off", "therapist_hours", "therapist_credential", "therapist",
            "support_group_meeting", "support_group", "room_closure", "room_feature", "room",
            "service_topic", "service_room_feature", "service_credential", "service", "payer",
            "level_of_care", "accreditation", "clinic_closure", "clinic_hours", "clinic",
        ]
    }

    /// Puts a whole clinic in the place of what stood.
    func writeClinic(_ clinic: Clinic) throws {
        for table in Self.tables { try execute(sql: "DELETE FROM \(table)") }
        let p = clinic.profile
        try insert(
            "clinic",
            Values().add(1).add(p.name).add(p.timeZone).add(p.weekStartsOn.rawValue + 1).add(p.gridMinutes))
        try insert("clinic_hours", p.hours) { $0.add($1) }
        try insert("clinic_closure", p.closures) { $0.add($1.from).add($1.to).add($1.reason) }
        try insert("accreditation", p.accreditations) { $0.add($1.name).add($1.number).add($1.expires) }
        try insert("level_of_care", clinic.levelsOfCare) { row, l in
            row.add(l.id).add(l.name).add(l.weeklyMinutes.lowerBound).add(l.weeklyMinutes.upperBound)
                .add(l.adolescentWeeklyMinutes?.lowerBound).add(l.adolescentWeeklyMinutes?.upperBound)
                .add(l.minimumDays).add(l.source).add(l.effective)
        }
        try insert("payer", clinic.payers) {
            $0.add($1.id).add($1.name).add($1.minimumDayMinutes).add($1.copay)
        }
        try writeServices(clinic.services)
        try writeRooms(clinic.rooms)
        try writeSupportGroups(clinic.supportGroups)
        try writeTherapists(clinic.therapists)
        try writePatients(clinic.patients)
        for (n, s) in clinic.series.enumerated() {
            try insertSeries(s.withoutLists, at: Positions.place(n))
            try insert("enrollment", under: s.id.rawValue, s.enrollments) {
                $0.add($1.patient).add($1.joined).add($1.left)
            }
            for (i, e) in s.exceptions.enumerated() {
                try insertException(e, of: s.id, at: Positions.place(i))
            }
        }
        for (n, s) in clinic.sessions.enumerated() { try insertSession(s, at: Positions.place(n)) }
        try insert("attendance", clinic.attendance) { $0.add($1) }
        for (n, w) in clinic.waitlist.enumerated() { try insertWaitlist(w, at: Positions.place(n)) }
        for (n, o) in clinic.overrides.enumerated() { try insertOverride(o, at: Positions.place(n)) }
    }

    private func writeServices(_ list: [Service]) throws {
        try insert("service", list) { row, s in
            row.add(s.id).add(s.name).add(s.short).add(s.component).add(s.minutes).add(s.facilitators)
                .add(s.leastPatients).add(s.mostPatients).add(s.noteMinutes).add(s.bundled)
                .add(s.telehealth).add(s.code).add(s.withFamily)
        }
        for s in list {
            try insert("service_credential", under: s.id.rawValue, s.credentials) { $0.add($1) }
            try insert("service_room_feature", under: s.id.rawValue, s.roomFeatures) { $0.add($1) }
            try insert("service_topic", under: s.id.rawValue, s.topics) { $0.add($1) }
        }
    }
    private func writeRooms(_ list: [Room]) throws {
        try insert("room", list) { $0.add($1.id).add($1.name).add($1.capacity) }
        for r in list {
            try insert("room_feature", under: r.id.rawValue, r.features) { $0.add($1) }
            try insert("room_closure", under: r.id.rawValue, r.closures) { $0.add($1) }
        }
    }
    private func writeSupportGroups(_ list: [SupportGroup]) throws {
        try insert("support_group", list) { $0.add($1.id).add($1.name).add($1.place) }
        for g in list {
            try insert("support_group_meeting", under: g.id.rawValue, g.meets) { $0.add($1) }
        }
    }
    private func writeTherapists(_ list: [Therapist]) throws {
        try insert("therapist", list) {
            $0.add($1.id).add($1.name).add($1.gender).add($1.maximumWeeklyMinutes).add($1.phone)
        }
        for t in list {
            let id = t.id.rawValue
            try insert("therapist_credential", under: id, t.credentials) { $0.add($1) }
            try insert("therapist_hours", under: id, t.hours) { $0.add($1) }
            try insert("therapist_time_off", under: id, t.timeOff) { $0.add($1) }
            try insert("therapist_license", under: id, t.licenses) {
                $0.add($1.credential).add($1.number).add($1.expires)
            }
        }
    }
}
