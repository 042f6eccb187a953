/// What a step did, so that it can be taken back.
struct TimetableStep: BitwiseCopyable {
    enum Kind: UInt8 { case lift, claim, put }
    var kind = Kind.lift
    var event: Int32 = 0
    var slot: Int32 = 0
    var room: Int32 = 0
    /// Of a claim: the session that had the room before, −1: none. Of a put: the index it had in the list of
    /// those that wait.
    var other: Int32 = 0
}

extension TimetableState {
    var mark: Int { @inline(__always) get { scalars[2] } }
    func forgetJournal() { scalars[2] = 0 }

    @inline(__always)
    func write(_ kind: TimetableStep.Kind, _ e: Int, slot: Int, room: Int, from other: Int = -1) {
        let j = scalars[2]
        precondition(j < journal.count)
        journal[j] = TimetableStep(
            kind: kind, event: Int32(truncatingIfNeeded: e), slot: Int32(truncatingIfNeeded: slot),
            room: Int32(truncatingIfNeeded: room), other: Int32(truncatingIfNeeded: other))
        scalars[2] = j &+ 1
    }

    /// Takes a session out of its place; it waits.
    @inline(__always) func lift(_ e: Int) {
        write(.lift, e, slot: Int(slot[e]), room: Int(room[e]))
        leave(e)
    }
    /// Gives a waiting session the slot and the room that it claimed there.
    @inline(__always) func put(_ e: Int, _ s: Int, _ r: Int) {
        write(.put, e, slot: s, room: r, from: Int(waitingAt[e]))
        enter(e, s, r)
    }

    /// Takes back every step since the journal had that length.
    func undo(to length: Int) {
        var j = scalars[2]
        while j > length {
            j &-= 1
            let step = journal[j]
            let e = Int(step.event)
            let at = Int(step.slot) &* rooms &+ Int(step.room)
            switch step.kind {
            case .lift:
                held[at] = step.event
                enter(e, Int(step.slot), Int(step.room))
            case .claim:
                held[at] = step.other
                // Whoever had the room went to another before; that claim is taken back next.
                if step.other >= 0 { room[Int(step.other)] = step.room }
            case .put:
                leave(e)
                held[at] = step.event
                let end = Int(waitingAt[e])
                let old = Int(step.other)
                if end != old {
                    let moved = waiting[old]
                    waiting[end] = moved
                    waitingAt[Int(moved)] = Int32(truncatingIfNeeded: end)
                    waiting[old] = step.event
                    waitingAt[e] = step.other
                }
            }
        }
        scalars[2] = length
    }

    private func enter(_ e: Int, _ s: Int, _ r: Int) {
        slot[e] = Int32(truncatingIfNeeded: s)
        room[e] = Int32(truncatingIfNeeded: r)
        for i in Int(rivalBase[e])..<Int(rivalBase[e &+ 1]) { clashes[Int(rivals[i]) &* slots &+ s] &+= 1 }
        scalars[0] &+= flip(e, s) &- size(e) &* Self.unplaced
        let at = Int(waitingAt[e])
        let end = scalars[1] &- 1
        let moved = waiting[end]
        waiting[at] = moved
        waitingAt[Int(moved)] = Int32(truncatingIfNeeded: at)
        waitingAt[e] = -1
        scalars[1] = end
    }
    private func leave(_ e: Int) {
        let s = Int(slot[e])
        held[s &* rooms &+ Int(room[e])] = -1
        for i in Int(rivalBase[e])..<Int(rivalBase[e &+ 1]) { clashes[Int(rivals[i]) &* slots &+ s] &-= 1 }
        scalars[0] &+= flip(e, s) &+ size(e) &* Self.unplaced
        slot[e] = -1
        room[e] = -1
        let end = scalars[1]
        waiting[end] = Int32(truncatingIfNeeded: e)
        waitingAt[e] = Int32(truncatingIfNeeded: end)
        scalars[1] = end &+ 1
    }
}
