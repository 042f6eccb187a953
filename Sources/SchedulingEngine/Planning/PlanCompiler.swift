internal import ClinicModel

/// Turns a clinic and a week into the integers of a `PlanProblem`.
struct PlanCompiler {
    let clinic: Clinic
    let week: CivilDate
    let last: CivilDate
    /// Bit of the week before which nothing is placed.
    let firstBit: Int
    let calendar: WeekCalendar
    let absentees: Clinic.Absentees
    let serviceIndex: [ServiceID: Int]
    let roomIndex: [RoomID: Int]
    let therapistIndex: [TherapistID: Int]
    let patientIndex: [PatientID: Int]
    let seriesIndex: [SeriesID: Int]
    /// Minutes since 1970 at which the week begins.
    let origin: Int
    /// What stands in the week.
    let sessions: [ScheduledSession]

    var services: [PlanService] = []
    var serviceRooms: [Int32] = []
    var serviceTherapists: [Int32] = []
    var qualified: [UInt8] = []
    var leaderStride = 1
    var slotBit: [Int32] = []
    var slotDay: [Int8] = []
    var closedDays = [Bool](repeating: false, count: 7)

    var groups: [PlanGroup] = []
    var groupLeaders: [Int16] = []
    var kindSlots: [Int16] = []
    var kinds: [OpenKind] = []
    /// By group: the index of its kind, −1 for one that stands.
    var groupKind: [Int] = []
    /// By group: the session it stands as.
    var groupSession: [Int] = []
    var groupsOfService: [[Int]] = []
    var rowWidth: [Int] = []
    var rosterSize = 0
    /// Seats of the group with the most to give away, and tasks of the patient with the most.
    var mostSeats = 0
    var mostTasks = 0

    var patients: [PlanPatient] = []
    var contacts: [Int32] = []
    var needs: [PlanNeed] = []
    var candidates: [Int32] = []
    var soloSlots: [Int16] = []
    var seatCosts: [Int16] = []
    var soloCosts: [Int16] = []
    var favoured: [Int16] = []
    var needAuthorizations: [Int32] = []
    var authorizations: [PlanAuthorization] = []
    var authorizationDays: [Int16] = []
    var taskNeed: [Int32] = []
    var taskPatient: [Int32] = []
    var items: [PlanItem] = []
    var continuity: [Int8] = []
    var standingCost = 0
    var standingPersonal = 0
    var standingUnmet = 0

    let therapistFree: BitRows
    var therapistMinutes: [Int32]
    var therapistMost: [Int32]
    let roomFree: BitRows
    let scratch: BitRows

    init(_ clinic: Clinic, week: CivilDate, from: CivilMoment? = nil) {
        self.clinic = clinic
        self.week = week
        last = week + 6
        calendar = clinic.profile.calendar
        absentees = Clinic.Absentees(clinic.attendance)
        func index<K>(_ ids: [Identifier<K>]) -> [Identifier<K>: Int] {
            Dictionary(zip(ids, ids.indices), uniquingKeysWith: { a, _ in a })
        }
        serviceIndex = index(clinic.services.map(\.id))
        roomIndex = index(clinic.rooms.map(\.id))
        therapistIndex = index(clinic.therapists.map(\.id))
        patientIndex = index(clinic.patients.map(\.id))
        seriesIndex = index(clinic.series.map(\.id))
        let origin = Int(week.dayNumber) * 1440
        self.origin = origin
        firstBit = from.map { max(0, -Self.floorDivide(origin - $0.minutes, BitRows.minutes)) } ?? 0
        sessions = clinic.scheduledSessions(from: week, through: last)
        therapistFree = BitRows(rows: clinic.therapists.count)
        therapistMinutes = .init(repeating: 0, count: clinic.therapists.count)
        therapistMost = clinic.therapists.map { $0.maximumWeeklyMinutes.map { Int32(clamping: $0) } ?? .max }
        roomFree = BitRows(rows: clinic.rooms.count, full: true)
        scratch = BitRows(rows: Scratch.count)
    }

    /// Rows of `scratch`.
    enum Scratch {
        /// Blocked times of the patient at hand: + 1 in person, + 2 with the family.
        static let blocked = 0
        static let prefers = 4
        static let taken = 5
        /// Blocked in the three weeks after: by telehealth, in person.
        static let laterRemote = 6
        static let laterPresent = 9
        static let open = 12
        static let count = 13
        static func clear(_ rows: BitRows, _ range: Range<Int>) {
            for row in range { rows.clear(row, 0, BitRows.bits) }
        }
    }

    mutating func compile() {
        compileServices()
        compileTherapists()
        compileRooms()
        compileSlots()
        compileGroups()
        compilePatients()
    }

