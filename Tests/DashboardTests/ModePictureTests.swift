import Foundation
import Terminal
import Testing

@testable import Dashboard

/// Every mode as a text picture, at the sizes that matter. With `VESPER_RECORD_PICTURES` set they are kept
/// anew, to be read before they are committed.
struct `Pictures of the modes` {
    @Test(arguments: [
        ("booking-who", ["b", "e", "l", "d"]),
        ("booking-places", ["b", "e", "m", "b", "e", "r", "Space", "i", "n", "d", "Enter"]),
        ("booking-own-place", ["b", "e", "m", "b", "e", "r", "Space", "i", "n", "d", "Enter", "Down"]),
        ("moving-group", ["m"]), ("cancelling", ["x"]), ("cancelling-all", ["x", "Tab", "Tab"]),
        ("seating", ["s"]), ("taking-out", ["o"]), ("finding", ["/", "a", "l", "d"]),
        ("going", ["g", "t", "u", "e"]),
        ("help", ["?"]), ("palette", [":", "c", "o", "n"]), ("inspecting", ["Tab"]),
        ("quitting", ["m", "q"]), ("why-week", ["Esc", "w"]),
        ("why-place", ["w", "e", "m", "b", "e", "r", "Space", "i", "n", "d", "Enter"]),
        ("why-seat", ["w", "e", "l", "d", "e", "r", "Space", "r", "e", "l", "Enter"]),
    ])
    func `at five sizes`(name: String, keys: [String]) throws {
        for size in WeekFixture.sizes {
            let robot = try Robot("harbor-60", size: size)
            for key in keys { try robot.press(key) }
            try ModePicture.expect(name, robot.state.render())
        }
    }
}

/// Pictures of modes, kept beside their tests.
enum ModePicture {
    static func expect(_ name: String, _ canvas: Canvas) throws {
        let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Pictures")
        let file = folder.appending(path: "mode-\(name)-\(canvas.size.columns)x\(canvas.size.rows).txt")
        let text = canvas.text + "\n"
        if ProcessInfo.processInfo.environment["VESPER_RECORD_PICTURES"] != nil {
            try Data(text.utf8).write(to: file)
            return
        }
        let kept = try String(contentsOf: file, encoding: .utf8)
        let rows = zip(
            text.split(separator: "\n", omittingEmptySubsequences: false),
            kept.split(separator: "\n", omittingEmptySubsequences: false))
        let differing = rows.enumerated().filter { $0.element.0 != $0.element.1 }.prefix(4).map {
            "row \($0.offset)\n  is   \($0.element.0)\n  kept \($0.element.1)"
        }
        #expect(text == kept, "\(file.lastPathComponent)\n\(differing.joined(separator: "\n"))")
    }
}
