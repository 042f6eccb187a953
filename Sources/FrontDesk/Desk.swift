package import ClinicModel
package import ClinicStore
internal import SchedulingEngine
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

    /// It can be looked at and not changed.
    package var isReadOnly: Bool { store.isReadOnly }

    /// Looks whether the clinic file is still the one that is open, and goes on with the one that was put in its place,
    /// of which it returns a line. Cheap.
    package func follow() throws(DeskError) -> String? {
        let followed = try stored { () throws(StoreError) in
            try store.follow(keeping: "before-replaced-\(now().date)")
        }
        guard case .another(let kept) = followed else { return nil }
        seen.revision.withLock { $0 = nil }
        let copy = kept.map { "; what stood before is kept as \($0)" } ?? ""
        return "The clinic file was replaced by another, which is shown now\(copy)"
    }

    /// What the intent would do, or why it is refused. Nothing is written.
    package func preview(_ intent: Intent, permit: Permit = Permit()) throws(DeskError) -> Outcome {
        _ = try snapshot()
        return try drafted(intent, permit).outcome
    }

    /// What would come of a proposal, or of a part of one, with the score of its week.
    package func preview(_ acceptance: Acceptance, permit: Permit = Permit()) throws(DeskError)
        -> AcceptancePreview
    {
        _ = try snapshot()
        let drafted = try drafted(.accept(acceptance), permit)
        let standing = ClinicWeek(drafted.before, week: acceptance.week)
        let week = ClinicWeek(drafted.outcome.snapshot.clinic, week: acceptance.week)
        return AcceptancePreview(
            outcome: drafted.outcome, before: standing.score(), after: week.score(before: standing),
            week: week)
    }

    /// Does it, or changes nothing.
    ///
    /// It is judged before the transaction begins, so that what is refused keeps nobody waiting, and once
    /// more within when somebody has written meanwhile.
    package func perform(_ intent: Intent, permit: Permit = Permit()) throws(DeskError) -> Outcome {
        var drafted = try drafted(intent, permit)
        return try change { transaction throws(StoreError) in
            if transaction.revision != drafted.revision {
                let numbers = try transaction.nextNumbers()
                do throws(DeskError) {
                    drafted = try self.drafted(
                        intent, permit, in: try stored { () throws(StoreError) in try transaction.clinic },
                        revision: transaction.revision,
                        IDNumbers(session: numbers.session, series: numbers.series))
                } catch { return .rollBack(.failure(try told(error, transaction))) }
            }
            guard let made = try transaction.make(drafted.outcome.changes) else {
                return .rollBack(.failure(.cannot(.nothingChanges, try transaction.clinic)))
            }
            try transaction.reserve(session: drafted.ids.session, series: drafted.ids.series)
            try transaction.record(
                entry(
                    .change, drafted.outcome.headline, reason: permit.journalReason, drafted.context, made))
            return .commit(.success(drafted.outcome))
        }
    }

    /// An intent drafted and judged in the clinic of one revision.
    private struct Drafted {
        var outcome: Outcome
        var ids: IDNumbers
        var context: Context
        /// That it was judged at, and the clinic as it stood then.
        var revision: Int
        var before: Clinic
    }

    /// At the present revision, without holding anybody up. Who is in the way is named.
    private func drafted(_ intent: Intent, _ permit: Permit) throws(DeskError) -> Drafted {
        let found = try stored { () throws(StoreError) in try store.snapshot() }
        let numbers = try looking { t throws(StoreError) in try t.nextNumbers() }
        do throws(DeskError) {
            return try drafted(
                intent, permit, in: found.clinic, revision: found.revision,
                IDNumbers(session: numbers.session, series: numbers.series))
        } catch {
            let plain = error
            throw try looking { t throws(StoreError) in try told(plain, t) }
        }
    }
    private func drafted(
        _ intent: Intent, _ permit: Permit, in clinic: Clinic, revision: Int, _ ids: IDNumbers
    ) throws(DeskError) -> Drafted {
        let now = now()
        let draft = try Drafting.draft(intent, in: clinic, now: now, permit: permit, ids: ids)
        let judge = Judge(before: clinic, permit: permit, coordinator: coordinator, today: now.date)
        let outcome = Outcome(draft, try judge.judge(draft), revision: revision + 1)
        return Drafted(
            outcome: outcome, ids: draft.ids, context: Context(draft).mending(outcome, from: clinic),
            revision: revision, before: clinic)
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
            headline: draft.headline(leaving: judgement.consequences.sessionsLeftHit.count),
            session: draft.session, weeks: draft.weeks,
            consequences: judgement.consequences, scoreChange: judgement.scoreChange,
            overridden: judgement.overridden, today: draft.today)
    }
}