    func bit(_ minutes: Int) -> Int { Self.floorDivide(minutes - origin, BitRows.minutes) }
    static func floorDivide(_ a: Int, _ b: Int) -> Int { a >= 0 ? a / b : -((b - 1 - a) / b) }
    func mark(_ interval: Interval, in rows: BitRows, _ row: Int) {
        rows.set(row, bit(interval.start), bit(interval.end + BitRows.minutes - 1))
    }
    func erase(_ interval: Interval, in rows: BitRows, _ row: Int) {
        rows.clear(row, bit(interval.start), bit(interval.end + BitRows.minutes - 1))
    }

    private mutating func compileServices() {
        for s in clinic.services {
            var q = PlanService()
            q.minutes = min(s.minutes, ClinicLimits.minutes)
            q.bits = q.minutes / BitRows.minutes
            q.noteBits = min(s.noteMinutes, ClinicLimits.minutes) / BitRows.minutes
            q.isBundled = s.bundled
            q.isPresent = !s.telehealth
            q.withFamily = s.withFamily
            q.least = s.leastPatients
            q.most = min(s.mostPatients, ClinicLimits.people)
            q.facilitators = s.facilitators
            q.roomBase = serviceRooms.count
            let fitting = clinic.rooms.indices.filter { r in
                s.roomFeatures.allSatisfy { clinic.rooms[r].features.contains($0) }
            }
            serviceRooms += fitting.sorted {
                let a = clinic.rooms[$0]
                let b = clinic.rooms[$1]
                return (a.capacity, a.features.count, $0) < (b.capacity, b.features.count, $1)
            }.map { Int32($0) }
            q.roomCount = fitting.count
            q.therapistBase = serviceTherapists.count
            for (t, person) in clinic.therapists.enumerated() {
                var days: UInt8 = 0
                for d in 0..<7
                where s.credentials.isEmpty
                    || s.credentials.contains(where: { person.holds($0, on: week + d) })
                {
                    days |= 1 << UInt8(d)
                }
                qualified.append(days)
                if days != 0 { serviceTherapists.append(Int32(t)) }
            }
            q.therapistCount = serviceTherapists.count - q.therapistBase
            services.append(q)
            leaderStride = max(leaderStride, min(s.facilitators, clinic.therapists.count))
        }
    }

    private mutating func compileTherapists() {
        for (t, person) in clinic.therapists.enumerated() {
            for w in person.hours {
                for i in calendar.intervals(of: w, from: week, through: last + 1) {
                    mark(i, in: therapistFree, t)
                }
            }
            for a in person.timeOff {
                for i in calendar.intervals(of: a, from: week, through: last + 1) {
                    erase(i, in: therapistFree, t)
                }
            }
        }
        var minutes = [Int](repeating: 0, count: clinic.therapists.count)
        for s in sessions {
            guard let k = serviceIndex[s.service] else { continue }
            for id in s.therapists {
                guard let t = therapistIndex[id] else { continue }
                minutes[t] += min(s.minutes, ClinicLimits.minutes)
                let i = s.interval
                erase(
                    Interval(i.start, i.end + services[k].noteBits * BitRows.minutes), in: therapistFree, t)
            }
        }
        therapistMinutes = minutes.map { Int32(clamping: $0) }
    }

    private func compileRooms() {
        for (r, room) in clinic.rooms.enumerated() {
            for a in room.closures {
                for i in calendar.intervals(of: a, from: week, through: last + 1) {
                    erase(i, in: roomFree, r)
                }
            }
        }
        for s in sessions {
            guard let k = serviceIndex[s.service], services[k].isPresent, let id = s.room,
                let r = roomIndex[id]
            else { continue }
            erase(s.interval, in: roomFree, r)
        }
    }

    /// Starts before the moment from which it is planned are none.
    private mutating func compileSlots() {
        for w in clinic.profile.hours {
            for i in calendar.intervals(of: w, from: week, through: last + 1) {
                mark(i, in: scratch, Scratch.open)
            }
        }
        for d in 0..<7 {
            closedDays[d] = clinic.profile.isClosed(on: week + d)
            if closedDays[d] { continue }
            for m in stride(from: 0, to: 1440, by: max(BitRows.minutes, clinic.profile.gridMinutes)) {
                let b = d * BitRows.perDay + m / BitRows.minutes
                guard b >= firstBit, scratch.allSet(Scratch.open, b, 1) else { continue }
                slotBit.append(Int32(b))
                slotDay.append(Int8(d))
            }
        }
    }
    /// Slots from which so many bits lie within opening hours and their day.
    func slots(ofLength bits: Int) -> [Int] {
        slotBit.indices.filter { i in
            let b = Int(slotBit[i])
            return b + bits <= (Int(slotDay[i]) + 1) * BitRows.perDay
                && scratch.allSet(Scratch.open, b, bits)
        }
    }
}
