import ClinicModel
import SchedulingEngine
import Terminal
import Testing

@testable import Dashboard

struct `Pictures of the week` {
    @Test(arguments: ["everything-40", "harbor-60", "harbor-200"], WeekFixture.sizes)
    func `board of the clinic`(fixture: String, size: Size) throws {
        try WeekFixture.expect("board-\(fixture)", try WeekFixture.scene(fixture), size)
    }
    @Test(arguments: ["everything-40", "harbor-60", "harbor-200"], WeekFixture.sizes)
    func `day of the clinic`(fixture: String, size: Size) throws {
        try WeekFixture.expect("day-\(fixture)", try WeekFixture.scene(fixture, view: .day), size)
    }
    @Test(arguments: [DayRows.rooms, .patients], WeekFixture.sizes)
    func `day by rooms and patients`(rows: DayRows, size: Size) throws {
        var scene = try WeekFixture.scene("harbor-60", view: .day)
        scene.dayRows = rows
        try WeekFixture.expect("day-\(rows)-harbor-60", scene, size)
    }
    static let lenses: [(String, String, Lens)] = [
        ("everyone", "harbor-60", .everyone), ("patient", "everything-40", .patient("p30")),
        ("patient-works", "harbor-60", .patient("p3")), ("therapist", "harbor-60", .therapist("t2")),
        ("room", "everything-40", .room("r1")), ("service", "harbor-200", .service("process")),
        ("track", "everything-40", .track("Evening track A")),
    ]
    @Test(arguments: lenses, WeekFixture.sizes)
    func `calendar of one`(lens: (String, String, Lens), size: Size) throws {
        try WeekFixture.expect(
            "calendar-\(lens.0)", try WeekFixture.scene(lens.1, view: .calendar, lens: lens.2), size)
    }
    /// A patient's session carried, its places marked and lettered.
    @Test(arguments: [WeekView.calendar, .board], WeekFixture.sizes)
    func `places while something is carried`(view: WeekView, size: Size) throws {
        var scene = try WeekFixture.scene(
            "everything-40", view: view, lens: view == .board ? .everyone : .patient("p12"))
        scene.marks = `The week's screen`.marks(scene)
        scene.cursor = Cursor(.place, at: CivilMoment(WeekFixture.monday + 3, TimeOfDay(minutes: 19 * 60)))
        try WeekFixture.expect("placing-\(view)", scene, size)
    }
    @Test(arguments: WeekFixture.sizes)
    func `with the ASCII glyphs and masked names`(size: Size) throws {
        var scene = try WeekFixture.scene("harbor-60")
        scene.glyphs = .ascii
        scene.naming = .ids
        try WeekFixture.expect("board-ascii-masked", scene, size)
    }
    @Test(arguments: WeekView.allCases, WeekFixture.sizes)
    func `conflicts in words with their cures`(view: WeekView, size: Size) throws {
        var scene = WeekFixture.scene(try WeekFixture.troubledClinic(), view: view)
        scene.cursor = try #require(scene.cursor(on: .occurrence("g13", WeekFixture.monday + 1)))
        try WeekFixture.expect("conflicts-\(view)", scene, size)
    }
}
