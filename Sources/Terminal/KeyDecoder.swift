/// Turns a terminal's bytes into keys: UTF-8, xterm's, rxvt's, the Linux console's and kitty's sequences,
/// SGR and X10 mouse reports, bracketed paste.
///
/// A value without a clock: who feeds it says the time and when nothing more will follow, so that a lone
/// ESC byte is told from the start of a sequence.
package struct KeyDecoder: Sendable {
    private var bytes: [UInt8] = []
    private var at = 0
    private var paste: [UInt8]?
    private var lastPress: (point: Point, time: UInt64)?

    /// Bytes of a paste that are kept; the rest is thrown away.
    package static let longestPaste = 65_536
    /// Two presses at one cell within this many milliseconds are a double click.
    package static let doubleClick: UInt64 = 400

    package init() {}

    package mutating func feed(_ more: some Sequence<UInt8>) {
        if at > 0 {
            bytes.removeFirst(at)
            at = 0
        }
        bytes.append(contentsOf: more)
    }

    /// Whether bytes wait, be it only the start of a key.
    package var isHalfway: Bool { at < bytes.count || paste != nil }
    package var isPasting: Bool { paste != nil }

    /// The next key; nil when the bytes at hand are none or only the start of one.
    ///
    /// - Parameters:
    ///   - isAll: nothing more follows: what there is counts as it stands.
    ///   - time: milliseconds of any clock, for double clicks.
    package mutating func next(isAll: Bool = false, time: UInt64 = 0) -> Key? {
        if paste != nil { return nextOfPaste(isAll: isAll) }
        guard let first = peek(0) else { return nil }
        if first == 0x1B {
            let key = escaped(isAll: isAll, time: time)
            return paste == nil ? key : nextOfPaste(isAll: isAll)
        }
        return plain(first, isAll: isAll)
    }

    private func peek(_ n: Int) -> UInt8? { at + n < bytes.count ? bytes[at + n] : nil }
    private mutating func take<T>(_ n: Int, _ value: T) -> T {
        at += n
        return value
    }
}

// Letters and control keys.
extension KeyDecoder {
    private mutating func plain(_ first: UInt8, isAll: Bool) -> Key? {
        if first < 0x20 || first == 0x7F { return take(1, Self.control(first)) }
        if first < 0x80 { return take(1, .character(Character(Unicode.Scalar(first)))) }
        let length =
            switch first {
            case 0xC2..<0xE0: 2
            case 0xE0..<0xF0: 3
            case 0xF0..<0xF5: 4
            default: 1
            }
        guard length > 1 else { return take(1, .unknown) }
        var have = 1
        while have < length, let next = peek(have), next & 0xC0 == 0x80 { have += 1 }
        if have < length { return peek(have) == nil && !isAll ? nil : take(have, .unknown) }
        let text = String(decoding: bytes[at..<at + length], as: UTF8.self)
        guard text.unicodeScalars.count == 1, let scalar = text.unicodeScalars.first, scalar.value >= 0xA0,
            scalar != "\u{FFFD}"
        else { return take(length, .unknown) }
        return take(length, .character(Character(scalar)))
    }

    private static func control(_ byte: UInt8) -> Key {
        switch byte {
        case 0x09: .tab
        case 0x0A, 0x0D: .enter
        case 0x08, 0x7F: .backspace
        case 0x1B: .escape
        case 0: .control("@")
        case 1...26: .control(Character(Unicode.Scalar(byte + 96)))
        default: .control(Character(Unicode.Scalar(byte + 64)))
        }
    }
}

// Sequences.
extension KeyDecoder {
    private mutating func escaped(isAll: Bool, time: UInt64) -> Key? {
        guard let second = peek(1) else { return isAll ? take(1, .escape) : nil }
        switch second {
        case 0x1B: return take(1, .escape)
        case UInt8(ascii: "["): return bracketed(isAll: isAll, time: time)
        case UInt8(ascii: "O"):
            guard let third = peek(2) else { return isAll ? take(2, .alt("O")) : nil }
            return take(3, Self.ss3(third))
        case 0x20..<0x7F: return take(2, .alt(Character(Unicode.Scalar(second))))
        case 0x80...:
            let mark = at
            at += 1
            let key = plain(second, isAll: isAll)
            if key == nil { at = mark }
            if case .character(let c) = key { return .alt(c) }
            return key
        default: return take(2, .unknown)
        }
    }

