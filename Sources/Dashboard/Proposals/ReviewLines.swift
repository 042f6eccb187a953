internal import ClinicModel
internal import FrontDesk
internal import SchedulingEngine
internal import Terminal

// The lines of a proposal: a group, a change, what is not met, what later weeks break.
extension DashboardState {
    func line(_ row: Review.Row, _ review: Review) -> SideLine {
        switch row {
        case .unmet(let n): return unmet(review.part.lacks[n], review)
        case .later(let n, let g):
            let text = review.part.later[n].sentence(in: review.part.week.clinic, naming: scene.naming)
            return SideLine([
                .init(g == nil ? "" : "        ", .base), .init("! ", .warning, marks: .bold),
                .init(text, .warning),
            ])
        case .change(let n, let g): return line(change: n, of: g, review)
        case .person(let k, let n, let g): return line(person: k, of: n, in: g, review)
        case .group(let g): return line(group: g, review)
        }
    }

    /// Somebody who was in a session that is moved or cancelled: what is had in its stead, and the week's hours.
    private func line(person k: Int, of n: Int, in g: Int, _ review: Review) -> SideLine {
        let change = review.list[n]
        let id = change.patients[k]
        let week = review.week(for: review.tick(of: .change(n, in: g)))
        var words = ""
        if change.kind == .cancelled, !review.isOut(n), let week, let service = change.service {
            let had = review.told.before.sessions.filter { $0.patients.contains(id) }.map(\.reference)
            let stead = week.sessions.first {
                $0.service == service && $0.patients.contains(id) && !had.contains($0.reference)
            }
            words =
                stead.map { "made up \($0.begins.date.weekday.short) \($0.start)" } ?? "nothing in its stead"
        }
        return SideLine(
            [
                .init(review.groups[g].head == .common ? "      " : "          ", .base),
                .init(column(name(id), size.columns >= 100 ? 26 : 21), .base), .init(words, .dim),
            ], right: week.map { [hours($0.standing(of: id), isShort: false)] } ?? [])
    }

    private func box(_ tick: Review.Tick) -> SideLine.Piece {
        switch tick {
        case .taken: .init("[\(glyphs.ticked)] ", .good)
        case .left: .init("[ ] ", .dim)
        case .partly: .init("[-] ", .warning)
        case .fixed: .init(" \(glyphs.bullet)  ", .info)
        }
    }
    private func text(_ title: Title, _ review: Review) -> String {
        title.text(in: review.told.after.clinic, naming: scene.naming)
    }

    private func line(change n: Int, of g: Int, _ review: Review) -> SideLine {
        let change = review.list[n]
        let isOut = review.isOut(n)
        let isOwn = review.groups[g].head != .common
        var pieces = [
            SideLine.Piece(isOwn ? "    " : "", .base), box(review.tick(of: .change(n, in: g))),
        ]
        if review.grouping != .patient, change.patients.count == 1, change.kind != .absence {
            let width = size.columns >= 100 ? 22 : 19
            pieces.append(.init(column(name(change.patients[0]), width), isOut ? .dim : .base))
        }
        var title = change.title
        // An absence of several days is recorded day by day, and told as one.
        if change.kind == .absence, case .repair(let absence) = review.kind { title = absence }
        var right: [SideLine.Piece] = []
        if review.isFallen(n) {
            right = [.init("falls with its group", .warning)]
        } else if review.misfits.contains(n) {
            right = [.init("no longer fits", .warning)]
        } else if !isOut {
            // While it is being weighed anew, seats stand as they were known last.
            let effect = text(review.told.effect(of: change, in: review.part.week), review)
            if !effect.isEmpty { right = [.init(effect, change.isWarning ? .warning : .dim)] }
        }
        var line = SideLine(pieces + [.init(text(title, review), isOut ? .dim : .base)], right: right)
        guard change.kind == .moved || change.kind == .cancelled, !line.fits(size.columns - 3) else {
            return line
        }
        line.pieces[pieces.count].text = text(change.brief, review)
        // What is changed comes before how many it is changed for.
        if !line.fits(size.columns - 3), right.allSatisfy({ $0.role == .dim }) { line.right = [] }
        return line
    }

