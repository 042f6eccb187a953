internal import ClinicModel

/// What rules and score ask of a patient in one week.
struct Course: Sendable {
    /// Days from the week's first day; a patient still in care is discharged at `Int.max`.
    var admitted: Int
    var discharged: Int
    var isActive: Bool
    /// Minutes kept free before and after work.
    var commute: Int
    /// Bundled minutes of the week, for the age; without a level of care 0 and `Int.max`.
    var leastMinutes: Int
    var mostMinutes: Int
    var hasLevel: Bool
    var minimumDays: Int
    /// Bundled minutes from which the payer pays a day; 0 without a payer.
    var payerMinimum: Int
    var hasWishes: Bool
    /// -1: none.
    var primary: Int

    func isActive(onDay day: Int) -> Bool { admitted <= day && day <= discharged }
}

/// A need of a plan that is due in the week.
struct DueNeed: Sendable {
    var service: Int
    var count: Int
}

/// All patients' courses, with the lists that belong to them.
struct Courses: Sendable {
    let of: [Course]
    let needs: Rows<DueNeed>
    let careTeam: Rows<Int>
    /// Who may not meet whom, both ways.
    let apart: Rows<Int>

    init(_ clinic: Clinic, week: CivilDate, directory: Directory) {
        let patients = clinic.patients
        let calendar = clinic.profile.calendar
        var of: [Course] = []
        of.reserveCapacity(patients.count)
        var needs = Rows<DueNeed>()
        var careTeam = Rows<Int>()
        for p in patients {
            let stage = p.stage(inWeek: week)
            let level = stage.levelOfCare.flatMap { directory.levels[$0] }
            let minutes = level.map { clinic.levelsOfCare[$0].weeklyMinutes(for: p.ageBand) }
            of.append(
                Course(
                    admitted: p.admitted - week, discharged: p.discharged.map { $0 - week } ?? .max,
                    isActive: p.isActive(inWeek: week), commute: p.commuteMinutes,
                    leastMinutes: minutes?.lowerBound ?? 0, mostMinutes: minutes?.upperBound ?? .max,
                    hasLevel: level != nil,
                    minimumDays: level.map { clinic.levelsOfCare[$0].minimumDays } ?? 0,
                    payerMinimum: p.payer.flatMap { directory.payers[$0] }
                        .map { clinic.payers[$0].minimumDayMinutes } ?? 0,
                    hasWishes: !p.prefers.isEmpty,
                    primary: p.primaryTherapist.flatMap { directory.therapists[$0] } ?? -1))
            for n in stage.plan?.needs ?? []
            where calendar.isDue(everyWeeks: n.everyWeeks, starting: n.starting, on: week) {
                if let s = directory.services[n.service] {
                    needs.append(DueNeed(service: s, count: n.count))
                }
            }
            needs.endRow()
            for t in p.careTeam { if let t = directory.therapists[t] { careTeam.append(t) } }
            careTeam.endRow()
        }
        self.of = of
        self.needs = needs
        self.careTeam = careTeam
        apart = Rows(count: patients.count, filledWith: 0) { put in
            for p in patients.indices {
                for id in patients[p].noContact {
                    guard let q = directory.patients[id], q != p else { continue }
                    put(p, q)
                    if !patients[q].noContact.contains(patients[p].id) { put(q, p) }
                }
            }
        }
    }
}
