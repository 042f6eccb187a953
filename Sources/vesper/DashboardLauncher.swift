internal import ClinicModel
internal import Dashboard
internal import Foundation
internal import FrontDesk
internal import Terminal
internal import Themes

/// What the command line says about the screen.
struct DashboardOptions {
    /// A date in the week to open; nil: this week.
    var week: CivilDate?
    var lens: Lens = .everyone
    var color: ScreenOptions.Color = .auto
    var theme: String?
    var glyphs: GlyphSet.Kind?
    var accessible = false
    /// Shown for the first moment: how to keep a demo, what in the configuration can't be used.
    var greeting: String?
}

/// The configuration folder: `$XDG_CONFIG_HOME/vesper`, else `~/.config/vesper`.
enum ConfigurationFolder {
    static var path: String {
        let environment = ProcessInfo.processInfo.environment
        let base =
            environment["XDG_CONFIG_HOME"].flatMap { $0.isEmpty ? nil : $0 } ?? (environment["HOME"] ?? "")
            + "/.config"
        return base + "/vesper"
    }
    static var file: String { path + "/config.toml" }

    static func read() -> Configuration {
        guard FileManager.default.fileExists(atPath: file) else { return Configuration() }
        let bytes: [UInt8]
        do { bytes = try Output.read(file) } catch {
            return Configuration(file: file, problem: "can't be read; the settings are as they come")
        }
        guard let toml = String(validating: bytes, as: UTF8.self) else {
            return Configuration(file: file, problem: "is no text in UTF-8; the settings are as they come")
        }
        return Configuration(toml: toml, file: file)
    }
    /// Shipped themes and the person's own.
    static func themes() -> ThemeLibrary {
        let shipped = ShippedThemes.texts.map {
            ThemeLibrary.Source(name: $0.name, file: $0.name + ".toml", toml: $0.toml)
        }
        let folder = path + "/themes"
        let names = ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).filter {
            $0.hasSuffix(".toml")
        }
        let own = names.sorted().compactMap { name -> ThemeLibrary.Source? in
            let file = folder + "/" + name
            guard let data = FileManager.default.contents(atPath: file) else { return nil }
            return ThemeLibrary.Source(
                name: String(name.dropLast(5)), file: file, toml: String(decoding: data, as: UTF8.self))
        }
        return ThemeLibrary(shipped: shipped, own: own)
    }
    /// The theme of the command line, of the configuration or the standard one, and what is wrong with it.
    static func theme(
        _ option: String?, _ configuration: Configuration, _ themes: ThemeLibrary
    ) -> (theme: Theme, problems: [String]) {
        let name = option ?? configuration.theme ?? ThemeLibrary.standard
        let (theme, problems) = themes.theme(named: name)
        if themes.names.contains(name) { return (theme, problems.map(\.description)) }
        let place = option == nil ? "\(file):\(configuration.themeLine): theme" : "--theme"
        return (theme, problems.map { "\(place) \"\(name)\": \($0.message)" })
    }
    /// Sets one line of the configuration file and leaves the others as they are.
    static func keep(theme: String) throws {
        let line = "theme = \"\(theme)\""
        var lines =
            FileManager.default.contents(atPath: file)
            .map {
                String(decoding: $0, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
                    .map(String.init)
            } ?? []
        let firstTable = lines.firstIndex { $0.hasPrefix("[") } ?? lines.count
        if let i = lines[..<firstTable].firstIndex(where: {
            $0.split(separator: "=").first?.trimmingCharacters(in: .whitespaces) == "theme"
        }) {
            lines[i] = line
        } else {
            lines.insert(line, at: 0)
        }
        try FileManager.default.createDirectory(
            atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        let text = lines.joined(separator: "\n")
        try Data((text.hasSuffix("\n") ? text : text + "\n").utf8).write(
            to: URL(filePath: file), options: .atomic)
    }
}

/// Opens the screen on a desk and runs until the person leaves. Returns the signal that ended it, if one did.
func launchDashboard(
    desk: Desk, options: DashboardOptions, now: @escaping @Sendable () -> CivilMoment
) throws -> Int32? {
    let configuration = ConfigurationFolder.read()
    let themes = ConfigurationFolder.themes()
    let (theme, themeProblems) = ConfigurationFolder.theme(options.theme, configuration, themes)
    let accessible = options.accessible || configuration.isAccessible
    let screen = try CursesScreen(
        ScreenOptions(
            environment: ProcessInfo.processInfo.environment, color: options.color,
            glyphs: accessible ? .ascii : options.glyphs ?? configuration.glyphs),
        theme: theme)
    defer { screen.close() }
    var state = DashboardState(
        snapshot: try desk.snapshot(), now: now(), size: screen.size, glyphs: screen.glyphs,
        keymap: configuration.keymap, themes: themes.names, theme: theme.name, week: options.week,
        lens: options.lens, isAccessible: accessible)
    state.scene.isReadOnly = desk.isReadOnly
    let problems = configuration.problems + themeProblems
    if let first = problems.first {
        state.toast = Toast(
            problems.count == 1 ? first : "\(first), and \(problems.count - 1) more (vesper doctor)",
            isError: true)
    } else if let greeting = options.greeting {
        state.toast = Toast(greeting)
    }
    screen.setTitle("Vesper")
    var program = Program(
        state: state, screen: screen,
        runner: EffectRunner(
            desk: desk, themes: themes, now: now, keepTheme: { try ConfigurationFolder.keep(theme: $0) }))
    program.run()
    return screen.endingSignal
}
