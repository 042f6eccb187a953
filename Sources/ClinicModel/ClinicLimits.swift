/// The greatest numbers that mean anything in a clinic. A document that says more is refused; whoever reckons
/// with a clinic from elsewhere takes more for these, so that sums stay far from overflowing.
package enum ClinicLimits {
    /// Minutes that a session, its notes or a way to work last: a week's.
    package static let minutes = 7 * 1440
    /// Patients in a session or a room, and therapists who lead a session.
    package static let people = 10_000
    /// Sessions of one service that a plan asks for in a week.
    package static let count = 1_000
}
