internal import ClinicModel
internal import GRDB

extension Database {
    func writePatients(_ list: [Patient]) throws {
        try insert("patient", list) { row, p in
            row.add(p.id).add(p.name).add(p.birthYear).add(p.gender).add(p.levelOfCare)
                .add(p.ageBand.rawValue).add(p.payer).add(p.copay).add(p.phone).add(p.referredFrom)
                .add(p.admitted).add(p.discharged).add(p.commuteMinutes).add(p.primaryTherapist)
        }
        for p in list { try writeLists(of: p) }
    }

    private func writeLists(of p: Patient) throws {
        let id = p.id.rawValue
        try insert("patient_language", under: id, p.languages) { $0.add($1) }
        try insert("patient_approach", under: id, p.approaches) { $0.add($1) }
        try insert("patient_support_group", under: id, p.supportGroups) { $0.add($1) }
        try insert("patient_care_team", under: id, p.careTeam) { $0.add($1) }
        try insert("patient_no_contact", under: id, p.noContact) { $0.add($1) }
        try writeTimes("work", p.work.map(UnavailableTime.weekly), of: id)
        try writeTimes("prefers", p.prefers.map(UnavailableTime.weekly), of: id)
        try writeTimes("unavailable", p.unavailable, of: id)
        try insert("family_member", under: id, p.family) {
            $0.add($1.name).add($1.relation).add($1.phone)
        }
        for (m, member) in p.family.enumerated() {
            for (n, time) in member.unavailable.enumerated() {
                try insert(
                    "family_time",
                    Values(id, Positions.place(m)).add(Positions.place(n)).add(time))
            }
        }
        try insert("care_step", under: id, p.steps) { $0.add($1.from).add($1.levelOfCare).add($1.reason) }
        if let plan = p.plan { try writePlan(plan, ofStep: 0, of: id) }
        for (n, step) in p.steps.enumerated() {
            if let plan = step.plan { try writePlan(plan, ofStep: n + 1, of: id) }
        }
        try insert("authorization", under: id, p.authorizations) {
            $0.add($1.number).add($1.unit.rawValue).add($1.granted).add($1.from).add($1.to).add($1.nextReview)
        }
        for (a, authorization) in p.authorizations.enumerated() {
            for (n, service) in authorization.services.enumerated() {
                try insert(
                    "authorization_service",
                    Values(id, Positions.place(a)).add(Positions.place(n)).add(service))
            }
        }
    }

    private func writeTimes(_ list: String, _ times: [UnavailableTime], of patient: String) throws {
        for (n, time) in times.enumerated() {
            try insert("patient_time", Values().add(patient).add(list).add(Positions.place(n)).add(time))
        }
    }

    private func writePlan(_ plan: CarePlan, ofStep step: Int, of patient: String) throws {
        try insert("care_plan", Values(patient, step).add(plan.nextReview))
        for (n, need) in plan.needs.enumerated() {
            try insert(
                "care_need",
                Values(patient, step).add(Positions.place(n)).add(need.service).add(need.count)
                    .add(need.everyWeeks).add(need.starting))
        }
        for (n, goal) in plan.goals.enumerated() {
            try insert(
                "care_goal",
                Values(patient, step).add(Positions.place(n)).add(goal.text).add(goal.status.rawValue)
                    .add(goal.by))
        }
    }
}
