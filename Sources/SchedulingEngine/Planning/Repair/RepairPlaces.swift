internal import ClinicModel

/// A place that a patient may take: an hour of the patient's own, or a guest's seat.
struct RepairPick {
    /// Without a room.
    var sitting: Sitting
    /// Its place among the patient's services.
    var line: Int
    /// Points of the place by itself, less what `change` gives back for standing where a session stood.
    var points: Int
    /// Who may lead it, all alike in points; empty for a seat.
    var teams: [[Int]]
    /// −1: an hour of its own.
    var host = -1
    /// The freed session that stays as it is; −1: none.
    var kept = -1
    /// Of a seat in a freed group: the group, which has to be held just then; −1: none.
    var group = -1
}

/// Sessions of one service in a patient's week, as far as they may change.
struct RepairLine {
    var service: Int
    /// Of them that stand.
    var fixed: Int
    /// Never more than this many: as many as there were, or the plan needs.
    var cap: Int
    /// Points by how many are placed beside what stands: unmet, and `change` if none of them stands where one
    /// stood.
    var points: [Int]
    /// Where the freed ones stood.
    var old: [(start: Int, team: [Int])]
    /// By day: how many may be placed.
    var room: [Int]
}

/// A session of a group as one patient meets it.
struct RepairMeeting: Hashable {
    var group: Int
    var start: Int
    /// 20, 10 or 0 points of `change` given back.
    var bonus: Int
    /// It stays as it is.
    var isKept: Bool
}

/// A freed group at a start, with seats for guests.
struct RepairOffer: Hashable {
    var group: Int
    var start: Int
}
