internal import Foundation

/// Where things are kept.
enum Place {
    /// The clinic file: what was asked for, else `VESPER_CLINIC`, else `$XDG_DATA_HOME/vesper/clinic.sqlite`
    /// (`~/.local/share` without it).
    static func clinic(_ asked: String?) -> String {
        if let path = asked ?? Environment["VESPER_CLINIC"] { return expanded(path) }
        // The base directory specification has relative paths ignored.
        let base = Environment["XDG_DATA_HOME"].flatMap { $0.hasPrefix("/") ? $0 : nil }
        return (base ?? home + "/.local/share") + "/vesper/clinic.sqlite"
    }

    private static var home: String { Environment["HOME"] ?? NSHomeDirectory() }
    /// `~/` is the home folder also where no shell has replaced it.
    private static func expanded(_ path: String) -> String {
        path.hasPrefix("~/") ? home + path.dropFirst() : path
    }

    /// Who works here: what was asked for, else `VESPER_COORDINATOR`, else the login's name.
    static func coordinator(_ asked: String?) throws(Failure) -> String {
        let name = (asked ?? Environment["VESPER_COORDINATOR"] ?? login).trimmingCharacters(in: .whitespaces)
        guard !name.isEmpty, name.count <= 64, !name.contains(where: \.isNewline) else {
            throw Failure(.usage, "--coordinator: a short name on one line is wanted")
        }
        return name
    }
    private static var login: String {
        guard let entry = getpwuid(getuid()), let name = entry.pointee.pw_name else {
            return "uid \(getuid())"
        }
        return String(cString: name)
    }
}
