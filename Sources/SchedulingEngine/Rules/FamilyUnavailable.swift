internal import ClinicModel

/// No session in which the family takes part touches the unavailable times of one of them.
enum FamilyUnavailable: Rule {
    static let name = RuleName.familyUnavailable
    static let concernsPatients = true

    static func judge(_ scope: Scope, in week: ClinicWeek, _ found: inout Findings) {
        scope.forEachSeat(in: week) { s, p in
            guard week.clinic.services[s.service].withFamily,
                let time = week.times.family.first(p, touching: s.start, s.end)
            else { return }
            found.note(
                name,
                Violation(
                    rule: name, subject: .patient(week.clinic.patients[p].id), moment: week.moment(s.start),
                    held: [scope.held(s, in: week)],
                    detail: .family(
                        week.interval(time), name: week.clinic.patients[p].family[time.source].name)))
        }
    }
    static func sentence(_ v: Violation, _ words: Words) -> String {
        guard case .family(let time, let name) = v.detail else { return "" }
        return "\(words.subject(v))'s family\(words.quoted(name)) can't come \(words.span(time)); "
            + "\(words.sessions(v)) touches that."
    }
    static func cure(_ v: Violation, _ words: Words) -> String {
        guard case .family(let time, _) = v.detail else { return "" }
        return "Start at \(CivilMoment(minutes: time.end).short) or later, end by "
            + "\(CivilMoment(minutes: time.start).short), or allow it with a reason."
    }
}
