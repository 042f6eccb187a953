import Foundation
import Testing

/// `vesper plan`, run as another process.
@Suite struct `Planning a week on the command line` {
    private static let steps = ["--week", "2026-11-23", "--steps", "3000", "--seed", "3"]

    private func plan(_ place: Workplace, _ arguments: String...) async throws -> Run {
        try await place.vesper(["plan"] + Self.steps + arguments)
    }

    @Test(arguments: ["harbor-20", "open-20", "everything-40"])
    func `writes the same document twice, which check finds whole with the score that was printed`(
        _ name: String
    ) async throws {
        let place = try Workplace()
        let (a, b) = (place.folder + "/a.json", place.folder + "/b.json")
        let fixture = Workplace.fixture(name)
        let run = try await plan(place, "--document", fixture, "--out", a, "--json")
        #expect(run.status == 0)
        _ = try await plan(place, "--document", fixture, "--out", b)
        #expect(try Data(contentsOf: URL(filePath: a)) == Data(contentsOf: URL(filePath: b)))
        let mode = try FileManager.default.attributesOfItem(atPath: a)[.posixPermissions] as? Int
        #expect(mode == 0o600)

        let told = try #require(try run.json as? [String: Any])
        #expect(
            Set(told.keys) == [
                "week", "seed", "steps", "seconds", "before", "after", "bound", "unmetSessions", "unmet",
                "changes",
            ])
        let after = try #require(told["after"] as? [String: Int])
        let check = try await place.vesper("check", "--document", a, "--week", "2026-11-23", "--json")
        let score = try #require((try check.json as? [String: Any])?["score"] as? [String: Int])
        #expect(after == score)
        let missing = try #require(told["unmet"] as? [[String: Any]]).compactMap { $0["missing"] as? Int }
        #expect(missing.reduce(0, +) == told["unmetSessions"] as? Int)
    }

    @Test func `books the plan in one change that undo takes back`() async throws {
        let place = try Workplace()
        try await place.vesper("import", Workplace.fixture("harbor-20"))
        let before = try await place.vesper("export", "clinic").out
        let told = try await plan(place)
        #expect(told.status == 0)
        #expect(try await place.vesper("export", "clinic").out == before)

        let run = try await plan(place, "--apply")
        #expect(run.status == 0)
        #expect(run.err.contains("Planned the week of Mon 23 Nov: "))
        #expect(try await place.vesper("export", "clinic").out != before)
        #expect(try await place.vesper("log").lines.count == 2)
        try await place.vesper("undo")
        #expect(try await place.vesper("export", "clinic").out == before)
    }

    @Test func `tells what comes of it before it is booked, and a reason is kept`() async throws {
        let place = try Workplace()
        try await place.vesper("import", Workplace.fixture("harbor-60"))
        let told = try await plan(place)
        let warning = try #require(told.lines.first { $0.contains(" later weeks, first ") })
        let dry = try await plan(place, "--apply", "--dry-run")
        #expect(dry.status == 0 && dry.err.contains("would be: Planned the week"))
        #expect(try await place.vesper("log").lines.count == 1)
        let run = try await plan(place, "--apply", "--reason", "Monday round")
        #expect(run.status == 0)
        #expect(run.lines.contains(warning))
        #expect(try await place.vesper("log").out.contains("Monday round"))
    }

    @Test func `a clinic file is planned from now on, a document and a week that is over from the first day`()
        async throws
    {
        let place = try Workplace()
        try await place.vesper("import", Workplace.fixture("harbor-20"))
        func days(_ run: Run) throws -> Set<String> {
            let told = try #require(try run.json as? [String: Any])
            let changes = try #require(told["changes"] as? [[String: Any]])
            return Set(
                changes.compactMap { ($0["after"] as? [String: Any])?["date"] as? String })
        }
        let document = ["--document", Workplace.fixture("harbor-20")]
        let now = ["VESPER_NOW": "2026-11-26 08:00"]
        func plan(_ more: [String], _ environment: [String: String]) async throws -> Set<String> {
            try days(
                await place.vesper(["plan"] + Self.steps + ["--json"] + more, environment: environment))
        }
        let left = try await plan([], now)
        #expect(!left.isEmpty && left.allSatisfy { $0 >= "2026-11-26" })
        #expect(try await plan(document, now).min() == "2026-11-23")
        #expect(try await plan([], ["VESPER_NOW": "2026-12-26 08:00"]).min() == "2026-11-23")
    }

    @Test(arguments: [
        ["--steps", "10", "--seconds", "1"], ["--steps", "0"], ["--seconds", "0"], ["--seconds", "nan"],
        ["--apply", "--out", "x.json"], ["--out", "-"], ["--apply", "--document", "x.json"],
        ["--week", "someday"],
    ])
    func `is not understood with such options`(_ options: [String]) async throws {
        let place = try Workplace()
        try await place.vesper("import", Workplace.fixture("harbor-20"))
        #expect(try await place.vesper(["plan"] + options).status == 2)
    }

    @Test func `tells every error of a document and writes nothing`() async throws {
        let place = try Workplace()
        let bad = try place.write(#"{"format": "vesper-clinic", "version": 1, "rooms": 3}"#, to: "bad.json")
        let out = place.folder + "/after.json"
        let run = try await plan(place, "--document", bad, "--out", out)
        #expect(run.status == 3)
        #expect(run.err.contains("bad.json: "))
        #expect(!FileManager.default.fileExists(atPath: out))
    }

    @Test func `names people on stdout alone`() async throws {
        let place = try Workplace()
        let run = try await plan(
            place, "--document", Workplace.fixture("harbor-20"), "--out", place.folder + "/a.json")
        #expect(run.lines.contains { $0.hasPrefix("  ") && $0.contains("IND") })
        #expect(run.err.split(separator: "\n").count == 1)
    }
}

@Suite(.serialized) struct `Planning on a terminal` {
    @Test func `Ctrl-C keeps the best so far, writes and says it, and ends well`() throws {
        let place = try Workplace()
        let out = place.folder + "/after.json"
        let session = try TerminalSession(columns: 120)
        try session.run(
            "clear; \(TerminalSession.program) plan --document \(Workplace.fixture("harbor-20")) "
                + "--week 2026-11-23 --seconds 600 --out \(out) > /dev/null; echo \"status=$?\"")
        try session.wait(for: "unmet")
        try session.press("C-c")
        let (screen, status) = try session.waitForStatus()
        #expect(status == 0)
        #expect(screen.contains("this is the best so far"))
        #expect(screen.contains("was written to"))
        #expect(FileManager.default.fileExists(atPath: out))
    }
}
