internal import ClinicModel

/// What authorizations bear.
extension PlanCompiler {
    struct Past {
        var dates: [CivilDate] = []
        var sessions = 0
        var minutes = 0
    }

    /// By patient and authorization: what was used of it before the week.
    func pastUse() -> [[Past]] {
        var out = clinic.patients.map { [Past](repeating: Past(), count: $0.authorizations.count) }
        let low = clinic.patients.flatMap(\.authorizations).map(\.from).min() ?? week
        guard low < week else { return out }
        var earlier: [ScheduledSession] = []
        for s in clinic.series {
            guard s.slot != nil, let k = serviceIndex[s.service] else { continue }
            earlier += clinic.occurrences(
                of: s, from: low, through: week - 1, minutes: s.minutes ?? services[k].minutes,
                absentees: absentees)
        }
        for s in clinic.sessions where s.status != .cancelled && low <= s.date && s.date < week {
            guard let k = serviceIndex[s.service] else { continue }
            let reference = SessionReference.single(s.id)
            earlier.append(
                ScheduledSession(
                    reference: reference, service: s.service, date: s.date, start: s.start,
                    minutes: s.minutes ?? services[k].minutes, room: nil, therapists: [],
                    patients: s.patients.filter { !absentees.isAbsent($0, from: reference) }))
        }
        for s in earlier {
            for id in s.patients {
                guard let p = patientIndex[id] else { continue }
                for (j, a) in clinic.patients[p].authorizations.enumerated()
                where a.covers(s.date) && a.services.contains(s.service) {
                    out[p][j].dates.append(s.date)
                    out[p][j].sessions += 1
                    out[p][j].minutes += s.minutes
                }
            }
        }
        return out
    }

    mutating func compileAuthorizations(of patient: Patient, standing: [Int], past: [Past]) {
        for (j, a) in patient.authorizations.enumerated() {
            var x = PlanAuthorization()
            for d in 0..<7 where a.covers(week + d) { x.days |= 1 << UInt8(d) }
            var perDay = [Int16](repeating: 0, count: 7)
            var sessionsUsed = past[j].sessions
            var minutes = past[j].minutes
            var inWeek = false
            for i in standing {
                let s = sessions[i]
                guard a.covers(s.date), a.services.contains(s.service) else { continue }
                perDay[s.date - week] += 1
                sessionsUsed += 1
                minutes += s.minutes
                inWeek = true
            }
            switch a.unit {
            case .day:
                x.unit = .day
                x.used = Set(past[j].dates).count + perDay.count { $0 > 0 }
            case .session:
                x.unit = .session
                x.used = sessionsUsed
            case .minute:
                x.unit = .minute
                x.used = minutes
            }
            x.limit = inWeek ? max(a.granted, x.used) : a.granted
            authorizations.append(x)
            authorizationDays += perDay
        }
    }
}
