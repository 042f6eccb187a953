/// Writes JSON for people and for comparison: what fits on a line stands on one, the rest is broken open.
package struct JSONWriter {
    /// Columns a line may fill before it is broken open.
    package static let width = 120

    /// The whole value on one line.
    package static func line(_ value: JSONValue) -> String {
        var out = ""
        compact(value, into: &out)
        return out
    }
    /// Laid out on lines, two spaces a level, a newline at the end.
    package static func page(_ value: JSONValue) -> String {
        var out = ""
        open(value, indent: 0, used: 0, into: &out)
        out += "\n"
        return out
    }

    private static func open(_ value: JSONValue, indent: Int, used: Int, into out: inout String) {
        let short = line(value)
        let inner = String(repeating: " ", count: (indent + 1) * 2)
        if used + indent * 2 + short.utf8.count <= width, indent > 0 {
            out += short
            return
        }
        switch value.content {
        case .array(let list) where !list.isEmpty:
            out += "[\n"
            for (i, x) in list.enumerated() {
                out += inner
                open(x, indent: indent + 1, used: 1, into: &out)
                out += i + 1 < list.count ? ",\n" : "\n"
            }
            out += inner.dropLast(2) + "]"
        case .object(let members) where !members.isEmpty:
            out += "{\n"
            for (i, m) in members.enumerated() {
                out += inner
                quote(m.key, into: &out)
                out += ": "
                open(m.value, indent: indent + 1, used: m.key.utf8.count + 5, into: &out)
                out += i + 1 < members.count ? ",\n" : "\n"
            }
            out += inner.dropLast(2) + "}"
        default: out += short
        }
    }

    private static func compact(_ value: JSONValue, into out: inout String) {
        switch value.content {
        case .null: out += "null"
        case .bool(let b): out += b ? "true" : "false"
        case .integer(let n): out += String(n)
        case .number(let text): out += text
        case .string(let text): quote(text, into: &out)
        case .array(let list):
            out += "["
            for (i, x) in list.enumerated() {
                if i > 0 { out += ", " }
                compact(x, into: &out)
            }
            out += "]"
        case .object(let members):
            out += "{"
            for (i, m) in members.enumerated() {
                if i > 0 { out += ", " }
                quote(m.key, into: &out)
                out += ": "
                compact(m.value, into: &out)
            }
            out += "}"
        }
    }

    /// Control characters, and those that turn the writing direction: JSON goes to terminals, too.
    private static func isEscaped(_ s: Unicode.Scalar) -> Bool {
        s.value < 0x20 || (0x7F..<0xA0).contains(s.value) || (0x202A...0x202E).contains(s.value)
            || (0x2066...0x2069).contains(s.value)
    }
    private static func quote(_ text: String, into out: inout String) {
        out += "\""
        if text.unicodeScalars.allSatisfy({ $0 != "\"" && $0 != "\\" && !isEscaped($0) }) {
            out += text
        } else {
            for scalar in text.unicodeScalars {
                switch scalar {
                case "\"": out += "\\\""
                case "\\": out += "\\\\"
                case "\n": out += "\\n"
                case "\t": out += "\\t"
                case "\r": out += "\\r"
                case let s where isEscaped(s):
                    let code = String(s.value, radix: 16)
                    out += "\\u" + String(repeating: "0", count: 4 - code.count) + code
                default: out.unicodeScalars.append(scalar)
                }
            }
        }
        out += "\""
    }
}
