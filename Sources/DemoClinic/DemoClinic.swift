package import ClinicModel
package import Interchange

/// An invented clinic to try the program on: some forty patients, most of them placed, a few conflicts, a
/// waitlist and patients under their hours to discover. Nobody in it exists.
package enum DemoClinic {
    /// Tells what day it is there.
    package static let timeZone = "America/New_York"
    /// The week that the document was written for.
    static let writtenFor = CivilDate(dayNumber: 20780)

    /// The clinic with its dates moved by whole weeks, so that its week is the one that holds `date`.
    package static func clinic(inWeekOf date: CivilDate) throws(ClinicDocumentError) -> Clinic {
        let days = (WeekCalendar(startsOn: .monday).week(of: date) - writtenFor)
        return try ClinicDocument.read(moved(try ClinicDocument.parse(Array(document.utf8)), by: days))
    }

    /// Every date, and every session's name that holds one, later by so many days.
    private static func moved(_ value: JSONValue, by days: Int) -> JSONValue {
        switch value.content {
        case .string(let text):
            if let date = CivilDate(text) { return .string((date + days).description) }
            if case .occurrence(let series, let date)? = SessionReference(text) {
                return .string(SessionReference.occurrence(series, date + days).description)
            }
            return value
        case .array(let list): return .array(list.map { moved($0, by: days) })
        case .object(let members): return .object(members.map { ($0.key, moved($0.value, by: days)) })
        default: return value
        }
    }
}
