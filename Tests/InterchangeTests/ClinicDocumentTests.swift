import ClinicModel
import Foundation
import Interchange
import Testing

/// A clinic of the folder of fixtures, as text.
private func fixture(_ name: String, file: String = #filePath) throws -> [UInt8] {
    let folder = URL(filePath: file).deletingLastPathComponent().deletingLastPathComponent()
    return Array(try Data(contentsOf: folder.appending(path: "Fixtures/\(name).json")))
}

/// The value without members and list elements that only say a default.
private func filled(_ value: JSONValue, key: String = "") -> JSONValue {
    switch value.content {
    case .array(let list): return .array(list.map { filled($0) })
    case .object(let members):
        let defaults: [String: JSONValue.Content] = [
            "everyWeeks": .integer(1), "pinned": .bool(false), "telehealth": .bool(false),
            "withFamily": .bool(false),
            "commuteMinutes": .integer(0), "noteMinutes": .integer(0), "firstTopic": .integer(0),
            "minutesLate": .integer(0), "minutesLeftEarly": .integer(0),
        ]
        let kept = members.filter { m in
            m.value.content != .null && (m.value.content != .array([]) || key == "to")
                && defaults[m.key] != m.value.content
                && !(m.key == "status" && [.string("booked"), .string("open")].contains(m.value.content))
        }
        return .object(kept.sorted { $0.key < $1.key }.map { ($0.key, filled($0.value, key: $0.key)) })
    default: return JSONValue(value.content)
    }
}

struct `The clinic document` {
    @Test(arguments: ["everything-40", "harbor-20", "harbor-60", "harbor-200"])
    func `comes out as it went in`(name: String) throws {
        let bytes = try fixture(name)
        let written = ClinicDocument.write(try ClinicDocument.read(bytes))
        #expect(filled(try JSONReader.read(Array(written.utf8))) == filled(try JSONReader.read(bytes)))
    }

    @Test func `read again is the same clinic, written again the same bytes`() throws {
        let clinic = try ClinicDocument.read(try fixture("everything-40"))
        let text = ClinicDocument.write(clinic)
        #expect(try ClinicDocument.read(text) == clinic)
        #expect(ClinicDocument.write(try ClinicDocument.read(text)) == text)
    }

    /// A document with one thing replaced by another, once.
    private func problems(_ old: String, _ new: String) throws -> [String] {
        let text = ClinicDocument.write(try ClinicDocument.read(try fixture("everything-40")))
        let range = try #require(text.range(of: old))
        do {
            _ = try ClinicDocument.read(text.replacingCharacters(in: range, with: new))
            return []
        } catch {
            return error.problems.map { "\($0.path): \($0.message)" }
        }
    }

