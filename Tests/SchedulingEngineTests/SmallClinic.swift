import ClinicModel
import SchedulingEngine

/// A clinic of a few people in which nothing is broken: Monday to Friday 09:00–21:00, two therapists, two
/// rooms, a group on Monday evening and an hour on Tuesday.
enum SmallClinic {
    static let week = CivilDate(year: 2026, month: 11, day: 23) ?? CivilDate(dayNumber: 0)
    static let weekdays: [Weekday] = [.monday, .tuesday, .wednesday, .thursday, .friday]

    static func time(_ text: String) -> TimeOfDay { TimeOfDay(text) ?? .midnight }
    static func date(_ text: String) -> CivilDate { CivilDate(text) ?? CivilDate(dayNumber: 0) }
    static func daily(_ from: String, _ to: String) -> WeeklyWindow {
        WeeklyWindow(days: weekdays, from: time(from), to: time(to))
    }
    static func hours(_ day: Weekday, _ from: String, _ to: String) -> WeeklyWindow {
        WeeklyWindow(days: [day], from: time(from), to: time(to))
    }

    static func make(_ change: (inout Clinic) -> Void = { _ in }) -> Clinic {
        var clinic = Clinic(
            profile: ClinicProfile(
                name: "Small", timeZone: "America/New_York", hours: [daily("09:00", "21:00")]),
            levelsOfCare: [
                LevelOfCare(id: "iop", name: "Intensive outpatient", weeklyMinutes: 180...600, minimumDays: 2)
            ],
            payers: [Payer(id: "blue", name: "Blue", minimumDayMinutes: 120)],
            services: [
                Service(
                    id: "group", name: "Process group", component: "group", minutes: 90,
                    credentials: ["LCSW", "LPC"], leastPatients: 2, mostPatients: 3, noteMinutes: 10),
                Service(
                    id: "hour", name: "Individual counseling", component: "individual", minutes: 50,
                    credentials: ["LCSW"], noteMinutes: 10),
                Service(
                    id: "kin", name: "Family session", component: "family", minutes: 60, bundled: false,
                    roomFeatures: ["sofa"], withFamily: true),
                Service(
                    id: "call", name: "Call", component: "individual", minutes: 30, bundled: false,
                    telehealth: true),
            ],
            rooms: [
                Room(id: "r1", name: "Maple", capacity: 4, features: ["sofa"]),
                Room(id: "r2", name: "Birch", capacity: 2),
            ],
            therapists: [
                Therapist(
                    id: "t1", name: "Dana Whitfield", credentials: ["LCSW"], hours: [daily("12:00", "21:00")],
                    maximumWeeklyMinutes: 600),
                Therapist(
                    id: "t2", name: "Lee Ortiz", credentials: ["LPC"], hours: [daily("09:00", "17:00")]),
            ],
            patients: [
                Patient(
                    id: "p1", name: "Ana Moreno", gender: "female", levelOfCare: "iop", payer: "blue",
                    admitted: date("2026-11-02"), work: [daily("09:00", "15:00")], commuteMinutes: 30,
                    prefers: [daily("17:00", "21:00")],
                    plan: CarePlan(needs: [
                        Need(service: "group", count: 2), Need(service: "hour", count: 1),
                    ]), primaryTherapist: "t1", careTeam: ["t1"]),
                Patient(
                    id: "p2", name: "Ben Okafor", levelOfCare: "iop", admitted: date("2026-11-02"),
                    plan: CarePlan(needs: [Need(service: "group", count: 1)]), careTeam: ["t2"]),
                Patient(id: "p3", name: "Cy Dale", admitted: date("2026-11-02")),
                Patient(id: "p4", name: "Di Eliot", admitted: date("2026-11-02")),
            ],
            series: [
                Series(
                    id: "g1", service: "group", slot: WeeklySlot(.monday, time("18:00")), room: "r1",
                    therapists: ["t1"], from: date("2026-09-07"),
                    enrollments: [
                        Enrollment(patient: "p1", joined: date("2026-11-02")),
                        Enrollment(patient: "p2", joined: date("2026-11-02")),
                    ])
            ],
            sessions: [
                Session(
                    id: "s1", service: "hour", date: week + 1, start: time("17:00"), room: "r2",
                    therapists: ["t1"], patients: ["p1"])
            ])
        change(&clinic)
        return clinic
    }
    static func compiled(_ change: (inout Clinic) -> Void = { _ in }) -> ClinicWeek {
        ClinicWeek(make(change), week: week)
    }
    /// A session of one patient that breaks nothing.
    static let place = Placement(
        service: "hour", date: week + 2, start: time("17:00"), room: "r2", therapists: ["t1"],
        patients: ["p1"])
}
