/// A session as it stands in one patient's week. `day` is −1 while it has no place.
struct PlanItem: BitwiseCopyable, Equatable {
    /// Bits of the week (5 minutes each), half-open.
    var start: Int16 = 0
    var end: Int16 = 0
    /// Minutes that count toward the paid day.
    var bundled: Int16 = 0
    var service: Int16 = 0
    var day: Int8 = -1
    var isPresent: Bool = false

    static let none = PlanItem()
}

struct PlanService: BitwiseCopyable {
    var bits = 0
    var noteBits = 0
    var minutes = 0
    var isBundled = false
    var isPresent = true
    var withFamily = false
    var least = 1
    var most = 1
    var facilitators = 1
    /// Rooms with its features, the smallest first, in `serviceRooms`.
    var roomBase = 0
    var roomCount = 0
    /// Who holds one of its credentials on some day of the week, in `serviceTherapists`.
    var therapistBase = 0
    var therapistCount = 0
}

/// One occurrence of a series in the week: it stands already, or (`isOpen`) waits for a time.
struct PlanGroup: BitwiseCopyable {
    var series = 0
    var service = 0
    var isOpen = false
    var bits = 0
    var minutes = 0
    var bundled = 0
    /// Where its costs begin in the row of a need; an open one's are indexed by slot from there.
    var column = 0
    var capacity = 0
    var least = 0
    /// Who is in it before planning.
    var standing = 0
    var start = 0
    var day = -1
    /// Day of the week from which a new enrollment counts.
    var joined = 0
    /// Of an open one: its slots in `kindSlots`.
    var slotBase = 0
    var slotCount = 0
    /// Of an open one: the room it has (−1: to be chosen or none), the therapists it has.
    var room = -1
    var givenLeaders = 0
    var rosterBase = 0
}

struct PlanNeed: BitwiseCopyable {
    var patient = 0
    var service = 0
    /// Its tasks, one for each session still wanted.
    var taskBase = 0
    var taskCount = 0
    var unmetCost = 0
    var seatRow = 0
    /// −1: not a service of single sessions.
    var soloRow = -1
    /// Groups with a seat in reach, in `candidates`.
    var candidateBase = 0
    var candidateCount = 0
    /// Slots for a single session, in `soloSlots`.
    var soloBase = 0
    var soloCount = 0
    /// Authorizations that list its service, in `needAuthorizations`.
    var authorizationBase = 0
    var authorizationCount = 0
    /// Therapists of the service who are the patient's primary or of the care team, in `favoured`.
    var favouredBase = 0
    var favouredCount = 0
}

struct PlanAuthorization: BitwiseCopyable {
    enum Unit: UInt8 { case day, session, minute }
    var unit = Unit.day
    /// Bit d: the week's day d lies within it.
    var days: UInt8 = 0
    /// Used before the week, and by what stands in it.
    var used = 0
    /// At most this much; what stood above it before may stay.
    var limit = 0
}

struct PlanPatient: BitwiseCopyable {
    var isActive = false
    /// Its authorizations stand from here on, in their order.
    var authorizationBase = 0
    var itemBase = 0
    var standingCount = 0
    var itemCount = 0
    var taskBase = 0
    var taskCount = 0
    var dayFloor = 0
    var minimumDays = 0
    var bundledMost = Int.max
    var bundledStanding = 0
    var contactBase = 0
    var contactCount = 0
}
