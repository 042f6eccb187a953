internal import ClinicStore
internal import Foundation
internal import Interchange
internal import Terminal

/// What goes to stdout and stderr, and into files.
enum Output {
    /// Writes a line (or several) to stdout.
    static func print(_ text: String) throws(Failure) {
        let text = TextWidth.harmless(text)
        guard let problem = write(text.hasSuffix("\n") ? text : text + "\n", to: STDOUT_FILENO) else {
            return
        }
        throw Failure(.unusable, "the output can't be written: \(words(problem))")
    }
    static func print(_ value: JSONValue) throws(Failure) { try print(JSONWriter.page(value)) }

    /// Writes to stderr; nothing for an empty text.
    static func complain(_ text: String) {
        guard !text.isEmpty else { return }
        var text = TextWidth.harmless(text)
        if let columns = columns(of: STDERR_FILENO) { text = folded(text, columns) }
        // Where stderr can't be written either, there is nobody left to tell.
        _ = write(text.hasSuffix("\n") ? text : text + "\n", to: STDERR_FILENO)
    }

    static var isTerminal: Bool { isatty(STDOUT_FILENO) == 1 }

    /// Of the terminal; nil where there is none, or it does not say.
    private static func columns(of file: Int32) -> Int? {
        var size = winsize()
        guard isatty(file) == 1 else { return nil }
        return ioctl(file, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 0 ? Int(size.ws_col) : 80
    }
    /// Broken between words where a line is too long.
    private static func folded(_ text: String, _ columns: Int) -> String {
        text.split(separator: "\n", omittingEmptySubsequences: false).map { line -> String in
            guard TextWidth.columns(of: line) > columns else { return String(line) }
            var lines = [""]
            for word in line.split(separator: " ", omittingEmptySubsequences: false) {
                let last = lines[lines.count - 1]
                if last.isEmpty {
                    lines[lines.count - 1] = String(word)
                } else if TextWidth.columns(of: last) + 1 + TextWidth.columns(of: word) <= columns {
                    lines[lines.count - 1] += " " + word
                } else {
                    lines.append(String(word))
                }
            }
            return lines.joined(separator: "\n")
        }.joined(separator: "\n")
    }
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

    /// Writes a file whole or not at all, readable by its owner alone. A clinic file is never written over; a
    /// pipe or a device takes the text as it comes.
    static func write(_ text: String, toFile path: String) throws(Failure) {
        guard path != "-" else {
            throw Failure(.usage, "--out -: give a file's name; stdout holds what is told already")
        }
        var standing = stat()
        if stat(path, &standing) == 0 {
            switch standing.st_mode & S_IFMT {
            case S_IFDIR: throw Failure(.unusable, "\(path) is a folder; a file is wanted")
            case S_IFREG: break
            default: return try write(text, toPipe: path)
            }
        }
        guard !ClinicStore.isDatabase(path) else {
            throw Failure(
                .usage, "--out \(path): this is a clinic file, or belongs to one; give another name")
        }
        // What a link points at is replaced, not the link.
        let url = URL(filePath: path).resolvingSymlinksInPath()
        let path = url.path
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

    private static func write(_ text: String, toPipe path: String) throws(Failure) {
        let file = open(path, O_WRONLY | O_CLOEXEC)
        guard file >= 0 else { throw Failure(.unusable, "\(path) can't be written: \(words(errno))") }
        defer { close(file) }
        if let problem = write(text, to: file) {
            throw Failure(.unusable, "\(path) can't be written: \(words(problem))")
        }
    }

    /// Reads a whole file or pipe, `-` for stdin.
    static func read(_ path: String) throws(Failure) -> [UInt8] {
        let file = path == "-" ? dup(STDIN_FILENO) : open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { throw unreadable(path, errno) }
        defer { close(file) }
        var bytes: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let n = Foundation.read(file, &piece, piece.count)
            if n == 0 { return bytes }
            if n > 0 {
                bytes += piece[..<n]
            } else if errno != EINTR {
                throw unreadable(path, errno)
            }
        }
    }
    private static func unreadable(_ path: String, _ code: Int32) -> Failure {
        let what =
            switch code {
            case ENOENT: "\(path): there is no such file"
            case EISDIR: "\(path) is a folder; a file is wanted"
            case EACCES, EPERM: "\(path) can't be read by this user; ask its owner for access"
            default: "\(path) can't be read: \(words(code))"
            }
        return Failure(.unusable, what)
    }
}
