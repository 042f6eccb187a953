internal import ArgumentParser
internal import ClinicModel
internal import ClinicStore
internal import Dashboard
internal import Foundation
internal import FrontDesk
internal import Terminal

struct Open: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "open",
        abstract: "Open the dashboard (also without a command).",
        discussion: """
            Examples:
              vesper open --week "next mon"
              vesper open --as whitfield
            """)

    @Option(help: ArgumentHelp("Any date of the week to open; default this week.", valueName: "date"))
    var week: String?
    @Option(
        name: .customLong("as"),
        help: ArgumentHelp("Look at the week of this patient, therapist or room.", valueName: "name"))
    var whose: String?
    @OptionGroup var clinic: ClinicOptions
    @OptionGroup var screen: ScreenChoices

    func run() throws {
        let path = Place.clinic(clinic.clinic)
        let coordinator = try Place.coordinator(clinic.coordinator)
        let store: ClinicStore
        let reception: Reception
        do throws(StoreError) {
            // Whoever is at the keys waits for nobody long; the change can be tried again.
            store = try ClinicStore.open(at: path, reading: true, patience: 1)
            guard try !store.isEmpty() else { throw .empty(path: path) }
        } catch {
            switch error {
            case .missing, .empty: return try Output.print(Self.beginning(path))
            default: throw Failure(error)
            }
        }
        reception = try Reception(store: store, coordinator: coordinator)
        var options = screen.options
        options.week = try week.map { text throws(Failure) in try reception.names.date(text) }
        if let whose {
            options.lens =
                switch try reception.names.whose(whose) {
                case .patient(let id): .patient(id)
                case .therapist(let id): .therapist(id)
                case .room(let id): .room(id)
                }
        }
        if let signal = try reception.show(options) { end(by: signal) }
    }

    private static func beginning(_ path: String) -> String {
        """
        There is no clinic at \(path) yet. Begin with:

          vesper demo            look around in an invented clinic; nothing of it stays
          vesper import FILE     read your own from a clinic document, then start vesper

        vesper --help lists every command.
        """
    }
}

/// How the screen looks.
struct ScreenChoices: ParsableArguments {
    @Option(help: "Colour: auto, always or never.")
    var color: Paint.Choice = .auto
    @Option(help: ArgumentHelp("The theme for this time (see vesper theme list).", valueName: "name"))
    var theme: String?
    @Flag(help: "Plain letters and a cursor that screen readers can follow.")
    var accessible = false

    var options: DashboardOptions {
        var options = DashboardOptions()
        options.color = color.ofScreen
        options.theme = theme
        options.accessible = accessible
        return options
    }
}

extension Reception {
    /// Runs the dashboard until the person leaves. Returns the signal that ended it, if one did.
    func show(_ options: DashboardOptions) throws(Failure) -> Int32? {
        do {
            return try launchDashboard(desk: desk, options: options, now: now)
        } catch let error as ScreenError {
            throw Failure(.refused, error.sentence)
        } catch let error as DeskError {
            throw Failure(error)
        } catch {
            throw Failure(.unusable, "the dashboard can't start: \(error)")
        }
    }
}

/// Ends as a program does that the signal ends at once; the terminal has been put back.
func end(by number: Int32) {
    signal(number, SIG_DFL)
    raise(number)
}
