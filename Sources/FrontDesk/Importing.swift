package import ClinicModel
package import ClinicStore

extension Desk {
    /// What came of an import.
    package enum Imported: Hashable, Sendable {
        /// `copy`: where what stood before is kept; nil when nothing did.
        case done(copy: String?)
        /// The store holds a clinic already, and replacing it was not asked for.
        case occupied
    }

    /// Puts a clinic into the store: into an empty one, or in the place of what stands, of which a copy is kept
    /// beside the file first. Rules may be broken by it. Nothing before it can be undone.
    package func `import`(_ clinic: Clinic, replacing: Bool) throws(DeskError) -> Imported {
        try fill(with: clinic, "Imported \(clinic.profile.name)", replacing: replacing)
    }

    /// The same with a kept copy of a clinic file. Where nothing stands its journal comes along; ids that it had given
    /// are not given again.
    package func restore(_ copy: ClinicStore, named name: String, replacing: Bool) throws(DeskError)
        -> Imported
    {
        let (clinic, journal, numbers) = try stored { () throws(StoreError) in
            (
                try copy.clinic(), try copy.journal(),
                try copy.reading { t throws(StoreError) in try t.nextNumbers() }
            )
        }
        return try fill(
            with: clinic, "Restored the clinic from \(name)", journal: journal, numbers: numbers,
            replacing: replacing)
    }

    private func fill(
        with clinic: Clinic, _ headline: Title, journal: [StoredEntry] = [],
        numbers: (session: Int, series: Int) = (1, 1), replacing: Bool
    ) throws(DeskError) -> Imported {
        var copy: String?
        if replacing {
            copy = try stored { () throws(StoreError) in
                guard try !store.isEmpty() else { return nil }
                return try store.keepCopy("before-import-\(now().date)-\(try store.revision())")
            }
        }
        return try stored { () throws(StoreError) in
            try store.write { transaction throws(StoreError) in
                // Another process may have been first.
                if !replacing, transaction.holdsClinic { return .rollBack(.occupied) }
                if try transaction.isJournalEmpty() { try transaction.record(journal) }
                try transaction.replaceAll(with: clinic)
                try transaction.reserve(session: numbers.session, series: numbers.series)
                try transaction.record(entry(.import, headline, Context(), ChangeSet()))
                return .commit(.done(copy: copy))
            }
        }
    }
}
