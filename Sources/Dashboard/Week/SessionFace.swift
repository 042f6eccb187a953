internal import ClinicModel
internal import Terminal

/// What the drawings show of one session.
struct SessionFace: Sendable {
    let reference: SessionReference
    /// From the week's first day, 0…6.
    let day: Int
    let date: CivilDate
    /// Minutes from midnight of its day; `noteEnd` with its therapists' note time.
    let start: Int
    let end: Int
    let noteEnd: Int
    let service: ServiceID
    /// `REL`
    let short: String
    /// Tells the services for one patient apart where there is no room: `i`, `f`, `c`.
    let letter: Character
    let kind: EventKind
    let isGroup: Bool
    let room: RoomID?
    let therapists: [TherapistID]
    let patients: [PatientID]
    let taken: Int
    let most: Int
    let least: Int
    /// Breaks a rule that nobody has allowed to be broken.
    let isInConflict: Bool

    var isFull: Bool { isGroup && taken >= most }
    var isUnderfilled: Bool { isGroup && taken > 0 && taken < least }
    var free: Int { isGroup ? max(0, most - taken) : 0 }
    var begins: CivilMoment { CivilMoment(date, TimeOfDay(minutes: min(max(0, start), 1440))) }
    /// `7/10`
    var seats: String { "\(taken)/\(most)" }
    var standing: EventKind.Standing {
        if isInConflict { return .conflict }
        if isFull { return .full }
        return isUnderfilled ? .under : .plain
    }
    /// What the seats are written in: a conflict has its own mark beside them.
    var seatStanding: EventKind.Standing { isFull ? .full : isUnderfilled ? .under : .plain }
    func mark(_ glyphs: GlyphSet) -> Character? {
        if isInConflict { return "!" }
        if isFull { return glyphs.full }
        return isUnderfilled ? glyphs.underfilled : nil
    }
    var cursor: Cursor { Cursor(.session(reference), at: begins) }
}

extension EventKind {
    init(component: String) {
        switch component {
        case "group": self = .group
        case "individual": self = .individual
        case "education": self = .education
        case "family": self = .family
        case "holistic": self = .holistic
        case "assessment": self = .assessment
        default: self = .other
        }
    }
}
