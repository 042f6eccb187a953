import ClinicModel
import Testing

struct `Dates as people type them` {
    /// It is Tuesday 24 November 2026, 14:02.
    private func phrase(startsOn: Weekday = .monday) throws -> DatePhrase {
        let now = CivilMoment(try #require(CivilDate("2026-11-24")), try #require(TimeOfDay("14:02")))
        return DatePhrase(now: now, calendar: WeekCalendar(startsOn: startsOn))
    }

    @Test(arguments: [
        ("2026-11-24", "2026-11-24"), ("today", "2026-11-24"), ("Tomorrow", "2026-11-25"),
        ("mon", "2026-11-23"),
        ("sunday", "2026-11-29"), ("next tue", "2026-12-01"), ("last fri", "2026-11-20"),
        ("24 nov", "2026-11-24"),
        ("Dec 3", "2026-12-03"), ("3 january", "2027-01-03"), ("11/30", "2026-11-30"),
        ("1/2/2027", "2027-01-02"),
        ("+3", "2026-11-27"), ("-1w", "2026-11-17"), ("thu 26 nov", "2026-11-26"),
        ("24 nov 2025", "2025-11-24"),
        ("next week", "2026-12-01"),
        ("24.12.2026", "2026-12-24"), ("24.12.", "2026-12-24"), ("24. 12. 2026", "2026-12-24"),
        ("3.1.27", "2027-01-03"), ("2026/12/24", "2026-12-24"), ("24/12/2026", "2026-12-24"),
        ("24/12", "2026-12-24"), ("24-dec-2026", "2026-12-24"), ("20261224", "2026-12-24"),
        ("24th", "2026-11-24"), ("the 2nd", "2026-12-02"), ("nov 24th", "2026-11-24"),
        ("24th of november 2026", "2026-11-24"), ("mon 23 nov 2026", "2026-11-23"),
        ("week 48", "2026-11-23"), ("w2", "2027-01-11"), ("2026-w49", "2026-11-30"),
    ])
    func `are understood`(text: String, date: String) throws {
        #expect(try phrase().date(text)?.description == date)
    }

    @Test(arguments: [
        "", "t", "31 feb", "2026-02-30", "soon", "13/45", "next", "+", "+x", "24", "mon 24 nov 2026",
        "24.13.2026", "32nd", "week 54",
    ])
    func `are refused when they are none`(text: String) throws { #expect(try phrase().date(text) == nil) }

    @Test(arguments: [
        ("2026-11-24 17:30", "2026-11-24 17:30"), ("tue 17:30", "2026-11-24 17:30"),
        ("17:30", "2026-11-24 17:30"),
        ("next mon 5:30pm", "2026-11-30 17:30"), ("today 1730", "2026-11-24 17:30"),
        ("fri 9", "2026-11-27 09:00"),
        ("mon 24:00", "2026-11-23 24:00"), ("mon 12am", "2026-11-23 00:00"),
        ("mon 23 nov 2026 16:00", "2026-11-23 16:00"), ("tue 5 pm", "2026-11-24 17:00"),
        ("fri at 9:30", "2026-11-27 09:30"), ("2026-11-24T17:30", "2026-11-24 17:30"),
        ("24.12. 16:00", "2026-12-24 16:00"), ("wed noon", "2026-11-25 12:00"),
    ])
    func `with a time are moments`(text: String, moment: String) throws {
        #expect(try phrase().moment(text)?.description == moment)
    }

    @Test(arguments: ["tue", "tue 25:00", "tue 17:60", "17:3", "tue 13pm", "nowhere 17:30"])
    func `without a time are none`(text: String) throws { #expect(try phrase().moment(text) == nil) }

    @Test func `a weekday is of the clinic's week`() throws {
        #expect(try phrase(startsOn: .wednesday).date("mon")?.description == "2026-11-23")
        #expect(try phrase(startsOn: .tuesday).date("mon")?.description == "2026-11-30")
    }
}
