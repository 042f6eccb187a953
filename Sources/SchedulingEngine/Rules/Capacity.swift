internal import ClinicModel

/// Patients in a session are at most the service's greatest capacity and the room's.
enum Capacity: Rule {
    static let name = RuleName.capacity
    static let concernsPatients = true

    static func judge(_ scope: Scope, in week: ClinicWeek, _ found: inout Findings) {
        scope.forEachSession(in: week) { s in
            let most = week.seats(service: s.service, room: s.takenRoom)
            let patients = scope.roster(of: s, in: week).patients.count
            guard patients > most else { return }
            let byRoom = most < week.clinic.services[s.service].mostPatients
            found.note(
                name,
                Violation(
                    rule: name, subject: .session(scope.reference(s, in: week)),
                    moment: week.moment(s.start), held: [scope.held(s, in: week)], amount: patients,
                    limit: most, detail: .seats(byRoom ? week.clinic.rooms[s.takenRoom].id : nil)))
        }
    }
    static func sentence(_ v: Violation, _ words: Words) -> String {
        let holds = "\(words.sessions(v)) holds \(words.count(v.amount, "patient"))"
        if case .seats(let room?) = v.detail {
            return "\(holds); \(words.week.name(of: room, words.naming)) seats \(v.limit ?? 0)."
        }
        return "\(holds) of at most \(v.limit ?? 0)."
    }
    static func cure(_ v: Violation, _ words: Words) -> String {
        let over = words.count(v.amount - (v.limit ?? 0), "patient")
        if case .seats(.some) = v.detail {
            return "Choose a larger room, give \(over) another session, or allow it with a reason."
        }
        return "Give \(over) another session, or allow it with a reason."
    }
}
