internal import ClinicModel
internal import FrontDesk
internal import SchedulingEngine
internal import Terminal

/// Whom to call once a repair is booked: ticked off one by one.
package struct CallList: Sendable {
    /// The absences that it is about, the earliest first.
    private(set) var titles: [Title]
    let week: CivilDate
    /// As it was before, and as it was booked, for the names.
    private let before: ClinicWeek
    let after: ClinicWeek
    /// By when it is due, the first to come first.
    private(set) var callings: [Calling]
    /// Sessions that an absence hits and that stand as before.
    private(set) var leftHit: [ScheduledSession]
    /// Sessions that are held in another room.
    private(set) var moved: [ScheduledSession]
    private(set) var selection = 0
    private(set) var called: Set<Int> = []
    /// The list of the week that this one took over, for when its repair is taken back; one at most.
    private let earlier: [CallList]

    /// `earlier`: a list of the same week; whoever was not called yet stands on this one, too, with what changed
    /// for them then.
    init(
        _ title: Title, from before: ClinicWeek, to after: ClinicWeek, out: TherapistID?,
        leftHit: Set<SessionReference> = [], after earlier: CallList? = nil
    ) {
        self.earlier = earlier.map { [$0] } ?? []
        week = after.week
        self.before = before
        self.after = after
        titles = [title]
        callings = Calling.list(from: before, to: after, out: out)
        self.leftHit = after.sessions.filter { leftHit.contains($0.reference) }
        moved = Self.moved(from: before, to: after)
        if let earlier { carryOver(earlier) }
        callings = callings.enumerated().sorted {
            ($0.element.due, $0.offset) < ($1.element.due, $1.offset)
        }.map(\.element)
    }
    private static func moved(from before: ClinicWeek, to after: ClinicWeek) -> [ScheduledSession] {
        after.sessions.filter { s in
            before.session(s.reference).map { $0.begins == s.begins && $0.room != s.room } ?? false
        }
    }
    var isDone: Bool { called.count == callings.count }
    private mutating func carryOver(_ earlier: CallList) {
        let waiting = earlier.callings.indices.filter { !earlier.called.contains($0) }
            .map { earlier.callings[$0] }
        if !waiting.isEmpty { titles = earlier.titles + titles }
        for calling in waiting.reversed() {
            let again = callings.firstIndex { $0.person == calling.person }.map { callings.remove(at: $0) }
            callings.insert(again.map { calling.followed(by: $0) } ?? calling, at: 0)
        }
        // Of what stood on it only what is still so.
        leftHit =
            earlier.leftHit.filter { s in
                after.session(s.reference) == s && !leftHit.contains { $0.reference == s.reference }
            } + leftHit
        moved =
            earlier.moved.filter { s in
                after.session(s.reference) == s && !moved.contains { $0.reference == s.reference }
            } + moved
    }

    /// The sessions that the repair changed.
    private var changed: [SessionReference] {
        Set(before.sessions.map(\.reference)).union(after.sessions.map(\.reference))
            .filter { before.session($0) != after.session($0) }
    }
    /// What there was to call before.
    var taken: CallList? { earlier.first }
    /// Whether the repair is taken back in a clinic.
    func isTakenBack(in clinic: Clinic) -> Bool {
        let now = ClinicWeek(clinic, week: week)
        let changed = changed
        // Where nothing could be mended the absence alone tells.
        if changed.isEmpty {
            return now.violations == before.violations && before.violations != after.violations
        }
        return changed.allSatisfy { now.session($0) == before.session($0) }
    }
    /// Whether the repair stands in a clinic.
    func stands(in clinic: Clinic) -> Bool {
        let now = ClinicWeek(clinic, week: week)
        return changed.allSatisfy { now.session($0) == after.session($0) }
    }
    mutating func select(_ n: Int) { selection = max(0, min(n, callings.count - 1)) }
    mutating func tick() {
        guard callings.indices.contains(selection) else { return }
        if called.remove(selection) == nil {
            called.insert(selection)
            // On to the next who has not been called.
            if let next = callings.indices.first(where: { $0 > selection && !called.contains($0) }) {
                selection = next
            }
        }
    }
}

