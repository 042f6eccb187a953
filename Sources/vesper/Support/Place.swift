internal import Foundation

/// Where things are kept.
enum Place {
    /// The clinic file: what was asked for, else `VESPER_CLINIC`, else `$XDG_DATA_HOME/vesper/clinic.sqlite`
    /// (`~/.local/share` without it).
    static func clinic(_ asked: String?) -> String {
        if let path = asked ?? Environment["VESPER_CLINIC"] { return expanded(path) }
        return folder("XDG_DATA_HOME", ".local/share") + "/clinic.sqlite"
    }
    /// The folder of the configuration and of a person's own themes.
    static var configuration: String { folder("XDG_CONFIG_HOME", ".config") }

    /// The base directory specification has relative paths ignored.
    private static func folder(_ variable: String, _ standard: String) -> String {
        if let base = Environment[variable], base.hasPrefix("/") { return base + "/vesper" }
        return NSHomeDirectory() + "/" + standard + "/vesper"
    }
    /// `~/` is the home folder also where no shell has replaced it.
    private static func expanded(_ path: String) -> String {
        path.hasPrefix("~/") ? NSHomeDirectory() + path.dropFirst() : path
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
