import ClinicModel
import SchedulingEngine

/// Small clinics drawn by a seed, in which every set of places of one patient can be tried.
enum AdmitFixtures {
    static let week = SmallClinic.week
    static let patient: PatientID = "p0"

    private static func time(_ hour: Int, _ minute: Int = 0) -> TimeOfDay {
        TimeOfDay(minutes: hour * 60 + minute)
    }

    /// Three days of three or four hours, two group services, an hour of one's own, a call.
    static func clinic(_ seed: UInt64) -> Clinic {
        var dice = Dice(seed)
        func chance(_ n: Int) -> Bool { dice.roll(100) < n }
        let days: [Weekday] = [.monday, .wednesday, .thursday]
        let talk = Service(
            id: "talk", name: "Talk", component: "group", minutes: 60, credentials: ["G"], leastPatients: 2,
            mostPatients: 3)
        let skills = Service(
            id: "skills", name: "Skills", component: "group", minutes: 60, credentials: ["G"],
            leastPatients: 1, mostPatients: 2)
        let hour = Service(
            id: "hour", name: "Hour", component: "individual", minutes: 60, credentials: ["H"],
            noteMinutes: 30 * dice.roll(2))
        let call = Service(
            id: "call", name: "Call", component: "individual", minutes: 30, credentials: ["C"],
            bundled: chance(50), telehealth: true)
        var needs = [
            Need(service: "talk", count: 1 + dice.roll(2)), Need(service: "hour", count: 1),
        ]
        if chance(60) { needs.append(Need(service: "skills", count: 1)) }
        if chance(30) { needs.append(Need(service: "call", count: 1, everyWeeks: 2, starting: week)) }
        let units = [Authorization.Unit.day, .session, .minute][dice.roll(3)]
        let patient = Patient(
            id: patient, name: "P", levelOfCare: "1", payer: "payer", admitted: week - 10,
            discharged: chance(20) ? week + 30 : nil,
            work: chance(70)
                ? [
                    WeeklyWindow(
                        days: [dice.pick(days)], from: time(6), to: time(9 + dice.roll(2)),
                        everyWeeks: 1 + dice.roll(2), starting: week - 7 * dice.roll(2))
                ] : [],
            commuteMinutes: 30 * dice.roll(2),
            prefers: chance(50)
                ? [WeeklyWindow(days: [dice.pick(days), .thursday], from: time(9), to: time(11))] : [],
            plan: CarePlan(needs: needs), primaryTherapist: dice.pick(["t0", "t1"]), careTeam: ["t1"],
            noContact: chance(30) ? ["q00"] : [],
            authorizations: chance(50)
                ? [
                    Authorization(
                        number: "A", unit: units, services: ["talk", "hour"],
                        granted: units == .minute ? 60 * (1 + dice.roll(3)) : 1 + dice.roll(3), from: week,
                        to: week + 30)
                ] : [])
        // Each group has a leader, a room and patients of its own, so that nothing is broken to begin with.
        let others = (0..<4).map { g in
            (0..<3).map { Patient(id: PatientID("q\(g)\($0)"), name: "Q", admitted: week - 10) }
        }
        func group(_ n: Int, _ service: ServiceID, most: Int) -> Series {
            Series(
                id: SeriesID("g\(n)"), service: service,
                slot: WeeklySlot(dice.pick(days), time(9 + dice.roll(3))), room: RoomID("m\(n)"),
                therapists: [TherapistID("l\(n)")], from: week - 70,
                enrollments: others[n].prefix(dice.roll(most + 1))
                    .map { Enrollment(patient: $0.id, joined: week - 7) },
                exceptions: chance(20)
                    ? [OccurrenceException(date: week + 7 + dice.roll(3), kind: .cancelled)] : [])
        }
        return Clinic(
            profile: ClinicProfile(
                name: "Drawn", timeZone: "UTC", gridMinutes: 60,
                hours: [WeeklyWindow(days: days, from: time(9), to: time(12 + dice.roll(2)))]),
            levelsOfCare: [
                LevelOfCare(
                    id: "1", name: "One", weeklyMinutes: 0...(chance(30) ? 120 : 600),
                    minimumDays: dice.roll(3))
            ],
            payers: [Payer(id: "payer", name: "Payer", minimumDayMinutes: 60 * (1 + dice.roll(2)))],
            services: [talk, skills, hour, call],
            rooms: [Room(id: "r1", name: "R1", capacity: 1)]
                + (0..<4).map { Room(id: RoomID("m\($0)"), name: "M", capacity: 4) },
            therapists: ["t0", "t1"].map { id in
                Therapist(
                    id: TherapistID(id), name: "T", credentials: id == "t0" ? ["H", "C"] : ["H"],
                    hours: [
                        WeeklyWindow(
                            days: id == "t0" ? [dice.pick(days)] : days, from: time(9), to: time(14))
                    ], timeOff: chance(30) ? [.days(DayRange(from: week + 9, to: week + 9))] : [],
                    maximumWeeklyMinutes: id == "t0" && chance(40) ? 60 : nil)
            }
                + (0..<4).map {
                    Therapist(
                        id: TherapistID("l\($0)"), name: "L", credentials: ["G"],
                        hours: [WeeklyWindow(days: days, from: time(9), to: time(14))])
                }, patients: [patient] + others.joined(),
            series: [
                group(0, "talk", most: 3), group(1, "talk", most: 3), group(2, "talk", most: 3),
                group(3, "skills", most: 2),
            ])
    }
}

