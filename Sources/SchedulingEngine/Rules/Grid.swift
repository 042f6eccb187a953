internal import ClinicModel

/// Each start is a multiple of the clinic's grid from midnight.
enum Grid: Rule {
    static let name = RuleName.grid
    static let concernsPatients = false

    static func judge(_ scope: Scope, in week: ClinicWeek, _ found: inout Findings) {
        let grid = week.clinic.profile.gridMinutes
        scope.forEachSession(in: week) { s in
            if (s.start - s.day * 1440) % grid == 0 { return }
            found.note(
                name,
                Violation(
                    rule: name, subject: .session(scope.reference(s, in: week)),
                    moment: week.moment(s.start), held: [scope.held(s, in: week)],
                    detail: .grid(minutes: grid)))
        }
    }
    static func sentence(_ v: Violation, _ words: Words) -> String {
        guard case .grid(let minutes) = v.detail else { return "" }
        return "\(words.sessions(v)) does not start on the grid of \(minutes) minutes."
    }
    static func cure(_ v: Violation, _ words: Words) -> String {
        guard case .grid(let minutes) = v.detail else { return "" }
        let start = Int(v.moment.time.minutes)
        let earlier = TimeOfDay(minutes: start - start % minutes)
        let later = start - start % minutes + minutes
        return later < 1440
            ? "Start at \(earlier) or \(TimeOfDay(minutes: later))." : "Start at \(earlier)."
    }
}
