package import ClinicModel
internal import GRDB

/// Copies of the clinic file: whole, checked by nobody else, and readable by whom the file is.
extension ClinicStore {
    /// Copies of days that are kept beside the file.
    package static let daysKept = 7

    /// Writes the clinic as it stands to a new file, 0600. An existing file is not replaced.
    package func backup(to path: String) throws(StoreError) {
        try checkStanding()
        if Files.isFolder(path) { throw .directory(path: path) }
        if Files.exists(path) { throw .exists(path: path) }
        try copy(to: path, mode: 0o600, replacing: false)
    }

    /// Keeps a copy beside the file, named after it: `clinic.sqlite.kept-LABEL`. Nil in memory.
    @discardableResult
    package func keepCopy(_ label: String) throws(StoreError) -> String? {
        guard let path else { return nil }
        let copy = path + Self.copyMark + label
        try self.copy(to: copy, mode: Files.mode(forFileIn: Files.folder(of: path)), replacing: true)
        return copy
    }

    /// Keeps the copy of a day, unless it is there or there is nothing to keep; the oldest go, and so does
    /// what a process left behind that was killed over a copy.
    package func keepDailyCopy(on day: CivilDate) throws(StoreError) {
        guard let path, !isReadOnly, !Files.exists(path + Self.copyMark + day.description) else { return }
        try checkStanding()
        try keepCopy(day.description)
        let prefix = Files.name(of: path) + Self.copyMark
        let folder = Files.folder(of: path)
        let kept = Files.names(in: folder).filter { $0.hasPrefix(prefix) }
        let days = kept.filter { CivilDate($0.dropFirst(prefix.count)) != nil }
        for old in days.dropLast(Self.daysKept) where old != prefix + day.description {
            Files.remove("\(folder)/\(old)")
        }
        // SQLite keeps a journal beside a draft.
        for draft in kept where draft.contains(Self.draftEnding) {
            let draft = "\(folder)/\(draft)"
            if let age = Files.age(of: draft), age > 3600 { Files.remove(draft) }
        }
    }
    private static var draftEnding: String { ".part" }
    /// Between a file's name and what its copy is called.
    static var copyMark: String { ".kept-" }

    /// The copies kept beside a file, by their paths, the one written last first.
    package static func copies(of path: String) -> [String] {
        let prefix = Files.name(of: path) + copyMark
        let folder = Files.folder(of: path)
        let names = Files.names(in: folder).filter { name in
            name.hasPrefix(prefix) && !name.contains(draftEnding)
                && !["-wal", "-shm", "-journal"].contains { name.hasSuffix($0) }
        }
        let aged = names.map { name in
            (
                path: path + copyMark + name.dropFirst(prefix.count),
                age: Files.age(of: "\(folder)/\(name)") ?? 0
            )
        }
        return aged.sorted { ($0.age, $1.path) < ($1.age, $0.path) }.map(\.path)
    }

    /// By way of a file of another name, so that a copy is whole or not there.
    private func copy(to path: String, mode: UInt32, replacing: Bool) throws(StoreError) {
        let draft: String
        do {
            draft = try Files.makeDraft(of: path, ending: Self.draftEnding, mode: mode)
        } catch { throw .uncreatable(path: path, detail: error.detail) }
        defer { Files.remove(draft) }
        try storing(place) {
            try file.queue.writeWithoutTransaction { db in
                try db.execute(sql: "VACUUM INTO ?", arguments: [draft])
            }
        }
        do {
            try Files.sync(draft)
            if replacing { try Files.replace(path, with: draft) } else { try Files.name(draft, as: path) }
        } catch { throw .uncreatable(path: path, detail: error.detail) }
    }
}
