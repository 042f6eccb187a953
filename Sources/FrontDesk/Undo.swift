package import ClinicModel
internal import ClinicStore
internal import SchedulingEngine

extension Desk {
    /// Takes back this coordinator's own last change that stands, by its inverse, judged against what stands
    /// now; it works after a restart, too. Refused when somebody has changed the same since.
    package func undo() throws(DeskError) -> Outcome {
        try change { transaction throws(StoreError) in
            guard let change = try transaction.lastChange(by: coordinator) else {
                return .rollBack(.failure(.nothingToUndo))
            }
            let made = try transaction.lastMaking(of: change)
            return try again(.undo, change, made.entry.changes.inverse, since: made.sequence, &transaction)
        }
    }

    /// Makes again what this coordinator took back last, as long as nothing new came between.
    package func redo() throws(DeskError) -> Outcome {
        try change { transaction throws(StoreError) in
            guard let change = try transaction.lastUndone(by: coordinator), let sequence = change.undoneBy,
                let undo = try transaction.entry(sequence)
            else { return .rollBack(.failure(.nothingToRedo)) }
            return try again(.redo, change, undo.entry.changes.inverse, since: sequence, &transaction)
        }
    }

    /// What `undo` would take back.
    package func nextUndo() throws(DeskError) -> JournalEntry? {
        try looking { t throws(StoreError) in try t.lastChange(by: coordinator) }.map { JournalEntry($0) }
    }
    /// What `redo` would make again.
    package func nextRedo() throws(DeskError) -> JournalEntry? {
        try looking { t throws(StoreError) in try t.lastUndone(by: coordinator) }.map { JournalEntry($0) }
    }
    /// Every change, oldest first, from a day on.
    package func journal(since day: CivilDate? = nil) throws(DeskError) -> [JournalEntry] {
        try stored { () throws(StoreError) in try store.journal(since: day) }.map { JournalEntry($0) }
    }
    /// Writes the clinic as it stands to a new file.
    package func backup(to path: String) throws(DeskError) {
        try stored { () throws(StoreError) in try store.backup(to: path) }
    }

    func looking<T>(_ body: (borrowing Transaction) throws(StoreError) -> T) throws(DeskError) -> T {
        try stored { () throws(StoreError) in try store.reading(body) }
    }

    /// Makes the changes of an undo or redo, if they fit and break nothing new.
    private func again(
        _ kind: NewEntry.Kind, _ change: StoredEntry, _ set: ChangeSet, since sequence: Int,
        _ transaction: inout Transaction
    ) throws(StoreError) -> Answer {
        let before = try transaction.clinic
        let headline: Title = JournalText.read(change.entry.title) ?? ""
        let context: Context = JournalText.read(change.entry.context) ?? Context()
        var after = before
        let placed: ChangeSet
        do throws(ChangeConflict) { placed = try after.apply(set) } catch {
            guard case .movedOn(let stale) = error else { return .rollBack(.failure(.nothingToUndo)) }
            let between = try transaction.entries(about: stale.subject, after: sequence)
            let since = between.first { $0.entry.changes.changes.contains { $0.isAbout(stale) } }
            return .rollBack(
                .failure(
                    .movedOn(
                        MovedOn(
                            headline: headline, isRedo: kind == .redo,
                            since: (since ?? between.first).map { JournalEntry($0) }, clinic: before))))
        }
        let today = now().date
        let draft = Draft(
            changes: placed, after: after,
            headline: kind == .undo ? "Undid: \(headline)" : "Redid: \(headline)",
            session: context.session.flatMap { after.names($0) ? $0 : nil },
            weeks: context.weeks(from: today, before.profile.calendar), patients: context.patients,
            notices: [], series: Set(context.series), ids: IDNumbers(),
            proposedWeek: context.proposedWeek, today: today)
        let judge = Judge(
            before: before, permit: Permit(), coordinator: coordinator, today: today,
            mended: kind == .undo ? Set(context.mended) : [])
        let judgement: Judgement
        do throws(DeskError) { judgement = try judge.judge(draft) } catch {
            return .rollBack(.failure(try told(error, transaction)))
        }
        guard let made = try transaction.make(placed) else {
            return .rollBack(.failure(.cannot(.nothingChanges, before)))
        }
        try transaction.record(
            entry(kind, draft.headline, original: change.sequence, context, made))
        return .commit(.success(Outcome(draft, judgement, revision: transaction.revision + 1)))
    }

