internal import ClinicModel
internal import SchedulingEngine
internal import Terminal

/// The keys are in the inspector: on a person of the roster, or on a cure.
package struct Inspecting: Hashable, Sendable {
    /// Which of the things that can be chosen there.
    var selected = 0
}

extension DashboardState {
    /// What can be chosen in the inspector, from top to bottom.
    var inspectorItems: [SideLine] { inspectorLines.filter { $0.person != nil || $0.cure != nil } }
    /// All of its lines; on a narrow screen it opens over the week.
    var inspectorLines: [SideLine] { screen.inspectorLines }

    mutating func startInspecting() {
        guard !inspectorItems.isEmpty else {
            complain("The inspector shows nobody to look at and no cure to take")
            return
        }
        mode = .inspecting(Inspecting())
    }

    mutating func press(_ key: Key, _ command: Command?, in inspecting: Inspecting) -> [DashboardEffect] {
        let items = inspectorItems
        var inspecting = inspecting
        switch command {
        case .leave, .toggle:
            mode = .week
            return []
        case .listUp: inspecting.selected = (inspecting.selected + items.count - 1) % max(1, items.count)
        case .listDown: inspecting.selected = (inspecting.selected + 1) % max(1, items.count)
        case .choose: return choose(in: inspecting)
        default: return pressAside(key, items, inspecting)
        }
        mode = .inspecting(inspecting)
        return []
    }
    private mutating func choose(in inspecting: Inspecting) -> [DashboardEffect] {
        let items = inspectorItems
        guard items.indices.contains(inspecting.selected) else {
            mode = .week
            return []
        }
        let item = items[inspecting.selected]
        if let n = item.cure { return take(cure: n) }
        mode = .week
        if let person = item.person { look(at: .patient(person)) }
        return []
    }
    private mutating func go(to line: Int, of items: [SideLine]) {
        mode = .inspecting(Inspecting(selected: min(max(0, line), max(0, items.count - 1))))
    }
    /// Keys that mean here what they mean on the week, but for the person who is chosen.
    private mutating func pressAside(_ key: Key, _ items: [SideLine], _ inspecting: Inspecting)
        -> [DashboardEffect]
    {
        let person = items.indices.contains(inspecting.selected) ? items[inspecting.selected].person : nil
        switch keymap.command(for: key, in: .week) {
        case .up, .down:
            return press(
                key, keymap.command(for: key, in: .week) == .up ? .listUp : .listDown, in: inspecting)
        case .pageUp: go(to: inspecting.selected - 8, of: items)
        case .pageDown: go(to: inspecting.selected + 8, of: items)
        case .lineStart: go(to: 0, of: items)
        case .lineEnd: go(to: items.count - 1, of: items)
        case .left, .back, .nextPane: mode = .week
        case .cure:
            if case .character(let c) = key, let n = c.wholeNumberValue { return take(cure: n) }
        case .book where person != nil:
            mode = .week
            startAsking(person)
        case .takeOut where person != nil:
            guard let person, let s = selected else { return lost(key) }
            mode = .week
            return confirmTakingOut(person, s.reference, lasting: false)
        default: return lost(key)
        }
        return []
    }
}