extension DashboardState {
    mutating func pressInCalling(_ key: Key, _ command: Command?) -> [DashboardEffect] {
        guard var list = calls else {
            endMode()
            return []
        }
        if let command, !mode.answers(command) { return lost(key) }
        if let command, let why = disabledReason(command) {
            complain(why.capitalizedFirst)
            return []
        }
        switch command {
        case .rowUp: list.select(list.selection - 1)
        case .rowDown: list.select(list.selection + 1)
        case .rowsUp: list.select(list.selection - 10)
        case .rowsDown: list.select(list.selection + 10)
        case .firstRow: list.select(0)
        case .lastRow: list.select(list.callings.count - 1)
        case .tick: list.tick()
        case .absence:
            startAbsence(isNew: true)
            return []
        case .dropProposal:
            endMode()
            if !list.isDone {
                let n = list.callings.count - list.called.count
                say(
                    "\(n == 1 ? "1 is" : "\(n) are") still to be called; "
                        + "\(keymap.key(of: .absence, in: .week)?.name ?? "A") shows the list again")
            }
            return []
        default: return lost(key)
        }
        calls = list
        return []
    }

    var callPage: Page? {
        guard let list = calls else { return nil }
        var page = Page(
            title: "To call",
            note: list.titles.map { $0.text(in: list.after.clinic, naming: scene.naming) }
                .joined(separator: "; "))
        let n = list.callings.count
        page.right = "\(list.called.count) of \(n) called"
        func sessions(_ list: [ScheduledSession]) -> String {
            list.map { "\(short($0.service)) \($0.begins.date.weekday.short) \($0.start)" }
                .joined(separator: ", ")
        }
        if !list.leftHit.isEmpty {
            let what =
                list.leftHit.count == 1
                ? "This session stands as before and still has"
                : "These sessions stand as before and still have"
            page.top = SideLine.wrapped(
                "! \(what) to be settled: \(sessions(list.leftHit))",
                width: size.columns - 2, .warning, marks: .bold)
        }
        page.top.append(
            SideLine(
                n == 0
                    ? "Nobody has to be called: no hour and no therapist changed."
                    : "Whose hour or therapist changed. A tick says that they know.", .dim))
        if !list.moved.isEmpty {
            page.bottom =
                [.blank, SideLine("Now in another room: let those who come know", .heading, marks: .bold)]
                + list.moved.map { s in
                    let room = s.room.map { names.name(of: $0) } ?? "no room"
                    let who = s.patients.count == 1 ? "1 patient" : "\(s.patients.count) patients"
                    return SideLine([
                        .init("  \(sessions([s]))  ", .base), .init(room, .strong), .init("  \(who)", .dim),
                    ])
                }
        }
        let wide = size.columns >= 100
        let indent = callIndent
        let lines = callLines
        page.count = lines.count
        page.selection = lines.firstIndex { $0.person == list.selection }
        page.row = { row in
            let line = lines[row]
            let c = list.callings[line.person]
            let isCalled = list.called.contains(line.person)
            guard line.isFirst else {
                return SideLine([
                    .init(String(repeating: " ", count: indent), .base),
                    .init(line.words, isCalled ? .dim : .base),
                ])
            }
            let box = isCalled ? "[\(glyphs.ticked)] " : "[ ] "
            let phone = scene.naming == .names ? c.phone?.revealed ?? "no number" : "masked"
            return SideLine([
                .init(box, isCalled ? .good : .strong),
                .init(
                    column(c.name(in: list.after, scene.naming), wide ? 26 : 19), isCalled ? .dim : .strong),
                .init(column(phone, wide ? 14 : 12), isCalled ? .dim : .info),
                .init(line.words, isCalled ? .dim : .base),
            ])
        }
        return page
    }
    /// Columns before what has changed; on a small screen that stands below the name.
    private var callIndent: Int { size.columns >= 100 ? 44 : size.columns >= 60 ? 35 : 6 }
    /// A line for each change, more where it is long; the name stands at the first of a person.
    private var callLines: [(person: Int, words: String, isFirst: Bool)] {
        guard let list = calls else { return [] }
        let room = max(12, size.columns - 2 - callIndent)
        let head = size.columns < 60 ? [""] : []
        return list.callings.indices.flatMap { i in
            (head
                + list.callings[i].changes.flatMap { change in
                    SideLine.wrapped(
                        change.text(in: list.after.clinic, naming: scene.naming), width: room, .base
                    ).map { $0.pieces.map(\.text).joined() }
                }).enumerated().map { (i, $0.element, $0.offset == 0) }
        }
    }
    /// The person of a line of the page.
    func called(atLine line: Int) -> Int? {
        let lines = callLines
        return lines.indices.contains(line) ? lines[line].person : nil
    }
}
