internal import ClinicModel
internal import Interchange

/// A JSON value to print.
struct JSONText {
    let value: JSONValue
    var text: String { JSONWriter.page(value) }

    init(_ value: JSONValue) { self.value = value }
    init(_ members: [(String, JSONValue)]) { value = .object(members) }
    init(list: [JSONValue]) { value = .array(list) }
}

extension JSONValue {
    static func id<K>(_ id: Identifier<K>?) -> JSONValue { .text(id?.rawValue) }
    static func ids<K>(_ list: [Identifier<K>]) -> JSONValue { .array(list.map { .string($0.rawValue) }) }
    static func strings(_ list: [String]) -> JSONValue { .array(list.map { .string($0) }) }
}
