internal import ClinicModel
internal import SchedulingEngine
internal import Terminal

/// What the selected thing is, in words: the column beside the drawing.
struct Inspector: Sendable {
    /// Lines that belong together; a section that does not fit gives up lines from its end.
    struct Section: Sendable {
        var lines: [SideLine]
        /// May be shortened, and says by how many.
        var isRoster = false
    }
    private(set) var sections: [Section] = []
    private(set) var cures: [NumberedCure] = []
    let width: Int

    static let defaultWidth = 34

    init(_ scene: WeekScene, cursor: Cursor, width: Int) {
        self.width = width
        let cards = Cards(scene: scene, width: width)
        if let lens = cards.lens() { sections.append(Section(lines: lens)) }
        if let side = scene.side {
            sections.append(Section(lines: side))
            return
        }
        switch cursor.target {
        case .session(let reference):
            guard let face = scene.digest.face(of: reference) else { break }
            sections.append(Section(lines: cards.session(face)))
            let search = CureSearch(scene: scene)
            if case .patient = scene.lens {
            } else if !face.patients.isEmpty {
                sections.append(Section(lines: cards.roster(face), isRoster: true))
            }
            addConflicts(of: face, scene, search)
            addWaitlist(of: face, scene, search)
        case .fold(let fold):
            sections.append(Section(lines: cards.fold(fold)))
        case .place:
            sections.append(Section(lines: cards.place(at: cursor.moment)))
            addBookings(at: cursor.moment, scene)
        }
    }

    private mutating func offer(_ cure: Cure, _ words: String) -> SideLine? {
        guard cures.count < 9, !cures.contains(where: { $0.cure == cure }) else { return nil }
        let number = cures.count + 1
        cures.append(NumberedCure(number: number, cure: cure, words: words))
        return SideLine(
            [.init("\(number)", .link, marks: .bold), .init(" " + words, .link)], cure: number)
    }
    private mutating func addConflicts(of face: SessionFace, _ scene: WeekScene, _ search: CureSearch) {
        let all = scene.week.violations(of: face.reference)
        let open = all.filter { $0.override == nil }
        if !open.isEmpty {
            var lines = [SideLine("! \(open.count == 1 ? "Conflict" : "Conflicts")", .alert, marks: .bold)]
            for violation in open.prefix(4) {
                lines += SideLine.wrapped(
                    violation.sentence(in: scene.week, naming: scene.naming), width: width)
                for (cure, words) in search.cures(for: violation, of: face) {
                    if let line = offer(cure, words) { lines.append(line) }
                }
            }
            if open.count > 4 { lines.append(SideLine("and \(open.count - 4) more", .dim)) }
            sections.append(Section(lines: lines))
        }
        let allowed = all.filter { $0.override != nil }
        guard !allowed.isEmpty else { return }
        var lines = [SideLine("Allowed", .heading, marks: .bold)]
        for violation in allowed.prefix(3) {
            let reason =
                scene.naming == .names ? violation.override.map { ": " + $0.reason.revealed } ?? "" : ""
            lines += SideLine.wrapped(
                violation.sentence(in: scene.week, naming: scene.naming) + reason, width: width, .dim)
        }
        sections.append(Section(lines: lines))
    }
    private mutating func addWaitlist(of face: SessionFace, _ scene: WeekScene, _ search: CureSearch) {
        let waiting = scene.week.clinic.waitlist.filter { $0.service == face.service }
        guard face.isGroup, !waiting.isEmpty else { return }
        let fitting = search.waiting(for: face)
        let fits =
            fitting.isEmpty
            ? "none fits here" : fitting.count == 1 ? "1 fits here:" : "\(fitting.count) fit here:"
        var lines = [
            SideLine("Seats that fit the waitlist", .heading, marks: .bold),
            SideLine("\(waiting.count) waiting; \(fits)"),
        ]
        for entry in fitting.prefix(3) {
            let name = scene.digest.names.name(of: entry.patient).fitting(width - 22, preferringFull: true)
            let since = "\(entry.since.day) \(entry.since.monthShort)"
            if let line = offer(.seat(entry.patient, in: face.reference), "seat \(name), since \(since)") {
                lines.append(line)
            }
        }
        sections.append(Section(lines: lines))
    }
    /// With a patient in view: what their plan lacks and could be booked here.
    private mutating func addBookings(at moment: CivilMoment, _ scene: WeekScene) {
        guard let patient = scene.focus.patient else { return }
        var lines: [SideLine] = []
        for need in scene.week.standing(of: patient).needs where need.missing > 0 {
            guard let words = CureSearch(scene: scene).booking(need.service, for: patient, at: moment) else {
                continue
            }
            if let line = offer(.book(patient, need.service), words) { lines.append(line) }
        }
        guard !lines.isEmpty else { return }
        sections.append(Section(lines: [SideLine("The plan still lacks", .heading, marks: .bold)] + lines))
    }

    /// The lines that fit into a height: rosters are shortened first, the worst off kept.
    func lines(height: Int) -> [SideLine] {
        var sections = sections
        func total() -> Int { sections.reduce(0) { $0 + $1.lines.count } + max(0, sections.count - 1) }
        for i in sections.indices where sections[i].isRoster && total() > height {
            let spare = max(3, sections[i].lines.count - (total() - height))
            guard spare < sections[i].lines.count else { continue }
            let hidden = sections[i].lines.count - spare + 1
            sections[i].lines =
                Array(sections[i].lines.prefix(spare - 1)) + [SideLine("  and \(hidden) more", .dim)]
        }
        let all = Array(sections.map(\.lines).joined(separator: [.blank]))
        guard all.count > height, height > 0 else { return all }
        return all.prefix(height - 1) + [SideLine("and \(all.count - height + 1) lines more", .dim)]
    }
}
