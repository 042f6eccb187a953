internal import ClinicModel
internal import FrontDesk
internal import SchedulingEngine
internal import Terminal

// A proposal as a page: score, changes, what is not met.
extension DashboardState {
    /// Plan or repair, where one is on the screen.
    var page: Page? {
        var page: Page?
        switch mode.lowest {
        case .planning: page = planPage
        case .repairing: page = repairPage
        case .calling: page = callPage
        default: return nil
        }
        page?.clock = scene.now.time.description
        return page
    }

    // MARK: Plan

    private var planPage: Page? {
        guard let planning else { return nil }
        let name = "Plan of week \((planning.week + 3).isoWeek)"
        guard let review = planning.review else { return searching(planning, name) }
        let how = [
            "proposal from \(planning.begun.time)",
            planning.seconds > 0 ? "\(Figures.tenths(planning.seconds)) s" : nil, "seed \(planning.seed)",
        ]
        var page = Page(title: name, note: how.compactMap(\.self).joined(separator: ", "))
        page.right = planning.isRunning ? "searching on" : ""
        page.top = head(review, sparkline: spark(planning.scores)) + terms(review) + counts(review)
        fill(&page, review)
        return page
    }

    /// While nothing can be chosen yet.
    private func searching(_ planning: Planning, _ name: String) -> Page {
        var page = Page(title: name, note: "looking for the best week")
        page.right = "\(Int(min(1, planning.progress?.fraction ?? 0) * 100)) %"
        var score: [SideLine.Piece] = [
            .init("Score   ", .heading, marks: .bold),
            .init("\(Figures.grouped(planning.before)) \(glyphs.arrow) ", .base),
        ]
        if let progress = planning.progress {
            score.append(.init(Figures.grouped(progress.score), .strong, marks: .bold))
            score.append(.init("   " + spark(planning.scores), .info))
            let unmet = progress.unmetSessions
            page.top = [
                .blank, SideLine(score), .blank,
                SideLine([
                    .init("Unmet   ", .heading, marks: .bold),
                    .init(unmet == 1 ? "1 session" : "\(unmet) sessions", unmet == 0 ? .good : .warning),
                ]),
                SideLine([
                    .init("Elapsed ", .heading, marks: .bold),
                    .init(
                        "\(Figures.tenths(progress.seconds)) s \(glyphs.middleDot) \(moves(progress.steps))",
                        .base),
                ]), .blank, bar(progress.fraction),
            ]
        } else {
            page.top = [.blank, SideLine(score + [.init("a first plan is being made", .dim)])]
        }
        page.top += [
            .blank,
            SideLine("Nothing is booked until you have seen it and said so.", .dim),
            SideLine([
                .init(keyName(.dropProposal), .hintKey), .init(" keeps the best so far, ", .dim),
                .init(keyName(.aside), .hintKey),
                .init(" goes on working in the week meanwhile.", .dim),
            ]),
        ]
        return page
    }
    private func moves(_ n: Int) -> String {
        n < 10_000
            ? "\(n) moves"
            : n < 1_000_000 ? "\(n / 1000) k moves" : "\(Figures.tenths(Double(n) / 1e6)) M moves"
    }
    private func bar(_ fraction: Double) -> SideLine {
        let width = min(60, max(10, size.columns - 4))
        let n = Int(Double(width) * min(1, max(0, fraction)))
        return SideLine([
            .init(String(repeating: glyphs.progress, count: n), .progress),
            .init(String(repeating: glyphs.progressRest, count: width - n), .progressRest),
        ])
    }
    /// Best scores over the time of the search: the highest column is the first plan.
    private func spark(_ scores: [Int]) -> String {
        guard scores.count > 1, let most = scores.max(), let least = scores.min(), most > least else {
            return ""
        }
        let width = min(scores.count, size.columns >= 110 ? 28 : 14)
        return String(
            (0..<width).map { i in
                let score = scores[i * (scores.count - 1) / max(1, width - 1)]
                let step = (score - least) * (glyphs.spark.count - 1) / (most - least)
                return glyphs.spark[step]
            })
    }

    // MARK: Repair

