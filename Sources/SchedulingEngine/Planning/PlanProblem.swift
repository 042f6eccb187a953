internal import ClinicModel

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

/// A week to plan, as small integers: what may be placed, where each may go and what that costs on its own.
///
/// Whatever does not depend on other choices (times that a patient has free, populations, dates, what stands
/// already, preference, later clashes) is settled here, once: a negative entry of `seatCosts` or `soloCosts`
/// says "never". What choices share (seats, people's and rooms' time, hours and authorizations, who may not
/// meet) is the `PlanAssignment`'s.
final class PlanProblem {
    let clinic: Clinic
    let week: CivilDate

    let services: Cells<PlanService>
    let serviceRooms: Cells<Int32>
    let serviceTherapists: Cells<Int32>
    /// By service and therapist: bit d when one of the credentials is held on day d.
    let qualified: Cells<UInt8>
    /// Greatest number of leaders of any session.
    let leaderStride: Int

    let patients: Cells<PlanPatient>
    let contacts: Cells<Int32>
    let needs: Cells<PlanNeed>
    let candidates: Cells<Int32>
    let soloSlots: Cells<Int16>
    let seatCosts: Cells<Int16>
    let soloCosts: Cells<Int16>
    let favoured: Cells<Int16>
    /// By bit of the week: the first slot at it or after; `slotBit.count` past the last.
    let slotAt: Cells<Int16>
    let needAuthorizations: Cells<Int32>
    let authorizations: Cells<PlanAuthorization>
    /// By authorization and day: standing sessions under it.
    let authorizationDays: Cells<Int16>
    let taskNeed: Cells<Int32>
    let taskPatient: Cells<Int32>
    let standingItems: Cells<PlanItem>

    let groups: Cells<PlanGroup>
    let groupLeaders: Cells<Int16>
    let kindSlots: Cells<Int16>
    let rosterSize: Int

    /// Starts on the grid within opening hours, in order.
    let slotBit: Cells<Int32>
    let slotDay: Cells<Int8>

    /// By patient and therapist: points of continuity.
    let continuity: Cells<Int8>
    let therapistFree: BitRows
    let therapistMinutes: Cells<Int32>
    let therapistMost: Cells<Int32>
    let roomFree: BitRows
    let roomCapacity: Cells<Int32>
    /// Points of what stands that no choice changes.
    let standingCost: Int
    /// Of these, the ones of patients; the rest are of groups with too few in them.
    let standingPersonal: Int

    var patientCount: Int { patients.count }
    var taskCount: Int { taskNeed.count }
    var therapistCount: Int { therapistMost.count }
    var roomCount: Int { roomCapacity.count }

    init(_ clinic: Clinic, week: CivilDate) {
        var c = PlanCompiler(clinic, week: week)
        c.compile()
        self.clinic = clinic
        self.week = week
        services = Cells(c.services, or: PlanService())
        serviceRooms = Cells(c.serviceRooms, or: 0)
        serviceTherapists = Cells(c.serviceTherapists, or: 0)
        qualified = Cells(c.qualified, or: 0)
        leaderStride = c.leaderStride
        patients = Cells(c.patients, or: PlanPatient())
        contacts = Cells(c.contacts, or: 0)
        needs = Cells(c.needs, or: PlanNeed())
        candidates = Cells(c.candidates, or: 0)
        soloSlots = Cells(c.soloSlots, or: 0)
        seatCosts = Cells(c.seatCosts, or: -1)
        soloCosts = Cells(c.soloCosts, or: -1)
        favoured = Cells(c.favoured, or: 0)
        var next = [Int16](repeating: Int16(c.slotBit.count), count: 7 * BitRows.perDay + 1)
        for (i, b) in c.slotBit.enumerated().reversed() { next[Int(b)] = Int16(i) }
        for b in (0..<7 * BitRows.perDay).reversed() { next[b] = min(next[b], next[b + 1]) }
        slotAt = Cells(next, or: 0)
        needAuthorizations = Cells(c.needAuthorizations, or: 0)
        authorizations = Cells(c.authorizations, or: PlanAuthorization())
        authorizationDays = Cells(c.authorizationDays, or: 0)
        taskNeed = Cells(c.taskNeed, or: 0)
        taskPatient = Cells(c.taskPatient, or: 0)
        standingItems = Cells(c.items, or: .none)
        groups = Cells(c.groups, or: PlanGroup())
        groupLeaders = Cells(c.groupLeaders, or: -1)
        kindSlots = Cells(c.kindSlots, or: 0)
        rosterSize = c.rosterSize
        slotBit = Cells(c.slotBit, or: 0)
        slotDay = Cells(c.slotDay, or: 0)
        continuity = Cells(c.continuity, or: Int8(Points.stranger))
        therapistFree = c.therapistFree
        therapistMinutes = Cells(c.therapistMinutes, or: 0)
        therapistMost = Cells(c.therapistMost, or: 0)
        roomFree = c.roomFree
        roomCapacity = Cells(clinic.rooms.map { Int32(clamping: $0.capacity) }, or: 0)
        standingCost = c.standingCost
        standingPersonal = c.standingPersonal
        c.scratch.free()
    }
    deinit {
        services.free()
        serviceRooms.free()
        serviceTherapists.free()
        qualified.free()
        patients.free()
        contacts.free()
        needs.free()
        candidates.free()
        soloSlots.free()
        seatCosts.free()
        soloCosts.free()
        favoured.free()
        slotAt.free()
        needAuthorizations.free()
        authorizations.free()
        authorizationDays.free()
        taskNeed.free()
        taskPatient.free()
        standingItems.free()
        groups.free()
        groupLeaders.free()
        kindSlots.free()
        slotBit.free()
        slotDay.free()
        continuity.free()
        therapistFree.free()
        therapistMinutes.free()
        therapistMost.free()
        roomFree.free()
        roomCapacity.free()
    }
}
