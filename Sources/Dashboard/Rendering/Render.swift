internal import ClinicModel
internal import SchedulingEngine
package import Terminal

extension DashboardState {
    /// The screen as it is now: a picture of the state, no more.
    package func render() -> Canvas {
        var canvas = Canvas(size: size, glyphs: scene.glyphs)
        let screen = screen
        screen.draw(into: &canvas)
        guard !screen.isTooSmall else { return canvas }
        popup?.draw(into: &canvas, glyphs: scene.glyphs)
        drawToast(into: &canvas, screen)
        HintLine(self).draw(into: &canvas)
        if isAccessible, canvas.cursor == nil { canvas.cursor = Point(0, size.rows - 2) }
        return canvas
    }

    private func drawToast(into canvas: inout Canvas, _ screen: WeekScreen) {
        guard let toast = toast ?? (isAccessible && mode.context == .week ? Toast(screen.spoken) : nil) else {
            return
        }
        let role: Role = toast.isError ? .toastError : .toast
        let lines = SideLine.wrap(toast.text, width: max(10, size.columns - 4)).prefix(toast.isError ? 3 : 2)
        for (i, line) in lines.enumerated() {
            let y = size.rows - 1 - lines.count + i
            canvas.fill(Rect(x: 0, y: y, width: size.columns, height: 1), " ", role)
            let sign = i > 0 ? " " : toast.isError ? "!" : String(scene.glyphs.check)
            canvas.write(" \(sign) \(line)", at: 0, y, role, width: size.columns)
        }
    }

    /// The window of the mode, where it has one.
    private var popup: Popup? {
        switch mode {
        case .week, .booking, .moving: nil
        case .asking(let q): asking(q)
        case .seating(let s): seating(s)
        case .confirming(let c): confirming(c)
        case .refused(let r): refused(r)
        case .finding(let f): finding(f)
        case .goingToDate(let g): going(g)
        case .filtering(let f): filtering(f)
        case .commands(let l): commands(l)
        case .choosingTheme(let c): choosing(c)
        case .quitting: quitting
        }
    }

