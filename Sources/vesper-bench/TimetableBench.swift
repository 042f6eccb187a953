internal import Foundation
internal import SchedulingEngine

/// `itc2007`: the planner's search on track 2 of the timetabling competition of 2007.
enum TimetableBench {
    static func run(_ arguments: inout BenchArguments) throws(BenchError) {
        let seconds = try arguments.number("--seconds") ?? 60
        let seed = try arguments.number("--seed") ?? 1
        let steps = try arguments.number("--steps")
        let out = try arguments.value("--out")
        let trace = arguments.flag("--trace")
        let (workers, clock): (Workers, () -> Double) = try arguments.workersAndClock()
        let paths = try arguments.files()
        if paths.count > 1 {
            print(
                "| instance | Müller's program, 60 s | best published | distance | soft | steps, millions |")
            print("|--:|--:|--:|--:|--:|--:|")
        }
        for path in paths {
            let timetable = try read(path)
            var told = -1.0
            let best = timetable.solved(
                budget: SearchBudget(
                    seed: UInt64(seed), steps: steps.map { Int($0) }, seconds: steps == nil ? seconds : nil),
                workers: workers, clock: clock,
                progress: { seconds, distance, cost in
                    if !trace || seconds < told + 0.5 { return }
                    told = seconds
                    print(String(format: "%8.2f s  distance %6d  soft %6d", seconds, distance, cost))
                })
            let name = BenchFile.stem(path)
            if paths.count > 1 {
                let number = name.split(separator: "-").last.flatMap { Int($0) } ?? 0
                let peer = PeerTimetable.of[number]
                print(
                    "| \(number) | \(peer?.here ?? "") | \(peer.map { String($0.published) } ?? "") | "
                        + "\(best.distance) | \(best.cost) | \(best.steps / 1_000_000) |")
            } else {
                print("distance \(best.distance)  soft \(best.cost)  steps \(best.steps)")
            }
            fflush(nil)
            guard let out else { continue }
            let lines = best.places.map { $0.map { "\($0.slot) \($0.room)" } ?? "-1 -1" }
            try BenchFile.write(
                lines.joined(separator: "\n") + "\n", to: paths.count > 1 ? "\(out)/\(name).sln" : out)
        }
    }

    /// The competition's format: whitespace-separated numbers, students by events, then rooms' and events'
    /// features, events' slots and their order.
    static func read(_ path: String) throws(BenchError) -> Timetable {
        let bytes = try BenchFile.bytes(path)
        var at = 0
        func next() throws(BenchError) -> Int {
            while at < bytes.count, bytes[at] <= 32 { at += 1 }
            let start = at
            var sign = 1
            if at < bytes.count, bytes[at] == UInt8(ascii: "-") {
                sign = -1
                at += 1
            }
            var value = 0
            while at < bytes.count, bytes[at] >= 48, bytes[at] <= 57, value < 1_000_000 {
                value = value * 10 + Int(bytes[at] - 48)
                at += 1
            }
            if at == start { throw .file("\(path): a number is wanted at byte \(start)") }
            return value * sign
        }
        func many(_ n: Int) throws(BenchError) -> [Int] {
            var list: [Int] = []
            for _ in 0..<n { list.append(try next()) }
            return list
        }
        let head = try many(4)
        let (events, rooms, features, students) = (head[0], head[1], head[2], head[3])
        guard head.allSatisfy({ $0 >= 0 && $0 < 100_000 }), rooms <= 64 else {
            throw .file("\(path): no timetable of this size can be read")
        }
        let sizes = try many(rooms)
        var rosters = [[Int]](repeating: [], count: events)
        for s in 0..<students { for e in 0..<events where try next() == 1 { rosters[e].append(s) } }
        var has: [[Int]] = []
        for _ in 0..<rooms { has.append(try many(features)) }
        var wants: [[Int]] = []
        for _ in 0..<events { wants.append(try many(features)) }
        var allowed: [[Bool]] = []
        for _ in 0..<events { allowed.append(try many(45).map { $0 == 1 }) }
        var order: [(Int, Int)] = []
        for e in 0..<events { for f in 0..<events where try next() == 1 { order.append((e, f)) } }
        let suitable = (0..<events).map { e in
            (0..<rooms).filter { r in
                sizes[r] >= rosters[e].count && (0..<features).allSatisfy { wants[e][$0] <= has[r][$0] }
            }
        }
        return Timetable(
            days: 5, slotsPerDay: 9, rooms: rooms, people: students, rosters: rosters, isAllowed: allowed,
            suitable: suitable, order: order, shape: LectureDay())
    }
}

/// A student's day of the competition: a lone class, each class past the second in a row, the day's last slot.
struct LectureDay: DayCost {
    func points(of day: UInt16) -> Int {
        var cost = day.nonzeroBitCount == 1 ? 1 : 0
        cost += Int(day >> 8 & 1)
        return cost + Int((day & day >> 1 & day >> 2).nonzeroBitCount)
    }
}
