internal import ClinicModel
internal import FrontDesk
internal import SchedulingEngine
internal import Terminal

/// A patient in hand, and the sets of places that meet the plan for the week.
package struct Admitting: Sendable {
    let patient: PatientID
    let home: Jump
    /// Kept in the journal.
    var reason = ""
    /// What is shown of it.
    var pane = Pane.set
    private(set) var found: Admission
    private(set) var set = 0
    /// The line of the set under the cursor: its places, then what of the plan it leaves out.
    private(set) var place = 0

    enum Pane: Sendable {
        case set
        /// Over the set: the week's free seats, from a line on.
        case seats(HeatMap, from: Int)
        /// Over the set: everything there is to say about it, from a line on.
        case everything(Int)
    }

    /// Sets that are looked for: as many as one cares to leaf through.
    static let most = 6
    static let letters: [Character] = Array("abcdefg")
    /// A place beyond the letters, reached by the arrows.
    static let unlettered: Character = "+"

    init(patient: PatientID, home: Jump, in state: DashboardState) {
        self.patient = patient
        self.home = home
        found = Self.search(patient, in: state)
    }
    private static func search(_ patient: PatientID, in state: DashboardState) -> Admission {
        state.week.admit(
            AdmissionRequest(
                patient: patient, count: most, from: state.soonest, weeks: Drafting.horizonWeeks))
    }

    var chosenSet: AdmissionSet? { found.sets.indices.contains(set) ? found.sets[set] : nil }
    var chosenPlace: AdmittedPlace? {
        chosenSet.flatMap { $0.places.indices.contains(place) ? $0.places[place] : nil }
    }
    var chosenGap: AdmissionGap? {
        chosenSet.flatMap { set in
            let gap = place - set.places.count
            return set.unmet.indices.contains(gap) ? set.unmet[gap] : nil
        }
    }
    var permit: Permit { Permit(reason: reason.isEmpty ? nil : reason) }
    /// What Enter asks the desk for; nil when there is no set.
    var intent: Intent? {
        chosenSet.map {
            .accept(Acceptance(.admission(patient), week: found.week, changes: $0.changes))
        }
    }
    static func letter(_ index: Int) -> Character {
        letters.indices.contains(index) ? letters[index] : unlettered
    }

    mutating func search(in state: DashboardState) {
        found = Self.search(patient, in: state)
        choose(set: set)
        if case .seats(_, let line) = pane { pane = .seats(HeatMap(for: patient, in: state), from: line) }
    }
    /// The next pane, round and round.
    mutating func turn(in state: DashboardState) {
        switch pane {
        case .set: pane = .seats(HeatMap(for: patient, in: state), from: 0)
        case .seats: pane = chosenSet == nil ? .set : .everything(0)
        case .everything: pane = .set
        }
    }
    mutating func choose(set index: Int) {
        if case .everything = pane { pane = .everything(0) }
        let before = chosenPlace?.begins
        set = found.sets.isEmpty ? 0 : (index + found.sets.count) % found.sets.count
        place = chosenSet?.places.firstIndex { $0.begins == before } ?? 0
    }
    mutating func choose(place index: Int) {
        guard let chosenSet, chosenSet.places.indices.contains(index) else { return }
        place = index
    }
    /// The next line of the set, or the place of the day beside.
    mutating func walk(_ direction: Direction) {
        guard let set = chosenSet else { return }
        let places = set.places
        switch direction {
        case .up, .pageUp: place = max(0, place - 1)
        case .down, .pageDown: place = max(0, min(places.count + set.unmet.count - 1, place + 1))
        case .home: place = 0
        case .end: place = max(0, places.count - 1)
        case .left, .right:
            guard let here = chosenPlace else { return place = max(0, places.count - 1) }
            let beside =
                direction == .left
                ? places.lastIndex { $0.date < here.date } : places.firstIndex { $0.date > here.date }
            place = beside ?? place
        }
    }
}

/// For whom places are looked for, where nobody is in view.
package struct AdmissionQuestion: Sendable {
    struct Candidate: Hashable, Sendable {
        var patient: PatientID
        /// Sessions of the plan that the week lacks.
        var missing: Int
    }
    let home: Jump
    var picker: Picker<Candidate>

    /// Those whose plan lacks most come first.
    init(in state: DashboardState) {
        home = state.here
        let week = state.week
        let people = zip(week.clinic.patients, state.scene.digest.standings).filter(\.1.isActive).map {
            Candidate(patient: $0.id, missing: $1.needs.reduce(0) { $0 + $1.missing })
        }
        let ranked = people.enumerated().sorted {
            (-$0.element.missing, $0.offset) < (-$1.element.missing, $1.offset)
        }.map(\.element)
        picker = Picker(ranked) { c in
            SearchText(week.patient(c.patient)?.name.revealed ?? "", c.patient.rawValue)
        }
    }
}
