internal import ArgumentParser
internal import ClinicModel
internal import ClinicStore
internal import DemoClinic
internal import Foundation
internal import FrontDesk
internal import Interchange

struct Demo: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo",
        abstract: "Open the dashboard on an invented clinic whose week is this week.",
        discussion: """
            A private copy, removed when you leave; --keep makes it stay. Nobody in it exists.

            Examples:
              vesper demo
              vesper demo --keep demo.sqlite
            """)

    @Option(
        help: ArgumentHelp("Make the clinic file here and leave it there.", valueName: "path"),
        completion: .file())
    var keep: String?
    @Option(help: ArgumentHelp("Who works here, for the journal and undo.", valueName: "name"))
    var coordinator: String?
    @OptionGroup var screen: ScreenChoices

    func run() throws {
        if let keep { return try run(keeping: keep) }
        guard Output.isTerminal else {
            throw Failure(
                .refused,
                "the demo is a dashboard and needs a terminal; --keep PATH makes its clinic file without")
        }
        let folder = try Self.privateFolder()
        let signal: Int32?
        do {
            defer { try? FileManager.default.removeItem(atPath: folder) }
            let reception = try Self.reception(at: folder + "/demo.sqlite", coordinator)
            var options = screen.options
            options.greeting = "An invented clinic; keep one with: vesper demo --keep PATH"
            signal = try reception.show(options)
        }
        if let signal { return end(by: signal) }
        Output.complain("The demo is gone. Keep one: vesper demo --keep PATH, then vesper --clinic PATH")
    }

    private func run(keeping path: String) throws {
        guard !FileManager.default.fileExists(atPath: path) else {
            throw Failure(.refused, "\(path) is there already; open it with vesper --clinic \(path)")
        }
        let reception = try Self.reception(at: path, coordinator)
        if Output.isTerminal, let signal = try reception.show(screen.options) { end(by: signal) }
        Output.complain("The invented clinic is kept: vesper --clinic \(path)")
    }

    /// A new folder that nobody else can look into.
    private static func privateFolder() throws(Failure) -> String {
        let base = FileManager.default.temporaryDirectory.path
        var pattern = Array((base + "/vesper-demo-XXXXXX").utf8CString)
        guard let made = mkdtemp(&pattern) else {
            throw Failure(.unusable, "no folder can be made in \(base): \(String(cString: strerror(errno)))")
        }
        return String(cString: made)
    }

    private static func reception(at path: String, _ coordinator: String?) throws(Failure) -> Reception {
        let clinic = try clinic()
        let now = try Clock.running(in: clinic.profile.timeZone)
        let coordinator = try Place.coordinator(coordinator)
        let store = try stored { () throws(StoreError) in try ClinicStore.open(at: path, creating: true) }
        _ = try asked { () throws(DeskError) in
            try Desk(store: store, coordinator: coordinator, now: now).import(clinic, replacing: false)
        }
        return try Reception(store: store, coordinator: coordinator)
    }

    private static func clinic() throws(Failure) -> Clinic {
        do {
            let today = try Clock.running(in: DemoClinic.timeZone)().date
            return try DemoClinic.clinic(inWeekOf: today)
        } catch let failure as Failure {
            throw failure
        } catch {
            throw Failure(.unusable, "the built-in clinic can't be read: \(error)")
        }
    }
}
