internal import ClinicModel
internal import SchedulingEngine

extension ClinicWeek {
    func check(_ p: Placement) -> [Violation] { [] }
    func cost(of p: Placement) -> Int { 0 }
    func checkSeat(_ p: PatientID, in r: SessionReference) -> [Violation] { [] }
    func costOfSeat(_ p: PatientID, in r: SessionReference) -> Int { 0 }
    func score() -> WeekScore { WeekScore() }
    func standing(of p: PatientID) -> PatientWeek { PatientWeek() }
}
extension RuleBook {
    static func newlyBroken(from: Clinic, to: Clinic, weeks: [CivilDate]) -> [Violation] { [] }
}
extension RuleOverride {
    func covers(_ v: Violation) -> Bool { false }
}
