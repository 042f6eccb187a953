package import ClinicModel

/// Where one walks with the arrows: up, down, left, right by what stands there; home and end to the first
/// and last of the row; a page at a time.
package enum Direction: Hashable, Sendable, CaseIterable {
    case up, down, left, right, home, end, pageUp, pageDown
}

/// Sessions of one day and start that the board draws as one line.
package struct Fold: Hashable, Sendable {
    package enum Kind: Hashable, Sendable {
        /// Sessions of services for one patient.
        case individuals
        /// The groups of one service.
        case groups(ServiceID)
    }
    package var date: CivilDate
    package var start: TimeOfDay
    package var kind: Kind
    package init(date: CivilDate, start: TimeOfDay, kind: Kind) {
        self.date = date
        self.start = start
        self.kind = kind
    }
}

/// A row of the day drawing.
package enum DayRow: Hashable, Sendable {
    case therapist(TherapistID)
    case room(RoomID)
    case patient(PatientID)
}

/// What is selected: a session, a line that folds several, or a free place.
///
/// The moment stays when its session goes, so that the cursor never jumps away.
package struct Cursor: Hashable, Sendable {
    package enum Target: Hashable, Sendable {
        case session(SessionReference)
        case fold(Fold)
        case place
    }
    package var target: Target
    package var moment: CivilMoment
    /// The row it stands in, in the day drawing.
    package var row: DayRow?

    package init(_ target: Target, at moment: CivilMoment, row: DayRow? = nil) {
        self.target = target
        self.moment = moment
        self.row = row
    }
    package var session: SessionReference? {
        if case .session(let r) = target { r } else { nil }
    }
    package var fold: Fold? {
        if case .fold(let f) = target { f } else { nil }
    }
    package var isPlace: Bool { target == .place }
}

/// What the drawing shows of a week that is larger than the screen. The drawings keep it in bounds and
/// keep the cursor in sight; see `WeekScreen.scroll`.
package struct Scroll: Hashable, Sendable {
    /// The first line below the header: of the board its lines, of the calendar its lines, of the day its
    /// rows. Nil: opens at the evening (the day: at its first row).
    package var top: Int?
    /// The first day drawn when not all of them fit, counted from the week's first; in the day drawing the first hour.
    package var left: Int
    package init(top: Int? = nil, left: Int = 0) {
        self.top = top
        self.left = left
    }
}
