package import ClinicModel
package import SchedulingEngine

/// One line that says what was done, in parts, so that it can be told by names or by ids.
///
/// `Booked Individual counseling for Ana Moreno, Tue 24 Nov 17:30`
package struct Title: Hashable, Sendable, Codable {
    package enum Part: Hashable, Sendable, Codable {
        case text(String)
        case patient(PatientID)
        case therapist(TherapistID)
        case room(RoomID)
        case service(ServiceID)
        case series(SeriesID)
        case session(SessionReference)
    }
    package var parts: [Part]

    package init(_ parts: [Part]) { self.parts = parts }

    /// With names as they are in the clinic now; who or what is no longer there goes by id. `saidOn`: sessions of
    /// another year say theirs.
    package func text(in clinic: Clinic, naming: Naming, saidOn day: CivilDate? = nil) -> String {
        parts.map { part in
            switch part {
            case .text(let t): return t
            case .patient(let id):
                guard naming == .names, let p = clinic.patients.first(where: { $0.id == id }) else {
                    return id.rawValue
                }
                return p.name.revealed
            case .therapist(let id):
                guard naming == .names, let t = clinic.therapists.first(where: { $0.id == id }) else {
                    return id.rawValue
                }
                return t.name.revealed
            case .series(let id):
                guard let s = clinic.series.first(where: { $0.id == id }) else { return id.rawValue }
                // A series may be named after its patient.
                if naming == .names, let name = s.name { return name.revealed }
                return id.rawValue
            case .session(let reference): return Self.text(of: reference, in: clinic, naming, day)
            case .room(let id): return clinic.rooms.first { $0.id == id }?.name ?? id.rawValue
            case .service(let id): return clinic.services.first { $0.id == id }?.name ?? id.rawValue
            }
        }.joined()
    }
    /// `Process group on Tue 24 Nov 17:30`; its id as well where people are named by theirs.
    private static func text(
        of reference: SessionReference, in clinic: Clinic, _ naming: Naming, _ day: CivilDate?
    ) -> String {
        guard let s = clinic.session(reference) else { return reference.description }
        let service = clinic.services.first { $0.id == s.service }?.name ?? s.service.rawValue
        let begins = day.map { s.begins.short(saidOn: $0) } ?? s.begins.short
        return "\(service) on \(begins)" + (naming == .ids ? " (\(reference))" : "")
    }
}

extension Title: ExpressibleByStringInterpolation {
    package init(stringLiteral value: String) { parts = [.text(value)] }
    package init(stringInterpolation: Interpolation) { parts = stringInterpolation.parts }

    package struct Interpolation: StringInterpolationProtocol {
        var parts: [Part] = []
        package init(literalCapacity: Int, interpolationCount: Int) {}
        package mutating func appendLiteral(_ literal: String) {
            if !literal.isEmpty { parts.append(.text(literal)) }
        }
        package mutating func appendInterpolation(_ text: String) { appendLiteral(text) }
        package mutating func appendInterpolation(_ number: Int) { appendLiteral(String(number)) }
        package mutating func appendInterpolation(_ moment: CivilMoment) { appendLiteral(moment.short) }
        package mutating func appendInterpolation(_ date: CivilDate) { appendLiteral(date.short) }
        package mutating func appendInterpolation(_ id: PatientID) { parts.append(.patient(id)) }
        package mutating func appendInterpolation(_ id: TherapistID) { parts.append(.therapist(id)) }
        package mutating func appendInterpolation(_ id: RoomID) { parts.append(.room(id)) }
        package mutating func appendInterpolation(_ id: ServiceID) { parts.append(.service(id)) }
        package mutating func appendInterpolation(_ id: SeriesID) { parts.append(.series(id)) }
        package mutating func appendInterpolation(_ session: SessionReference) {
            parts.append(.session(session))
        }
        package mutating func appendInterpolation(_ title: Title) { parts += title.parts }
    }
}
