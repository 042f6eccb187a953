import ClinicModel
import SchedulingEngine
import Terminal
import Testing

@testable import Dashboard

struct `The week's screen` {
    /// All kinds of scenes: views, lenses, marks, masks.
    static func scenes() throws -> [WeekScene] {
        let clinic = try WeekFixture.clinic("everything-40")
        var out: [WeekScene] = []
        for (view, lens) in `The cursor of the week`.views + [
            (.calendar, .track("Evening track A")), (.day, .patient("p30")),
        ] {
            var scene = WeekFixture.scene(clinic, view: view, lens: lens)
            out.append(scene)
            scene.searched = "p12"
            scene.marks = marks(scene)
            out.append(scene)
            scene.zoom = .quarter
            scene.naming = .ids
            scene.glyphs = .ascii
            scene.dayRows = .patients
            scene.filter = WeekFilter("rel !full", hides: true)
            out.append(scene)
        }
        return out
    }
    static func marks(_ scene: WeekScene) -> PlaceMarks {
        let at = { (day: Int, hour: Int) in
            CivilMoment(WeekFixture.monday + day, TimeOfDay(minutes: hour * 60))
        }
        func place(_ m: CivilMoment) -> Placement {
            Placement(
                service: "individual", date: m.date, start: m.time, therapists: ["t2"], patients: ["p12"])
        }
        let overlapping = place(CivilMoment(WeekFixture.monday + 4, TimeOfDay(minutes: 18 * 60 + 15)))
        return PlaceMarks(
            letters: [
                .init(letter: "a", placement: place(at(4, 18)), note: "5 left"),
                .init(letter: "b", placement: overlapping), .init(letter: "c", placement: place(at(6, 23))),
            ],
            starts: [
                at(0, 17): .init(.fits), at(0, 18): .init(.warns, coming: 11, roster: 12),
                at(2, 9): .init(.clashes),
            ],
            ghost: .init(placement: place(at(3, 19)), fit: .warns, title: "moving", notes: ["R1", "3 left"]),
            lifted: scene.week.sessions.first?.reference)
    }

    @Test func `is drawn at every size`() throws {
        let sizes = [
            0, 1, 2, 5, 9, 10, 11, 17, 24, 39, 40, 41, 47, 48, 79, 80, 100, 109, 110, 149, 150, 180, 250,
        ]
        for scene in try Self.scenes() {
            for columns in sizes {
                for rows in [0, 1, 2, 9, 10, 11, 12, 15, 16, 24, 50, 80] {
                    let size = Size(columns: columns, rows: rows)
                    let screen = WeekScreen(scene, size: size)
                    var canvas = Canvas(size: size)
                    screen.draw(into: &canvas)
                    for d in Direction.allCases { _ = screen.cursor(moved: d) }
                    _ = screen.scrolled(by: 3)
                    _ = screen.hit(Point(columns / 2, rows / 2))
                    #expect(canvas[0, rows - 1].character == " " || rows < 10 || columns < 40)
                }
            }
        }
    }

    @Test func `too small says what it is and what it needs`() throws {
        let scene = try WeekFixture.scene("everything-40")
        #expect(WeekFixture.picture(scene, Size(columns: 39, rows: 30)).text.contains("39×30"))
        #expect(WeekFixture.picture(scene, Size(columns: 100, rows: 9)).text.contains("needs 40×10"))
    }

    @Test func `shows no name behind the mask, and keeps its shape`() throws {
        for (view, lens) in `The cursor of the week`.views {
            var scene = try WeekFixture.scene("everything-40", view: view, lens: lens)
            let size = Size(columns: 120, rows: 40)
            let open = WeekFixture.picture(scene, size)
            scene.naming = .ids
            let masked = WeekFixture.picture(scene, size)
            let families = (scene.week.clinic.patients.map(\.name) + scene.week.clinic.therapists.map(\.name))
                .compactMap { $0.revealed.split(separator: " ").last }
            for name in families where name.count > 4 { #expect(!masked.text.contains(name)) }
            // Bars stand where they stood.
            let bars = { (c: Canvas, y: Int) in (0..<84).filter { c[$0, y].character == "▌" } }
            if view != .day { for y in 1..<39 { #expect(bars(open, y) == bars(masked, y)) } }
        }
    }

    @Test func `needs nothing but ASCII with the ASCII glyphs`() throws {
        for var scene in try Self.scenes() {
            scene.glyphs = .ascii
            for size in WeekFixture.sizes {
                let text = WeekFixture.picture(scene, size).text
                #expect(text.unicodeScalars.allSatisfy { $0.isASCII }, "\(text)")
            }
        }
    }

    @Test func `shows its selection without colour`() throws {
        for scene in try Self.scenes() where scene.marks.isEmpty {
            let size = Size(columns: 120, rows: 40)
            let screen = WeekScreen(scene, size: size)
            var moved = scene
            moved.cursor = screen.cursor(moved: .down)
            #expect(WeekFixture.picture(scene, size).text != WeekFixture.picture(moved, size).text)
        }
    }

    @Test func `keeps header and times while the rest scrolls`() throws {
        var scene = try WeekFixture.scene("harbor-200")
        let size = Size(columns: 80, rows: 24)
        let first = WeekScreen(scene, size: size)
        let moved = first.scrolled(by: 9)
        scene.scroll = moved.scroll
        scene.cursor = moved.cursor
        let second = WeekScreen(scene, size: size)
        #expect(second.scroll.top == (first.scroll.top ?? 0) + 9)
        let rows = { (s: WeekScene) in
            WeekFixture.picture(s, size).text.split(separator: "\n", omittingEmptySubsequences: false)
        }
        #expect(rows(scene)[1].hasPrefix("       Mon 23"))
        #expect(rows(scene)[4].prefix(5).contains(":"))
    }
}
