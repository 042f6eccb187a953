internal import Foundation
internal import Interchange

/// What goes to stdout and stderr, and into files.
enum Output {
    /// Writes a line (or several) to stdout.
    static func print(_ text: String) throws(Failure) {
        guard let problem = write(text.hasSuffix("\n") ? text : text + "\n", to: STDOUT_FILENO) else {
            return
        }
        throw Failure(.unusable, "the output can't be written: \(words(problem))")
    }
    static func print(_ value: JSONValue) throws(Failure) { try print(JSONWriter.page(value)) }

    /// Writes to stderr; nothing for an empty text.
    static func complain(_ text: String) {
        guard !text.isEmpty else { return }
        // Where stderr can't be written either, there is nobody left to tell.
        _ = write(text.hasSuffix("\n") ? text : text + "\n", to: STDERR_FILENO)
    }

    static var isTerminal: Bool { isatty(STDOUT_FILENO) == 1 }

    /// Writes all of it; the error otherwise.
    private static func write(_ text: String, to file: Int32) -> Int32? {
        var bytes = Array(text.utf8)[...]
        while !bytes.isEmpty {
            let n = bytes.withUnsafeBytes { Foundation.write(file, $0.baseAddress, $0.count) }
            if n >= 0 { bytes = bytes.dropFirst(n) } else if errno != EINTR { return errno }
        }
        return nil
    }
    private static func words(_ code: Int32) -> String { String(cString: strerror(code)) }

    /// Writes a file whole or not at all, readable by its owner alone.
    static func write(_ text: String, toFile path: String) throws(Failure) {
        let url = URL(filePath: path)
        var folder: ObjCBool = false
        if FileManager.default.fileExists(atPath: path, isDirectory: &folder), folder.boolValue {
            throw Failure(.unusable, "\(path) is a folder; a file is wanted")
        }
        let draft = url.deletingLastPathComponent().path + "/.\(url.lastPathComponent).\(getpid()).part"
        unlink(draft)
        let file = open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw Failure(.unusable, "\(path) can't be written: \(words(errno))") }
        var problem = write(text, to: file)
        if problem == nil, fsync(file) != 0 { problem = errno }
        close(file)
        if problem == nil, rename(draft, path) != 0 { problem = errno }
        guard let problem else { return }
        unlink(draft)
        throw Failure(.unusable, "\(path) can't be written: \(words(problem))")
    }

    /// Reads a whole file, `-` for stdin.
    static func read(_ path: String) throws(Failure) -> [UInt8] {
        do {
            if path == "-" { return Array(try FileHandle.standardInput.readToEnd() ?? Data()) }
            var folder: ObjCBool = false
            guard FileManager.default.fileExists(atPath: path, isDirectory: &folder) else {
                throw Failure(.unusable, "\(path): there is no such file")
            }
            guard !folder.boolValue else { throw Failure(.unusable, "\(path) is a folder; a file is wanted") }
            return Array(try Data(contentsOf: URL(filePath: path)))
        } catch let failure as Failure {
            throw failure
        } catch {
            throw Failure(.unusable, "\(path) can't be read by this user")
        }
    }
}
