package import ClinicModel
package import SchedulingEngine

/// How a place suits what is being booked or moved.
package enum Fit: Int, Hashable, Sendable, Comparable, CaseIterable {
    case fits
    /// Breaks only rules that may be overridden with a reason.
    case warns
    case clashes
    package static func < (a: Fit, b: Fit) -> Bool { a.rawValue < b.rawValue }
}

/// What is drawn over a week while something is booked or moved.
package struct PlaceMarks: Hashable, Sendable {
    /// A suggested place, chosen by its letter.
    package struct Letter: Hashable, Sendable {
        package var letter: Character
        package var placement: Placement
        /// A word or two beside it: `5 left`.
        package var note: String
        package init(letter: Character, placement: Placement, note: String = "") {
            self.letter = letter
            self.placement = placement
            self.note = note
        }
    }
    /// The verdict on one start.
    package struct Mark: Hashable, Sendable {
        package var fit: Fit
        /// Of a group's roster, how many can come then.
        package var coming: Int?
        package var roster: Int?
        package init(_ fit: Fit, coming: Int? = nil, roster: Int? = nil) {
            self.fit = fit
            self.coming = coming
            self.roster = roster
        }
    }
    /// What is carried: drawn where it would stand now.
    package struct Ghost: Hashable, Sendable {
        package var placement: Placement
        package var fit: Fit
        /// Drawn in its frame: `moving`, `booking`.
        package var title: String
        /// Further lines: `R1`, `3 left`.
        package var notes: [String]
        package init(placement: Placement, fit: Fit, title: String, notes: [String] = []) {
            self.placement = placement
            self.fit = fit
            self.title = title
            self.notes = notes
        }
    }
    package var letters: [Letter]
    package var starts: [CivilMoment: Mark]
    package var ghost: Ghost?
    /// Lifted off the week: drawn as a hollow where it stood.
    package var lifted: SessionReference?

    package init(
        letters: [Letter] = [], starts: [CivilMoment: Mark] = [:], ghost: Ghost? = nil,
        lifted: SessionReference? = nil
    ) {
        self.letters = letters
        self.starts = starts
        self.ghost = ghost
        self.lifted = lifted
    }
    package static let none = PlaceMarks()
    package var isEmpty: Bool { letters.isEmpty && starts.isEmpty && ghost == nil && lifted == nil }
}
