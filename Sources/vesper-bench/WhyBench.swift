internal import ClinicModel
internal import Foundation
internal import SchedulingEngine

/// `why`: the whole answer about one patient and service, apart for those that find a place and those that
/// find none; the shortages of each service.
enum WhyBench {
    static func run(_ arguments: inout BenchArguments) throws(BenchError) {
        let rounds = Int(try arguments.number("--rounds") ?? 1000)
        let (clinic, date) = try PlanBench.load(&arguments)
        let week = ClinicWeek(clinic, week: date)
        var table = TimeTable(
            "\(clinic.patients.count) patients, \(clinic.therapists.count) therapists, \(clinic.rooms.count) rooms"
        )
        for (isGroup, what) in [(false, "one patient's service"), (true, "a group service")] {
            let all = Samples.requests(in: week) { $0.isGroup == isGroup }
            for (fits, words) in [(true, "places fit"), (false, "nothing fits")] {
                let requests = all.filter { ((week.why($0)?.fitting ?? 0) > 0) == fits }
                if requests.isEmpty { continue }
                table.row("why, \(what), \(words)", times: rounds) {
                    week.why(requests[$0 % requests.count])?.fitting ?? 0
                }
            }
        }
        for service in clinic.services {
            table.row("shortages: \(service.id.rawValue)", times: 20) { _ in
                week.shortages(of: service.id).count
            }
        }
        table.row("shortages of the week", times: 20) { _ in week.shortages().count }
        let short = clinic.patients.map(\.id).filter { week.standing(of: $0).isShortOfPlan }
        if !short.isEmpty {
            table.row("why one patient's needs are unmet", times: max(1, rounds / 2)) {
                UnmetNeed.list(of: short[$0 % short.count], in: week).count
            }
        }
        table.print()
        for shortage in week.shortages() { print(shortage.sentence(in: week, naming: .ids)) }
    }
}
