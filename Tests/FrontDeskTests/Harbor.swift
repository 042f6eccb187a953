import ClinicModel
import ClinicStore
import Foundation
import FrontDesk
import Interchange
import SchedulingEngine

/// A small invented clinic in the week of Monday 23 November 2026; now is Tuesday, 09:00.
enum Harbor {
    static let monday = CivilDate(dayNumber: 20_780)
    static var tuesday: CivilDate { monday + 1 }
    static var now: CivilMoment { at(tuesday, "09:00") }

    static func at(_ date: CivilDate, _ time: String) -> CivilMoment {
        CivilMoment(date, TimeOfDay(time) ?? .midnight)
    }
    private static func window(_ days: [Weekday], _ from: String, _ to: String) -> WeeklyWindow {
        WeeklyWindow(
            days: days, from: TimeOfDay(from) ?? .midnight, to: TimeOfDay(to) ?? .midnight)
    }
    private static let weekdays: [Weekday] = [.monday, .tuesday, .wednesday, .thursday, .friday]

    static var clinic: Clinic {
        var c = Clinic(
            profile: ClinicProfile(
                name: "Harbor", timeZone: "America/New_York",
                hours: [window(weekdays, "09:00", "21:30"), window([.saturday], "08:30", "14:00")],
                closures: [DayRange(from: monday + 10, to: monday + 10, reason: "inventory")]))
        c.levelsOfCare = [
            LevelOfCare(
                id: "1", name: "Outpatient", weeklyMinutes: 90...540, source: "ASAM Criteria, 3rd ed.")
        ]
        c.services = [
            Service(
                id: "process", name: "Process group", component: "group", minutes: 90,
                credentials: ["LCSW", "LPC"], leastPatients: 2, mostPatients: 5, noteMinutes: 10,
                topics: ["Triggers", "Stress", "Sleep"]),
            Service(
                id: "individual", name: "Individual counseling", component: "individual", minutes: 60,
                credentials: ["LCSW", "LPC"], noteMinutes: 10),
            Service(id: "call", name: "Phone call", component: "individual", minutes: 30, telehealth: true),
        ]
        c.rooms = [
            Room(id: "r1", name: "Maple", capacity: 14), Room(id: "r2", name: "Birch", capacity: 2),
            Room(id: "r3", name: "Cedar", capacity: 2),
        ]
        c.therapists = [
            Therapist(
                id: "t1", name: "Dana Whitfield", credentials: ["LCSW"],
                hours: [window(weekdays, "12:00", "21:30")]),
            Therapist(
                id: "t2", name: "Lee Ortiz", credentials: ["LPC"],
                hours: [window(weekdays, "09:00", "21:30")]),
            Therapist(id: "t3", name: "Sam Park", hours: [window(weekdays, "09:00", "21:30")]),
        ]
        c.patients = ["Ana Moreno", "Ben Adler", "Cora Yu", "Dev Patel", "Eli Stone"].enumerated().map {
            Patient(
                id: PatientID("p\($0 + 1)"), name: Confidential($1), levelOfCare: "1",
                admitted: monday - 60, primaryTherapist: "t1")
        }
        c.patients[0].work = [window(weekdays, "08:00", "16:30")]
        c.patients[0].commuteMinutes = 30
        c.series = [
            Series(
                id: "g1", name: "Monday group", service: "process",
                slot: WeeklySlot(.monday, TimeOfDay("18:00") ?? .midnight), room: "r1", therapists: ["t1"],
                from: monday - 77, firstTopic: 1, pinned: true,
                enrollments: [
                    Enrollment(patient: "p1", joined: monday - 56),
                    Enrollment(patient: "p2", joined: monday - 56),
                    Enrollment(patient: "p5", joined: monday - 56, left: monday + 21),
                    Enrollment(patient: "p4", joined: monday + 14, left: monday + 14),
                ],
                exceptions: [
                    OccurrenceException(date: monday - 7, kind: .cancelled, reason: "storm"),
                    OccurrenceException(
                        date: monday + 21,
                        kind: .changed(.init(date: monday + 22, start: TimeOfDay("18:30"), room: "r1"))),
                ]),
            Series(
                id: "g2", name: "Thursday group", service: "process",
                slot: WeeklySlot(.thursday, TimeOfDay("18:00") ?? .midnight), room: "r1",
                therapists: ["t2"], from: monday, enrollments: [Enrollment(patient: "p2", joined: monday)]),
        ]
        c.sessions = [
            Session(
                id: "s1", service: "individual", date: tuesday, start: TimeOfDay("17:30") ?? .midnight,
                room: "r2", therapists: ["t1"], patients: ["p2"]),
            Session(
                id: "s2", service: "individual", date: monday, start: TimeOfDay("15:00") ?? .midnight,
                room: "r2", therapists: ["t1"], patients: ["p3"], status: .held),
            Session(
                id: "s3", service: "process", date: tuesday, start: TimeOfDay("10:00") ?? .midnight,
                room: "r1", therapists: ["t2"], patients: ["p2", "p3"]),
        ]
        c.waitlist = ["p5", "p3", "p4"].map {
            WaitlistEntry(patient: $0, service: "process", since: monday - 3, note: "evenings")
        }
        return c
    }

    /// A desk on a store in memory.
    static func desk(_ clinic: Clinic = clinic, _ coordinator: String = "dana") throws(DeskError) -> Desk {
        try Desk.onDocument(clinic, coordinator: coordinator, now: { now })
    }
    static func desk(_ store: ClinicStore, _ coordinator: String = "dana") -> Desk {
        Desk(store: store, coordinator: coordinator, now: { now })
    }
}

/// Names of the lists in which two clinics differ; short enough to print.
func differences(_ a: Clinic, _ b: Clinic) -> [String] {
    var out: [String] = []
    if a.series != b.series { out.append("series") }
    if a.sessions != b.sessions { out.append("sessions") }
    if a.waitlist != b.waitlist { out.append("waitlist") }
    if a.overrides != b.overrides { out.append("overrides") }
    if out.isEmpty, a != b { out.append("others") }
    return out
}

/// The desk's error, or nil.
func error<T>(_ body: () throws(DeskError) -> T) -> DeskError? {
    do {
        _ = try body()
        return nil
    } catch { return error }
}

extension Desk {
    /// Why it does not do what it is asked; nil when it did.
    func refusal(_ intent: Intent, permit: Permit = Permit()) -> DeskError? {
        error { () throws(DeskError) in try perform(intent, permit: permit) }
    }
}

extension DeskError {
    var rules: [RuleName] {
        guard case .refused(let refusal) = self else { return [] }
        return refusal.violations.map(\.rule)
    }
    var obstacle: Obstacle? {
        guard case .cannot(let obstacle, _) = self else { return nil }
        return obstacle
    }
}

/// A folder that goes when the test is over.
final class Folder {
    let path = NSTemporaryDirectory() + "vesper-desk-" + UUID().uuidString
    var file: String { "\(path)/clinic.sqlite" }
    deinit { try? FileManager.default.removeItem(atPath: path) }
}

/// An invented clinic of `Tests/Fixtures`.
func fixture(_ name: String) throws -> Clinic {
    let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "Fixtures/\(name).json")
    return try ClinicDocument.read(Array(try Data(contentsOf: file)))
}
