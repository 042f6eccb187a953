import ClinicModel
import SchedulingEngine
import Testing

@testable import Dashboard

/// Stories of `w`, told on the clinic with everything in it.
struct `Asking why` {
    /// Somebody whose every hour is work, and who needs an hour.
    private func robotWithBusyPatient() throws -> Robot {
        try Robot(edit: { clinic in
            clinic.patients[0].work = [
                WeeklyWindow(
                    days: Weekday.allCases, from: TimeOfDay(minutes: 0), to: TimeOfDay(minutes: 1440))
            ]
            clinic.patients[0].plan = CarePlan(needs: [Need(service: "individual", count: 2)])
        })
    }

    @Test func `w on the week tells what is short and whose plans are not met, Esc leads back`() throws {
        let robot = try Robot()
        try robot.select("g13@2026-11-24").press("w")
        robot.sees("Why: this week")
        robot.sees("Counting what is short")
        robot.awaitEngine()
        robot.doesNotSee("Counting what is short")
        robot.sees("Plans not met")
        robot.sees("lacks")
        try robot.press("Esc")
        #expect(robot.state.mode.context == .week)
        robot.doesNotSee("Plans not met")
    }

    @Test func `whom and what is typed as for a booking; the answer counts by rule and offers what opens`()
        throws
    {
        let robot = try robotWithBusyPatient()
        try robot.select("g13@2026-11-24").press("w").type("blackw ind")
        robot.sees("forced:")
        try robot.press("Enter")
        robot.sees("Why: Individual")
        robot.sees("Impossible whatever is moved")
        robot.sees("work hours")
        robot.sees("What would open places")
        robot.sees("1 without work hours")
        try robot.press("Esc")
        robot.sees("Why: this week")
    }

    @Test(arguments: ["1", "Enter"])
    func `a number, or Enter on its line, goes into the booking with that given up`(key: String) throws {
        let robot = try robotWithBusyPatient()
        try robot.select("g13@2026-11-24").press("w").type("blackw ind").press("Enter", key)
        #expect(robot.state.mode.context == .places)
        robot.sees("without: work hours")
        robot.sees("Places, best first")
        try robot.press("Esc")
        #expect(robot.state.mode.context == .week && robot.state.scene.lens == .everyone)
    }

    @Test func `a number that is not offered is told`() throws {
        let robot = try robotWithBusyPatient()
        try robot.select("g13@2026-11-24").press("w").type("blackw ind").press("Enter", "9")
        #expect(robot.toast.contains("no number 9"))
    }

    @Test func `everybody whose plan is not met is on the list`() throws {
        let robot = try Robot("harbor-200")
        let lacking = robot.state.scene.digest.standings.filter(\.isActive)
            .reduce(0) { $0 + $1.needs.count { $0.missing > 0 } }
        #expect(lacking > 60)
        try robot.press("w")
        robot.sees(" 1/\(lacking) ")
    }
    @Test func `a question mark leads to help where nothing is typed`() throws {
        let robot = try Robot()
        try robot.select("g13@2026-11-24").press("w").type("blackw ind").press("Enter", "?")
        robot.sees("Help: why there is a place")
        try robot.press("Esc", "Esc", "?")
        #expect(robot.state.mode.context == .list)
        robot.doesNotSee("Help: ")
    }

    @Test func `where places fit, Enter shows them`() throws {
        let robot = try Robot()
        try robot.select("g13@2026-11-24").press("w").type("blackw ind").press("Enter")
        robot.sees("fit")
        robot.sees("Best: ")
        try robot.press("Enter")
        robot.sees("Places, best first")
    }

    @Test func `on a patient it is about the patient`() throws {
        let robot = try Robot()
        try robot.press("/").type("blackw").press("Enter", "w")
        robot.sees("Why: Esme Blackwell")
        robot.doesNotSee("Plans not met")
    }

    @Test func `in a booking it answers for the draft, and Esc comes back to it`() throws {
        let robot = try robotWithBusyPatient()
        try robot.press("b").type("blackw ind").press("Enter", "w")
        robot.sees("Impossible whatever is moved")
        try robot.press("Esc")
        robot.sees("Nothing fits this week")
        try robot.press("w", "1")
        robot.sees("without: work hours")
    }

    @Test func `of a carried hour it tells of other places; a carried group says it can't`() throws {
        let robot = try Robot()
        try robot.select("i1@2026-11-24").press("m", "w")
        robot.sees("Why: Individual")
        try robot.press("Enter")
        #expect(robot.state.mode.context == .places)
        try robot.press("Esc").select("g13@2026-11-24").press("m", "w")
        #expect(robot.toast.contains("judged one by one"))
    }

    @Test func `an asterisk masks who is named`() throws {
        let robot = try Robot()
        try robot.press("/").type("blackw").press("Enter", "*", "w")
        robot.sees("Why: p1")
        robot.doesNotSee("Blackwell")
    }
}
