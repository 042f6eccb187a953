internal import ClinicModel

/// A session in small integers: places in the clinic's lists and minutes of the week. Who takes part stands
/// beside it in a `Roster`, so that walking sessions copies numbers alone.
struct Sitting: Sendable {
    /// Its place among the week's sessions; -1 for one that has none.
    var place: Int
    /// Put into the week on trial: its roster is the scope's, not the week's.
    var isOnTrial: Bool
    var service: Int
    /// -1: a single session.
    var series: Int
    /// -1: none.
    var room: Int
    var start: Int
    var end: Int
    /// When its therapists are free again.
    var noteEnd: Int
    /// 0…6 from the week's first day.
    var day: Int
    var isInPerson: Bool
    var isBundled: Bool

    var minutes: Int { end - start }
    /// The room it takes; telehealth takes none.
    var takenRoom: Int { isInPerson ? room : -1 }
}

/// Who leads a session and who is in it.
struct Roster: Sendable {
    var therapists: [Int]
    var patients: [Int]
}
