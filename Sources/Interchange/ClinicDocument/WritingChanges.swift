package import ClinicModel

extension ClinicDocument {
    /// A change as JSON: its `kind`, of whom or what it is, and `before` and `after` as the document writes
    /// them; null where there is nothing.
    package static func value(of change: Change) -> JSONValue {
        func both<T>(
            _ kind: String, of: (String, String)? = nil, _ before: T?, _ after: T?,
            _ write: (T) -> JSONValue
        ) -> JSONValue {
            .object(
                [("kind", .string(kind))] + (of.map { [($0.0, .string($0.1))] } ?? [])
                    + [("before", before.map(write) ?? .null), ("after", after.map(write) ?? .null)])
        }
        typealias W = DocumentWriter
        return switch change {
        case .session(let b, let a): both("session", b, a, W.session)
        case .series(let b, let a): both("series", b, a, W.series)
        case .enrollment(let s, let b, let a):
            both("enrollment", of: ("series", s.rawValue), b, a, W.enrollment)
        case .exception(let s, let b, let a): both("exception", of: ("series", s.rawValue), b, a, W.exception)
        case .override(let b, let a): both("override", b, a, W.override)
        case .waitlist(let b, let a): both("waitlist", b, a, W.waiting)
        case .timeOff(let t, let b, let a): both("timeOff", of: ("therapist", t.rawValue), b, a, W.absence)
        case .closure(let r, let b, let a): both("closure", of: ("room", r.rawValue), b, a, W.absence)
        case .unavailable(let p, let b, let a):
            both("unavailable", of: ("patient", p.rawValue), b, a, W.unavailable)
        case .attendance(let b, let a): both("attendance", b, a, W.attendance)
        }
    }
}
