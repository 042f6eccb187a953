package import ClinicModel
package import SchedulingEngine
package import Terminal

/// Everything a drawing of a week needs, as a value.
///
/// `show` a week when the clinic or the week changes; what is worked out from it once (names, lines, who is
/// in conflict) is kept beside it, so that moving the cursor costs a layout and no more.
package struct WeekScene: Sendable {
    package private(set) var week: ClinicWeek
    /// `*` masks every name to its id.
    package var naming: Naming {
        didSet { if naming != oldValue { show(week) } }
    }
    package var now: CivilMoment
    package var glyphs: GlyphSet

    package var view: WeekView {
        didSet { if view != oldValue { focusAgain() } }
    }
    package var lens: Lens {
        didSet { if lens != oldValue { focusAgain() } }
    }
    package var dayRows: DayRows
    package var zoom: Zoom
    package var cursor: Cursor
    package var scroll: Scroll
    /// Folded lines of the board that stand open.
    package var unfolded: Set<Fold>
    /// A patient searched for, or whose session is being booked: starting times when they can't come dim.
    package var searched: PatientID? {
        didSet { if searched != oldValue { focusAgain() } }
    }
    package var filter: WeekFilter {
        didSet { if filter != oldValue { focusAgain() } }
    }
    package var marks: PlaceMarks {
        didSet { if marks.letters != oldValue.letters { seats = suggestedSeats() } }
    }
    /// Sessions that are marked, to be changed together.
    package var marked: Set<SessionReference> = []
    /// The conflict that was gone to: it is told first of those that its sessions are in.
    var conflict: Violation?
    /// Takes the clinic's name's place in the header: `Place Ruth Ember`.
    package var title: String?
    /// Takes the place of the counts of conflicts and of patients under hours: `set 1 of 4`.
    package var status: String?
    /// The clinic file may only be read: it can be looked at, not changed.
    package var isReadOnly = false
    /// What the engine is doing meanwhile: `planning 40 %`.
    package var work: String?
    /// Where the patient in view would stand with what a mode has in hand.
    var standing: PatientWeek?
    /// A mode's own words below the lens's card in the inspector, in place of the selected thing.
    package var side: [SideLine]?
    /// A mode's own words in the two lines that stand for the inspector on a narrow screen.
    package var detail: [SideLine]?

    private(set) var digest: WeekDigest
    private(set) var focus: WeekFocus
    /// Suggested places that are seats in sessions of the week, by place among the digest's faces.
    private(set) var seats: [Int: PlaceMarks.Letter] = [:]

    /// Opens a week on its board, at the evening.
    package init(
        week: ClinicWeek, now: CivilMoment, naming: Naming = .names, glyphs: GlyphSet = .unicode,
        view: WeekView = .board, lens: Lens = .everyone
    ) {
        self.week = week
        self.naming = naming
        let digest = WeekDigest(week, naming: naming)
        self.digest = digest
        self.now = now
        self.glyphs = glyphs
        self.view = view
        self.lens = lens
        dayRows = .therapists
        zoom = .half
        cursor = Cursor(.place, at: CivilMoment(week.week, .midnight))
        scroll = Scroll()
        unfolded = []
        let filter = WeekFilter("")
        self.filter = filter
        marks = .none
        focus = WeekFocus(week, digest, lens: lens, view: view, filter: filter, searched: nil)
        cursor = opening()
    }

    package var today: CivilDate { now.date }
    package var dates: ClosedRange<CivilDate> { week.week...(week.week + 6) }

    /// `known`: what was worked out of the week before.
    mutating func show(_ week: ClinicWeek, _ known: WeekDigest? = nil) {
        self.week = week
        digest = known.flatMap { $0.naming == naming ? $0 : nil } ?? WeekDigest(week, naming: naming)
        seats = suggestedSeats()
        focusAgain()
    }
    private mutating func focusAgain() {
        focus = WeekFocus(week, digest, lens: lens, view: view, filter: filter, searched: searched)
    }
    private func suggestedSeats() -> [Int: PlaceMarks.Letter] {
        var out: [Int: PlaceMarks.Letter] = [:]
        for letter in marks.letters {
            let p = letter.placement
            let place = digest.faces.firstIndex {
                $0.isGroup && $0.date == p.date && $0.start == Int(p.start.minutes) && $0.service == p.service
                    && $0.room == p.room && $0.reference.series == p.series
            }
            if let place { out[place] = letter }
        }
        return out
    }
}
