internal import ClinicModel
internal import FrontDesk
internal import SchedulingEngine
internal import Terminal

// The windows before something is done, and after it was refused.
extension DashboardState {
    func confirming(_ c: Confirmation) -> Popup {
        var popup = Popup(c.title, width: 66)
        popup.field =
            c.needsWord ? (c.word, "type \(Confirmation.word): ") : (c.reason, "reason (optional): ")
        popup.above = [.blank]
        if !c.scopes.isEmpty {
            popup.above += [SideLine(choices(c.scopes.map(Confirmation.words), c.selected)), .blank]
        }
        if c.needsWord, !c.reason.isEmpty {
            popup.above.append(SideLine("because: \(c.reason.words)", .popupDim))
        }
        switch c.forecast {
        case nil: popup.above.append(SideLine("", .popupDim))
        case .refused(let lines, _): popup.above += refusals(lines, in: popup, .alert)
        case .fine(let said):
            for s in said.prefix(10) {
                popup.above += SideLine.wrapped(
                    (s.isWarning ? "! " : "  ") + s.text, width: 66, s.isWarning ? .warning : .popup)
            }
            if said.count > 10 { popup.above.append(SideLine("  and \(said.count - 10) more", .popupDim)) }
            if !said.contains(where: \.isWarning) {
                popup.above.append(SideLine("Nobody falls under their hours by it.", .good))
            }
        }
        return popup
    }

    func refused(_ r: RefusedDraft) -> Popup {
        var popup = Popup(
            r.lines.count == 1
                ? "Not done: it would break a rule" : "Not done: it would break \(r.lines.count) rules",
            width: 70)
        if !r.rules.isEmpty { popup.field = (r.reason, "allow it because: ") }
        popup.above = [.blank]
        popup.below = SideLine.wrapped(
            r.rules.isEmpty
                ? "No reason can allow this. The draft is kept."
                : "The reason is kept with the session. Without one the draft stays as it is.",
            width: min(popup.width, size.columns - 4), .popupDim)
        popup.above += refusals(r.lines, in: popup, .popup)
        return popup
    }

    /// As many of the sentences as the screen has rows for beside what the window holds, and how many more there are.
    private func refusals(_ lines: [String], in popup: Popup, _ role: Role) -> [SideLine] {
        let around = popup.above.count + (popup.below.isEmpty ? 0 : popup.below.count + 1)
        let rows = max(2, size.rows - 4 - (popup.field == nil ? 0 : 1) - around)
        let width = min(popup.width, size.columns - 4)
        var out: [SideLine] = []
        for (i, sentence) in lines.enumerated() {
            let wrapped = SideLine.wrapped("! " + sentence, width: width, role)
            let isLast = i + 1 == lines.count
            guard out.count + wrapped.count + (isLast ? 0 : 1) <= rows else {
                if i == 0 { out = Array(wrapped.prefix(rows - 1)) }
                let rest = lines.count - max(i, 1)
                return rest == 0 ? out : out + [SideLine("and \(rest) more", .popupDim)]
            }
            out += wrapped
        }
        return out
    }

    func explaining(_ e: Explaining) -> Popup {
        switch e.purpose {
        case .change:
            var popup = Popup("Why", width: 60)
            popup.field = (e.field, "because: ")
            popup.below = [SideLine("Kept in the journal with the change.", .popupDim)]
            return popup
        case .allowing(_, let allowances):
            var popup = Popup("Allow what is broken", width: 66)
            popup.field = (e.field, "allow it because: ")
            popup.above =
                [.blank] + allowances.flatMap { SideLine.wrapped("! " + $0.sentence, width: 66, .popup) }
            popup.below = [SideLine("The reason is kept with the session; u takes it back.", .popupDim)]
            return popup
        }
    }
}
