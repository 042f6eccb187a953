import ClinicModel
import Testing

struct `Civil dates` {
    @Test(arguments: [
        ("1970-01-01", 0, Weekday.thursday), ("2026-11-23", 20780, .monday), ("2024-02-29", 19782, .thursday),
        ("0001-01-01", -719_162, .monday), ("9999-12-31", 2_932_896, .friday),
    ])
    func `read, count days and print themselves`(text: String, number: Int32, weekday: Weekday) throws {
        let date = try #require(CivilDate(text))
        #expect(date.dayNumber == number)
        #expect(date.weekday == weekday)
        #expect(date.description == text)
    }

    @Test(arguments: ["2026-02-29", "2026-13-01", "2026-00-10", "26-11-23", "2026-11-2x", "2026/11/23", ""])
    func `refuse what is no date`(text: String) { #expect(CivilDate(text) == nil) }

    @Test(arguments: [("2026-01-01", 1), ("2026-12-31", 53), ("2027-01-03", 53), ("2026-11-23", 48)])
    func `know their ISO week`(text: String, week: Int) throws {
        #expect(try #require(CivilDate(text)).isoWeek == week)
    }
}
