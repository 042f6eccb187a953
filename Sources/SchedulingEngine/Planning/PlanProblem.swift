internal import ClinicModel

/// A week to plan, as small integers: what may be placed, where each may go and what that costs on its own.
///
/// Whatever does not depend on other choices (times that a patient has free, populations, dates, what stands
/// already, preference, later clashes) is settled here, once: a negative entry of `seatCosts` or `soloCosts`
/// says "never". What choices share (seats, people's and rooms' time, hours and authorizations, who may not
/// meet) is the `PlanAssignment`'s.
final class PlanProblem {
    let clinic: Clinic
    let week: CivilDate
    /// Nothing is placed before it; nil: the whole week is planned.
    let from: CivilMoment?

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
    /// Seats of the group with the most to give away.
    let mostSeats: Int
    /// Tasks of the patient with the most.
    let mostTasks: Int

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
    /// Sessions that plans ask for beyond what any week has days for.
    let standingUnmet: Int

    var patientCount: Int { patients.count }
    var taskCount: Int { taskNeed.count }
    var therapistCount: Int { therapistMost.count }
    var roomCount: Int { roomCapacity.count }

    init(_ clinic: Clinic, week: CivilDate, from: CivilMoment? = nil) {
        var c = PlanCompiler(clinic, week: week, from: from)
        c.compile()
        self.clinic = clinic
        self.week = week
        self.from = from
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
        mostSeats = c.mostSeats
        mostTasks = c.mostTasks
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
        standingUnmet = c.standingUnmet
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