    /// `ESC [ … final`.
    private mutating func bracketed(isAll: Bool, time: UInt64) -> Key? {
        var end = 2
        if peek(2) == UInt8(ascii: "[") {
            guard let letter = peek(3) else { return isAll ? take(3, .unknown) : nil }
            // The Linux console's F1 to F5.
            return take(4, (65...69).contains(letter) ? .function(Int(letter) - 64) : .unknown)
        }
        if peek(2) == UInt8(ascii: "M") {
            guard let b = peek(3), let x = peek(4), let y = peek(5) else {
                return isAll ? take(3, .unknown) : nil
            }
            let point = Point(Int(x) - 33, Int(y) - 33)
            return take(6, mouse(Int(b) - 32, point, isRelease: (Int(b) - 32) & 3 == 3, time: time))
        }
        while let byte = peek(end) {
            if byte == UInt8(ascii: "$") || (0x40...0x7E).contains(byte) {
                let body = bytes[at + 2..<at + end]
                at += end + 1
                return key(body: Array(body), final: byte, time: time)
            }
            // Not of any sequence: what came so far means nothing.
            guard (0x20...0x3F).contains(byte) else { return take(end, .unknown) }
            end += 1
        }
        if !isAll { return nil }
        return end == 2 ? take(2, .alt("[")) : take(end, .unknown)
    }

    private mutating func key(body: [UInt8], final: UInt8, time: UInt64) -> Key? {
        let isMouse = body.first == UInt8(ascii: "<")
        let numbers = String(decoding: isMouse ? body.dropFirst() : body[...], as: UTF8.self)
            .split(separator: ";", omittingEmptySubsequences: false)
            .map { Int($0.prefix { $0 != ":" }) ?? 0 }
        if isMouse {
            guard numbers.count == 3 else { return Key.unknown }
            let point = Point(numbers[1] - 1, numbers[2] - 1)
            return mouse(numbers[0], point, isRelease: final == UInt8(ascii: "m"), time: time)
        }
        let first = numbers.first ?? 0
        let modifiers = max(0, (numbers.count > 1 ? numbers[1] : 1) - 1)
        switch final {
        case UInt8(ascii: "~"):
            if first == 200 {
                paste = []
                return nil
            }
            if first == 27, numbers.count > 2 { return Self.coded(numbers[2], modifiers) }
            return Self.numbered[first] ?? Key.unknown
        case UInt8(ascii: "u"): return Self.coded(first, modifiers)
        case UInt8(ascii: "$"), UInt8(ascii: "^"), UInt8(ascii: "@"):
            return Self.numbered[first] ?? Key.unknown
        case UInt8(ascii: "a")...UInt8(ascii: "d"):
            return .shift(Self.arrows[Int(final) - 97])
        case UInt8(ascii: "A")...UInt8(ascii: "D"):
            let arrow = Self.arrows[Int(final) - 65]
            if modifiers & 4 != 0 { return .controlArrow(arrow) }
            if modifiers & 1 != 0 { return .shift(arrow) }
            return Self.plain(arrow)
        default: return Self.lettered[final] ?? Key.unknown
        }
    }

    private static func ss3(_ byte: UInt8) -> Key {
        switch byte {
        case UInt8(ascii: "A")...UInt8(ascii: "D"): return plain(arrows[Int(byte) - 65])
        case UInt8(ascii: "a")...UInt8(ascii: "d"): return .controlArrow(arrows[Int(byte) - 97])
        case UInt8(ascii: "M"): return .enter
        // The number pad in application mode sends its characters moved up by 64.
        case UInt8(ascii: "j")...UInt8(ascii: "y"): return .character(Character(Unicode.Scalar(byte - 64)))
        default: return lettered[byte] ?? .unknown
        }
    }

