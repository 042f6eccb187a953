internal import ClinicModel
internal import GRDB

extension Database {
    func readPatients() throws -> [Patient] {
        var list = try all(
            """
            SELECT id, name, birth_year, gender, level_of_care, age_band, payer, copay_unit, copay_cents,
            phone, referred_from, admitted, discharged, commute_minutes, primary_therapist
            FROM patient ORDER BY position
            """
        ) { c in
            var p = Patient(
                id: c.id(), name: c.hidden(), birthYear: c.numberOrNil(), gender: c.textOrNil(),
                levelOfCare: c.idOrNil(), ageBand: try c.word(), payer: c.idOrNil(), copay: try c.copay(),
                phone: c.hiddenOrNil(), referredFrom: c.textOrNil(), admitted: try c.date(),
                discharged: try c.dateOrNil())
            p.commuteMinutes = c.number()
            p.primaryTherapist = c.idOrNil()
            return p
        }
        var owners = Owners(list.map(\.id.rawValue))
        try each("SELECT patient, language FROM patient_language ORDER BY patient, position") {
            list[try owners.place(of: $0.text())].languages.append($0.text())
        }
        try each("SELECT patient, approach FROM patient_approach ORDER BY patient, position") {
            list[try owners.place(of: $0.text())].approaches.append($0.text())
        }
        try each("SELECT patient, support_group FROM patient_support_group ORDER BY patient, position") {
            list[try owners.place(of: $0.text())].supportGroups.append($0.id())
        }
        try each("SELECT patient, therapist FROM patient_care_team ORDER BY patient, position") {
            list[try owners.place(of: $0.text())].careTeam.append($0.id())
        }
        try each("SELECT patient, other FROM patient_no_contact ORDER BY patient, position") {
            list[try owners.place(of: $0.text())].noContact.append($0.id())
        }
        try readTimes(into: &list, &owners)
        try readFamilies(into: &list, &owners)
        try readPlans(into: &list, &owners)
        try readAuthorizations(into: &list, &owners)
        return list
    }

    private func readTimes(into list: inout [Patient], _ owners: inout Owners) throws {
        try each(
            """
            SELECT patient, list, days, date, from_minute, to_minute, label, every_weeks, starting
            FROM patient_time ORDER BY patient, list, position
            """
        ) { c in
            let at = try owners.place(of: c.text())
            let kind = c.text()
            switch (kind, try c.unavailable()) {
            case ("unavailable", let time): list[at].unavailable.append(time)
            case ("work", .weekly(let window)): list[at].work.append(window)
            case ("prefers", .weekly(let window)): list[at].prefers.append(window)
            default: throw BadRow(detail: "a patient's \(kind) time on one date")
            }
        }
    }

    private func readFamilies(into list: inout [Patient], _ owners: inout Owners) throws {
        var places: [String: [Int: Int]] = [:]
        try each(
            "SELECT patient, position, name, relation, phone FROM family_member ORDER BY patient, position"
        ) { c in
            let patient = c.text()
            let at = try owners.place(of: patient)
            places[patient, default: [:]][c.number()] = list[at].family.count
            list[at].family.append(
                FamilyMember(name: c.hidden(), relation: c.textOrNil(), phone: c.hiddenOrNil()))
        }
        try each(
            """
            SELECT patient, member, days, date, from_minute, to_minute, label, every_weeks, starting
            FROM family_time ORDER BY patient, member, position
            """
        ) { c in
            let patient = c.text()
            guard let member = places[patient]?[c.number()] else {
                throw BadRow(detail: "a time of a family member of \(patient) who is not there")
            }
            list[try owners.place(of: patient)].family[member].unavailable.append(try c.unavailable())
        }
    }

    private func readPlans(into list: inout [Patient], _ owners: inout Owners) throws {
        try each(
            """
            SELECT patient, from_day, level_of_care, reason FROM care_step ORDER BY patient, position
            """
        ) {
            list[try owners.place(of: $0.text())].steps.append(
                StepOfCare(from: try $0.date(), levelOfCare: $0.idOrNil(), reason: $0.hiddenOrNil()))
        }
        try each("SELECT patient, step, next_review FROM care_plan ORDER BY patient, step") { c in
            let at = try owners.place(of: c.text())
            try list[at].changePlan(ofStep: c.number()) { $0 = CarePlan(nextReview: try c.dateOrNil()) }
        }
        try each(
            """
            SELECT patient, step, service, count, every_weeks, starting FROM care_need
            ORDER BY patient, step, position
            """
        ) { c in
            let at = try owners.place(of: c.text())
            try list[at].changePlan(ofStep: c.number()) {
                $0?.needs.append(
                    Need(
                        service: c.id(), count: c.number(), everyWeeks: c.number(),
                        starting: try c.dateOrNil()))
            }
        }
        try each(
            """
            SELECT patient, step, goal, status, by_day FROM care_goal ORDER BY patient, step, position
            """
        ) { c in
            let at = try owners.place(of: c.text())
            try list[at].changePlan(ofStep: c.number()) {
                $0?.goals.append(Goal(text: c.hidden(), status: try c.word(), by: try c.dateOrNil()))
            }
        }
    }

    private func readAuthorizations(into list: inout [Patient], _ owners: inout Owners) throws {
        var places: [String: [Int: Int]] = [:]
        try each(
            """
            SELECT patient, position, number, unit, granted, from_day, to_day, next_review
            FROM authorization ORDER BY patient, position
            """
        ) { c in
            let patient = c.text()
            let at = try owners.place(of: patient)
            places[patient, default: [:]][c.number()] = list[at].authorizations.count
            list[at].authorizations.append(
                Authorization(
                    number: c.text(), unit: try c.word(), services: [], granted: c.number(),
                    from: try c.date(), to: try c.date(), nextReview: try c.dateOrNil()))
        }
        try each(
            """
            SELECT patient, authorization, service FROM authorization_service
            ORDER BY patient, authorization, position
            """
        ) { c in
            let patient = c.text()
            guard let n = places[patient]?[c.number()] else {
                throw BadRow(detail: "a service of an authorization of \(patient) that is not there")
            }
            list[try owners.place(of: patient)].authorizations[n].services.append(c.id())
        }
    }
}

extension Patient {
    /// Step 0 is the patient's own plan, 1 … those of the steps of care.
    fileprivate mutating func changePlan(ofStep n: Int, _ body: (inout CarePlan?) throws -> Void) throws {
        if n == 0 { return try body(&plan) }
        guard steps.indices.contains(n - 1) else { throw BadRow(detail: "a plan of step \(n) of \(id)") }
        try body(&steps[n - 1].plan)
    }
}
