internal import ClinicModel

/// Every place in a week for a session of one patient.
///
/// A place fits when the patient can, enough therapists can, and a room is free. None of the three asks about
/// the others, so their starts are intersected and never multiplied out.
struct SoloSpace {
    let blocks: StartBlocks
    let week: ClinicWeek
    /// Therapists a session needs.
    let teamSize: Int
    /// Who may lead, and the place among them of the one who has to.
    private(set) var therapists: [Int]
    private(set) var wanted: Int?
    /// Rooms to choose from, the most fitting first; -1: none is needed.
    private(set) var rooms: [Int]
    private let notBefore: Int
    private let open: WeekMask
    private let grid: WeekMask
    private let ofPatient: [Block]
    /// In the order of `therapists` and `rooms`.
    private var ofTherapist: [[Block]]
    private var ofRoom: [[Block]]

    /// Nil when the patient or the service is unknown.
    init?(_ request: SuggestionRequest, in week: ClinicWeek) {
        let lifted = request.replacing.flatMap { week.placeOfSession[$0] }
        let standing = lifted.flatMap { i in
            week.clinic.services[week.sittings[i].service].id == request.service
                ? week.sittings[i].minutes : nil
        }
        self.init(
            request, series: request.replacing?.series.flatMap { week.directory.series[$0] } ?? -1,
            minutes: request.minutes ?? standing, lifting: lifted, in: week)
    }
    /// The same for an occurrence of a series (-1: none), at its length.
    init?(
        _ request: SuggestionRequest, series: Int, minutes: Int?, lifting lifted: Int? = nil,
        in week: ClinicWeek
    ) {
        let clinic = week.clinic
        guard let p = week.directory.patients[request.patient],
            let k = week.directory.services[request.service]
        else { return nil }
        blocks = StartBlocks(
            week: week, patient: p, service: k, series: series,
            minutes: minutes ?? clinic.services[k].minutes,
            name: request.replacing ?? Placement.unnamed, lifted: lifted)
        self.week = week
        teamSize = clinic.services[k].facilitators
        notBefore = request.from.map { $0.minutes - week.origin } ?? 0
        open = blocks.open()
        grid = blocks.grid(clinic.profile.gridMinutes)
        ofPatient = blocks.ofPatient()
        therapists = []
        rooms = []
        ofTherapist = []
        ofRoom = []
        ask(for: request.therapist.flatMap { week.directory.therapists[$0] })
        ask(forRoom: request.room.flatMap { week.directory.rooms[$0] })
    }

    /// Lets one therapist lead, beside others where several are needed; nil: whoever fits.
    mutating func ask(for therapist: Int?) {
        let only = teamSize == 1 ? therapist : nil
        therapists = only.map { [$0] } ?? Array(week.clinic.therapists.indices)
        wanted = therapist.flatMap { therapists.firstIndex(of: $0) }
        ofTherapist = therapists.map { blocks.ofTherapist($0) }
    }
    /// Takes one room; nil: whichever fits, the smallest first.
    mutating func ask(forRoom room: Int?) {
        let clinic = week.clinic
        if clinic.services[blocks.service].telehealth {
            rooms = [-1]
        } else {
            rooms =
                room.map { [$0] }
                ?? clinic.rooms.indices.sorted {
                    (clinic.rooms[$0].capacity, clinic.rooms[$0].features.count, $0)
                        < (clinic.rooms[$1].capacity, clinic.rooms[$1].features.count, $1)
                }
        }
        ofRoom = rooms.map { blocks.ofRoom($0) }
    }
}

extension SoloSpace {
    /// Minutes between starts.
    func step(relaxing relaxed: RuleSet) -> Int {
        relaxed.contains(.grid) ? WeekMask.resolution : week.clinic.profile.gridMinutes
    }
    /// Starts worth a question: on the grid, within the clinic's hours, not before the moment asked for.
    func starts(relaxing relaxed: RuleSet) -> WeekMask {
        var out = relaxed.contains(.grid) ? StartBlocks.always : grid
        if !relaxed.contains(.clinicHours) { out.formIntersection(open) }
        out.remove(from: 0, to: notBefore)
        return out
    }
    /// By therapist: starts at which they can lead, whoever else can.
    func leading(relaxing relaxed: RuleSet) -> [WeekMask] { free(ofTherapist, relaxed) }
    /// By room: starts at which it is free.
    func housing(relaxing relaxed: RuleSet) -> [WeekMask] { free(ofRoom, relaxed) }

    private func free(_ lists: [[Block]], _ relaxed: RuleSet) -> [WeekMask] {
        lists.map { list in
            var out = WeekMask()
            out.insert(from: 0, to: 7 * 1440)
            for b in list where !relaxed.contains(b.rule) { out.subtract(b.starts) }
            return out
        }
    }
    /// Starts at which a place fits; the place where the session stands now counts as one.
    func fitting(_ leading: [WeekMask], _ housing: [WeekMask], relaxing relaxed: RuleSet) -> WeekMask {
        var out = possible(relaxing: relaxed)
        out.formIntersection(staffed(leading))
        out.formIntersection(Self.any(housing))
        return out
    }
    /// Starts at which the patient can.
    func possible(relaxing relaxed: RuleSet) -> WeekMask {
        var out = starts(relaxing: relaxed)
        for b in ofPatient where !relaxed.contains(b.rule) { out.subtract(b.starts) }
        return out
    }
    /// Starts at which as many therapists can as are needed, the one asked for among them.
    func staffed(_ leading: [WeekMask]) -> WeekMask {
        var out = wanted.map { leading[$0] } ?? WeekMask()
        if wanted != nil, teamSize == 1 { return out }
        let enough = Self.staffed(leading, teamSize)
        if wanted == nil { return enough }
        out.formIntersection(enough)
        return out
    }
    /// Starts at which at least so many can.
    static func staffed(_ leading: [WeekMask], _ count: Int) -> WeekMask {
        if count == 1 { return any(leading) }
        if count > leading.count { return WeekMask() }
        var atLeast = [WeekMask](repeating: WeekMask(), count: count)
        for mask in leading {
            for n in stride(from: count - 1, to: 0, by: -1) {
                atLeast[n].formUnion(atLeast[n - 1].intersection(mask))
            }
            atLeast[0].formUnion(mask)
        }
        return atLeast[count - 1]
    }
    static func any(_ masks: [WeekMask]) -> WeekMask {
        var out = WeekMask()
        for mask in masks { out.formUnion(mask) }
        return out
    }

    /// For every therapist of the clinic: starts at which a place fits with them instead.
    func fittingByTherapist(relaxing relaxed: RuleSet) -> [WeekMask] {
        var free = self
        free.ask(for: nil)
        let leading = free.leading(relaxing: relaxed)
        var rest = possible(relaxing: relaxed)
        rest.formIntersection(Self.any(housing(relaxing: relaxed)))
        return leading.indices.map { t in
            free.wanted = t
            return free.staffed(leading).intersection(rest)
        }
    }
    /// For every room of the clinic: starts at which a place fits there instead.
    func fittingByRoom(relaxing relaxed: RuleSet) -> [WeekMask] {
        var rest = possible(relaxing: relaxed)
        rest.formIntersection(staffed(leading(relaxing: relaxed)))
        return free(week.clinic.rooms.indices.map { blocks.ofRoom($0) }, relaxed).map {
            $0.intersection(rest)
        }
    }
}
