internal import ClinicModel
internal import SchedulingEngine
internal import Terminal

/// What the drawings need of a clinic week beyond the week itself, worked out once.
struct WeekDigest: Sendable {
    /// What the clinic's hours and sessions make of one day.
    struct Day: Sendable {
        let date: CivilDate
        /// Opening hours in minutes from midnight, cut to the day; empty on a closed day.
        let hours: [Interval]
        let closure: String?
        /// Indices into `faces`, groups first within a start.
        let faces: [Int]
        let seatsFree: Int
        var isOpen: Bool { !hours.isEmpty }
        var isQuiet: Bool { hours.isEmpty && faces.isEmpty }
        func isOpen(at minute: Int) -> Bool { hours.contains { $0.start <= minute && minute < $0.end } }
    }
    let naming: Naming
    let names: NameBook
    let shortNames: [ServiceID: String]
    /// Columns that short names take, 3…5.
    let shortWidth: Int
    /// In the order of `ClinicWeek.sessions`.
    let faces: [SessionFace]
    let days: [Day]
    /// Broken rules that nobody has allowed to be broken, in order of time: their numbers on the screen are their
    /// places here and one.
    let conflicts: [Violation]
    /// How each patient stands in the week, in the clinic's order.
    let standings: [PatientWeek]
    let underHours: [PatientID]
    private let index: [SessionReference: Int]
    /// Places among the conflicts.
    private let conflictsOfSession: [SessionReference: [Int]]

    init(_ week: ClinicWeek, naming: Naming) {
        let clinic = week.clinic
        self.naming = naming
        names = NameBook(clinic, naming: naming)
        let shortNames = clinic.shortNames
        self.shortNames = shortNames
        shortWidth = min(5, max(3, shortNames.values.map { Canvas.width(of: $0) }.max() ?? 3))
        let letters = Self.letters(clinic.services, shortNames)

        var faces: [SessionFace] = []
        faces.reserveCapacity(week.sessions.count)
        var index: [SessionReference: Int] = [:]
        var byDay: [[Int]] = Array(repeating: [], count: 7)
        var free = Array(repeating: 0, count: 7)
        let conflicts = week.violations.filter { $0.override == nil }.sorted { $0.moment < $1.moment }
        // Asked of every session: looked up, for a bad week breaks a rule in half of them.
        var conflicting: [SessionReference: [Int]] = [:]
        for (i, v) in conflicts.enumerated() {
            for held in v.held { conflicting[held.reference, default: []].append(i) }
        }
        for s in week.sessions {
            guard let service = week.service(s.service) else { continue }
            let seats = week.seats(in: s.reference)
            let face = SessionFace(
                reference: s.reference, day: s.date - week.week, date: s.date, start: Int(s.start.minutes),
                end: Int(s.start.minutes) + s.minutes,
                noteEnd: Int(s.start.minutes) + s.minutes + service.noteMinutes, service: s.service,
                short: shortNames[s.service] ?? s.service.rawValue, letter: letters[s.service] ?? "?",
                kind: EventKind(component: service.component), isGroup: service.isGroup, room: s.room,
                therapists: s.therapists, patients: s.patients, taken: seats.taken, most: seats.most,
                least: seats.least,
                isInConflict: conflicting[s.reference] != nil)
            guard byDay.indices.contains(face.day) else { continue }
            index[s.reference] = faces.count
            byDay[face.day].append(faces.count)
            free[face.day] += face.free
            faces.append(face)
        }
        let names = self.names
        for d in byDay.indices {
            let keyed = byDay[d].map { i in
                let f = faces[i]
                return (
                    i, f.start, f.isGroup ? 0 : 1, f.isGroup ? f.short : String(f.letter),
                    names.name(of: f.room), f.reference
                )
            }
            byDay[d] = keyed.sorted { a, b in
                if a.1 != b.1 { return a.1 < b.1 }
                if a.2 != b.2 { return a.2 < b.2 }
                if a.3 != b.3 { return a.3 < b.3 }
                if a.4 != b.4 { return a.4 < b.4 }
                return a.5 < b.5
            }.map(\.0)
        }
        self.faces = faces
        self.index = index
        let open = Self.openHours(of: clinic.profile, week: week.week)
        days = (0..<7).map { d in
            let date = week.week + d
            let closure = clinic.profile.closures.first { $0.contains(date) }
            return Day(
                date: date, hours: closure == nil ? open[d] : [],
                closure: closure.map { $0.reason?.revealed ?? "closed" }, faces: byDay[d], seatsFree: free[d])
        }
        self.conflicts = conflicts
        conflictsOfSession = conflicting
        standings = clinic.patients.map { week.standing(of: $0.id) }
        underHours = zip(clinic.patients, standings).filter { $1.isActive && $1.isUnderHours }.map(\.0.id)
    }

    func face(of reference: SessionReference) -> SessionFace? { index[reference].map { faces[$0] } }
    func position(of reference: SessionReference) -> Int? { index[reference] }
    /// Places among the conflicts, the first in time first.
    func conflicts(of reference: SessionReference) -> [Int] { conflictsOfSession[reference] ?? [] }

    private static func openHours(of profile: ClinicProfile, week: CivilDate) -> [[Interval]] {
        let calendar = profile.calendar
        let all = Interval.joined(
            profile.hours.flatMap { calendar.intervals(of: $0, from: week, through: week + 6) })
        return (0..<7).map { d in all.compactMap { $0.minutesOfDay(week + d) } }
    }

    /// One letter for each service of one patient: of its short name, else of its name, the first not taken.
    private static func letters(_ services: [Service], _ shortNames: [ServiceID: String]) -> [ServiceID:
        Character]
    {
        var out: [ServiceID: Character] = [:]
        var taken: Set<Character> = []
        for s in services where !s.isGroup {
            let candidates = ((shortNames[s.id] ?? "") + s.name).lowercased().filter(\.isLetter)
            let letter = candidates.first { !taken.contains($0) } ?? candidates.first ?? "i"
            taken.insert(letter)
            out[s.id] = letter
        }
        return out
    }
}

extension Interval {
    /// The part on a date, in minutes from its midnight; nil when there is none.
    func minutesOfDay(_ date: CivilDate) -> Interval? {
        let midnight = Int(date.dayNumber) * 1440
        let a = max(0, start - midnight)
        let b = min(1440, end - midnight)
        return a < b ? Interval(a, b) : nil
    }
}
