import Terminal
import Testing

@Suite struct `Key names` {
    static let names: [(String, Key)] = [
        ("Ctrl-L", .control("l")), ("Alt-x", .alt("x")), ("Alt-X", .alt("X")), ("F1", .function(1)),
        ("F12", .function(12)), ("Space", .character(" ")), ("Shift-Tab", .backTab), ("g", .character("g")),
        ("G", .character("G")), ("?", .character("?")), ("-", .character("-")), ("é", .character("é")),
        ("Enter", .enter), ("Esc", .escape), ("PgDn", .pageDown), ("Shift-Up", .shift(.up)),
        ("Ctrl-Left", .controlArrow(.left)), ("Backspace", .backspace), ("Ctrl-@", .control("@")),
        ("Alt-Space", .alt(" ")), ("*", .character("*")), ("Alt--", .alt("-")),
    ]

    @Test(arguments: names)
    func `read and write the same key`(name: String, key: Key) {
        #expect(Key(name: name) == key)
        #expect(key.name == name)
    }

    @Test(arguments: [
        ("ctrl-l", Key.control("l")), ("CTRL-L", .control("l")), ("C-l", .control("l")), ("f5", .function(5)),
        ("escape", .escape), ("return", .enter), ("page-down", .pageDown), ("PageUp", .pageUp),
        ("shift-g", .character("G")), ("Ctrl-Space", .control("@")), ("Ctrl-I", .tab), ("Ctrl-M", .enter),
        ("minus", .character("-")), ("meta-x", .alt("x")), ("space", .character(" ")),
    ])
    func `are also known in other spellings`(name: String, key: Key) {
        #expect(Key(name: name) == key)
    }

    @Test(arguments: [
        "", " ", "\t", "F0", "F25", "Ctrl-", "Ctrl-ab", "Hyper-x", "xy", "Ctrl-é", "Shift-1", "Alt-", "-x",
    ])
    func `refuse what is no key`(name: String) {
        #expect(Key(name: name) == nil)
    }

    @Test func `are empty for what nobody binds`() {
        #expect(Key.paste("text").name == "")
        #expect(Key.hangUp.name == "")
        #expect(Key.resize(Size(columns: 1, rows: 1)).name == "")
    }
}

@Suite struct `The key decoder` {
    private func keys(_ bytes: [UInt8]) -> [Key] {
        var decoder = KeyDecoder()
        decoder.feed(bytes)
        return drain(&decoder)
    }
    private func keys(_ text: String) -> [Key] { keys(Array(text.utf8)) }
    private func drain(_ decoder: inout KeyDecoder, isAll: Bool = true) -> [Key] {
        var keys: [Key] = []
        while let key = decoder.next(isAll: isAll) { keys.append(key) }
        return keys
    }

    static let sequences: [(String, Key)] = [
        ("a", .character("a")), ("é", .character("é")), ("好", .character("好")), (" ", .character(" ")),
        ("\r", .enter), ("\n", .enter), ("\t", .tab), ("\u{7F}", .backspace), ("\u{8}", .backspace),
        ("\u{1B}", .escape), ("\u{0}", .control("@")), ("\u{1}", .control("a")), ("\u{1A}", .control("z")),
        ("\u{1C}", .control("\\")), ("\u{1F}", .control("_")), ("\u{1B}[A", .up), ("\u{1B}OA", .up),
        ("\u{1B}[B", .down), ("\u{1B}OC", .right), ("\u{1B}[D", .left), ("\u{1B}[H", .home),
        ("\u{1B}OF", .end),
        ("\u{1B}[1~", .home), ("\u{1B}[4~", .end), ("\u{1B}[7~", .home), ("\u{1B}[2~", .insert),
        ("\u{1B}[3~", .delete), ("\u{1B}[5~", .pageUp), ("\u{1B}[6~", .pageDown), ("\u{1B}[Z", .backTab),
        ("\u{1B}OP", .function(1)), ("\u{1B}[11~", .function(1)), ("\u{1B}[[A", .function(1)),
        ("\u{1B}[15~", .function(5)), ("\u{1B}[24~", .function(12)), ("\u{1B}[34~", .function(20)),
        ("\u{1B}[1;2A", .shift(.up)), ("\u{1B}[1;5C", .controlArrow(.right)), ("\u{1B}[1;3D", .left),
        ("\u{1B}[a", .shift(.up)), ("\u{1B}Od", .controlArrow(.left)), ("\u{1B}x", .alt("x")),
        ("\u{1B}é", .alt("é")), ("\u{1B}OM", .enter), ("\u{1B}Op", .character("0")), ("\u{1B}[3;5~", .delete),
        ("\u{1B}[3$", .delete), ("\u{1B}[108;5u", .control("l")), ("\u{1B}[27;5;108~", .control("l")),
        ("\u{1B}[9;2u", .backTab), ("\u{1B}[27u", .escape), ("\u{1B}[97;3u", .alt("a")),
        ("\u{1B}[97;2u", .character("A")), ("\u{1B}[13u", .enter), ("\u{1B}[99~", .unknown),
        ("\u{1B}[I", .unknown),
        ("\u{1B}[", .alt("[")), ("\u{1B}O", .alt("O")), ("\u{1B}[12", .unknown),
        ("\u{1B}[200~", .paste("")),
    ]

