internal import ClinicModel
internal import SchedulingEngine
internal import Terminal

/// What the selected thing is, in words: the column beside the drawing.
struct Inspector: Sendable {
    /// Blocks that stand or go as a whole; what is left out at the end is counted.
    struct Section: Sendable {
        var blocks: [[SideLine]]
        /// Blocks that always stand.
        let least: Int
        private(set) var hidden = 0

        /// Always whole.
        init(_ lines: [SideLine]) {
            blocks = [lines]
            least = 1
        }
        /// A heading and as many blocks as there is room for.
        init(_ heading: SideLine, _ blocks: [[SideLine]]) {
            self.blocks = [[heading]] + blocks
            least = 2
        }
        var count: Int { blocks.reduce(0) { $0 + $1.count } + (hidden > 0 ? 1 : 0) }
        var canShrink: Bool { blocks.count > least }
        mutating func shrink() {
            blocks.removeLast()
            hidden += 1
        }
        var lines: [SideLine] {
            blocks.flatMap { $0 } + (hidden > 0 ? [SideLine("  and \(hidden) more", .dim)] : [])
        }
    }
    private var sections: [Section] = []
    private var cures: [(cure: Cure, words: String)] = []
    let width: Int

    static let defaultWidth = 34

    init(_ scene: WeekScene, cursor: Cursor, width: Int) {
        self.width = width
        let cards = Cards(scene: scene, width: width)
        if let lens = cards.lens() { sections.append(Section(lens)) }
        if let side = scene.side {
            sections.append(Section(side))
            return
        }
        switch cursor.target {
        case .session(let reference):
            guard let face = scene.digest.face(of: reference) else { break }
            sections.append(Section(cards.session(face)))
            let search = CureSearch(scene: scene)
            if !face.patients.isEmpty, scene.focus.patient == nil { sections.append(cards.roster(face)) }
            addConflicts(of: face, scene, search)
            addWaitlist(of: face, scene, search)
        case .fold(let fold):
            sections.append(Section(cards.fold(fold)))
        case .place:
            sections.append(Section(cards.place(at: cursor)))
            addBookings(at: cursor, scene)
        }
    }

    /// A line that offers a cure; its number is given when it is seen that there is room for it.
    private mutating func offer(_ cure: Cure, _ words: String) -> SideLine? {
        guard !cures.contains(where: { $0.cure == cure }) else { return nil }
        cures.append((cure, words))
        return SideLine([.init("0", .link, marks: .bold), .init(" " + words, .link)], cure: cures.count - 1)
    }
    private mutating func addConflicts(of face: SessionFace, _ scene: WeekScene, _ search: CureSearch) {
        let all = scene.week.violations(of: face.reference)
        var blocks: [[SideLine]] = []
        // The one that was gone to first.
        let first = scene.conflict(of: face.reference).map { scene.digest.conflicts[$0] }
        let open = all.filter { $0.override == nil }
        for violation in open.filter({ $0 == first }) + open.filter({ $0 != first }) {
            var lines = SideLine.wrapped(
                violation.sentence(in: scene.week, naming: scene.naming), width: width)
            // Cures are searched for, so for those that have a chance to be seen only.
            for (cure, words) in blocks.count < 4 ? search.cures(for: violation, of: face) : [] {
                if let line = offer(cure, words) { lines.append(line) }
            }
            blocks.append(lines)
        }
        if !blocks.isEmpty {
            let heading = blocks.count == 1 ? "! Conflict" : "! \(blocks.count) conflicts"
            sections.append(Section(SideLine(heading, .alert, marks: .bold), blocks))
        }
        let allowed = all.filter { $0.override != nil }.map { violation in
            let reason =
                scene.naming == .names ? violation.override.map { ": " + $0.reason.revealed } ?? "" : ""
            return SideLine.wrapped(
                violation.sentence(in: scene.week, naming: scene.naming) + reason, width: width, .dim)
        }
        if !allowed.isEmpty { sections.append(Section(SideLine("Allowed", .heading, marks: .bold), allowed)) }
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
        sections.append(Section(lines))
    }
    /// With a patient in view: what their plan lacks and could be booked here.
    private mutating func addBookings(at cursor: Cursor, _ scene: WeekScene) {
        guard case .patient(let patient)? = scene.subject(of: cursor) else { return }
        let search = CureSearch(scene: scene)
        var lines: [SideLine] = []
        for need in scene.week.standing(of: patient).needs where need.missing > 0 {
            if let words = search.booking(need.service, for: patient, at: cursor.moment),
                let line = offer(.book(patient, need.service), words)
            {
                lines.append(line)
            }
            for face in search.seats(need.service, for: patient, at: cursor.moment).prefix(2) {
                let words = "seat in \(face.short), \(face.free) free"
                if let line = offer(.seat(patient, in: face.reference), words) { lines.append(line) }
            }
        }
        guard !lines.isEmpty else { return }
        sections.append(Section([SideLine("The plan still lacks", .heading, marks: .bold)] + lines))
    }

    /// The lines that fit into a height, and the cures that are to be seen on them. The longest section gives
    /// up its last blocks first.
    func fitted(height: Int) -> (lines: [SideLine], cures: [NumberedCure]) {
        var sections = sections
        while sections.reduce(sections.count - 1, { $0 + $1.count }) > height,
            let longest = sections.indices.filter({ sections[$0].canShrink }).max(by: {
                sections[$0].count < sections[$1].count
            })
        {
            sections[longest].shrink()
        }
        var lines = Array(sections.map(\.lines).joined(separator: [.blank]))
        if lines.count > height, height > 0 {
            lines = lines.prefix(height - 1) + [SideLine("and \(lines.count - height + 1) lines more", .dim)]
        }
        var numbered: [NumberedCure] = []
        for i in lines.indices {
            guard let place = lines[i].cure, cures.indices.contains(place) else { continue }
            // Digits go from 1 to 9.
            let number = numbered.count + 1
            lines[i].pieces[0].text = number < 10 ? "\(number)" : " "
            lines[i].cure = number < 10 ? number : nil
            if number < 10 {
                numbered.append(
                    NumberedCure(number: number, cure: cures[place].cure, words: cures[place].words))
            }
        }
        return (lines, numbered)
    }
}
