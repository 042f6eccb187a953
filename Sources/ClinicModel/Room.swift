package struct Room: Hashable, Sendable, Codable {
    package var id: RoomID
    package var name: String
    /// Patients it seats, at least 1.
    package var capacity: Int
    package var features: [String]
    package var closures: [Absence]
    package init(id: RoomID, name: String, capacity: Int, features: [String] = [], closures: [Absence] = []) {
        self.id = id
        self.name = name
        self.capacity = capacity
        self.features = features
        self.closures = closures
    }
}

/// An outside meeting (AA, NA, SMART …): shown and kept free, never counted.
package struct SupportGroup: Hashable, Sendable, Codable {
    package var id: SupportGroupID
    package var name: String
    package var place: String?
    package var meets: [WeeklyWindow]
    package init(id: SupportGroupID, name: String, place: String? = nil, meets: [WeeklyWindow]) {
        self.id = id
        self.name = name
        self.place = place
        self.meets = meets
    }
}
