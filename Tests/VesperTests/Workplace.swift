import Foundation
import Testing

/// What one run of the program did.
struct Run {
    /// The exit status; the signal's number below zero.
    var status: Int32
    var out: String
    var err: String

    var lines: [String] { out.split(separator: "\n").map { String($0) } }
    var json: Any {
        get throws { try JSONSerialization.jsonObject(with: Data(out.utf8), options: .fragmentsAllowed) }
    }
}

/// A folder of its own with a clinic file in it, and the built program to run on it as another process. Removed
/// with the value.
final class Workplace: Sendable {
    let folder: String
    /// It is Monday 23 November 2026, 08:00, for every run.
    static let now = "2026-11-23 08:00"

    init() throws {
        folder = NSTemporaryDirectory() + "vesper-tests-" + UUID().uuidString
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    }
    deinit { try? FileManager.default.removeItem(atPath: folder) }

    var clinic: String { folder + "/clinic.sqlite" }

    /// The program, built beside these tests.
    private static var program: URL {
        get throws {
            let arguments = ProcessInfo.processInfo.arguments
            let folders =
                [Bundle.main.executableURL, URL(filePath: arguments[0])].compactMap {
                    $0?.deletingLastPathComponent()
                }
                + Bundle.allBundles.map { $0.bundleURL.deletingLastPathComponent() }
            return try #require(
                folders.map { $0.appending(path: "vesper") }.first {
                    FileManager.default.isExecutableFile(atPath: $0.path)
                }, "the program is not built beside the tests")
        }
    }

    /// A fixture's path.
    static func fixture(_ name: String, file: String = #filePath) -> String {
        URL(filePath: file).deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "Fixtures/\(name).json").path
    }
    func write(_ text: String, to name: String) throws -> String {
        let path = folder + "/" + name
        try Data(text.utf8).write(to: URL(filePath: path))
        return path
    }

    /// Runs the program to its end. `killedAfter`: kill -9 after so many milliseconds, unless it has ended.
    @discardableResult
    func vesper(
        _ arguments: String..., as coordinator: String = "m.k.", environment: [String: String] = [:]
    ) async throws -> Run {
        try await vesper(arguments, as: coordinator, environment: environment)
    }
    @discardableResult
    func vesper(
        _ arguments: [String], as coordinator: String = "m.k.", environment: [String: String] = [:],
        killedAfter: Int? = nil
    ) async throws -> Run {
        try await run(
            Self.program.path, arguments, as: coordinator, environment: environment, killedAfter: killedAfter)
    }
    private func run(
        _ program: String, _ arguments: [String], as coordinator: String = "m.k.",
        environment: [String: String], killedAfter: Int? = nil
    ) async throws -> Run {
        let name = folder + "/" + UUID().uuidString
        let (out, err) = (name + ".out", name + ".err")
        let settings = [
            "HOME": folder, "PATH": "/usr/bin:/bin", "TERM": "dumb", "LC_ALL": "C.UTF-8",
            "VESPER_CLINIC": clinic, "VESPER_NOW": Self.now, "VESPER_COORDINATOR": coordinator,
        ].merging(environment) { $1 }
        let status = try await Child.run(
            program, arguments, environment: settings, out: out, err: err, killedAfter: killedAfter)
        defer { for path in [out, err] { try? FileManager.default.removeItem(atPath: path) } }
        return Run(
            status: status,
            out: try String(contentsOfFile: out, encoding: .utf8),
            err: try String(contentsOfFile: err, encoding: .utf8))
    }

    /// Runs the program as somebody whom modes of files hold back: the administrator they do not.
    func asStranger(_ arguments: [String], environment: [String: String] = [:]) async throws -> Run {
        guard geteuid() == 0 else { return try await vesper(arguments, environment: environment) }
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: folder)
        return try await run(
            "/usr/bin/setpriv",
            ["--reuid=65534", "--regid=65534", "--clear-groups", Self.program.path] + arguments,
            environment: environment)
    }
}
