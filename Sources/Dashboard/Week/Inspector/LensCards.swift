internal import ClinicModel
internal import SchedulingEngine
internal import Terminal

// What the inspector says of the one whose week is looked at.
extension Cards {
    func lens() -> [SideLine]? {
        switch scene.lens {
        case .everyone: scene.searched.map { patient($0) }
        case .patient(let id): patient(id)
        case .therapist(let id): therapist(id)
        case .room(let id): room(id)
        case .service(let id): service(id)
        case .track(let name): track(name)
        case .concerned: nil
        }
    }

    private func patient(_ id: PatientID) -> [SideLine] {
        guard let patient = scene.week.patient(id) else { return [] }
        let standing = scene.standing ?? scene.week.standing(of: id)
        let level = patient.stage(inWeek: scene.week.week).levelOfCare?.rawValue ?? "no level of care"
        let payer = patient.payer.flatMap { scene.week.payer($0)?.name } ?? "no payer"
        var lines = [
            SideLine([
                .init(scene.digest.names.name(of: id).full + " ", .heading, marks: .bold),
                .init("\(level) \(scene.glyphs.middleDot) \(payer)", .dim),
            ]),
            scene.standing == nil ? .blank : SideLine("with all of the set:", .dim),
        ]
        let under = standing.isUnderHours
        let planned = max(standing.plannedMinutes, standing.leastMinutes ?? 0)
        lines.append(
            figure(
                "Hours", "\(Figures.hours(standing.bundledMinutes)) of \(Figures.hours(planned))",
                have: planned > 0 ? standing.bundledMinutes * 5 / planned : 5, of: 5, isShort: under,
                word: under ? "under" : nil))
        lines.append(
            figure(
                "Days", "\(standing.days)" + (standing.minimumDays > 0 ? " of \(standing.minimumDays)" : ""),
                have: standing.days,
                of: standing.minimumDays,
                isShort: standing.days < standing.minimumDays, word: nil))
        lines.append(
            figure(
                "Trips", "\(standing.trips)", have: standing.trips, of: standing.trips, isShort: false,
                word: nil))
        for a in standing.authorizations {
            let left = a.granted - a.used
            lines.append(
                SideLine(
                    [
                        .init(Figures.left(a.number, 7) + " ", .dim),
                        .init(
                            "\(a.used) of \(a.granted) \(a.unit.rawValue)s, to \(a.to.day) \(a.to.monthShort)",
                            left < 0 ? .alert : left <= 2 ? .warning : .base),
                    ]))
        }
        let lacking = standing.needs.filter { $0.missing > 0 }
        if !lacking.isEmpty {
            let words = lacking.map {
                "\($0.missing) \(scene.digest.shortNames[$0.service] ?? $0.service.rawValue)"
            }
            lines += SideLine.wrapped(
                "Short of plan: " + words.joined(separator: ", "), width: width, .warning)
        }
        return lines
    }
    /// `Hours   6.8 of 9.8    ●●○`
    private func figure(_ name: String, _ text: String, have: Int, of: Int, isShort: Bool, word: String?)
        -> SideLine
    {
        let role: Role = isShort ? .warning : .base
        let shown = min(max(of, have), 7)
        let full = min(max(0, have), shown)
        let dots =
            String(repeating: scene.glyphs.bullet, count: full)
            + String(repeating: scene.glyphs.hollow, count: shown - full)
        return SideLine([
            .init(Figures.left(name, 8), .dim), .init(Figures.left(text, 14), role), .init(dots, role),
            .init(word.map { " " + $0 } ?? "", role),
        ])
    }

    private func therapist(_ id: TherapistID) -> [SideLine] {
        guard let therapist = scene.week.therapist(id) else { return [] }
        let minutes = scene.week.sessionMinutes(of: id)
        let faces = scene.digest.faces.filter { $0.therapists.contains(id) }
        var lines = [
            SideLine([
                .init(scene.digest.names.name(of: id).full + " ", .heading, marks: .bold),
                .init(therapist.credentials.joined(separator: "/"), .dim),
            ]),
            .blank,
        ]
        if let most = therapist.maximumWeeklyMinutes, most > 0 {
            lines.append(
                figure(
                    "Hours", "\(Figures.hours(minutes)) of \(Figures.hours(most))", have: minutes * 5 / most,
                    of: 5,
                    isShort: minutes > most, word: minutes > most ? "over" : nil))
        } else {
            lines.append(figure("Hours", Figures.hours(minutes), have: 0, of: 0, isShort: false, word: nil))
        }
        lines.append(SideLine([.init("        \(faces.count) sessions")]))
        for off in therapist.timeOff {
            for i in scene.week.clinic.profile.calendar.intervals(
                of: off, from: scene.week.week, through: scene.week.week + 6)
            {
                let from = CivilMoment(minutes: max(i.start, Int(scene.week.week.dayNumber) * 1440))
                lines.append(
                    SideLine(
                        "off \(from.date.short) \(scene.glyphs.middleDot) \(off.reason?.revealed ?? "time off")",
                        .warning))
            }
        }
        return lines
    }
    private func room(_ id: RoomID) -> [SideLine] {
        guard let room = scene.week.room(id) else { return [] }
        let faces = scene.digest.faces.filter { $0.room == id }
        var lines = [
            SideLine([.init(room.name + " ", .heading, marks: .bold), .init("\(room.capacity) seats", .dim)]),
            SideLine(
                "\(faces.count) sessions, \(Figures.hours(faces.reduce(0) { $0 + $1.end - $1.start })) h this week"
            ),
        ]
        if !room.features.isEmpty { lines.append(SideLine(room.features.joined(separator: ", "), .dim)) }
        return lines
    }
    private func service(_ id: ServiceID) -> [SideLine] {
        guard let service = scene.week.service(id) else { return [] }
        let faces = scene.digest.faces.filter { $0.service == id }
        return [SideLine(service.name, .heading, marks: .bold)]
            + summary(faces, waiting: scene.week.clinic.waitlist.count { $0.service == id })
    }
    private func track(_ name: String) -> [SideLine] {
        let faces = scene.digest.faces.filter {
            $0.reference.series.flatMap { scene.week.series($0)?.track } == name
        }
        return [SideLine(name, .heading, marks: .bold)] + summary(faces, waiting: 0)
    }
    private func summary(_ faces: [SessionFace], waiting: Int) -> [SideLine] {
        let free = faces.reduce(0) { $0 + $1.free }
        let seats = faces.contains(where: \.isGroup) ? ", \(free) seats free" : ""
        var lines = [SideLine("\(faces.count) sessions\(seats)")]
        if waiting > 0 { lines.append(SideLine("\(waiting) waiting", .warning)) }
        return lines
    }
}
