internal import ArgumentParser

@main
struct Vesper: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "vesper", abstract: "Schedules the week of an intensive outpatient program.")
}
