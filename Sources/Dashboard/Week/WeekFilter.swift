internal import ClinicModel
internal import SchedulingEngine

/// Which sessions a filter keeps: words and tokens, all of which must hold.
///
/// A word is looked for in names of service, track, room, therapists and patients, and in the time of the
/// start. Tokens: `room:`, `who:`
/// (therapist or patient), `service:`, `track:`, `day:`, `full`, `under`, `conflict`; `!` before any of them
/// turns it round.
package struct WeekFilter: Hashable, Sendable {
    package var text: String
    /// Sessions that do not match disappear instead of dimming.
    package var hides: Bool

    package init(_ text: String, hides: Bool = false) {
        self.text = text
        self.hides = hides
    }
    package var isEmpty: Bool { text.allSatisfy(\.isWhitespace) }

    private enum Field: String, CaseIterable { case room, who, service, track, day }
    private enum Test {
        case state(String)
        case field(Field, String)
        case word(String)
    }
    private func tests() -> [(test: Test, isNegated: Bool)] {
        text.lowercased().split(whereSeparator: \.isWhitespace).compactMap { word in
            let negated = word.hasPrefix("!") && word.count > 1
            let body = negated ? word.dropFirst() : word
            if ["full", "under", "conflict"].contains(body) { return (.state(String(body)), negated) }
            if let colon = body.firstIndex(of: ":"), let field = Field(rawValue: String(body[..<colon])) {
                let value = body[body.index(after: colon)...]
                return value.isEmpty ? nil : (.field(field, String(value)), negated)
            }
            return (.word(String(body)), negated)
        }
    }

    /// Why it can't be meant so: a word with a colon that names no field. Nil: every word is understood.
    package var problem: String? {
        for word in text.lowercased().split(whereSeparator: \.isWhitespace) {
            let body = word.drop { $0 == "!" }
            // `18:00` is a start.
            guard let colon = body.firstIndex(of: ":"), body.first?.isNumber != true,
                Field(rawValue: String(body[..<colon])) == nil
            else { continue }
            let known = Field.allCases.map { $0.rawValue + ":" }.joined(separator: " ")
            return "there is no \(body[...colon]); there are \(known)"
        }
        return nil
    }

    /// For each face whether it is kept.
    func matches(in week: ClinicWeek, _ digest: WeekDigest) -> [Bool] {
        let tests = tests()
        return digest.faces.map { face in
            tests.allSatisfy { $0.isNegated != holds($0.test, face, week, digest) }
        }
    }
    private func holds(_ test: Test, _ face: SessionFace, _ week: ClinicWeek, _ digest: WeekDigest) -> Bool {
        func has(_ text: String?, _ word: String) -> Bool { text?.lowercased().contains(word) ?? false }
        func service(_ w: String) -> Bool { has(week.service(face.service)?.name, w) || has(face.short, w) }
        func track(_ w: String) -> Bool { has(face.reference.series.flatMap { week.series($0)?.track }, w) }
        func who(_ w: String) -> Bool {
            face.therapists.contains { has(digest.names.name(of: $0).full, w) }
                || face.patients.contains { has(digest.names.name(of: $0).full, w) }
        }
        func room(_ w: String) -> Bool { has(digest.names.name(of: face.room), w) }
        switch test {
        case .state("full"): return face.isFull
        case .state("under"): return face.isUnderfilled
        case .state: return face.isInConflict
        case .field(.room, let w): return room(w)
        case .field(.who, let w): return who(w)
        case .field(.service, let w): return service(w)
        case .field(.track, let w): return track(w)
        case .field(.day, let w): return face.date.weekday.name.lowercased().hasPrefix(w)
        case .word(let w):
            return service(w) || room(w) || who(w) || track(w) || face.begins.time.description.hasPrefix(w)
        }
    }
}