    private var repairPage: Page? {
        guard let repairing else { return nil }
        let title = Self.title(of: repairing.absence).text(in: clinic, naming: scene.naming)
        var page = Page(title: title, note: "")
        page.right =
            repairing.isProved ? "proved" : repairing.isRunning ? "looking for better" : "best found"
        let hit = repairing.hit.count
        guard let review = repairing.review else {
            page.top = [
                .blank,
                SideLine(
                    hit == 0 ? "Looking what it hits" : "\(hit) sessions are hit; looking for a way", .dim),
            ]
            return page
        }
        page.note =
            repairing.reviews.count > 1 ? "proposal \(repairing.shown + 1) of \(repairing.reviews.count)" : ""
        var hits: [SideLine.Piece] = [
            .init(hit == 1 ? "1 session hit  " : "\(hit) sessions hit  ", .heading, marks: .bold)
        ]
        let before = review.told.before
        hits.append(
            .init(
                repairing.hit.compactMap { before.session($0) }.map {
                    "\(short($0.service)) \($0.begins.date.weekday.short) \($0.start)"
                }.joined(separator: ", "), .base))
        if hit == 0 { hits = [.init("No session is hit; the absence alone is recorded.", .good)] }
        page.top =
            [.blank, SideLine(hits)] + head(review, sparkline: "") + terms(review) + counts(review)
        fill(&page, review)
        return page
    }

    // MARK: Both

    private func head(_ review: Review, sparkline: String) -> [SideLine] {
        let p = review.proposal
        var line = SideLine([
            .init("Score   ", .heading, marks: .bold),
            .init("\(Figures.grouped(p.before.total)) \(glyphs.arrow) ", .base),
        ])
        if let after = review.after {
            line.pieces.append(.init(Figures.grouped(after.total), .strong, marks: .bold))
            if !review.isWhole {
                let more = after.total - p.after.total
                line.pieces.append(
                    .init(
                        more == 0
                            ? "   as good as all of it"
                            : "   \(Figures.grouped(abs(more))) \(more > 0 ? "worse" : "better") than all of it",
                        more > 0 ? .warning : .good))
            }
        } else if review.weighing != nil {
            line.pieces.append(.init("being checked", .dim))
        } else {
            line.pieces.append(.init(review.takenCount == 0 ? "nothing is taken" : "does not fit", .warning))
        }
        if let bound = p.lowerBound {
            line.pieces.append(.init("   not below \(Figures.grouped(bound))", .dim))
        }
        if !sparkline.isEmpty { line.right = [.init(sparkline, .info)] }
        var lines: [SideLine] = size.rows >= 30 ? [.blank, line] : [line]
        for text in review.refusal.prefix(3) {
            lines += SideLine.wrapped("! " + text, width: size.columns - 2, .alert).prefix(2)
        }
        for c in review.preview?.outcome.consequences.filter({ $0.isWarning && !$0.isOfLater }).prefix(2)
            ?? []
        {
            lines += SideLine.wrapped(
                "! " + c.sentence(in: review.told.after.clinic, naming: scene.naming),
                width: size.columns - 2, .warning
            ).prefix(2)
        }
        return lines
    }

    /// The score term by term: a table with bars where there is room, else what differs in a line or two.
    private func terms(_ review: Review) -> [SideLine] {
        let p = review.proposal
        let now = review.after ?? p.after
        let shown = ScoreTerm.allCases.filter { p.before[$0] != 0 || now[$0] != 0 }
        guard size.rows >= 34 else {
            let text = shown.map { "\($0.rawValue) \(p.before[$0])\(glyphs.arrow)\(now[$0])" }
            return SideLine.wrapped(text.joined(separator: "  "), width: size.columns - 2, .dim).prefix(2)
                .map { $0 }
        }
        let most = max(1, shown.map { now[$0] }.max() ?? 1)
        let width = min(24, max(8, size.columns / 5))
        return [.blank]
            + shown.map { term in
                let n = now[term] == 0 ? 0 : max(1, now[term] * width / most)
                let bar = String(repeating: glyphs.progress, count: n)
                let role: Role = now[term] > p.before[term] ? .warning : .progress
                return SideLine([
                    .init("  " + Figures.left(term.rawValue, 12), .base),
                    .init(Figures.right(Figures.grouped(p.before[term]), 8), .dim),
                    .init(" \(glyphs.arrow) ", .dim),
                    .init(Figures.right(Figures.grouped(now[term]), 7) + "   ", .strong),
                    .init(Figures.left(bar, width + 2), role), .init(note(term, now, review), .dim),
                ])
            }
    }
    private func note(_ term: ScoreTerm, _ now: WeekScore, _ review: Review) -> String {
        switch term {
        case .unmet:
            let forced = review.proposal.unmet.filter(\.isForced).reduce(0) { $0 + $1.sessions }
            let all = now.unmetSessions
            if all == 0 { return "every plan is met" }
            let words = all == 1 ? "1 session" : "\(all) sessions"
            return forced > 0 && review.isWhole ? "\(words), \(forced) forced" : words
        case .travelDay: return "\(now[term] / 8) trips"
        case .underfilled:
            let n = now[term] / 60
            return n == 0 ? "" : n == 1 ? "1 group below its least" : "\(n) groups below their least"
        case .later:
            let n = now[term] / 6
            return n == 1 ? "1 clash in later weeks" : "\(n) clashes in later weeks"
        case .shortDay:
            let n = now[term] / 30
            return n == 0 ? "" : n == 1 ? "1 day that is not billable" : "\(n) days that are not billable"
        case .change: return now[term] == 0 ? "" : "what people have to be told"
        case .missingDays, .idle, .continuity, .preference: return ""
        }
    }

