import ClinicModel
import SchedulingEngine
import Terminal
import Testing

@testable import Dashboard

struct `The cursor of the week` {
    static let views: [(WeekView, Lens)] = [
        (.board, .everyone), (.board, .patient("p30")), (.calendar, .everyone), (.calendar, .patient("p30")),
        (.calendar, .therapist("t2")), (.calendar, .room("r1")), (.day, .everyone),
    ]

    /// Keeps what the screen says of cursor and scroll, as the program does after each key.
    private func screen(_ scene: inout WeekScene, _ size: Size) -> WeekScreen {
        let screen = WeekScreen(scene, size: size)
        scene.cursor = screen.cursor
        scene.scroll = screen.scroll
        return screen
    }

    @Test(
        arguments: views,
        [Size(columns: 80, rows: 24), Size(columns: 120, rows: 40), Size(columns: 40, rows: 10)])
    func `stands where it is drawn and stays there`(view: (WeekView, Lens), size: Size) throws {
        var scene = try WeekFixture.scene("everything-40", view: view.0, lens: view.1)
        let first = screen(&scene, size)
        let again = screen(&scene, size)
        #expect(first.cursor == again.cursor)
        #expect(first.scroll == again.scroll)
        #expect(WeekFixture.picture(scene, size).text.contains("▸"))
    }

    @Test(arguments: views, [Size(columns: 80, rows: 24), Size(columns: 44, rows: 14)])
    func `reaches every session of the week by arrows`(view: (WeekView, Lens), size: Size) throws {
        var scene = try WeekFixture.scene("everything-40", view: view.0, lens: view.1)
        for fold in scene.week.sessions.flatMap({ s in
            [Fold.Kind.individuals, .groups(s.service)].map { Fold(date: s.date, start: s.start, kind: $0) }
        }) {
            scene.unfolded.insert(fold)
        }
        let dates = view.0 == .day ? [WeekFixture.monday + 1] : Array(scene.dates)
        var seen: Set<Cursor> = []
        var ahead = [screen(&scene, size).cursor]
        while let cursor = ahead.popLast() {
            guard seen.insert(cursor).inserted else { continue }
            scene.cursor = cursor
            let screen = screen(&scene, size)
            ahead += [.left, .right, .up, .down].map { screen.cursor(moved: $0) }
        }
        let reached = Set(seen.compactMap(\.session))
        let wanted = scene.week.sessions.filter { s in
            guard dates.contains(s.date) else { return false }
            return switch view.1 {
            case .patient(let p): view.0 == .board || s.patients.contains(p)
            case .therapist(let t): s.therapists.contains(t)
            case .room(let r): s.room == r
            default: !s.therapists.isEmpty || view.0 != .day
            }
        }
        #expect(Set(wanted.map(\.reference)).subtracting(reached).map(\.description).sorted() == [])
    }

    @Test(
        arguments: views,
        [Size(columns: 80, rows: 24), Size(columns: 120, rows: 40), Size(columns: 200, rows: 50)])
    func `follows the mouse to what is drawn there`(view: (WeekView, Lens), size: Size) throws {
        var scene = try WeekFixture.scene("everything-40", view: view.0, lens: view.1)
        let first = screen(&scene, size)
        var hits: Set<Cursor> = []
        for y in 0..<size.rows {
            for x in 0..<size.columns { if let cursor = first.hit(Point(x, y)) { hits.insert(cursor) } }
        }
        #expect(hits.count > 20)
        for cursor in hits where cursor.session != nil {
            var there = scene
            there.cursor = cursor
            #expect(WeekScreen(there, size: size).cursor == cursor)
        }
    }

    @Test(arguments: views)
    func `stays in sight and in the week wherever one walks`(view: (WeekView, Lens)) throws {
        var scene = try WeekFixture.scene("harbor-60", view: view.0, lens: view.1)
        var random = Steps(state: 7)
        let size = Size(columns: 70, rows: 18)
        for _ in 0..<300 {
            let screen = screen(&scene, size)
            scene.cursor = screen.cursor(moved: Direction.allCases[random.next(Direction.allCases.count)])
            #expect(scene.dates.contains(scene.cursor.moment.date))
            #expect(WeekFixture.picture(scene, size).text.contains("▸"))
        }
    }

    @Test func `stays on its day and time when its session is gone`() throws {
        var clinic = try WeekFixture.clinic("everything-40")
        var scene = WeekFixture.scene(clinic)
        let size = Size(columns: 120, rows: 40)
        let session = try #require(scene.week.sessions.first { $0.reference.series == nil })
        scene.cursor = try #require(scene.cursor(on: session.reference))
        _ = screen(&scene, size)
        clinic.sessions.removeAll { .single($0.id) == session.reference }
        scene.show(ClinicWeek(clinic, week: WeekFixture.monday))
        let after = screen(&scene, size)
        #expect(after.cursor.moment.date == session.date)
        #expect(abs(after.cursor.moment.minutes - session.begins.minutes) <= 60)
    }

    @Test func `unfolds and folds in place`() throws {
        var scene = try WeekFixture.scene("harbor-200")
        let size = Size(columns: 80, rows: 24)
        let fold = Fold(date: WeekFixture.monday, start: TimeOfDay(minutes: 16 * 60), kind: .individuals)
        scene.cursor = Cursor(.fold(fold), at: CivilMoment(fold.date, fold.start))
        let before = screen(&scene, size)
        #expect(before.cursor.fold == fold)
        scene.unfolded = [fold]
        let open = screen(&scene, size)
        #expect(open.cursor.fold == fold)
        scene.cursor = open.cursor(moved: .down)
        #expect(scene.cursor.session.map { scene.sessions(in: fold).contains($0) } == true)
        #expect(scene.sessions(in: fold).count == 3)
    }

    @Test func `opens a fold that holds the session it goes to`() throws {
        var scene = try WeekFixture.scene("harbor-200")
        let fold = Fold(date: WeekFixture.monday, start: TimeOfDay(minutes: 16 * 60), kind: .individuals)
        let session = try #require(scene.sessions(in: fold).last)
        scene.cursor = try #require(scene.cursor(on: session))
        #expect(WeekScreen(scene, size: Size(columns: 80, rows: 24)).cursor.session == session)
    }
}

/// A small generator, the same on every machine.
private struct Steps {
    var state: UInt64
    mutating func next(_ bound: Int) -> Int {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int(state >> 33) % bound
    }
}
