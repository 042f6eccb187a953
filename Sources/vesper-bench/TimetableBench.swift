internal import Foundation
internal import SchedulingEngine
internal import Synchronization

/// `itc2007`: the planner's search on track 2 of the timetabling competition of 2007.
enum TimetableBench {
    static func run(_ arguments: inout BenchArguments) throws(BenchError) {
        let seconds = try arguments.number("--seconds") ?? 60
        let seed = try arguments.number("--seed") ?? 1
        let workers = Int(try arguments.number("--workers") ?? 2)
        let out = try arguments.value("--out")
        let path = try arguments.file()
        let timetable = try read(path)
        let found = Mutex<[Timetable.Solution?]>(.init(repeating: nil, count: workers))
        DispatchQueue.concurrentPerform(iterations: workers) { i in
            let s = TimetableSearch.solve(
                timetable, seed: UInt64(seed) &* 1000 &+ UInt64(i), seconds: seconds, clock: secondsNow)
            found.withLock { $0[i] = s }
        }
        let all = found.withLock { $0 }.compactMap { $0 }
        guard let best = all.min(by: { ($0.distance, $0.cost) < ($1.distance, $1.cost) }) else { return }
        print(
            "distance \(best.distance)  soft \(best.cost)  steps \(all.reduce(0) { $0 + $1.steps })  "
                + all.map { "\($0.distance)/\($0.cost)" }.joined(separator: " "))
        guard let out else { return }
        let lines = best.places.map { $0.map { "\($0.slot) \($0.room)" } ?? "-1 -1" }
        try BenchFile.write(lines.joined(separator: "\n") + "\n", to: out)
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
            suitable: suitable, order: order, dayCost: dayCost)
    }

    /// A lone class, each class past the second in a row, the day's last slot.
    @Sendable static func dayCost(_ day: UInt16) -> Int {
        var cost = day.nonzeroBitCount == 1 ? 1 : 0
        cost += Int(day >> 8 & 1)
        return cost + Int((day & day >> 1 & day >> 2).nonzeroBitCount)
    }
}
