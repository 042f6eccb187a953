internal import ClinicModel

/// No room holds two sessions at once.
enum RoomOverlap: Rule {
    static let name = RuleName.roomOverlap
    static let concernsPatients = false

    static func judge(_ scope: Scope, in week: ClinicWeek, _ found: inout Findings) {
        scope.forEachRoom(in: week) { r in
            scope.forEachOverlap(ofRoom: r, in: week) { a, b in
                found.note(
                    name,
                    Violation(
                        rule: name, subject: .room(week.clinic.rooms[r].id),
                        moment: week.moment(max(a.start, b.start)),
                        held: [scope.held(a, in: week), scope.held(b, in: week)]))
            }
        }
    }
    static func sentence(_ v: Violation, _ words: Words) -> String {
        "\(words.subject(v)) holds two sessions at once: \(words.sessions(v))."
    }
    static func cure(_ v: Violation, _ words: Words) -> String {
        "Give one of the two another room or another time."
    }
}