    private func asking(_ q: BookingQuestion) -> Popup {
        let short = clinic.shortNames
        let candidates = q.candidates(in: week, scene.naming)
        let lines = candidates.map { c in
            SideLine(
                [
                    .init(Self.column(name(c.patient), 24), .popup),
                    .init(Self.column(short[c.service] ?? "", 5), .match),
                    .init(week.name(of: c.service), .popup),
                ], right: [c.missing > 0 ? .init("lacks \(c.missing)", .warning) : .init("", .popupDim)])
        }
        return Popup(
            title: "Book",
            field: (q.field, q.patient.map { "for \(name($0)), or: " } ?? "patient and service: "),
            lines: lines.isEmpty
                ? [
                    SideLine(
                        q.field.isEmpty ? "every plan of this week is met; type a name" : "nothing matches",
                        .popupDim)
                ] : lines,
            selected: lines.isEmpty ? nil : q.selected, width: 68)
    }
    private func seating(_ s: Seating) -> Popup {
        let candidates = s.candidates(in: week, scene.naming)
        let title = week.session(s.session).map { self.title(of: $0) } ?? ""
        let lines = candidates.map { c in
            var right: [SideLine.Piece] = []
            if c.isWaiting { right.append(.init("waiting ", .good)) }
            if c.missing > 0 { right.append(.init("lacks \(c.missing) ", .warning)) }
            if !s.isOut { right.append(.init(String(scene.glyphs.mark(c.fit)), c.fit.role)) }
            return SideLine([.init(name(c.patient), .popup)], right: right)
        }
        var foot: [SideLine] = []
        if candidates.indices.contains(s.selected), !candidates[s.selected].why.isEmpty {
            foot += SideLine.wrapped(candidates[s.selected].why, width: 60, candidates[s.selected].fit.role)
                .prefix(2)
        }
        let seats = week.seats(in: s.session)
        foot.append(
            SideLine(
                [
                    .init("Tab ", .hintKey),
                    .init(s.lasting ? "this evening " : "[this evening] ", s.lasting ? .popupDim : .strong),
                    .init(s.lasting ? "[from now on]" : "from now on", s.lasting ? .strong : .popupDim),
                ], right: [.init("\(seats.taken)/\(seats.most) taken", .popupDim)]))
        return Popup(
            title: (s.isOut ? "Out of " : "Seat in ") + title, field: (s.field, "who: "),
            lines: lines.isEmpty
                ? [
                    SideLine(
                        s.field.isEmpty ? "nobody's plan lacks it; type a name" : "nobody matches", .popupDim)
                ] : lines,
            selected: lines.isEmpty ? nil : s.selected, foot: foot)
    }
    private func confirming(_ c: Confirmation) -> Popup {
        var lines: [SideLine] = []
        for (i, scope) in c.scopes.enumerated() {
            let on = i == c.selected
            lines.append(
                SideLine([
                    .init(on ? "(\(scene.glyphs.bullet)) " : "( ) ", .hintKey),
                    .init(Confirmation.words(scope), on ? .strong : .popupDim),
                ]))
        }
        if !c.scopes.isEmpty { lines.append(.blank) }
        for s in c.refusal { lines += SideLine.wrapped("! " + s, width: 60, .alert) }
        if let consequences = c.consequences {
            for s in consequences.prefix(10) { lines += SideLine.wrapped(s, width: 60, .popup) }
            if consequences.count > 10 {
                lines.append(SideLine("and \(consequences.count - 10) more", .popupDim))
            }
            if consequences.isEmpty, c.refusal.isEmpty {
                lines.append(SideLine("Nobody is worse off by it.", .popupDim))
            }
        }
        return Popup(
            title: c.title,
            field: (c.reason, c.needsWord ? "type \(Confirmation.word): " : "reason (optional): "),
            lines: lines, height: 20)
    }
    private func refused(_ r: RefusedDraft) -> Popup {
        var lines: [SideLine] = []
        for s in r.lines { lines += SideLine.wrapped("! " + s, width: 64, .popup) }
        if r.rules.isEmpty {
            lines += [.blank, SideLine("No reason can allow this. The draft is kept.", .popupDim)]
        }
        return Popup(
            title: "Not done: it would break \(r.lines.count == 1 ? "a rule" : "\(r.lines.count) rules")",
            field: r.rules.isEmpty ? nil : (r.reason, "allow it because: "), lines: lines, width: 70,
            height: 18)
    }
    private func finding(_ f: Finding) -> Popup {
        let results = f.results(in: week, scene.naming)
        let lines = results.map { r in
            SideLine(
                [.init(Self.column(r.kind, 11), .popupDim), .init(r.name, .popup)],
                right: [.init(r.note, .popupDim)])
        }
        return Popup(
            title: "Find", field: (f.field, "/ "),
            lines: lines.isEmpty ? [SideLine("nothing is called so", .popupDim)] : lines,
            selected: lines.isEmpty ? nil : f.selected)
    }
    private func going(_ g: GoingToDate) -> Popup {
        let date = phrase.moment(g.field.text)?.date ?? phrase.date(g.field.text)
        let line =
            date.map {
                SideLine(
                    "\($0.weekday.name) \($0.day) \($0.monthShort) \($0.year), week \($0.isoWeek)", .good)
            }
            ?? SideLine(
                "24 nov, 11/24, tue, next tue, +3, -1w, 2026-11-24, with a time if you like", .popupDim)
        return Popup(title: "Go to", field: (g.field, "date: "), lines: [line])
    }
    private func filtering(_ f: Filtering) -> Popup {
        Popup(
            title: "Filter", field: (f.field, "F "),
            lines: [
                SideLine("words, and: room: who: service: track: day: full under conflict", .popupDim),
                SideLine("! before any of them turns it round", .popupDim),
                SideLine([
                    .init("Tab ", .hintKey),
                    .init(scene.filter.hides ? "the others are hidden" : "the others are dimmed", .popup),
                ]),
            ])
    }
    private func commands(_ l: CommandList) -> Popup {
        let commands = l.commands(keymap)
        let why = commands.map { $0.context == .week ? disabledReason($0) : nil }
        let lines = zip(commands, why).map { c, why in
            SideLine([
                .init(Self.column(keymap.labels(of: c), 14), why == nil ? .hintKey : .popupDisabled),
                .init(c.title, why == nil ? .popup : .popupDisabled),
            ])
        }
        let reason = why.indices.contains(l.selected) ? why[l.selected] : nil
        return Popup(
            title: l.isHelp ? (l.context == .week ? "Help: the week" : "Help: choosing a place") : "Commands",
            field: (l.field, l.isHelp ? "? " : ": "),
            lines: lines.isEmpty ? [SideLine("no command is called so", .popupDim)] : lines,
            selected: lines.isEmpty ? nil : l.selected,
            foot: [
                reason.map { SideLine("not now: \($0)", .warning) } ?? SideLine("Enter runs it", .popupDim)
            ],
            width: 70, height: max(6, size.rows - 10))
    }
    private func choosing(_ c: ThemeChoice) -> Popup {
        Popup(title: "Theme", lines: themes.map { SideLine($0, .popup) }, selected: c.selected, width: 30)
    }
    private var quitting: Popup {
        Popup(
            title: "Quit?",
            lines: [
                SideLine("Something is half done and nothing of it is booked.", .popup),
                SideLine([
                    .init("Enter ", .hintKey), .init("quits and drops it, ", .popup), .init("Esc ", .hintKey),
                    .init("goes back to it.", .popup),
                ]),
            ], width: 58)
    }
    private static func column(_ text: String, _ width: Int) -> String {
        let n = Canvas.width(of: text)
        return n < width ? text + String(repeating: " ", count: width - n) : text + " "
    }
}
