import ClinicModel
import Testing

private func day(_ text: String) throws -> CivilDate { try #require(CivilDate(text)) }
private func time(_ text: String) throws -> TimeOfDay { try #require(TimeOfDay(text)) }

struct `Times of day` {
    @Test(arguments: [("00:00", 0), ("18:30", 1110), ("24:00", 1440)])
    func `read and print`(text: String, minutes: Int) throws {
        #expect(try time(text).minutes == minutes)
        #expect(try time(text).description == text)
    }
    @Test(arguments: ["25:00", "24:05", "18:60", "8:30", "18.30", "+1:00", ""])
    func `refuse what is none`(text: String) { #expect(TimeOfDay(text) == nil) }

    @Test(arguments: [0, 1439, 1440, -1, -1440, -1441, 29_923_290])
    func `moments count minutes both ways`(minutes: Int) {
        #expect(CivilMoment(minutes: minutes).minutes == minutes)
    }
}

struct `Windows` {
    private let calendar = WeekCalendar(startsOn: .monday)

    @Test func `past midnight they run into the next day`() throws {
        let night = WeeklyWindow(days: [.saturday], from: try time("22:00"), to: try time("06:00"))
        let found = calendar.intervals(of: night, from: try day("2026-11-29"), through: try day("2026-11-29"))
        let began = CivilMoment(try day("2026-11-28"), try time("22:00")).minutes
        #expect(found == [Interval(began, began + 480)])
    }

    @Test func `every second week counts whole weeks from the start`() throws {
        let shift = WeeklyWindow(
            days: [.wednesday], from: try time("08:00"), to: try time("16:00"), everyWeeks: 2,
            starting: try day("2026-11-07"))
        let found = calendar.intervals(of: shift, from: try day("2026-11-02"), through: try day("2026-12-06"))
        #expect(
            found.map { CivilMoment(minutes: $0.start).date.description } == [
                "2026-11-04", "2026-11-18", "2026-12-02",
            ])
    }

    @Test(arguments: [
        (Weekday.monday, "2026-11-29", "2026-11-23"), (.sunday, "2026-11-29", "2026-11-29"),
        (.sunday, "2026-11-28", "2026-11-22"), (.saturday, "2026-11-27", "2026-11-21"),
    ])
    func `a week begins where the clinic says`(first: Weekday, date: String, week: String) throws {
        #expect(WeekCalendar(startsOn: first).week(of: try day(date)) == (try day(week)))
    }

    @Test func `what touches is one`() {
        #expect(
            Interval.joined([Interval(60, 90), Interval(0, 30), Interval(30, 50), Interval(80, 85)])
                == [Interval(0, 50), Interval(60, 90)])
    }
}
