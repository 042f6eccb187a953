/// Where a task or an open group was before a step, so that the step can be taken back.
struct PlanStep: BitwiseCopyable {
    enum Kind: UInt8 { case detach, seat, solo, relocate }
    var kind = Kind.detach
    /// The task; of `relocate` the group.
    var subject = 0
    /// Group the task was seated in, or `PlanAssignment.solo`.
    var place = 0
    var slot = 0
    var room = 0
    /// Index it had in the roster.
    var position = 0
    /// Index it had or got in the list of tasks without a place.
    var waiting = 0
}

/// Steps, their journal, and the way back.
extension PlanAssignment {
    @inline(__always) private func write(_ step: PlanStep, _ from: Cells<Int16>?, _ at: Int) {
        let j = scalars[2]
        precondition(j < journal.count)
        journal[j] = step
        if let from {
            for k in 0..<problem.leaderStride {
                journalLeaders[j &* problem.leaderStride &+ k] = from[at &* problem.leaderStride &+ k]
            }
        }
        scalars[2] = j &+ 1
    }
    func forgetJournal() { scalars[2] = 0 }

    /// Takes a task out of its place; it waits.
    func detach(_ task: Int) {
        var step = PlanStep()
        step.kind = .detach
        step.subject = task
        step.place = Int(place[task])
        step.slot = Int(slot[task])
        step.room = Int(room[task])
        step.position = Int(rosterIndex[task])
        write(step, leaders, task)
        lift(task)
    }
    /// Seats a waiting task in a group.
    func seat(_ task: Int, _ g: Int) {
        var step = PlanStep()
        step.kind = .seat
        step.subject = task
        step.waiting = Int(waitingIndex[task])
        write(step, nil, 0)
        put(task, in: g)
    }
    /// Gives a waiting task a slot, therapists and room of its own; `who` holds as many as the service needs.
    func putSolo(_ task: Int, _ s: Int, _ who: Cells<Int16>, _ at: Int, _ r: Int) {
        var step = PlanStep()
        step.kind = .solo
        step.subject = task
        step.waiting = Int(waitingIndex[task])
        write(step, nil, 0)
        put(task, s, who, at, r)
    }
    /// Moves an empty open group to a slot, or closes it (slot −1).
    func relocate(_ g: Int, _ s: Int, _ who: Cells<Int16>, _ at: Int, _ r: Int) {
        var step = PlanStep()
        step.kind = .relocate
        step.subject = g
        step.slot = Int(groupSlot[g])
        step.room = Int(groupRoom[g])
        write(step, groupLeaders, g)
        lay(g, s, who, at, r)
    }

    /// Takes back every step since the journal had that length.
    func undo(to length: Int) {
        var j = scalars[2]
        while j > length {
            j &-= 1
            let step = journal[j]
            switch step.kind {
            case .detach:
                if step.place == Int(Self.solo) {
                    put(step.subject, step.slot, journalLeaders, j, step.room)
                } else {
                    put(step.subject, in: step.place)
                    // Back to its own place in the roster: the last one came there in its stead.
                    let base = problem.groups[step.place].rosterBase
                    let end = Int(rosterIndex[step.subject])
                    if end != step.position {
                        let moved = roster[base &+ step.position]
                        roster[base &+ end] = moved
                        rosterIndex[Int(moved)] = Int32(truncatingIfNeeded: end)
                        roster[base &+ step.position] = Int32(truncatingIfNeeded: step.subject)
                        rosterIndex[step.subject] = Int32(truncatingIfNeeded: step.position)
                    }
                }
            case .seat, .solo:
                lift(step.subject)
                let end = Int(waitingIndex[step.subject])
                if end != step.waiting {
                    let moved = waitingList[step.waiting]
                    waitingList[end] = moved
                    waitingIndex[Int(moved)] = Int32(truncatingIfNeeded: end)
                    waitingList[step.waiting] = Int32(truncatingIfNeeded: step.subject)
                    waitingIndex[step.subject] = Int32(truncatingIfNeeded: step.waiting)
                }
            case .relocate: lay(step.subject, step.slot, journalLeaders, j, step.room)
            }
        }
        scalars[2] = length
    }
}
