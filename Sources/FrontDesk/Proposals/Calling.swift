package import ClinicModel
package import SchedulingEngine

/// Somebody to call after a repair: what changed in the week, from what to what.
package struct Calling: Hashable, Sendable {
    package enum Person: Hashable, Sendable {
        case patient(PatientID)
        case therapist(TherapistID)
    }
    package let person: Person
    package let phone: Confidential?
    /// A line each: `PRC Tue 18:00 with Lee Ortiz`, `IND Tue 17:00 moves to Wed 16:30`; who is told knows who led
    /// it so far.
    package let changes: [Title]
    /// When the first of it begins, or was to begin.
    package let due: CivilMoment

    /// The same person, told of what changed later as well.
    package func followed(by later: Calling) -> Calling {
        Calling(
            person: person, phone: phone, changes: changes + later.changes, due: min(due, later.due))
    }
    package func name(in week: ClinicWeek, _ naming: Naming) -> String {
        switch person {
        case .patient(let id): week.name(of: id, naming)
        case .therapist(let id): week.name(of: id, naming)
        }
    }
}

extension Calling {
    /// Everybody whose hour or therapist differs between two states of a week: patients in the clinic's order,
    /// then the therapists who lead something else than before, without the one who is out.
    package static func list(from before: ClinicWeek, to after: ClinicWeek, out: TherapistID? = nil)
        -> [Calling]
    {
        let short = after.clinic.shortNames
        func line(_ s: ScheduledSession) -> Title {
            "\(short[s.service] ?? s.service.rawValue) \(s.begins.date.weekday.short) \(s.begins.time.description)"
        }
        func time(_ s: ScheduledSession) -> Title {
            "\(s.begins.date.weekday.short) \(s.begins.time.description)"
        }
        /// ` with Lee Ortiz and Dana Whitfield`
        func staff(_ s: ScheduledSession, insteadOf old: ScheduledSession? = nil) -> Title {
            if let old, Set(old.therapists) == Set(s.therapists) { return "" }
            var title: Title = ""
            for (n, t) in s.therapists.enumerated() {
                title = n == 0 ? " with \(t)" : "\(title) and \(t)"
            }
            return title
        }
        func byPatient(_ week: ClinicWeek) -> [PatientID: [ScheduledSession]] {
            var all: [PatientID: [ScheduledSession]] = [:]
            for s in week.sessions { for p in s.patients { all[p, default: []].append(s) } }
            return all
        }
        let (had, have) = (byPatient(before), byPatient(after))
        var callings: [Calling] = []
        for p in after.clinic.patients {
            let old = had[p.id] ?? []
            var new = have[p.id] ?? []
            var gone: [ScheduledSession] = []
            var lines: [Title] = []
            var times: [CivilMoment] = []
            for s in old {
                guard let i = new.firstIndex(where: { $0.reference == s.reference }) else {
                    gone.append(s)
                    continue
                }
                let now = new.remove(at: i)
                if now.begins != s.begins || Set(now.therapists) != Set(s.therapists) {
                    times += [s.begins, now.begins]
                }
                if now.begins != s.begins {
                    lines.append("\(line(s)) moves to \(time(now))\(staff(now, insteadOf: s))")
                } else if Set(now.therapists) != Set(s.therapists) {
                    lines.append("\(line(s)) is\(staff(now)) now")
                }
            }
            times += (gone + new).map(\.begins)
            for s in gone {
                if let i = new.firstIndex(where: { $0.service == s.service }) {
                    let now = new.remove(at: i)
                    lines.append("\(line(s)) is made up \(time(now))\(staff(now, insteadOf: s))")
                } else {
                    lines.append("\(line(s)) is cancelled")
                }
            }
            for s in new { lines.append("new: \(line(s))\(staff(s))") }
            if let due = times.min(), !lines.isEmpty {
                callings.append(Calling(person: .patient(p.id), phone: p.phone, changes: lines, due: due))
            }
        }
        for t in after.clinic.therapists where t.id != out {
            func led(_ week: ClinicWeek) -> [ScheduledSession] {
                week.sessions.filter { $0.therapists.contains(t.id) }
            }
            let old = led(before)
            let new = led(after)
            var lines: [Title] = []
            var times: [CivilMoment] = []
            for s in new {
                if let was = old.first(where: { $0.reference == s.reference }) {
                    if was.begins != s.begins {
                        times += [was.begins, s.begins]
                        lines.append("\(line(was)) moves to \(time(s))")
                    }
                } else {
                    times.append(s.begins)
                    lines.append(
                        "leads \(line(s)), \(s.patients.count == 1 ? "1 patient" : "\(s.patients.count) patients")"
                    )
                }
            }
            for s in old where !new.contains(where: { $0.reference == s.reference }) {
                times.append(s.begins)
                lines.append("no longer \(line(s))")
            }
            if let due = times.min(), !lines.isEmpty {
                callings.append(Calling(person: .therapist(t.id), phone: t.phone, changes: lines, due: due))
            }
        }
        return callings
    }
}
