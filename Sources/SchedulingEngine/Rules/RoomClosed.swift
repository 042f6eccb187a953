internal import ClinicModel

/// No session touches its room's closures.
enum RoomClosed: Rule {
    static let name = RuleName.roomClosed
    static let concernsPatients = false

    static func judge(_ scope: Scope, in week: ClinicWeek, _ found: inout Findings) {
        scope.forEachSession(in: week) { s in
            guard s.takenRoom >= 0,
                let closure = week.times.closed.first(s.takenRoom, touching: s.start, s.end)
            else { return }
            found.note(
                name,
                Violation(
                    rule: name, subject: .session(scope.reference(s, in: week)),
                    moment: week.moment(s.start), held: [scope.held(s, in: week)],
                    detail: .roomClosed(
                        week.interval(closure),
                        reason: week.clinic.rooms[s.takenRoom].closures[closure.source].reason)))
        }
    }
    static func sentence(_ v: Violation, _ words: Words) -> String {
        guard case .roomClosed(let time, let reason) = v.detail, let room = v.held.first?.room else {
            return ""
        }
        return "\(words.sessions(v)): \(words.week.name(of: room, words.naming)) is closed"
            + "\(words.quoted(reason)) \(words.span(time))."
    }
    static func cure(_ v: Violation, _ words: Words) -> String { "Choose another room or another time." }
}
