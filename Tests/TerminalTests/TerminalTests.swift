import Terminal
import Testing

@Suite struct `A canvas` {
    @Test func `writes text with its roles and trims blank ends in its picture`() {
        var canvas = Canvas(size: Size(columns: 12, rows: 2))
        let columns = canvas.write("PRC 5/10", at: 1, 0, .eventGroup, marks: .bold)
        #expect(columns == 8)
        #expect(canvas.text == " PRC 5/10\n")
        #expect(canvas[1, 0] == Cell("P", .eventGroup, marks: .bold))
    }
}
