internal import ClinicModel
internal import FrontDesk
internal import SchedulingEngine

/// A week to be compiled beside the keys.
package struct ReadyOrder: Sendable {
    let week: CivilDate
    let snapshot: ClinicSnapshot
    let naming: Naming
    let job: Int
}

/// A week compiled, with what is worked out of it once for the drawing.
package struct ReadyWeek: Sendable {
    let week: ClinicWeek
    let digest: WeekDigest
    /// Of the clinic that it was compiled from.
    let revision: Int

    init(_ order: ReadyOrder) {
        let week = ClinicWeek(order.snapshot.clinic, week: order.week)
        self.init(week, WeekDigest(week, naming: order.naming), revision: order.snapshot.revision)
    }
    init(_ week: ClinicWeek, _ digest: WeekDigest, revision: Int) {
        self.week = week
        self.digest = digest
        self.revision = revision
    }
}

/// Weeks of the clinic as it stands that need not be compiled again: where one has been last, and those beside
/// where one is.
struct ReadyWeeks: Sendable {
    private var list: [ReadyWeek] = []
    private var asked: Set<CivilDate> = []
    private static let most = 6

    func week(_ first: CivilDate) -> ReadyWeek? { list.last { $0.week.week == first } }
    mutating func keep(_ ready: ReadyWeek) {
        list.removeAll { $0.week.week == ready.week.week }
        list.append(ready)
        if list.count > Self.most { asked.remove(list.removeFirst().week.week) }
    }
    /// Of these weeks the ones that are neither there nor asked for yet; now they are.
    mutating func ask(for weeks: [CivilDate]) -> [CivilDate] {
        let missing = weeks.filter { week($0) == nil && !asked.contains($0) }
        asked.formUnion(missing)
        return missing
    }
    /// The clinic has changed.
    mutating func forget() { self = ReadyWeeks() }
}

extension DashboardState {
    /// What can be made ready while nobody presses a key: the weeks beside the one on the screen, once each.
    package mutating func readying() -> [ReadyOrder] {
        ready.ask(for: [week.week + 7, week.week - 7]).map {
            ReadyOrder(week: $0, snapshot: snapshot, naming: scene.naming, job: newJob())
        }
    }
    mutating func heard(_ made: ReadyWeek) {
        if made.revision == snapshot.revision { ready.keep(made) }
    }
    /// Another week of the clinic as it stands.
    mutating func turn(to first: CivilDate) {
        ready.keep(ReadyWeek(week, scene.digest, revision: snapshot.revision))
        if let there = ready.week(first) {
            scene.show(there.week, there.digest)
        } else {
            scene.show(ClinicWeek(clinic, week: first))
        }
    }
}