    @Test(arguments: sequences)
    func `reads what terminals send`(text: String, key: Key) {
        #expect(keys(text) == [key])
    }

    @Test(arguments: sequences)
    func `reads it as well byte by byte`(text: String, key: Key) {
        var decoder = KeyDecoder()
        var found: [Key] = []
        for byte in text.utf8 {
            decoder.feed([byte])
            found += drain(&decoder, isAll: false)
        }
        found += drain(&decoder)
        #expect(found == [key])
        #expect(!decoder.isHalfway)
    }

    @Test func `takes keys in a row`() {
        #expect(
            keys("b\u{1B}[Bmor\u{1B}\u{1B}[A\r")
                == [
                    .character("b"), .down, .character("m"), .character("o"), .character("r"), .escape, .up,
                    .enter,
                ])
    }

    @Test func `waits with a lone escape until nothing follows`() {
        var decoder = KeyDecoder()
        decoder.feed([0x1B])
        #expect(decoder.next() == nil)
        #expect(decoder.isHalfway)
        #expect(decoder.next(isAll: true) == .escape)
        #expect(!decoder.isHalfway)
    }

    @Test(arguments: [
        [0xFF], [0xC3, 0x28], [0x80], [0xE5, 0xA5], [0xF5, 0x80], [0xC2, 0x85], [0xED, 0xA0, 0x80],
    ])
    func `passes over bytes that are no text`(bytes: [UInt8]) {
        let found = keys(bytes + Array("q".utf8)).filter { $0 != .unknown && $0 != .character("(") }
        #expect(found == [.character("q")])
    }

    @Test func `gives a paste as text and never as commands`() {
        #expect(
            keys("\u{1B}[200~x\r\ny\tz\u{1B}[A\u{7}é\rq\u{1B}[201~m")
                == [.paste("x\ny z[Aé\nq"), .character("m")])
    }

    @Test func `holds a paste until its end has come`() {
        var decoder = KeyDecoder()
        decoder.feed("\u{1B}[200~abc\u{1B}[20".utf8)
        #expect(decoder.next() == nil)
        #expect(decoder.isPasting)
        decoder.feed("1~".utf8)
        #expect(decoder.next() == .paste("abc"))
        #expect(!decoder.isPasting)
    }

    @Test func `keeps only so much of a paste`() {
        let long = String(repeating: "x", count: KeyDecoder.longestPaste + 100)
        #expect(
            keys("\u{1B}[200~\(long)\u{1B}[201~q")
                == [.paste(String(long.prefix(KeyDecoder.longestPaste))), .character("q")])
    }

    @Test(arguments: [
        ("\u{1B}[<0;10;5M", MouseEvent.Action.press), ("\u{1B}[<0;10;5m", .release),
        ("\u{1B}[<32;10;5M", .drag),
        ("\u{1B}[<64;10;5M", .wheelUp), ("\u{1B}[<65;10;5M", .wheelDown), ("\u{1B}[<2;10;5M", .secondary),
        ("\u{1B}[<4;10;5M", .press), ("\u{1B}[M *%", .press), ("\u{1B}[M#*%", .release),
        ("\u{1B}[M`*%", .wheelUp),
    ])
    func `reads the mouse`(text: String, action: MouseEvent.Action) {
        #expect(keys(text) == [.mouse(MouseEvent(action, at: Point(9, 4)))])
    }

    @Test func `reads places far to the right`() {
        #expect(keys("\u{1B}[<0;300;100M") == [.mouse(MouseEvent(.press, at: Point(299, 99)))])
    }

    @Test(arguments: [(0, 300, true), (0, 401, false)])
    func `tells a double click by its time`(first: UInt64, second: UInt64, isDouble: Bool) {
        var decoder = KeyDecoder()
        decoder.feed("\u{1B}[<0;3;3M".utf8)
        #expect(decoder.next(time: first) == .mouse(MouseEvent(.press, at: Point(2, 2))))
        decoder.feed("\u{1B}[<0;3;3M".utf8)
        #expect(
            decoder.next(time: second)
                == .mouse(MouseEvent(isDouble ? .doubleClick : .press, at: Point(2, 2))))
        decoder.feed("\u{1B}[<0;3;3M".utf8)
        #expect(
            decoder.next(time: second)
                == .mouse(MouseEvent(isDouble ? .press : .doubleClick, at: Point(2, 2))))
    }

    @Test func `survives any bytes`() {
        var state: UInt64 = 7
        for _ in 0..<2000 {
            var bytes: [UInt8] = []
            for _ in 0..<12 {
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                let pick = UInt8(truncatingIfNeeded: state >> 40)
                bytes.append(
                    pick % 3 == 0
                        ? 0x1B : pick % 3 == 1 ? UInt8(ascii: "[") : UInt8(truncatingIfNeeded: state >> 50))
            }
            var decoder = KeyDecoder()
            decoder.feed(bytes)
            _ = drain(&decoder, isAll: false)
            _ = drain(&decoder)
            #expect(!decoder.isHalfway, "\(bytes)")
        }
    }
}
