internal import ClinicModel

/// When therapists and rooms are free for a session of a service and a length, in what stands of a week.
struct RepairOpenings {
    let service: Int
    let minutes: Int
    let teamSize: Int
    /// In minutes, until its therapists are free again.
    let busyMinutes: Int
    let isInPerson: Bool
    /// Starts on the grid and within the clinic's hours, from the first minute on.
    let starts: WeekMask
    /// By therapist: starts at which they can lead.
    private let leading: [WeekMask]
    /// By room.
    private let housing: [WeekMask]
    /// Rooms that suit, the smallest first.
    private let rooms: [Int]
    private let capacity: [Int]
    /// Therapists who can lead at all, those with the least to do first.
    private let able: [Int]
    /// Starts with enough therapists and a room.
    let possible: WeekMask

    init(_ service: Int, minutes: Int, from first: Int, in rest: ClinicWeek) {
        self.service = service
        self.minutes = minutes
        let clinic = rest.clinic
        let kind = clinic.services[service]
        teamSize = kind.facilitators
        busyMinutes = minutes + kind.noteMinutes
        isInPerson = !kind.telehealth
        let blocks = StartBlocks(
            week: rest, patient: 0, service: service, series: -1, minutes: minutes, name: Placement.unnamed,
            lifted: nil)
        var starts = blocks.grid(clinic.profile.gridMinutes)
        starts.formIntersection(blocks.open())
        starts.remove(from: 0, to: first)
        self.starts = starts
        func free(_ list: [Block]) -> WeekMask {
            var out = starts
            // Sums are counted with everything that is placed, later.
            for b in list where b.rule != .therapistMaximum { out.subtract(b.starts) }
            return out
        }
        let leading = clinic.therapists.indices.map { free(blocks.ofTherapist($0)) }
        self.leading = leading
        let loads = clinic.therapists.indices.map { t in
            rest.ofTherapist[t].reduce(0) { $0 + rest.sittings[$1].minutes }
        }
        able = leading.indices.filter { !leading[$0].isEmpty }.sorted { (loads[$0], $0) < (loads[$1], $1) }
        capacity = clinic.rooms.map(\.capacity)
        if isInPerson {
            let housing = clinic.rooms.indices.map { free(blocks.ofRoom($0)) }
            self.housing = housing
            rooms = housing.indices.filter { !housing[$0].isEmpty }.sorted {
                (clinic.rooms[$0].capacity, clinic.rooms[$0].features.count, $0)
                    < (clinic.rooms[$1].capacity, clinic.rooms[$1].features.count, $1)
            }
        } else {
            housing = []
            rooms = []
        }
        var possible = SoloSpace.any(leading)
        if teamSize > 1 {
            var many = WeekMask()
            let able = self.able
            let teamSize = self.teamSize
            possible.forEachMinute { m in
                if able.count(where: { leading[$0].contains(minute: m) }) >= teamSize {
                    many.insert(from: m, to: m + WeekMask.resolution)
                }
            }
            possible = many
        }
        if isInPerson { possible.formIntersection(SoloSpace.any(housing)) }
        self.possible = possible
    }

    /// Therapists free at a start, those with the least to do first.
    func free(at start: Int) -> [Int] { able.filter { leading[$0].contains(minute: start) } }
    func isFree(_ therapist: Int, at start: Int) -> Bool { leading[therapist].contains(minute: start) }
    /// Rooms free at a start that seat so many, the smallest first.
    func rooms(at start: Int, seating patients: Int) -> [Int] {
        rooms.filter { housing[$0].contains(minute: start) && capacity[$0] >= patients }
    }
    /// Sets of as many therapists as a session needs, at most `most`.
    func teams(at start: Int, most: Int) -> [[Int]] { free(at: start).sets(of: teamSize, most: most) }

    func sitting(at start: Int, series: Int, in clinic: Clinic) -> Sitting {
        Sitting(
            place: -1, isOnTrial: true, service: service, series: series, room: -1, start: start,
            end: start + minutes, noteEnd: start + busyMinutes, day: start / 1440, isInPerson: isInPerson,
            isBundled: clinic.services[service].bundled)
    }
}
