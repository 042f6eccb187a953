internal import ClinicModel

/// Walks a JSON value, notes every problem with its path and goes on with a stand-in, so that one reading
/// finds them all. What it returns is a clinic only when there is no problem.
struct DocumentReader {
    var problems: [ClinicDocument.Problem] = []
    private var path: [PathPart] = []
    /// Ids seen and ids named, compared once everything has been read.
    var known: [IdentifierKind: [String: Int]] = [:]
    private var named: [(kind: [IdentifierKind], id: String, path: [PathPart], line: Int)] = []
    /// Kinds of which something could not be read: whether an id of theirs points nowhere is not known.
    private var uncertain: Set<IdentifierKind> = []
    /// Topics of each service whose list of them could be read, by its id.
    var topics: [String: Int] = [:]

    enum PathPart {
        case key(String)
        case index(Int)
    }
    enum IdentifierKind: String {
        case levelOfCare = "level of care"
        case payer, service, room, therapist, patient, series, session
        case supportGroup = "support group"
    }

    /// The members of one object.
    struct Fields {
        let members: [JSONValue.Member]
        let line: Int
        subscript(key: String) -> JSONValue? {
            for m in members where m.key == key { return m.value }
            return nil
        }
    }

    // MARK: Problems

    mutating func complain(_ message: String, line: Int) {
        var text = ""
        for part in path {
            switch part {
            case .key(let k): text += text.isEmpty ? k : "." + k
            case .index(let i): text += "[\(i)]"
            }
        }
        problems.append(
            ClinicDocument.Problem(path: text.isEmpty ? "document" : text, line: line, message: message))
    }
    mutating func complain(_ value: JSONValue, _ wanted: String) {
        complain("\(Self.shown(value)) is not \(wanted)", line: value.line)
    }
    private static func shown(_ value: JSONValue) -> String {
        switch value.content {
        case .array: return "a list"
        case .object: return "an object"
        default:
            let text = JSONWriter.line(value)
            return text.count > 60 ? text.prefix(59) + "…" : text
        }
    }
    mutating func inside<T>(_ part: PathPart, _ body: (inout Self) -> T) -> T {
        path.append(part)
        defer { path.removeLast() }
        return body(&self)
    }

    // MARK: Objects and lists

    /// The members of an object that has no other keys than these; nil (and a problem) when it is none.
    mutating func fields(_ value: JSONValue, _ keys: [String]) -> Fields? {
        guard case .object(let members) = value.content else {
            complain(value, "an object")
            return nil
        }
        for (i, m) in members.enumerated() {
            if !keys.contains(m.key) {
                inside(.key(m.key)) {
                    $0.complain(
                        "there is no such key here; the keys are \(keys.joined(separator: ", "))",
                        line: m.line)
                }
            } else if let first = members[..<i].first(where: { $0.key == m.key }) {
                inside(.key(m.key)) {
                    $0.complain(
                        "the key stands twice in one object (first on line \(first.line))", line: m.line)
                }
            }
        }
        return Fields(members: members, line: value.line)
    }
    /// The value of a key that must stand; nil, and a problem, when it does not or is none of its kind.
    mutating func required<T>(_ f: Fields, _ key: String, _ body: (inout Self, JSONValue) -> T?) -> T? {
        guard let value = f[key] else {
            inside(.key(key)) { $0.complain("the key is missing", line: f.line) }
            return nil
        }
        return inside(.key(key)) { body(&$0, value) }
    }
    mutating func required<T>(
        _ f: Fields, _ key: String, _ fallback: T, _ body: (inout Self, JSONValue) -> T?
    ) -> T {
        required(f, key, body) ?? fallback
    }
    /// The value of a key that may be missing.
    mutating func optional<T>(
        _ f: Fields, _ key: String, _ fallback: T, _ body: (inout Self, JSONValue) -> T?
    ) -> T {
        guard let value = f[key] else { return fallback }
        return inside(.key(key)) { body(&$0, value) } ?? fallback
    }
    /// The value of a key that may be missing or null.
    mutating func nullable<T>(_ f: Fields, _ key: String, _ body: (inout Self, JSONValue) -> T?) -> T? {
        guard let value = f[key], value.content != .null else { return nil }
        return inside(.key(key)) { body(&$0, value) }
    }
    mutating func elements<T>(_ value: JSONValue, _ body: (inout Self, JSONValue) -> T?) -> [T]? {
        guard case .array(let list) = value.content else {
            complain(value, "a list")
            return nil
        }
        var out: [T] = []
        out.reserveCapacity(list.count)
        for (i, x) in list.enumerated() {
            if let y = inside(.index(i), { body(&$0, x) }) { out.append(y) }
        }
        return out
    }
    /// A list that may be missing (then it is empty).
    mutating func list<T>(_ f: Fields, _ key: String, _ body: (inout Self, JSONValue) -> T?) -> [T] {
        optional(f, key, []) { $0.elements($1, body) }
    }
    /// A list that must stand.
    mutating func requiredList<T>(_ f: Fields, _ key: String, _ body: (inout Self, JSONValue) -> T?) -> [T] {
        required(f, key, []) { $0.elements($1, body) }
    }

    // MARK: Single values

    /// No number of a clinic is greater; sums of such numbers stay far from overflowing.
    static let greatest = 1_000_000_000

