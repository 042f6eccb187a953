internal import ClinicModel
internal import Foundation
internal import SchedulingEngine

/// `check`: a week compiled and scored, one placement judged, one seat judged.
enum CheckBench {
    static func run(_ arguments: inout BenchArguments) throws(BenchError) {
        let rounds = Int(try arguments.number("--rounds") ?? 20_000)
        let (clinic, date) = try PlanBench.load(&arguments)
        let week = ClinicWeek(clinic, week: date)
        let moves = Samples.moves(in: week)
        let seats = Samples.seats(in: week)
        guard !moves.isEmpty, !seats.isEmpty else { throw .usage("the week holds no sessions to judge") }
        let fine = moves.filter { week.admits($0) }
        let solos = moves.filter { $0.patients.count == 1 }

        var table = TimeTable("\(clinic.patients.count) patients, \(week.sessions.count) sessions")
        table.row("week compiled, all rules judged", times: 20) { _ in
            ClinicWeek(clinic, week: date).sessions.count
        }
        table.row("week scored", times: 20) { _ in week.score().total }
        table.row("one placement: fits or not", times: rounds) {
            week.admits(moves[$0 % moves.count]) ? 1 : 0
        }
        table.row("one placement that fits", times: rounds) {
            fine.isEmpty ? 0 : week.admits(fine[$0 % fine.count]) ? 1 : 0
        }
        table.row("one placement: every reason", times: rounds) { week.check(moves[$0 % moves.count]).count }
        table.row("one patient's placement: cost", times: rounds) { week.cost(of: solos[$0 % solos.count]) }
        table.row("any placement: cost", times: rounds) { week.cost(of: moves[$0 % moves.count]) }
        table.row("one seat in a group: every reason", times: rounds) {
            week.checkSeat(seats[$0 % seats.count].0, in: seats[$0 % seats.count].1).count
        }
        table.row("one seat in a group: cost", times: rounds) {
            week.costOfSeat(seats[$0 % seats.count].0, in: seats[$0 % seats.count].1)
        }
        table.print()
    }
}

/// `suggest`: the best places for a session, and why there are no more.
enum SuggestBench {
    static func run(_ arguments: inout BenchArguments) throws(BenchError) {
        let rounds = Int(try arguments.number("--rounds") ?? 1000)
        let (clinic, date) = try PlanBench.load(&arguments)
        let week = ClinicWeek(clinic, week: date)
        let solo = Samples.requests(in: week) { !$0.isGroup }
        let group = Samples.requests(in: week) { $0.isGroup }
        var table = TimeTable(
            "\(clinic.patients.count) patients, \(clinic.therapists.count) therapists, \(clinic.rooms.count) rooms"
        )
        if !solo.isEmpty {
            table.row("best 5 places of one patient's service", times: rounds) {
                week.suggest(solo[$0 % solo.count], count: 5).places.count
            }
            table.row("why no more of them", times: rounds) {
                week.explain(solo[$0 % solo.count]).counts.count
            }
        }
        if !group.isEmpty {
            table.row("best 5 seats in a group service", times: rounds) {
                week.suggest(group[$0 % group.count], count: 5).places.count
            }
            table.row("why no more of them", times: rounds) {
                week.explain(group[$0 % group.count]).counts.count
            }
        }
        table.print()
    }
}

/// What a coordinator asks in a week, drawn from the week itself.
enum Samples {
    /// Every session of the week at several other times.
    static func moves(in week: ClinicWeek) -> [Placement] {
        var out: [Placement] = []
        for (n, s) in week.sessions.enumerated() {
            for step in [0, 2, 7, 11] {
                var p = Placement(moving: s)
                p.date = week.week + (s.date - week.week + step) % 7
                p.start = TimeOfDay(minutes: min(1380, Int(s.start.minutes) + 15 * ((n + step) % 5)))
                out.append(p)
            }
        }
        return out
    }
    static func seats(in week: ClinicWeek) -> [(PatientID, SessionReference)] {
        let groups = week.sessions.filter { week.service($0.service)?.isGroup ?? false }
        return week.clinic.patients.enumerated().flatMap { n, p in
            (0..<min(4, groups.count)).map { (p.id, groups[(n * 7 + $0 * 13) % groups.count].reference) }
        }
    }
    static func requests(in week: ClinicWeek, _ wanted: (Service) -> Bool) -> [SuggestionRequest] {
        week.clinic.patients.flatMap { p in
            week.clinic.services.filter(wanted).map { SuggestionRequest(patient: p.id, service: $0.id) }
        }
    }
}

/// Rows of median, 99th percentile and mean, in processor time, so that other work on the machine does not
/// count.
struct TimeTable {
    private let title: String
    private var rows: [(name: String, median: Double, late: Double, mean: Double)] = []

    init(_ title: String) { self.title = title }

    mutating func row(_ name: String, times: Int, _ body: (Int) -> Int) {
        var taken: [Double] = []
        taken.reserveCapacity(times)
        var sum = 0
        for n in 0..<times {
            let begun = processorMicroseconds()
            sum &+= body(n)
            taken.append(processorMicroseconds() - begun)
        }
        // Printing nothing of it, the work must not be optimised away.
        if sum == .min { Swift.print("") }
        taken.sort()
        rows.append(
            (
                name, taken[taken.count / 2], taken[taken.count * 99 / 100],
                taken.reduce(0, +) / Double(taken.count)
            ))
    }
    func print() {
        Swift.print(title)
        Swift.print(String(repeating: " ", count: 40) + " median µs     p99 µs    mean µs")
        for r in rows {
            Swift.print(
                r.name.padding(toLength: 40, withPad: " ", startingAt: 0)
                    + String(format: "%10.1f %10.1f %10.1f", r.median, r.late, r.mean))
        }
    }
}

/// Of this thread.
func processorMicroseconds() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Double(time.tv_sec) * 1e6 + Double(time.tv_nsec) / 1e3
}
