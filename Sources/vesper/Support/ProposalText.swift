internal import ClinicModel
internal import FrontDesk
internal import Interchange
internal import SchedulingEngine

/// A proposal as commands print it, for a person and as JSON.
struct ProposalText {
    let proposal: Proposal
    private let changes: ProposedChanges
    /// What a person should know before it is booked.
    private let warnings: [String]

    private let from: CivilMoment?

    /// `from`: what was still to come when it was made, nil for all of it; `foreseen`: what booking it comes to,
    /// where that is known.
    init(_ proposal: Proposal, of clinic: Clinic, from: CivilMoment?, foreseen: Outcome? = nil) {
        self.proposal = proposal
        self.from = from
        warnings =
            foreseen.map { outcome in
                outcome.consequences.filter(\.isWarning).map {
                    outcome.sentence($0, .names)
                }
            } ?? []
        changes = ProposedChanges(proposal.changes, of: ClinicWeek(clinic, week: proposal.week))
    }

    // MARK: JSON

    /// `before`, `after`, `bound`, `unmetSessions`, `unmet` and `changes`.
    var members: [(String, JSONValue)] {
        [
            ("before", .score(proposal.before)), ("after", .score(proposal.after)),
            ("bound", proposal.lowerBound.map { .integer($0) } ?? .null),
            ("unmetSessions", .integer(proposal.after.unmetSessions)),
            ("unmet", .array(proposal.unmet.map(value))),
            ("changes", .array(proposal.changes.changes.map { ClinicDocument.value(of: $0) })),
        ]
    }
    private func value(_ need: UnmetNeed) -> JSONValue {
        .object([
            ("patient", .id(need.patient)), ("service", .id(need.service)),
            ("missing", .integer(need.sessions)), ("forced", .bool(need.isForced)),
            ("reason", .string(need.sentence(in: changes.after, naming: .names))),
        ])
    }

    // MARK: for a person

    /// Score, changes and what stays unmet, a line each.
    func lines(_ paint: Paint) -> [String] {
        score(paint) + told(paint) + unmet(paint)
            + (warnings.isEmpty ? [] : [paint.warning("what comes of it")])
            + warnings.map { "  " + Columns.oneLine($0) }
    }

    private func score(_ paint: Paint) -> [String] {
        let (before, after) = (proposal.before, proposal.after)
        let bound = proposal.lowerBound.map { ", not below \($0)" } ?? ""
        let terms = ScoreTerm.allCases.filter { before[$0] != 0 || after[$0] != 0 }
        let rows = terms.map { term in
            ["  " + term.rawValue, String(before[term]), "→", String(after[term])]
        }
        return ["score \(before.total) → \(paint.strong(String(after.total)))\(bound)"]
            + Columns.lines(rows, right: [1, 3])
    }

    /// One line a patient, in the clinic's order; groups and absences first.
    private func told(_ paint: Paint) -> [String] {
        let list = changes.list
        let count = list.count == 1 ? "1 change" : "\(list.count) changes"
        let clinic = changes.after.clinic
        func text(_ change: ProposedChange) -> String { change.title.text(in: clinic, naming: .names) }
        var common: [String] = []
        var own: [PatientID: [ProposedChange]] = [:]
        for change in list {
            if change.patients.count == 1, change.kind != .absence {
                own[change.patients[0], default: []].append(change)
            } else {
                let effect = change.effect.text(in: clinic, naming: .names)
                common.append("  " + text(change) + (effect.isEmpty ? "" : ", \(effect)"))
            }
        }
        var rows: [[String]] = []
        for p in clinic.patients {
            guard let mine = own[p.id] else { continue }
            let inTime = mine.sorted { ($0.at ?? .distant, $0.index) < ($1.at ?? .distant, $1.index) }
            rows.append([
                "  " + changes.after.name(of: p.id, .names), inTime.map(text).joined(separator: ", "),
            ])
        }
        return [paint.strong(count)] + common.map(Columns.oneLine) + Columns.lines(rows)
    }

    private func unmet(_ paint: Paint) -> [String] {
        guard let words = proposal.unmetWords else {
            let isAnybodyThere = changes.before.clinic.patients.contains {
                $0.isActive(inWeek: proposal.week)
            }
            return [
                isAnybodyThere
                    ? paint.good("every plan of the week is met")
                    : paint.warning("nobody is in care that week")
            ]
        }
        let heading = paint.warning("not met: \(words)")
        if proposal.unmet.isEmpty { return [heading] }
        let rows = proposal.unmet.map { need in
            [
                "  " + changes.after.name(of: need.patient, .names),
                changes.after.name(of: need.service) + (need.sessions > 1 ? " ×\(need.sessions)" : ""),
                need.sentence(in: changes.after, naming: .names),
            ]
        }
        let binding = changes.before.shortages(from: from).prefix(5).map {
            "  " + Columns.oneLine($0.sentence(in: changes.before, naming: .names))
        }
        return [heading] + Columns.lines(rows)
            + (binding.isEmpty ? [] : [paint.strong("what binds this week")] + binding)
    }
}

extension CivilMoment {
    /// After every moment of a clinic.
    fileprivate static var distant: CivilMoment { CivilMoment(minutes: 1_000_000_000) }
}

extension JSONValue {
    /// Each term and `total`.
    static func score(_ score: WeekScore) -> JSONValue {
        .object(
            ScoreTerm.allCases.map { ($0.rawValue, .integer(score[$0])) } + [("total", .integer(score.total))]
        )
    }
    /// In seconds, to the millisecond.
    static func seconds(_ seconds: Double) -> JSONValue {
        let thousandths = Int((seconds * 1000).rounded())
        return JSONValue(.number("\(thousandths / 1000).\(Digits.padded(thousandths % 1000, to: 3))"))
    }
}
