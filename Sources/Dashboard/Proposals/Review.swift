internal import ClinicModel
internal import FrontDesk
internal import SchedulingEngine

/// A proposal being looked through: what of it is taken, and how its changes are laid out.
package struct Review: Sendable {
    enum Grouping: CaseIterable, Sendable {
        case patient, day, therapist
        /// What breaks rules in later weeks; what stays unmet: in full.
        case later, unmet

        var words: String {
            switch self {
            case .patient: "by patient"
            case .day: "by day"
            case .therapist: "by therapist"
            case .later: "later weeks"
            case .unmet: "what is not met"
            }
        }
    }
    /// Changes that belong together: one line, which unfolds.
    struct Group: Sendable {
        enum Head: Hashable, Sendable {
            case common
            case patient(PatientID)
            case day(CivilDate)
            case therapist(TherapistID)
        }
        var head: Head
        /// Places in `told.list`.
        var changes: [Int]
    }
    enum Row: Hashable, Sendable {
        /// A group, or one change of it.
        case group(Int)
        case change(Int, in: Int)
        /// One of those whom a change of many is about, by the place among them.
        case person(Int, of: Int, in: Int)
        /// Places in the part's lists; what later weeks break stands with the group it is about, too.
        case later(Int, in: Int?)
        case unmet(Int)
    }
    enum Tick: Sendable { case taken, left, partly, fixed }

    let kind: Acceptance.Kind
    private(set) var made: ToldProposal
    private(set) var grouping = Grouping.patient
    private(set) var groups: [Group] = []
    private(set) var rows: [Row] = []
    private(set) var selection = 0
    private var unfolded: Set<Group.Head> = []
    /// Changes of several patients that are unfolded.
    private var unfoldedChanges: Set<Int> = []
    /// Changes that are not taken.
    private(set) var left: Set<Int> = []
    /// Seats that fall with the time of their series.
    private(set) var fallen: Set<Int> = []
    /// What is taken, as the desk weighed it; nil: not known yet, or it can't be booked.
    private(set) var preview: AcceptancePreview?
    /// The same of all of it, kept for when everything is taken again.
    private var whole: AcceptancePreview?
    /// What is taken, as it was known last.
    private(set) var part: ReviewPart
    /// The piece of work that finds it out.
    var weighing: Int?
    /// Why what is taken can't be booked as it stands.
    private(set) var refusal: [String] = []
    /// What is in the way are changes that no longer fit; once the rest is weighed each is known.
    private(set) var isRefusedForMisfits = false
    /// What is taken can't be booked even without what is in the way.
    private(set) var isHopeless = false

    init(_ kind: Acceptance.Kind, _ made: ToldProposal) {
        self.kind = kind
        self.made = made
        part = ReviewPart(of: made.proposal, made.told)
        arrange()
    }

    var proposal: Proposal { made.proposal }
    var told: ProposedChanges { made.told }
    var list: [ProposedChange] { made.told.list }
    var isWhole: Bool { left.isEmpty }
    /// Score of what is taken; nil while it is being worked out, and where it can't be booked.
    var after: WeekScore? {
        if let preview { return preview.after }
        return isWhole && refusal.isEmpty ? proposal.after : nil
    }
    /// The desk has said what it comes to in the clinic of a revision.
    func isWeighed(at revision: Int) -> Bool { preview?.outcome.snapshot.revision == revision + 1 }
    /// Where a group's people stand with what is taken; nil: not known.
    func week(for tick: Tick) -> ClinicWeek? {
        if preview != nil { return part.week }
        if isWhole { return told.after }
        return switch tick {
        case .left: told.before
        case .taken, .fixed: told.after
        case .partly: nil
        }
    }
    var takenCount: Int { list.count - left.union(fallen).count }
    /// What of it would be booked, as far as that is known.
    var fittingCount: Int { list.indices.count { !isOut($0) } }
    /// What is taken, for the desk.
    var acceptance: Acceptance {
        let changes = proposal.changes.changes.indices.filter { !left.contains($0) && !fallen.contains($0) }
        return Acceptance(
            kind, week: proposal.week, changes: ChangeSet(changes.map { proposal.changes.changes[$0] }),
            leavesOutMisfits: !refusal.isEmpty)
    }

    // MARK: layout

    private mutating func arrange() {
        var order: [Group.Head] = []
        var of: [Group.Head: [Int]] = [:]
        func put(_ head: Group.Head, _ n: Int) {
            if of[head] == nil { order.append(head) }
            of[head, default: []].append(n)
        }
        let absence = list.firstIndex { $0.kind == .absence }
        for (n, change) in list.enumerated() {
            // Of days one by one: told once, as what it is.
            if change.kind == .absence, n != absence { continue }
            switch grouping {
            case .patient, .later, .unmet:
                if change.patients.count == 1, change.kind != .absence {
                    put(.patient(change.patients[0]), n)
                } else {
                    put(.common, n)
                }
            case .day: put(change.at.map { .day($0.date) } ?? .common, n)
            case .therapist:
                if change.therapists.isEmpty || change.kind == .absence {
                    put(.common, n)
                } else {
                    for t in change.therapists { put(.therapist(t), n) }
                }
            }
        }
        let clinic = told.after.clinic
        let people = Dictionary(
            clinic.patients.enumerated().map { ($0.element.id, $0.offset) }, uniquingKeysWith: { a, _ in a })
        let staff = Dictionary(
            clinic.therapists.enumerated().map { ($0.element.id, $0.offset) },
            uniquingKeysWith: { a, _ in a })
        func rank(_ head: Group.Head) -> Int {
            switch head {
            case .common: -1
            case .patient(let p): people[p] ?? .max
            case .day(let d): Int(d.dayNumber)
            case .therapist(let t): staff[t] ?? .max
            }
        }
        groups = order.sorted { rank($0) < rank($1) }.map { head in
            Group(
                head: head,
                changes: (of[head] ?? []).sorted {
                    ((list[$0].at?.minutes ?? .min), $0) < ((list[$1].at?.minutes ?? .min), $1)
                })
        }
        fold()
    }
    private mutating func fold() {
        switch grouping {
        case .unmet: rows = part.lacks.indices.map { .unmet($0) }
        case .later: rows = part.later.indices.map { .later($0, in: nil) }
        case .patient, .day, .therapist:
            rows = groups.indices.flatMap { g -> [Row] in
                let lines = groups[g].changes.flatMap { n in
                    let people = unfoldedChanges.contains(n) ? list[n].patients.indices : 0..<0
                    return [Row.change(n, in: g)] + people.map { .person($0, of: n, in: g) }
                }
                // What many are in is told one by one.
                if groups[g].head == .common { return lines }
                guard unfolded.contains(groups[g].head) else { return [.group(g)] }
                return [.group(g)] + lines + later(of: g).map { .later($0, in: g) }
            }
        }
        selection = max(0, min(selection, rows.count - 1))
    }

    /// What of a group is known to break rules in later weeks; of one that is left out nothing.
    func later(of group: Int) -> [Int] {
        if tick(of: .group(group)) == .left { return [] }
        return part.later.indices.filter {
            guard case .clashesLater(_, let subject, _, _, _) = part.later[$0] else { return false }
            return switch (groups[group].head, subject) {
            case (.patient(let a), .patient(let b)): a == b
            case (.therapist(let a), .therapist(let b)): a == b
            default: false
            }
        }
    }

    /// The need that the selected line is, or the first that the patient of the line lacks.
    var selectedNeed: UnmetNeed? {
        guard rows.indices.contains(selection) else { return nil }
        switch rows[selection] {
        case .unmet(let n): return part.lacks[n].need
        case .person(let k, let n, _): return need(of: list[n].patients[k], list[n].service)
        case .change(let n, _):
            return list[n].patients.lazy.compactMap { self.need(of: $0, self.list[n].service) }.first
        case .group where isSelectionLeft: return nil
        case .group(let g), .later(_, let g?): return need(ofGroup: g)
        case .later(_, nil): return nil
        }
    }
    /// The selected line is somebody in a session that is taken or left for all in it.
    var isOnPerson: Bool {
        if rows.indices.contains(selection), case .person = rows[selection] { true } else { false }
    }
    /// The selected line is left out: what it is about is met once it is taken again.
    var isSelectionLeft: Bool { rows.indices.contains(selection) && tick(of: rows[selection]) == .left }

    private func need(ofGroup g: Int) -> UnmetNeed? {
        guard case .patient(let p) = groups[g].head else { return nil }
        return part.lacks.first { $0.patient == p && $0.need != nil }?.need
    }
    /// Of one service alone; of an absence, which is about none, of any.
    private func need(of patient: PatientID, _ service: ServiceID?) -> UnmetNeed? {
        part.lacks.first {
            $0.patient == patient && $0.need != nil && (service == nil || $0.service == service)
        }?.need
    }

    // MARK: hands

    /// The groupings that have something to show.
    var groupings: [Grouping] {
        Grouping.allCases.filter {
            switch $0 {
            case .patient, .day, .therapist: true
            case .later: !part.later.isEmpty
            case .unmet: !part.lacks.isEmpty
            }
        }
    }
    mutating func regroup() {
        let all = groupings
        let here = all.firstIndex(of: grouping) ?? 0
        grouping = all[(here + 1) % all.count]
        selection = 0
        arrange()
    }
    mutating func select(_ row: Int) { selection = max(0, min(row, rows.count - 1)) }
    mutating func unfold(_ isOpen: Bool) {
        guard rows.indices.contains(selection) else { return }
        let group: Int
        switch rows[selection] {
        case .change(let n, let g) where isOpen || unfoldedChanges.contains(n):
            guard list[n].patients.count > 1, list[n].kind == .moved || list[n].kind == .cancelled else {
                return
            }
            return unfold(n, in: g, isOpen)
        case .person(_, let n, let g): return isOpen ? () : unfold(n, in: g, false)
        case .group(let g): group = g
        case .change(_, let g) where groups[g].head != .common: group = g
        case .later(_, let g?): group = g
        case .change, .later, .unmet: return
        }
        if isOpen { unfolded.insert(groups[group].head) } else { unfolded.remove(groups[group].head) }
        fold()
        if let row = rows.firstIndex(of: .group(group)) { selection = isOpen ? max(row, selection) : row }
    }
    private mutating func unfold(_ n: Int, in group: Int, _ isOpen: Bool) {
        if isOpen { unfoldedChanges.insert(n) } else { unfoldedChanges.remove(n) }
        fold()
        if let row = rows.firstIndex(of: .change(n, in: group)) { selection = row }
    }
    /// Takes what is selected, or leaves it; false where there is nothing to choose.
    mutating func tick() -> Bool {
        guard rows.indices.contains(selection) else { return false }
        let changes: [Int]
        switch rows[selection] {
        case .group(let g): changes = groups[g].changes.filter { !isFixed($0) }
        case .change(let n, _), .person(_, let n, _): changes = isFixed(n) ? [] : [n]
        case .later, .unmet: return false
        }
        guard !changes.isEmpty else { return false }
        if changes.allSatisfy(left.contains) { left.subtract(changes) } else { left.formUnion(changes) }
        fallen = seatsWithoutTime()
        refusal = []
        isHopeless = false
        if isWhole, let whole {
            take(whole)
        } else {
            preview = nil
            if takenCount == 0 { tell(ReviewPart(nothingOf: proposal, told)) }
        }
        return true
    }
    /// What the desk says of the part that is taken.
    mutating func take(_ preview: AcceptancePreview) {
        self.preview = preview
        isHopeless = false
        // What was in the way may be gone again.
        if !preview.outcome.consequences.contains(where: \.isNotMade) { refusal = [] }
        let isAll = isWhole && refusal.isEmpty
        if isAll { whole = preview }
        tell(ReviewPart(preview, of: proposal, told, isWhole: isAll))
    }
    /// It can't be booked as it stands.
    mutating func refuse(_ lines: [String], forMisfits: Bool) {
        isHopeless = !refusal.isEmpty
        refusal = lines
        isRefusedForMisfits = forMisfits
        preview = nil
    }
    private mutating func tell(_ part: ReviewPart) {
        self.part = part
        guard groupings.contains(grouping) else {
            grouping = .patient
            return arrange()
        }
        fold()
    }
    /// Something has changed: what was known is to be found out anew.
    mutating func forget() { preview = nil }
    /// Left, fallen with its group, or no longer fitting.
    func isOut(_ n: Int) -> Bool { left.contains(n) || isFallen(n) || misfits.contains(n) }
    func isFallen(_ n: Int) -> Bool { fallen.contains(n) || preview != nil && part.fallen.contains(n) }
    /// What of what is taken no longer fits; none while that is not known.
    var misfits: Set<Int> { preview == nil ? [] : part.misfits }
    /// What an absence is made of is recorded whatever is mended.
    private func isFixed(_ n: Int) -> Bool { list[n].kind == .absence }
    private func seatsWithoutTime() -> Set<Int> {
        var waiting: Set<SeriesID> = []
        for n in left {
            if case .series(let before?, _) = proposal.changes.changes[n], before.slot == nil {
                waiting.insert(before.id)
            }
        }
        guard !waiting.isEmpty else { return [] }
        return Set(
            proposal.changes.changes.indices.filter {
                if case .enrollment(let id, _, _) = proposal.changes.changes[$0] {
                    waiting.contains(id) && !left.contains($0)
                } else {
                    false
                }
            })
    }

    func tick(of row: Row) -> Tick {
        let changes: [Int]
        switch row {
        case .group(let g): changes = groups[g].changes
        case .change(let n, _), .person(_, let n, _): changes = [n]
        case .later, .unmet: return .fixed
        }
        if changes.allSatisfy(isFixed) { return .fixed }
        let out = changes.filter(isOut).count
        return out == 0 ? .taken : out == changes.count && changes.allSatisfy(left.contains) ? .left : .partly
    }

    /// The same proposal, told in full: what was chosen stays. What is being weighed is told of when the desk answers.
    mutating func complete(_ made: ToldProposal) {
        self.made = made
        if let preview {
            take(preview)
        } else if isWhole {
            tell(ReviewPart(of: proposal, told))
        }
    }
    /// A better proposal: of what was left out, what is in it as well stays out. How many of how many do not.
    mutating func replace(_ better: ToldProposal) -> (gone: Int, of: Int) {
        let (grouping, job, out) = (grouping, weighing, left.map { list[$0].likeness })
        self = Review(kind, better)
        weighing = job
        left = Set(list.indices.filter { out.contains(list[$0].likeness) })
        fallen = seatsWithoutTime()
        fold()
        if groupings.contains(grouping) { while self.grouping != grouping { regroup() } }
        return (max(0, out.count - left.count), out.count)
    }
}
