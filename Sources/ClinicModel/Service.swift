/// What a clinic offers: a group, an individual hour, a family session.
package struct Service: Hashable, Sendable, Codable {
    package var id: ServiceID
    package var name: String
    /// Three letters or so; nil: made from the name (`Clinic.shortNames`).
    package var short: String?
    /// Free text, compared exactly: `group`, `individual`, `education`, `family`, `holistic` …
    package var component: String
    /// Length of a session, a multiple of 5.
    package var minutes: Int
    /// A facilitator holds at least one of them; empty: anyone may lead.
    package var credentials: [String]
    /// Therapists a session needs, at least 1.
    package var facilitators: Int
    /// Least and most patients of a session; individual services 1…1.
    package var leastPatients: Int
    package var mostPatients: Int
    /// Documentation time after a session, a multiple of 5; busy for the facilitators only.
    package var noteMinutes: Int
    /// Its minutes count toward the paid programme day and the weekly hours.
    package var bundled: Bool
    package var telehealth: Bool
    package var roomFeatures: [String]
    /// The billing code.
    package var code: String?
    /// Family members take part, so their unavailable times count too.
    package var withFamily: Bool
    /// A curriculum, taken in turn by the occurrences of a series.
    package var topics: [String]

    /// Seats are shared: patients are enrolled in its series or come as guests.
    package var isGroup: Bool { mostPatients > 1 }

    package init(
        id: ServiceID, name: String, short: String? = nil, component: String, minutes: Int,
        credentials: [String] = [], facilitators: Int = 1, leastPatients: Int = 1, mostPatients: Int = 1,
        noteMinutes: Int = 0, bundled: Bool = true, telehealth: Bool = false, roomFeatures: [String] = [],
        code: String? = nil, withFamily: Bool = false, topics: [String] = []
    ) {
        self.id = id
        self.name = name
        self.short = short
        self.component = component
        self.minutes = minutes
        self.credentials = credentials
        self.facilitators = facilitators
        self.leastPatients = leastPatients
        self.mostPatients = mostPatients
        self.noteMinutes = noteMinutes
        self.bundled = bundled
        self.telehealth = telehealth
        self.roomFeatures = roomFeatures
        self.code = code
        self.withFamily = withFamily
        self.topics = topics
    }
}
