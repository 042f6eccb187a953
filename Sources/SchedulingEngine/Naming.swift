package import ClinicModel

/// How people are named in what a rule says: by name on the screen and on stdout, by raw id alone in logs,
/// on stderr and behind the mask, where words of theirs (labels, reasons) are left out as well.
package enum Naming: Hashable, Sendable { case names, ids }

extension ClinicWeek {
    /// `Ana Moreno`, or `p1`.
    package func name(of patient: PatientID, _ naming: Naming) -> String {
        naming == .ids ? patient.rawValue : self.patient(patient)?.name.revealed ?? patient.rawValue
    }
    /// `Dana Whitfield`, or `t1`.
    package func name(of therapist: TherapistID, _ naming: Naming) -> String {
        naming == .ids ? therapist.rawValue : self.therapist(therapist)?.name.revealed ?? therapist.rawValue
    }
    /// `Maple`, or `r1`.
    package func name(of room: RoomID, _ naming: Naming) -> String {
        naming == .ids ? room.rawValue : self.room(room)?.name ?? room.rawValue
    }
    /// `Process group`; services are no persons, so both ways of naming show it.
    package func name(of service: ServiceID) -> String { self.service(service)?.name ?? service.rawValue }
}
