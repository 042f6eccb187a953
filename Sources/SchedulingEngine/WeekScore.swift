package import ClinicModel

/// What the week score adds up, in the document's order.
package enum ScoreTerm: String, CaseIterable, Hashable, Sendable {
    case unmet, shortDay, missingDays, travelDay, idle, continuity, preference, underfilled, later, change

    /// As people call it.
    package var words: String {
        switch self {
        case .unmet: "short of plan"
        case .shortDay: "days not billable"
        case .missingDays: "missing days"
        case .travelDay: "trips"
        case .idle: "waiting"
        case .continuity: "other therapists"
        case .preference: "hours not preferred"
        case .underfilled: "small groups"
        case .later: "later clashes"
        case .change: "changes to tell"
        }
    }
}

/// The points of a week by term; lower is better, zero means that every plan is met at no cost to anyone.
package struct WeekScore: Hashable, Sendable {
    /// Where points come from.
    package struct Point: Hashable, Sendable {
        package enum Who: Hashable, Sendable {
            case patient(PatientID)
            case session(SessionReference)
        }
        package var term: ScoreTerm
        package var who: Who
        package var points: Int
        /// The numbers behind it; names services, sessions and dates, never people.
        package var note: String
        package init(term: ScoreTerm, who: Who, points: Int, note: String) {
            self.term = term
            self.who = who
            self.points = points
            self.note = note
        }
    }
    private var terms = InlineArray<10, Int>(repeating: 0)
    /// Sessions that needs due in the week lack.
    package var unmetSessions = 0
    /// Filled on request only.
    package var points: [Point] = []

    package init() {}

    package subscript(term: ScoreTerm) -> Int {
        get { terms[Self.place(of: term)] }
        set { terms[Self.place(of: term)] = newValue }
    }
    package var total: Int {
        var sum = 0
        for i in terms.indices { sum += terms[i] }
        return sum
    }
    private static func place(of term: ScoreTerm) -> Int {
        switch term {
        case .unmet: 0
        case .shortDay: 1
        case .missingDays: 2
        case .travelDay: 3
        case .idle: 4
        case .continuity: 5
        case .preference: 6
        case .underfilled: 7
        case .later: 8
        case .change: 9
        }
    }
    package static func == (a: Self, b: Self) -> Bool {
        for i in a.terms.indices where a.terms[i] != b.terms[i] { return false }
        return a.unmetSessions == b.unmetSessions && a.points == b.points
    }
    package func hash(into hasher: inout Hasher) {
        for i in terms.indices { hasher.combine(terms[i]) }
        hasher.combine(unmetSessions)
        hasher.combine(points)
    }
}
