/// Reads JSON strictly (RFC 8259). Each value knows its line, and a key that stands twice in one object is
/// kept twice, so that it can be told; Foundation's readers pass over it.
package struct JSONReader {
    /// Objects and lists within one another; deeper is refused rather than risking the stack.
    package static let deepest = 64

    private let bytes: [UInt8]
    private var at = 0
    private var line = 1
    private var lineStart = 0

    package static func read(_ bytes: [UInt8]) throws(JSONSyntaxError) -> JSONValue {
        var reader = JSONReader(bytes: bytes)
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { reader.at = 3 }
        reader.skipSpace()
        let value = try reader.value(depth: 0)
        reader.skipSpace()
        guard reader.at == bytes.count else { throw reader.error("nothing may follow the document") }
        return value
    }

    private init(bytes: [UInt8]) { self.bytes = bytes }

    private func error(_ message: String) -> JSONSyntaxError {
        JSONSyntaxError(line: line, column: at - lineStart + 1, message: message)
    }
    private var byte: UInt8? { at < bytes.count ? bytes[at] : nil }

    private mutating func skipSpace() {
        while at < bytes.count {
            switch bytes[at] {
            case 0x20, 0x09, 0x0D: at += 1
            case 0x0A:
                at += 1
                line += 1
                lineStart = at
            default: return
            }
        }
    }

    private mutating func value(depth: Int) throws(JSONSyntaxError) -> JSONValue {
        guard depth < Self.deepest else {
            throw error("more than \(Self.deepest) lists and objects within one another")
        }
        let here = line
        switch byte {
        case nil: throw error(bytes.isEmpty ? "the text is empty" : "the text ends where a value is wanted")
        case 0x7B: return JSONValue(.object(try object(depth: depth)), line: here)
        case 0x5B: return JSONValue(.array(try array(depth: depth)), line: here)
        case 0x22: return JSONValue(.string(try string()), line: here)
        case 0x74:
            try word("true")
            return JSONValue(.bool(true), line: here)
        case 0x66:
            try word("false")
            return JSONValue(.bool(false), line: here)
        case 0x6E:
            try word("null")
            return JSONValue(.null, line: here)
        case let b? where b == 0x2D || (0x30...0x39).contains(b): return JSONValue(try number(), line: here)
        default: throw error("a value is wanted")
        }
    }

    private mutating func word(_ text: StaticString) throws(JSONSyntaxError) {
        for expected in "\(text)".utf8 {
            guard byte == expected else { throw error("a value is wanted") }
            at += 1
        }
    }

    private mutating func object(depth: Int) throws(JSONSyntaxError) -> [JSONValue.Member] {
        at += 1
        var members: [JSONValue.Member] = []
        skipSpace()
        if byte == 0x7D {
            at += 1
            return members
        }
        while true {
            skipSpace()
            guard byte == 0x22 else { throw error("a key in double quotes is wanted") }
            let here = line
            let key = try string()
            skipSpace()
            guard byte == 0x3A else { throw error("a colon is wanted after the key \"\(key)\"") }
            at += 1
            skipSpace()
            members.append(JSONValue.Member(key: key, value: try value(depth: depth + 1), line: here))
            skipSpace()
            switch byte {
            case 0x2C: at += 1
            case 0x7D:
                at += 1
                return members
            default: throw error("a comma or the object's closing brace is wanted")
            }
        }
    }

    private mutating func array(depth: Int) throws(JSONSyntaxError) -> [JSONValue] {
        at += 1
        var list: [JSONValue] = []
        skipSpace()
        if byte == 0x5D {
            at += 1
            return list
        }
        while true {
            skipSpace()
            list.append(try value(depth: depth + 1))
            skipSpace()
            switch byte {
            case 0x2C: at += 1
            case 0x5D:
                at += 1
                return list
            default: throw error("a comma or the list's closing bracket is wanted")
            }
        }
    }

    private mutating func number() throws(JSONSyntaxError) -> JSONValue.Content {
        let start = at
        if byte == 0x2D { at += 1 }
        let first = at
        digits()
        guard at > first, at == first + 1 || bytes[first] != 0x30 else { throw error("a number is wanted") }
        var whole = true
        if byte == 0x2E {
            whole = false
            at += 1
            let fraction = at
            digits()
            guard at > fraction else { throw error("digits are wanted after the point") }
        }
        if byte == 0x65 || byte == 0x45 {
            whole = false
            at += 1
            if byte == 0x2B || byte == 0x2D { at += 1 }
            let exponent = at
            digits()
            guard at > exponent else { throw error("digits are wanted in the exponent") }
        }
        let text = String(decoding: bytes[start..<at], as: UTF8.self)
        if whole, let n = Int(text) { return .integer(n) }
        return .number(text)
    }
    private mutating func digits() { while let b = byte, (0x30...0x39).contains(b) { at += 1 } }

    private mutating func string() throws(JSONSyntaxError) -> String {
        at += 1
        let start = at
        while let b = byte, b != 0x22, b != 0x5C, b >= 0x20 { at += 1 }
        if byte == 0x22 {
            at += 1
            return try text(bytes[start..<(at - 1)])
        }
        var out = Array(bytes[start..<at])
        while let b = byte {
            switch b {
            case 0x22:
                at += 1
                return try text(out[...])
            case 0x5C:
                at += 1
                try escape(into: &out)
            case 0..<0x20:
                throw error(
                    "a control character stands in a string; write it as \\u00\(b < 16 ? "0" : "")\(String(b, radix: 16))"
                )
            default:
                out.append(b)
                at += 1
            }
        }
        throw error("the text ends inside a string")
    }
    private func text(_ slice: ArraySlice<UInt8>) throws(JSONSyntaxError) -> String {
        guard let text = String(validating: slice, as: UTF8.self) else {
            throw error("a string is not UTF-8")
        }
        return text
    }

    private mutating func escape(into out: inout [UInt8]) throws(JSONSyntaxError) {
        guard let b = byte else { throw error("the text ends inside a string") }
        at += 1
        switch b {
        case 0x22, 0x5C, 0x2F: out.append(b)
        case 0x62: out.append(0x08)
        case 0x66: out.append(0x0C)
        case 0x6E: out.append(0x0A)
        case 0x72: out.append(0x0D)
        case 0x74: out.append(0x09)
        case 0x75:
            var code = try hex()
            if (0xD800..<0xDC00).contains(code) {
                guard byte == 0x5C, at + 1 < bytes.count, bytes[at + 1] == 0x75 else {
                    throw error("half of a surrogate pair stands alone")
                }
                at += 2
                let low = try hex()
                guard (0xDC00..<0xE000).contains(low) else {
                    throw error("half of a surrogate pair stands alone")
                }
                code = 0x10000 + (code - 0xD800) << 10 + (low - 0xDC00)
            }
            guard let scalar = Unicode.Scalar(code) else {
                throw error("half of a surrogate pair stands alone")
            }
            out.append(contentsOf: Array(String(scalar).utf8))
        default: throw error("there is no such escape in a string")
        }
    }
    private mutating func hex() throws(JSONSyntaxError) -> UInt32 {
        var code: UInt32 = 0
        for _ in 0..<4 {
            guard let b = byte, let digit = Character(Unicode.Scalar(b)).hexDigitValue else {
                throw error("four hexadecimal digits are wanted after \\u")
            }
            code = code << 4 | UInt32(digit)
            at += 1
        }
        return code
    }
}
