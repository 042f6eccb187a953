/// Why a clinic file can't be used. Sentences name the file, never a person.
package enum StoreError: Error, Equatable, Sendable {
    /// Nothing is at the path.
    case missing(path: String)
    case directory(path: String)
    /// A file, but no SQLite database, or a database of another program.
    case notAClinic(path: String)
    case unreadable(path: String)
    case readOnly(path: String)
    /// Its log was left without the index that reading it needs, and this user can't make one.
    case unsettled(path: String)
    /// Written by a later version of the program.
    case newerSchema(path: String, migrations: [String])
    case damaged(path: String, detail: String)
    /// While it was open; nothing that is written would be there again.
    case removed(path: String)
    /// Another file was put in the place of the one that is open.
    case replaced(path: String)
    /// Another process held the file for longer than is waited.
    case busy(path: String)
    case full(path: String)
    /// A folder or file that could not be made.
    case uncreatable(path: String, detail: String)
    /// Nothing has been imported yet.
    case empty(path: String)
    /// A backup would replace a file that stands.
    case exists(path: String)
    /// What the database answered, where none of the above fits.
    case failed(path: String, detail: String)

    /// The command that puts a copy in a file's place: the one named, or one of a day.
    package static func restoring(_ path: String, from copy: String? = nil) -> String {
        "vesper import \(copy ?? path + ClinicStore.copyMark + "DATE") --replace --clinic \(path)"
    }

    /// What is wrong and what to do.
    package var sentence: String {
        switch self {
        case .missing(let p): "\(p): there is no clinic here; import a document, or try the demo"
        case .directory(let p): "\(p) is a folder, not a clinic file; name the file in it"
        case .notAClinic(let p): "\(p) is not a Vesper clinic; check the path"
        case .unreadable(let p): "\(p) can't be read by this user; ask its owner for access"
        case .readOnly(let p):
            "\(p) can't be written by this user: it can be looked at, not changed; ask its owner for write access "
                + "to the file and its folder"
        case .unsettled(let p):
            "\(p) was not closed properly, and this user can't put it right; ask its owner to open it once"
        case .newerSchema(let p, let m):
            "\(p) was written by a newer Vesper (schema \(m.joined(separator: ", "))); update this one"
        case .damaged(let p, let d):
            "\(p) is damaged (\(d)); put a copy in its place: \(Self.restoring(p)) (vesper doctor lists the copies)"
        case .removed(let p):
            "\(p) was removed meanwhile; nothing was changed. Put it back, or a copy in its place: \(Self.restoring(p))"
        case .replaced(let p):
            "\(p) was replaced by another file meanwhile; nothing was changed. Look at what it holds and try again"
        case .busy(let p): "\(p) is held by another process; nothing was changed. Try again"
        case .full(let p): "\(p): the disk is full, nothing was changed; make room and try again"
        case .uncreatable(let p, let d): "\(p) can't be created (\(d)); choose another place"
        case .empty(let p): "\(p) holds no clinic yet; import a document"
        case .exists(let p): "\(p) exists already; choose another name"
        case .failed(let p, let d): "\(p): the database says: \(d)"
        }
    }
}
