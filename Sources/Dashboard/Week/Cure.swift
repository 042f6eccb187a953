package import ClinicModel

/// Something the inspector offers by a digit.
package enum Cure: Hashable, Sendable {
    /// A seat in a series from that occurrence's date on.
    case seat(PatientID, in: SessionReference)
    /// Out of one group, into another, each from that occurrence's date on.
    case reseat(PatientID, from: SessionReference, to: SessionReference)
    /// The same session at another time, with other therapists or in another room; nil: as they are.
    case move(SessionReference, to: CivilMoment?, therapists: [TherapistID]?, room: RoomID?)
    /// Shows that session.
    case go(to: SessionReference)
    /// Begins booking a service for a patient.
    case book(PatientID, ServiceID?)
}

/// A cure with the digit that takes it and the words that offer it.
package struct NumberedCure: Hashable, Sendable {
    /// 1…9
    package var number: Int
    package var cure: Cure
    /// `move to REL Thu 19:00 (4 left)`
    package var words: String
    package init(number: Int, cure: Cure, words: String) {
        self.number = number
        self.cure = cure
        self.words = words
    }
}