    private func counts(_ review: Review) -> [SideLine] {
        let all = review.list.count
        let changes = all == 1 ? "1 change" : "\(all) changes"
        let taken = review.isWhole ? "all taken" : "\(review.takenCount) taken"
        let heading: SideLine.Piece
        if review.grouping == .unmet {
            heading = .init("Not met  \(review.proposal.unmetWords ?? "")", .heading, marks: .bold)
        } else {
            heading = .init("\(changes)  ", .heading, marks: .bold)
        }
        var pieces = [heading]
        if review.grouping != .unmet {
            pieces.append(.init("\(taken); \(review.grouping.words)  ", .base))
            let more = Review.Grouping.allCases.filter {
                $0 != review.grouping && ($0 != .unmet || !review.proposal.unmet.isEmpty)
            }
            pieces.append(.init("(\(keyName(.regroup)): \(more.map(\.words).joined(separator: ", ")))", .dim))
        }
        return size.rows >= 30 ? [.blank, SideLine(pieces)] : [SideLine(pieces)]
    }

    private func fill(_ page: inout Page, _ review: Review) {
        page.count = review.rows.count
        page.selection = review.rows.isEmpty ? nil : review.selection
        page.row = { line(review.rows[$0], review) }
        let p = review.proposal
        guard review.grouping != .unmet, !p.unmet.isEmpty else { return }
        page.bottom = [.blank]
        page.bottom.append(
            SideLine([
                .init("Not met  ", .heading, marks: .bold),
                .init(p.unmetWords ?? "", .base),
            ]))
        let most = size.rows >= 45 ? 8 : size.rows >= 34 ? 5 : 2
        let shown = p.unmet.count > most ? most - 1 : most
        page.bottom += p.unmet.prefix(shown).map { unmet($0, review) }
        if p.unmet.count > shown {
            page.bottom.append(SideLine("  \(glyphs.ellipsis) \(p.unmet.count - shown) more", .dim))
        }
        page.bottom += binding(review)
    }
    private func binding(_ review: Review) -> [SideLine] {
        guard !review.made.binding.isEmpty else { return [] }
        let most = size.rows >= 45 ? 4 : size.rows >= 34 ? 3 : 1
        return [.blank, SideLine("What binds this week", .heading, marks: .bold)]
            + review.made.binding.prefix(most).map {
                SideLine("  " + $0.sentence(in: review.told.before, naming: scene.naming), .base)
            }
    }

    // MARK: lines

