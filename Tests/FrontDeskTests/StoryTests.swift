import ClinicModel
import ClinicStore
import FrontDesk
import SchedulingEngine
import Testing

/// Long days at the desk, the same on every run.
@Suite struct `A long day` {
    private struct Dice {
        var state: UInt64
        mutating func roll(_ n: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int((state >> 33) % UInt64(max(n, 1)))
        }
        mutating func pick<T>(_ list: [T]) -> T? { list.isEmpty ? nil : list[roll(list.count)] }
    }

    private func intent(_ dice: inout Dice, _ clinic: Clinic, _ today: CivilDate) -> Intent? {
        let week = ClinicWeek(clinic, week: today + 7 * dice.roll(3))
        let date = week.week + dice.roll(6)
        let at = CivilMoment(date, TimeOfDay(minutes: 9 * 60 + 15 * dice.roll(48)))
        let scope = dice.pick(SeriesScope.allCases) ?? .this
        guard let patient = dice.pick(clinic.patients)?.id, let service = dice.pick(clinic.services)?.id,
            let session = dice.pick(week.sessions), let other = dice.pick(week.sessions),
            let series = dice.pick(clinic.series)?.id
        else { return nil }
        let seated = dice.pick(session.patients) ?? patient
        switch dice.roll(10) {
        case 0, 1: return .book(patient: patient, service: service, at: at)
        case 2: return .book(patient: patient, service: service, at: at, weekly: Weekly())
        case 3: return .move(session.reference, to: at, scope: scope)
        case 4: return .move(session.reference, room: dice.pick(clinic.rooms)?.id, scope: scope)
        case 5: return .cancel(session.reference, scope: scope)
        case 6: return .enroll(patient, series, from: date)
        case 7: return .unseat(seated, from: session.reference, scope: scope)
        case 8: return .reseat(seated, from: session.reference, to: other.reference, scope: scope)
        default: return .seat(patient, in: session.reference)
        }
    }

    private func attempt(_ desk: Desk, _ intent: Intent, _ permit: Permit) -> (Outcome?, DeskError?) {
        do throws(DeskError) { return (try desk.perform(intent, permit: permit), nil) } catch {
            return (nil, error)
        }
    }

    @Test(arguments: ["everything-40", "harbor-20"])
    func `is taken back step by step to where it began, and made again to where it ended`(_ name: String)
        throws
    {
        let folder = Folder()
        let clinic = try fixture(name)
        let store = try ClinicStore.open(at: folder.file, creating: true)
        try store.replaceAll(with: clinic)
        let today = Harbor.tuesday
        let desk = Harbor.desk(store)
        var dice = Dice(state: 7)
        var days: [Clinic] = [clinic]
        var refused = 0
        while days.count < 16, refused < 200 {
            let here = try desk.snapshot().clinic
            guard let intent = intent(&dice, here, today) else { continue }
            let permit = Permit(
                overrides: dice.roll(2) == 0 ? [.patientWork: "agreed", .onePerDay: "agreed"] : [:])
            let (done, why) = attempt(desk, intent, permit)
            if let done {
                days.append(done.snapshot.clinic)
                let stored = try ClinicStore.open(at: folder.file).clinic()
                #expect(differences(stored, done.snapshot.clinic) == [])
                // Nothing is newly broken in the first week but what the permit allowed.
                let week = try #require(done.weeks.first)
                let broken = RuleBook.newlyBroken(from: here, to: done.snapshot.clinic, weeks: [week])
                #expect(broken.isEmpty)
            } else {
                refused += 1
                #expect(why?.sentence(naming: .ids).isEmpty == false)
                #expect(differences(try desk.snapshot().clinic, here) == [])
            }
        }
        #expect(days.count == 16)
        let desk2 = Harbor.desk(try ClinicStore.open(at: folder.file))
        for n in days.indices.dropLast().reversed() {
            #expect(differences(try desk2.undo().snapshot.clinic, days[n]) == [])
        }
        for n in days.indices.dropFirst() {
            #expect(differences(try desk2.redo().snapshot.clinic, days[n]) == [])
        }
        #expect(try desk2.journal().count == 3 * (days.count - 1))
    }
}
