package import ClinicModel

/// The numbers that new ids are made of: `s12` for sessions, `w3` for series that the desk makes.
package struct IDNumbers: Hashable, Sendable {
    package var session: Int
    package var series: Int

    package init(session: Int = 1, series: Int = 1) {
        self.session = session
        self.series = series
    }
    /// Above every number that stands in the clinic.
    package init(after clinic: Clinic) {
        var session = 0
        var series = 0
        for s in clinic.sessions { session = max(session, Self.number(in: s.id.rawValue, after: "s")) }
        for s in clinic.series { series = max(series, Self.number(in: s.id.rawValue, after: "w")) }
        self.init(session: session + 1, series: series + 1)
    }
    package mutating func newSession() -> SessionID {
        defer { session += 1 }
        return SessionID("s\(session)")
    }
    package mutating func newSeries() -> SeriesID {
        defer { series += 1 }
        return SeriesID("w\(series)")
    }
    private static func number(in id: String, after prefix: Character) -> Int {
        guard id.first == prefix, let n = Int(id.dropFirst()), n >= 0, n < Int.max else { return 0 }
        return n
    }
}
