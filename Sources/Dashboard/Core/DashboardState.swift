package import ClinicModel
package import FrontDesk
package import SchedulingEngine
package import Terminal

/// One line of news above the hints.
package struct Toast: Hashable, Sendable {
    package var text: String
    package var isError: Bool
    package init(_ text: String, isError: Bool = false) {
        self.text = text
        self.isError = isError
    }
}

/// Where one has been: a week, its drawing, whose it was and what was selected.
package struct Jump: Hashable, Sendable {
    var week: CivilDate
    var view: WeekView
    var lens: Lens
    var cursor: Cursor
    var scroll: Scroll
}

/// What the person at the keys sees and is doing, as a value.
package struct DashboardState: Sendable {
    package var snapshot: ClinicSnapshot
    package var scene: WeekScene
    package var mode: Mode = .week
    package var toast: Toast?
    package var size: Size
    package var keymap: Keymap
    package var themes: [String]
    package var theme: String
    /// Speaks the selected thing in the status line and draws no borders.
    package var isAccessible: Bool
    package var jumps: [Jump] = []
    package var jumpsAhead: [Jump] = []
    /// Where the mouse button went down on a session, until it comes up.
    var pressed: Point?

    package init(
        snapshot: ClinicSnapshot, now: CivilMoment, size: Size, glyphs: GlyphSet = .unicode,
        keymap: Keymap = Keymap(), themes: [String] = [], theme: String = "night", week: CivilDate? = nil,
        lens: Lens = .everyone, isAccessible: Bool = false
    ) {
        self.snapshot = snapshot
        scene = WeekScene(
            week: ClinicWeek(snapshot.clinic, week: week ?? now.date), now: now, glyphs: glyphs,
            view: lens == .everyone ? .board : .calendar, lens: lens)
        scene.cursor = scene.opening()
        self.size = size
        self.keymap = keymap
        self.themes = themes
        self.theme = theme
        self.isAccessible = isAccessible
    }

    package var clinic: Clinic { snapshot.clinic }
    package var week: ClinicWeek { scene.week }
    package var phrase: DatePhrase { DatePhrase(now: scene.now, calendar: clinic.profile.calendar) }
    package var screen: WeekScreen { WeekScreen(scene, size: size) }

    // MARK: Where one is

    var here: Jump {
        Jump(week: week.week, view: scene.view, lens: scene.lens, cursor: scene.cursor, scroll: scene.scroll)
    }
    /// Remembers the present place before going elsewhere.
    mutating func leaveMark() {
        guard jumps.last != here else { return }
        jumps.append(here)
        if jumps.count > 50 { jumps.removeFirst() }
        jumpsAhead = []
    }
    mutating func go(to jump: Jump) {
        show(weekOf: jump.week)
        scene.view = jump.view
        scene.lens = jump.lens
        scene.cursor = jump.cursor
        scene.scroll = jump.scroll
    }
    /// Shows another week; the cursor keeps its weekday and time.
    mutating func show(weekOf date: CivilDate) {
        let first = clinic.profile.calendar.week(of: date)
        guard first != week.week else { return }
        let moment = scene.cursor.moment
        let offset = min(6, max(0, moment.date - week.week))
        scene.week = ClinicWeek(clinic, week: first)
        scene.unfolded = []
        scene.cursor = Cursor(.place, at: CivilMoment(first + offset, moment.time), row: scene.cursor.row)
    }
    /// Shows a session, in its week, selected.
    mutating func show(_ session: SessionReference) {
        if let cursor = scene.cursor(on: session) {
            scene.cursor = cursor
            return
        }
        guard let date = date(of: session) else { return }
        show(weekOf: date)
        if let cursor = scene.cursor(on: session) { scene.cursor = cursor }
    }
    private func date(of session: SessionReference) -> CivilDate? {
        switch session {
        case .single(let id): return clinic.sessions.first { $0.id == id }?.date
        case .occurrence(let id, let date):
            guard let series = clinic.series.first(where: { $0.id == id }) else { return nil }
            if case .changed(let to)? = series.exceptions.first(where: { $0.date == date })?.kind {
                return to.date ?? date
            }
            return date
        }
    }
    /// Takes over the clinic as it is now, wherever one is in it.
    mutating func adopt(_ news: ClinicSnapshot) {
        guard news.revision != snapshot.revision else { return }
        snapshot = news
        scene.week = ClinicWeek(news.clinic, week: week.week)
    }

    // MARK: What is selected

    var selected: ScheduledSession? { scene.cursor.session.flatMap { week.session($0) } }
    var selectedGroup: ScheduledSession? {
        selected.flatMap { (week.service($0.service)?.isGroup ?? false) ? $0 : nil }
    }
    /// The patient the screen is about: whose week it is, or whose session is selected.
    var patientInView: PatientID? {
        if case .patient(let id) = scene.lens { return id }
        guard let s = selected, !(week.service(s.service)?.isGroup ?? true) else { return nil }
        return s.patients.first
    }
    func name(_ patient: PatientID) -> String { week.name(of: patient, scene.naming) }
    func name(_ therapist: TherapistID) -> String { week.name(of: therapist, scene.naming) }
    /// `Process group Tue 24 Nov 18:00`
    func title(of session: ScheduledSession) -> String {
        let service = week.name(of: session.service)
        guard !(week.service(session.service)?.isGroup ?? true), let p = session.patients.first else {
            return "\(service), \(session.begins.short)"
        }
        return "\(service) of \(name(p)), \(session.begins.short)"
    }
}
