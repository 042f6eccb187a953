internal import ClinicModel

/// Each session, note time included, lies inside one block of each of its therapists' hours and outside
/// their time off.
enum TherapistHours: Rule {
    static let name = RuleName.therapistHours
    static let concernsPatients = false

    static func judge(_ scope: Scope, in week: ClinicWeek, _ found: inout Findings) {
        scope.forEachSession(in: week) { s in
            let therapists = scope.roster(of: s, in: week).therapists
            for t in therapists {
                let off = week.times.off.first(t, touching: s.start, s.noteEnd)
                if off == nil, week.times.hours.contains(t, s.start, s.noteEnd) { continue }
                found.note(
                    name,
                    Violation(
                        rule: name, subject: .therapist(week.clinic.therapists[t].id),
                        moment: week.moment(s.start), held: [scope.held(s, in: week)],
                        amount: s.noteEnd - s.end,
                        detail: off.map {
                            .timeOff(
                                week.interval($0),
                                reason: week.clinic.therapists[t].timeOff[$0.source].reason)
                        } ?? .none))
            }
        }
    }
    static func sentence(_ v: Violation, _ words: Words) -> String {
        let notes = v.amount > 0 ? " with \(v.amount) min of notes" : ""
        if case .timeOff(let time, let reason) = v.detail {
            return "\(words.subject(v)) is off\(words.quoted(reason)) \(words.span(time)); "
                + "\(words.sessions(v))\(notes) touches that."
        }
        return "\(words.subject(v)) is not in then: \(words.sessions(v))\(notes) is outside the hours."
    }
    static func cure(_ v: Violation, _ words: Words) -> String {
        "Choose another therapist, a time within the hours, or allow it with a reason."
    }
}
