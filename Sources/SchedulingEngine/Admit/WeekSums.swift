internal import ClinicModel

/// What sums over the week bear beside what stands, as far as a set could use more than that: weekly minutes,
/// authorizations, therapists' minutes. The rules themselves are asked of each place by itself; here they
/// only meet.
struct WeekSums {
    private enum Sum {
        case bundled
        /// In `Allowances.of`.
        case authorization(Int)
    }
    private let week: ClinicWeek
    private let needs: [MissingNeed]
    private var sums: [Sum] = []
    /// By sum.
    private(set) var left: [Int] = []
    /// By therapist; `Int.max` where a set can't use more.
    private(set) var staffLeft: [Int]
    /// By sum, days on which a standing session has used the authorization's day.
    private var usedDays: [UInt8] = []

    init(_ options: PlaceOptions) {
        let week = options.week
        let p = options.patient
        self.week = week
        needs = options.needs
        staffLeft = Array(repeating: .max, count: week.clinic.therapists.count)
        let longest = needs.indices.map { n in
            options.all.reduce(0) { $1.need == n ? max($0, $1.end - $1.start) : $0 }
        }
        func most(_ isCounted: (Int) -> Bool) -> Int {
            needs.indices.reduce(0) { $0 + (isCounted($1) ? longest[$1] * needs[$1].missing : 0) }
        }
        let course = week.courses.of[p]
        let shape = DayShapes(p, .wholeWeek, in: week)
        let standing = (0..<7).reduce(0) { $0 + shape.bundled[$1] }
        if course.mostMinutes < .max,
            standing + most({ week.clinic.services[needs[$0].service].bundled }) > course.mostMinutes
        {
            add(.bundled, left: course.mostMinutes - standing)
        }
        for a in week.allowances.of.range(p) {
            let allowance = week.allowances.of.values[a]
            let rest = allowance.granted - AuthorizationRule.units(a, p, .wholeWeek, in: week).spent
            func isListed(_ n: Int) -> Bool { week.allowances.lists(a, needs[n].service) }
            let tasks = needs.indices.reduce(0) { $0 + (isListed($1) ? needs[$1].missing : 0) }
            let most =
                switch allowance.unit {
                case .day: min(7, tasks)
                case .session: tasks
                case .minute: most(isListed)
                }
            if most > rest { add(.authorization(a), left: rest, days: days(under: a, p)) }
        }
        for o in options.all where o.team >= 0 {
            for t in options.teams[o.team] {
                guard staffLeft[t] == .max, let greatest = week.clinic.therapists[t].maximumWeeklyMinutes
                else { continue }
                let rest =
                    greatest
                    - week.ofTherapist[t].reduce(0) { $0 + week.sittings[$1].minutes }
                if most({ !week.clinic.services[needs[$0].service].isGroup }) > rest { staffLeft[t] = rest }
            }
        }
    }
    private mutating func add(_ sum: Sum, left rest: Int, days: UInt8 = 0) {
        sums.append(sum)
        left.append(max(0, rest))
        usedDays.append(days)
    }
    private func days(under a: Int, _ p: Int) -> UInt8 {
        var days: UInt8 = 0
        for i in week.ofPatient[p] {
            let s = week.sittings[i]
            if week.allowances.of.values[a].covers(s.day), week.allowances.lists(a, s.service) {
                days |= 1 << UInt8(s.day)
            }
        }
        return days
    }

    /// What places of one day use of each sum.
    func usage(_ day: Int, _ list: [PlaceVariant]) -> [Int] {
        sums.indices.map { i in
            switch sums[i] {
            case .bundled: return list.reduce(0) { $0 + $1.bundled }
            case .authorization(let a):
                let allowance = week.allowances.of.values[a]
                guard allowance.covers(day) else { return 0 }
                let under = list.filter { week.allowances.lists(a, needs[$0.need].service) }
                switch allowance.unit {
                case .day: return under.isEmpty || usedDays[i] >> UInt8(day) & 1 == 1 ? 0 : 1
                case .session: return under.count
                case .minute: return under.reduce(0) { $0 + $1.minutes }
                }
            }
        }
    }
}

/// Places of one need on one day that use the same of every sum.
struct PlaceVariant {
    var need: Int
    var minutes: Int
    var bundled: Int
    /// Those of its therapists who have little left, in order.
    var staff: [Int]
    var isInPerson: Bool
    /// In `PlaceOptions.all`.
    var places: [Int]
    /// How many groups or teams there are among them.
    var keys: Int
}
