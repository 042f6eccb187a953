/// A screen without a terminal: its keys are given beforehand, its pictures are kept.
package final class ScriptedScreen: Screen {
    package private(set) var size: Size
    package let glyphs: GlyphSet
    package private(set) var theme: Theme?
    package private(set) var title = ""
    /// What was drawn, oldest first.
    package private(set) var frames: [Canvas] = []
    package private(set) var suspensions = 0
    private var keys: [Key]

    package init(size: Size, glyphs: GlyphSet = .unicode, keys: [Key] = []) {
        self.size = size
        self.glyphs = glyphs
        self.keys = keys.reversed()
    }
    /// Adds keys behind those still waiting.
    package func type(_ more: [Key]) { keys.insert(contentsOf: more.reversed(), at: 0) }
    /// Adds text as single keys.
    package func type(_ text: String) { type(text.map { Key.character($0) }) }

    package var text: String { frames.last?.text ?? "" }

    package func draw(_ canvas: Canvas) { frames.append(canvas) }
    package func redraw() {}
    /// The next of the given keys; when none is left, the terminal hangs up.
    package func nextKey(timeoutMilliseconds: Int?) -> Key? {
        guard let key = keys.popLast() else { return .hangUp }
        if case .resize(let now) = key { size = now }
        return key
    }
    package var hasPendingKeys: Bool { !keys.isEmpty }
    package var wake: @Sendable () -> Void { {} }
    package func suspend() { suspensions += 1 }
    package func setTheme(_ theme: Theme) { self.theme = theme }
    package func setTitle(_ title: String) { self.title = title }
}
