import ClinicModel
import DemoClinic
import Testing

struct `The demo clinic` {
    @Test(arguments: ["2026-11-26", "2027-02-28", "2025-01-01"])
    func `has its week in the week asked for`(text: String) throws {
        let date = try #require(CivilDate(text))
        let clinic = try DemoClinic.clinic(inWeekOf: date)
        let week = clinic.profile.calendar.week(of: date)
        #expect(clinic.patients.count == 40)
        #expect(clinic.scheduledSessions(from: week, through: week + 6).count > 80)
        #expect(clinic.sessions.allSatisfy { $0.date >= week && $0.date <= week + 6 })
        #expect(clinic.waitlist.count == 3)
    }
}
