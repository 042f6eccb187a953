package import ClinicModel
package import ClinicStore
internal import Synchronization

/// What a person can ask for: see the clinic, change it, take changes back. The only place where rules and
/// store meet.
///
/// Every change is drafted, judged and written inside one write transaction, against what stands then: of
/// two who book the same place at once exactly one is served, the other is told.
package struct Desk: Sendable {
    package let coordinator: String
    let store: ClinicStore
    /// The present moment in the clinic's own time.
    let now: @Sendable () -> CivilMoment
    private let seen = Seen()

    /// The newest revision that this desk has shown to somebody.
    private final class Seen: Sendable {
        let revision = Mutex<Int?>(nil)
    }

    package init(store: ClinicStore, coordinator: String, now: @escaping @Sendable () -> CivilMoment) {
        self.store = store
        self.coordinator = coordinator
        self.now = now
    }

    /// A desk on a document alone; nothing is kept on a disk.
    package static func onDocument(
        _ clinic: Clinic, coordinator: String, now: @escaping @Sendable () -> CivilMoment
    ) throws(DeskError) -> Desk {
        let store = try stored { () throws(StoreError) in
            let store = try ClinicStore.inMemory()
            try store.replaceAll(with: clinic)
            return store
        }
        return Desk(store: store, coordinator: coordinator, now: now)
    }

    // MARK: seeing

    package func snapshot() throws(DeskError) -> ClinicSnapshot {
        let found = try stored { () throws(StoreError) in try store.snapshot() }
        note(found.revision)
        return ClinicSnapshot(clinic: found.clinic, revision: found.revision)
    }
    /// Changes as soon as anybody changed the clinic, in this process or another. Cheap.
    package func revision() throws(DeskError) -> Int {
        try stored { () throws(StoreError) in try store.revision() }
    }

    /// What the intent would do, or why it is refused. Nothing is written.
    package func preview(_ intent: Intent, permit: Permit = Permit()) throws(DeskError) -> Outcome {
        let snapshot = try snapshot()
        let numbers = try stored { () throws(StoreError) in
            try store.reading { t throws(StoreError) in try t.nextNumbers() }
        }
        let ids = IDNumbers(session: numbers.session, series: numbers.series)
        do throws(DeskError) { return try outcome(of: intent, permit, in: snapshot, ids).outcome } catch {
            throw try stored { () throws(StoreError) in
                try store.reading { t throws(StoreError) in try told(error, t) }
            }
        }
    }

    /// Does it, or changes nothing.
    package func perform(_ intent: Intent, permit: Permit = Permit()) throws(DeskError) -> Outcome {
        try change { transaction throws(StoreError) in
            let snapshot = ClinicSnapshot(clinic: try transaction.clinic, revision: transaction.revision + 1)
            let numbers = try transaction.nextNumbers()
            let ids = IDNumbers(session: numbers.session, series: numbers.series)
            let drafted: Drafted
            do throws(DeskError) { drafted = try outcome(of: intent, permit, in: snapshot, ids) } catch {
                return .rollBack(.failure(try told(error, transaction)))
            }
            let outcome = drafted.outcome
            guard let made = try transaction.make(outcome.changes) else {
                return .rollBack(.failure(.cannot(.nothingChanges, snapshot.clinic)))
            }
            try transaction.reserve(session: drafted.ids.session, series: drafted.ids.series)
            let context = drafted.context.mending(outcome, from: snapshot.clinic)
            try transaction.record(
                entry(.change, outcome.headline, reason: permit.journalReason, context, made))
            return .commit(.success(outcome))
        }
    }

    // MARK: the door

    typealias Answer = ClinicStore.Verdict<Result<Outcome, DeskError>>

    /// One write transaction, with the copy of the day kept before it.
    func change(_ body: (inout Transaction) throws(StoreError) -> Answer) throws(DeskError) -> Outcome {
        var noCopy: Consequence?
        do throws(StoreError) { try store.keepDailyCopy(on: now().date) } catch {
            noCopy = .noCopy(error.sentence)
        }
        let result = try stored { () throws(StoreError) in try store.write(body) }
        var outcome = try result.get()
        if let noCopy { outcome.consequences.append(noCopy) }
        note(outcome.snapshot.revision)
        return outcome
    }
    private func note(_ revision: Int) { seen.revision.withLock { $0 = max($0 ?? revision, revision) } }
    var seenRevision: Int? { seen.revision.withLock { $0 } }

    /// Draft and judgement of an intent, in the clinic of a snapshot.
    private func outcome(
        of intent: Intent, _ permit: Permit, in snapshot: ClinicSnapshot, _ ids: IDNumbers
    ) throws(DeskError) -> Drafted {
        let now = now()
        let draft = try Drafting.draft(intent, in: snapshot.clinic, now: now, permit: permit, ids: ids)
        let judge = Judge(
            before: snapshot.clinic, permit: permit, coordinator: coordinator, today: now.date)
        let judgement = try judge.judge(draft)
        return Drafted(
            outcome: Outcome(draft, judgement, revision: snapshot.revision), ids: draft.ids,
            context: Context(draft))
    }
    private struct Drafted {
        var outcome: Outcome
        var ids: IDNumbers
        var context: Context
    }
}

/// Runs a use of the store; its errors become the desk's.
func stored<T>(_ body: () throws(StoreError) -> T) throws(DeskError) -> T {
    do { return try body() } catch { throw .store(error) }
}

extension Outcome {
    init(_ draft: Draft, _ judgement: Judgement, revision: Int) {
        self.init(
            changes: judgement.changes,
            snapshot: ClinicSnapshot(clinic: judgement.after, revision: revision),
            headline: draft.headline, session: draft.session, weeks: draft.weeks,
            consequences: judgement.consequences, scoreChange: judgement.scoreChange,
            overridden: judgement.overridden)
    }
}