    mutating func string(_ value: JSONValue) -> String? {
        guard case .string(let s) = value.content else {
            complain(value, "a text in double quotes")
            return nil
        }
        // No database keeps one.
        if s.utf8.contains(0) { complain("a NUL character (\\u0000) stands in it", line: value.line) }
        return s
    }
    mutating func flag(_ value: JSONValue) -> Bool? {
        if case .bool(let b) = value.content { return b }
        complain(value, "true or false")
        return nil
    }
    mutating func whole(
        _ value: JSONValue, from low: Int = 0, to high: Int = Self.greatest, step: Int = 1
    ) -> Int? {
        if case .integer(let n) = value.content, n >= low, n % step == 0, n <= high { return n }
        let isGreat =
            switch value.content {
            case .integer(let n): n > high
            case .number(let text): text.utf8.allSatisfy { (0x30...0x39).contains($0) }
            default: false
            }
        complain(
            value,
            "a whole number of at least \(low)" + (isGreat ? " and at most \(high)" : "")
                + (step > 1 ? " in steps of \(step)" : ""))
        return nil
    }
    /// Minutes that something lasts, in steps of 5.
    mutating func length(_ value: JSONValue, from low: Int = 5) -> Int? {
        whole(value, from: low, to: ClinicLimits.minutes, step: 5)
    }
    mutating func date(_ value: JSONValue) -> CivilDate? {
        if case .string(let s) = value.content, let d = CivilDate(s) { return d }
        complain(value, "a date like \"2026-11-23\"")
        return nil
    }
    /// A time of day in steps of 5 minutes, up to 24:00.
    mutating func clock(_ value: JSONValue) -> TimeOfDay? {
        guard case .string(let s) = value.content, let t = TimeOfDay(s) else {
            complain(value, "a time of day (00:00–24:00)")
            return nil
        }
        guard t.minutes % 5 == 0 else {
            complain(value, "in steps of 5 minutes")
            return nil
        }
        return t
    }
    /// A time of day that something may start at: before 24:00.
    mutating func startTime(_ value: JSONValue) -> TimeOfDay? {
        guard let t = clock(value) else { return nil }
        guard t < .endOfDay else {
            complain(value, "a time that something can start at (00:00–23:55)")
            return nil
        }
        return t
    }
    mutating func one<T: RawRepresentable & CaseIterable>(_ value: JSONValue, of type: T.Type = T.self) -> T?
    where T.RawValue == String {
        if case .string(let s) = value.content, let x = T(rawValue: s) { return x }
        complain(value, "one of " + T.allCases.map(\.rawValue).joined(separator: ", "))
        return nil
    }
    mutating func weekday(_ value: JSONValue) -> Weekday? {
        if case .string(let s) = value.content, let d = Weekday(code: s) { return d }
        complain(value, "a weekday (mon, tue, wed, thu, fri, sat, sun)")
        return nil
    }

    // MARK: Ids

    /// The things of a kind that has ids.
    mutating func things<T>(
        _ f: Fields, _ key: String, _ kind: IdentifierKind, _ body: (inout Self, JSONValue) -> T?
    ) -> [T] {
        if let value = f[key] {
            if case .array = value.content {} else { uncertain.insert(kind) }
        }
        return list(f, key) { reader, value in
            let thing = body(&reader, value)
            if thing == nil { reader.uncertain.insert(kind) }
            return thing
        }
    }

    /// The id of the thing being read: new within its kind, without `@`.
    mutating func newID(_ f: Fields, _ kind: IdentifierKind) -> String {
        let id = required(f, "id") { reader, value -> String? in
            guard let id = reader.string(value) else { return nil }
            if id.contains("@") { reader.complain("\"\(id)\" holds an @, which no id may", line: value.line) }
            if id.isEmpty { reader.complain(value, "an id; at least one character is wanted") }
            if let line = reader.known[kind, default: [:]].updateValue(value.line, forKey: id) {
                reader.complain(
                    "\"\(id)\" stands twice among ids of this kind (first on line \(line))", line: value.line)
            }
            return id
        }
        if id == nil { uncertain.insert(kind) }
        return id ?? ""
    }
    /// An id of one of the kinds, which must exist somewhere in the document.
    mutating func reference(_ value: JSONValue, _ kinds: IdentifierKind...) -> String? {
        guard let id = string(value) else { return nil }
        named.append((kinds, id, path, value.line))
        return id
    }
    /// A list of ids, none twice.
    mutating func references(_ value: JSONValue, _ kind: IdentifierKind) -> [String]? {
        let ids = elements(value) { $0.reference($1, kind) } ?? []
        distinct(ids, value)
        return ids
    }
    mutating func distinct(_ ids: [String], _ value: JSONValue) {
        var seen: Set<String> = []
        for id in ids where !seen.insert(id).inserted {
            complain("\"\(id)\" stands twice in the list", line: value.line)
        }
    }
    /// Notes every id that points nowhere, then puts the problems in the order of the text.
    mutating func resolve() {
        for n in named where !n.kind.contains(where: { known[$0]?[n.id] != nil || uncertain.contains($0) }) {
            path = n.path
            let kinds = n.kind.map(\.rawValue).joined(separator: " or ")
            complain("there is no \(kinds) with the id \"\(n.id)\"", line: n.line)
        }
        path = []
        problems = problems.enumerated().sorted {
            ($0.element.line, $0.offset) < ($1.element.line, $1.offset)
        }.map(\.element)
    }
}