    @Test(arguments: [
        (
            #""gridMinutes": 15"#, #""gridMinutes": 7"#,
            "clinic.gridMinutes: 7 is not a whole number of at least 5 in steps of 5"
        ),
        (
            #""weekStartsOn": "mon""#, #""weekStartsOn": "monday""#,
            "clinic.weekStartsOn: \"monday\" is not a weekday"
        ),
        (#""timeZone""#, #""timezone""#, "clinic.timezone: there is no such key here"),
        (#""version": 1"#, #""version": 2"#, "version: 2 is not 1"),
        (#""format": "vesper-clinic""#, #""format": "other""#, "format: \"other\" is not \"vesper-clinic\""),
        (
            #""from": "09:00", "to": "21:30""#, #""from": "25:00", "to": "21:30""#,
            "clinic.hours[0].from: \"25:00\" is not a time of day (00:00–24:00)"
        ),
        (
            #""from": "09:00", "to": "21:30""#, #""from": "09:02", "to": "21:30""#,
            "clinic.hours[0].from: \"09:02\" is not in steps of 5 minutes"
        ),
        (
            #""from": "2026-12-24", "to": "2026-12-25""#, #""from": "2026-12-24", "to": "2026-12-23""#,
            "clinic.closures[0].to: 2026-12-23 is before 2026-12-24"
        ),
        (
            #""primaryTherapist": "t6""#, #""primaryTherapist": "t99""#,
            "patients[0].primaryTherapist: there is no therapist with the id \"t99\""
        ),
        (#""id": "p2""#, #""id": "p1""#, "patients[1].id: \"p1\" stands twice"),
        (#""id": "p2""#, #""id": "p@2""#, "patients[1].id: \"p@2\" holds an @"),
        (
            #""rule": "patientUnavailable""#, #""rule": "roomOverlap""#,
            "overrides[0].rule: \"roomOverlap\" is not a rule that may be overridden"
        ),
        (#""weekday": "mon","#, "", "series[0].weekday: weekday and start stand together"),
        (#""minutes": 90"#, #""minutes": "90""#, "services[0].minutes: \"90\" is not a whole number"),
        (
            #""capacity": [3, 12]"#, #""capacity": [12, 3]"#,
            "services[0].capacity: the least, 12, is above the most, 3"
        ),
        (
            #""status": "late""#, #""status": "tardy""#,
            "attendance[0].status: \"tardy\" is not one of attended, late"
        ),
        (
            #""credential": "LCSW""#, #""credential": "MD""#,
            "therapists[0].licenses[0].credential: \"MD\" is not one of the therapist's credentials"
        ),
    ])
    func `names path, value and expectation of what is wrong`(old: String, new: String, said: String) throws {
        let found = try problems(old, new)
        #expect(found.contains { $0.hasPrefix(said) }, "\(found)")
    }

    @Test(arguments: [
        (#""minutes": 90,"#, #""minutes": 10085,"#, "minutes: 10085", "5 and at most 10080 in steps of 5"),
        (#""noteMinutes": 10"#, #""noteMinutes": 10085"#, "noteMinutes: 10085", "0 and at most 10080"),
        (
            #""commuteMinutes": 30"#, #""commuteMinutes": 10085"#, "commuteMinutes: 10085",
            "0 and at most 10080"
        ),
        (#""facilitators": 1"#, #""facilitators": 10001"#, "facilitators: 10001", "1 and at most 10000"),
        (#""capacity": [3, 12]"#, #""capacity": [3, 10001]"#, "capacity[1]: 10001", "1 and at most 10000"),
        (#""capacity": 14"#, #""capacity": 10001"#, "capacity: 10001", "1 and at most 10000"),
        (#""count": 2"#, #""count": 1001"#, "count: 1001", "1 and at most 1000"),
    ])
    func `takes numbers up to a limit, and says which`(
        old: String, new: String, field: String, limit: String
    ) throws {
        let found = try problems(old, new)
        #expect(found.count == 1, "\(found)")
        #expect(found.contains { $0.contains("\(field) is not") && $0.contains(limit) }, "\(found)")
        // One step less is taken.
        let greatest = new.replacing("10085", with: "10080").replacing("10001", with: "10000")
            .replacing("1001", with: "1000")
        #expect(try problems(old, greatest) == [])
    }

    @Test(arguments: [
        // One problem each: nothing that only follows from it is told as well.
        (#""from": "2026-12-24", "to": "2026-12-25""#, #""from": "2026-12-24", "to": "tomorrow""#),
        (#""payers": ["#, #""payers": [7, "#), (#""id": "sg1""#, #""id": 1"#),
        (#""credentials": ["LCSW"]"#, #""credentials": "LCSW""#), (#""kind": "changed""#, #""kind": "new""#),
        (#""gridMinutes": 15"#, #""gridMinutes": 15, "gridMinutes": 15"#),
        (#""format": "vesper-clinic""#, #""format": "vesper-week""#),
        (#""id": "p2""#, #""id": "p2", "age": 7"#),
        (#""capacity": [3, 12]"#, #""capacity": [3, 12000000000000000000000]"#),
    ])
    func `tells a problem once`(old: String, new: String) throws {
        let found = try problems(old, new)
        #expect(found.count == 1, "\(found)")
    }

    @Test func `tells another kind of file in one sentence`() throws {
        let error = try #require(throws: ClinicDocumentError.self) {
            try ClinicDocument.read(#"{"resourceType": "Bundle", "type": "collection"}"#)
        }
        #expect(error.problems.map(\.message) == ["the key is missing: this is no clinic document"])
    }

    @Test func `passes over a mark of byte order`() throws {
        #expect(throws: Never.self) {
            try ClinicDocument.read([0xEF, 0xBB, 0xBF] + (try fixture("harbor-20")))
        }
    }

    @Test func `reports eleven errors as eleven`() throws {
        var text = String(decoding: try fixture("harbor-20"), as: UTF8.self)
        for _ in 0..<11 {
            text.replace("\"ageBand\": \"adult\"", with: "\"ageBand\": \"grown-up\"", maxReplacements: 1)
        }
        let error = #expect(throws: ClinicDocumentError.self) { try ClinicDocument.read(text) }
        #expect(error?.problems.count == 11)
        #expect(error?.more == 0)
    }

    @Test func `lists fifty errors and counts the rest`() throws {
        let text = String(decoding: try fixture("harbor-60"), as: UTF8.self).replacing(
            "\"joined\"", with: "\"since\"")
        let error = try #require(throws: ClinicDocumentError.self) { try ClinicDocument.read(text) }
        #expect(error.problems.count == 50)
        #expect(error.more > 50)
        #expect("\(error)".hasSuffix("and \(error.more) more"))
    }
}

struct `JSON` {
    @Test(arguments: [
        ("", 1, "the text is empty"), ("\"\\u-012\"", 1, "hexadecimal"),
        ("[1, 2", 1, "closing bracket"),
        ("{\"a\" 1}", 1, "colon"), ("[01]", 1, "number"), ("\"\\ud800\"", 1, "surrogate"),
        ("\"a\nb\"", 1, "control character"),
        ("nul", 1, "value is wanted"), ("[1] x", 1, "nothing may follow"), ("\"\\x\"", 1, "no such escape"),
        ("{\"a\": ", 1, "ends"),
    ])
    func `says where a text is none`(text: String, line: Int, message: String) throws {
        let error = try #require(throws: JSONSyntaxError.self) { try JSONReader.read(Array(text.utf8)) }
        #expect(error.line == line)
        #expect(error.message.contains(message), "\(error.message)")
    }

    @Test func `refuses what is too deep and what is not UTF-8`() {
        #expect(throws: JSONSyntaxError.self) { try JSONReader.read(Array(repeating: 0x5B, count: 100_000)) }
        #expect(throws: JSONSyntaxError.self) { try JSONReader.read([0x22, 0xFF, 0xFE, 0x22]) }
    }

    @Test(arguments: [
        #"{"a": [1, -2, 0], "b": null, "c": "é\u00e9\n\"", "d": {"e": true}}"#,
        #"[12345678901234567890, 1.5e3]"#, #""😀""#,
    ])
    func `written is read back`(text: String) throws {
        let value = try JSONReader.read(Array(text.utf8))
        #expect(try JSONReader.read(Array(JSONWriter.line(value).utf8)) == value)
    }

    @Test func `escapes pairs outside the basic plane`() throws {
        #expect(try JSONReader.read(Array(#""\ud83d\ude00""#.utf8)).content == .string("😀"))
    }
}
