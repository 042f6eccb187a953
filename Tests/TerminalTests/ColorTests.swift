import Terminal
import Testing
import Themes

@Suite struct `A colour` {
    @Test(arguments: [("#7aa2f7", 0x7aa2f7), ("#000000", 0), ("#FFFFFF", 0xffffff)])
    func `is read as written`(text: String, hex: UInt32) {
        #expect(RGB(text) == RGB(hex))
        #expect(RGB(hex).description == text.lowercased())
    }

    @Test(arguments: ["7aa2f7", "#7aa2f", "#7aa2fg", "#7aa2f70", "", "#+12345"])
    func `is refused when it is none`(text: String) {
        #expect(RGB(text) == nil)
    }

    // Worked examples of WCAG's contrast calculator.
    @Test(arguments: [
        (0x000000, 0xffffff, 21.0), (0x777777, 0xffffff, 4.48), (0x0000ff, 0xffffff, 8.59),
        (0x123456, 0x123456, 1),
    ])
    func `has WCAG's contrast`(a: UInt32, b: UInt32, ratio: Double) {
        #expect(abs(RGB(a).contrast(with: RGB(b)) - ratio) < 0.005)
        #expect(RGB(a).contrast(with: RGB(b)) == RGB(b).contrast(with: RGB(a)))
    }

    @Test(arguments: [
        (16, 0x000000), (21, 0x0000ff), (231, 0xffffff), (232, 0x080808), (255, 0xeeeeee), (111, 0x87afff),
        (9, 0xff0000),
    ])
    func `has the look of its number`(index: UInt8, hex: UInt32) {
        #expect(IndexedColors.rgb(index) == RGB(hex))
    }

    @Test func `of the cube and the greys is its own nearest`() {
        for index in UInt8(16)...255 {
            let color = IndexedColors.rgb(index)
            #expect(IndexedColors.rgb(IndexedColors.nearest256(color)) == color)
        }
        for index in UInt8(0)..<16 { #expect(IndexedColors.nearest16(IndexedColors.rgb(index)) == index) }
    }

    @Test func `has a nearest that no other of the 240 beats by far`() {
        var state: UInt32 = 1
        for _ in 0..<200 {
            state = state &* 1_664_525 &+ 1_013_904_223
            let color = RGB(state >> 8)
            let found = color.distance(to: IndexedColors.rgb(IndexedColors.nearest256(color)))
            let best = (UInt8(16)...255).map { color.distance(to: IndexedColors.rgb($0)) }.min() ?? 0
            #expect(found <= best + 0.06, "\(color)")
        }
    }
}

@Suite struct `The shipped themes` {
    static let library = ThemeLibrary(shipped: shippedSources)

    @Test(arguments: shippedSources)
    func `have no problems, contrast included, at any depth`(source: ThemeLibrary.Source) {
        #expect(Self.library.check(source).map(\.description) == [])
        let theme = Self.library.theme(named: source.name).theme
        #expect(theme.title != source.name && !theme.about.isEmpty)
    }

    @Test(arguments: ColorDepth.allCases)
    func `show a selected session's standing at every depth`(depth: ColorDepth) {
        for name in Self.library.names {
            let theme = Self.library.theme(named: name).theme
            let selected = theme.style(ink: .eventGroup, paper: .selection, marks: [], at: depth)
            #expect(selected != theme.look(of: .eventGroup, at: depth), "\(name)")
        }
    }

    /// What an eye without one kind of cone sees, in linear light (Machado, Oliveira and Fernandes 2009,
    /// severity 1).
    static let eyes: [String: [[Double]]] = [
        "protanopia": [
            [0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216],
            [-0.003882, -0.048116, 1.051998],
        ],
        "deuteranopia": [
            [0.367322, 0.860646, -0.227969], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881],
        ],
        "tritanopia": [
            [1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602],
            [0.004733, 0.691367, 0.303900],
        ],
    ]
    private func seen(_ color: RGB, by eye: String) -> RGB {
        let c = color.linear
        let channels = (Self.eyes[eye] ?? []).map { row -> UInt32 in
            let v = min(max(row[0] * c.red + row[1] * c.green + row[2] * c.blue, 0), 1)
            // The nearest of 256 steps whose light is this.
            return (0...255).min { abs(RGB($0).linear.blue - v) < abs(RGB($1).linear.blue - v) } ?? 0
        }
        return RGB(channels[0] << 16 | channels[1] << 8 | channels[2])
    }

    @Test(arguments: [
        ("deuteranopia", "deuteranopia"), ("deuteranopia", "protanopia"), ("tritanopia", "tritanopia"),
    ])
    func `for colour-blind eyes keep kinds of sessions and alerts apart`(name: String, eye: String) {
        let theme = Self.library.theme(named: name).theme
        let roles = EventKind.allCases.map { $0.role() } + [.alert]
        let colors = roles.compactMap { role in
            theme.look(of: role, at: .truecolor).ink.look.map { (role, seen($0, by: eye)) }
        }
        for (i, a) in colors.enumerated() {
            for b in colors[(i + 1)...] {
                // A clearly visible step; neighbours of the night theme go down to 0.02 for these eyes.
                #expect(a.1.distance(to: b.1) >= 0.08, "\(a.0.name) and \(b.0.name)")
            }
        }
    }
}
