internal import GRDB

extension StoreError {
    /// What went wrong, in the store's own words.
    static func from(_ error: any Error, at path: String) -> StoreError {
        if let error = error as? StoreError { return error }
        if let bad = error as? BadRow { return .damaged(path: path, detail: bad.detail) }
        if error is BadText { return .failed(path: path, detail: "a text holds a NUL character") }
        guard let error = error as? DatabaseError else {
            return .failed(path: path, detail: "\(type(of: error))")
        }
        switch error.resultCode {
        case .SQLITE_NOTADB: return .notAClinic(path: path)
        case .SQLITE_CORRUPT: return .damaged(path: path, detail: error.message ?? "corrupt")
        case .SQLITE_BUSY, .SQLITE_LOCKED: return .busy(path: path)
        case .SQLITE_FULL: return .full(path: path)
        case .SQLITE_READONLY, .SQLITE_PERM: return .readOnly(path: path)
        case .SQLITE_CANTOPEN, .SQLITE_AUTH: return .unreadable(path: path)
        // Of the files beside the clinic SQLite does not say so itself.
        case .SQLITE_IOERR where Files.isFull(Files.folder(of: path)): return .full(path: path)
        default:
            // The message names tables and columns; the values stay out of it.
            return .failed(path: path, detail: error.message ?? "code \(error.resultCode.rawValue)")
        }
    }
}

/// Runs what may throw anything and lets out only the store's own errors.
func storing<T>(_ path: String, _ body: () throws -> T) throws(StoreError) -> T {
    do { return try body() } catch { throw .from(error, at: path) }
}
