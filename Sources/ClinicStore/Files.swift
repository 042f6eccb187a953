#if canImport(Glibc)
    internal import Glibc
#else
    internal import Darwin
#endif

/// Files of a clinic: made for their owner alone, or for the group of a shared folder.
enum Files {
    /// What an operation on a file answered.
    struct Refusal: Error {
        var code: Int32
        var detail: String { String(cString: strerror(code)) }
    }

    /// 0660 in a folder of a group (setgid and writable by it), else 0600.
    static func mode(forFileIn folder: String) -> mode_t {
        var s = stat()
        guard stat(folder, &s) == 0 else { return 0o600 }
        let shared = mode_t(S_ISGID) | 0o020
        return s.st_mode & shared == shared ? 0o660 : 0o600
    }
    static func folder(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }
    static func name(of path: String) -> String {
        path.lastIndex(of: "/").map { String(path[path.index(after: $0)...]) } ?? path
    }
    static func exists(_ path: String) -> Bool {
        var s = stat()
        return stat(path, &s) == 0
    }
    static func isFolder(_ path: String) -> Bool {
        var s = stat()
        return stat(path, &s) == 0 && s.st_mode & S_IFMT == S_IFDIR
    }
    static func isEmpty(_ path: String) -> Bool {
        var s = stat()
        return stat(path, &s) == 0 && s.st_size == 0
    }
    /// Something may stand there, but a folder on the way lets nobody look.
    static func isHidden(_ path: String) -> Bool {
        var s = stat()
        return stat(path, &s) != 0 && errno == EACCES
    }
    static func begins(_ path: String, with bytes: some Collection<UInt8>) -> Bool {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { return false }
        defer { close(file) }
        var found = [UInt8](repeating: 0, count: bytes.count)
        return read(file, &found, found.count) == found.count && found.elementsEqual(bytes)
    }
    /// Which file it is, whatever it is called; nil where none is.
    struct Identity: Hashable {
        var device: Int
        var number: Int
    }
    static func identity(_ path: String) -> Identity? {
        var s = stat()
        guard stat(path, &s) == 0 else { return nil }
        return Identity(device: Int(s.st_dev), number: Int(s.st_ino))
    }
    /// Changes whenever the file is written or replaced.
    static func stamp(_ path: String) -> [Int] {
        var s = stat()
        guard stat(path, &s) == 0 else { return [] }
        #if canImport(Glibc)
            let written = s.st_mtim
        #else
            let written = s.st_mtimespec
        #endif
        return [Int(s.st_ino), Int(s.st_size), Int(written.tv_sec), Int(written.tv_nsec)]
    }
    /// Nothing can be written any more.
    static func isFull(_ folder: String) -> Bool {
        var s = statvfs()
        return statvfs(folder, &s) == 0 && s.f_blocks > 0 && UInt64(s.f_bavail) * UInt64(s.f_frsize) < 1 << 16
    }

    /// Makes the folder and those above it that are missing, 0700.
    static func makeFolder(_ path: String) throws(Refusal) {
        if isFolder(path) { return }
        let above = folder(of: path)
        if above != path { try makeFolder(above) }
        guard mkdir(path, 0o700) == 0 || errno == EEXIST else { throw Refusal(code: errno) }
    }
    /// Makes an empty file that nobody else can open, whatever the umask; one that stands is left alone.
    static func makeFile(_ path: String, mode: mode_t) throws(Refusal) {
        let file = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, mode)
        if file < 0, errno == EEXIST { return }
        guard file >= 0 else { throw Refusal(code: errno) }
        defer { close(file) }
        guard fchmod(file, mode) == 0 else { throw Refusal(code: errno) }
    }
    static func setMode(_ path: String, _ mode: mode_t) { chmod(path, mode) }
    /// Runs one at a time over all processes that do so with the same file.
    static func alone(with path: String, _ body: () -> Void) {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { return }
        defer { close(file) }
        if flock(file, LOCK_EX) == 0 { body() }
    }
    /// Makes an empty file beside another that no other thread or process has.
    static func makeDraft(of path: String, ending: String, mode: mode_t) throws(Refusal) -> String {
        var n = 0
        while true {
            let draft = "\(path).\(getpid())-\(n)\(ending)"
            let file = open(draft, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, mode)
            if file >= 0 {
                defer { close(file) }
                guard fchmod(file, mode) == 0 else { throw Refusal(code: errno) }
                return draft
            }
            guard errno == EEXIST else { throw Refusal(code: errno) }
            n += 1
        }
    }
    /// Seconds since it was written.
    static func age(of path: String) -> Int? {
        var s = stat()
        guard stat(path, &s) == 0 else { return nil }
        return time(nil) - s.st_mtim.tv_sec
    }
    /// Whether it opens for reading and writing; the error otherwise.
    static func access(_ path: String) -> (canRead: Bool, canWrite: Bool) {
        let both = open(path, O_RDWR | O_CLOEXEC)
        if both >= 0 {
            close(both)
            return (true, true)
        }
        let reading = open(path, O_RDONLY | O_CLOEXEC)
        guard reading >= 0 else { return (false, false) }
        close(reading)
        return (true, false)
    }
    /// Returns once what was written is on the disk.
    static func sync(_ path: String) throws(Refusal) {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { throw Refusal(code: errno) }
        defer { close(file) }
        guard fsync(file) == 0 else { throw Refusal(code: errno) }
    }
    static func replace(_ path: String, with new: String) throws(Refusal) {
        try move(new, to: path)
        try sync(folder(of: path))
    }
    static func move(_ path: String, to new: String) throws(Refusal) {
        guard rename(path, new) == 0 else { throw Refusal(code: errno) }
    }
    /// Gives a file its name unless something has it already.
    static func name(_ new: String, as path: String) throws(Refusal) {
        guard link(new, path) == 0 else { throw Refusal(code: errno) }
        remove(new)
        try sync(folder(of: path))
    }
    static func remove(_ path: String) { unlink(path) }
    /// Names in a folder, sorted.
    static func names(in folder: String) -> [String] {
        guard let directory = opendir(folder) else { return [] }
        defer { closedir(directory) }
        var out: [String] = []
        while let entry = readdir(directory) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            out.append(name)
        }
        return out.sorted()
    }
}

extension Files {
    /// Sleeps for the time between two tries; false when they have taken so many seconds.
    static func pause(_ tries: Int, within seconds: Double) -> Bool {
        let microseconds = 4000
        guard Double(tries * microseconds) < seconds * 1_000_000 else { return false }
        usleep(UInt32(microseconds))
        return true
    }
}

/// Milliseconds since 1970-01-01 00:00 UTC.
package func presentInstant() -> Int {
    var t = timespec()
    clock_gettime(CLOCK_REALTIME, &t)
    return Int(t.tv_sec) * 1000 + Int(t.tv_nsec) / 1_000_000
}