    /// The same error, with who is in the way where the journal knows, told once a session.
    func told(_ error: DeskError, _ transaction: borrowing Transaction) throws(StoreError) -> DeskError {
        guard case .refused(var refusal) = error else { return error }
        var named: Set<SessionReference> = []
        for i in refusal.findings.indices {
            let finding = refusal.findings[i]
            for session in finding.others where !named.contains(session) {
                let subject =
                    switch session {
                    case .single(let id): id.rawValue
                    case .occurrence(let id, _): id.rawValue
                    }
                let lines = try transaction.entries(about: subject)
                guard
                    let line = lines.first(where: { line in
                        line.undoneBy == nil && line.entry.kind != .import
                            && line.entry.changes.changes.contains { $0.put(session, for: finding.violation) }
                    })
                else { continue }
                refusal.findings[i].booked = Refusal.Booked(
                    session: session, coordinator: line.entry.coordinator, at: line.entry.at,
                    isNews: seenRevision.map { line.revision > $0 } ?? false)
                named.insert(session)
                break
            }
        }
        return .refused(refusal)
    }
}

extension Change {
    /// Whether it changed the same thing as another change means to.
    fileprivate func isAbout(_ other: Change) -> Bool {
        switch (self, other) {
        case (.session(let b, let a), .session(let d, let c)): (b ?? a)?.id == (d ?? c)?.id
        case (.series(let b, let a), .series(let d, let c)): (b ?? a)?.id == (d ?? c)?.id
        case (.enrollment(let s, let b, let a), .enrollment(let t, let d, let c)):
            s == t && (b ?? a)?.patient == (d ?? c)?.patient
        case (.exception(let s, let b, let a), .exception(let t, let d, let c)):
            s == t && (b ?? a)?.date == (d ?? c)?.date
        case (.override, .override): true
        case (.waitlist(let b, let a), .waitlist(let d, let c)): (b ?? a)?.patient == (d ?? c)?.patient
        case (.timeOff(let t, let b, let a), .timeOff(let u, let d, let c)): t == u && (b ?? a) == (d ?? c)
        case (.closure(let r, let b, let a), .closure(let s, let d, let c)): r == s && (b ?? a) == (d ?? c)
        case (.unavailable(let p, let b, let a), .unavailable(let q, let d, let c)):
            p == q && (b ?? a) == (d ?? c)
        case (.attendance(let b, let a), .attendance(let d, let c)):
            (b ?? a)?.session == (d ?? c)?.session && (b ?? a)?.patient == (d ?? c)?.patient
        // A series goes only when it is empty: whoever put something into it is in the way.
        case (.enrollment(let s, _, _), .series(let d, _)), (.exception(let s, _, _), .series(let d, _)):
            s == d?.id
        default: false
        }
    }

    /// Whether it put the session where a rule is broken by it.
    fileprivate func put(_ session: SessionReference, for violation: Violation) -> Bool {
        switch (self, session) {
        case (.session(_, let after?), .single(let id)): return after.id == id
        case (.series(_, let after?), .occurrence(let id, _)): return after.id == id
        case (.exception(let s, _, let after?), .occurrence(let id, let date)):
            return s == id && after.date == date
        case (.enrollment(let s, _, let after?), .occurrence(let id, let date)):
            guard s == id, after.covers(date) else { return false }
            return violation.rule == .capacity || violation.subject == .patient(after.patient)
        default: return false
        }
    }
}

extension Clinic {
    fileprivate func names(_ session: SessionReference) -> Bool {
        switch session {
        case .single(let id): sessions.contains { $0.id == id }
        case .occurrence(let id, _): series.contains { $0.id == id }
        }
    }
}
