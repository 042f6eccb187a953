/// A JSON value as it stands in a text: members in their order, numbers as written, the line it begins on.
package struct JSONValue: Hashable, Sendable {
    package enum Content: Hashable, Sendable {
        case null
        case bool(Bool)
        case integer(Int)
        /// A number that is no integer of 64 bits, as it was written.
        case number(String)
        case string(String)
        case array([JSONValue])
        case object([Member])
    }
    package struct Member: Hashable, Sendable {
        package var key: String
        package var value: JSONValue
        /// The line the key stands on.
        package var line: Int
    }
    package var content: Content
    /// Counted from 1; 0 for a value that was not read from a text.
    package var line: Int

    package init(_ content: Content, line: Int = 0) {
        self.content = content
        self.line = line
    }
    package static let null = JSONValue(.null)
    package static func string(_ text: String) -> Self { Self(.string(text)) }
    package static func integer(_ n: Int) -> Self { Self(.integer(n)) }
    package static func bool(_ flag: Bool) -> Self { Self(.bool(flag)) }
    package static func array(_ list: [JSONValue]) -> Self { Self(.array(list)) }
    package static func object(_ members: [(String, JSONValue)]) -> Self {
        Self(.object(members.map { Member(key: $0.0, value: $0.1, line: 0) }))
    }
    /// The text, or null for none.
    package static func text(_ text: String?) -> Self { text.map { .string($0) } ?? .null }
}

/// A text that is no JSON: where, and what was wanted there.
package struct JSONSyntaxError: Error, Hashable, Sendable {
    package var line: Int
    /// Counted from 1, in bytes.
    package var column: Int
    package var message: String
}
