/// A person's name, phone number or words: text that must not leave the clinic by accident.
///
/// It prints as `hidden` in interpolation, dumps and test failures (42 CFR Part 2 protects even the fact
/// that somebody is a patient). Views and exports ask for `revealed`; logs, errors and titles never do.
package struct Confidential: Hashable, Sendable, Codable, ExpressibleByStringLiteral,
    CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable
{
    package let revealed: String

    package init(_ text: String) { revealed = text }
    package init(stringLiteral value: String) { revealed = value }
    package init(from decoder: any Decoder) throws {
        revealed = try decoder.singleValueContainer().decode(String.self)
    }
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(revealed)
    }
    package var description: String { "hidden" }
    package var debugDescription: String { "hidden" }
    package var customMirror: Mirror { Mirror(self, children: []) }
}
