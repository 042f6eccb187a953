internal import ClinicModel
internal import SchedulingEngine

/// The shades of each day of the week for one lens.
struct WeekShading: Sendable {
    private(set) var days: [[Shade]]
    /// When the patient would rather come; empty without a wish.
    private(set) var prefers: [[Interval]]

    init(_ scene: WeekScene) {
        days = scene.digest.days.map(Self.closed)
        prefers = Array(repeating: [], count: 7)
        switch scene.lens {
        case .everyone, .track, .service: break
        case .patient(let p): add(patient: p, scene)
        case .therapist(let t): add(therapist: t, scene)
        case .room(let r): add(room: r, scene)
        case .concerned(let reference):
            guard let face = scene.digest.face(of: reference) else { break }
            if !face.isGroup, let p = face.patients.first { add(patient: p, scene) }
            face.therapists.forEach { add(therapist: $0, scene) }
            if let r = face.room { add(room: r, scene) }
        }
    }
    /// What is not open of a day.
    static func closed(_ day: WeekDigest.Day) -> [Shade] {
        gaps(in: day.hours).map { Shade(kind: .closed, interval: $0, label: day.closure) }
    }
    private static func gaps(in intervals: [Interval]) -> [Interval] {
        var out: [Interval] = []
        var at = 0
        for i in Interval.joined(intervals) {
            if i.start > at { out.append(Interval(at, i.start)) }
            at = max(at, i.end)
        }
        if at < 1440 { out.append(Interval(at, 1440)) }
        return out
    }

    private mutating func add(patient id: PatientID, _ scene: WeekScene) {
        let times = scene.week.labelled(of: id)
        for d in days.indices {
            let date = scene.week.week + d
            days[d] += Shade.shades(of: times, on: date, scene.naming)
            prefers[d] += times.filter { $0.kind == .prefers }.compactMap { $0.interval.minutesOfDay(date) }
        }
    }
    private mutating func add(therapist id: TherapistID, _ scene: WeekScene) {
        guard let therapist = scene.week.therapist(id) else { return }
        for d in days.indices { days[d] += Self.away(therapist, on: scene.digest.days[d].date, scene) }
    }
    /// When a therapist is not in, and when off.
    static func away(_ therapist: Therapist, on date: CivilDate, _ scene: WeekScene) -> [Shade] {
        let calendar = scene.week.clinic.profile.calendar
        let hours = therapist.hours.flatMap { calendar.intervals(of: $0, from: date, through: date) }
        var out = gaps(in: hours.compactMap { $0.minutesOfDay(date) }).map {
            Shade(kind: .off, interval: $0, label: nil)
        }
        for off in therapist.timeOff {
            for i in calendar.intervals(of: off, from: date, through: date) {
                guard let part = i.minutesOfDay(date) else { continue }
                out.append(Shade(kind: .timeoff, interval: part, label: off.reason?.revealed))
            }
        }
        return out
    }
    private mutating func add(room id: RoomID, _ scene: WeekScene) {
        guard let room = scene.week.room(id) else { return }
        for d in days.indices { days[d] += Self.closures(room, on: scene.digest.days[d].date, scene) }
    }
    static func closures(_ room: Room, on date: CivilDate, _ scene: WeekScene) -> [Shade] {
        let calendar = scene.week.clinic.profile.calendar
        return room.closures.flatMap { closure in
            calendar.intervals(of: closure, from: date, through: date).compactMap { $0.minutesOfDay(date) }
                .map { Shade(kind: .timeoff, interval: $0, label: closure.reason?.revealed) }
        }
    }
    var kinds: Set<Shade.Kind> { days.reduce(into: []) { set, day in day.forEach { set.insert($0.kind) } } }
}
