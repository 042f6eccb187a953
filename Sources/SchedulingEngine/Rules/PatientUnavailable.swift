internal import ClinicModel

/// No session touches the patient's unavailable times or a support group that the patient attends.
enum PatientUnavailable: Rule {
    static let name = RuleName.patientUnavailable
    static let concernsPatients = true

    static func judge(_ scope: Scope, in week: ClinicWeek, _ found: inout Findings) {
        scope.forEachSeat(in: week) { s, p in
            guard let time = week.times.unavailable.first(p, touching: s.start, s.end) else { return }
            found.note(
                name,
                Violation(
                    rule: name, subject: .patient(week.clinic.patients[p].id), moment: week.moment(s.start),
                    held: [scope.held(s, in: week)],
                    detail: .unavailable(
                        week.interval(time), label: week.labelOfUnavailable(p, source: time.source))))
        }
    }
    static func sentence(_ v: Violation, _ words: Words) -> String {
        guard case .unavailable(let time, let label) = v.detail else { return "" }
        return "\(words.subject(v)) can't come\(words.quoted(label)) \(words.span(time)); "
            + "\(words.sessions(v)) touches that."
    }
    static func cure(_ v: Violation, _ words: Words) -> String {
        guard case .unavailable(let time, _) = v.detail else { return "" }
        return "Start at \(CivilMoment(minutes: time.end).short) or later, end by "
            + "\(CivilMoment(minutes: time.start).short), or allow it with a reason."
    }
}

extension ClinicWeek {
    /// What an unavailable time or a support group is called.
    func labelOfUnavailable(_ p: Int, source: Int) -> Confidential? {
        let own = clinic.patients[p].unavailable.count
        if source < own { return clinic.patients[p].unavailable[source].label }
        let id = clinic.patients[p].supportGroups[source - own]
        return directory.supportGroups[id].map { Confidential(clinic.supportGroups[$0].name) }
    }
}
