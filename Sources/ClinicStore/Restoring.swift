internal import GRDB

extension ClinicStore {
    /// Opens the file that a clinic is to be put into, and makes one where there is none. `replacing`: one that is
    /// damaged is moved out of the way first, with its log, and kept beside it under the label (`aside`: its path).
    package static func openForImport(at path: String, replacing: Bool, keeping label: String)
        throws(StoreError)
        -> (store: ClinicStore, aside: String?)
    {
        do throws(StoreError) {
            let store = try open(at: path, creating: true)
            if !replacing { return (store, nil) }
            if try store.isSound() { return (store, nil) }
            // Closed later it would take the log of the file that comes into its place for its own.
            try? store.file.queue.close()
        } catch {
            guard replacing, case .damaged = error else { throw error }
        }
        let aside = try setAside(path, label)
        return (try open(at: path, creating: true), aside)
    }

    private func isSound() throws(StoreError) -> Bool {
        do throws(StoreError) {
            _ = try isEmpty()
            return try integrityProblems().isEmpty
        } catch {
            if case .damaged = error { return false }
            throw error
        }
    }

    /// Gives a file another name, and its log with it: apart they would be of no use, and the log would be taken for
    /// that of the file that comes next.
    private static func setAside(_ path: String, _ label: String) throws(StoreError) -> String {
        var aside = "\(path).\(label)"
        var n = 1
        while Files.exists(aside) {
            n += 1
            aside = "\(path).\(label)-\(n)"
        }
        do {
            for ending in ["", "-wal", "-shm", "-journal"] where Files.exists(path + ending) {
                try Files.move(path + ending, to: aside + ending)
            }
        } catch { throw .uncreatable(path: aside, detail: error.detail) }
        return aside
    }
}
