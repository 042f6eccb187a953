import Terminal
import Testing
import Themes

@Suite struct `The shipped themes` {
    static let library = ThemeLibrary(
        shipped: ShippedThemes.texts.map { .init(name: $0.name, file: "\($0.name).toml", toml: $0.toml) })

    @Test(arguments: ShippedThemes.texts.map(\.name))
    func `have no problems, contrast included, at any depth`(name: String) throws {
        let text = try #require(ShippedThemes.texts.first { $0.name == name })
        let problems = Self.library.check(.init(name: name, file: "\(name).toml", toml: text.toml))
        #expect(problems.map(\.description) == [])
    }
}
