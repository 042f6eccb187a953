import Terminal
import Testing

@Suite struct `A canvas` {
    private func canvas(_ columns: Int, _ rows: Int) -> Canvas {
        Canvas(size: Size(columns: columns, rows: rows))
    }

    @Test func `writes text with its roles and trims blank ends in its picture`() {
        var c = canvas(12, 2)
        #expect(c.write("PRC 5/10", at: 1, 0, .eventGroup, paper: .selection, marks: .bold) == 8)
        #expect(c.text == " PRC 5/10\n")
        #expect(c[1, 0] == Cell("P", .eventGroup, paper: .selection, marks: .bold))
        #expect(c[0, 0] == .blank)
    }

    @Test(arguments: [
        ("Quillfeather", 8, Canvas.Overflow.ellipsis, "Quillfe…", 8),
        ("Quillfeather", 8, .cut, "Quillfea", 8),
        ("Arbor", 8, .ellipsis, "Arbor", 5), ("Arbor", 5, .ellipsis, "Arbor", 5),
        ("Arbor", 1, .ellipsis, "…", 1),
        ("Arbor", 0, .ellipsis, "", 0), ("Arbor", -3, .cut, "", 0), ("好好", 3, .ellipsis, "好…", 3),
        ("好好", 3, .cut, "好", 2),
    ])
    func `keeps text to a width`(
        text: String, width: Int, overflow: Canvas.Overflow, shown: String, columns: Int
    ) {
        var c = canvas(20, 1)
        #expect(c.write(text, at: 0, 0, width: width, overflow: overflow) == columns)
        #expect(c.text == shown)
    }

    @Test(arguments: [
        ("16:00–21:30", "16:00-21:30"), ("a · b → c…", "a - b > c~"), ("José Łukasz", "Jose Lukasz"),
        ("“why”", "\"why\""),
    ])
    func `writes nothing beyond ASCII when it is drawn in ASCII`(text: String, plain: String) {
        var c = Canvas(size: Size(columns: 20, rows: 1), glyphs: .ascii)
        #expect(c.write(text, at: 0, 0) == plain.count)
        #expect(c.text == plain)
    }
    @Test(arguments: [GlyphSet.unicode, .ascii])
    func `what stands in one calendar has a sign of its own`(glyphs: GlyphSet) {
        let signs = [
            glyphs.ghostBar, glyphs.shade1, glyphs.shade2, glyphs.shade3, glyphs.commute, glyphs.timeoff,
            glyphs.underfilled, glyphs.below, glyphs.full,
        ]
        #expect(Set(signs).count == signs.count)
        #expect(![glyphs.shade1, glyphs.shade2, glyphs.timeoff].contains(glyphs.gridVertical))
    }
    @Test func `ends text that does not fit with the ASCII sign when it is drawn in ASCII`() {
        var c = Canvas(size: Size(columns: 10, rows: 1), glyphs: .ascii)
        c.write("Quillfeather", at: 0, 0, width: 6)
        #expect(c.text == "Quill~")
    }

    @Test(arguments: [
        ("plain", 5), ("José", 4), ("Jose\u{301}", 4), ("好", 2), ("a\u{200D}b", 2), ("\u{202E}abc", 4),
        ("\u{200F}abc", 3),
        ("tab\tbell\u{7}", 9), ("", 0), ("▌┊▽░╱⏎", 6),
    ])
    func `counts the columns a terminal gives a text`(text: String, columns: Int) {
        #expect(Canvas.width(of: text) == columns)
        var c = canvas(20, 1)
        #expect(c.write(text, at: 0, 0) == columns)
    }

    @Test func `never passes on control characters or marks that turn the writing direction`() {
        var c = canvas(20, 1)
        c.write("a\u{1B}[31mb\u{9B}c\u{202E}d", at: 0, 0)
        #expect(c.text == "a?[31mb?c?d")
    }

    @Test func `keeps a letter and its combining marks in one cell`() {
        var c = canvas(6, 1)
        c.write("Ne\u{301}a", at: 0, 0)
        #expect(c[1, 0].character == "e\u{301}")
        #expect(c[2, 0].character == "a")
        c.write("\u{301}x", at: 4, 0)
        #expect(c.text == "Ne\u{301}a x")
    }

