internal import ClinicModel
internal import Foundation
internal import Interchange
internal import SchedulingEngine

/// `repair`: every therapist-day of a week with sessions in it, as if the therapist called in sick: how long
/// until the first proposal, the best and the proof, in processor time.
enum RepairBench {
    static func run(_ arguments: inout BenchArguments) throws(BenchError) {
        let seconds = try arguments.number("--seconds") ?? 5
        let out = try arguments.value("--out")
        let isDetailed = arguments.flag("--trace")
        let (clinic, date) = try PlanBench.load(&arguments)
        let week = ClinicWeek(clinic, week: date)
        var first: [Double] = []
        var best: [Double] = []
        var proof: [Double] = []
        var days = 0
        var sessions = 0
        for therapist in clinic.therapists {
            for day in 0..<7 {
                let on = week.week + day
                let count = week.sessions(of: therapist.id).count { $0.date == on }
                if count == 0 { continue }
                days += 1
                sessions += count
                let run = Run(
                    clinic, week.week, therapist.id, on, seconds: seconds)
                first.append(run.first)
                best.append(run.best)
                if let proved = run.proved { proof.append(proved) }
                if isDetailed {
                    print(
                        String(
                            format: "%@ %@ %3d hit %8d points %8.2f ms first %8.2f ms best  %@",
                            therapist.id.rawValue, on.description, run.answer.hit.count,
                            run.answer.proposals.first?.after.total ?? 0, run.first / 1000, run.best / 1000,
                            run.proved.map { String(format: "%8.2f ms proved", $0 / 1000) } ?? "not proved"))
                }
                if let out {
                    for (n, proposal) in run.answer.proposals.enumerated() {
                        var after = clinic
                        do { try after.apply(proposal.changes) } catch {
                            throw .file("a proposal does not apply: \(error)")
                        }
                        let name = "\(therapist.id)-\(on)-\(n + 1)-\(proposal.after.total).json"
                        try BenchFile.write(ClinicDocument.write(after), to: out + "/" + name)
                    }
                }
            }
        }
        guard days > 0 else { throw .usage("the week holds no sessions") }
        print(
            "\(clinic.patients.count) patients, \(days) therapist-days, \(sessions) sessions hit, "
                + "\(proof.count) proved (\(proof.count * 100 / days) %)")
        print(String(repeating: " ", count: 24) + " median ms     p99 ms     max ms")
        for (name, list) in [("first proposal", first), ("best", best), ("proof", proof)] {
            guard let most = list.max() else { continue }
            let sorted = list.sorted()
            print(
                name.padding(toLength: 24, withPad: " ", startingAt: 0)
                    + String(
                        format: "%10.2f %10.2f %10.2f", sorted[sorted.count / 2] / 1000,
                        sorted[sorted.count * 99 / 100] / 1000, most / 1000))
        }
    }

    /// One absence mended, from the clinic's value on; microseconds of processor time.
    private struct Run {
        var answer: RepairAnswer
        var first = 0.0
        var best = 0.0
        var proved: Double?

        init(
            _ clinic: Clinic, _ week: CivilDate, _ therapist: TherapistID, _ day: CivilDate, seconds: Double
        ) {
            let absence = ReportedAbsence(
                subject: .therapist(therapist), from: CivilMoment(day, .midnight),
                to: CivilMoment(day, .endOfDay))
            let begun = processorMicroseconds()
            var first: Double?
            var best = 0.0
            var least = Int.max
            answer = Repairer.repair(
                clinic, week: week, absence: absence, options: PlanOptions(seconds: seconds),
                clock: secondsNow,
                found: { answer in
                    let took = processorMicroseconds() - begun
                    if first == nil { first = took }
                    if let total = answer.proposals.first?.after.total, total < least {
                        least = total
                        best = took
                    }
                })
            if answer.isProved { proved = processorMicroseconds() - begun }
            self.first = first ?? processorMicroseconds() - begun
            self.best = best
        }
    }
}
