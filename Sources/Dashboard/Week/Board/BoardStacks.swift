internal import ClinicModel
internal import SchedulingEngine

/// The lines of each day and start, folded where they are many.
struct Stacks: Sendable {
    private var cells: [Int: [BoardLayout.Item]] = [:]
    /// Cells whose groups are folded, with each of them on a line.
    private var unfolded: [Int: [BoardLayout.Item]] = [:]
    private var startsByDay: [Set<Int>] = Array(repeating: [], count: 7)
    /// How much each day holds; nil: nothing, and no hours.
    private(set) var loads: [Int?] = Array(repeating: nil, count: 7)

    init(_ scene: WeekScene, height: Int) {
        // A low screen folds two sessions of one start; groups fold where one start would fill a quarter of it.
        let individualsShown = height < 24 ? 1 : 2
        let groupsShown = max(4, height / 4)
        let digest = scene.digest
        let presence = scene.focus.presence
        for (d, day) in digest.days.enumerated() {
            var i = 0
            var count = 0
            while i < day.faces.count {
                let start = digest.faces[day.faces[i]].start
                var groups: [Int] = []
                var individuals: [Int] = []
                while i < day.faces.count, digest.faces[day.faces[i]].start == start {
                    let face = day.faces[i]
                    i += 1
                    if presence[face] == .hidden { continue }
                    if digest.faces[face].isGroup { groups.append(face) } else { individuals.append(face) }
                }
                var items: [BoardLayout.Item] = []
                let each = groups.map { BoardLayout.Item.session($0) }
                if groups.count > groupsShown { Self.fold(groups, scene, into: &items) } else { items = each }
                let groupLines = items.count
                Self.fold(individuals, atMost: individualsShown, scene, into: &items)
                if groups.count > groupsShown { unfolded[start * 7 + d] = each + items[groupLines...] }
                if !items.isEmpty {
                    cells[start * 7 + d] = items
                    startsByDay[d].insert(start)
                }
                count += items.count
            }
            loads[d] = day.isQuiet ? nil : count
        }
        addMarks(scene)
        addPlaces(scene)
    }

    /// The lines of each day of a row, and how many the row has. Groups stay folded only where another day's lines
    /// leave no room for them.
    func row(start: Int, drawn: [Int]) -> (cells: [[BoardLayout.Item]], height: Int) {
        var row = (0..<7).map { cells[start * 7 + $0] ?? [] }
        let height = max(1, drawn.map { row[$0].count }.max() ?? 1)
        for day in drawn {
            if let all = unfolded[start * 7 + day], all.count <= height { row[day] = all }
        }
        return (row, height)
    }
    func starts(of days: [Int]) -> [Int] {
        days.reduce(into: Set<Int>()) { $0.formUnion(startsByDay[$1]) }.sorted()
    }

    private mutating func addMarks(_ scene: WeekScene) {
        for letter in scene.marks.letters where scene.face(of: letter) == nil {
            add(.letter(letter), at: CivilMoment(letter.placement.date, letter.placement.start), scene)
        }
        if let ghost = scene.marks.ghost {
            add(.ghost(ghost), at: CivilMoment(ghost.placement.date, ghost.placement.start), scene)
        }
    }
    private mutating func add(_ item: BoardLayout.Item, at moment: CivilMoment, _ scene: WeekScene) {
        let d = moment.date - scene.week.week
        guard loads.indices.contains(d) else { return }
        let start = Int(moment.time.minutes)
        cells[start * 7 + d, default: []].append(item)
        unfolded[start * 7 + d]?.append(item)
        startsByDay[d].insert(start)
        loads[d] = (loads[d] ?? 0) + 1
    }
    /// The cursor's own place, and whole hours in a week that has next to nothing.
    private mutating func addPlaces(_ scene: WeekScene) {
        let d = scene.cursor.moment.date - scene.week.week
        if scene.cursor.isPlace, loads.indices.contains(d), loads[d] != nil {
            startsByDay[d].insert(Int(scene.cursor.moment.time.minutes))
        }
        guard startsByDay.reduce(into: Set<Int>(), { $0.formUnion($1) }).count < 4 else { return }
        for (d, day) in scene.digest.days.enumerated() {
            for hours in day.hours {
                for start in stride(from: (hours.start + 59) / 60 * 60, to: hours.end, by: 60) {
                    startsByDay[d].insert(start)
                }
            }
        }
    }

    /// Groups of one service become one line where there are several.
    private static func fold(_ groups: [Int], _ scene: WeekScene, into items: inout [BoardLayout.Item]) {
        var i = 0
        while i < groups.count {
            let service = scene.digest.faces[groups[i]].service
            let run = groups[i...].prefix { scene.digest.faces[$0].service == service }
            i += run.count
            fold(Array(run), atMost: 1, kind: .groups(service), scene, into: &items)
        }
    }
    private static func fold(
        _ individuals: [Int], atMost n: Int, _ scene: WeekScene, into items: inout [BoardLayout.Item]
    ) {
        fold(individuals, atMost: n, kind: .individuals, scene, into: &items)
    }
    /// Sessions of the patient looked for stay out of the fold, in sight.
    private static func fold(
        _ list: [Int], atMost n: Int, kind: Fold.Kind, _ scene: WeekScene,
        into items: inout [BoardLayout.Item]
    ) {
        let own = list.filter { scene.focus.presence[$0] == .own || scene.seats[$0] != nil }
        let rest = list.filter { !own.contains($0) }
        items += own.map { .session($0) }
        guard rest.count > n, let first = rest.first else {
            items += rest.map { .session($0) }
            return
        }
        let face = scene.digest.faces[first]
        let fold = Fold(date: face.date, start: face.begins.time, kind: kind)
        let isOpen =
            scene.unfolded.contains(fold)
            || rest.contains { scene.cursor.session == scene.digest.faces[$0].reference }
        items.append(.fold(fold, rest, isOpen: isOpen))
        if isOpen { items += rest.map { .session($0) } }
    }
}
