import ClinicModel
import FrontDesk
import SchedulingEngine
import Terminal
import Testing

@testable import Dashboard

/// Every key of the places, while a session is carried and while one is booked.
struct `Carrying` {
    private func carried(_ robot: Robot) throws -> Moving {
        guard case .moving(let moving) = robot.state.mode else { throw NothingCarried() }
        return moving
    }
    private struct NothingCarried: Error {}

    /// The session stands on Tuesday; days and minutes that each key carries it.
    @Test(arguments: [
        ("Left", -1, 0), ("h", -1, 0), ("Right", 1, 0), ("l", 1, 0), ("Up", 0, -15), ("k", 0, -15),
        ("Down", 0, 15), ("j", 0, 15), ("PgUp", 0, -60), ("PgDn", 0, 60), ("H", -7, 0), ("L", 7, 0),
    ])
    func `is by the clock and the calendar`(key: String, days: Int, minutes: Int) throws {
        let robot = try Robot("harbor-60")
        try robot.select("g16@2026-11-24").press("m")
        let start = try carried(robot).placement.begins
        try robot.press(key)
        let now = try carried(robot).placement.begins
        #expect(now.minutes - start.minutes == days * 1440 + minutes)
    }

    @Test func `goes to the week's ends by Home and End`() throws {
        let robot = try Robot("harbor-60")
        try robot.select("g16@2026-11-24").press("m", "Home")
        let first = try carried(robot).placement.date
        try robot.press("End")
        #expect(try carried(robot).placement.date > first)
    }

    @Test func `jumps from place to place by n and N, and by letters`() throws {
        let robot = try Robot("harbor-60")
        try robot.select("g16@2026-11-24").press("m", "n")
        let places = try carried(robot).best.map(\.placement.begins)
        #expect(try carried(robot).placement.begins == places[0])
        try robot.press("n")
        #expect(try carried(robot).placement.begins == places[1])
        try robot.press("N")
        #expect(try carried(robot).placement.begins == places[0])
        try robot.press("c")
        #expect(try carried(robot).placement.begins == places[2])
    }

    @Test func `takes a reason along, and a finer clock`() throws {
        let robot = try Robot("harbor-60")
        try robot.select("g16@2026-11-24").press("m", "a", "C").type("room flooded").press("Enter")
        robot.sees("room flooded")
        let zoom = robot.state.scene.zoom
        try robot.press("z")
        #expect(robot.state.scene.zoom != zoom)
        try robot.press("Enter", "Enter")
        let exception = try #require(try robot.clinic().series.first { $0.id == "g16" }?.exceptions.first)
        #expect(exception.reason?.revealed == "room flooded")
    }

    @Test func `says which part of a booking each key changes`() throws {
        let robot = try Robot("harbor-60")
        try robot.press("b").type("ember ind").press("Enter")
        robot.sees("place 1 of")
        try robot.press("t")
        robot.sees("only with")
        try robot.press("r")
        robot.sees("only in")
        try robot.press("1")
        #expect(robot.toast.contains("give up") || robot.toast.contains("given up"), "\(robot.toast)")
        try robot.press("Esc")
        #expect(robot.state.mode.context == .week)
        #expect(robot.state.scene.view == .board)
    }

    @Test func `lets a patient move to another seat of the same group`() throws {
        let robot = try Robot("harbor-60")
        let group = try #require(
            robot.state.week.sessions.first { robot.state.isGroup($0.service) && !$0.patients.isEmpty })
        let patient = try #require(group.patients.first)
        robot.state.week.patient(patient).map { _ = robot.type("/" + $0.id.rawValue) }
        try robot.press("Enter")
        #expect(robot.state.scene.lens == .patient(patient))
        try robot.select(group.reference.description).press("m")
        robot.sees("Another seat for")
        try robot.press("Esc")
    }
}
