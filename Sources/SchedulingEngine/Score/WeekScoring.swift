internal import ClinicModel

extension ClinicWeek {
    /// The week score; with the week as it was before planning its `change` term is counted, too.
    /// `withPoints` lists where every point comes from.
    package func score(before: ClinicWeek? = nil, withPoints: Bool = false) -> WeekScore {
        var tally = Tally(withPoints: withPoints)
        for (series, p, clashes) in laterClashes() {
            tally.add(
                .later, .patient(clinic.patients[p].id), Points.later * clashes,
                "\(clinic.series[series].id): \(clashes) of the next three weeks")
        }
        for p in courses.of.indices where courses.of[p].isActive {
            score(ofPatient: p, .wholeWeek, &tally)
            if let before { change(of: p, since: before, &tally) }
        }
        for i in sittings.indices {
            let patients = rosters[i].patients.count
            tally.add(
                .underfilled, .session(sessions[i].reference), underfilled(sittings[i].service, patients),
                "\(patients) of at least \(clinic.services[sittings[i].service].leastPatients)")
        }
        return tally.score
    }

    /// For each service the sessions before and after are paired: first those of one time, the same
    /// therapists first, then the rest in order of time.
    private func change(of p: Int, since before: ClinicWeek, _ tally: inout Tally) {
        guard let was = before.directory.patients[clinic.patients[p].id] else { return }
        let old = before.ofPatient[was].map { before.sessions[$0] }
        let now = ofPatient[p].map { sessions[$0] }
        func isStaffedAlike(_ a: ScheduledSession, _ b: ScheduledSession) -> Bool {
            Set(a.therapists) == Set(b.therapists)
        }
        var services: [ServiceID] = []
        for s in old where !services.contains(s.service) { services.append(s.service) }
        for service in services {
            var rest = now.filter { $0.service == service }
            var left: [ScheduledSession] = []
            for s in old where s.service == service {
                let sameTime = rest.indices.filter { rest[$0].begins == s.begins }
                guard let first = sameTime.first else {
                    left.append(s)
                    continue
                }
                let match = sameTime.first { isStaffedAlike(rest[$0], s) } ?? first
                if !isStaffedAlike(rest[match], s) {
                    tally.add(.change, .patient(clinic.patients[p].id), Points.restaffed, "\(s.reference)")
                }
                rest.remove(at: match)
            }
            for s in left {
                tally.add(
                    .change, .patient(clinic.patients[p].id), rest.isEmpty ? Points.lost : Points.retimed,
                    "\(s.reference)")
                if !rest.isEmpty { rest.removeFirst() }
            }
        }
    }
}
