internal import ClinicModel
internal import FrontDesk
internal import SchedulingEngine

/// What the part of a proposal that is taken comes to.
struct ReviewPart: Sendable {
    /// Sessions of a plan that the week lacks with it.
    struct Lack: Hashable, Sendable {
        var patient: PatientID
        var service: ServiceID
        var sessions: Int
        /// Why; nil: the proposal has them, and they were left out of it.
        var need: UnmetNeed?
    }
    /// The week with it.
    let week: ClinicWeek
    let lacks: [Lack]
    /// Of everybody.
    let unmetSessions: Int
    /// What of it breaks rules in later weeks.
    private(set) var later: [Consequence] = []
    /// Places in the proposal of what no longer fits, and of seats whose group stays without a time for it.
    private(set) var misfits: Set<Int> = []
    private(set) var fallen: Set<Int> = []

    /// All of a proposal, before the desk has weighed it.
    init(of proposal: Proposal, _ told: ProposedChanges) {
        week = told.after
        lacks = proposal.unmet.map(Lack.init)
        unmetSessions = proposal.after.unmetSessions
    }
    /// Nothing of it.
    init(nothingOf proposal: Proposal, _ told: ProposedChanges) {
        week = told.before
        lacks = Self.lacks(of: proposal, told, in: told.before)
        unmetSessions = proposal.before.unmetSessions
    }
    init(_ preview: AcceptancePreview, of proposal: Proposal, _ told: ProposedChanges, isWhole: Bool) {
        week = preview.week
        lacks = isWhole ? proposal.unmet.map(Lack.init) : Self.lacks(of: proposal, told, in: preview.week)
        unmetSessions = preview.after.unmetSessions
        later = preview.outcome.consequences.filter(\.isOfLater)
        for consequence in preview.outcome.consequences {
            switch consequence {
            case .leftOut(let misfit):
                if let n = proposal.changes.changes.firstIndex(of: misfit.change) { misfits.insert(n) }
            case .seatFalls(let patient, let series):
                let seat = proposal.changes.changes.firstIndex {
                    guard case .enrollment(series, _, let after?) = $0 else { return false }
                    return after.patient == patient
                }
                if let seat { fallen.insert(seat) }
            default: break
            }
        }
    }

    /// Those whom the proposal tells of, in the clinic's order: what it can't meet, with its reason, then what is
    /// left out of it.
    private static func lacks(of proposal: Proposal, _ told: ProposedChanges, in week: ClinicWeek) -> [Lack] {
        let people = Set(told.list.flatMap(\.patients)).union(proposal.unmet.map(\.patient))
        return week.clinic.patients.filter { people.contains($0.id) }.flatMap { p in
            week.standing(of: p.id).needs.flatMap { need -> [Lack] in
                var missing = need.missing
                var out: [Lack] = []
                for unmet in proposal.unmet
                where unmet.patient == p.id && unmet.service == need.service && missing > 0 {
                    var lack = Lack(unmet)
                    lack.sessions = min(missing, unmet.sessions)
                    missing -= lack.sessions
                    out.append(lack)
                }
                if missing > 0 {
                    out.append(
                        Lack(patient: p.id, service: need.service, sessions: missing, need: nil))
                }
                return out
            }
        }
    }
    /// `3 sessions`; nil: every plan is met.
    var unmetWords: String? {
        Proposal.words(ofUnmet: lacks.reduce(0) { $0 + $1.sessions }, of: unmetSessions)
    }
    var forcedSessions: Int {
        lacks.filter { $0.need?.isForced ?? false }.reduce(0) { $0 + $1.sessions }
    }
}

extension ReviewPart.Lack {
    fileprivate init(_ need: UnmetNeed) {
        self.init(patient: need.patient, service: need.service, sessions: need.sessions, need: need)
    }
}
