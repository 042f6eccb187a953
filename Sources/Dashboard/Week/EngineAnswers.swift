internal import ClinicModel
internal import SchedulingEngine
extension ClinicWeek {
    func violations(of r: SessionReference) -> [Violation] { [] }
    var violations: [Violation] { [] }
    func standing(of p: PatientID) -> PatientWeek { PatientWeek() }
    func masks(of p: PatientID) -> PatientMasks { PatientMasks() }
    func labelled(of p: PatientID) -> [LabelledTime] { [] }
    func hoursMask(of t: TherapistID) -> WeekMask { WeekMask() }
    func busyMask(of t: TherapistID) -> WeekMask { WeekMask() }
    func busyMask(of t: RoomID) -> WeekMask { WeekMask() }
    func freeTherapists(for s: ServiceID, at m: CivilMoment) -> [TherapistID] { [] }
    func admits(_ p: Placement) -> Bool { false }
    func check(_ p: Placement) -> [Violation] { [] }
    func checkSeat(_ p: PatientID, in r: SessionReference) -> [Violation] { [] }
    func costOfSeat(_ p: PatientID, in r: SessionReference) -> Int { 0 }
}
extension Violation { func sentence(in w: ClinicWeek, naming: Naming) -> String { "" } }
