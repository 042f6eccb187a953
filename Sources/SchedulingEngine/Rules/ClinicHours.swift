internal import ClinicModel

/// Each session lies inside the clinic's hours, ends by 24:00 of its date, and is on no closure.
enum ClinicHours: Rule {
    static let name = RuleName.clinicHours
    static let concernsPatients = false

    static func judge(_ scope: Scope, in week: ClinicWeek, _ found: inout Findings) {
        scope.forEachSession(in: week) { s in
            if isOpen(s, in: week) { return }
            found.note(
                name,
                Violation(
                    rule: name, subject: .session(scope.reference(s, in: week)),
                    moment: week.moment(s.start), held: [scope.held(s, in: week)],
                    detail: week.times.closures[s.day].map { .closure(week.clinic.profile.closures[$0]) }
                        ?? .none))
        }
    }
    private static func isOpen(_ s: Sitting, in week: ClinicWeek) -> Bool {
        s.end <= (s.day + 1) * 1440 && week.times.closures[s.day] == nil
            && week.times.open.contains { $0.contains(s.start, s.end) }
    }
    static func sentence(_ v: Violation, _ words: Words) -> String {
        if case .closure(let days) = v.detail {
            return "\(words.sessions(v)) is on a day the clinic is closed\(words.quoted(days.reason))."
        }
        return "\(words.sessions(v)) is outside the clinic's hours."
    }
    static func cure(_ v: Violation, _ words: Words) -> String {
        if case .closure = v.detail { return "Choose a day on which the clinic is open." }
        return "Choose a time within the clinic's hours."
    }
}