    private func line(group g: Int, _ review: Review) -> SideLine {
        let wide = size.columns >= 100
        let group = review.groups[g]
        let tick = review.tick(of: .group(g))
        let width = wide ? 22 : 19
        var changes = group.changes.map { review.list[$0] }
        let week = review.week(for: tick)
        let unknown = String(glyphs.ellipsis)
        var pieces = [box(tick)]
        var right: [SideLine.Piece] = []
        let later = review.later(of: g).map { review.part.later[$0] }.clashesLater
        if let later {
            let words = Figures.clashes(later.count, inWeeks: later.weeks)
            right = [.init(wide ? "\(words)  " : "\(later.count) later  ", .warning)]
        }
        switch group.head {
        case .common: break
        case .patient(let id):
            pieces.append(.init(column(name(id), width), .strong))
            right.append(
                week.map { hours($0.standing(of: id), isShort: later != nil && !wide) }
                    ?? .init(unknown, .dim))
        case .day(let date):
            pieces.append(.init(column("\(date.weekday.name) \(date.day)", width), .strong))
            right.append(.init(changes.count == 1 ? "1 change" : "\(changes.count) changes", .dim))
        case .therapist(let id):
            pieces.append(.init(column(name(id), width), .strong))
            let minutes = week?.sessions.filter { $0.therapists.contains(id) }.reduce(0) { $0 + $1.minutes }
            right.append(.init(minutes.map { "\(Figures.hours($0)) h led" } ?? unknown, .dim))
        }
        // Of what is taken in part that part, and how much is left.
        let leftOut = tick == .partly ? group.changes.filter(review.isOut) : []
        if tick == .partly { changes = group.changes.filter { !review.isOut($0) }.map { review.list[$0] } }
        var words =
            switch group.head {
            case .common, .patient: changes.map { text($0.brief, review) }.joined(separator: ", ")
            case .day: sessions(changes, isDay: true, review)
            case .therapist: sessions(changes, isDay: false, review)
            }
        if !leftOut.isEmpty { words = "\(leftOut.count) left out" + (words.isEmpty ? "" : "; \(words)") }
        pieces.append(.init(words, tick == .left ? .dim : .base))
        return SideLine(pieces, right: right)
    }
    /// `10.8 h in 2 days of 3`
    private func hours(_ week: PatientWeek, isShort: Bool) -> SideLine.Piece {
        var words = "\(Figures.hours(week.bundledMinutes)) h"
        if !isShort, week.days > 0 {
            words += week.days == 1 ? " in 1 day" : " in \(week.days) days"
            if week.isShortOfDays { words += " of \(week.minimumDays)" }
        }
        return .init(words, week.isUnderHours || week.isShortOfDays ? .warning : .dim)
    }

    /// `REL Mon 18:00, 6 patients; IND Thu 15:00 Ana Moreno`: what many come to is told once.
    private func sessions(_ changes: [ProposedChange], isDay: Bool, _ review: Review) -> String {
        struct Key: Hashable {
            var session: SessionReference?
            var isExcused = false
            /// What is moved or cancelled, and what is of no session, is told by itself.
            var index: Int?
        }
        var order: [Key] = []
        var all: [Key: (words: String, people: [PatientID])] = [:]
        for change in changes {
            let isShared = change.kind != .cancelled && change.kind != .moved && change.session != nil
            let key =
                isShared
                ? Key(session: change.session, isExcused: change.kind == .excused) : Key(index: change.index)
            if all[key] == nil {
                order.append(key)
                all[key] = (text(change.brief, review), [])
            }
            if change.kind != .cancelled, change.kind != .moved { all[key]?.people += change.patients }
        }
        return order.compactMap { all[$0] }.map { words, people in
            switch people.count {
            case 0: words
            case 1: isDay ? "\(words) \(name(people[0]))" : words
            default: "\(words), \(people.count) patients"
            }
        }.joined(separator: "; ")
    }

    /// What is not met and why; a reason too long for its line goes on in as many more.
    func unmet(_ lack: ReviewPart.Lack, _ review: Review, lines most: Int) -> [SideLine] {
        let whole = unmet(lack, review)
        let width = size.columns - 2
        guard most > 1, !whole.fits(width), let why = whole.pieces.last else { return [whole] }
        let head = Array(whole.pieces.dropLast())
        let indent = SideLine(head).width
        var texts = SideLine.wrap(why.text, width: width - indent)
        if texts.count > most {
            texts = Array(texts.prefix(most))
            texts[most - 1] += " " + String(glyphs.ellipsis)
        }
        return texts.enumerated().map { n, text in
            SideLine(
                (n == 0 ? head : [.init(String(repeating: " ", count: indent), .base)])
                    + [.init(text, why.role)])
        }
    }
    func unmet(_ lack: ReviewPart.Lack, _ review: Review) -> SideLine {
        let week = review.part.week
        let wide = size.columns >= 100
        let count = lack.sessions > 1 ? " x\(lack.sessions)" : ""
        let why =
            lack.need.map { $0.sentence(in: review.told.after, naming: scene.naming) }
            ?? "left out of what is taken"
        return SideLine([
            .init("  " + column(name(lack.patient), wide ? 22 : 19), .base),
            .init(
                column((wide ? week.name(of: lack.service) : short(lack.service)) + count, wide ? 26 : 7),
                .dim),
            .init(why, lack.need?.isForced ?? true ? .base : .warning),
        ])
    }
}