/// Every set of places of a patient in a week, each judged and scored as the clinic it makes.
struct EverySet {
    struct Found {
        /// Points of the plan left out.
        var unmet: Int
        var total: Int
        /// By aim: what it counts.
        var measures: [AdmissionAim: Int]
        /// The groups, and the days and therapists of hours.
        var key: [String]
    }
    private(set) var sets: [Found] = []
    private let clinic: Clinic
    private let before: ClinicWeek
    private let who: PatientID

    private enum Step {
        case seat(SeriesID, CivilDate)
        case hour(Session)
    }

    init(_ clinic: Clinic, week: CivilDate, of who: PatientID) {
        self.clinic = clinic
        self.who = who
        before = ClinicWeek(clinic, week: week)
        let standing = before.standing(of: who)
        let lists = standing.needs.flatMap { need -> [[Step]] in
            guard need.missing > 0, let service = before.service(need.service) else { return [] }
            let list = service.isGroup ? seats(service) : hours(service)
            return Array(repeating: list, count: need.missing)
        }
        descend(lists[...], [], standing)
    }

    private func seats(_ service: Service) -> [Step] {
        before.sessions.compactMap { s in
            guard s.service == service.id, case .occurrence(let id, let date) = s.reference else {
                return nil
            }
            return .seat(id, date)
        }
    }
    private func hours(_ service: Service) -> [Step] {
        let rooms: [RoomID?] = service.telehealth ? [nil] : clinic.rooms.map { $0.id }
        var out: [Step] = []
        for day in 0..<7 {
            for start in stride(from: 9 * 60, to: 14 * 60, by: clinic.profile.gridMinutes) {
                for therapist in clinic.therapists {
                    // Of rooms the first that is free: none is better than another.
                    for room in rooms {
                        let place = Placement(
                            service: service.id, date: before.week + day, start: TimeOfDay(minutes: start),
                            room: room, therapists: [therapist.id], patients: [who])
                        guard before.admits(place) else { continue }
                        out.append(
                            .hour(
                                Session(
                                    id: "", service: place.service, date: place.date, start: place.start,
                                    room: room, therapists: place.therapists, patients: [who])))
                        break
                    }
                }
            }
        }
        return out
    }

    private mutating func descend(_ rest: ArraySlice<[Step]>, _ taken: [Step], _ standing: PatientWeek) {
        guard let list = rest.first else { return note(taken, standing) }
        descend(rest.dropFirst(), taken, standing)
        for step in list { descend(rest.dropFirst(), taken + [step], standing) }
    }

    private mutating func note(_ taken: [Step], _ standing: PatientWeek) {
        var after = clinic
        var key: [String] = []
        for (n, step) in taken.enumerated() {
            switch step {
            case .seat(let id, let date):
                guard let i = after.series.firstIndex(where: { $0.id == id }),
                    !after.series[i].enrollments.contains(where: { $0.patient == who })
                else { return }
                after.series[i].enrollments.append(
                    Enrollment(patient: who, joined: date, left: before.patient(who)?.discharged))
                key.append("\(id)")
            case .hour(var s):
                s.id = SessionID("new\(n)")
                after.sessions.append(s)
                key.append("\(s.service) \(s.date) \(s.therapists)")
            }
        }
        let week = ClinicWeek(after, week: before.week)
        guard !taken.isEmpty, week.violations.allSatisfy({ $0.override != nil }) else { return }
        let score = week.score()
        let now = week.standing(of: who)
        var waiting = 0
        for day in 0..<7 {
            let here = week.sessions(of: who).filter {
                $0.date == before.week + day && week.service($0.service)?.telehealth == false
            }
            guard let first = here.map(\.interval.start).min(), let last = here.map(\.interval.end).max()
            else { continue }
            waiting += max(0, last - first - here.reduce(0) { $0 + $1.minutes })
        }
        sets.append(
            Found(
                unmet: score[.unmet], total: score.total,
                measures: [
                    .fewestTrips: now.trips, .sameTherapist: score[.continuity],
                    .preferredHours: score[.preference], .paidDays: score[.missingDays],
                    .leastWaiting: waiting,
                ], key: key.sorted()))
    }
}
