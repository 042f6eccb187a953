import ClinicModel
import SchedulingEngine
import Testing

@testable import Dashboard

struct `Days side by side` {
    private func widths(_ loads: [Int?], width: Int, screen: Int = 100, left: Int = 0, keeping: Int = 0)
        -> [Int]
    {
        DayColumns(loads: loads, x: 0, width: width, screen: screen, left: left, keeping: keeping).columns
            .map(\.width)
    }

    @Test func `give busy days what quiet ones do not need, and closed ones a mark`() {
        let w = widths([20, 20, 20, 20, 4, 8, nil], width: 78)
        #expect(w[6] == 3)
        #expect(w[0] > w[4])
        #expect(w[4] == w[5])
        #expect(w.reduce(0, +) == 78)
    }
    @Test(arguments: [0, 1, 5, 20, 74, 200], [39, 50, 79, 80, 250])
    func `never take more than there is`(width: Int, screen: Int) {
        for loads in [
            [nil, nil, nil, nil, nil, nil, nil], [1, 0, 0, 9, nil, nil, 3], [5, 5, 5, 5, 5, 5, 5],
        ] as [[Int?]] {
            let columns = DayColumns(loads: loads, x: 6, width: width, screen: screen, left: 2, keeping: 5)
                .columns
            #expect(columns.allSatisfy { $0.x >= 6 && $0.x + $0.width <= 6 + width })
        }
    }
    @Test(arguments: [(79, 3), (48, 3), (47, 1), (40, 1), (80, 7)])
    func `are three under eighty columns, then one`(screen: Int, shown: Int) {
        #expect(widths([5, 5, 5, 5, 5, 5, 5], width: screen - 6, screen: screen).count == shown)
    }
    @Test(arguments: 0..<7)
    func `bring the cursor's day into sight`(day: Int) {
        let columns = DayColumns(
            loads: [5, 5, 5, 5, 5, 5, 5], x: 0, width: 60, screen: 66, left: 0, keeping: day)
        #expect(columns.column(of: day) != nil)
    }
}

struct `The clock of a calendar` {
    private func axis(height: Int, step: Int = 30, fine: [Interval] = [], kept: Interval? = nil) -> [String] {
        CalendarAxis(from: 540, to: 1290, step: step, fine: fine, height: height, kept: kept) { a, b in
            [(600, 660), (1020, 1260)].contains { $0.0 < b && a < $0.1 }
        }.lines.map {
            "\(TimeOfDay(minutes: $0.start))\($0.isFolded ? "-\(TimeOfDay(minutes: $0.end))" : "")"
        }
    }

    @Test func `has a line for each half hour when all fits`() {
        #expect(axis(height: 25).count == 25)
        #expect(axis(height: 25).allSatisfy { !$0.contains("-") })
    }
    @Test func `folds the longest empty stretch, and no more of it than need be`() {
        #expect(axis(height: 20).contains("11:00-14:00"))
        #expect(axis(height: 20).count == 20)
        #expect(axis(height: 13).contains("11:00-17:00"))
    }
    @Test func `keeps the hour of the cursor unfolded`() {
        let lines = axis(height: 13, kept: Interval(780, 840))
        #expect(lines.contains("13:00") && lines.contains("13:30"))
    }
    @Test func `is finer where something is being placed`() {
        #expect(
            axis(height: 40, fine: [Interval(1080, 1140)]).filter { $0.hasPrefix("18") } == [
                "18:00", "18:15", "18:30", "18:45",
            ])
        #expect(
            axis(height: 40, step: 60, fine: [Interval(1080, 1140)]).suffix(8) == [
                "17:00", "18:00", "18:15", "18:30", "18:45", "19:00", "20:00", "21:00",
            ])
    }
    @Test(arguments: [15, 30, 60], [0, 1, 5, 30])
    func `finds the line of every minute`(step: Int, height: Int) {
        let axis = CalendarAxis(from: 510, to: 1290, step: step, fine: [], height: height, kept: nil) {
            _, _ in false
        }
        for minute in stride(from: 0, to: 1440, by: 5) {
            let line = axis.lines[axis.line(at: minute)]
            #expect(
                minute < 510 || minute >= axis.lines[axis.lines.count - 1].end
                    || (line.start <= minute && minute < line.end))
        }
    }
}

struct `Lanes of overlapping sessions` {
    private func entry(_ face: Int, _ lines: Range<Int>, room: String = "") -> CalendarLanes.Entry {
        CalendarLanes.Entry(
            face: face, lines: lines, start: lines.lowerBound, end: lines.upperBound, room: room,
            id: "\(face)")
    }
    @Test func `share the width within a cluster only`() {
        let lanes = CalendarLanes([entry(0, 0..<3), entry(1, 1..<4), entry(2, 3..<5), entry(3, 6..<7)])
        #expect(lanes.blocks.map(\.lane) == [0, 1, 0, 0])
        #expect(lanes.blocks.map(\.lanes) == [2, 2, 2, 1])
        #expect(lanes.mostLanes == 2)
    }
    @Test func `stay where they are when a later one moves`() {
        let before = CalendarLanes([
            entry(0, 0..<3, room: "A"), entry(1, 0..<3, room: "B"), entry(2, 1..<4, room: "A"),
        ])
        let after = CalendarLanes([
            entry(2, 2..<5, room: "C"), entry(1, 0..<3, room: "B"), entry(0, 0..<3, room: "A"),
        ])
        let lane = { (l: CalendarLanes, f: Int) in l.blocks.first { $0.face == f }?.lane }
        #expect(lane(before, 0) == lane(after, 0))
        #expect(lane(before, 1) == lane(after, 1))
    }
}

struct `The filter of the week` {
    private func kept(_ text: String) throws -> [SessionFace] {
        let scene = try WeekFixture.scene("everything-40")
        let matches = WeekFilter(text).matches(in: scene.week, scene.digest)
        return zip(scene.digest.faces, matches).filter(\.1).map(\.0)
    }
    @Test func `takes tokens and words, all of which must hold`() throws {
        let scene = try WeekFixture.scene("everything-40")
        let maple = try kept("room:maple")
        #expect(!maple.isEmpty && maple.allSatisfy { scene.digest.names.name(of: $0.room) == "Maple" })
        let relapse = try kept("relapse !under day:tue")
        #expect(
            !relapse.isEmpty && relapse.allSatisfy { $0.short == "REL" && !$0.isUnderfilled && $0.day == 1 })
        let who = try kept("who:winterbourne")
        #expect(!who.isEmpty && who.count < scene.digest.faces.count)
        #expect(try kept("nothing is called this").isEmpty)
        #expect(try kept("   ").count == scene.digest.faces.count)
    }
    @Test func `dims, or hides when told so`() throws {
        var scene = try WeekFixture.scene("everything-40")
        scene.filter = WeekFilter("aft")
        #expect(scene.focus.presence.filter { $0 == .plain }.count == 1)
        #expect(!scene.focus.presence.contains(.hidden))
        scene.filter = WeekFilter("aft", hides: true)
        #expect(scene.focus.presence.filter { $0 == .hidden }.count == scene.digest.faces.count - 1)
    }
}
