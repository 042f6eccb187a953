internal import ClinicModel
internal import FrontDesk
internal import SchedulingEngine
internal import Terminal

/// A session lifted off the week, carried by the arrows until it is dropped.
package struct Moving: Sendable {
    private(set) var origin: ScheduledSession
    var placement: Placement
    let isGroup: Bool
    /// Looked at through one patient: not the group moves, the patient gets another seat.
    let reseated: PatientID?
    let home: Jump
    /// Kept in the journal, and with a moved occurrence.
    var reason = ""
    private(set) var marks: [CivilMoment: PlaceMarks.Mark] = [:]
    private(set) var best: [Suggestion] = []
    private(set) var verdict: [Violation] = []
    /// Change of the week score where it stands now; nil where that says nothing.
    private(set) var cost: Int?
    /// The occurrence that a reseated patient would get.
    private(set) var seat: SessionReference?

    init(_ session: ScheduledSession, isGroup: Bool, reseated: PatientID?, home: Jump) {
        origin = session
        placement = Placement(moving: session)
        self.isGroup = isGroup
        self.reseated = reseated
        self.home = home
    }

    static func fit(_ violations: [Violation]) -> Fit {
        let open = violations.filter { $0.override == nil }
        return open.isEmpty ? .fits : open.allSatisfy(\.rule.isOverridable) ? .warns : .clashes
    }
    var permit: Permit { Permit(reason: reason.isEmpty ? nil : reason) }

    /// Whether it still stands where it was lifted, with whoever is in it now. A session of another week than
    /// the one shown is taken to stand.
    mutating func isHeld(in week: ClinicWeek) -> Bool {
        guard week.contains(origin.date) else { return true }
        guard let now = week.session(origin.reference), now.begins == origin.begins else { return false }
        origin = now
        placement.patients = now.patients
        return true
    }

    /// Judges every start of the grid within opening hours, and finds the best places.
    mutating func survey(in state: DashboardState) {
        let week = state.week
        if let patient = reseated {
            let request = SuggestionRequest(
                patient: patient, service: origin.service, replacing: origin.reference, from: state.soonest)
            best = week.suggest(request, count: Booking.letters.count + 1).places.filter {
                $0.occurrence != origin.reference
            }.prefix(Booking.letters.count).map { $0 }
            marks = [:]
        } else {
            marks = starts(in: week)
            best = alternatives(in: state)
        }
        judge(in: state)
    }
    /// The verdict on every start of the grid within opening hours, all else as it is; of a group also how many
    /// of its patients can come then.
    private func starts(in week: ClinicWeek) -> [CivilMoment: PlaceMarks.Mark] {
        var marks: [CivilMoment: PlaceMarks.Mark] = [:]
        let starts = week.openMask().starts(ofLength: placement.minutes ?? origin.minutes)
        let roster = isGroup ? placement.patients.count : nil
        let grid = max(5, week.clinic.profile.gridMinutes)
        for minute in stride(from: 0, to: WeekMask.bitCount * WeekMask.resolution, by: WeekMask.resolution)
        where minute % 1440 % grid == 0 && starts.contains(minute: minute) {
            var p = placement
            p.date = week.week + minute / 1440
            p.start = TimeOfDay(minutes: minute % 1440)
            if week.admits(p) {
                marks[p.begins] = PlaceMarks.Mark(.fits, coming: roster, roster: roster)
                continue
            }
            let found = week.check(p).filter { $0.override == nil }
            var kept: Set<PatientID> = []
            for v in found { if case .patient(let id) = v.subject { kept.insert(id) } }
            marks[p.begins] = PlaceMarks.Mark(
                Self.fit(found), coming: roster.map { $0 - kept.count }, roster: roster)
        }
        return marks
    }

    /// The best other places: of an hour with whoever and wherever fits, of a group with the same people and
    /// room, most of the roster first.
    private func alternatives(in state: DashboardState) -> [Suggestion] {
        let week = state.week
        if !isGroup, let patient = origin.patients.first {
            let request = SuggestionRequest(
                patient: patient, service: origin.service, replacing: origin.reference, from: state.soonest)
            let found = week.suggest(request, count: Booking.letters.count * 4).places.filter {
                $0.placement.begins != origin.begins || $0.therapists != origin.therapists
            }
            return Booking.apart(found, in: week)
        }
        let coming = { (m: CivilMoment) in marks[m]?.coming ?? 0 }
        let near = { (m: CivilMoment) in abs(m.minutes - origin.begins.minutes) }
        let soonest = state.soonest ?? CivilMoment(week.week, .midnight)
        let open = marks.filter {
            $0.value.fit != .clashes && $0.value.coming != 0 && $0.key != origin.begins && $0.key >= soonest
        }.keys
        // The score is asked only of those who stand a chance by their rosters.
        let likely = open.sorted { (-coming($0), near($0), $0) < (-coming($1), near($1), $1) }.prefix(40)
        let found = likely.map { moment in
            var p = placement
            p.date = moment.date
            p.start = moment.time
            return Suggestion(placement: p, cost: week.cost(of: p))
        }.sorted {
            let (a, b) = ($0.placement.begins, $1.placement.begins)
            return (-coming(a), $0.cost, near(a), a) < (-coming(b), $1.cost, near(b), b)
        }
        return Booking.apart(found, in: week)
    }

    mutating func carry(to moment: CivilMoment, in state: DashboardState) {
        let grid = max(5, state.clinic.profile.gridMinutes)
        placement.date = moment.date
        placement.start = TimeOfDay(minutes: min(1435, Int(moment.time.minutes)) / grid * grid)
        if reseated != nil {
            seat =
                state.week.sessions.first {
                    $0.service == origin.service && $0.begins == placement.begins
                        && $0.reference != origin.reference
                }?.reference
        }
        judge(in: state)
    }
    mutating func take(_ suggestion: Suggestion, in state: DashboardState) {
        placement = suggestion.placement
        if reseated == nil {
            placement.replacing = origin.reference
            placement.patients = origin.patients
            placement.series = origin.reference.series
            placement.minutes = origin.minutes
        }
        seat = suggestion.occurrence
        judge(in: state)
    }
    private mutating func judge(in state: DashboardState) {
        if let patient = reseated {
            verdict = seat.map { state.week.checkSeat(patient, in: $0).filter { $0.override == nil } } ?? []
            cost = nil
            return
        }
        verdict = state.week.check(placement).filter { $0.override == nil }
        cost = state.week.cost(of: placement)
    }
    var fit: Fit { reseated != nil && seat == nil ? .clashes : Self.fit(verdict) }
    var isWhereItWas: Bool {
        reseated == nil && placement.begins == origin.begins && placement.room == origin.room
            && placement.therapists == origin.therapists
    }

    /// Whether it stands where a suggestion would put it: Enter does that and nothing else.
    func stands(at place: Suggestion) -> Bool {
        if reseated != nil { return seat != nil && seat == place.occurrence }
        return placement.begins == place.placement.begins && placement.therapists == place.therapists
            && placement.room == place.room
    }

    /// What dropping it here asks the desk for, of this session alone; nil where it was.
    var intent: Intent? {
        if let reseated {
            return seat.map { .reseat(reseated, from: origin.reference, to: $0) }
        }
        guard !isWhereItWas else { return nil }
        let p = placement
        return .move(
            origin.reference, to: p.begins == origin.begins ? nil : p.begins,
            therapists: p.therapists == origin.therapists ? nil : p.therapists,
            room: p.room == origin.room ? nil : p.room)
    }
}
