package import ClinicModel
package import SchedulingEngine

/// One line of the journal: who changed what, when and why.
package struct JournalEntry: Sendable {
    package enum Kind: String, CaseIterable, Hashable, Sendable {
        case change, undo, redo
        /// A document was imported; nothing before it can be undone.
        case `import`
    }
    package let sequence: Int
    package let kind: Kind
    /// Milliseconds since 1970-01-01 00:00 UTC.
    package let instant: Int
    /// In the clinic's own time.
    package let at: CivilMoment
    package let coordinator: String
    package let headline: Title
    package let reason: String?
    /// Of an undo or redo: the change it took back or made again.
    package let original: Int?
    /// Of a change: it was taken back, and was not made again.
    package let isUndone: Bool
    package let changes: ChangeSet

    package init(
        sequence: Int, kind: Kind, instant: Int, at: CivilMoment, coordinator: String, headline: Title,
        reason: String?, original: Int?, isUndone: Bool, changes: ChangeSet
    ) {
        self.sequence = sequence
        self.kind = kind
        self.instant = instant
        self.at = at
        self.coordinator = coordinator
        self.headline = headline
        self.reason = reason
        self.original = original
        self.isUndone = isUndone
        self.changes = changes
    }
    package func title(in clinic: Clinic, _ naming: Naming) -> String {
        headline.text(in: clinic, naming: naming)
    }
}
