internal import ClinicModel

/// Each patient is active on the session's date.
enum ActiveRule: Rule {
    static let name = RuleName.active
    static let concernsPatients = true

    static func judge(_ scope: Scope, in week: ClinicWeek, _ found: inout Findings) {
        scope.forEachSeat(in: week) { s, p in
            if week.courses.of[p].isActive(onDay: s.day) { return }
            let patient = week.clinic.patients[p]
            found.note(
                name,
                Violation(
                    rule: name, subject: .patient(patient.id), moment: week.moment(s.start),
                    held: [scope.held(s, in: week)],
                    detail: .active(admitted: patient.admitted, discharged: patient.discharged)))
        }
    }
    static func sentence(_ v: Violation, _ words: Words) -> String {
        guard case .active(let admitted, let discharged) = v.detail else { return "" }
        let until = discharged.map { ", discharged \(words.date($0))" } ?? ""
        return "\(words.subject(v)) is not in care then (admitted \(words.date(admitted))\(until)): "
            + "\(words.sessions(v))."
    }
    static func cure(_ v: Violation, _ words: Words) -> String {
        "Choose a date of the stay, or correct its dates."
    }
}
