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
        if review.list.isEmpty, !clinic.patients.contains(where: { $0.isActive(inWeek: planning.week) }) {
            page.top.append(SideLine("Nobody is in care in this week.", .dim))
        }
        fill(&page, review)
        return page
    }

    /// While nothing can be chosen yet.
    private func searching(_ planning: Planning, _ name: String) -> Page {
        var page = Page(title: name, note: "looking for the best week")
        page.right = "\(planning.percent) %"
        var score: [SideLine.Piece] = [
            .init("Score   ", .heading, marks: .bold),
            .init("\(Figures.grouped(planning.before)) \(glyphs.arrow) ", .base),
        ]
        if let progress = planning.progress {
            score.append(.init(Figures.grouped(progress.score), .strong, marks: .bold))
            score.append(.init(" points", .dim))
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
        // The first gains are a hundred times the last: each step is a share of what is left, not of the whole.
        func height(_ score: Int) -> Double {
            let x = Double(1 + score - least)
            return Double(x.exponent) + x.significand - 1
        }
        return String(
            (0..<width).map { i in
                let score = scores[i * (scores.count - 1) / max(1, width - 1)]
                let step = height(score) / height(most) * Double(glyphs.spark.count - 1)
                return glyphs.spark[Int(step.rounded())]
            })
    }

    // MARK: Repair

    private var repairPage: Page? {
        guard let repairing else { return nil }
        let title = repairing.absence.title.text(in: clinic, naming: scene.naming)
        var page = Page(title: title, note: "")
        let hit = repairing.hit.count
        if repairing.isRunning {
            page.right = repairing.isProved ? "proved" : "looking for better"
        } else if hit > 0 {
            page.right = repairing.isProved ? "proved" : "best found"
        }
        guard let review = repairing.review else {
            page.top = [
                .blank,
                SideLine(
                    hit == 0 ? "Looking what it hits" : "\(hit) sessions are hit; looking for a way", .dim),
            ]
            return page
        }
        let all = repairing.reviews
        if all.count > 1 {
            page.note =
                (size.columns >= 100 ? "proposal " : "")
                + "\(repairing.shown + 1) of \(all.count): \(outline(review, withScore: false))"
        }
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
        page.top = [.blank, SideLine(hits)]
        if all.count > 1, size.rows >= 30 {
            page.top += [.blank] + choice(of: all, shown: repairing.shown)
        }
        page.top += head(review, sparkline: "") + terms(review) + counts(review)
        fill(&page, review)
        return page
    }
    /// A line for each proposal: how much it changes, and of that what fewest others have.
    private func choice(of reviews: [Review], shown: Int) -> [SideLine] {
        struct Told: Hashable {
            var patients: [PatientID]
            var title: Title
        }
        func told(_ change: ProposedChange) -> Told { Told(patients: change.patients, title: change.title) }
        var proposals: [Told: Int] = [:]
        for review in reviews {
            for change in Set(mending(review).map(told)) { proposals[change, default: 0] += 1 }
        }
        return reviews.enumerated().map { n, review in
            let isShown = n == shown
            var pieces: [SideLine.Piece] = [
                .init(n == 0 ? "Proposals  " : "           ", .heading, marks: .bold),
                .init(isShown ? "\(glyphs.pointer)" : " ", .strong),
                .init(
                    "\(n + 1)  \(outline(review, withScore: true))", isShown ? .strong : .base,
                    marks: isShown ? .bold : []),
            ]
            let rarest = mending(review).min { (proposals[told($0)] ?? 0) < (proposals[told($1)] ?? 0) }
            if let own = rarest, (proposals[told(own)] ?? 0) < reviews.count {
                let who = own.patients.count == 1 ? name(own.patients[0]) + " " : ""
                let what = own.brief.text(in: review.told.after.clinic, naming: scene.naming)
                pieces.append(.init("; \(who)\(what)", .dim))
            }
            return SideLine(pieces)
        }
    }
    /// Without what only records the absence.
    private func mending(_ review: Review) -> [ProposedChange] {
        review.list.filter { $0.kind != .absence && $0.kind != .excused }
    }
    /// What a proposal comes to with all of it taken: `3 changes, 8 to call, 1 cancelled`
    private func outline(_ review: Review, withScore: Bool) -> String {
        let list = mending(review)
        let cancelled = list.count { $0.kind == .cancelled }
        var words = "\(Figures.count(review.list.count, "change")), \(review.made.callings) to call"
        if cancelled > 0 { words += ", \(cancelled) cancelled" }
        return withScore ? "\(words), score \(Figures.grouped(review.proposal.after.total))" : words
    }

    // MARK: Both

    private func head(_ review: Review, sparkline: String) -> [SideLine] {
        let p = review.proposal
        let width = size.columns - 2
        var line = SideLine([
            .init("Score   ", .heading, marks: .bold),
            .init("\(Figures.grouped(p.before.total)) \(glyphs.arrow) ", .base),
        ])
        // What is left hit has no price in the score: it is no better for it, and nothing is proved of it.
        let isSettled = review.preview?.outcome.consequences.sessionsLeftHit.isEmpty ?? true
        if let after = review.after {
            line.pieces.append(.init(Figures.grouped(after.total), .strong, marks: .bold))
            line.pieces.append(.init(" points", .dim))
            if !isSettled {
                line.pieces.append(.init("   with what stays to be settled as it was", .dim))
            } else if !review.isWhole {
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
        // What there is no room for is left out whole.
        if isSettled, let bound = p.lowerBound {
            let piece = SideLine.Piece("   not below \(Figures.grouped(bound))", .dim)
            if line.width + Canvas.width(of: piece.text) <= width { line.pieces.append(piece) }
        }
        if !sparkline.isEmpty, line.width + Canvas.width(of: sparkline) + 1 <= width {
            line.right = [.init(sparkline, .info)]
        }
        var lines: [SideLine] = size.rows >= 30 ? [.blank, line] : [line]
        lines += refusal(review)
        let told = review.preview.map(\.outcome)
        let warnings = told?.consequences.warnings.filter { !$0.isNotMade } ?? []
        for c in warnings.prefix(size.rows >= 30 ? 4 : 2) {
            let text = c.sentence(in: told?.snapshot.clinic ?? clinic, naming: scene.naming)
            lines += shortened("! " + text, .warning)
        }
        return lines + later(review)
    }
    /// What is in the way: how much no longer fits and some of it, once each change of it is known.
    private func refusal(_ review: Review) -> [SideLine] {
        if review.refusal.isEmpty { return [] }
        let most = size.rows >= 30 ? 3 : 1
        var texts = review.refusal
        var lines: [SideLine] = []
        if let outcome = review.preview?.outcome {
            let all = review.takenCount
            let lost = all - review.fittingCount
            lines = [
                SideLine(
                    "! \(Figures.grouped(lost)) of \(Figures.count(all, "change")) no longer "
                        + "\(lost == 1 ? "fits" : "fit") what stands now", .alert)
            ]
            if review.isRefusedForMisfits {
                texts = outcome.consequences.filter(\.isNotMade).map {
                    $0.sentence(in: outcome.snapshot.clinic, naming: scene.naming)
                }
            }
        } else if review.weighing != nil {
            return [SideLine("! Not all of it fits what stands now; the rest is being checked", .alert)]
        }
        for text in texts.prefix(most) { lines += shortened("! " + text, .alert) }
        if texts.count > most {
            lines.append(SideLine("! and \(texts.count - most) more in the way", .alert))
        }
        return lines
    }
    /// A sentence in two lines; where it is longer, with a mark that it goes on.
    private func shortened(_ text: String, _ role: Role) -> [SideLine] {
        let width = size.columns - 2
        var lines = SideLine.wrap(text, width: width)
        if lines.count > 2 {
            lines = [lines[0], column(lines[1] + " " + lines[2], width)]
        }
        return lines.map { SideLine($0, role) }
    }
    /// What is known of later weeks; before it is known the line stands already.
    private func later(_ review: Review) -> [SideLine] {
        if review.list.isEmpty { return [] }
        guard review.preview != nil else {
            return review.weighing == nil
                ? [] : [SideLine("Later weeks are being checked", .dim)]
        }
        let all = review.part.later
        guard let clashes = all.clashesLater else { return [SideLine("No new clash in later weeks", .dim)] }
        let people = Set(
            all.compactMap {
                if case .clashesLater(_, let subject, _, _, _) = $0 { subject } else { nil }
            }
        ).count
        let of = people > 1 ? " of \(people) people" : ""
        return [
            SideLine(
                "! \(Figures.clashes(clashes.count, inWeeks: clashes.weeks))\(of), the first \(clashes.first.date.short)",
                .warning)
        ]
    }

    /// The score term by term: a table with bars where there is room, else what differs in a few lines.
    private func terms(_ review: Review) -> [SideLine] {
        let p = review.proposal
        let now = review.after
        // Of what can't be booked, and of nothing, there is no score.
        if now == nil, review.weighing == nil { return [] }
        // A repair leaves most of the week as it is; a plan is judged by all of it.
        let isRepair = if case .repair = review.kind { true } else { false }
        let shown = ScoreTerm.allCases.filter {
            let after = (now ?? p.after)[$0]
            return isRepair ? p.before[$0] != after : p.before[$0] != 0 || after != 0
        }
        if shown.isEmpty { return [] }
        let unknown = String(glyphs.ellipsis)
        guard size.rows >= 34 else {
            return size.rows < 14 ? [] : termLines(shown, p.before, now, unknown)
        }
        let most = max(1, shown.map { now?[$0] ?? 0 }.max() ?? 1)
        let width = min(24, max(8, size.columns / 5))
        return [.blank]
            + shown.map { term in
                let points = now?[term] ?? 0
                let n = points == 0 ? 0 : max(1, points * width / most)
                let bar = String(repeating: glyphs.progress, count: n)
                let role: Role = points > p.before[term] ? .warning : .progress
                let figure = now.map { Figures.grouped($0[term]) } ?? unknown
                return SideLine([
                    .init("  " + Figures.left(term.words, 20), .base),
                    .init(Figures.right(Figures.grouped(p.before[term]), 8), .dim),
                    .init(" \(glyphs.arrow) ", .dim),
                    .init(Figures.right(figure, 7) + "   ", .strong),
                    .init(Figures.left(bar, width + 2), role),
                    .init(now.map { note(term, $0, review) } ?? "", .dim),
                ])
            }
    }
    /// As many whole terms as two lines hold, those that change before those that stay.
    private func termLines(_ shown: [ScoreTerm], _ before: WeekScore, _ now: WeekScore?, _ unknown: String)
        -> [SideLine]
    {
        let moved = shown.filter { before[$0] != now?[$0] }
        let texts = (moved + shown.filter { !moved.contains($0) }).map { term in
            "\(term.words) \(before[term])\(glyphs.arrow)\(now.map { String($0[term]) } ?? unknown)"
        }
        var lines: [String] = []
        for (n, text) in texts.enumerated() {
            // Where it does not end here, the mark that something is left out has to fit, too.
            let mark = n + 1 < texts.count && lines.count == 2 ? 2 : 0
            if let last = lines.last,
                Canvas.width(of: last) + 2 + Canvas.width(of: text) + mark <= size.columns - 2
            {
                lines[lines.count - 1] += "  " + text
            } else if lines.count < 2 {
                lines.append(text)
            } else {
                lines[1] += " " + unknown
                break
            }
        }
        return lines.map { SideLine($0, .dim) }
    }
    private func note(_ term: ScoreTerm, _ now: WeekScore, _ review: Review) -> String {
        switch term {
        case .unmet:
            let forced = review.part.forcedSessions
            let all = now.unmetSessions
            if all == 0 { return "every plan is met" }
            let words = all == 1 ? "1 session" : "\(all) sessions"
            return forced > 0 ? "\(words), \(forced) forced" : words
        case .travelDay: return "\(now[term] / 8) trips"
        case .underfilled:
            let n = now[term] / 60
            return n == 0 ? "" : n == 1 ? "1 group below its least" : "\(n) groups below their least"
        case .later:
            let n = now[term] / 6
            return n == 0 ? "" : "own times on \(n == 1 ? "1 date" : "\(n) dates") of the next three weeks"
        case .shortDay:
            let n = now[term] / 30
            return n == 0 ? "" : Figures.count(n, "day")
        case .change:
            let n = review.made.callings
            return n == 0 || now[term] == 0 ? "" : "\(n) to call with all of it"
        case .missingDays, .idle, .continuity, .preference: return ""
        }
    }

    private func counts(_ review: Review) -> [SideLine] {
        let all = review.list.count
        let changes = Figures.count(all, "change")
        let fitting = review.fittingCount
        let taken =
            !review.refusal.isEmpty || fitting < review.takenCount
            ? review.isHopeless
                ? "none of them fits" : review.preview == nil ? "not all of them fit" : "\(fitting) fit"
            : review.isWhole ? "all taken" : "\(review.takenCount) taken"
        var line: SideLine
        switch review.grouping {
        case _ where review.list.isEmpty && review.grouping != .unmet:
            line = SideLine("Nothing changes: the week stays as it is  ", .heading, marks: .bold)
        case .unmet:
            line = SideLine("Not met  \(review.part.unmetWords ?? "")  ", .heading, marks: .bold)
        case .later: line = SideLine("What later weeks break  ", .heading, marks: .bold)
        case .patient, .day, .therapist:
            line = SideLine("\(changes)  ", .heading, marks: .bold)
            line.pieces.append(.init("\(taken); \(review.grouping.words)  ", .base))
        }
        // Where Tab leads: all of it, or where there is no room the next.
        let others = review.groupings
        let here = others.firstIndex(of: review.grouping) ?? 0
        let next = (others[(here + 1)...] + others[..<here]).map(\.words)
        let key = keyName(.regroup)
        if let fitting = ["(\(key): \(next.joined(separator: ", ")))", "(\(key): \(next[0]))"].first(where: {
            line.width + Canvas.width(of: $0) <= size.columns - 2
        }) {
            line.pieces.append(.init(fitting, .dim))
        }
        let pieces = line.pieces
        return size.rows >= 30 ? [.blank, SideLine(pieces)] : [SideLine(pieces)]
    }

    private func fill(_ page: inout Page, _ review: Review) {
        page.count = review.rows.count
        page.selection = review.rows.isEmpty ? nil : review.selection
        page.row = { line(review.rows[$0], review) }
        // A reason too long for its line stands in full below the list.
        if review.grouping == .unmet || review.grouping == .later, let n = page.selection {
            let selected = line(review.rows[n], review)
            if selected.width > size.columns - 2 {
                let text = selected.pieces.map(\.text).joined()
                page.bottom =
                    [.blank]
                    + SideLine.wrapped(text, width: size.columns - 2, selected.pieces.last?.role ?? .base)
                return
            }
        }
        let lacks = review.part.lacks
        // What can't be booked lacks nothing yet.
        guard review.grouping != .unmet, !lacks.isEmpty, review.refusal.isEmpty || review.after != nil else {
            return
        }
        page.bottom = [.blank]
        page.bottom.append(
            SideLine([
                .init("Not met  ", .heading, marks: .bold),
                .init(review.part.unmetWords ?? "", .base),
            ]))
        let most = size.rows >= 45 ? 8 : size.rows >= 34 ? 5 : 2
        var lines: [SideLine] = []
        var shown = 0
        for lack in lacks {
            let next = unmet(lack, review, lines: size.rows >= 34 ? 2 : 1)
            // The last line is for how many more there are.
            guard lines.count + next.count <= (shown + 1 == lacks.count ? most : most - 1) else { break }
            lines += next
            shown += 1
        }
        page.bottom += lines
        if lacks.count > shown {
            page.bottom.append(SideLine("  \(glyphs.ellipsis) \(lacks.count - shown) more", .dim))
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
}

extension Mode {
    /// What stands at the bottom, below everything laid over it.
    var lowest: Mode { below?.lowest ?? self }
}