    /// A character by its code and modifiers (1 shift, 2 alt, 4 control).
    private static func coded(_ code: Int, _ modifiers: Int) -> Key {
        guard let scalar = UInt32(exactly: code).flatMap(Unicode.Scalar.init) else { return .unknown }
        let c = Character(scalar)
        if code == 9 { return modifiers & 1 != 0 ? .backTab : .tab }
        if code < 32 || code == 127 { return control(UInt8(code)) }
        if modifiers & 4 != 0 {
            guard scalar.isASCII, c.isLetter || "@[\\]^_".contains(c), let lower = c.lowercased().first
            else { return .unknown }
            return control(UInt8(ascii: Unicode.Scalar(String(lower)) ?? "@") & 0x1F)
        }
        if modifiers & 2 != 0 { return .alt(c) }
        if modifiers & 1 != 0, let upper = c.uppercased().first { return .character(upper) }
        return .character(c)
    }

    private static func plain(_ arrow: Key.Arrow) -> Key {
        switch arrow {
        case .up: .up
        case .down: .down
        case .left: .left
        case .right: .right
        }
    }
    private static let arrows: [Key.Arrow] = [.up, .down, .right, .left]
    private static let lettered: [UInt8: Key] = [
        UInt8(ascii: "H"): .home, UInt8(ascii: "F"): .end, UInt8(ascii: "Z"): .backTab,
        UInt8(ascii: "P"): .function(1), UInt8(ascii: "Q"): .function(2),
        UInt8(ascii: "R"): .function(3), UInt8(ascii: "S"): .function(4),
    ]
    private static let numbered: [Int: Key] = {
        var keys: [Int: Key] = [
            1: .home, 2: .insert, 3: .delete, 4: .end, 5: .pageUp, 6: .pageDown, 7: .home, 8: .end,
        ]
        let functions = [11, 12, 13, 14, 15, 17, 18, 19, 20, 21, 23, 24, 25, 26, 28, 29, 31, 32, 33, 34]
        for (n, code) in functions.enumerated() { keys[code] = .function(n + 1) }
        return keys
    }()
}

// Mouse and paste.
extension KeyDecoder {
    private mutating func mouse(_ code: Int, _ point: Point, isRelease: Bool, time: UInt64) -> Key {
        guard point.x >= 0, point.y >= 0 else { return .unknown }
        let button = code & 3
        if code & 64 != 0 {
            return button > 1 ? .unknown : .mouse(MouseEvent(button == 0 ? .wheelUp : .wheelDown, at: point))
        }
        if isRelease {
            return button == 0 || button == 3 ? .mouse(MouseEvent(.release, at: point)) : .unknown
        }
        if code & 32 != 0 { return button == 0 ? .mouse(MouseEvent(.drag, at: point)) : .unknown }
        if button == 2 { return .mouse(MouseEvent(.secondary, at: point)) }
        guard button == 0 else { return .unknown }
        if let last = lastPress, last.point == point, time - min(time, last.time) <= Self.doubleClick {
            lastPress = nil
            return .mouse(MouseEvent(.doubleClick, at: point))
        }
        lastPress = (point, time)
        return .mouse(MouseEvent(.press, at: point))
    }

    private static let pasteEnd = Array("\u{1B}[201~".utf8)

    private mutating func nextOfPaste(isAll: Bool) -> Key? {
        while at < bytes.count {
            let rest = bytes[at...]
            if rest.first == 0x1B {
                if rest.starts(with: Self.pasteEnd) {
                    at += Self.pasteEnd.count
                    return endPaste()
                }
                if Self.pasteEnd.starts(with: rest), !isAll { return nil }
            }
            if let count = paste?.count, count < Self.longestPaste { paste?.append(bytes[at]) }
            at += 1
        }
        return isAll ? endPaste() : nil
    }

    private mutating func endPaste() -> Key {
        let raw = String(decoding: paste ?? [], as: UTF8.self)
        paste = nil
        var text = ""
        var afterReturn = false
        for scalar in raw.unicodeScalars {
            if scalar == "\r" || scalar == "\n" && !afterReturn {
                text.unicodeScalars.append("\n")
            } else if scalar == "\t" {
                text.unicodeScalars.append(" ")
            } else if scalar.value >= 0x20, !(0x7F..<0xA0).contains(scalar.value) {
                text.unicodeScalars.append(scalar)
            }
            afterReturn = scalar == "\r"
        }
        return .paste(text)
    }
}
