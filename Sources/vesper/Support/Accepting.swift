internal import ClinicModel
internal import FrontDesk
internal import Interchange
internal import SchedulingEngine

/// Books a proposal, writes the clinic with it, or tells what would come of it: what `admit`, `plan` and `repair`
/// have in common.
struct Accepting {
    let desk: Desk
    let permit: PermitOptions

    /// What it comes to on what stands now; nil when there is nothing to do, or it can't be told.
    func foreseen(_ acceptance: Acceptance) -> Outcome? {
        guard !acceptance.changes.isEmpty, let permit = try? permit.permit() else { return nil }
        return try? desk.preview(.accept(acceptance), permit: permit)
    }
    /// Does it, or with --dry-run finds out what would come of it; nil: there is nothing to do.
    func take(_ acceptance: Acceptance) throws(Failure) -> Outcome? {
        acceptance.changes.isEmpty ? nil : try permit.outcome(of: .accept(acceptance), at: desk)
    }
    /// Writes the document of a clinic with the changes.
    static func write(_ changes: ChangeSet, of clinic: Clinic, toFile out: String) throws(Failure) {
        var after = clinic
        do throws(ChangeConflict) { try after.apply(changes) } catch {
            throw Failure(
                .refused, "the proposal does not fit the clinic it was made for; nothing was written")
        }
        try Output.write(ClinicDocument.write(after), toFile: out)
    }
    /// On stderr, by ids: what was done.
    func tell(_ done: Outcome) {
        Output.complain((permit.dryRun ? "would be: " : "") + done.title(.ids))
        for c in done.consequences where c.isWarning {
            Output.complain("note: " + done.sentence(c, .ids))
        }
    }
}
