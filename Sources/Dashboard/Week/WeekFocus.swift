internal import ClinicModel
internal import SchedulingEngine

/// What the lens, the filter and a patient searched for make of a week's sessions.
struct WeekFocus: Sendable {
    enum Presence: UInt8, Sendable {
        case hidden, dim, plain, own
        var isMeant: Bool { self == .plain || self == .own }
    }
    /// For each face of the digest.
    let presence: [Presence]
    /// When the patient looked for can't come: at work, under way, or otherwise not free.
    let blocked: WeekMask?
    let patient: PatientID?

    init(
        _ week: ClinicWeek, _ digest: WeekDigest, lens: Lens, view: WeekView, filter: WeekFilter,
        searched: PatientID?
    ) {
        let own: PatientID? =
            if let searched { searched } else if case .patient(let p) = lens { p } else { nil }
        patient = own
        if let own {
            let masks = week.masks(of: own)
            blocked = masks.work.union(masks.commute).union(masks.unavailable)
        } else {
            blocked = nil
        }
        let kept = filter.isEmpty ? nil : filter.matches(in: week, digest)
        let belongs = Self.membership(week, digest, lens)
        presence = digest.faces.indices.map { i in
            if let kept, !kept[i] { return filter.hides ? .hidden : .dim }
            if let belongs, !belongs[i] { return view == .calendar ? .hidden : .dim }
            if let own, digest.faces[i].patients.contains(own) { return .own }
            return .plain
        }
    }

    /// For each face whether it belongs to the lens; nil: all do.
    private static func membership(_ week: ClinicWeek, _ digest: WeekDigest, _ lens: Lens) -> [Bool]? {
        switch lens {
        case .everyone: nil
        case .patient(let p): digest.faces.map { $0.patients.contains(p) }
        case .therapist(let t): digest.faces.map { $0.therapists.contains(t) }
        case .room(let r): digest.faces.map { $0.room == r }
        case .service(let s): digest.faces.map { $0.service == s }
        case .track(let t):
            digest.faces.map { face in face.reference.series.flatMap { week.series($0)?.track } == t }
        case .concerned(let r): concerned(digest, r)
        }
    }
    private static func concerned(_ digest: WeekDigest, _ reference: SessionReference) -> [Bool] {
        guard let one = digest.face(of: reference) else { return digest.faces.map { _ in false } }
        let roster = Set(one.patients)
        return digest.faces.map { face in
            face.reference == reference || (face.room != nil && face.room == one.room)
                || face.therapists.contains { one.therapists.contains($0) }
                || face.patients.contains { roster.contains($0) }
        }
    }
}
