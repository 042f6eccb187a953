internal import ClinicModel

/// A session in person has a room, with every feature that the service asks for.
enum RoomFeature: Rule {
    static let name = RuleName.roomFeature
    static let concernsPatients = false

    static func judge(_ scope: Scope, in week: ClinicWeek, _ found: inout Findings) {
        scope.forEachSession(in: week) { s in
            guard s.isInPerson, !week.suits(room: s.room, service: s.service) else { return }
            found.note(
                name,
                Violation(
                    rule: name, subject: .session(scope.reference(s, in: week)),
                    moment: week.moment(s.start), held: [scope.held(s, in: week)],
                    detail: s.room < 0
                        ? .none : .features(week.lackingFeatures(room: s.room, service: s.service))))
        }
    }
    static func sentence(_ v: Violation, _ words: Words) -> String {
        guard case .features(let list) = v.detail, let room = v.held.first?.room else {
            return "\(words.sessions(v)) has no room."
        }
        return "\(words.sessions(v)): \(words.week.name(of: room, words.naming)) lacks "
            + "\(list.joined(separator: ", "))."
    }
    static func cure(_ v: Violation, _ words: Words) -> String {
        guard case .features(let list) = v.detail else { return "Give it a room." }
        return "Choose a room with \(list.joined(separator: ", "))."
    }
}

extension ClinicWeek {
    /// Whether a room has what a service asks for; no room (-1) has not.
    func suits(room: Int, service: Int) -> Bool {
        if room < 0 { return false }
        for f in clinic.services[service].roomFeatures where !clinic.rooms[room].features.contains(f) {
            return false
        }
        return true
    }
    func lackingFeatures(room: Int, service: Int) -> [String] {
        clinic.services[service].roomFeatures.filter { !clinic.rooms[room].features.contains($0) }.sorted()
    }
}
