package import ClinicModel
internal import ClinicStore

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
                try transaction.replaceAll(with: clinic)
                try transaction.record(
                    entry(.import, "Imported \(clinic.profile.name)", Context(), ChangeSet()))
                return .commit(.done(copy: copy))
            }
        }
    }
}
