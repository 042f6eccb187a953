/// What a plan chose, without what follows from it.
struct PlanChoices: Sendable, Equatable {
    /// By task, as in `PlanAssignment`.
    var place: [Int32]
    var slot: [Int16]
    var room: [Int32]
    var leaders: [Int16]
    /// By group.
    var groupSlot: [Int16]
    var groupRoom: [Int32]
    var groupLeaders: [Int16]
}

extension PlanSearch {
    var choices: PlanChoices {
        PlanChoices(
            place: plan.place.list, slot: plan.slot.list, room: plan.room.list, leaders: plan.leaders.list,
            groupSlot: plan.groupSlot.list, groupRoom: plan.groupRoom.list,
            groupLeaders: plan.groupLeaders.list)
    }
    func write(to choices: inout PlanChoices) {
        plan.place.write(to: &choices.place)
        plan.slot.write(to: &choices.slot)
        plan.room.write(to: &choices.room)
        plan.leaders.write(to: &choices.leaders)
        plan.groupSlot.write(to: &choices.groupSlot)
        plan.groupRoom.write(to: &choices.groupRoom)
        plan.groupLeaders.write(to: &choices.groupLeaders)
    }

    /// The journal is emptied.
    mutating func take(_ choices: PlanChoices) {
        for t in 0..<problem.taskCount where plan.place[t] != PlanAssignment.waiting {
            plan.detach(t)
            plan.forgetJournal()
        }
        func name(_ list: [Int16], _ at: Int) {
            for k in 0..<problem.leaderStride { crew[k] = list[at * problem.leaderStride + k] }
        }
        for g in openGroups {
            name(choices.groupLeaders, g)
            plan.relocate(g, -1, crew, 0, -1)
            plan.forgetJournal()
        }
        for g in openGroups where choices.groupSlot[g] >= 0 {
            name(choices.groupLeaders, g)
            plan.relocate(g, Int(choices.groupSlot[g]), crew, 0, Int(choices.groupRoom[g]))
            plan.forgetJournal()
        }
        for t in 0..<problem.taskCount {
            switch choices.place[t] {
            case PlanAssignment.waiting: continue
            case PlanAssignment.solo:
                name(choices.leaders, t)
                plan.putSolo(t, Int(choices.slot[t]), crew, 0, Int(choices.room[t]))
            default: plan.seat(t, Int(choices.place[t]))
            }
            plan.forgetJournal()
        }
    }
}