    @Test func `never leaves half of a wide character`() {
        var c = canvas(6, 1)
        c.write("好好", at: 1, 0)
        #expect(c[2, 0].character == Cell.continuation)
        c.write("x", at: 2, 0)
        #expect(c.text == "  x好")
        c.write("y", at: 3, 0)
        #expect(c.text == "  xy")
        c.write("好", at: 5, 0)
        #expect(c.text == "  xy")
        c.write("好", at: -1, 0)
        #expect(c.text == "  xy")
        c.write("好", at: 1, 0)
        c.fill(Rect(x: 0, y: 0, width: 2, height: 1), "-")
        #expect(c.text == "-- y")
    }

    static let places = [Int.min, -1_000_000, -3, -1, 0, 1, 5, 1_000_000, Int.max]

    @Test(arguments: [(0, 0), (1, 1), (1, 7), (7, 1), (9, 4)])
    func `takes any coordinate at any size`(columns: Int, rows: Int) {
        var c = canvas(columns, rows)
        for x in Self.places {
            for y in Self.places {
                c.write("wide 好 e\u{301}", at: x, y)
                c.write("cut", at: x, y, width: 2)
                let rect = Rect(x: x, y: y, width: 4, height: 3)
                c.fill(rect, "#")
                c.tint(rect, paper: .selection)
                c.box(rect, .unicode)
                c.fill(Rect(x: -2, y: -2, width: x, height: y))
                _ = c[x, y]
            }
        }
        #expect(c.text.split(separator: "\n", omittingEmptySubsequences: false).count == max(1, rows))
        #expect(c.size == Size(columns: columns, rows: rows))
    }

    @Test func `of a negative size is empty`() {
        #expect(canvas(-4, -1).size == Size(columns: 0, rows: 0))
    }

    @Test func `draws a box`() {
        var c = canvas(8, 4)
        c.box(Rect(x: 1, y: 0, width: 6, height: 4), .unicode)
        #expect(
            c.text == """
                 ┌────┐
                 │    │
                 │    │
                 └────┘
                """)
    }

    @Test func `tints what stands there and keeps its letters`() {
        var c = canvas(4, 1)
        c.write("abcd", at: 0, 0, .dim)
        c.tint(Rect(x: 1, y: 0, width: 2, height: 1), paper: .dayToday)
        #expect(c[1, 0] == Cell("b", .dim, paper: .dayToday))
        #expect(c[3, 0] == Cell("d", .dim))
    }

    @Test func `equals another with the same cells however they came there`() {
        var a = canvas(4, 1)
        var b = canvas(4, 1)
        a.write("o\u{301}", at: 0, 0)
        a.write("e\u{301}", at: 1, 0)
        b.write("e\u{301}", at: 1, 0)
        #expect(a != b)
        b.write("o\u{301}", at: 0, 0)
        #expect(a == b)
        b.cursor = Point(1, 0)
        #expect(a != b)
    }
}

@Suite struct `A rectangle` {
    let rect = Rect(x: 2, y: 1, width: 10, height: 5)

    @Test func `splits into parts that cover it`() {
        let (top, rest) = rect.splitTop(2)
        #expect(top == Rect(x: 2, y: 1, width: 10, height: 2))
        #expect(rest == Rect(x: 2, y: 3, width: 10, height: 3))
        let (main, side) = rect.splitRight(4)
        #expect(main == Rect(x: 2, y: 1, width: 6, height: 5))
        #expect(side == Rect(x: 8, y: 1, width: 4, height: 5))
        #expect(rect.splitBottom(99).rest.isEmpty)
        #expect(rect.splitLeft(-1).left.isEmpty)
    }

    @Test func `finds its middle and its edges`() {
        #expect(rect.centered(Size(columns: 4, rows: 9)) == Rect(x: 5, y: 1, width: 4, height: 5))
        #expect(rect.inset(1, 1) == Rect(x: 3, y: 2, width: 8, height: 3))
        #expect(rect.inset(6, 0).isEmpty)
        #expect(rect.contains(Point(11, 5)))
        #expect(!rect.contains(Point(12, 5)))
        #expect(
            rect.intersection(Rect(x: 0, y: 0, width: 3, height: 2)) == Rect(x: 2, y: 1, width: 1, height: 1))
    }
}
