/// A screen and its keys. One isolation owns it; nothing of it may cross to another.
package protocol Screen: AnyObject {
    var size: Size { get }
    var glyphs: GlyphSet { get }

    /// Shows a canvas. Cells outside the screen are cut off, missing ones are blank; only what changed since
    /// the last one is sent.
    func draw(_ canvas: Canvas)
    /// Sends everything again: what another program left on the screen goes.
    func redraw()
    /// The next key; nil when none came in time or `wake` was called. Without a time it waits for ever.
    func nextKey(timeoutMilliseconds: Int?) -> Key?
    /// Whether a key waits: who sees true handles it before drawing.
    var hasPendingKeys: Bool { get }
    /// Makes a waiting `nextKey` return nil; from any thread.
    var wake: @Sendable () -> Void { get }
    /// Gives the terminal back and stops the process as Ctrl-Z does; returns when it is continued.
    func suspend()
    func setTheme(_ theme: Theme)
    /// The terminal's window title: never a patient's name.
    func setTitle(_ title: String)
}
