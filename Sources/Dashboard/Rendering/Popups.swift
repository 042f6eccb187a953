internal import ClinicModel
internal import FrontDesk
internal import SchedulingEngine
internal import Terminal

extension DashboardState {
    /// The window of the mode, where it has one.
    var popup: Popup? {
        switch mode {
        case .week, .booking, .moving, .planning, .repairing, .calling: nil
        case .admitting(let a): a.showsHeat ? heat(a) : nil
        case .choosingPatient(let q): choosingPatient(q)
        case .inspecting(let i): screen.areas.inspector == nil ? inspecting(i) : nil
        case .asking(let q): asking(q)
        case .wondering(let asked): wondering(asked)
        case .answering(let answer): answering(answer)
        case .seating(let s): seating(s)
        case .confirming(let c): confirming(c)
        case .refused(let r): refused(r)
        case .explaining(let e): explaining(e)
        case .finding(let f): finding(f)
        case .goingToDate(let g): going(g)
        case .filtering(let f): filtering(f)
        case .commands(let l): commands(l)
        case .choosingTheme(let c): choosing(c)
        case .reporting(let q): reporting(q)
        case .quitting(let mode): quitting(mode)
        }
    }

    /// The inspector over the week, where there is no room beside it.
    private func inspecting(_ i: Inspecting) -> Popup {
        let lines = inspectorLines
        var popup = Popup("Inspector", width: 40)
        popup.count = lines.count
        popup.height = size.rows
        popup.row = { Popup.Row(line: lines[$0]) }
        let items = lines.indices.filter { lines[$0].person != nil || lines[$0].cure != nil }
        popup.selection = items.indices.contains(i.selected) ? items[i.selected] : nil
        return popup
    }
    func asking(_ q: BookingQuestion) -> Popup {
        var popup = Popup(
            q.at.map { "Book at \($0.short)" } ?? "Book", width: min(74, max(56, size.columns - 8)))
        popup.field = (q.field, q.patient.map { "for \(name($0)), or: " } ?? "patient and service: ")
        popup.count = q.candidates.count
        popup.selection = q.selected
        popup.empty =
            q.field.isEmpty
            ? "Every plan of this week is met; type a name" : "Nobody and nothing is called so"
        popup.row = { i in
            let c = q.candidates[i]
            return Popup.Row(
                line: SideLine(
                    [
                        .init(column(name(c.patient), 24), .popup),
                        .init(column(short(c.service), 6), .match),
                        .init(week.name(of: c.service), .popup),
                    ],
                    right: [
                        c.missing > 0
                            ? .init("lacks \(c.missing)", .warning)
                            : .init(c.isPlanned ? "plan met" : "not planned", .popupDim)
                    ]))
        }
        return popup
    }
    private func choosingPatient(_ q: AdmissionQuestion) -> Popup {
        var popup = Popup("Find a place", width: 60)
        popup.field = (q.picker.field, "for whom: ")
        popup.count = q.picker.matches.count
        popup.selection = q.picker.selection
        popup.empty = "Nobody is called so"
        popup.row = { i in
            let c = q.picker.items[q.picker.matches[i]]
            return Popup.Row(
                line: SideLine(
                    [.init(name(c.patient), .popup)],
                    right: [
                        c.missing > 0
                            ? .init("lacks \(c.missing)", .warning) : .init("plan met", .popupDim)
                    ]))
        }
        return popup
    }
    /// The week's free seats over the set of places.
    private func heat(_ a: Admitting) -> Popup {
        let map = HeatMap(week, for: a.patient)
        var popup = Popup("Seats for \(name(a.patient))", width: max(60, map.width))
        popup.above = [map.heading()]
        popup.count = map.starts.count
        popup.height = size.rows
        popup.empty = "No group of what the plan lacks meets this week"
        popup.row = { Popup.Row(line: map.line($0, glyphs)) }
        popup.below = [HeatMap.legend(glyphs)]
        return popup
    }
    private func seating(_ s: Seating) -> Popup {
        let title = week.session(s.session).map { self.title(of: $0) } ?? ""
        var popup = Popup((s.isOut ? "Out of " : "Seat in ") + title, width: 66)
        popup.field = (s.picker.field, "who: ")
        popup.count = s.picker.matches.count
        popup.selection = s.picker.selection
        popup.empty = s.isOut ? "Nobody in it is called so" : "Nobody who could come is called so"
        popup.row = { i in
            let c = s.picker.items[s.picker.matches[i]]
            var right: [SideLine.Piece] = []
            if let since = c.waiting {
                right.append(.init("waiting since \(since.day) \(since.monthShort)  ", .good))
            }
            if c.missing > 0 { right.append(.init("lacks \(c.missing)  ", .warning)) }
            if s.isOut {
                let standing = week.standing(of: c.patient)
                right.append(
                    .init(
                        "\(Figures.hours(standing.bundledMinutes))/\(Figures.hours(standing.plannedMinutes)) h",
                        standing.isUnderHours ? .rosterUnder : .popupDim))
            } else {
                let fit = Moving.fit(week.checkSeat(c.patient, in: s.session))
                right.append(.init(String(glyphs.mark(fit)), fit.role))
            }
            return Popup.Row(line: SideLine([.init(name(c.patient), .popup)], right: right))
        }
        if !s.isOut, let c = s.picker.selected {
            let broken = week.checkSeat(c.patient, in: s.session).filter { $0.override == nil }
            if let first = broken.first {
                popup.below = SideLine.wrapped(
                    first.sentence(in: week, naming: scene.naming), width: 66, Moving.fit(broken).role
                ).prefix(2).map { $0 }
            }
        }
        let seats = week.seats(in: s.session)
        var foot = SideLine([], right: [.init("\(seats.taken)/\(seats.most) taken", .popupDim)])
        if s.session.series != nil {
            foot.pieces = choices(["this evening", "from now on"], s.lasting ? 1 : 0)
        }
        popup.below.append(foot)
        return popup
    }
    /// `Tab [this evening] · from now on`
    private func choices(_ words: [String], _ chosen: Int) -> [SideLine.Piece] {
        let key = keymap.key(of: .toggle, in: .list)?.name ?? ""
        var pieces: [SideLine.Piece] = [.init(key + " ", .hintKey)]
        for (i, word) in words.enumerated() {
            if i > 0 { pieces.append(.init(" \(glyphs.middleDot) ", .popupDim)) }
            pieces.append(
                .init(
                    i == chosen ? "[\(word)]" : word, i == chosen ? .strong : .popupDim,
                    marks: i == chosen ? .bold : []))
        }
        return pieces
    }
    private func confirming(_ c: Confirmation) -> Popup {
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
    private func refused(_ r: RefusedDraft) -> Popup {
        var popup = Popup(
            r.lines.count == 1
                ? "Not done: it would break a rule" : "Not done: it would break \(r.lines.count) rules",
            width: 70)
        if !r.rules.isEmpty { popup.field = (r.reason, "allow it because: ") }
        popup.above = [.blank]
        popup.below = [
            SideLine(
                r.rules.isEmpty
                    ? "No reason can allow this. The draft is kept."
                    : "The reason is kept with the session. Without one the draft stays as it is.", .popupDim)
        ]
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
    private func explaining(_ e: Explaining) -> Popup {
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
    private func finding(_ f: Finding) -> Popup {
        var popup = Popup("Find", width: 62)
        popup.field = (f.picker.field, "/ ")
        popup.count = f.picker.matches.count
        popup.selection = f.picker.selection
        popup.empty = "Nothing is called so"
        popup.row = { i in
            let r = f.picker.items[f.picker.matches[i]]
            return Popup.Row(
                line: SideLine(
                    [.init(column(r.kind, 11), .popupDim), .init(r.name, .popup)],
                    right: [.init(r.note, .popupDim)]))
        }
        return popup
    }
    private func going(_ g: GoingToDate) -> Popup {
        var popup = Popup("Go to", width: 60)
        popup.field = (g.field, "date: ")
        let moment = moment(g.field.words)
        popup.below = [
            moment.map { m in
                SideLine(
                    "\(m.date.weekday.name) \(m.date.day) \(m.date.monthShort) \(m.date.year), week \(m.date.isoWeek)",
                    .good)
            } ?? SideLine("24 nov, 11/24, tue, next tue, +3, -1w, 2026-11-24 17:30", .popupDim)
        ]
        return popup
    }
    private func filtering(_ f: Filtering) -> Popup {
        var popup = Popup("Filter", width: 62)
        popup.field = (f.field, "show: ")
        let kept = scene.filter.matches(in: week, scene.digest).count { $0 }
        popup.below = [
            scene.filter.problem.map { SideLine($0, .warning) }
                ?? SideLine(
                    "\(kept) of \(scene.digest.faces.count) sessions", kept == 0 ? .warning : .popup),
            SideLine("words, room: who: service: track: day: full under conflict", .popupDim),
            SideLine("! before any of them turns it round: room:maple !full", .popupDim),
            SideLine(choices(["dim the others", "hide them"], scene.filter.hides ? 1 : 0)),
        ]
        return popup
    }
    private func commands(_ l: CommandList) -> Popup {
        let title = l.isHelp ? "Help: \(l.returning.name)" : "Commands"
        var popup = Popup(title, width: 74)
        popup.field = (l.picker.field, l.isHelp ? "? " : ": ")
        popup.count = l.picker.matches.count
        popup.height = max(6, size.rows - 8)
        popup.selection = l.picker.selection
        popup.empty = "No command is called so"
        let below = over(l.returning)
        popup.row = { i in
            let item = l.picker.items[l.picker.matches[i]]
            let keys = item.key?.name ?? keymap.labels(of: item.command)
            return Popup.Row(
                line: SideLine([.init(column(keys, 12), .hintKey), .init(item.title, .popup)]),
                isEnabled: l.context == .list || below.disabledReason(item.command) == nil)
        }
        let why = l.context == .list ? nil : l.picker.selected.flatMap { below.disabledReason($0.command) }
        let enter = keymap.key(of: .choose, in: .list)?.name ?? ""
        popup.below = [
            why.map { SideLine("Not now: \($0)", .warning) } ?? SideLine("\(enter) does it", .popupDim)
        ]
        return popup
    }
    /// The state below a list of commands: whether they can work is asked there.
    private func over(_ mode: Mode) -> DashboardState {
        var below = self
        below.mode = mode
        return below
    }
    private func choosing(_ c: ThemeChoice) -> Popup {
        var popup = Popup("Theme", width: 30)
        popup.count = themes.count
        popup.selection = c.selected
        popup.row = { Popup.Row(line: SideLine(themes[$0], .popup)) }
        return popup
    }
    private func quitting(_ mode: Mode) -> Popup {
        var popup = Popup("Quit?", width: 58)
        let key = { (c: Command) in keymap.key(of: c, in: .list)?.name ?? "" }
        popup.above = [
            SideLine("Something is half done and nothing of it is booked.", .popup),
            SideLine([
                .init("\(key(.choose)) ", .hintKey), .init("quits and drops it, ", .popup),
                .init("\(key(.leave)) ", .hintKey), .init("goes back to it.", .popup),
            ]),
        ]
        return popup
    }
    func column(_ text: String, _ width: Int) -> String {
        let n = Canvas.width(of: text)
        guard n >= width else { return text + String(repeating: " ", count: width - n) }
        var cut = text
        while Canvas.width(of: cut) > width - 2 { cut.removeLast() }
        return n == width ? text + " " : cut + String(glyphs.ellipsis) + " "
    }
}

extension Mode {
    /// As the help calls it.
    var name: String {
        switch self {
        case .week: "the week"
        case .inspecting: "the inspector"
        case .asking: "whom and what to book"
        case .wondering: "why, and of whom"
        case .answering: "why there is a place or none"
        case .booking: "choosing a place"
        case .moving: "carrying a session"
        case .choosingPatient: "for whom to find a place"
        case .admitting: "finding a place"
        case .seating(let s): s.isOut ? "taking someone out" : "seating someone"
        case .confirming: "before it is done"
        case .refused, .explaining: "giving a reason"
        case .finding: "finding"
        case .goingToDate: "going to a date"
        case .filtering: "filtering"
        case .commands: "commands"
        case .choosingTheme: "choosing a theme"
        case .planning: "the plan of the week"
        case .reporting: "who is out, and when"
        case .repairing: "mending an absence"
        case .calling: "whom to call"
        case .quitting: "quitting"
        }
    }
}
