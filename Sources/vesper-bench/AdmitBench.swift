internal import ClinicModel
internal import Foundation
internal import SchedulingEngine

/// `admit`: sets of places for one patient's week, everybody else's sessions as they stand.
enum AdmitBench {
    static func run(_ arguments: inout BenchArguments) throws(BenchError) {
        let rounds = Int(try arguments.number("--rounds") ?? 200)
        let (clinic, date) = try PlanBench.load(&arguments)
        let empty = ClinicWeek(clinic, week: date)
        let people = needy(empty)
        guard !people.isEmpty else { throw .usage("no plan lacks anything in the week") }
        // The week that a coordinator admits to is mostly full: planned, the patient's own places taken out.
        let planned = plan(clinic, date)
        let full = people.map { ClinicWeek(planned.without($0, from: date), week: date) }

        var table = TimeTable(
            "\(clinic.patients.count) patients, \(clinic.therapists.count) therapists, \(clinic.series.count) series"
        )
        var sets = 0
        table.row("week as in the file: best 3 sets", times: rounds) {
            let found = empty.admit(AdmissionRequest(patient: people[$0 % people.count])).sets.count
            sets += found
            return found
        }
        table.row("the same, week compiled anew", times: rounds) {
            ClinicWeek(clinic, week: date).admit(AdmissionRequest(patient: people[$0 % people.count])).sets
                .count
        }
        table.row("planned week: best 3 sets", times: rounds) {
            full[$0 % full.count].admit(AdmissionRequest(patient: people[$0 % people.count])).sets.count
        }
        table.row("planned week: best 10 sets", times: rounds) {
            full[$0 % full.count].admit(AdmissionRequest(patient: people[$0 % people.count], count: 10)).sets
                .count
        }
        table.print()
        print("\(Double(sets * 10 / max(1, rounds)) / 10) sets a patient in the week as in the file")
    }

    /// Up to 40 patients whose plan lacks something, from all over the list.
    private static func needy(_ week: ClinicWeek) -> [PatientID] {
        let all = week.clinic.patients.map(\.id).filter { week.standing(of: $0).isShortOfPlan }
        return stride(from: 0, to: all.count, by: max(1, all.count / 40)).map { all[$0] }
    }
    private static func plan(_ clinic: Clinic, _ date: CivilDate) -> Clinic {
        var out = clinic
        let proposal = Planner.plan(clinic, week: date, options: PlanOptions(seed: 1, steps: 200_000))
        do { try out.apply(proposal.changes) } catch {
            preconditionFailure("a proposal fits the clinic that it was made for: \(error)")
        }
        return out
    }
}

extension Clinic {
    /// The clinic with a patient's sessions of a week and after taken out.
    fileprivate func without(_ patient: PatientID, from date: CivilDate) -> Clinic {
        var out = self
        for i in out.series.indices { out.series[i].enrollments.removeAll { $0.patient == patient } }
        out.sessions.removeAll { $0.patients == [patient] && $0.date >= date }
        return out
    }
}
