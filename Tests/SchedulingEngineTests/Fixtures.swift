import ClinicModel
import Foundation
import Interchange
import SchedulingEngine

/// Clinic documents that stand beside the tests.
enum Fixture {
    static let week = CivilDate(year: 2026, month: 11, day: 23) ?? CivilDate(dayNumber: 0)
    private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "Fixtures")

    static func clinic(_ name: String) throws -> Clinic {
        try ClinicDocument.read(Array(Data(contentsOf: folder.appending(path: name + ".json"))))
    }
    static func golden(_ name: String) throws -> Golden {
        try JSONDecoder().decode(
            Golden.self, from: Data(contentsOf: folder.appending(path: "golden/\(name).json")))
    }
}

/// What a judge that shares no code with the engine says of a document's week.
struct Golden: Decodable {
    /// Rule, who, when, person, sessions.
    struct Row: Decodable, Hashable, Comparable, CustomStringConvertible {
        var rule, who, when, person: String
        var sessions: [String]

        init(_ v: Violation, in week: ClinicWeek) {
            rule = v.rule.rawValue
            who = v.who(in: week, naming: .names)
            when = v.when
            person = v.person ?? ""
            sessions = v.sessions.map(\.description)
        }
        init(from decoder: any Decoder) throws {
            var list = try decoder.unkeyedContainer()
            rule = try list.decode(String.self)
            who = try list.decode(String.self)
            when = try list.decode(String.self)
            person = try list.decode(String.self)
            sessions = try list.decode([String].self)
        }
        var description: String { "\(rule) \(who) \(when) \(sessions.joined(separator: " "))" }
        static func < (a: Self, b: Self) -> Bool { a.description < b.description }
    }
    var score: [String: Int]
    var unmetSessions: Int
    var violations: [Row]
    var overridden: [Row]
    /// Broken newly against the document before, where there is one.
    var new: [Row]?
}

/// SplitMix64: the same numbers on every machine.
struct Dice {
    private var state: UInt64
    init(_ seed: UInt64) { state = seed }
    mutating func roll(_ sides: Int) -> Int {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return Int((z ^ (z >> 31)) % UInt64(sides))
    }
    mutating func pick<T>(_ list: [T]) -> T { list[roll(list.count)] }
}
