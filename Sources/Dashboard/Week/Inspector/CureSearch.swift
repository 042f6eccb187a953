internal import ClinicModel
internal import SchedulingEngine
internal import Terminal

/// Looks for what would mend a conflict of a session: another seat, another start, other staff or room.
struct CureSearch {
    let scene: WeekScene
    private var week: ClinicWeek { scene.week }
    /// Nobody can go there any more; a week that is over is mended as if it were still to come.
    private func isOver(_ moment: CivilMoment) -> Bool {
        moment < scene.now && scene.dates.contains(scene.today)
    }

    /// At most two cures, the least change first.
    func cures(for violation: Violation, of face: SessionFace) -> [(Cure, String)] {
        var out: [(Cure, String)] = []
        switch violation.rule {
        case .therapistOverlap, .therapistHours, .credential, .therapistMaximum:
            if let cure = otherTherapist(face) { out.append(cure) }
            if let cure = otherStart(face) { out.append(cure) }
        case .roomOverlap, .roomFeature, .roomClosed:
            if let cure = otherRoom(face) { out.append(cure) }
            if let cure = otherStart(face) { out.append(cure) }
        case .clinicHours, .grid:
            if let cure = otherStart(face) { out.append(cure) }
        case .capacity:
            if let cure = otherRoom(face) { out.append(cure) }
            if let id = face.patients.last, let cure = otherSeat(id, face) { out.append(cure) }
        default:
            if face.isGroup, let id = violation.person.map({ PatientID($0) }), face.patients.contains(id),
                let cure = otherSeat(id, face)
            {
                out.append(cure)
            }
            if let cure = otherStart(face) { out.append(cure) }
        }
        if out.count < 2, let other = violation.sessions.first(where: { $0 != face.reference }),
            let there = scene.digest.face(of: other)
        {
            out.append(
                (.go(to: other), "show \(there.short) \(there.date.weekday.short) \(there.begins.time)"))
        }
        return Array(out.prefix(2))
    }

    /// Those waiting for this service whom nothing keeps from coming, the longest waiting first.
    func waiting(for face: SessionFace) -> [WaitlistEntry] {
        guard face.free > 0 else { return [] }
        return week.clinic.waitlist
            .filter { entry in
                entry.service == face.service && !face.patients.contains(entry.patient)
                    && week.checkSeat(entry.patient, in: face.reference).isEmpty
            }
            .sorted { ($0.since, $0.patient) < ($1.since, $1.patient) }
    }

    /// `book IND with Fernandel`, when somebody could hold it here and the patient can come.
    func booking(_ service: ServiceID, for patient: PatientID, at moment: CivilMoment) -> String? {
        guard let about = week.service(service), !about.isGroup, about.facilitators == 1 else { return nil }
        let room = scene.free(at: moment, minutes: about.minutes).rooms.first { room in
            about.roomFeatures.allSatisfy { room.features.contains($0) }
        }
        guard about.telehealth || room != nil else { return nil }
        let short = scene.digest.shortNames[service] ?? about.name
        let primary = week.patient(patient)?.primaryTherapist
        let free = week.freeTherapists(for: service, at: moment)
        // What keeps the patient away is the same with all of them: a few are enough to know.
        for therapist in (free.filter { $0 == primary } + free.filter { $0 != primary }).prefix(4) {
            let place = Placement(
                service: service, date: moment.date, start: moment.time,
                room: about.telehealth ? nil : room?.id,
                therapists: [therapist], patients: [patient])
            if week.admits(place) {
                return "book \(short) with \(scene.digest.names.name(of: therapist).family)"
            }
        }
        return nil
    }

    /// Groups of a service that begin then and seat a patient whom nothing keeps from coming.
    func seats(_ service: ServiceID, for patient: PatientID, at moment: CivilMoment) -> [SessionFace] {
        scene.digest.faces.filter {
            $0.service == service && $0.isGroup && $0.begins == moment && $0.free > 0
                && week.checkSeat(patient, in: $0.reference).isEmpty
        }
    }

    /// The nearest start of the same day at which all can come.
    private func otherStart(_ face: SessionFace) -> (Cure, String)? {
        guard let session = week.session(face.reference) else { return nil }
        let grid = max(5, week.clinic.profile.gridMinutes)
        var place = Placement(moving: session)
        for step in 1...8 {
            for start in [face.start + step * grid, face.start - step * grid] {
                let onGrid = start / grid * grid
                guard onGrid >= 0, onGrid + face.end - face.start <= 1440 else { continue }
                place.start = TimeOfDay(minutes: onGrid)
                if !isOver(place.begins), week.admits(place) {
                    return (
                        .move(
                            face.reference, to: CivilMoment(face.date, place.start), therapists: nil,
                            room: nil),
                        "start at \(place.start)" + (face.patients.count > 1 ? ", all can come" : "")
                    )
                }
            }
        }
        return nil
    }
    private func otherTherapist(_ face: SessionFace) -> (Cure, String)? {
        guard face.therapists.count <= 1, let session = week.session(face.reference) else { return nil }
        var place = Placement(moving: session)
        for id in week.freeTherapists(for: face.service, at: face.begins) {
            place.therapists = [id]
            if week.admits(place) {
                let words = "\(scene.digest.names.name(of: id).distinct) takes it"
                return (.move(face.reference, to: nil, therapists: [id], room: nil), words)
            }
        }
        return nil
    }
    /// The smallest room that seats them.
    private func otherRoom(_ face: SessionFace) -> (Cure, String)? {
        guard let session = week.session(face.reference) else { return nil }
        var place = Placement(moving: session)
        for room in week.clinic.rooms.sorted(by: { ($0.capacity, $0.id) < ($1.capacity, $1.id) })
        where room.id != face.room {
            place.room = room.id
            if week.admits(place) {
                return (
                    .move(face.reference, to: nil, therapists: nil, room: room.id),
                    "in \(room.name), \(room.capacity) seats"
                )
            }
        }
        return nil
    }
    /// The cheapest other group of the service that seats the patient, of those nearest in time.
    private func otherSeat(_ patient: PatientID, _ face: SessionFace) -> (Cure, String)? {
        let others = scene.digest.faces.filter {
            $0.service == face.service && $0.reference != face.reference && $0.free > 0
                && !$0.patients.contains(patient) && !isOver($0.begins)
        }
        let near = others.sorted {
            abs($0.begins.minutes - face.begins.minutes) < abs($1.begins.minutes - face.begins.minutes)
        }
        let fitting = near.prefix(16).filter { week.checkSeat(patient, in: $0.reference).isEmpty }.prefix(4)
        let costs = fitting.map { week.costOfSeat(patient, in: $0.reference) }
        guard let best = costs.indices.min(by: { costs[$0] < costs[$1] }) else { return nil }
        let there = fitting[best]
        return (
            .reseat(patient, from: face.reference, to: there.reference),
            "move to \(there.short) \(there.date.weekday.short) \(there.begins.time) (\(there.free) free)"
        )
    }
}
