import ClinicModel
import Foundation
import Interchange
import Testing

@testable import SchedulingEngine

enum PlanningFixtures {
    static let week = CivilDate("2026-11-23") ?? CivilDate(dayNumber: 0)

    static func clinic(_ name: String) throws -> Clinic {
        let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        let bytes = try Data(contentsOf: folder.appending(path: "Fixtures/\(name).json"))
        return try ClinicDocument.read([UInt8](bytes))
    }
    /// The clinic with the plan made.
    static func made(_ plan: PlanAssignment) throws -> Clinic {
        var after = plan.problem.clinic
        try after.apply(
            Proposal(plan, of: plan.problem.clinic, lowerBound: 0, steps: 0, evaluated: 0).changes)
        return after
    }
    static func expectSound(_ before: Clinic, _ after: Clinic, _ note: Comment? = nil) {
        let broken = RuleBook.newlyBroken(from: before, to: after, weeks: [week])
        #expect(broken.isEmpty, note)
    }
    static func score(_ before: Clinic, _ after: Clinic) -> Int {
        ClinicWeek(after, week: week).score(before: ClinicWeek(before, week: week)).total
    }

    /// Two patients, two groups, two therapists, hours drawn by the seed: small enough to try
    /// every plan.
    static func tiny(_ seed: UInt64) -> Clinic {
        var random = PlanRandom(seed: seed)
        func time(_ hour: Int, _ minute: Int = 0) -> TimeOfDay { TimeOfDay(minutes: hour * 60 + minute) }
        let group = Service(
            id: "group", name: "Group", component: "group", minutes: 60, leastPatients: 2, mostPatients: 2)
        let hour = Service(
            id: "hour", name: "Hour", component: "individual", minutes: 60, noteMinutes: 30 * random.below(2))
        let patients = (0..<2).map { i in
            Patient(
                id: PatientID("p\(i)"), name: Confidential("P\(i)"), levelOfCare: "1", payer: "payer",
                admitted: week - 10,
                work: [
                    WeeklyWindow(days: [.monday], from: time(6), to: time(8 + random.below(2)))
                ],
                commuteMinutes: 30 * random.below(2),
                prefers: random.below(2) == 0
                    ? [] : [WeeklyWindow(days: [.monday, .tuesday], from: time(9), to: time(12))],
                plan: CarePlan(needs: [
                    Need(service: "group", count: 1 + random.below(2)), Need(service: "hour", count: 1),
                ]),
                primaryTherapist: random.below(2) == 0 ? "t0" : "t1", careTeam: ["t1"],
                noContact: i == 0 && random.below(2) == 0 ? ["p1"] : [],
                authorizations: random.below(3) == 0
                    ? [
                        Authorization(
                            number: "A", unit: .day, services: ["group", "hour"], granted: 1, from: week,
                            to: week + 30)
                    ] : [])
        }
        let open = random.below(2) == 0
        return Clinic(
            profile: ClinicProfile(
                name: "Tiny", timeZone: "UTC", gridMinutes: 60,
                hours: [WeeklyWindow(days: [.monday, .tuesday], from: time(9), to: time(11))]),
            levelsOfCare: [LevelOfCare(id: "1", name: "One", weeklyMinutes: 0...600, minimumDays: 1)],
            payers: [Payer(id: "payer", name: "Payer", minimumDayMinutes: 120)],
            services: [group, hour],
            rooms: [
                Room(id: "r0", name: "R0", capacity: 4), Room(id: "r1", name: "R1", capacity: 1),
                Room(id: "r2", name: "R2", capacity: 1),
            ],
            therapists: (0..<2).map { i in
                Therapist(
                    id: TherapistID("t\(i)"), name: Confidential("T\(i)"),
                    hours: [
                        WeeklyWindow(
                            days: i == 0 ? [.monday] : [.monday, .tuesday], from: time(9), to: time(12))
                    ])
            },
            patients: patients,
            series: (0..<2).map { i in
                Series(
                    id: SeriesID("g\(i)"), service: "group",
                    slot: open && i == 1
                        ? nil : WeeklySlot(i == 0 ? .monday : .tuesday, time(9 + random.below(2))),
                    room: open && i == 1 ? nil : "r0", therapists: open && i == 1 ? [] : ["t1"],
                    from: week - 70)
            })
    }
}

extension Workers {
    /// As many at once as are asked for.
    static let threads = Workers(count: 2) { n, body in
        DispatchQueue.concurrentPerform(iterations: n) { body($0) }
    }
}

/// What the search may propose.
enum MoveKind: CaseIterable {
    case seat, solo, swapSolos, replanDay, replanChain, replanWeek, replanTherapistDay, recallWeek,
        openOrCloseGroup, shiftGroup, exchangeGroups
}

extension PlanSearch {
    /// One proposal of a kind, on a task or group drawn at random.
    mutating func make(_ kind: MoveKind) {
        let task = random.below(problem.taskCount)
        let n = problem.needs[Int(problem.taskNeed[task])]
        let group = openGroups.isEmpty ? -1 : openGroups[random.below(openGroups.count)]
        let isHeld = group >= 0 && plan.groupSlot[group] >= 0
        switch kind {
        case .seat: if n.candidateCount > 0 { moveSeat(task) }
        case .solo: if n.soloRow >= 0 { moveSolo(task) }
        case .swapSolos: if n.soloRow >= 0 { swapSolos(task) }
        case .replanDay: replanDay(task)
        case .replanChain: replanChain(task)
        case .replanWeek: replanWeek(task)
        case .replanTherapistDay: replanTherapistDay(task)
        case .recallWeek: recallWeek(task)
        case .openOrCloseGroup: if isHeld { close(group) } else if group >= 0 { open(group) }
        case .shiftGroup: if isHeld { shift(group) }
        case .exchangeGroups: if isHeld { exchange(group) }
        }
    }
}
