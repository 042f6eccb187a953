internal import ClinicModel

/// No session touches the patient's work hours, widened by the way to the clinic on both sides when the
/// session is in person.
enum PatientWork: Rule {
    static let name = RuleName.patientWork
    static let concernsPatients = true

    static func judge(_ scope: Scope, in week: ClinicWeek, _ found: inout Findings) {
        scope.forEachSeat(in: week) { s, p in
            let pad = s.isInPerson ? week.courses.of[p].commute : 0
            guard let work = week.times.work.first(p, touching: s.start - pad, s.end + pad) else { return }
            found.note(
                name,
                Violation(
                    rule: name, subject: .patient(week.clinic.patients[p].id), moment: week.moment(s.start),
                    held: [scope.held(s, in: week)],
                    detail: .work(
                        week.interval(work), label: week.clinic.patients[p].work[work.source].label,
                        commute: pad)))
        }
    }
    static func sentence(_ v: Violation, _ words: Words) -> String {
        guard case .work(let hours, let label, let commute) = v.detail else { return "" }
        let way = commute > 0 ? ", \(commute) min kept free for the way" : ""
        return "\(words.subject(v)) is at work\(words.quoted(label)) \(words.span(hours))\(way); "
            + "\(words.sessions(v)) touches that."
    }
    static func cure(_ v: Violation, _ words: Words) -> String {
        guard case .work(let hours, _, let commute) = v.detail else { return "" }
        let free = CivilMoment(minutes: hours.end + commute)
        let before = CivilMoment(minutes: hours.start - commute)
        return "Start at \(free.short) or later, end by \(before.short), "
            + "or allow it with a reason."
    }
}
