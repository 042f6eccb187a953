internal import ClinicModel
internal import SchedulingEngine
extension ClinicWeek {
    func suggest(_ r: SuggestionRequest, count: Int) -> Suggestions { Suggestions() }
    func explain(_ r: SuggestionRequest) -> Suggestions { Suggestions() }
}
extension Reason { func sentence(in w: ClinicWeek, naming: Naming) -> String { "" } }