    private func line(_ row: Review.Row, _ review: Review) -> SideLine {
        let wide = size.columns >= 100
        func box(_ tick: Review.Tick) -> SideLine.Piece {
            switch tick {
            case .taken: .init("[\(glyphs.ticked)] ", .good)
            case .left: .init("[ ] ", .dim)
            case .partly: .init("[-] ", .warning)
            case .fixed: .init(" \(glyphs.bullet)  ", .info)
            }
        }
        func text(_ title: Title) -> String { title.text(in: review.told.after.clinic, naming: scene.naming) }
        switch row {
        case .unmet(let n): return unmet(review.proposal.unmet[n], review)
        case .change(let n, let g):
            let change = review.list[n]
            let isLeft = review.left.contains(n) || review.fallen.contains(n)
            let isOwn = review.groups[g].head != .common
            var pieces = [SideLine.Piece(isOwn ? "    " : "", .base), box(review.tick(of: row))]
            if review.grouping != .patient, change.patients.count == 1, change.kind != .absence {
                pieces.append(.init(column(name(change.patients[0]), wide ? 22 : 16), isLeft ? .dim : .base))
            }
            pieces.append(.init(text(change.title), isLeft ? .dim : .base))
            var right: [SideLine.Piece] = []
            if review.fallen.contains(n) {
                right = [.init("falls with its group", .warning)]
            } else {
                let effect = text(change.effect)
                if !effect.isEmpty { right = [.init(effect, change.isWarning ? .warning : .dim)] }
            }
            return SideLine(pieces, right: right)
        case .group(let g):
            let group = review.groups[g]
            var pieces = [box(review.tick(of: row))]
            let width = wide ? 22 : 18
            let changes = group.changes.map { review.list[$0] }
            let after = review.told.after
            var right: SideLine.Piece?
            switch group.head {
            case .common: break
            case .patient(let id):
                pieces.append(.init(column(name(id), width), .strong))
                let week = after.standing(of: id)
                let days = week.days == 1 ? " in 1 day" : week.days > 0 ? " in \(week.days) days" : ""
                let hours = "\(Figures.hours(week.bundledMinutes)) h\(days)"
                let isShort = week.isUnderHours || week.isShortOfDays
                right = .init(
                    week.isShortOfDays && week.days > 0 ? "\(hours) of \(week.minimumDays)" : hours,
                    isShort ? .warning : .dim)
            case .day(let date):
                pieces.append(.init(column("\(date.weekday.name) \(date.day)", width), .strong))
                right = .init(changes.count == 1 ? "1 change" : "\(changes.count) changes", .dim)
            case .therapist(let id):
                pieces.append(.init(column(name(id), width), .strong))
                let minutes = after.sessions.filter { $0.therapists.contains(id) }.reduce(0) {
                    $0 + $1.minutes
                }
                right = .init("\(Figures.hours(minutes)) h led", .dim)
            }
            let words = changes.map { change in
                group.head.isDay && change.patients.count == 1
                    ? "\(text(change.title)) \(name(change.patients[0]))"
                    : shortened(change, group.head, review)
            }
            let isLeft = review.tick(of: row) == .left
            pieces.append(.init(words.joined(separator: ", "), isLeft ? .dim : .base))
            return SideLine(pieces, right: [right].compactMap(\.self))
        }
    }
    /// A patient's line has room for service and time; the therapist stands in the unfolded one.
    private func shortened(_ change: ProposedChange, _ head: Review.Group.Head, _ review: Review) -> String {
        let text = change.title.text(in: review.told.after.clinic, naming: scene.naming)
        switch (head, change.kind) {
        case (.patient, .hour), (.patient, .seat):
            return text.split(separator: " ").prefix(3).joined(separator: " ")
        case (.therapist, .hour), (.therapist, .seat), (.therapist, .group):
            return text.split(separator: " ").prefix(3).joined(separator: " ")
        default: return text
        }
    }
    private func unmet(_ need: UnmetNeed, _ review: Review) -> SideLine {
        let after = review.told.after
        let wide = size.columns >= 100
        let count = need.sessions > 1 ? " x\(need.sessions)" : ""
        return SideLine([
            .init("  " + column(name(need.patient), wide ? 20 : 16), .base),
            .init(
                column((wide ? after.name(of: need.service) : short(need.service)) + count, wide ? 26 : 7),
                .dim),
            .init(need.sentence(in: after, naming: scene.naming), need.isForced ? .base : .warning),
        ])
    }
}

extension Review.Group.Head {
    fileprivate var isDay: Bool { if case .day = self { true } else { false } }
}
extension Consequence {
    /// Known today of weeks to come, to be settled when they come near.
    var isOfLater: Bool { if case .clashesLater = self { true } else { false } }
}
extension Mode {
    /// What stands at the bottom, below everything laid over it.
    var lowest: Mode { below?.lowest ?? self }
}
