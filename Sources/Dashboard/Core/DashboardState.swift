package import ClinicModel
package import FrontDesk
package import SchedulingEngine
package import Terminal

/// News above the hints, until the next key.
package struct Toast: Hashable, Sendable {
    package var text: String
    package var isError: Bool
    package init(_ text: String, isError: Bool = false) {
        self.text = text
        self.isError = isError
    }
}

/// What of a coordinator's own changes can be taken back, and what made again.
package struct History: Hashable, Sendable {
    package var canUndo: Bool
    package var canRedo: Bool
    package init(canUndo: Bool, canRedo: Bool) {
        self.canUndo = canUndo
        self.canRedo = canRedo
    }
}

/// What the person at the keys sees and is doing, as a value.
package struct DashboardState: Sendable {
    package var snapshot: ClinicSnapshot
    package var scene: WeekScene { didSet { laidOut = nil } }
    package var mode: Mode = .week
    package var toast: Toast?
    package var size: Size { didSet { laidOut = nil } }
    package var keymap: Keymap
    package var themes: [String]
    package var theme: String
    /// Speaks the selected thing in the status line and draws no borders.
    package var isAccessible: Bool
    package var jumps: [Jump] = []
    package var jumpsAhead: [Jump] = []
    /// The plan under way, or proposed and not taken yet.
    var planning: Planning?
    /// Plans of other weeks, kept until the clinic changes.
    var shelf: [CivilDate: Planning] = [:]
    /// The absence being mended.
    var repairing: Repairing?
    /// The key before did nothing on a proposal: who types for another screen does not book this one by Enter.
    var isAmiss = false
    /// Whom to call after repairs, by the week.
    private var callLists: [CivilDate: CallList] = [:]
    /// Of the week on the screen.
    var calls: CallList? {
        get { callLists[week.week] }
        set { callLists[week.week] = newValue }
    }
    /// People of all weeks who are still to be called.
    var stillToCall: Int { callLists.values.reduce(0) { $0 + $1.callings.count - $1.called.count } }
    /// The list of a repair that undo took back, for redo.
    var callsTakenBack: CallList?
    /// After an undo or a redo: lists go with their repairs, and come back with them.
    mutating func followUndo(isRedo: Bool) {
        if isRedo {
            guard let list = callsTakenBack, list.stands(in: clinic) else { return }
            callLists[list.week] = list
            callsTakenBack = nil
        } else {
            for (week, list) in callLists where list.isTakenBack(in: clinic) {
                callLists[week] = list.taken
                callsTakenBack = list
            }
        }
    }
    var shortages: WeekShortages?
    var ready = ReadyWeeks()
    /// Number of the last piece of work given to the engine.
    var lastJob = 0
    /// What `.` does again.
    var last: Repeatable?
    /// What the draft on the screen would come to, once the desk has said it.
    var foresight: Foresight?
    /// Nil: not asked since the clinic has changed last.
    var history: History?
    /// The view before the last change was made: taking it back brings the view back, too.
    var viewBefore: Jump?
    /// Digits typed before a command, in the vi preset.
    var count: Int?
    /// Where the mouse button went down on a session, until it comes up.
    var pressed: Press?
    struct Press: Hashable, Sendable {
        let at: Point
        /// Dragged over a board or a day: it is lifted there until the button comes up.
        var isDragged = false
    }

    /// The week laid out as it is now; nil when something of it has changed.
    private var laidOut: WeekScreen?

    package init(
        snapshot: ClinicSnapshot, now: CivilMoment, size: Size, glyphs: GlyphSet = .unicode,
        keymap: Keymap = Keymap(), themes: [String] = [], theme: String = "night", week: CivilDate? = nil,
        lens: Lens = .everyone, isAccessible: Bool = false
    ) {
        self.snapshot = snapshot
        scene = WeekScene(
            week: ClinicWeek(snapshot.clinic, week: week ?? now.date), now: now,
            glyphs: isAccessible ? glyphs.withoutBorders : glyphs,
            view: lens == .everyone ? .board : .calendar, lens: lens)
        self.size = size
        self.keymap = keymap
        self.themes = themes
        self.theme = theme
        self.isAccessible = isAccessible
        settle()
    }

    package var clinic: Clinic { snapshot.clinic }
    package var week: ClinicWeek { scene.week }
    package var phrase: DatePhrase { DatePhrase(now: scene.now, calendar: clinic.profile.calendar) }
    package var screen: WeekScreen { laidOut ?? WeekScreen(scene, size: size) }
    var names: NameBook { scene.digest.names }
    var glyphs: GlyphSet { scene.glyphs }

    /// Lays the week out once and keeps the cursor on something that is there, and in sight.
    mutating func settle() {
        guard laidOut == nil else { return }
        let screen = WeekScreen(scene, size: size)
        if !screen.isTooSmall {
            if scene.cursor != screen.cursor { scene.cursor = screen.cursor }
            if scene.scroll != screen.scroll { scene.scroll = screen.scroll }
        }
        laidOut = screen
    }

    // MARK: What is selected

    var selected: ScheduledSession? { scene.cursor.session.flatMap { week.session($0) } }
    var selectedGroup: ScheduledSession? { selected.flatMap { isGroup($0.service) ? $0 : nil } }
    /// The patient the screen is about: whose week it is, or whose session is selected.
    var patientInView: PatientID? {
        if case .patient(let id) = scene.lens { return id }
        if scene.view == .day, case .patient(let id)? = scene.cursor.row { return id }
        guard let s = selected, !isGroup(s.service) else { return nil }
        return s.patients.first
    }
    func isGroup(_ service: ServiceID) -> Bool { week.service(service)?.isGroup ?? false }
    func name(_ patient: PatientID) -> String { week.name(of: patient, scene.naming) }
    func name(_ therapist: TherapistID) -> String { week.name(of: therapist, scene.naming) }
    func short(_ service: ServiceID) -> String {
        scene.digest.shortNames[service] ?? week.name(of: service)
    }
    /// `Process group, Tue 24 Nov 18:00`; of one patient `Ana Moreno: Individual session, Tue 24 Nov 18:00`
    func title(of session: ScheduledSession) -> String {
        let service = week.name(of: session.service)
        guard !isGroup(session.service), let p = session.patients.first else {
            return "\(service), \(session.begins.short)"
        }
        return "\(name(p)): \(service), \(session.begins.short)"
    }
    /// Before which nothing is suggested: now, while this week is shown.
    var soonest: CivilMoment? { week.contains(scene.now.date) ? scene.now : nil }
    /// Said until the next key.
    mutating func say(_ text: String) { toast = Toast(text) }
    mutating func complain(_ text: String) { toast = Toast(text, isError: true) }
}

extension String {
    /// As a sentence begins.
    var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}
